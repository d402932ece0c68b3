//! Text as people type and paste it, in the one spelling that is stored and compared.
//!
//! Word processors, telephones, spreadsheets and web pages make other characters of what was meant, or add some that
//! nobody sees; a clerk who is told that "2" is not a digit can do nothing with that. So every text that comes in is
//! read through [`clean`] or one of the functions made of it, on both sides.

mod invisible;
mod label;
mod sign;
mod straight;

pub use invisible::{is_invisible, is_joiner};
pub use label::without_label;
pub use sign::is_sign;

use icu_normalizer::ComposingNormalizerBorrowed;
use invisible::keep_joiners_in_words;
use straight::straightened;

const NFC: ComposingNormalizerBorrowed<'static> = ComposingNormalizerBorrowed::new_nfc();

/// The text in one spelling: composed characters (Unicode NFC), without characters that nobody sees, with straight
/// apostrophes, plain hyphens and digits and letters of usual width for what only looks like them.
///
/// Joiners (U+200C, U+200D) stay inside a word of a script in which they change how letters are joined, as in Persian
/// compounds and Sinhala conjuncts, and only there. Nothing else is changed: white space and control characters are
/// left as they are. What was cleaned stays as it is when it is cleaned again.
#[must_use]
pub fn clean(text: &str) -> String {
    if text.bytes().all(|byte| byte.is_ascii() && byte != b'`') {
        return text.to_owned();
    }
    let visible = NFC.normalize_iter(text.chars()).filter(|c| is_joiner(*c) || !is_invisible(*c));
    let straight: Vec<char> = visible.flat_map(straightened).collect();
    NFC.normalize_iter(keep_joiners_in_words(&straight)).collect()
}

/// As [`clean`], without white space around and with a single space between words.
#[must_use]
pub fn tidy(text: &str) -> String {
    clean(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// As [`clean`], without any white space: for numbers and codes, in which it only parts groups.
#[must_use]
pub fn squeeze(text: &str) -> String {
    let groups: String = clean(text).split_whitespace().collect();
    // What was parted may now be one character.
    clean(&groups)
}

/// Nothing that can be seen was typed.
#[must_use]
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || is_invisible(c))
}

/// Text as typed so far, fit to be stored and shown: composed (Unicode NFC), white space of any kind a plain space, and
/// without control characters and others that nobody sees, but for joiners, after which a word may go on.
#[must_use]
pub fn printable(text: &str) -> String {
    let dropped = |c: &char| !c.is_whitespace() && (c.is_control() || is_invisible(*c) && !is_joiner(*c));
    let kept = NFC.normalize_iter(text.chars()).filter(|c| !dropped(c));
    // A mark may be next to its letter only now.
    NFC.normalize_iter(kept.map(|c| if c.is_control() || is_line_break(c) { ' ' } else { c })).collect()
}

fn is_line_break(c: char) -> bool {
    matches!(c, '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests;
