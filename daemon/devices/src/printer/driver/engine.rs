//! What differs between printers: how to look, how to print, how to get going again.

use std::time::Duration;

use async_trait::async_trait;

use super::caller::Caller;
use crate::printer::PrintOutcome;
use crate::printer::wire::WireError;
use crate::{DeviceState, Reason};

/// Something to print.
pub(crate) trait Work: Send + Sync + 'static {
    /// The identity of the job.
    fn key(&self) -> &str;
}

/// How patient the task of a printer is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pace {
    /// How often an idle printer is looked at.
    pub(crate) poll: Duration,
    /// The longest pause between two attempts to reach a printer that is away.
    pub(crate) longest_retry: Duration,
}

/// Why a job ended before its point of no return.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Early {
    /// The caller gave up.
    GivenUp,
    /// Something failed.
    Failed(Reason),
}

impl From<WireError> for Early {
    fn from(error: WireError) -> Self {
        Self::Failed(error.0)
    }
}

impl Early {
    /// The outcome of a job that ended like this.
    pub(crate) const fn outcome(self, card_touched: bool) -> PrintOutcome {
        match self {
            Self::GivenUp => PrintOutcome::CancelledBeforeStart,
            Self::Failed(reason) => PrintOutcome::Failed { reason, card_touched },
        }
    }
}

/// One printer, driven by the one task that owns it.
#[async_trait]
pub(crate) trait Engine: Send + 'static {
    /// What it prints.
    type Work: Work;

    /// Looks how an idle printer is, reaching it first when necessary.
    async fn look(&mut self) -> Result<DeviceState, WireError>;

    /// True while the printer is connected, as far as is known.
    fn is_connected(&self) -> bool;

    /// Lets go of the printer.
    fn disconnect(&mut self);

    /// Prints one job and publishes what it does meanwhile. Keeps to the rule of the point of no return.
    async fn print(&mut self, work: &Self::Work, caller: &mut Caller) -> PrintOutcome;

    /// Clears a trouble that a person has removed, such as a jam.
    async fn reset(&mut self) -> Result<(), WireError>;
}
