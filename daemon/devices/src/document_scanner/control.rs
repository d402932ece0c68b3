//! How a scan is watched and cancelled.

use std::future::Future;

use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::Reason;

/// How far a scan is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScanProgress {
    /// The scanner is being connected and asked what it can do.
    Connecting,
    /// The scanner is at work for somebody else.
    Waiting,
    /// The scanner scans.
    Scanning,
    /// The page is coming in.
    Receiving {
        /// How much of it, from 0 to 100, where that is known.
        percent: Option<u8>,
    },
}

/// The caller's ends of one scan.
#[derive(Debug, Clone)]
pub struct ScanControl {
    /// Where progress is told; nobody needs to listen.
    pub progress: mpsc::UnboundedSender<ScanProgress>,
    /// Cancels the scan, at whatever stage it is.
    pub cancel: CancellationToken,
}

impl ScanControl {
    /// Controls, and the receiver of the progress.
    #[must_use]
    pub fn new(cancel: CancellationToken) -> (Self, mpsc::UnboundedReceiver<ScanProgress>) {
        let (progress, receiver) = mpsc::unbounded_channel();
        (Self { progress, cancel }, receiver)
    }

    pub(super) fn tell(&self, progress: ScanProgress) {
        // A caller that does not listen is fine.
        let _ = self.progress.send(progress);
    }

    /// The outcome of something that can be left off at any moment, unless the scan is cancelled before.
    pub(super) async fn unless_cancelled<T>(
        &self,
        work: impl Future<Output = Result<T, Reason>>,
    ) -> Result<T, Ended> {
        tokio::select! {
            biased;
            () = self.cancel.cancelled() => Err(Ended::Cancelled),
            done = work => done.map_err(Ended::Failed),
        }
    }

    /// Waits, unless the scan is cancelled before.
    pub(super) async fn pause(&self, pause: std::time::Duration) -> Result<(), Ended> {
        self.unless_cancelled(async {
            tokio::time::sleep(pause).await;
            Ok(())
        })
        .await
    }
}

/// Why there is no page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ended {
    /// Nobody wants it any more.
    Cancelled,
    /// Something went wrong.
    Failed(Reason),
}

impl From<Reason> for Ended {
    fn from(reason: Reason) -> Self {
        Self::Failed(reason)
    }
}
