//! Pass printers: one request, one card, and an honest answer.
//!
//! Printing cannot be undone and a printer cannot be asked what it did. So every driver keeps to one rule:
//! there is a *point of no return*, the first byte that can make the printer print. Whatever fails before it
//! is [`PrintOutcome::Failed`] and may be tried again; whatever fails after it is
//! [`PrintOutcome::Unknown`] and is for a person to resolve, unless the printer itself said that it refused.
//! Right before the point of no return the caller gets to write down that it was reached.

pub mod evolis;

mod control;
mod outcome;

use async_trait::async_trait;
use serde::Deserialize;

use crate::{DeviceCell, Monochrome};

pub use control::{BeforeCommit, CommitRefused, PrintControl, PrintProgress};
pub use evolis::EvolisConfig;
pub use outcome::PrintOutcome;

/// Where the printer takes a card from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Insertion {
    /// From the feeder.
    Feeder,
    /// By hand, card by card.
    #[default]
    Manual,
    /// From the feeder, or by hand when a card is put in.
    Both,
}

/// One card to be printed.
#[derive(Debug, Clone)]
pub struct PrintRequest {
    /// The identity of the job. A printer that printed a key in its present life does not print it again.
    pub key: String,
    /// The front. Either as the panel lies in the printer or as a person holds the card (a quarter turn).
    pub front: Monochrome,
    /// Where the card comes from; as configured for the printer when left out.
    pub insertion: Option<Insertion>,
}

/// A printer of library passes.
#[async_trait]
pub trait PassPrinter: Send + Sync {
    /// Where the printer publishes what it is and how it is.
    fn cell(&self) -> &DeviceCell;

    /// Width and height, in dots, of the card as a person holds it.
    fn card_size(&self) -> (usize, usize);

    /// Prints one card. Requests to one printer are worked off one after the other.
    ///
    /// Dropping the future before the point of no return cancels the job; after it the printer goes on.
    async fn print(&self, request: PrintRequest, control: PrintControl) -> PrintOutcome;

    /// Lets go of the printer. A job that has passed the point of no return is given some seconds to end.
    async fn shutdown(&self);
}
