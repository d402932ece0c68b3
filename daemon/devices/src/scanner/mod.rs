//! Barcode scanners: from bytes on a wire to a code for the station that claimed the scanner.

pub mod claims;
pub mod framing;
pub mod hid;
pub mod serial;

mod aim;
mod bad_read;
mod codabar;

use std::time::Duration;

use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::{DeviceCell, DeviceId};

pub use aim::{AimIdentifier, Symbology};
pub use bad_read::BadRead;
pub use claims::{ClaimMode, ScannerClaim, ScannerEvent, ScannerHub};
pub use hid::UsbScannerConfig;
pub use serial::SerialScannerConfig;

/// One code that was read well.
#[derive(Clone, PartialEq, Eq)]
pub struct Scan {
    /// The code, without anything the scanner put around it.
    pub text: String,
    /// The kind of barcode, where the scanner told it by an AIM symbology identifier.
    pub symbology: Option<Symbology>,
}

impl std::fmt::Debug for Scan {
    /// Leaves the code out: a pass number is personal data and must not reach a log by accident.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Scan({} characters, {:?})", self.text.chars().count(), self.symbology)
    }
}

/// What one pull of the trigger gave.
pub type Read = Result<Scan, BadRead>;

/// How many reads may wait between a driver and the hub. People scan a few codes a second.
pub(crate) const READ_QUEUE: usize = 64;

/// How soon a driver's thread notices that it should stop.
const STOP_NOTICE: Duration = Duration::from_millis(200);
/// The longest pause before a scanner that could not be opened is tried again.
const LONGEST_RETRY: Duration = Duration::from_secs(5);
/// Counter: how often the scanner was opened.
const OPENED: &str = "opened";

/// A driver could not be started at all.
#[derive(Debug, thiserror::Error)]
#[error("no thread for the scanner {id}: {source}")]
pub struct StartError {
    id: DeviceId,
    source: std::io::Error,
}

/// One running scanner, whatever its wire: the driver's end has the other half of the queue.
///
/// Any driver (serial, HID keyboard wedge, HID POS) makes one of these; the [`ScannerHub`] does the rest.
#[derive(Debug)]
pub struct ScannerSource {
    /// Where the driver publishes its state.
    pub cell: DeviceCell,
    /// What the driver reads, in order.
    pub reads: mpsc::Receiver<Read>,
    /// Ends the driver.
    pub driver: DriverHandle,
}

/// Stops a driver and waits until its handle on the hardware is closed.
#[derive(Debug, Clone)]
pub struct DriverHandle {
    stop: CancellationToken,
    ended: CancellationToken,
}

impl DriverHandle {
    /// A handle for the hub and, inside, the two ends a driver needs.
    #[must_use]
    pub fn new() -> (Self, DriverLife) {
        let handle = Self { stop: CancellationToken::new(), ended: CancellationToken::new() };
        let life = DriverLife { stop: handle.stop.clone(), _ended: handle.ended.clone().drop_guard() };
        (handle, life)
    }

    /// Asks the driver to stop and waits until it has let go of the hardware.
    pub async fn shutdown(&self) {
        self.stop.cancel();
        self.ended.cancelled().await;
    }

    /// Asks the driver to stop without waiting.
    pub fn stop(&self) {
        self.stop.cancel();
    }
}

/// The driver's side of [`DriverHandle`]; dropping it says that the hardware has been let go of.
#[derive(Debug)]
pub struct DriverLife {
    stop: CancellationToken,
    _ended: tokio_util::sync::DropGuard,
}

impl DriverLife {
    /// True when the driver should stop.
    #[must_use]
    pub fn must_stop(&self) -> bool {
        self.stop.is_cancelled()
    }

    /// The driver found by itself that nobody needs it any more.
    pub fn request_stop(&self) {
        self.stop.cancel();
    }

    /// Waits until the driver should stop; for drivers that are tasks.
    pub async fn stopped(&self) {
        self.stop.cancelled().await;
    }
}

impl ScannerSource {
    /// The id of the scanner.
    #[must_use]
    pub fn id(&self) -> DeviceId {
        self.cell.snapshot().info.id
    }
}
