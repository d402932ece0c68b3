//! Prefixes of surnames (voorvoegsels).

use crate::values::ValueError;
use crate::values::text::{TextRule, as_text, masked_debug};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Prefixes in use, from the Dutch registers and the names of newer patrons (after table 36 of the
/// Landelijke Tabellen of the register of persons).
const KNOWN: [&str; 78] = [
    "'s", "'t", "a", "aan", "aan de", "aan den", "aan der", "aan het", "aan 't", "al", "am", "auf", "aus",
    "aus der", "auf der", "auf dem", "bij", "bij de", "bij den", "bij het", "bij 't", "ben", "bin", "d'",
    "da", "dal", "de", "de la", "de las", "de le", "de los", "degli", "dei", "del", "della", "den", "der",
    "des", "di", "do", "don", "dos", "du", "el", "het", "i", "im", "in", "in de", "in den", "in der",
    "in het", "in 't", "l'", "la", "las", "le", "les", "lo", "los", "onder", "op", "op de", "op den",
    "op der", "op het", "op 't", "over", "te", "ten", "ter", "tot", "uit", "uit de", "uit den", "van", "von",
    "zu",
];

/// Prefixes that take an article: `van de`, `voor 't`, `von der`.
const WITH_ARTICLE: [&str; 6] = ["van", "von", "voor", "uit", "onder", "over"];
const ARTICLES: [&str; 10] = ["de", "den", "der", "het", "'t", "la", "las", "le", "ter", "dem"];

const RULE: TextRule = TextRule {
    min: 1,
    max: 20,
    needs_letter: true,
    allows: |c| c.is_alphabetic() || matches!(c, '\'' | '-'),
};

/// A prefix of a surname (voorvoegsel), 1 to 20 letters, spaces, apostrophes and hyphens. The known ones are in lower
/// case: `van de`, `'t`, `el`. Others are accepted and stay as they are written: `O'`, `Ó`, `Mac`, `al-`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct NamePrefix(String);

impl NamePrefix {
    /// Reads a prefix; spacing and kind of apostrophe do not matter, nor the case of a known one.
    ///
    /// # Errors
    /// [`ValueError`]: `Required`, `PrefixShort` (`v.d.`), `Character`, `NoLetter` or `TooLong`.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        let text = RULE.read(text).map_err(|error| match error {
            // Without these it would be an abbreviation all the same.
            ValueError::Character { found: '.' | '/' } => ValueError::PrefixShort,
            error => error,
        })?;
        let lower = text.to_lowercase();
        // Somebody who writes everything in capitals, or nothing, means no spelling by it.
        let unmarked = text == text.to_uppercase() && lower.chars().filter(|c| c.is_alphabetic()).count() > 1;
        Ok(Self(if is_known(&lower) || unmarked { lower } else { text }))
    }

    /// The prefix.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is one of the usual ones; an interface may ask "really?" for the others.
    pub fn is_known(&self) -> bool {
        is_known(&self.0)
    }

    /// Whether the surname is attached to it: `d'Ancona`.
    pub(super) fn is_attached(&self) -> bool {
        self.0.ends_with(['\'', '-'])
    }
}

/// Whether this, in lower case with single spaces, is one of the usual prefixes.
pub(super) fn is_known(prefix: &str) -> bool {
    KNOWN.contains(&prefix)
        || WITH_ARTICLE.contains(&prefix)
        || prefix
            .split_once(' ')
            .is_some_and(|(first, rest)| WITH_ARTICLE.contains(&first) && ARTICLES.contains(&rest))
}

impl fmt::Display for NamePrefix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

as_text!(NamePrefix);
masked_debug!(NamePrefix);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_prefixes_in_one_spelling() {
        for (typed, kept, known) in [
            ("van", "van", true),
            ("Van De", "van de", true),
            (" van  der ", "van der", true),
            ("van den", "van den", true),
            ("van 't", "van 't", true),
            ("'T", "'t", true),
            ("\u{2019}t", "'t", true),
            ("in 't", "in 't", true),
            ("op de", "op de", true),
            ("von der", "von der", true),
            ("el", "el", true),
            ("AL", "al", true),
            ("d'", "d'", true),
            ("D\u{2019}", "d'", true),
            ("O'", "O'", false),
            ("O\u{2032}", "O'", false),
            ("o'", "o'", false),
            ("Ó", "Ó", false),
            ("Mac", "Mac", false),
            ("Ní", "Ní", false),
            ("Al-", "Al-", false),
            ("UIT HET", "uit het", true),
            ("AAN \u{2018}T", "aan 't", true),
            ("d\u{B4}", "d'", true),
            ("L\u{2019}", "l'", true),
            ("al\u{2010}", "al-", false),
            ("Van\u{a0}\u{200B}der", "van der", true),
            ("van van", "van van", false),
        ] {
            let prefix = NamePrefix::parse(typed).unwrap();
            assert_eq!((prefix.as_str(), prefix.is_known()), (kept, known), "{typed}");
        }
    }

    #[test]
    fn tells_what_is_wrong() {
        for (typed, error) in [
            ("", ValueError::Required),
            ("v.d.", ValueError::PrefixShort),
            ("v. d.", ValueError::PrefixShort),
            ("v/d", ValueError::PrefixShort),
            ("van 2", ValueError::Character { found: '2' }),
            ("''", ValueError::NoLetter),
            ("van de van de van de v", ValueError::TooLong { max: 20, found: 22 }),
        ] {
            assert_eq!(NamePrefix::parse(typed), Err(error), "{typed}");
        }
    }

    proptest! {
        #[test]
        fn shown_reads_back_and_never_panics(text in any::<String>(), like in "[\\p{L}\\p{M}' ]{1,20}") {
            for typed in [text, like] {
                if let Ok(prefix) = NamePrefix::parse(&typed) {
                    prop_assert_eq!(NamePrefix::parse(prefix.as_str()), Ok(prefix));
                }
            }
        }
    }
}
