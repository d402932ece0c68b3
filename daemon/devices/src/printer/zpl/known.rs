//! What was learned of a printer, over all conversations with it.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use crate::Reason;

/// Without the second of them, head, ribbon and what remains are not told.
const SECOND: usize = 2;

/// What a printer is known to answer. Printers that play another, and programs that play a printer, leave much out.
#[derive(Debug)]
pub(super) struct Known {
    texts: AtomicUsize,
    error_status: AtomicBool,
    identity: AtomicBool,
}

impl Default for Known {
    fn default() -> Self {
        Self {
            texts: AtomicUsize::new(Self::TEXTS),
            error_status: AtomicBool::new(true),
            identity: AtomicBool::new(true),
        }
    }
}

impl Known {
    /// Texts in an answer to `~HS` by the guide.
    pub(super) const TEXTS: usize = 3;

    /// Texts that come in answer to `~HS`.
    pub(super) fn texts(&self) -> usize {
        self.texts.load(Ordering::Relaxed)
    }

    /// So many came, and then nothing more.
    pub(super) fn set_texts(&self, texts: usize) {
        self.texts.store(texts, Ordering::Relaxed);
    }

    /// More came than was known of; false when all were known.
    pub(super) fn forget_texts(&self) -> bool {
        self.texts.swap(Self::TEXTS, Ordering::Relaxed) < Self::TEXTS
    }

    /// Whether `~HQES` is worth asking.
    pub(super) fn has_error_status(&self) -> bool {
        self.error_status.load(Ordering::Relaxed)
    }

    /// `~HQES` was met with silence.
    pub(super) fn set_no_error_status(&self) {
        self.error_status.store(false, Ordering::Relaxed);
    }

    /// Whether `~HI` is worth asking.
    pub(super) fn has_identity(&self) -> bool {
        self.identity.load(Ordering::Relaxed)
    }

    /// `~HI` was met with silence, and `~HS` was not.
    pub(super) fn set_no_identity(&self) {
        self.identity.store(false, Ordering::Relaxed);
    }

    /// What the printer cannot tell.
    pub(super) fn missing(&self) -> Option<Reason> {
        match (self.texts() >= SECOND, self.has_error_status()) {
            (true, _) => None,
            (false, true) => Some(Reason::RemainingUntold),
            (false, false) => Some(Reason::StatusIncomplete),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_named() {
        let known = Known::default();
        for (texts, missing) in [(3, None), (2, None), (1, Some(Reason::RemainingUntold))] {
            known.set_texts(texts);
            assert_eq!(known.missing(), missing, "{texts}");
        }
        known.set_no_error_status();
        assert_eq!(known.missing(), Some(Reason::StatusIncomplete));
        assert!(known.forget_texts() && !known.forget_texts());
        assert_eq!(known.missing(), None);
    }
}
