//! Characters that only look like the ones that were meant.

use icu_normalizer::DecomposingNormalizerBorrowed;

const NFKD: DecomposingNormalizerBorrowed<'static> = DecomposingNormalizerBorrowed::new_nfkd();

/// What was meant by a character, mostly itself.
///
/// Apostrophes and hyphens are the ones that Unicode lists as alike ("confusables") without the letters of other
/// scripts among them. Ligatures and letters of another width or position, which PDF files and East Asian keyboards
/// bring, are the plain letters they stand for.
pub(super) fn straightened(c: char) -> impl Iterator<Item = char> {
    let mut plain = Vec::with_capacity(1);
    if is_presentation(c) {
        plain.extend(NFKD.normalize_iter(std::iter::once(c)).map(punctuation));
    } else {
        plain.push(punctuation(c));
    }
    plain.into_iter()
}

fn punctuation(c: char) -> char {
    match c {
        '`'
        | '\u{00B4}'
        | '\u{02B9}'
        | '\u{02BB}'..='\u{02BF}'
        | '\u{02C8}'
        | '\u{02CA}'
        | '\u{02CB}'
        | '\u{0384}'
        | '\u{055A}'
        | '\u{05F3}'
        | '\u{1FBD}'
        | '\u{1FBF}'
        | '\u{1FFE}'
        | '\u{2018}'..='\u{2019}'
        | '\u{201B}'
        | '\u{2032}'
        | '\u{2035}'
        | '\u{275B}'..='\u{275C}'
        | '\u{A78B}'
        | '\u{A78C}' => '\'',
        '\u{02D7}'
        | '\u{058A}'
        | '\u{05BE}'
        | '\u{1806}'
        | '\u{2010}'..='\u{2015}'
        | '\u{2043}'
        | '\u{2212}'
        | '\u{FE58}'
        | '\u{FE63}' => '-',
        '\u{2022}' | '\u{2027}' | '\u{2219}' | '\u{22C5}' | '\u{2E31}' => '·',
        '\u{0F0C}' => '\u{0F0B}',
        '\u{2044}' | '\u{2215}' => '/',
        '\u{2024}' => '.',
        other => other,
    }
}

/// Another shape of letters, digits and punctuation that have characters of their own.
fn is_presentation(c: char) -> bool {
    matches!(c,
        // IJ, l with a middle dot, n after an apostrophe and the digraphs of Croatian in one character.
        '\u{0132}' | '\u{0133}' | '\u{013F}' | '\u{0140}' | '\u{0149}' | '\u{01C4}'..='\u{01CC}'
        | '\u{01F1}'..='\u{01F3}'
        // Ligatures, and Hebrew and Arabic letters by their place in a word.
        | '\u{FB00}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}'
        // Full and half width.
        | '\u{FF01}'..='\u{FFEE}'
        // Letters and digits of formulas.
        | '\u{1D400}'..='\u{1D7FF}')
}
