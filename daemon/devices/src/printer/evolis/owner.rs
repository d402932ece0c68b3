//! The task that owns one printer: it prints, and while idle it looks how the printer is.

use std::collections::VecDeque;
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until};
use tokio_util::sync::CancellationToken;

use super::caller::{Job, Ticket};
use super::command::Command;
use super::config::EvolisConfig;
use super::link::{Connector, Link, LinkError};
use super::panel::as_panel;
use super::sequence::Sequence;
use super::status;
use crate::backoff::Backoff;
use crate::printer::{PrintOutcome, PrintProgress};
use crate::{Activity, DeviceCell, DeviceState, Reason};

const FIRST_RETRY: Duration = Duration::from_secs(1);
const LONGEST_RETRY: Duration = Duration::from_secs(30);
/// How many jobs that passed the point of no return are remembered.
const REMEMBERED: usize = 256;
/// Counter: cards the printer said it printed.
const DONE: &str = "cards_printed";
/// Counter: jobs that ended before the point of no return.
const NOT_PRINTED: &str = "cards_not_printed";
/// Counter: jobs of which nobody knows.
const UNKNOWN: &str = "cards_unknown";

pub(super) struct Owner {
    pub(super) config: EvolisConfig,
    pub(super) connector: Box<dyn Connector>,
    pub(super) cell: DeviceCell,
    pub(super) jobs: mpsc::UnboundedReceiver<Ticket>,
    pub(super) stop: CancellationToken,
    link: Option<Link>,
    /// Keys that may have been printed, with what became of them, oldest first.
    printed: VecDeque<(String, PrintOutcome)>,
}

impl Owner {
    pub(super) fn new(
        config: EvolisConfig,
        connector: Box<dyn Connector>,
        cell: DeviceCell,
        jobs: mpsc::UnboundedReceiver<Ticket>,
        stop: CancellationToken,
    ) -> Self {
        Self { config, connector, cell, jobs, stop, link: None, printed: VecDeque::new() }
    }

    pub(super) async fn run(mut self) {
        let stop = self.stop.clone();
        let poll = self.config.poll();
        let mut backoff = Backoff::new(FIRST_RETRY.min(poll), LONGEST_RETRY);
        let mut next = Instant::now();
        loop {
            tokio::select! {
                biased;
                () = stop.cancelled() => break,
                ticket = self.jobs.recv() => match ticket {
                    Some(ticket) => {
                        if let Some(job) = ticket.take() {
                            self.job(job).await;
                            next = Instant::now();
                        }
                    }
                    None => break,
                },
                () = sleep_until(next) => {
                    let looked = tokio::select! {
                        biased;
                        () = stop.cancelled() => break,
                        looked = self.look() => looked,
                    };
                    let pause = match looked {
                        Ok(state) => {
                            backoff.reset();
                            self.cell.set_state(state);
                            poll
                        }
                        Err(LinkError(reason)) => {
                            self.link = None;
                            self.cell.set_state(DeviceState::of(reason));
                            backoff.delay()
                        }
                    };
                    next = Instant::now() + pause;
                }
            }
        }
        self.link = None;
        self.cell.set_state(DeviceState::Absent);
    }

    /// Asks an idle printer how it is, connecting first when necessary.
    async fn look(&mut self) -> Result<DeviceState, LinkError> {
        let link = match &mut self.link {
            Some(link) => link,
            None => {
                let link = Link::open(self.connector.as_ref(), self.config.connect()).await?;
                let link = self.link.insert(link);
                self.cell.set_state(DeviceState::Busy { what: Activity::Identifying });
                status::identify(link, &self.config, &self.cell).await?;
                link
            }
        };
        status::look(link, &self.config, &self.cell).await
    }

    async fn job(&mut self, job: Job) {
        let Job { request, mut caller } = job;
        if let Some((_, outcome)) = self.printed.iter().find(|(key, _)| *key == request.key) {
            tracing::warn!(device = %self.config.id, "a print job was asked for twice and is not printed again");
            return caller.answer(*outcome);
        }
        if caller.has_given_up() {
            return caller.answer(PrintOutcome::CancelledBeforeStart);
        }
        let Some(panel) = as_panel(&request.front) else {
            return caller.answer(PrintOutcome::failed(Reason::PictureSize));
        };
        caller.tell(PrintProgress::Connecting);
        let connected = tokio::select! {
            biased;
            connected = self.connect() => Some(connected),
            () = caller.gives_up() => None,
        };
        let outcome = match (connected, self.link.take()) {
            (None, _) => PrintOutcome::CancelledBeforeStart,
            (Some(Err(LinkError(reason))), _) => PrintOutcome::failed(reason),
            (Some(Ok(())), None) => PrintOutcome::failed(Reason::ConnectionLost),
            (Some(Ok(())), Some(mut link)) => {
                let mut sequence = Sequence {
                    config: &self.config,
                    cell: &self.cell,
                    link: &mut link,
                    caller: &mut caller,
                    stop: &self.stop,
                    panel: &panel,
                    insertion: request.insertion.unwrap_or(self.config.insertion),
                    card_touched: false,
                    link_spent: false,
                };
                let outcome = sequence.run().await;
                if !sequence.link_spent {
                    self.link = Some(link);
                }
                outcome
            }
        };
        self.remember(request.key, outcome);
        caller.answer(outcome);
    }

    /// Makes sure that there is a printer at the other end that listens. A connection that has been idle may
    /// be dead without anybody knowing, so one that fails here is replaced once.
    async fn connect(&mut self) -> Result<(), LinkError> {
        let greeting = Command::host_manages_errors();
        if let Some(mut link) = self.link.take()
            && link.ask(&greeting, self.config.answer()).await.is_ok()
        {
            self.link = Some(link);
            return Ok(());
        }
        let mut link = Link::open(self.connector.as_ref(), self.config.connect()).await?;
        link.ask(&greeting, self.config.answer()).await?;
        self.link = Some(link);
        Ok(())
    }

    fn remember(&mut self, key: String, outcome: PrintOutcome) {
        let counter = match outcome {
            PrintOutcome::Done => DONE,
            PrintOutcome::Unknown { .. } => UNKNOWN,
            PrintOutcome::CancelledBeforeStart | PrintOutcome::Failed { .. } => NOT_PRINTED,
        };
        self.cell.update(|info| info.count(counter));
        // A look at the printer follows, but it may take seconds: until then this is the best guess.
        self.cell.set_state(match outcome {
            PrintOutcome::Failed { reason, .. } | PrintOutcome::Unknown { reason }
                if reason.is_of_the_device() =>
            {
                DeviceState::of(reason)
            }
            _ if self.link.is_some() => DeviceState::Ready,
            _ => DeviceState::Starting,
        });
        if !outcome.may_be_repeated() {
            if self.printed.len() == REMEMBERED {
                self.printed.pop_front();
            }
            self.printed.push_back((key, outcome));
        }
    }
}
