//! What all values made of free text share: tidying, checking, and the traits around them.

use super::ValueError;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What a piece of free text may be.
pub(super) struct TextRule {
    /// Fewest characters (Unicode scalar values) after tidying.
    pub min: usize,
    /// Most characters after tidying.
    pub max: usize,
    /// At least one letter is needed.
    pub needs_letter: bool,
    /// Characters that may occur, besides a space and marks that combine with a letter.
    pub allows: fn(char) -> bool,
}

impl TextRule {
    /// Tidies and checks.
    ///
    /// # Errors
    /// [`ValueError::Required`] when blank, [`ValueError::Character`] for the first character that may
    /// not occur, [`ValueError::TooShort`], [`ValueError::TooLong`], [`ValueError::NoLetter`].
    pub fn read(&self, text: &str) -> Result<String, ValueError> {
        let text = tidy(text);
        if text.is_empty() {
            return Err(ValueError::Required);
        }
        if text.chars().next().is_some_and(is_combining_mark) {
            return Err(ValueError::NoLetter);
        }
        let refused = |c: &char| *c != ' ' && !is_combining_mark(*c) && !(self.allows)(*c);
        if let Some(found) = text.chars().find(refused) {
            return Err(ValueError::Character { found });
        }
        if self.needs_letter && !text.chars().any(char::is_alphabetic) {
            return Err(ValueError::NoLetter);
        }
        match text.chars().count() {
            found if found < self.min => Err(ValueError::TooShort { min: self.min, found }),
            found if found > self.max => Err(ValueError::TooLong { max: self.max, found }),
            _ => Ok(text),
        }
    }
}

/// One spelling for what looks the same: composed characters (Unicode NFC), straight apostrophes,
/// plain hyphens, no white space around and a single space between words.
///
/// Word processors and telephones type curly apostrophes; the same name must not exist twice for that.
pub(super) fn tidy(text: &str) -> String {
    let plain: String = text.nfc().map(plain_punctuation).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn plain_punctuation(c: char) -> char {
    match c {
        '\u{2018}' | '\u{2019}' | '\u{02BC}' | '\u{00B4}' | '`' => '\'',
        '\u{2010}'..='\u{2013}' | '\u{2212}' => '-',
        other => other,
    }
}

/// Text as typed, fit to be stored and shown: composed (Unicode NFC), white space of any kind a plain space, other
/// control characters dropped.
pub(crate) fn printable(text: &str) -> String {
    let visible = text.nfc().filter(|c| c.is_whitespace() || !c.is_control());
    visible.map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// The text without any white space.
pub(super) fn squeeze(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Invisible characters that change how text around them is shown (zero width, direction, byte order).
/// They let two different texts look the same, so no value may hold them.
pub(super) fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{00AD}' | '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}')
}

/// Letters and digits of any script, and the punctuation of names of organisations.
pub(super) fn is_wording(c: char) -> bool {
    c.is_alphanumeric() || c.is_ascii_punctuation() || matches!(c, '“' | '”' | '„' | '—' | '·' | '•' | '°')
}

/// `FromStr`, and the conversions from and to `String` that serde uses, so that stored data is checked
/// the same way as typed data. The second form names the stored spelling where `Display` is another.
macro_rules! as_text {
    ($value:ident) => {
        $crate::values::text::as_text!($value, |value: &$value| value.to_string());
    };
    ($value:ident, $stored:expr) => {
        impl std::str::FromStr for $value {
            type Err = $crate::values::ValueError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::parse(text)
            }
        }

        impl TryFrom<String> for $value {
            type Error = $crate::values::ValueError;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                Self::parse(&text)
            }
        }

        impl From<$value> for String {
            fn from(value: $value) -> Self {
                ($stored)(&value)
            }
        }
    };
}

/// A `Debug` that tells the kind of a personal value and nothing of its content.
macro_rules! masked_debug {
    ($value:ident) => {
        impl std::fmt::Debug for $value {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($value), "(•••)"))
            }
        }
    };
}

/// A personal value that is text held to one [`TextRule`].
macro_rules! personal_text {
    ($(#[$doc:meta])* $value:ident, $rule:expr) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $value(String);

        impl $value {
            /// Most characters (Unicode scalar values) after tidying.
            pub const MAX_CHARS: usize = $rule.max;

            /// Reads what was typed: white space is tidied, typographic apostrophes and hyphens become
            /// plain, accents are composed (Unicode NFC).
            ///
            /// # Errors
            /// [`ValueError`](crate::values::ValueError): `Required`, `Character`, `NoLetter`,
            /// `TooShort` or `TooLong`.
            pub fn parse(text: &str) -> Result<Self, $crate::values::ValueError> {
                $rule.read(text).map(Self)
            }

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $value {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        $crate::values::text::as_text!($value, |value: &$value| value.0.clone());
        $crate::values::text::masked_debug!($value);
    };
}

pub(super) use {as_text, masked_debug, personal_text};

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn tidying_gives_one_spelling() {
        for (typed, tidied) in [
            ("  Jan \t van\nDam ", "Jan van Dam"),
            ("\u{2019}s-Gravenhage", "'s-Gravenhage"),
            ("Jansen\u{2011}Bos", "Jansen-Bos"),
            ("Rene\u{301}e", "Renée"),
            ("\u{a0}", ""),
        ] {
            assert_eq!(tidy(typed), tidied, "{typed:?}");
        }
    }

    #[test]
    fn what_is_printable_has_no_control_characters() {
        for (typed, printed) in [
            ("Te\u{0}st", "Test"),
            ("\u{1b}[31mTest\u{9b}m", "[31mTestm"),
            ("van\tde\r\nTest ", "van de  Test "),
            ("Rene\u{301}", "René"),
        ] {
            assert_eq!(printable(typed), printed, "{typed:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_printable_stays_as_it_is(text in any::<String>()) {
            let once = printable(&text);
            prop_assert!(!once.chars().any(char::is_control));
            prop_assert_eq!(printable(&once), once);
        }

        #[test]
        fn tidying_twice_changes_nothing(text in any::<String>()) {
            let once = tidy(&text);
            prop_assert_eq!(tidy(&once), once);
        }
    }
}
