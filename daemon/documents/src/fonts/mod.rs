//! The fonts of the system, and how wide a text is in them.

mod database;
mod fallback;
mod measure;

pub use database::{FontError, Fonts};
pub(crate) use measure::Weight;

/// The family of the built-in templates.
pub(crate) const FAMILY: &str = "DejaVu Sans";

/// The family of references and numbers in the built-in templates.
pub(crate) const MONOSPACED: &str = "DejaVu Sans Mono";
