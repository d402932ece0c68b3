//! What is wrong with a catalogue file, and where.

use super::CatalogueRule;
use crate::explain::{Explain, Lang};
use std::fmt;

/// A problem at a byte offset, before lines are counted.
pub(super) struct Found {
    pub(super) at: usize,
    pub(super) rule: CatalogueRule,
}

impl Found {
    pub(super) fn syntax(error: &toml::de::Error) -> Self {
        let at = error.span().map_or(0, |span| span.start);
        Self { at, rule: CatalogueRule::Syntax { detail: error.message().to_owned() } }
    }
}

/// One broken rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogueProblem {
    /// The line of the file, counted from 1.
    pub line: usize,
    /// The rule that is broken there.
    pub rule: CatalogueRule,
}

/// Everything that is wrong with a catalogue file; never empty.
///
/// Shown (`Display`) as the Dutch report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogueErrors {
    /// The file as the caller named it.
    pub file: String,
    /// The problems in the order of the file.
    pub problems: Vec<CatalogueProblem>,
}

impl CatalogueErrors {
    pub(super) fn new(file: &str, text: &str, mut found: Vec<Found>) -> Self {
        found.sort_by_key(|problem| problem.at);
        let mut line = 1;
        let mut counted = 0;
        let bytes = text.as_bytes();
        let problems = found.into_iter().map(|Found { at, rule }| {
            let at = at.min(bytes.len());
            line += bytes[counted..at].iter().filter(|&&byte| byte == b'\n').count();
            counted = at;
            CatalogueProblem { line, rule }
        });
        Self { file: file.to_owned(), problems: problems.collect() }
    }

    /// One line per problem: `file:line: sentence`.
    pub fn report(&self, lang: Lang) -> String {
        let lines = self.problems.iter();
        let lines =
            lines.map(|problem| format!("{}:{}: {}", self.file, problem.line, problem.rule.message(lang)));
        lines.collect::<Vec<_>>().join("\n")
    }
}

impl fmt::Display for CatalogueErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.report(Lang::default()))
    }
}

impl std::error::Error for CatalogueErrors {}

impl Explain for CatalogueErrors {
    fn code(&self) -> &'static str {
        "CATALOGUE_INVALID"
    }

    fn message(&self, lang: Lang) -> String {
        self.report(lang)
    }
}
