//! The driver for printers of cards and labels that speak ZPL II, on USB, a serial line or TCP 9100.
//!
//! Facts are from Zebra's *ZPL II Programming Guide*. Such a printer answers questions only; that a card was
//! printed is seen in its host status (`~HS`): the format leaves the buffer, and nothing remains.

mod answer;
mod config;
mod engine;
mod graphic;
mod job;
mod known;
mod link;

use super::CardPrinter;
use super::driver::Pace;
use super::wire::Connector;
use crate::{DeviceCell, DeviceInfo, DeviceRole};
use engine::Zpl;

pub use answer::{AnswerReader, ErrorStatus, Garbage, HostStatus, Identity};
pub use config::ZplConfig;
pub use graphic::{compress, fields};
pub use job::format;

/// Starts the driver. A printer that cannot be reached is no error but a state of the device. Must be called
/// within a tokio runtime.
#[must_use]
pub fn start(config: ZplConfig) -> CardPrinter {
    let connector = Box::new(config.address.clone());
    start_over(config, connector)
}

/// Starts the driver over another way to the printer than its address.
#[must_use]
pub fn start_over(config: ZplConfig, connector: Box<dyn Connector>) -> CardPrinter {
    let address = config.address.to_string();
    let info =
        DeviceInfo::new(config.id.clone(), DeviceRole::PassPrinter, "zpl", address, config.label.clone());
    let cell = DeviceCell::new(info);
    let pace = Pace { poll: config.poll(), longest_retry: config.address.longest_retry() };
    let resolution = config.resolution;
    CardPrinter::run(Zpl::new(config, connector, cell.clone()), pace, cell, resolution)
}
