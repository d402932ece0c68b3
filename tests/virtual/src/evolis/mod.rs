//! A card printer that speaks the Evolis command language on TCP.
//!
//! The language is that of the *Evolis Card Printers Programming Guide* A5013 rev. E. The printer parses it
//! incrementally, keeps the bitmap memory and the card path of a real one, and answers every command. What
//! it prints can be looked at as bitmaps or PNG files. Faults are planned with [`Fault`] (they strike once)
//! or switched on until they are switched off again (cover, ribbon, feeder, jam).

mod connection;
mod fault;
mod machine;
mod panel;
mod parser;
mod shared;

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::net::{TcpListener, TcpSocket};
use tokio::task::JoinHandle;

use crate::VirtualError;

pub use connection::AckStyle;
pub use fault::{Action, Fault, When};
pub use panel::{Card, PANEL_DOTS, PANEL_LINES, Panel, PanelError};
pub use parser::{Command, Parsed, Parser};
use shared::Shared;
pub use shared::{PrinterCounters, PrinterOptions};

/// A running virtual printer; dropping it closes its port and all its connections.
#[derive(Debug)]
pub struct VirtualEvolis {
    address: SocketAddr,
    shared: Arc<Shared>,
    accepting: Mutex<Option<JoinHandle<()>>>,
}

impl VirtualEvolis {
    /// Starts a printer with the standard options on a free port of this machine.
    ///
    /// # Errors
    /// When no port can be opened.
    pub async fn start() -> Result<Self, VirtualError> {
        Self::start_with(PrinterOptions::default()).await
    }

    /// Starts a printer with these options. Must be called within a tokio runtime.
    ///
    /// # Errors
    /// When the port cannot be opened.
    pub async fn start_with(options: PrinterOptions) -> Result<Self, VirtualError> {
        let listener = listen(options.listen)?;
        let address = listener
            .local_addr()
            .map_err(|source| VirtualError::Listen { address: options.listen, source })?;
        let shared = Arc::new(Shared::new(options));
        let accepting = Mutex::new(Some(tokio::spawn(accept(Arc::clone(&shared), listener))));
        Ok(Self { address, shared, accepting })
    }

    /// Where the printer listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Pulls the network cable: connections break and new ones are refused from when this returns.
    pub async fn unplug(&self) {
        let running = self.task().take();
        if let Some(task) = running {
            task.abort();
            // Ends with the cancellation; only then are the sockets closed.
            let _ = task.await;
        }
    }

    /// Puts the cable in again, on the same port.
    ///
    /// # Errors
    /// When somebody else took the port meanwhile.
    pub fn replug(&self) -> Result<(), VirtualError> {
        let mut task = self.task();
        if task.is_none() {
            let listener = listen(self.address)?;
            *task = Some(tokio::spawn(accept(Arc::clone(&self.shared), listener)));
        }
        Ok(())
    }

    /// Puts one card into the manual entry.
    pub fn insert_card(&self) {
        self.shared.change(|inner| inner.machine.hand_cards += 1);
    }

    /// Sets how many cards lie in the feeder.
    pub fn set_feeder(&self, cards: u32) {
        self.shared.change(|inner| inner.machine.feeder_cards = cards);
    }

    /// Sets how many cards the ribbon can still print; 0 is an ended ribbon.
    pub fn set_ribbon(&self, cards: u32) {
        self.shared.change(|inner| inner.machine.ribbon_left = cards);
    }

    /// Opens or closes the cover.
    pub fn set_cover_open(&self, open: bool) {
        self.shared.change(|inner| inner.machine.cover_open = open);
    }

    /// Jams or frees the card path.
    pub fn set_jammed(&self, jammed: bool) {
        self.shared.change(|inner| inner.machine.jammed = jammed);
    }

    /// Plans a fault; several faults for one moment strike one after the other.
    pub fn plan(&self, fault: Fault) {
        self.shared.lock().plan.push(fault);
    }

    /// Forgets the planned faults that have not struck.
    pub fn clear_plan(&self) {
        self.shared.lock().plan.clear();
    }

    /// The faults that have not struck yet.
    #[must_use]
    pub fn planned(&self) -> Vec<Fault> {
        self.shared.lock().plan.clone()
    }

    /// The cards printed so far, oldest first.
    #[must_use]
    pub fn cards(&self) -> Vec<Card> {
        self.shared.lock().machine.cards.clone()
    }

    /// What happened so far.
    #[must_use]
    pub fn counters(&self) -> PrinterCounters {
        self.shared.lock().counters()
    }

    /// The commands taken in, without their data; at most the first 4096.
    #[must_use]
    pub fn transcript(&self) -> Vec<String> {
        self.shared.lock().transcript.clone()
    }

    fn task(&self) -> std::sync::MutexGuard<'_, Option<JoinHandle<()>>> {
        self.accepting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for VirtualEvolis {
    fn drop(&mut self) {
        if let Some(task) = self.task().take() {
            task.abort();
        }
    }
}

/// Opens a port that can be reopened at once after connections on it were cut.
pub(crate) fn listen(address: SocketAddr) -> Result<TcpListener, VirtualError> {
    let open = || {
        let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
        socket.set_reuseaddr(true)?;
        socket.bind(address)?;
        socket.listen(16)
    };
    open().map_err(|source| VirtualError::Listen { address, source })
}

/// Accepts until it is aborted; the set of connections lives inside, so they end with it.
async fn accept(shared: Arc<Shared>, listener: TcpListener) {
    let mut connections = tokio::task::JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    shared.lock().connections += 1;
                    connections.spawn(connection::serve(Arc::clone(&shared), stream));
                }
                Err(error) => tracing::warn!(%error, "a connection could not be accepted"),
            },
            Some(_) = connections.join_next() => {}
        }
    }
}
