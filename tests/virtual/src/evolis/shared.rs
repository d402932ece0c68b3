//! What the connections of one printer share.

use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;

use super::connection::AckStyle;
use super::fault::{Fault, When};
use super::machine::Machine;
use super::parser::Command;

/// How a virtual printer is made.
#[derive(Debug, Clone)]
pub struct PrinterOptions {
    /// Where to listen; port 0 takes a free one.
    pub listen: std::net::SocketAddr,
    /// A directory that receives a PNG of every printed side.
    pub out: Option<PathBuf>,
    /// How commands are acknowledged.
    pub ack: AckStyle,
    /// The byte that ends an answer: NUL on current models, CR on older ones.
    pub answer_end: u8,
    /// How long the printer itself waits for a hand-fed card before it answers NACK `T`.
    pub card_patience: Duration,
    /// Cards in the feeder at the start.
    pub feeder_cards: u32,
    /// Cards the ribbon can print at the start.
    pub ribbon_left: u32,
    /// What `Rtp` answers.
    pub model: String,
    /// What `Rsn` answers.
    pub serial: String,
    /// What `Rfv` answers.
    pub firmware: String,
}

impl Default for PrinterOptions {
    fn default() -> Self {
        Self {
            listen: std::net::SocketAddr::from(([127, 0, 0, 1], 0)),
            out: None,
            ack: AckStyle::default(),
            answer_end: 0,
            card_patience: Duration::from_secs(30),
            feeder_cards: 0,
            ribbon_left: 1000,
            model: "Virtual Zenius".to_owned(),
            serial: "V0000001".to_owned(),
            firmware: "1.0".to_owned(),
        }
    }
}

/// What happened to a virtual printer so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PrinterCounters {
    /// Connections accepted.
    pub connections: u64,
    /// Bytes taken in, over all connections.
    pub bytes_received: u64,
    /// Complete commands taken in.
    pub commands: u64,
    /// Runs of bytes that were no command.
    pub garbage_received: u64,
    /// Cards drawn in.
    pub cards_inserted: u64,
    /// Cards printed and ejected.
    pub cards_printed: u64,
    /// Cards ejected without being printed.
    pub cards_rejected: u64,
    /// True while a command waits for a hand-fed card.
    pub waiting_for_card: bool,
}

/// How many command heads the transcript keeps.
const TRANSCRIPT: usize = 4096;

#[derive(Debug, Default)]
pub(super) struct Inner {
    pub(super) machine: Machine,
    pub(super) plan: Vec<Fault>,
    pub(super) connections: u64,
    pub(super) bytes_received: u64,
    pub(super) commands: u64,
    pub(super) garbage_received: u64,
    pub(super) waiting: bool,
    pub(super) transcript: Vec<String>,
    saved: usize,
}

impl Inner {
    /// The byte count at which the next planned cut of a connection strikes.
    pub(super) fn first_cut(&self) -> Option<u64> {
        self.plan.iter().find_map(|fault| match fault.when {
            When::Byte(at) => Some(at),
            _ => None,
        })
    }

    pub(super) fn counters(&self) -> PrinterCounters {
        PrinterCounters {
            connections: self.connections,
            bytes_received: self.bytes_received,
            commands: self.commands,
            garbage_received: self.garbage_received,
            cards_inserted: self.machine.cards_inserted,
            cards_printed: self.machine.cards.len() as u64,
            cards_rejected: self.machine.cards_rejected,
            waiting_for_card: self.waiting,
        }
    }
}

#[derive(Debug)]
pub(super) struct Shared {
    pub(super) options: PrinterOptions,
    /// Told whenever anything changes: a card put in, a command executed.
    pub(super) changed: Notify,
    inner: Mutex<Inner>,
}

impl Shared {
    pub(super) fn new(options: PrinterOptions) -> Self {
        let machine = Machine::new(&options);
        Self { options, changed: Notify::new(), inner: Mutex::new(Inner { machine, ..Inner::default() }) }
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, Inner> {
        // A test that panicked elsewhere must still be able to read what happened.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn change(&self, change: impl FnOnce(&mut Inner)) {
        change(&mut self.lock());
        self.changed.notify_waiters();
    }

    pub(super) fn set_waiting(&self, waiting: bool) {
        self.lock().waiting = waiting;
    }

    pub(super) fn record(&self, command: &Command) {
        let mut inner = self.lock();
        inner.commands += 1;
        if inner.transcript.len() < TRANSCRIPT {
            inner.transcript.push(command.head());
        }
    }

    /// Writes the pictures of cards that were not written yet.
    pub(super) fn save_new_cards(&self) {
        let Some(out) = &self.options.out else { return };
        let new: Vec<_> = {
            let mut inner = self.lock();
            let printed = inner.machine.cards.len();
            let from = std::mem::replace(&mut inner.saved, printed);
            inner.machine.cards.iter().cloned().enumerate().skip(from).collect()
        };
        for (index, card) in new {
            for (side, panel) in [("front", &card.front), ("back", &card.back)] {
                let Some(panel) = panel else { continue };
                let path = out.join(format!("card-{:04}-{side}.png", index + 1));
                if let Err(error) = panel.save_png(&path) {
                    tracing::warn!(%error, "a printed card could not be saved");
                }
            }
        }
    }
}
