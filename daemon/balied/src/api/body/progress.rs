//! A request that has begun must go on.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::time::{Instant, Sleep, sleep};

/// So many bytes must come, or the end of the request, ...
const BYTES: usize = 1024;
/// ... within this long. There is no limit on the whole: a slow line may bring a large file.
const WITHIN: Duration = Duration::from_secs(20);

/// How long has been waited for a peer, and what came of it.
#[derive(Debug, Default)]
pub struct Progress {
    bytes: usize,
    /// Waited since the last time that enough had come. While the daemon is busy with what came, nobody is waited for.
    waited: Duration,
    waiting_since: Option<Instant>,
    alarm: Option<Pin<Box<Sleep>>>,
}

impl Progress {
    /// So many bytes came.
    pub fn came(&mut self, bytes: usize) {
        self.stop();
        self.bytes += bytes;
        if self.bytes >= BYTES {
            (self.bytes, self.waited) = (0, Duration::ZERO);
        }
    }

    /// Nobody is waited for at the moment.
    pub fn stop(&mut self) {
        if let Some(since) = self.waiting_since.take() {
            self.waited += since.elapsed();
        }
    }

    /// Nothing is there yet. Ready when that has lasted too long.
    pub fn wait(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let now = Instant::now();
        let since = *self.waiting_since.get_or_insert(now);
        let until = since + WITHIN.saturating_sub(self.waited);
        if now >= until {
            return Poll::Ready(());
        }
        let alarm = self.alarm.get_or_insert_with(|| Box::pin(sleep(WITHIN)));
        if alarm.deadline() != until {
            alarm.as_mut().reset(until);
        }
        alarm.as_mut().poll(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_over(progress: &mut Progress) -> bool {
        progress.wait(&mut Context::from_waker(std::task::Waker::noop())).is_ready()
    }

    #[tokio::test]
    async fn waiting_counts_until_enough_has_come_and_work_does_not() {
        let mut progress = Progress::default();
        assert!(!is_over(&mut progress));
        // As if it had been waited for that long.
        progress.waited = WITHIN;
        assert!(is_over(&mut progress), "nothing came");
        progress.came(BYTES - 1);
        assert!(is_over(&mut progress), "hardly anything came");
        progress.came(1);
        assert!(!is_over(&mut progress), "enough came");
        // The daemon takes long to do something with it.
        progress.stop();
        assert!(progress.waiting_since.is_none());
        assert!(!is_over(&mut progress));
    }
}
