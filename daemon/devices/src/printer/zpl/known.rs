//! What was learned of a printer, over all conversations with it.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use crate::Reason;

/// Without the second of them, head, ribbon and what remains are not told.
const SECOND: usize = 2;

/// What a printer is known to answer. Printers that play another, and programs that play a printer, leave much out.
#[derive(Debug)]
pub(super) struct Known {
    texts: AtomicUsize,
    /// `~HQES`.
    pub(super) error_status: Question,
    /// `~HI`.
    pub(super) identity: Question,
}

/// A question that not every printer knows.
#[derive(Debug, Default)]
pub(super) struct Question {
    /// It is not worth asking.
    unknown: AtomicBool,
    /// The last answer made no sense.
    strange: AtomicBool,
}

impl Question {
    /// Whether it is worth asking.
    pub(super) fn is_worth_asking(&self) -> bool {
        !self.unknown.load(Ordering::Relaxed)
    }

    /// It was asked of a printer that answers others, and failed for this reason, if for one: silence says that it is
    /// not known; nonsense says so when it comes again.
    pub(super) fn was_answered(&self, failed: Option<Reason>) {
        let strange = failed == Some(Reason::GarbageAnswer);
        let again = self.strange.swap(strange, Ordering::Relaxed) && strange;
        if again || failed == Some(Reason::TimeOut) {
            self.unknown.store(true, Ordering::Relaxed);
        }
    }
}

impl Default for Known {
    fn default() -> Self {
        Self {
            texts: AtomicUsize::new(Self::TEXTS),
            error_status: Question::default(),
            identity: Question::default(),
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

    /// What the printer cannot tell.
    pub(super) fn missing(&self) -> Option<Reason> {
        match (self.texts() >= SECOND, self.error_status.is_worth_asking()) {
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
        known.error_status.was_answered(Some(Reason::TimeOut));
        assert_eq!(known.missing(), Some(Reason::StatusIncomplete));
        assert!(known.forget_texts() && !known.forget_texts());
        assert_eq!(known.missing(), None);
    }

    #[test]
    fn a_question_is_given_up_for_silence_at_once_and_for_nonsense_when_it_comes_again() {
        let nonsense = Some(Reason::GarbageAnswer);
        for (failures, worth) in [
            (&[None, Some(Reason::ConnectionLost), nonsense][..], true),
            (&[nonsense, None, nonsense], true),
            (&[nonsense, nonsense], false),
            (&[nonsense, nonsense, None], false),
            (&[Some(Reason::TimeOut)], false),
        ] {
            let question = Question::default();
            failures.iter().for_each(|failed| question.was_answered(*failed));
            assert_eq!(question.is_worth_asking(), worth, "{failures:?}");
        }
    }
}
