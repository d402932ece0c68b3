//! The driver for Evolis card printers (Tattoo, Pebble, Zenius, Primacy and their kin) over TCP 9100.
//!
//! Facts are from the vendor's *Evolis Card Printers Programming Guide*, part number A5013 rev. E, and from
//! streams of the vendor's own driver. One task owns one printer; it polls it while idle and prints one card
//! at a time. Where the guide leaves open what a printer did, the driver says that it does not know.

mod answer;
mod caller;
mod command;
mod config;
mod link;
mod owner;
mod panel;
mod sequence;
mod status;

use async_trait::async_trait;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use super::{PassPrinter, PrintControl, PrintOutcome, PrintRequest};
use crate::{DeviceCell, DeviceInfo, DeviceRole, Reason};
use caller::Ticket;
use owner::Owner;

pub use answer::{Answer, AnswerReader, Garbage, Refusal};
pub use command::Command;
pub use config::EvolisConfig;
pub use link::{Connector, TcpConnector, Transport};
pub use panel::{DecompressError, PANEL_HEIGHT, PANEL_WIDTH, as_panel, compress, decompress};

/// A running Evolis printer; dropping it stops its task.
#[derive(Debug)]
pub struct EvolisPrinter {
    cell: DeviceCell,
    jobs: mpsc::UnboundedSender<Ticket>,
    stop: CancellationToken,
    ended: CancellationToken,
}

impl EvolisPrinter {
    /// Starts the driver over TCP. A printer that cannot be reached is no error but a state of the device.
    /// Must be called within a tokio runtime.
    #[must_use]
    pub fn start(config: EvolisConfig) -> Self {
        let connector = TcpConnector { address: config.address.clone() };
        Self::start_over(config, Box::new(connector))
    }

    /// Starts the driver over another transport.
    #[must_use]
    pub fn start_over(config: EvolisConfig, connector: Box<dyn Connector>) -> Self {
        let address = config.address.clone();
        let label = config.label.clone();
        let info = DeviceInfo::new(config.id.clone(), DeviceRole::PassPrinter, "evolis", address, label);
        let cell = DeviceCell::new(info);
        let (jobs, queue) = mpsc::unbounded_channel();
        let stop = CancellationToken::new();
        let ended = CancellationToken::new();
        let owner = Owner::new(config, connector, cell.clone(), queue, stop.clone());
        let guard = ended.clone().drop_guard();
        tokio::spawn(async move {
            owner.run().await;
            drop(guard);
        });
        Self { cell, jobs, stop, ended }
    }
}

#[async_trait]
impl PassPrinter for EvolisPrinter {
    fn cell(&self) -> &DeviceCell {
        &self.cell
    }

    fn card_size(&self) -> (usize, usize) {
        (PANEL_HEIGHT, PANEL_WIDTH)
    }

    async fn print(&self, request: PrintRequest, control: PrintControl) -> PrintOutcome {
        let cancel = control.cancel.clone();
        let (ticket, mut outcome) = Ticket::new(request, control, self.stop.clone());
        if self.jobs.send(ticket.clone()).is_err() {
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

    async fn shutdown(&self) {
        self.stop.cancel();
        self.ended.cancelled().await;
    }
}

impl Drop for EvolisPrinter {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}
