//! The loop that takes connections in.

use super::backoff::Backoff;
use std::io;
use std::pin::pin;
use std::time::{Duration, Instant};
use tokio_stream::{Stream, StreamExt as _};
use tokio_util::sync::CancellationToken;

/// Trouble that lasts is told this often.
const TELL_EVERY: Duration = Duration::from_secs(10);

/// Hands every connection that comes in to `take`, until `stop`. `take` says whether there was room; one for which there
/// was none is closed by dropping it.
pub async fn accept<C>(
    name: &'static str,
    incoming: impl Stream<Item = io::Result<C>>,
    stop: CancellationToken,
    mut take: impl FnMut(C) -> bool,
) {
    let mut incoming = pin!(incoming);
    let mut backoff = Backoff::default();
    let (mut refused, mut failed) = (Seldom::default(), Seldom::default());
    loop {
        let accepted = tokio::select! {
            () = stop.cancelled() => return,
            accepted = incoming.next() => accepted,
        };
        match accepted {
            Some(Ok(connection)) => {
                backoff.reset();
                if !take(connection)
                    && let Some(count) = refused.count()
                {
                    tracing::warn!(listener = name, count, "connections refused: there is no room");
                }
            }
            // This one is gone; the next may be well.
            Some(Err(error)) if is_of_the_peer(&error) => {}
            Some(Err(error)) => {
                if let Some(count) = failed.count() {
                    tracing::warn!(listener = name, %error, count, "connections cannot be taken in");
                }
                tokio::select! {
                    () = stop.cancelled() => return,
                    () = tokio::time::sleep(backoff.wait()) => {}
                }
            }
            None => return,
        }
    }
}

/// What the peer did, not what this machine lacks (accept(2)).
fn is_of_the_peer(error: &io::Error) -> bool {
    use io::ErrorKind as Kind;
    matches!(error.kind(), Kind::ConnectionAborted | Kind::ConnectionReset | Kind::Interrupted)
}

/// Says the same thing seldom.
#[derive(Debug, Default)]
struct Seldom {
    told: Option<Instant>,
    held_back: u64,
}

impl Seldom {
    /// It happened: how often since it was last told, when it is time to tell.
    fn count(&mut self) -> Option<u64> {
        self.held_back += 1;
        if self.told.is_some_and(|told| told.elapsed() < TELL_EVERY) {
            return None;
        }
        self.told = Some(Instant::now());
        Some(std::mem::take(&mut self.held_back))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use nix::errno::Errno;
    use std::cell::Cell;

    #[tokio::test]
    async fn a_system_without_descriptors_is_asked_a_few_times_a_second() {
        for lacking in [Errno::EMFILE, Errno::ENFILE, Errno::ENOBUFS, Errno::ENOMEM] {
            let asked = Cell::new(0_u32);
            let failing = std::iter::repeat_with(|| {
                asked.set(asked.get() + 1);
                Err::<(), _>(io::Error::from(lacking))
            });
            let loops = accept("test", tokio_stream::iter(failing), CancellationToken::new(), |()| true);
            let ended = tokio::time::timeout(Duration::from_millis(600), loops).await;
            assert!(ended.is_err());
            // After 0, 50, 150 and 350 ms; a slow machine asks less often.
            assert!((1..=4).contains(&asked.get()), "{lacking}: asked {} times", asked.get());
        }
    }

    #[tokio::test]
    async fn what_went_wrong_does_not_end_the_loop_and_a_peer_that_is_gone_does_not_hold_it_up() {
        let gone = || Err(io::Error::from(Errno::ECONNABORTED));
        let mut incoming: Vec<io::Result<u8>> = (0..1000).map(|_| gone()).collect();
        incoming.extend([Ok(1), Err(io::Error::from(Errno::EMFILE)), Ok(2)]);
        let mut taken = Vec::new();
        let take = |connection| {
            taken.push(connection);
            true
        };
        accept("test", tokio_stream::iter(incoming), CancellationToken::new(), take).await;
        assert_eq!(taken, [1, 2]);
    }

    #[test]
    fn what_goes_on_is_told_once_in_a_while() {
        let mut seldom = Seldom::default();
        assert_eq!(seldom.count(), Some(1));
        assert!((0..1000).all(|_| seldom.count().is_none()));
        seldom.told = Instant::now().checked_sub(TELL_EVERY);
        assert_eq!(seldom.count(), Some(1001));
    }
}
