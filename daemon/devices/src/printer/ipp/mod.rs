//! The driver for printers that are reached by IPP (RFC 8010, RFC 8011): network printers, and any printer
//! behind CUPS. It prints passes and forms.

mod client;
mod config;
mod connection;
mod engine;
mod facts;
mod form;
mod http;
mod job;
mod message;
mod pass;
mod picture;
mod reasons;
mod uri;

use std::time::Duration;

use super::driver::Pace;
use super::{CardPrinter, PaperPrinter, Resolution};
use crate::{DeviceCell, DeviceInfo, DeviceRole};
use engine::Ipp;
use form::Forms;
use pass::Passes;

pub use config::IppConfig;
pub use picture::{Raster, pdf, png, pwg};
pub use uri::{InvalidIppUri, IppUri};

/// The longest pause between two attempts to reach a printer that is away.
const LONGEST_RETRY: Duration = Duration::from_secs(30);

/// Starts the driver of a pass printer. A printer that cannot be reached is no error but a state of the
/// device. Must be called within a tokio runtime.
#[must_use]
pub fn start_pass_printer(config: IppConfig) -> CardPrinter {
    let cell = cell(&config, DeviceRole::PassPrinter);
    let pace = pace(&config);
    CardPrinter::run(Ipp::<Passes>::new(config, cell.clone()), pace, cell, Resolution::Dpi300)
}

/// Starts the driver of a form printer, in the same way.
#[must_use]
pub fn start_form_printer(config: IppConfig) -> PaperPrinter {
    let cell = cell(&config, DeviceRole::FormPrinter);
    let pace = pace(&config);
    PaperPrinter::run(Ipp::<Forms>::new(config, cell.clone()), pace, cell)
}

fn cell(config: &IppConfig, role: DeviceRole) -> DeviceCell {
    let address = config.uri.to_string();
    DeviceCell::new(DeviceInfo::new(config.id.clone(), role, "ipp", address, config.label.clone()))
}

fn pace(config: &IppConfig) -> Pace {
    Pace { poll: config.poll(), longest_retry: LONGEST_RETRY }
}
