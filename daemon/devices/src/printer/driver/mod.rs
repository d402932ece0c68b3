//! What all printers have in common: one task owns the printer, jobs queue for it and can be taken back, and
//! a job that may have been printed is never printed again.

mod caller;
mod engine;
mod owner;

use std::collections::VecDeque;
use std::fmt;

use tokio::sync::{mpsc, oneshot};
use tokio_util::sync::CancellationToken;

use super::{PrintControl, PrintOutcome};
use crate::{DeviceCell, Reason};
use caller::Ticket;
use owner::{Order, Owner};

pub(crate) use caller::Caller;
pub(crate) use engine::{Early, Engine, Pace, Work};
pub(crate) use owner::CounterNames;

/// A running printer; dropping it stops its task.
pub(crate) struct Driver<W> {
    cell: DeviceCell,
    orders: mpsc::UnboundedSender<Order<W>>,
    stop: CancellationToken,
    ended: CancellationToken,
}

impl<W> fmt::Debug for Driver<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Driver").field("cell", &self.cell).finish_non_exhaustive()
    }
}

impl<W: Work> Driver<W> {
    /// Starts the task. A printer that cannot be reached is no error but a state of the device. Must be
    /// called within a tokio runtime.
    pub(crate) fn start<E: Engine<Work = W>>(
        engine: E,
        pace: Pace,
        counters: CounterNames,
        cell: DeviceCell,
    ) -> Self {
        let (orders, queue) = mpsc::unbounded_channel();
        let stop = CancellationToken::new();
        let ended = CancellationToken::new();
        let owner = Owner {
            engine,
            pace,
            counters,
            cell: cell.clone(),
            orders: queue,
            stop: stop.clone(),
            printed: VecDeque::new(),
        };
        let guard = ended.clone().drop_guard();
        tokio::spawn(async move {
            owner.run().await;
            drop(guard);
        });
        Self { cell, orders, stop, ended }
    }

    pub(crate) fn cell(&self) -> &DeviceCell {
        &self.cell
    }

    /// Prints one job, after those that were there before.
    pub(crate) async fn print(&self, work: W, control: PrintControl) -> PrintOutcome {
        let cancel = control.cancel.clone();
        let (ticket, mut outcome) = Ticket::new(work, control, self.stop.clone());
        if self.orders.send(Order::Print(ticket.clone())).is_err() {
            return PrintOutcome::failed(Reason::Stopping);
        }
        let if_queued = tokio::select! {
            biased;
            told = &mut outcome => return told.unwrap_or_else(|_| ticket.abandoned()),
            () = cancel.cancelled() => PrintOutcome::CancelledBeforeStart,
            () = self.stop.cancelled() => PrintOutcome::failed(Reason::Stopping),
        };
        // Still in the queue: nothing has happened. Otherwise the task decides, for it alone knows how far it is.
        if ticket.take().is_some() {
            return if_queued;
        }
        outcome.await.unwrap_or_else(|_| ticket.abandoned())
    }

    /// Clears a trouble that a person has removed, after the jobs that were there before.
    pub(crate) async fn reset(&self) -> Result<(), Reason> {
        let (reply, told) = oneshot::channel();
        self.orders.send(Order::Reset(reply)).map_err(|_| Reason::Stopping)?;
        told.await.unwrap_or(Err(Reason::Stopping))
    }

    pub(crate) async fn shutdown(&self) {
        self.stop.cancel();
        self.ended.cancelled().await;
    }
}

impl<W> Drop for Driver<W> {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}
