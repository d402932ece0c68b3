//! How a device is, in terms that hold for every role.

mod reason;
mod words;

pub use reason::Reason;
pub(crate) use words::{Words, in_language};

/// What a busy device is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Activity {
    /// It is being asked who it is.
    Identifying,
    /// It is being prepared for a job: settings, then the picture.
    Receiving,
    /// It prints.
    Printing,
    /// It scans a page.
    Scanning,
}

/// The state of a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DeviceState {
    /// Its port does not exist: unplugged or switched off.
    Absent,
    /// It is being opened or has not been asked anything yet.
    Starting,
    /// It can be used.
    Ready,
    /// It works.
    Busy {
        /// At what.
        what: Activity,
    },
    /// A person has to put a card in.
    WaitingForCard,
    /// A person has to do something; the device recovers by itself after that.
    Attention {
        /// What is the matter.
        reason: Reason,
    },
    /// It does not work, and what helps is not a matter of the counter.
    Faulted {
        /// What is the matter.
        reason: Reason,
    },
}

impl DeviceState {
    /// The state a trouble puts a device in.
    #[must_use]
    pub const fn of(reason: Reason) -> Self {
        if matches!(reason, Reason::PortMissing) {
            Self::Absent
        } else if reason.is_for_the_clerk() {
            Self::Attention { reason }
        } else {
            Self::Faulted { reason }
        }
    }

    /// A stable name in snake case, for logs, metrics and the API.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Absent => "absent",
            Self::Starting => "starting",
            Self::Ready => "ready",
            Self::Busy { .. } => "busy",
            Self::WaitingForCard => "waiting_for_card",
            Self::Attention { .. } => "attention",
            Self::Faulted { .. } => "faulted",
        }
    }

    /// What is the matter, where something is.
    #[must_use]
    pub const fn reason(self) -> Option<Reason> {
        match self {
            Self::Absent => Some(Reason::PortMissing),
            Self::Attention { reason } | Self::Faulted { reason } => Some(reason),
            _ => None,
        }
    }

    /// The state in words: English for `en` and its regions, Dutch for anything else.
    #[must_use]
    pub fn message(self, lang: &str) -> &'static str {
        match self {
            Self::Absent => in_language(lang, "Niet aangesloten", "Not connected"),
            Self::Starting => in_language(lang, "Wordt gestart", "Starting"),
            Self::Ready => in_language(lang, "Gereed", "Ready"),
            Self::Busy { what } => match what {
                Activity::Identifying => in_language(lang, "Bezig: gegevens opvragen", "Busy: identifying"),
                Activity::Receiving => {
                    in_language(lang, "Bezig: ontvangt de opdracht", "Busy: receiving the job")
                }
                Activity::Printing => in_language(lang, "Bezig met afdrukken", "Printing"),
                Activity::Scanning => in_language(lang, "Bezig met scannen", "Scanning"),
            },
            Self::WaitingForCard => in_language(lang, "Wacht op een pas", "Waiting for a card"),
            Self::Attention { reason } | Self::Faulted { reason } => reason.message(lang),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trouble_at_the_counter_asks_attention_and_a_broken_device_is_faulted() {
        assert_eq!(DeviceState::of(Reason::CoverOpen), DeviceState::Attention { reason: Reason::CoverOpen });
        let denied = DeviceState::of(Reason::PermissionDenied);
        assert_eq!(denied, DeviceState::Faulted { reason: Reason::PermissionDenied });
        assert_eq!(denied.reason(), Some(Reason::PermissionDenied));
        assert_eq!(DeviceState::Absent.reason(), Some(Reason::PortMissing));
        assert_eq!(DeviceState::of(Reason::PortMissing), DeviceState::Absent);
    }

    #[test]
    fn words_follow_the_language_tag() {
        assert_eq!(DeviceState::Ready.message("nl"), "Gereed");
        assert_eq!(DeviceState::Ready.message("en-GB"), "Ready");
        assert_eq!(DeviceState::Ready.message("fy"), "Gereed");
    }
}
