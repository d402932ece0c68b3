//! Dutch beside English: every text of the help, and the reasons why a value does not do.

mod arguments;
mod commands;
mod values;

use arguments::ARGUMENTS;
use commands::COMMANDS;
use values::{REASONS, VALUES};

/// The texts of the tree of arguments, in English and in Dutch.
pub(super) fn texts() -> impl Iterator<Item = &'static (&'static str, &'static str)> {
    [COMMANDS, ARGUMENTS, VALUES].into_iter().flatten()
}

/// Why a value does not do, as the parsers of values say it, in English and in Dutch.
pub(super) fn reasons() -> impl Iterator<Item = &'static (&'static str, &'static str)> {
    REASONS.iter()
}

/// The Dutch text for an English one; a text that is not in the tables stays as it is.
pub(super) fn text(english: &str) -> &str {
    find(english).unwrap_or(english)
}

/// The Dutch text for an English one; none when it is not in the tables.
pub(super) fn find(english: &str) -> Option<&'static str> {
    texts().chain(reasons()).find(|(known, _)| *known == english).map(|(_, dutch)| *dutch)
}
