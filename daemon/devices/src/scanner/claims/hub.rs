//! All scanners of a branch and the claims on them.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use tokio::sync::watch::Receiver;

use super::choice::choose;
use super::slot::{Outcome, Slot};
use super::{ClaimError, ScannerClaim};
use crate::scanner::{DriverHandle, ScannerSource};
use crate::{DeviceCell, DeviceId, DeviceSnapshot};

/// What to do when another station holds the scanner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ClaimMode {
    /// Be refused.
    #[default]
    Refuse,
    /// Ask the holder, and get the scanner unless the holder retains it in time.
    Ask,
}

#[derive(Clone)]
struct Scanner {
    slot: Arc<Slot>,
    driver: DriverHandle,
}

/// The scanners of a branch, to which more may come. Dropping it stops them.
pub struct ScannerHub {
    scanners: RwLock<BTreeMap<DeviceId, Scanner>>,
    ask_within: Duration,
}

impl std::fmt::Debug for ScannerHub {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set()
            .entries(self.all().iter().map(|scanner| scanner.slot.cell().snapshot().info.id))
            .finish()
    }
}

impl ScannerHub {
    /// Takes running scanners in; `ask_within` is how long a holder gets to retain a claim. Must be called
    /// within a tokio runtime. Of two scanners with one id the later stays.
    #[must_use]
    pub fn new(sources: impl IntoIterator<Item = ScannerSource>, ask_within: Duration) -> Self {
        let hub = Self { scanners: RwLock::default(), ask_within };
        sources.into_iter().for_each(|source| hub.add(source));
        hub
    }

    /// Takes one more running scanner in. Must be called within a tokio runtime.
    pub fn add(&self, source: ScannerSource) {
        let id = source.id();
        let slot = Arc::new(Slot::new(source.cell.clone()));
        let driver = source.driver.clone();
        // Followed from here on, not from when the task first runs: no change may be missed.
        let snapshots = source.cell.subscribe();
        tokio::spawn(dispatch(Arc::clone(&slot), source, snapshots));
        let mut scanners = self.scanners.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(earlier) = scanners.insert(id, Scanner { slot, driver }) {
            earlier.stop();
        }
    }

    /// Claims a scanner for a station and gives the stream of its events. The scanner need not be plugged in.
    ///
    /// With [`ClaimMode::Ask`] this waits for the holder's answer, at most as long as the hub was told.
    ///
    /// # Errors
    /// When there is no such scanner, or another station has it and keeps it.
    pub async fn claim(
        &self,
        scanner: &DeviceId,
        station: &str,
        mode: ClaimMode,
    ) -> Result<ScannerClaim, ClaimError> {
        let slot = self.scanner(scanner)?.slot;
        let ask = (mode == ClaimMode::Ask).then_some(self.ask_within);
        let granted = match slot.claim(station, ask)? {
            Outcome::Granted(granted) => granted,
            Outcome::Asked(number, mut answer) => {
                let answered = match tokio::time::timeout(self.ask_within, &mut answer).await {
                    Ok(answered) => answered,
                    Err(_) => {
                        slot.overdue(number);
                        answer.await
                    }
                };
                answered.unwrap_or(Err(ClaimError::Stopping))?
            }
        };
        Ok(ScannerClaim::new(slot, station.to_owned(), granted))
    }

    /// Lets a station keep the scanner it holds although another station asks for it.
    ///
    /// # Errors
    /// When there is no such scanner or the station does not hold it.
    pub fn retain(&self, scanner: &DeviceId, station: &str) -> Result<(), ClaimError> {
        self.scanner(scanner)?.slot.retain(station)
    }

    /// Gives the scanner back that a station holds; its stream ends.
    ///
    /// # Errors
    /// When there is no such scanner or the station does not hold it.
    pub fn release(&self, scanner: &DeviceId, station: &str) -> Result<(), ClaimError> {
        self.scanner(scanner)?.slot.release(station)
    }

    /// Where the scanners publish their state.
    #[must_use]
    pub fn cells(&self) -> Vec<DeviceCell> {
        self.all().iter().map(|scanner| scanner.slot.cell().clone()).collect()
    }

    /// The scanner a station means that names none; see [`choose`].
    ///
    /// # Errors
    /// When there is none, or more than one that could be meant.
    pub fn choose(&self, station: &str) -> Result<DeviceId, ClaimError> {
        choose(&self.cells().iter().map(DeviceCell::snapshot).collect::<Vec<_>>(), station)
    }

    /// Ends every claim and waits until every driver has let go of its hardware.
    pub async fn shutdown(&self) {
        let scanners = self.all();
        scanners.iter().for_each(Scanner::stop);
        for scanner in scanners {
            scanner.driver.shutdown().await;
        }
    }

    fn scanner(&self, id: &DeviceId) -> Result<Scanner, ClaimError> {
        let scanners = self.scanners.read().unwrap_or_else(PoisonError::into_inner);
        scanners.get(id).cloned().ok_or_else(|| ClaimError::NoSuchScanner(id.clone()))
    }

    fn all(&self) -> Vec<Scanner> {
        self.scanners.read().unwrap_or_else(PoisonError::into_inner).values().cloned().collect()
    }
}

impl Scanner {
    fn stop(&self) {
        self.driver.stop();
        self.slot.stop();
    }
}

impl Drop for ScannerHub {
    fn drop(&mut self) {
        self.all().iter().for_each(Scanner::stop);
    }
}

/// Carries reads and states of one scanner to whoever holds its claim, until the driver ends.
async fn dispatch(slot: Arc<Slot>, mut source: ScannerSource, mut snapshots: Receiver<DeviceSnapshot>) {
    loop {
        tokio::select! {
            // What was read before the scanner went away is told before that it went away.
            biased;
            read = source.reads.recv() => match read {
                Some(read) => slot.deliver(read),
                None => break,
            },
            changed = snapshots.changed() => {
                if changed.is_err() {
                    break;
                }
                let state = snapshots.borrow_and_update().state;
                slot.state_is(state);
            }
        }
    }
    slot.stop();
}
