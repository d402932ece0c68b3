//! Codabar start and stop characters (EN 798): A to D around the code, part of the symbol, not of the number.

use super::Symbology;

/// The text without Codabar start and stop characters.
///
/// They are taken off when the code is known to be Codabar, or, when the barcode is unknown, when everything
/// between two of them is of the Codabar set. A scanner set up to leave them out needs no other setting.
pub(super) fn strip(text: &str, symbology: Option<Symbology>) -> &str {
    let known = match symbology {
        Some(Symbology::Codabar) => true,
        None => false,
        Some(_) => return text,
    };
    let inner = text
        .strip_prefix(is_start_stop)
        .and_then(|rest| rest.strip_suffix(is_start_stop))
        .filter(|inner| !inner.is_empty());
    match inner {
        Some(inner) if known || inner.bytes().all(is_data) => inner,
        _ => text,
    }
}

fn is_start_stop(c: char) -> bool {
    matches!(c, 'A'..='D' | 'a'..='d')
}

fn is_data(byte: u8) -> bool {
    byte.is_ascii_digit() || b"-$:/.+".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn start_and_stop_are_taken_off_codabar_only() {
        assert_eq!(strip("A29401000075801B", None), "29401000075801");
        assert_eq!(strip("d29401000075801d", Some(Symbology::Codabar)), "29401000075801");
        assert_eq!(strip("29401000075801", Some(Symbology::Codabar)), "29401000075801");
        assert_eq!(strip("A123B", Some(Symbology::Code39)), "A123B");
        for kept in ["AXB", "A12X4B", "AB", "A", "", "A123", "123B"] {
            assert_eq!(strip(kept, None), kept);
        }
    }
}
