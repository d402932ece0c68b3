//! The stream of a claim.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use tokio::sync::mpsc;
use tokio_stream::Stream;

use super::slot::{ClaimNumber, Granted, Slot};
use super::{ClaimError, ScannerEvent};

/// A held claim and the stream of its events; dropping it releases the scanner.
///
/// The stream ends after [`ScannerEvent::Revoked`] or [`ScannerEvent::Lost`]. A reader that lets 256 events
/// pile up loses the claim, and then its stream ends without either.
pub struct ScannerClaim {
    slot: Arc<Slot>,
    number: ClaimNumber,
    station: String,
    events: mpsc::Receiver<ScannerEvent>,
}

impl std::fmt::Debug for ScannerClaim {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ScannerClaim").field("number", &self.number).field("station", &self.station).finish()
    }
}

impl ScannerClaim {
    pub(super) fn new(slot: Arc<Slot>, station: String, (number, events): Granted) -> Self {
        Self { slot, number, station, events }
    }

    /// The next event; `None` when the claim has ended.
    pub async fn next(&mut self) -> Option<ScannerEvent> {
        self.events.recv().await
    }

    /// Keeps the scanner although another station asks for it.
    ///
    /// # Errors
    /// When the claim has ended already.
    pub fn retain(&self) -> Result<(), ClaimError> {
        self.slot.retain(&self.station)
    }
}

impl Stream for ScannerClaim {
    type Item = ScannerEvent;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<ScannerEvent>> {
        self.events.poll_recv(context)
    }
}

impl Drop for ScannerClaim {
    fn drop(&mut self) {
        self.slot.abandon(self.number);
    }
}
