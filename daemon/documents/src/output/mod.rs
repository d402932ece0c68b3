//! From a filled-in SVG page to PNG, PDF and one-colour bitmap.

mod card;
mod halftone;
mod missing;
mod monochrome;
mod page_image;
mod pdf;
mod png;
mod tree;

pub use card::PassPreview;
pub use halftone::Halftone;
pub use monochrome::{Monochrome, Quarter};
pub use page_image::PageImage;

pub(crate) use card::{trimmed_to_card, with_outline};
pub(crate) use halftone::to_monochrome;
pub(crate) use missing::missing;
pub(crate) use pdf::to_pdf;
pub(crate) use png::{encode_grey, encode_picture};
pub(crate) use tree::{Edges, draw, escape_xml, parse, to_grey};
