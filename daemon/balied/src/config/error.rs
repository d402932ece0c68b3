//! What is wrong with a configuration.

use super::words::Words;
use balie_registration::Lang;
use balie_registration::catalogue::CatalogueErrors;
use std::path::PathBuf;

/// What is wrong with a configuration. Shown in Dutch and in English.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("{}: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// It is no TOML, or holds a key that is not known or a value of the wrong kind.
    #[error("{0}, regel {line}: {nl}\n{0}, line {line}: {en}", path.display(), nl = words.nl, en = words.en)]
    Syntax {
        /// The file.
        path: PathBuf,
        /// Line, from 1.
        line: usize,
        /// What is the matter.
        words: Words,
    },
    /// A value that cannot be.
    #[error("{0}: {field}: {nl}\n{0}: {field}: {en}", path.display(), nl = words.nl, en = words.en)]
    Value {
        /// The file.
        path: PathBuf,
        /// The field.
        field: &'static str,
        /// The rule.
        words: Words,
    },
    /// The catalogue has mistakes.
    #[error("{}\n{}", .0.report(Lang::Nl), .0.report(Lang::En))]
    Catalogue(CatalogueErrors),
}
