//! How long to wait and how often to ask again.

use crate::error::ClientError;
use std::time::Duration;
use uuid::Uuid;

/// How long to wait and how often to ask again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallPolicy {
    /// Longest wait for an answer, all attempts together.
    pub deadline: Duration,
    /// Attempts, at least 1.
    pub attempts: u32,
    /// Longest wait before the second attempt; doubles with every attempt.
    pub first_delay: Duration,
    /// Longest wait before any attempt, unless the daemon asks for more (`RetryInfo`).
    pub longest_delay: Duration,
}

impl Default for CallPolicy {
    /// 15 seconds, 6 attempts, from 100 milliseconds to 2 seconds apart: enough for a daemon that restarts.
    fn default() -> Self {
        Self {
            deadline: Duration::from_secs(15),
            attempts: 6,
            first_delay: Duration::from_millis(100),
            longest_delay: Duration::from_secs(2),
        }
    }
}

/// Bytes in a second that the slowest line brings on which files are sent (64 kbit/s).
const SLOWEST: u64 = 8 * 1024;

impl CallPolicy {
    /// The same for a call that sends so many bytes: they may take as long as on the slowest line.
    pub(crate) fn to_send(&self, bytes: usize) -> Self {
        let sending = Duration::from_secs(u64::try_from(bytes).unwrap_or(u64::MAX) / SLOWEST);
        Self { deadline: self.deadline.saturating_add(sending), ..self.clone() }
    }

    /// How long to wait after attempt `attempt` (from 1) failed; none to give up.
    pub(crate) fn delay_after(&self, attempt: u32, error: &ClientError) -> Option<Duration> {
        if attempt >= self.attempts || !error.is_transient() {
            return None;
        }
        let asked = error.refusal().and_then(|refusal| refusal.retry_after);
        Some(asked.unwrap_or_else(|| self.back_off(attempt)))
    }

    /// Exponential back-off with jitter over its upper half, so that stations that lost the daemon at the
    /// same moment do not come back at the same moment.
    pub(crate) fn back_off(&self, attempt: u32) -> Duration {
        let doubled = self.first_delay.saturating_mul(1 << attempt.saturating_sub(1).min(16));
        let most = doubled.min(self.longest_delay);
        let part = (Uuid::new_v4().as_u128() % 1000) as u32;
        most / 2 + most / 2 * part / 1000
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tonic::{Code, Status};
    use tonic_types::{ErrorDetails, StatusExt as _};

    #[test]
    fn a_large_page_may_take_as_long_as_a_slow_line_needs() {
        let policy = CallPolicy::default();
        assert_eq!(policy.to_send(100), policy);
        let page = policy.to_send(20 * 1024 * 1024);
        assert_eq!(page.deadline, Duration::from_secs(15 + 2560));
    }

    fn away() -> ClientError {
        ClientError::from(Status::unavailable("away"))
    }

    #[test]
    fn delays_grow_to_their_limit() {
        let policy = CallPolicy::default();
        for attempt in 1..40 {
            let most = (policy.first_delay * 2_u32.pow((attempt - 1).min(10))).min(policy.longest_delay);
            let delay = policy.back_off(attempt);
            assert!(delay >= most / 2 && delay <= most, "{attempt}: {delay:?} of {most:?}");
        }
    }

    #[test]
    fn the_last_attempt_and_a_refusal_are_final() {
        let policy = CallPolicy::default();
        assert!(policy.delay_after(policy.attempts - 1, &away()).is_some());
        assert_eq!(policy.delay_after(policy.attempts, &away()), None);
        assert_eq!(policy.delay_after(1, &ClientError::from(Status::not_found("x"))), None);
        assert_eq!(policy.delay_after(1, &ClientError::TimedOut), None);
    }

    #[test]
    fn the_daemon_may_ask_for_patience() {
        let details = ErrorDetails::with_retry_info(Some(Duration::from_secs(7)));
        let busy = Status::with_error_details(Code::ResourceExhausted, "busy", details);
        let delay = CallPolicy::default().delay_after(1, &ClientError::from(busy));
        assert_eq!(delay, Some(Duration::from_secs(7)));
    }
}
