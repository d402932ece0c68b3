//! How a job ended.

use crate::Reason;

/// How a job ended, as far as it can be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrintOutcome {
    /// The printer said that the card is printed.
    Done,
    /// It was cancelled before the point of no return; nothing was printed.
    CancelledBeforeStart,
    /// It failed and nothing was printed; it may be tried again.
    Failed {
        /// What failed.
        reason: Reason,
        /// True when a card was drawn in: it is blank, and may still be in the printer or in its reject box.
        card_touched: bool,
    },
    /// The card may or may not be printed: a person has to look.
    Unknown {
        /// What happened.
        reason: Reason,
    },
}

impl PrintOutcome {
    /// True when it is certain that no card was printed, so that printing again makes no second pass.
    #[must_use]
    pub const fn may_be_repeated(self) -> bool {
        matches!(self, Self::CancelledBeforeStart | Self::Failed { .. })
    }

    /// A failure before any card was drawn in.
    pub(crate) const fn failed(reason: Reason) -> Self {
        Self::Failed { reason, card_touched: false }
    }
}
