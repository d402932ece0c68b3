//! What the documents show: plain data, already checked by whoever asks for the document.

mod grouping;
mod mandate;
mod pass;

pub use mandate::{Creditor, Holder, MandateForm, PatronReference};
pub use pass::PassArtwork;

pub(crate) use grouping::{group_iban, group_pass_number};
