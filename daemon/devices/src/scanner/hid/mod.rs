//! The driver for scanners on USB: those that play a keyboard and those that speak HID POS.
//!
//! One thread owns the handle. It is told which device is meant by whoever watches the bus, opens it, detaches
//! the kernel's driver from it, so that no key ever reaches a window, and reads it. Everything it waits for
//! ends by itself: a scanner that hangs, stalls or disappears never holds anything up.

mod config;
mod decoder;
mod link;
mod owner;
mod pos;
mod recovery;
mod wedge;

use std::sync::Arc;
use std::thread;

use tokio::sync::{mpsc, watch};

use super::{DriverHandle, READ_QUEUE, ScannerSource, StartError};
use crate::usb::UsbBus;
use crate::{DeviceCell, DeviceInfo, DeviceRole};
pub use config::UsbScannerConfig;
use owner::Owner;
pub use wedge::Layout;

/// The device a driver is to open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The bus it is on.
    pub bus: u8,
    /// Its number there.
    pub address: u8,
    /// The socket it is in, for people.
    pub port: String,
    /// The interfaces that may send codes, the likeliest first.
    pub interfaces: Vec<u8>,
    /// What it calls itself.
    pub model: Option<String>,
    /// Its serial number.
    pub serial: Option<String>,
}

/// Starts the driver. A scanner that is not there or cannot be opened is no error but a state of the device.
///
/// # Errors
/// When the system gives no thread.
pub fn start(
    config: UsbScannerConfig,
    bus: Arc<UsbBus>,
    targets: watch::Receiver<Option<Target>>,
) -> Result<ScannerSource, StartError> {
    let mut info =
        DeviceInfo::new(config.id.clone(), DeviceRole::Scanner, "usb", "usb".into(), config.label.clone());
    info.station.clone_from(&config.station);
    let cell = DeviceCell::new(info);
    let (reads, queue) = mpsc::channel(READ_QUEUE);
    let (driver, life) = DriverHandle::new();
    let id = config.id.clone();
    let owner = Owner::new(config, bus, targets, cell.clone(), reads, life);
    thread::Builder::new()
        .name(format!("scanner {id}"))
        .spawn(move || owner.run())
        .map_err(|source| StartError { id, source })?;
    Ok(ScannerSource { cell, reads: queue, driver })
}
