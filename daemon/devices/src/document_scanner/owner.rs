//! The task that owns one scanner: it scans, and while idle it looks how the scanner is.

use std::time::Duration;

use async_trait::async_trait;
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, sleep_until};
use tokio_util::sync::CancellationToken;

use super::control::Ended;
use super::{DocumentScanner, ScanControl, ScanOutcome, ScanProgress, ScanRequest, ScannedPage};
use crate::backoff::Backoff;
use crate::{Activity, DeviceCell, DeviceState, Reason};

const FIRST_RETRY: Duration = Duration::from_secs(1);
const LONGEST_RETRY: Duration = Duration::from_secs(30);
/// Counter: pages that came in.
const PAGES: &str = "pages_scanned";
/// Counter: scans that failed.
const FAILED: &str = "scans_failed";
/// Counter: scans that were cancelled.
const CANCELLED: &str = "scans_cancelled";

/// The protocol by which a scanner is spoken to.
#[async_trait]
pub(super) trait Protocol: Send + 'static {
    /// Asks how the scanner is, and who it is where that is not known. May be dropped at any moment.
    async fn look(&mut self, cell: &DeviceCell) -> Result<DeviceState, Reason>;

    /// Scans a page. Never dropped: it looks at the control for a cancellation itself, so that it can leave the
    /// scanner in order.
    async fn scan(&mut self, request: ScanRequest, control: &ScanControl) -> Result<ScannedPage, Ended>;
}

struct Job {
    request: ScanRequest,
    control: ScanControl,
    reply: oneshot::Sender<ScanOutcome>,
}

/// A running scanner; dropping it stops its task.
#[derive(Debug)]
pub struct RunningScanner {
    cell: DeviceCell,
    jobs: mpsc::UnboundedSender<Job>,
    stop: CancellationToken,
    ended: CancellationToken,
}

impl RunningScanner {
    /// Starts the task of a scanner that is looked at this often while idle. Must be called within a tokio runtime.
    pub(super) fn start(protocol: impl Protocol, cell: DeviceCell, poll: Duration) -> Self {
        let (jobs, queue) = mpsc::unbounded_channel();
        let (stop, ended) = (CancellationToken::new(), CancellationToken::new());
        let owner = Owner { protocol, cell: cell.clone(), jobs: queue, stop: stop.clone(), poll };
        let guard = ended.clone().drop_guard();
        tokio::spawn(async move {
            owner.run().await;
            drop(guard);
        });
        Self { cell, jobs, stop, ended }
    }
}

#[async_trait]
impl DocumentScanner for RunningScanner {
    fn cell(&self) -> &DeviceCell {
        &self.cell
    }

    async fn scan(&self, request: ScanRequest, control: ScanControl) -> ScanOutcome {
        // A child that ends with this future: a caller that goes away cancels, too.
        let cancel = control.cancel.child_token();
        let _cancel_when_dropped = cancel.clone().drop_guard();
        let (reply, outcome) = oneshot::channel();
        let job = Job { request, control: ScanControl { cancel: cancel.clone(), ..control }, reply };
        if self.jobs.send(job).is_err() {
            return ScanOutcome::Failed { reason: Reason::Stopping };
        }
        tokio::select! {
            biased;
            told = outcome => told.unwrap_or(ScanOutcome::Failed { reason: Reason::Stopping }),
            // The caller need not wait until the scanner is in order again.
            () = cancel.cancelled() => ScanOutcome::Cancelled,
        }
    }

    async fn shutdown(&self) {
        self.stop.cancel();
        self.ended.cancelled().await;
    }
}

impl Drop for RunningScanner {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

struct Owner<P> {
    protocol: P,
    cell: DeviceCell,
    jobs: mpsc::UnboundedReceiver<Job>,
    stop: CancellationToken,
    poll: Duration,
}

impl<P: Protocol> Owner<P> {
    async fn run(mut self) {
        let mut backoff = Backoff::new(FIRST_RETRY.min(self.poll), LONGEST_RETRY.min(self.poll));
        let mut next = Instant::now();
        loop {
            let look = async {
                sleep_until(next).await;
                self.protocol.look(&self.cell).await
            };
            tokio::select! {
                biased;
                () = self.stop.cancelled() => break,
                // A job does not wait for a look at a scanner that does not answer.
                job = self.jobs.recv() => match job {
                    Some(job) => {
                        self.job(job).await;
                        next = Instant::now();
                    }
                    None => break,
                },
                looked = look => next = Instant::now() + match looked {
                    Ok(state) => {
                        backoff.reset();
                        self.cell.set_state(state);
                        self.poll
                    }
                    Err(reason) => {
                        self.cell.set_state(absent_or(reason));
                        backoff.delay()
                    }
                },
            }
        }
        self.cell.set_state(DeviceState::Absent);
    }

    async fn job(&mut self, job: Job) {
        let Job { request, control, reply } = job;
        if control.cancel.is_cancelled() {
            let _ = reply.send(ScanOutcome::Cancelled);
            return;
        }
        control.tell(ScanProgress::Connecting);
        self.cell.set_state(DeviceState::Busy { what: Activity::Scanning });
        let stopping = {
            // A stopping daemon calls the scan off like anybody else would.
            let (stop, cancel) = (self.stop.clone(), control.cancel.clone());
            tokio::spawn(async move {
                stop.cancelled().await;
                cancel.cancel();
            })
        };
        let scanned = self.protocol.scan(request, &control).await;
        stopping.abort();
        let (counter, state, outcome) = match scanned {
            Ok(page) => (PAGES, DeviceState::Ready, ScanOutcome::Done(page)),
            // What was let run to its end after the cancellation, so as to leave the scanner in order, may have failed.
            Err(_) if control.cancel.is_cancelled() => {
                (CANCELLED, DeviceState::Ready, ScanOutcome::Cancelled)
            }
            Err(Ended::Cancelled) => (CANCELLED, DeviceState::Ready, ScanOutcome::Cancelled),
            Err(Ended::Failed(reason)) => {
                // A look at the scanner follows, but it may take seconds: until then this is the best guess.
                let state = if reason.is_of_the_device() { absent_or(reason) } else { DeviceState::Ready };
                (FAILED, state, ScanOutcome::Failed { reason })
            }
        };
        self.cell.update(|info| info.count(counter));
        self.cell.set_state(state);
        // A caller that went away does not hear it.
        let _ = reply.send(outcome);
    }
}

fn absent_or(reason: Reason) -> DeviceState {
    match reason {
        Reason::PortMissing => DeviceState::Absent,
        reason => DeviceState::of(reason),
    }
}
