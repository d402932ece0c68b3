//! What can go wrong when a document is made.

use crate::{barcode::BarcodeError, fonts::FontError, template::TemplateError};

/// Why a document could not be made. Holds no value of the document, so it may be logged.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// The fonts of the template are not on this machine.
    #[error(transparent)]
    Font(#[from] FontError),
    /// The template has a mistake.
    #[error(transparent)]
    Template(#[from] TemplateError),
    /// The pass number or mandate reference cannot be written as a barcode.
    #[error(transparent)]
    Barcode(#[from] BarcodeError),
    /// The resolution asked for is outside 50 to 600 dots per inch.
    #[error("a resolution of {0} dpi is outside 50 to 600")]
    Resolution(u16),
    /// The finished picture could not be converted.
    #[error("the page could not be converted to {to}: {reason}")]
    Convert {
        /// The format asked for.
        to: &'static str,
        /// What the converter said.
        reason: String,
    },
}
