//! AIM symbology identifiers (ISO/IEC 15424): three characters before a code that name its barcode.

/// The kind of barcode a code was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Symbology {
    /// Code 39, `]A`.
    Code39,
    /// Code 128 and GS1-128, `]C`.
    Code128,
    /// Data Matrix, `]d`.
    DataMatrix,
    /// EAN and UPC, `]E`; ISBN barcodes are EAN-13.
    Ean,
    /// GS1 DataBar, `]e`.
    DataBar,
    /// Codabar (NW-7), `]F`: the usual barcode of library passes.
    Codabar,
    /// Code 93, `]G`.
    Code93,
    /// Interleaved 2 of 5, `]I`.
    Interleaved2Of5,
    /// PDF417, `]L`.
    Pdf417,
    /// QR code, `]Q`.
    QrCode,
    /// Aztec code, `]z`.
    Aztec,
    /// Another symbology, by its code character.
    Other(char),
}

impl Symbology {
    /// The symbology a code character stands for.
    #[must_use]
    pub const fn from_code_character(code: char) -> Self {
        match code {
            'A' => Self::Code39,
            'C' => Self::Code128,
            'd' => Self::DataMatrix,
            'E' => Self::Ean,
            'e' => Self::DataBar,
            'F' => Self::Codabar,
            'G' => Self::Code93,
            'I' => Self::Interleaved2Of5,
            'L' => Self::Pdf417,
            'Q' => Self::QrCode,
            'z' => Self::Aztec,
            other => Self::Other(other),
        }
    }

    /// The name, the same in every language.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Code39 => "Code 39",
            Self::Code128 => "Code 128",
            Self::DataMatrix => "Data Matrix",
            Self::Ean => "EAN/UPC",
            Self::DataBar => "GS1 DataBar",
            Self::Codabar => "Codabar",
            Self::Code93 => "Code 93",
            Self::Interleaved2Of5 => "Interleaved 2 of 5",
            Self::Pdf417 => "PDF417",
            Self::QrCode => "QR Code",
            Self::Aztec => "Aztec Code",
            Self::Other(_) => "other",
        }
    }
}

/// An identifier in front of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AimIdentifier {
    /// The kind of barcode.
    pub symbology: Symbology,
    /// The modifier: how the code was processed, in the meaning the symbology gives it.
    pub modifier: char,
}

impl AimIdentifier {
    /// Takes the identifier off the front of a text: `]`, a code letter, a modifier letter or digit.
    ///
    /// `None` leaves the text as it was: it carries no identifier.
    #[must_use]
    pub fn split(text: &str) -> Option<(Self, &str)> {
        let mut rest = text.strip_prefix(']')?.chars();
        let code = rest.next().filter(char::is_ascii_alphabetic)?;
        let modifier = rest.next().filter(char::is_ascii_alphanumeric)?;
        Some((Self { symbology: Symbology::from_code_character(code), modifier }, rest.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_taken_off() {
        for (text, symbology, rest) in [
            ("]C0ABC", Symbology::Code128, "ABC"),
            ("]F029401000075801", Symbology::Codabar, "29401000075801"),
            ("]E09789022998519", Symbology::Ean, "9789022998519"),
            ("]d2x", Symbology::DataMatrix, "x"),
            ("]X0x", Symbology::Other('X'), "x"),
        ] {
            let (identifier, left) = AimIdentifier::split(text).unwrap();
            assert_eq!((identifier.symbology, left), (symbology, rest));
        }
    }

    #[test]
    fn what_is_no_identifier_stays() {
        for text in ["", "]", "]C", "C0123", "]é0", "]1012", "]C;1"] {
            assert_eq!(AimIdentifier::split(text), None, "{text}");
        }
    }
}
