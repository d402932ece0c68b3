//! What the conversations of one printer share.

use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;

use super::fault::{Fault, When};
use super::personality::Personality;

/// How many command heads the transcript keeps.
const TRANSCRIPT: usize = 4096;

/// What went over the wire so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Traffic {
    /// Conversations begun.
    pub connections: u64,
    /// Bytes taken in, over all conversations.
    pub bytes_received: u64,
    /// Complete commands taken in.
    pub commands: u64,
    /// Runs of bytes that were no command.
    pub garbage_received: u64,
    /// True while a command waits for a hand-fed card.
    pub waiting_for_card: bool,
}

/// The printer and what is planned for it.
pub struct Inner<P> {
    /// Its language and mechanics.
    pub printer: P,
    pub(super) plan: Vec<Fault>,
    pub(super) traffic: Traffic,
    pub(super) transcript: Vec<String>,
}

impl<P> Inner<P> {
    /// What went over the wire so far.
    pub fn traffic(&self) -> Traffic {
        self.traffic
    }

    /// The byte count at which the next planned cut of a conversation strikes.
    pub(super) fn first_cut(&self) -> Option<u64> {
        self.plan.iter().find_map(|fault| match fault.when {
            When::Byte(at) => Some(at),
            _ => None,
        })
    }
}

pub(super) struct Shared<P> {
    /// How long the printer itself waits for a hand-fed card.
    pub(super) card_patience: Duration,
    out: Option<PathBuf>,
    /// Told whenever anything changes: a card put in, a command executed.
    pub(super) changed: Notify,
    inner: Mutex<Inner<P>>,
}

impl<P: Personality> Shared<P> {
    pub(super) fn new(printer: P, card_patience: Duration, out: Option<PathBuf>) -> Self {
        let inner = Inner { printer, plan: Vec::new(), traffic: Traffic::default(), transcript: Vec::new() };
        Self { card_patience, out, changed: Notify::new(), inner: Mutex::new(inner) }
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, Inner<P>> {
        // A test that panicked elsewhere must still be able to read what happened.
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner.printer.advance();
        inner
    }

    pub(super) fn change<T>(&self, change: impl FnOnce(&mut Inner<P>) -> T) -> T {
        let changed = change(&mut self.lock());
        self.changed.notify_waiters();
        changed
    }

    pub(super) fn set_waiting(&self, waiting: bool) {
        self.lock().traffic.waiting_for_card = waiting;
    }

    pub(super) fn record(&self, command: &P::Command) {
        let mut inner = self.lock();
        inner.traffic.commands += 1;
        if inner.transcript.len() < TRANSCRIPT {
            inner.transcript.push(P::head(command));
        }
    }

    /// Writes the pictures of what was printed and not written yet.
    pub(super) fn save(&self) {
        if let Some(out) = &self.out {
            self.lock().printer.save(out);
        }
    }
}
