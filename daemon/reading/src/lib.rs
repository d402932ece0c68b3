//! Reading TOML and JSON that people write: a configuration, the file of a registration, a command; and showing what was
//! read.
//!
//! A mistake is told in Dutch and in English, with its line, the key it is about, and what is expected there. What
//! serde says has a fixed form, which [`Fault`] takes apart; a rule of our own says it in both languages itself, by
//! [`custom`] or [`both`].

mod date;
mod encoding;
mod fault;
mod place;
mod sentence;
mod visible;
mod words;

pub use date::date;
pub use encoding::{Encoding, text};
pub use fault::Fault;
pub use visible::{escape_in_json, visible};
pub use words::{Words, both, custom};

use serde::de::DeserializeOwned;
use std::fmt;

/// Which language of data was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// TOML.
    Toml,
    /// JSON.
    Json,
}

/// Why a text could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Unreadable {
    /// Line, from 1.
    pub line: usize,
    /// The table or value it is about, such as `person` or `scanner[0].id`; empty for the whole text.
    pub place: String,
    /// What is wrong.
    pub fault: Box<Fault>,
}

impl Unreadable {
    /// One sentence in each language, with place and remedy and without the line.
    pub fn words(&self) -> Words {
        let Words { nl, en } = self.fault.words();
        if self.place.is_empty() {
            return Words { nl, en };
        }
        let place = &self.place;
        Words { nl: format!("{place}: {nl}"), en: format!("{place}: {en}") }
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.words().en)
    }
}

/// Reads TOML.
///
/// # Errors
/// [`Unreadable`].
pub fn toml<T: DeserializeOwned>(text: &str) -> Result<T, Unreadable> {
    let syntax = |error: toml::de::Error| {
        let line = place::line(text, error.span());
        let fault = Fault::syntax(Form::Toml, error.message(), place::text_of(text, line));
        Unreadable { line, place: String::new(), fault: Box::new(fault) }
    };
    let reader = toml::Deserializer::parse(text).map_err(syntax)?;
    serde_path_to_error::deserialize(reader).map_err(|error| {
        let inner = error.inner();
        let mut fault = Fault::said(inner.message());
        if let Some(date) = place::date(text, inner.span()) {
            fault = fault.of_date(date);
        }
        let line = fault.unknown_key().and_then(|key| place::line_of_key(text, inner.span(), key));
        Unreadable {
            line: line.unwrap_or_else(|| place::line(text, inner.span())),
            place: place::of(error.path(), &fault),
            fault: Box::new(fault),
        }
    })
}

/// Reads JSON: one value, with nothing behind it.
///
/// # Errors
/// [`Unreadable`].
pub fn json<T: DeserializeOwned>(text: &str) -> Result<T, Unreadable> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let read = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let fault = unread_json(error.inner(), text);
        let place = match &fault {
            Fault::Syntax { .. } => String::new(),
            said => place::of(error.path(), said),
        };
        Unreadable { line: error.inner().line().max(1), place, fault: Box::new(fault) }
    })?;
    reader.end().map_err(|error| Unreadable {
        line: error.line().max(1),
        place: String::new(),
        fault: Box::new(unread_json(&error, text)),
    })?;
    Ok(read)
}

fn unread_json(error: &serde_json::Error, text: &str) -> Fault {
    let said = error.to_string();
    // The line is told apart.
    let said = said.rsplit_once(" at line ").map_or(said.as_str(), |(said, _)| said);
    match error.classify() {
        serde_json::error::Category::Data => Fault::said(said),
        _ => Fault::syntax(Form::Json, said, place::text_of(text, error.line().max(1))),
    }
}

#[cfg(test)]
mod tests;
