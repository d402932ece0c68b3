//! The claim on one scanner. Everything here is immediate: time limits are kept by the caller.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::{mpsc, oneshot};

use super::{ClaimError, LostReason, ScanData, ScannerEvent};
use crate::scanner::Read;
use crate::{DeviceCell, DeviceState};

/// Events that may wait for a client. One that lets this many pile up is not reading any more.
const EVENT_QUEUE: usize = 256;
/// Counter: data events handed to a holder.
pub(super) const DELIVERED: &str = "scans_delivered";
/// Counter: reads that were refused.
pub(super) const REFUSED: &str = "scans_refused";
/// Counter: good reads that came while nobody held the claim.
pub(super) const UNCLAIMED: &str = "scans_unclaimed";

/// Tells one claim from every other one of this scanner.
pub(super) type ClaimNumber = u64;
/// A claim as it is handed out.
pub(super) type Granted = (ClaimNumber, mpsc::Receiver<ScannerEvent>);
/// What an asking station hears in the end.
pub(super) type AskAnswer = oneshot::Receiver<Result<Granted, ClaimError>>;

/// What became of a claim.
pub(super) enum Outcome {
    /// It is held.
    Granted(Granted),
    /// The holder was asked.
    Asked(ClaimNumber, AskAnswer),
}

struct Holder {
    number: ClaimNumber,
    station: String,
    events: mpsc::Sender<ScannerEvent>,
    /// The state it was told last.
    told: DeviceState,
}

struct Ask {
    number: ClaimNumber,
    station: String,
    within: Duration,
    answer: oneshot::Sender<Result<Granted, ClaimError>>,
}

impl Ask {
    fn question(&self) -> ScannerEvent {
        ScannerEvent::ReleaseRequested { by: self.station.clone(), within: self.within }
    }
}

#[derive(Default)]
struct Inner {
    holder: Option<Holder>,
    ask: Option<Ask>,
    last_number: ClaimNumber,
    sequence: u64,
    stopped: bool,
}

/// The claim on one scanner.
pub(super) struct Slot {
    cell: DeviceCell,
    inner: Mutex<Inner>,
}

impl Slot {
    pub(super) fn new(cell: DeviceCell) -> Self {
        Self { cell, inner: Mutex::default() }
    }

    pub(super) fn cell(&self) -> &DeviceCell {
        &self.cell
    }

    /// Claims the scanner for a station; `ask` is how long a present holder gets to retain it.
    pub(super) fn claim(&self, station: &str, ask: Option<Duration>) -> Result<Outcome, ClaimError> {
        let mut inner = self.lock();
        if inner.stopped {
            return Err(ClaimError::Stopping);
        }
        self.forget_dead_holder(&mut inner);
        let Some(holder) = &inner.holder else {
            return Ok(Outcome::Granted(self.grant(&mut inner, station)));
        };
        if holder.station == station {
            let _ = holder.events.try_send(ScannerEvent::Revoked { by: station.to_owned() });
            return Ok(Outcome::Granted(self.grant(&mut inner, station)));
        }
        let Some(within) = ask else { return Err(ClaimError::Held { holder: holder.station.clone() }) };
        // An asker that went away leaves its place to the next one.
        if let Some(earlier) = inner.ask.as_ref().filter(|ask| !ask.answer.is_closed()) {
            return Err(ClaimError::AlreadyAsked { asker: earlier.station.clone() });
        }
        let (answer, receiver) = oneshot::channel();
        let ask = Ask { number: inner.last_number + 1, station: station.to_owned(), within, answer };
        // A holder whose queue is full cannot hear the question; the time limit decides.
        let _ = holder.events.try_send(ask.question());
        inner.last_number = ask.number;
        let number = ask.number;
        inner.ask = Some(ask);
        Ok(Outcome::Asked(number, receiver))
    }

    /// The holder was asked and did not retain the scanner in time: the asker gets it.
    pub(super) fn overdue(&self, ask: ClaimNumber) {
        let mut inner = self.lock();
        if inner.ask.as_ref().is_some_and(|pending| pending.number == ask) {
            if let (Some(holder), Some(pending)) = (inner.holder.take(), &inner.ask) {
                let _ = holder.events.try_send(ScannerEvent::Revoked { by: pending.station.clone() });
            }
            self.pass_on(&mut inner);
        }
    }

    /// The holder answers a question of another station: it keeps the scanner.
    pub(super) fn retain(&self, station: &str) -> Result<(), ClaimError> {
        let mut inner = self.lock();
        match &inner.holder {
            Some(holder) if holder.station == station => {}
            _ => return Err(ClaimError::NotHolder),
        }
        if let Some(ask) = inner.ask.take() {
            let _ = ask.answer.send(Err(ClaimError::Retained { holder: station.to_owned() }));
        }
        Ok(())
    }

    /// The station gives the scanner back.
    pub(super) fn release(&self, station: &str) -> Result<(), ClaimError> {
        let mut inner = self.lock();
        if inner.holder.as_ref().is_none_or(|holder| holder.station != station) {
            return Err(ClaimError::NotHolder);
        }
        self.pass_on(&mut inner);
        Ok(())
    }

    /// The stream of a claim was dropped; does nothing when the claim ended before.
    pub(super) fn abandon(&self, number: ClaimNumber) {
        let mut inner = self.lock();
        if inner.holder.as_ref().is_some_and(|holder| holder.number == number) {
            self.pass_on(&mut inner);
        }
    }

    /// Hands a read to the holder, or counts that there was none.
    pub(super) fn deliver(&self, read: Read) {
        let mut inner = self.lock();
        self.forget_dead_holder(&mut inner);
        let (event, counter) = match read {
            Ok(scan) => {
                inner.sequence += 1;
                let (text, symbology) = (scan.text, scan.symbology);
                let data = ScanData { text, symbology, sequence: inner.sequence, at: Instant::now() };
                let counter = if inner.holder.is_some() { DELIVERED } else { UNCLAIMED };
                (ScannerEvent::Data(data), counter)
            }
            Err(reason) => (ScannerEvent::BadRead { reason }, REFUSED),
        };
        // Counted before it is told, so that whoever hears of a scan finds it counted.
        self.cell.update(|info| info.count(counter));
        self.tell(&mut inner, event);
    }

    /// Tells the holder the state of the scanner, unless that is the last thing it heard about it.
    pub(super) fn state_is(&self, state: DeviceState) {
        let mut inner = self.lock();
        if let Some(holder) = &mut inner.holder
            && holder.told != state
        {
            holder.told = state;
            self.tell(&mut inner, ScannerEvent::State(state));
        }
    }

    /// Ends every claim and grants no other.
    pub(super) fn stop(&self) {
        let mut inner = self.lock();
        inner.stopped = true;
        if let Some(holder) = inner.holder.take() {
            let _ = holder.events.try_send(ScannerEvent::Lost { reason: LostReason::Stopping });
        }
        if let Some(ask) = inner.ask.take() {
            let _ = ask.answer.send(Err(ClaimError::Stopping));
        }
        self.cell.set_holder(None);
    }

    fn tell(&self, inner: &mut Inner, event: ScannerEvent) {
        let Some(holder) = &inner.holder else { return };
        if holder.events.try_send(event).is_err() {
            // A reader that does not read would swallow every scan from now on.
            tracing::warn!(scanner = %self.cell.snapshot().info.id, "claim ended: its stream is not read");
            self.pass_on(inner);
        }
    }

    /// A granted claim whose caller went away before it took the stream leaves a holder that hears nothing.
    fn forget_dead_holder(&self, inner: &mut Inner) {
        if inner.holder.as_ref().is_some_and(|holder| holder.events.is_closed()) {
            self.pass_on(inner);
        }
    }

    /// Ends the present claim and gives the scanner to the station that asked for it, if it still waits.
    fn pass_on(&self, inner: &mut Inner) {
        inner.holder = None;
        if let Some(ask) = inner.ask.take() {
            let granted = self.grant(inner, &ask.station);
            if ask.answer.send(Ok(granted)).is_ok() {
                return;
            }
            inner.holder = None;
        }
        self.cell.set_holder(None);
    }

    fn grant(&self, inner: &mut Inner, station: &str) -> Granted {
        let (events, receiver) = mpsc::channel(EVENT_QUEUE);
        inner.last_number += 1;
        let number = inner.last_number;
        // The queue is new and longer than three, so these always fit.
        let _ = events.try_send(ScannerEvent::Claimed);
        let told = self.cell.state();
        let _ = events.try_send(ScannerEvent::State(told));
        // A station that claims again while it is being asked must hear the question too.
        if let Some(ask) = inner.ask.as_ref().filter(|ask| !ask.answer.is_closed()) {
            let _ = events.try_send(ask.question());
        }
        inner.holder = Some(Holder { number, station: station.to_owned(), events, told });
        self.cell.set_holder(Some(station.to_owned()));
        (number, receiver)
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        // Nothing in here can panic half-way through a change that matters.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
