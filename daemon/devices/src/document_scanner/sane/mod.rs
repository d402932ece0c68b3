//! The driver for scanners that SANE has a backend for: through `scanimage` of Debian's package `sane-utils`, which
//! runs as a child process for each question and each page.
//!
//! Backends are C code of many hands that loads into the process and may hang for good; in a child it can be given a
//! time and be ended, and takes nothing else with it.

mod config;
mod failure;
mod listing;
mod plan;
mod program;
mod protocol;
mod words;

pub use config::SaneConfig;

use super::RunningScanner;
use crate::{DeviceCell, DeviceInfo, DeviceRole};
use protocol::Sane;

/// Starts the driver. A scanner that is not there is no error but a state of the device. Must be called within a
/// tokio runtime.
#[must_use]
pub fn start(config: SaneConfig) -> RunningScanner {
    let address = config.device.clone().unwrap_or_else(|| "sane".to_owned());
    let (id, label) = (config.id.clone(), config.label.clone());
    let cell = DeviceCell::new(DeviceInfo::new(id, DeviceRole::DocumentScanner, "sane", address, label));
    let poll = config.poll();
    RunningScanner::start(Sane::new(config), cell, poll)
}
