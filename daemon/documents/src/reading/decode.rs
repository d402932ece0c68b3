//! Decodes one line of black and white.

use rxing::{
    DecodeHints, RXingResultMetadataType, RXingResultMetadataValue,
    oned::{Code128Reader, OneDReader},
};

use super::binarise::pack;

/// A symbol on a line; places are in bits from the left end of the line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reading {
    pub text: String,
    pub symbology: String,
    pub start: f32,
    pub end: f32,
}

/// All symbols on a line of `bits`, in either direction.
///
/// The whole line is tried first. The decoder takes the first thing that looks like a start character, which may
/// be a letter of the text beside the barcode; so the parts between wide gaps are tried as well. A gap is white
/// as wide as a quiet zone could be, which nothing inside a symbol is.
pub(super) fn decode(bits: &[bool], least_gap: usize) -> Vec<Reading> {
    let whole = decode_part(bits, 0);
    if !whole.is_empty() {
        return whole;
    }
    let parts = parts(bits, least_gap);
    if parts.len() < 2 {
        return Vec::new();
    }
    parts.into_iter().flat_map(|(from, to)| decode_part(&bits[from..to], from)).collect()
}

fn decode_part(bits: &[bool], offset: usize) -> Vec<Reading> {
    // The decoder wants white before and after the symbol for half the width of a character.
    let margin = bits.len() / 8 + 16;
    let mut row = pack(bits, margin);
    let width = row.get_size() as f32;
    let place = |x: f32| x - margin as f32 + offset as f32;
    for backwards in [false, true] {
        if backwards {
            row.reverse();
        }
        let Ok(result) = Code128Reader.decode_row(0, &row, &DecodeHints::default()) else { continue };
        let symbology =
            match result.getRXingResultMetadata().get(&RXingResultMetadataType::SYMBOLOGY_IDENTIFIER) {
                Some(RXingResultMetadataValue::SymbologyIdentifier(identifier)) => identifier.clone(),
                _ => "]C0".to_owned(),
            };
        let ends: Vec<f32> = result.getPoints().iter().map(|point| point.x).collect();
        let turned = |x: f32| place(if backwards { width - 1.0 - x } else { x });
        return vec![Reading {
            text: result.getText().to_owned(),
            symbology,
            start: turned(ends.first().copied().unwrap_or(0.0)),
            end: turned(ends.last().copied().unwrap_or(0.0)),
        }];
    }
    Vec::new()
}

/// The parts of a line that have ink, split where white is at least `least_gap` wide.
fn parts(bits: &[bool], least_gap: usize) -> Vec<(usize, usize)> {
    let mut parts: Vec<(usize, usize)> = Vec::new();
    for (at, _) in bits.iter().enumerate().filter(|(_, black)| **black) {
        match parts.last_mut() {
            Some((_, end)) if at - *end < least_gap => *end = at + 1,
            _ => parts.push((at, at + 1)),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::barcode::Code128;

    fn line(before: &[bool], text: &str, after: &[bool], wide: usize) -> Vec<bool> {
        let gap = vec![false; 10 * wide];
        let symbol: Vec<bool> = Code128::new(text)
            .unwrap()
            .modules()
            .iter()
            .flat_map(|module| std::iter::repeat_n(*module, wide))
            .collect();
        [before, &gap, &symbol, &gap, after].concat()
    }

    #[test]
    fn a_symbol_is_read_in_both_directions_with_its_place() {
        let mut bits = line(&[], "MR-0042", &[], 3);
        let forward = decode(&bits, 24);
        assert_eq!(forward[0].text, "MR-0042");
        assert_eq!(forward[0].symbology, "]C0");
        assert!(forward[0].start < forward[0].end);
        bits.reverse();
        let backward = decode(&bits, 24);
        assert_eq!(backward[0].text, "MR-0042");
        assert!(backward[0].start > backward[0].end);
    }

    #[test]
    fn strokes_that_look_like_a_start_character_do_not_hide_the_symbol() {
        // The bars of start character B, and nothing after them that is Code 128.
        let decoy: Vec<bool> = "11010010000101010101".bytes().map(|b| b == b'1').collect();
        let decoy: Vec<bool> = decoy.iter().flat_map(|bit| [*bit; 3]).collect();
        let bits = line(&[&[false; 40][..], &decoy].concat(), "MR-0042", &[], 3);
        assert_eq!(decode(&bits, 24).first().map(|reading| reading.text.as_str()), Some("MR-0042"));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn every_printable_text_comes_back(text in "[ -~]{1,40}", wide in 1_usize..5) {
            let readings = decode(&line(&[], &text, &[], wide), 8 * wide);
            prop_assert_eq!(readings.first().map(|reading| reading.text.clone()), Some(text));
        }

        #[test]
        fn no_line_of_ink_makes_the_decoder_panic(bits in proptest::collection::vec(any::<bool>(), 0..400)) {
            decode(&bits, 8);
        }

        #[test]
        fn no_damaged_symbol_makes_the_decoder_panic(
            text in "[ -~]{1,12}", flips in proptest::collection::vec(0_usize..1000, 0..6)
        ) {
            let mut bits = line(&[], &text, &[], 2);
            for flip in flips {
                let at = flip % bits.len();
                bits[at] = !bits[at];
            }
            decode(&bits, 16);
        }
    }
}
