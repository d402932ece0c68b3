//! Sentences in both languages.

use serde::de::Error;
use std::fmt::Display;

/// Stands between Dutch and English in what a reader passes on: a separator of ASCII, which no sentence holds.
const MARK: char = '\u{1f}';

/// A sentence in Dutch and in English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// Dutch.
    pub nl: String,
    /// English.
    pub en: String,
}

impl Words {
    /// Both.
    pub fn new(nl: impl Into<String>, en: impl Into<String>) -> Self {
        Self { nl: nl.into(), en: en.into() }
    }

    /// The same in both, such as a file name.
    pub(crate) fn same(text: &str) -> Self {
        Self::new(text, text)
    }
}

/// Both languages in one text, for `serde::de::Visitor::expecting`.
pub fn both(nl: impl Display, en: impl Display) -> String {
    format!("{nl}{MARK}{en}")
}

/// The error of a rule that a value breaks, in both languages.
pub fn custom<E: Error>(nl: impl Display, en: impl Display) -> E {
    E::custom(both(nl, en))
}

/// What [`both`] made.
pub(crate) fn marked(text: &str) -> Option<Words> {
    text.split_once(MARK).map(|(nl, en)| Words::new(nl, en))
}
