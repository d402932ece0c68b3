//! The other side of a job: whoever wants it done.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{mpsc, oneshot};
use tokio_util::sync::CancellationToken;

use crate::Reason;
use crate::printer::wire::WireError;
use crate::printer::{BeforeCommit, PrintControl, PrintOutcome, PrintProgress};

/// A job as it lies in the queue: the caller can take it back until the printer's task takes it.
pub(super) struct Ticket<W> {
    job: Arc<Mutex<Option<Job<W>>>>,
    committed: Arc<AtomicBool>,
}

impl<W> Clone for Ticket<W> {
    fn clone(&self) -> Self {
        Self { job: Arc::clone(&self.job), committed: Arc::clone(&self.committed) }
    }
}

/// A job that was taken out of the queue.
pub(super) struct Job<W> {
    pub(super) work: W,
    pub(super) caller: Caller,
}

/// Who waits for the outcome, and may give up.
pub(crate) struct Caller {
    progress: mpsc::UnboundedSender<PrintProgress>,
    cancel: CancellationToken,
    before_commit: Option<BeforeCommit>,
    reply: oneshot::Sender<PrintOutcome>,
    committed: Arc<AtomicBool>,
    stop: CancellationToken,
}

impl<W> Ticket<W> {
    /// A job for the queue, and where its outcome will be told.
    pub(super) fn new(
        work: W,
        control: PrintControl,
        stop: CancellationToken,
    ) -> (Self, oneshot::Receiver<PrintOutcome>) {
        let (reply, outcome) = oneshot::channel();
        let committed = Arc::new(AtomicBool::new(false));
        let caller = Caller {
            progress: control.progress,
            cancel: control.cancel,
            before_commit: Some(control.before_commit),
            reply,
            committed: Arc::clone(&committed),
            stop,
        };
        let job = Arc::new(Mutex::new(Some(Job { work, caller })));
        (Self { job, committed }, outcome)
    }

    /// Takes the job; the second to try gets nothing.
    pub(super) fn take(&self) -> Option<Job<W>> {
        self.job.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// What the outcome is when nobody is left to tell it.
    pub(super) fn abandoned(&self) -> PrintOutcome {
        if self.committed.load(Ordering::SeqCst) {
            PrintOutcome::Unknown { reason: Reason::Stopping }
        } else {
            PrintOutcome::failed(Reason::Stopping)
        }
    }
}

impl Caller {
    /// True when the job is not wanted any more.
    pub(crate) fn has_given_up(&self) -> bool {
        self.cancel.is_cancelled() || self.reply.is_closed() || self.stop.is_cancelled()
    }

    /// Waits until the job is not wanted any more.
    pub(crate) async fn gives_up(&mut self) {
        tokio::select! {
            () = self.cancel.cancelled() => {}
            () = self.reply.closed() => {}
            () = self.stop.cancelled() => {}
        }
    }

    /// Waits for a connection for as long as the job is wanted; nothing has been sent to print until then.
    pub(crate) async fn awaits<T>(
        &mut self,
        connecting: impl Future<Output = Result<T, WireError>> + Send,
    ) -> Result<T, PrintOutcome> {
        tokio::select! {
            biased;
            connected = connecting => connected.map_err(|WireError(reason)| PrintOutcome::failed(reason)),
            () = self.gives_up() => Err(PrintOutcome::CancelledBeforeStart),
        }
    }

    /// Waits until the daemon stops.
    pub(crate) fn stopping(&self) -> impl Future<Output = ()> + Send + use<> {
        self.stop.clone().cancelled_owned()
    }

    pub(crate) fn tell(&self, progress: PrintProgress) {
        // A caller that does not listen is fine.
        let _ = self.progress.send(progress);
    }

    /// Tells how much of the picture is sent, in steps of a tenth.
    pub(crate) fn sending(&self) -> impl FnMut(u8) + use<> {
        let progress = self.progress.clone();
        let mut told = None;
        move |percent| {
            if told != Some(percent / 10) {
                told = Some(percent / 10);
                // A caller that does not listen is fine.
                let _ = progress.send(PrintProgress::Sending { percent });
            }
        }
    }

    /// Lets the caller record that printing starts. After success nothing can be cancelled.
    pub(crate) async fn commit(&mut self) -> Result<(), Reason> {
        let Some(commit) = self.before_commit.take() else { return Err(Reason::NotRecorded) };
        // In a task of its own: a caller that panics must not take the printer down with it.
        match tokio::spawn(commit()).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => {
                tracing::warn!(%error, "printing not started");
                return Err(Reason::NotRecorded);
            }
            Err(error) => {
                tracing::error!(%error, "recording the start of printing ended unexpectedly");
                return Err(Reason::NotRecorded);
            }
        }
        self.committed.store(true, Ordering::SeqCst);
        Ok(())
    }

    /// Tells the outcome; a caller that went away does not hear it.
    pub(super) fn answer(self, outcome: PrintOutcome) {
        if self.reply.send(outcome).is_err() {
            tracing::warn!(?outcome, "nobody waits for the outcome of a print job");
        }
    }
}
