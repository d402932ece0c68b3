//! The templates of the documents: SVG with placeholders.
//!
//! A template is an SVG file with [Jinja](https://jinja.palletsprojects.com) placeholders. What is put in is
//! escaped for XML. The names that may be used are those of the contexts in `context.rs`; three functions
//! help with the layout (`functions.rs`): `fit`, `wrap` and `code128`.

mod check;
mod clean;
mod context;
mod error;
mod functions;
mod kind;
mod line;
mod load;
mod sample;

pub use error::{Mistake, MistakeKind, TemplateError};
pub(crate) use kind::Kind;
pub use load::Templates;
