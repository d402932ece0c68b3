//! The driver for scanners that speak eSCL over HTTP or HTTPS: driverless scanners on the network, and on USB through
//! `ipp-usb`, which offers them on a port of this machine.
//!
//! Facts are from the *eSCL Technical Specification* of the Mopria Alliance, and from what clients of many models had
//! to learn (`sane-airscan`). A scanner is asked with small XML documents; a scan is a job that is made
//! (`POST ScanJobs`), fetched (`GET NextDocument`, which answers 503 until the page is there and 404 when there are
//! no more) and deleted.

mod address;
mod capabilities;
mod chosen;
mod config;
mod http;
mod peculiar;
mod protocol;
mod session;
mod settings;
mod status;
mod xml;

pub use crate::tls::{Fingerprint, InvalidFingerprint};
pub use address::{EsclUrl, InvalidEsclUrl};
pub use config::EsclConfig;
pub use peculiar::Peculiarities;

use super::RunningScanner;
use crate::{DeviceCell, DeviceInfo, DeviceRole, Reason};
use protocol::Escl;

/// Starts the driver, which knows the peculiarities that are built in. As [`start_with`].
#[must_use]
pub fn start(config: EsclConfig) -> RunningScanner {
    start_with(config, Peculiarities::built_in())
}

/// Starts the driver. A scanner that cannot be reached is no error but a state of the device. Must be called within a
/// tokio runtime.
#[must_use]
pub fn start_with(config: EsclConfig, peculiarities: Peculiarities) -> RunningScanner {
    let address = config.url.to_string();
    let (id, label) = (config.id.clone(), config.label.clone());
    let mut info = DeviceInfo::new(id, DeviceRole::DocumentScanner, "escl", address, label);
    info.notice = peculiarities.is_unread().then_some(Reason::PeculiaritiesUnread);
    let cell = DeviceCell::new(info);
    let poll = config.poll();
    RunningScanner::start(Escl::new(config, peculiarities), cell, poll)
}
