//! What all values made of free text share: tidying, checking, and the traits around them.

use super::ValueError;
use unicode_normalization::char::is_combining_mark;

pub(super) use balie_typed::text::{clean, is_invisible, is_joiner, is_sign, without_label};
pub(crate) use balie_typed::text::{is_blank, printable, squeeze, tidy};

/// What a piece of free text may be.
pub(super) struct TextRule {
    /// Fewest characters (Unicode scalar values) after tidying.
    pub min: usize,
    /// Most characters after tidying.
    pub max: usize,
    /// At least one letter is needed.
    pub needs_letter: bool,
    /// Characters that may occur, besides a space, marks that combine with a letter, and joiners inside a word.
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
        let refused = |c: &char| *c != ' ' && !is_combining_mark(*c) && !is_joiner(*c) && !(self.allows)(*c);
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

/// Letters of any script and what stands in and between the parts of a name: hyphen, apostrophe and dot, and of the
/// signs that Unicode lists as parts of words (UAX 31 tables 3a and 3b) the middle dots of Catalan and Japanese, the
/// double hyphen of Japanese, the gershayim of Hebrew and the syllable sign of Tibetan.
pub(super) fn is_in_a_name(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '-' | '\'' | '.' | '·' | '\u{5F4}' | '\u{F0B}' | '\u{30A0}' | '\u{30FB}')
}

/// Letters and digits of any script, and the punctuation of names of organisations, also of any script: `«»`, `،`, `№`.
pub(super) fn is_wording(c: char) -> bool {
    is_in_a_name(c) || c.is_alphanumeric() || c.is_ascii_punctuation() || is_sign(c)
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

            /// Reads what was typed: white space is tidied, what only looks like a plain character becomes
            /// that, what nobody sees is dropped, accents are composed (see [`balie_typed::text::clean`]).
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
