//! What is wrong with a configuration.

use crate::addresses::AddressFault;
use balie_registration::Lang;
use balie_registration::catalogue::CatalogueErrors;
use std::path::PathBuf;

/// What is wrong with a configuration.
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
    /// It is no TOML, or holds a key that is not known or a value of the wrong kind. The message names line
    /// and column.
    #[error("{}: {message}", path.display())]
    Syntax {
        /// The file.
        path: PathBuf,
        /// What the reader said.
        message: String,
    },
    /// A value that cannot be.
    #[error("{}: {field}: {message}", path.display())]
    Value {
        /// The file.
        path: PathBuf,
        /// The field.
        field: &'static str,
        /// The rule.
        message: String,
    },
    /// The file of addresses has a mistake.
    #[error("{}: {fault}", path.display())]
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
