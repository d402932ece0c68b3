//! The driver for scanners that speak eSCL over HTTP or HTTPS: driverless scanners on the network, and on USB through
//! `ipp-usb`, which offers them on a port of this machine.
//!
//! Facts are from the *eSCL Technical Specification* of the Mopria Alliance, and from what clients of many models had
//! to learn (`sane-airscan`). A scanner is asked with small XML documents; a scan is a job that is made
//! (`POST ScanJobs`), fetched (`GET NextDocument`, which answers 503 until the page is there and 404 when there are
//! no more) and deleted.

mod address;
mod capabilities;
mod config;
mod http;
mod protocol;
mod session;
mod settings;
mod status;
mod xml;

pub use crate::tls::{Fingerprint, InvalidFingerprint};
pub use address::{EsclUrl, InvalidEsclUrl};
pub use config::EsclConfig;

use super::RunningScanner;
use crate::{DeviceCell, DeviceInfo, DeviceRole};
use protocol::Escl;

/// Starts the driver. A scanner that cannot be reached is no error but a state of the device. Must be called within a
/// tokio runtime.
#[must_use]
pub fn start(config: EsclConfig) -> RunningScanner {
    let address = config.url.to_string();
    let (id, label) = (config.id.clone(), config.label.clone());
    let cell = DeviceCell::new(DeviceInfo::new(id, DeviceRole::DocumentScanner, "escl", address, label));
    let poll = config.poll();
    RunningScanner::start(Escl::new(config), cell, poll)
}
