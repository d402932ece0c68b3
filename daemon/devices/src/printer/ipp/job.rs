//! The order in which one document is printed, and what each failure means.
//!
//! Everything that can be asked beforehand is asked beforehand: whether the printer is well, takes jobs, and
//! would take this one; and what is left of earlier passes is cancelled. Print-Job itself is the point of no return.
//! A printer keeps a list of its jobs, so that an answer that got lost can be looked up by the name of the job, which
//! is its key; what is not found there, or may have come in only in part, is unknown.

use std::sync::OnceLock;
use std::time::Duration;

use tokio::time::{Instant, sleep, timeout};

use super::client::{Client, Sent, Ticket};
use super::config::IppConfig;
use super::connection::Connection;
use super::engine::Use;
use super::facts::{JobFacts, JobState, PrinterFacts};
use super::reasons::{Stock, worst};
use crate::printer::driver::{Caller, Work};
use crate::printer::wire::WireError;
use crate::printer::{Insertion, PrintOutcome, PrintProgress};
use crate::{Activity, DeviceCell, DeviceState, Reason};

/// Pause between two questions how far the printer is.
const WATCH: Duration = Duration::from_millis(500);
/// How long to listen, right before printing, for a line that broke meanwhile.
const LAST_LISTEN: Duration = Duration::from_millis(20);
/// Pause between two attempts to look a job up whose answer was lost.
const LOOK_UP: Duration = Duration::from_millis(500);
/// How long a job whose answer was lost is looked up.
const LOOKED_UP: Duration = Duration::from_secs(15);
/// How long a stopping daemon tries to cancel a job.
const LAST_WORD: Duration = Duration::from_secs(2);
/// How long a cancelled job may take to end.
const CANCELLED: Duration = Duration::from_secs(10);

/// One job.
pub(super) struct Job<'a, U: Use> {
    pub(super) config: &'a IppConfig,
    pub(super) cell: &'a DeviceCell,
    pub(super) media: &'a str,
    pub(super) work: &'a U::Work,
}

/// A document in a format that the printer takes.
pub(super) struct Document {
    /// Media type.
    pub(super) format: &'static str,
    /// The bytes.
    pub(super) bytes: Vec<u8>,
}

impl<U: Use> Job<'_, U> {
    /// Runs the job to its end.
    pub(super) async fn run(&self, caller: &mut Caller) -> PrintOutcome {
        let (document, connection) = match self.before_commit(caller).await {
            Ok(prepared) => prepared,
            Err(outcome) => return outcome,
        };
        caller.tell(PrintProgress::Printing);
        self.cell.set_state(DeviceState::Busy { what: Activity::Printing });
        let (stopping, grace) = (caller.stopping(), self.config.stop());
        let accepted = OnceLock::new();
        tokio::select! {
            outcome = self.after_commit(&document, connection, &accepted) => outcome,
            () = async { stopping.await; sleep(grace).await } => {
                // So that it does not come out later, when somebody has said what came out.
                if let Some(job) = accepted.get() {
                    let _ = timeout(LAST_WORD, Client(self.config).cancel(*job)).await;
                }
                PrintOutcome::Unknown { reason: Reason::Stopping }
            }
        }
    }

    async fn before_commit(&self, caller: &mut Caller) -> Result<(Document, Connection), PrintOutcome> {
        self.cell.set_state(DeviceState::Busy { what: Activity::Receiving });
        let client = Client(self.config);
        let facts = caller.awaits(client.printer()).await?;
        if U::STOCK == Stock::Cards {
            caller.awaits(self.clear_leftovers(&client)).await?;
        }
        self.must_be_able(&facts).map_err(PrintOutcome::failed)?;
        let document = U::document(self.work, &facts, self.media).await.map_err(PrintOutcome::failed)?;
        let ticket = self.ticket(&document);
        caller.awaits(client.validate(&ticket)).await?;
        let connection = caller.awaits(client.dial()).await?;
        caller.commit().await.map_err(PrintOutcome::failed)?;
        // Nothing has been sent on this connection: one that broke while the caller was recording is still a
        // plain failure.
        if connection.hung_up(LAST_LISTEN).await {
            Err(PrintOutcome::failed(Reason::ConnectionLost))
        } else {
            Ok((document, connection))
        }
    }

    /// A job that was left at the printer, for example because the daemon was stopped, belongs to a pass of which
    /// somebody was told that nobody knows. It must not come out beside this one. Nothing is left in the end, or
    /// nothing is printed.
    async fn clear_leftovers(&self, client: &Client<'_>) -> Result<(), WireError> {
        let until = Instant::now() + CANCELLED;
        loop {
            let left = client.unfinished().await?;
            if left.is_empty() {
                return Ok(());
            }
            if Instant::now() >= until {
                return Err(WireError(Reason::TimeOut));
            }
            for job in left {
                tracing::warn!(job = job.id, "a job that was left at the printer is cancelled");
                client.cancel(job.id).await?;
            }
            sleep(WATCH).await;
        }
    }

    fn must_be_able(&self, facts: &PrinterFacts) -> Result<(), Reason> {
        let asks_for_card = self.config.insertion != Insertion::Feeder;
        match worst(&facts.reasons, facts.state, U::STOCK) {
            Some(Reason::PaperOut) if asks_for_card => {}
            Some(reason) if !reason.is_warning() => return Err(reason),
            _ => {}
        }
        if !facts.accepting {
            return Err(Reason::NotAccepting);
        }
        if !facts.takes_media(self.media) {
            return Err(Reason::MediaNotSupported);
        }
        Ok(())
    }

    /// Sends the document and follows the job; `accepted` is its number as soon as it is known.
    async fn after_commit(
        &self,
        document: &Document,
        connection: Connection,
        accepted: &OnceLock<i32>,
    ) -> PrintOutcome {
        let client = Client(self.config);
        let job = match client.print(connection, &self.ticket(document)).await {
            Sent::Accepted(id) => id,
            Sent::Refused(reason) => return PrintOutcome::failed(reason),
            Sent::Lost { reason, whole } => match self.look_up(&client).await {
                None => return PrintOutcome::Unknown { reason },
                Some(job) if whole || job.holds(&document.bytes) => job.id,
                // Some printers take half a document for a whole one.
                Some(job) => {
                    return match self.give_up(&client, job.id, reason).await {
                        PrintOutcome::Done => PrintOutcome::Unknown { reason },
                        outcome => outcome,
                    };
                }
            },
        };
        // Nobody has set it before.
        let _ = accepted.set(job);
        self.watch(&client, job).await
    }

    /// Looks up the job whose answer was lost.
    async fn look_up(&self, client: &Client<'_>) -> Option<JobFacts> {
        let until = Instant::now() + LOOKED_UP;
        while Instant::now() < until {
            match client.find(self.work.key()).await {
                Ok(Some(job)) => return Some(job),
                // A printer that answers and does not know the job may still be taking it in.
                Ok(None) | Err(_) => sleep(LOOK_UP).await,
            }
        }
        None
    }

    /// Watches the job to its end. That the printer cannot be reached for a while changes nothing.
    async fn watch(&self, client: &Client<'_>, id: i32) -> PrintOutcome {
        let until = Instant::now() + self.config.print();
        loop {
            let trouble = match client.job_facts(id).await {
                Ok(Some(job)) => match ended(&job, None) {
                    Some(outcome) => return outcome,
                    None => self.tell(client).await.unwrap_or(Reason::TimeOut),
                },
                // It has ended, and the printer keeps no list of what it did.
                Ok(None) => return PrintOutcome::Unknown { reason: Reason::JobForgotten },
                Err(WireError(reason)) => reason,
            };
            if Instant::now() >= until {
                return self.give_up(client, id, trouble).await;
            }
            sleep(WATCH).await;
        }
    }

    /// Publishes what the printer waits for, and gives it.
    async fn tell(&self, client: &Client<'_>) -> Option<Reason> {
        let facts = client.printer().await.ok()?;
        let reason = worst(&facts.reasons, facts.state, U::STOCK).filter(|reason| !reason.is_warning());
        let by_hand = U::STOCK == Stock::Cards && self.config.insertion != Insertion::Feeder;
        self.cell.set_state(match reason {
            Some(Reason::PaperOut) if by_hand => DeviceState::WaitingForCard,
            Some(reason) => DeviceState::of(reason),
            None => DeviceState::Busy { what: Activity::Printing },
        });
        reason
    }

    /// Cancels a job that takes too long, so that it does not come out later, when somebody has said what came
    /// out. One that the printer never began with was certainly not printed.
    async fn give_up(&self, client: &Client<'_>, id: i32, reason: Reason) -> PrintOutcome {
        let cancelled = async {
            client.cancel(id).await?;
            loop {
                if let Some(job) = client.job_facts(id).await?
                    && let Some(outcome) = ended(&job, Some(reason))
                {
                    return Ok::<_, WireError>(outcome);
                }
                sleep(WATCH).await;
            }
        };
        match timeout(CANCELLED, cancelled).await {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(_)) | Err(_) => PrintOutcome::Unknown { reason },
        }
    }

    fn ticket<'t>(&'t self, document: &'t Document) -> Ticket<'t> {
        Ticket {
            name: self.work.key(),
            format: document.format,
            document: &document.bytes,
            media: self.media,
        }
    }
}

/// What the end of a job means; nothing while it has not ended. `given_up` is why it was cancelled, when this
/// daemon did that.
fn ended(job: &JobFacts, given_up: Option<Reason>) -> Option<PrintOutcome> {
    let reason = match job.state {
        JobState::Completed => return Some(PrintOutcome::Done),
        JobState::Cancelled => given_up.unwrap_or(Reason::JobCancelled),
        JobState::Aborted => given_up.unwrap_or(Reason::JobAborted),
        JobState::Waiting | JobState::Processing | JobState::Stopped => return None,
    };
    // Half a page may have come out of one that was begun.
    Some(if job.was_begun { PrintOutcome::Unknown { reason } } else { PrintOutcome::failed(reason) })
}
