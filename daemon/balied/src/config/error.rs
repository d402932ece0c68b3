//! What is wrong with a configuration.

use crate::addresses::AddressFault;
use balie_reading::{Unreadable, Words};
use balie_registration::Lang;
use balie_registration::catalogue::CatalogueErrors;
use std::path::PathBuf;

/// What is wrong with a configuration. Shown in Dutch and in English.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("{at}: dit bestand kan niet worden gelezen: {source}\n{at}: this file cannot be read: {source}", at = path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// It is no TOML, or holds a key that is not known or a value of the wrong kind.
    #[error("{at}, regel {line}: {nl}\n{at}, line {line}: {en}", at = path.display(), line = why.line, nl = why.words().nl, en = why.words().en)]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Line, key and what is possible there.
        why: Unreadable,
    },
    /// A value that cannot be.
    #[error("{at}: {field}: {nl}\n{at}: {field}: {en}", at = path.display(), nl = words.nl, en = words.en)]
    Value {
        /// The file.
        path: PathBuf,
        /// The field.
        field: &'static str,
        /// The rule.
        words: Words,
    },
    /// The file of addresses has a mistake.
    #[error("{at}: {nl}\n{at}: {en}", at = path.display(), nl = fault.words().nl, en = fault.words().en)]
    Addresses {
        /// The file.
        path: PathBuf,
        /// What is wrong, and in which line.
        fault: AddressFault,
    },
    /// The catalogue has mistakes.
    #[error("{}\n{}", .0.report(Lang::Nl), .0.report(Lang::En))]
    Catalogue(CatalogueErrors),
}
