//! The task that owns one printer: it prints, and while idle it looks how the printer is.

use std::collections::VecDeque;
use std::time::Duration;

use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, sleep_until};
use tokio_util::sync::CancellationToken;

use super::caller::{Job, Ticket};
use super::engine::{Engine, Pace, Work};
use crate::backoff::Backoff;
use crate::printer::wire::WireError;
use crate::printer::{PrintOutcome, PrintProgress};
use crate::{DeviceCell, DeviceState, Reason};

const FIRST_RETRY: Duration = Duration::from_secs(1);
/// How many jobs that passed the point of no return are remembered.
const REMEMBERED: usize = 256;

/// What the counters of a printer are called.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CounterNames {
    /// Jobs the printer said it printed.
    pub(crate) done: &'static str,
    /// Jobs that ended before the point of no return.
    pub(crate) not_printed: &'static str,
    /// Jobs of which nobody knows.
    pub(crate) unknown: &'static str,
}

/// What the task is asked to do.
pub(super) enum Order<W> {
    Print(Ticket<W>),
    Reset(oneshot::Sender<Result<(), Reason>>),
}

pub(super) struct Owner<E: Engine> {
    pub(super) engine: E,
    pub(super) pace: Pace,
    pub(super) counters: CounterNames,
    pub(super) cell: DeviceCell,
    pub(super) orders: mpsc::UnboundedReceiver<Order<E::Work>>,
    pub(super) stop: CancellationToken,
    /// Keys that may have been printed, with what became of them, oldest first.
    pub(super) printed: VecDeque<(String, PrintOutcome)>,
}

impl<E: Engine> Owner<E> {
    pub(super) async fn run(mut self) {
        let stop = self.stop.clone();
        let Pace { poll, longest_retry } = self.pace;
        let mut backoff = Backoff::new(FIRST_RETRY.min(poll), longest_retry);
        let mut next = Instant::now();
        loop {
            tokio::select! {
                biased;
                () = stop.cancelled() => break,
                order = self.orders.recv() => {
                    match order {
                        Some(Order::Print(ticket)) => match ticket.take() {
                            Some(job) => self.job(job).await,
                            None => continue,
                        },
                        // Whoever asked and went away does not stand at the printer any more.
                        Some(Order::Reset(reply)) if reply.is_closed() => continue,
                        Some(Order::Reset(reply)) => {
                            let _ = reply.send(self.reset().await);
                        }
                        None => break,
                    }
                    next = Instant::now();
                }
                () = sleep_until(next) => {
                    let looked = tokio::select! {
                        biased;
                        () = stop.cancelled() => break,
                        looked = self.engine.look() => looked,
                    };
                    let pause = match looked {
                        Ok(state) => {
                            backoff.reset();
                            self.cell.set_state(state);
                            poll
                        }
                        Err(WireError(reason)) => {
                            self.engine.disconnect();
                            self.cell.set_state(DeviceState::of(reason));
                            backoff.delay()
                        }
                    };
                    next = Instant::now() + pause;
                }
            }
        }
        self.engine.disconnect();
        self.cell.set_state(DeviceState::Absent);
    }

    /// Resets the printer and publishes how it is then. One that restarts is looked at when it is back.
    async fn reset(&mut self) -> Result<(), Reason> {
        let mut state = self.engine.reset().await.map(|()| DeviceState::Starting);
        if state.is_ok() && self.engine.is_connected() {
            state = self.engine.look().await;
        }
        let told = state.map_err(|WireError(reason)| reason);
        if told.is_err() {
            self.engine.disconnect();
        }
        self.cell.set_state(told.unwrap_or_else(DeviceState::of));
        told.map(drop)
    }

    async fn job(&mut self, job: Job<E::Work>) {
        let Job { work, mut caller } = job;
        if let Some((_, outcome)) = self.printed.iter().find(|(key, _)| key == work.key()) {
            let device = self.cell.snapshot().info.id;
            tracing::warn!(%device, "a print job was asked for twice and is not printed again");
            return caller.answer(*outcome);
        }
        if caller.has_given_up() {
            return caller.answer(PrintOutcome::CancelledBeforeStart);
        }
        caller.tell(PrintProgress::Connecting);
        let outcome = self.engine.print(&work, &mut caller).await;
        self.remember(work.key(), outcome);
        caller.answer(outcome);
    }

    fn remember(&mut self, key: &str, outcome: PrintOutcome) {
        let counter = match outcome {
            PrintOutcome::Done => self.counters.done,
            PrintOutcome::Unknown { .. } => self.counters.unknown,
            PrintOutcome::CancelledBeforeStart | PrintOutcome::Failed { .. } => self.counters.not_printed,
        };
        self.cell.update(|info| info.count(counter));
        // A look at the printer follows, but it may take seconds: until then this is the best guess.
        self.cell.set_state(match outcome {
            PrintOutcome::Failed { reason, .. } | PrintOutcome::Unknown { reason }
                if reason.is_of_the_device() =>
            {
                DeviceState::of(reason)
            }
            _ if self.engine.is_connected() => DeviceState::Ready,
            _ => DeviceState::Starting,
        });
        if !outcome.may_be_repeated() {
            if self.printed.len() == REMEMBERED {
                self.printed.pop_front();
            }
            self.printed.push_back((key.to_owned(), outcome));
        }
    }
}
