//! The states of a job and which may follow which.

use std::fmt;

/// The state of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum JobState {
    /// Waits for its device.
    Queued,
    /// Handed to its device: from here on the outside may have been touched.
    Started,
    /// Under way, and waits for a person (insert a card, close the cover).
    Attention,
    /// Succeeded.
    Done,
    /// Failed, and known to have failed.
    Failed,
    /// Touched the outside and lost its answer. Only a person can say what came of it.
    Unknown,
    /// Called off.
    Cancelled,
}

impl JobState {
    /// Every state, in the order of a job's life.
    pub const ALL: [Self; 7] = [
        Self::Queued,
        Self::Started,
        Self::Attention,
        Self::Done,
        Self::Failed,
        Self::Unknown,
        Self::Cancelled,
    ];

    /// Its name in the database and for programs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Started => "started",
            Self::Attention => "attention",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
            Self::Cancelled => "cancelled",
        }
    }

    pub(super) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }

    /// Whether nothing follows this state.
    #[must_use]
    pub fn is_final(self) -> bool {
        matches!(self, Self::Done | Self::Failed | Self::Cancelled)
    }

    /// Whether a job may go from this state to `next`. Nothing leads from `Unknown` back to `Started`: a
    /// person must first say that it did not happen, which queues it again.
    #[must_use]
    pub fn may_become(self, next: Self) -> bool {
        use JobState::{Attention, Cancelled, Done, Failed, Queued, Started, Unknown};
        match self {
            Queued => matches!(next, Started | Cancelled),
            Started => matches!(next, Attention | Done | Failed | Unknown | Cancelled | Queued),
            Attention => matches!(next, Started | Done | Failed | Unknown | Cancelled | Queued),
            Unknown => matches!(next, Done | Failed | Cancelled | Queued),
            Done | Failed | Cancelled => false,
        }
    }
}

impl fmt::Display for JobState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
