//! Printers of passes and of forms: one request, one print, and an honest answer.
//!
//! Printing cannot be undone, and few printers can be asked what they did. So every driver keeps to one rule:
//! there is a *point of no return*, the first byte that can make the printer print. Whatever fails before it
//! is [`PrintOutcome::Failed`] and may be tried again; whatever fails after it is
//! [`PrintOutcome::Unknown`] and is for a person to resolve, unless the printer itself said what became of it.
//! Right before the point of no return the caller gets to write down that it was reached.

pub mod evolis;
pub mod ipp;
pub mod wire;
pub mod zpl;

mod control;
mod driver;
mod form;
mod outcome;
mod pass;

pub use control::{BeforeCommit, CommitRefused, PrintControl, PrintProgress};
pub use evolis::EvolisConfig;
pub use form::{DrawForm, FormPrinter, FormRequest, PaperPrinter};
pub use ipp::IppConfig;
pub use outcome::PrintOutcome;
pub use pass::{CardPrinter, Insertion, PassPrinter, PrintRequest, Resolution};
pub use zpl::ZplConfig;
