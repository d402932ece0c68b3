//! The driver for Evolis card printers (Tattoo, Pebble, Zenius, Primacy and their kin), on USB, a serial line
//! or TCP 9100.
//!
//! Facts are from the vendor's *Evolis Card Printers Programming Guide*, part number A5013 rev. E, from the
//! status words that the vendor's software kit documents, and from streams of the vendor's own driver. Where
//! the guide leaves open what a printer did, the driver says that it does not know.

mod answer;
mod command;
mod config;
mod engine;
mod link;
mod panel;
mod sequence;
mod status;
mod words;

use super::driver::Pace;
use super::wire::Connector;
use super::{CardPrinter, Resolution};
use crate::{DeviceCell, DeviceInfo, DeviceRole};
use engine::Evolis;

pub use answer::{Answer, AnswerReader, Garbage, Refusal};
pub use command::Command;
pub use config::{EvolisConfig, StatusCommand};
pub use link::Link;
pub use panel::{DecompressError, PANEL_HEIGHT, PANEL_WIDTH, as_panel, compress, decompress};
pub use words::{StatusWord, StatusWords};

/// Starts the driver. A printer that cannot be reached is no error but a state of the device. Must be called
/// within a tokio runtime.
#[must_use]
pub fn start(config: EvolisConfig) -> CardPrinter {
    let connector = Box::new(config.address.clone());
    start_over(config, connector)
}

/// Starts the driver over another way to the printer than its address.
#[must_use]
pub fn start_over(config: EvolisConfig, connector: Box<dyn Connector>) -> CardPrinter {
    let address = config.address.to_string();
    let info =
        DeviceInfo::new(config.id.clone(), DeviceRole::PassPrinter, "evolis", address, config.label.clone());
    let cell = DeviceCell::new(info);
    let pace = Pace { poll: config.poll(), longest_retry: config.address.longest_retry() };
    let engine = Evolis::new(config, connector, cell.clone());
    CardPrinter::run(engine, pace, cell, Resolution::Dpi300)
}
