//! How a job is watched, cancelled and committed.

use std::fmt;
use std::future::Future;
use std::pin::Pin;

use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

/// How far a job is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrintProgress {
    /// The printer is being connected and set up.
    Connecting,
    /// The printer waits for a hand-fed card; this may take minutes.
    WaitingForCard,
    /// The picture is on its way.
    Sending {
        /// How much of it, from 0 to 100.
        percent: u8,
    },
    /// The point of no return is passed.
    Printing,
}

/// The caller could not record that printing starts, so nothing was printed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the start of printing could not be recorded: {0}")]
pub struct CommitRefused(pub String);

/// What the caller does right before the point of no return: record durably that the job has started.
///
/// It is called at most once, after everything that can be tried has succeeded, and awaited before the first
/// byte that can make the printer print. When it fails, nothing is printed.
pub type BeforeCommit =
    Box<dyn FnOnce() -> Pin<Box<dyn Future<Output = Result<(), CommitRefused>> + Send>> + Send>;

/// The caller's ends of one job.
pub struct PrintControl {
    /// Where progress is told; nobody needs to listen.
    pub progress: mpsc::UnboundedSender<PrintProgress>,
    /// Cancels the job as long as the point of no return has not been reached.
    pub cancel: CancellationToken,
    /// Records that the job has started.
    pub before_commit: BeforeCommit,
}

impl fmt::Debug for PrintControl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PrintControl").field("cancelled", &self.cancel.is_cancelled()).finish_non_exhaustive()
    }
}

impl PrintControl {
    /// Controls with this commit step, and the receiver of the progress.
    pub fn new<F, Fut>(
        cancel: CancellationToken,
        before_commit: F,
    ) -> (Self, mpsc::UnboundedReceiver<PrintProgress>)
    where
        F: FnOnce() -> Fut + Send + 'static,
        Fut: Future<Output = Result<(), CommitRefused>> + Send + 'static,
    {
        let (progress, receiver) = mpsc::unbounded_channel();
        let before_commit: BeforeCommit = Box::new(move || Box::pin(before_commit()));
        (Self { progress, cancel, before_commit }, receiver)
    }
}
