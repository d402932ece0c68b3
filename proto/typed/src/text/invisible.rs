//! Characters that nobody sees.

use icu_properties::props::{
    DefaultIgnorableCodePoint, GeneralCategory, GeneralCategoryGroup, IndicSyllabicCategory, JoiningType,
};
use icu_properties::{CodePointMapData, CodePointSetData};

/// Shows nothing of itself: zero width, direction, byte order mark, soft hyphen, variation selector, filler and the
/// like (Unicode property `Default_Ignorable_Code_Point`), the marks around annotations and in place of objects, which
/// a paste out of a document brings, and the empty Braille pattern.
#[must_use]
pub fn is_invisible(c: char) -> bool {
    CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(c)
        || matches!(c, '\u{FFF9}'..='\u{FFFC}' | '\u{2800}')
}

/// U+200C, which keeps letters apart, or U+200D, which joins them.
#[must_use]
pub fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200C}' | '\u{200D}')
}

/// The characters without the joiners that join nothing: at the edge of a word, twice, and in scripts without joined
/// forms. Behind a virama one stays at the end of a word too, where it makes a letter of its own (Malayalam).
pub(super) fn keep_joiners_in_words(text: &[char]) -> impl Iterator<Item = char> {
    let mut kept: Vec<char> = Vec::with_capacity(text.len());
    for (at, &c) in text.iter().enumerate() {
        if is_joiner(c) && !joins(&kept, text.get(at + 1..).unwrap_or_default()) {
            continue;
        }
        kept.push(c);
    }
    kept.into_iter()
}

/// A joiner between these has an effect (after RFC 5892 appendix A.1 and A.2, of which only the direction of a join is
/// left out: people type the joiner also where the letter before it does not join anyway).
fn joins(before: &[char], after: &[char]) -> bool {
    let Some(&last) = before.last() else { return false };
    if is_joiner(last) {
        return false;
    }
    let next = after.iter().copied().find(|c| !is_joiner(*c));
    let syllable = CodePointMapData::<IndicSyllabicCategory>::new();
    // Among all marks of the letter: which of them comes last is changed by composing.
    let mut marks = before.iter().rev().take_while(|c| is_mark(**c));
    if marks.any(|c| matches!(syllable.get(*c), IndicSyllabicCategory::Virama)) {
        return true;
    }
    let joined = before.iter().rev().copied().find(|c| !is_mark(*c)).is_some_and(|letter| {
        is_of_a_word(letter)
            && (CodePointMapData::<JoiningType>::new().get(letter) != JoiningType::NonJoining
                || syllable.get(letter) != IndicSyllabicCategory::Other)
    });
    joined && next.is_some_and(is_of_a_word)
}

fn is_mark(c: char) -> bool {
    GeneralCategoryGroup::Mark.contains(CodePointMapData::<GeneralCategory>::new().get(c))
}

fn is_of_a_word(c: char) -> bool {
    let word = GeneralCategoryGroup::Letter.union(GeneralCategoryGroup::Mark);
    word.contains(CodePointMapData::<GeneralCategory>::new().get(c))
}
