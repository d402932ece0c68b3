//! What to do about a scanner whose reports stop coming properly.

use std::time::{Duration, Instant};

/// Troubles further apart than this have nothing to do with each other.
const APART: Duration = Duration::from_secs(10);

/// What helps, from the least to the most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Remedy {
    /// Clear the halt of the endpoint: it stalled (USB 2.0, 9.4.5).
    ClearHalt,
    /// Reset the device, which gives it back its address and configuration.
    Reset,
    /// Let go of it and open it again after a while.
    Reopen,
}

/// Chooses the remedy: each trouble soon after the last one asks for more.
#[derive(Debug, Default)]
pub(super) struct Recovery {
    last: Option<(Instant, Remedy)>,
}

impl Recovery {
    /// There is trouble.
    pub(super) fn trouble(&mut self, now: Instant) -> Remedy {
        let recent = self.last.filter(|(at, _)| now.saturating_duration_since(*at) <= APART);
        let remedy = match recent {
            None => Remedy::ClearHalt,
            Some((_, Remedy::ClearHalt)) => Remedy::Reset,
            Some((_, Remedy::Reset | Remedy::Reopen)) => Remedy::Reopen,
        };
        self.last = Some((now, remedy));
        remedy
    }

    /// A report came: all is well.
    pub(super) fn well(&mut self) {
        self.last = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_trouble_soon_after_the_last_asks_for_more() {
        let start = Instant::now();
        let soon = |seconds| start + Duration::from_secs(seconds);
        let mut recovery = Recovery::default();
        assert_eq!(recovery.trouble(soon(0)), Remedy::ClearHalt);
        assert_eq!(recovery.trouble(soon(1)), Remedy::Reset);
        assert_eq!(recovery.trouble(soon(2)), Remedy::Reopen);
        assert_eq!(recovery.trouble(soon(3)), Remedy::Reopen);
        assert_eq!(recovery.trouble(soon(60)), Remedy::ClearHalt);
        recovery.well();
        assert_eq!(recovery.trouble(soon(61)), Remedy::ClearHalt);
    }
}
