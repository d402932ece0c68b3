//! Documents of the counter: the artwork of the library pass, the SEPA mandate form, and the
//! barcodes on both.
//!
//! Everything starts at [`Documents`]. Input is plain data ([`PassArtwork`], [`MandateForm`]);
//! output is bytes (PNG, PDF) or a [`Monochrome`] bitmap for a one-colour pass printer. All work is
//! synchronous and bound to the processor: call it from a blocking thread.
//!
//! The look of both documents comes from SVG templates which a library's IT may replace
//! ([`Templates::load`] names the file, the line and the placeholder of every mistake). Fonts are
//! those of the system; the built-in templates need the Debian package `fonts-dejavu-core`.
//!
//! No error and no log line of this crate holds a name, an account number or any other value of a
//! document.

#![warn(missing_docs)]

mod barcode;
mod documents;
mod error;
mod fonts;
mod input;
mod output;
mod reading;
mod template;
mod wording;

pub use barcode::{BarcodeError, Code128};
pub use documents::{Documents, DocumentsConfig};
pub use error::DocumentError;
pub use fonts::{FontError, Fonts};
pub use input::{Creditor, Holder, MandateForm, PassArtwork, PatronReference};
pub use output::{Halftone, Monochrome, PageImage, PassPreview, Quarter};
pub use reading::{
    FileKind, FirstPage, Found, NoPlace, PREVIEW_SIDE, Point, ReadError, ReadLimits, SignaturePlace,
    find_code128, read_pages, read_signed,
};
pub use template::{Mistake, MistakeKind, TemplateError, Templates};
pub use wording::Language;
