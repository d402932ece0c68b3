//! How long to wait before trying a device again.

use std::time::Duration;

/// Doubles from a first delay to a longest one.
#[derive(Debug, Clone)]
pub(crate) struct Backoff {
    first: Duration,
    longest: Duration,
    next: Duration,
}

impl Backoff {
    pub(crate) fn new(first: Duration, longest: Duration) -> Self {
        Self { first, longest: longest.max(first), next: first }
    }

    /// The delay before the next attempt.
    pub(crate) fn delay(&mut self) -> Duration {
        let delay = self.next;
        self.next = (self.next * 2).min(self.longest);
        delay
    }

    /// After a success: the next delay is the first one again.
    pub(crate) fn reset(&mut self) {
        self.next = self.first;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubles_up_to_the_longest_and_starts_again() {
        let seconds = Duration::from_secs;
        let mut backoff = Backoff::new(seconds(1), seconds(5));
        let delays: Vec<_> = (0..5).map(|_| backoff.delay()).collect();
        assert_eq!(delays, [seconds(1), seconds(2), seconds(4), seconds(5), seconds(5)]);
        backoff.reset();
        assert_eq!(backoff.delay(), seconds(1));
    }
}
