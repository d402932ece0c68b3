//! Reading a catalogue file: every problem at once, each with its line.
//!
//! `reader` takes typed values out of TOML tables and notices unknown keys, `entry` and `amount` turn a
//! table into a subscription, `check` looks across subscriptions, `rule` and `problem` say what is wrong.

mod amount;
mod check;
mod entry;
mod message;
mod problem;
mod reader;
mod rule;

#[cfg(test)]
mod tests;

pub use amount::AmountFault;
pub use problem::{CatalogueErrors, CatalogueProblem};
pub use rule::CatalogueRule;

use super::Catalogue;
use problem::Found;
use reader::Reader;
use toml::de::DeTable;

/// The version of the file format this code reads (key `format`).
const FORMAT: u32 = 1;

impl Catalogue {
    /// Reads a catalogue file.
    ///
    /// `file` is only used to name the file in problems. Text of any kind is answered with problems,
    /// never with a panic. Where the text is no TOML, only the syntax errors are told, since what they
    /// tear apart would seem to be missing.
    ///
    /// # Errors
    /// [`CatalogueErrors`] with every rule that is broken, in the order of the file.
    pub fn load(text: &str, file: &str) -> Result<Self, CatalogueErrors> {
        let (document, syntax) = DeTable::parse_recoverable(text);
        if !syntax.is_empty() {
            return Err(CatalogueErrors::new(file, text, syntax.iter().map(Found::syntax).collect()));
        }
        let mut problems = Vec::new();
        let mut reader = Reader::new(document.get_ref(), 0, &mut problems);
        reader.need("format");
        if let Some(format) = reader.number("format", 0..=u32::MAX)
            && format.value != FORMAT
        {
            reader.refuse(format.at, CatalogueRule::Format { found: format.value });
        }
        let issuer = reader.text("issuer").map(|found| found.value);
        let issued = reader.date("issued").map(|found| found.value);
        reader.need("subscription");
        let drafts: Vec<_> = reader.each("subscription", entry::read).into_iter().flatten().collect();
        reader.finish();
        check::across(&drafts, &mut problems);
        if !problems.is_empty() {
            return Err(CatalogueErrors::new(file, text, problems));
        }
        let subscriptions = drafts.into_iter().map(|draft| draft.subscription).collect();
        Ok(Self { issuer, issued, subscriptions })
    }

    /// The catalogue that comes with the program: Biblionet Drenthe as of the manual of May 2026.
    #[expect(clippy::expect_used, reason = "the text is part of the program and a test loads it")]
    pub fn built_in() -> Self {
        Self::load(Self::BUILT_IN, "default.toml").expect("the built-in catalogue holds")
    }

    /// The file behind [`Catalogue::built_in`], for a branch that wants to start its own from it.
    pub const BUILT_IN: &str = include_str!("../default.toml");
}
