//! A Code 128 symbol as bars of whole modules.

use barcoders::sym::code128::Code128 as Encoder;

use super::code_sets::with_code_sets;

/// Why a text cannot become a barcode. Does not hold the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BarcodeError {
    /// There is nothing to encode.
    #[error("an empty text cannot be a barcode")]
    Empty,
    /// Only printable ASCII (space to `~`) is encoded.
    #[error("character {position} cannot be encoded in Code 128 (printable ASCII only)")]
    Character {
        /// Place of the character in the text, counted from 1.
        position: usize,
    },
    /// The text is longer than [`Code128::MAX_LENGTH`].
    #[error("{length} characters are too many for a barcode ({} at most)", Code128::MAX_LENGTH)]
    Length {
        /// Number of characters in the text.
        length: usize,
    },
    /// The symbol does not fit in the room which the template gives it.
    #[error("a barcode of {modules} modules does not fit in the room of the template")]
    Room {
        /// Width of the symbol with both quiet zones, in modules.
        modules: usize,
    },
}

/// A Code 128 symbol (ISO/IEC 15417): alternating bars and spaces, each 1 to 4 modules wide, starting and
/// ending with a bar.
#[derive(Clone, PartialEq, Eq)]
pub struct Code128 {
    modules: Vec<bool>,
}

impl Code128 {
    /// Longest text that is encoded, in characters. Longer symbols no longer read reliably.
    pub const MAX_LENGTH: usize = 80;

    /// Clear space needed left and right of the symbol, in modules (ISO/IEC 15417, clause 4.4).
    pub const QUIET_ZONE: usize = 10;

    /// Encodes `text`, 1 to 80 printable ASCII characters, with as few symbol characters as possible.
    ///
    /// # Errors
    /// [`BarcodeError::Empty`], [`BarcodeError::Length`] or [`BarcodeError::Character`].
    pub fn new(text: &str) -> Result<Self, BarcodeError> {
        if text.is_empty() {
            return Err(BarcodeError::Empty);
        }
        if let Some(at) = text.chars().position(|c| !(' '..='~').contains(&c)) {
            return Err(BarcodeError::Character { position: at + 1 });
        }
        if text.len() > Self::MAX_LENGTH {
            return Err(BarcodeError::Length { length: text.len() });
        }
        // The checks above leave nothing the encoder refuses; its error is mapped all the same.
        let encoder =
            Encoder::new(with_code_sets(text)).map_err(|_| BarcodeError::Character { position: 1 })?;
        Ok(Self { modules: encoder.encode().into_iter().map(|module| module == 1).collect() })
    }

    /// The modules from left to right without quiet zones; `true` is dark.
    pub fn modules(&self) -> &[bool] {
        &self.modules
    }

    /// The bars as (first module, width in modules), counted from the left edge of the first bar.
    pub fn bars(&self) -> Vec<(usize, usize)> {
        let mut bars: Vec<(usize, usize)> = Vec::new();
        for (at, _) in self.modules.iter().enumerate().filter(|(_, dark)| **dark) {
            match bars.last_mut() {
                Some((start, width)) if *start + *width == at => *width += 1,
                _ => bars.push((at, 1)),
            }
        }
        bars
    }
}

impl std::fmt::Debug for Code128 {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Code128").field("modules", &self.modules.len()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pass_number_takes_nine_characters_and_a_stop() {
        // Start, seven pairs and the check character of 11 modules; the stop has 13 (clause 4.3).
        let symbol = Code128::new("29401000075801").unwrap();
        assert_eq!(symbol.modules().len(), 9 * 11 + 13);
        let bars = symbol.bars();
        assert_eq!(bars.first(), Some(&(0, 2)));
        let (start, width) = *bars.last().unwrap();
        assert_eq!(start + width, symbol.modules().len());
        assert_eq!(bars.len(), 9 * 3 + 4);
        assert!(bars.iter().all(|(_, width)| (1..=4).contains(width)));
    }

    #[test]
    fn what_cannot_be_encoded_is_refused_with_its_place() {
        assert_eq!(Code128::new(""), Err(BarcodeError::Empty));
        assert_eq!(Code128::new("AB\u{e9}"), Err(BarcodeError::Character { position: 3 }));
        assert_eq!(Code128::new("A\u{7f}"), Err(BarcodeError::Character { position: 2 }));
        assert_eq!(Code128::new(&"x".repeat(81)), Err(BarcodeError::Length { length: 81 }));
        assert!(Code128::new(&"x".repeat(80)).is_ok());
    }
}
