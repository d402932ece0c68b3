//! A printer of cards and labels that speaks ZPL II.
//!
//! The language is that of Zebra's *ZPL II Programming Guide*, as far as a host needs it that sends finished
//! pictures: formats with graphic fields, host status, identification, error status, cancelling and pausing.
//! Printing takes time, so that start and end can be observed; what is printed can be looked at.

mod graphic;
mod label;
mod machine;
mod options;
mod parser;

use std::path::Path;
use std::time::{Duration, Instant};

use crate::VirtualError;
use crate::printer::{Heard, Personality, Step, VirtualPrinter};
use machine::Machine;

pub use graphic::{Graphic, GraphicError};
pub use label::Label;
pub use options::ZplOptions;
pub use parser::{ZplCommand, ZplParser};

/// A virtual ZPL printer.
pub type VirtualZpl = VirtualPrinter<Zpl>;

/// The printer without any transport.
#[derive(Debug)]
pub struct Zpl {
    machine: Machine,
    saved: usize,
}

/// What happened to a virtual ZPL printer so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ZplCounters {
    /// Conversations begun.
    pub connections: u64,
    /// Bytes taken in.
    pub bytes_received: u64,
    /// Commands that make no sense, and bytes that are no command.
    pub garbage: u64,
    /// Cards or labels printed.
    pub printed: u64,
    /// Cards or labels that an error spoiled while they were printed.
    pub spoiled: u64,
    /// Configuration labels printed (`~WC`).
    pub test_labels: u64,
    /// Cards or labels left.
    pub media: u32,
}

impl Personality for Zpl {
    type Command = ZplCommand;
    type Ear = ZplParser;

    fn hear(ear: &mut ZplParser, bytes: &[u8]) -> Vec<Heard<ZplCommand>> {
        ear.feed(bytes)
    }

    fn name(command: &ZplCommand) -> &str {
        &command.name
    }

    fn head(command: &ZplCommand) -> String {
        match command.name.as_str() {
            "GF" => {
                command.parameters.split(',').take(4).fold("GF".to_owned(), |head, part| head + "," + part)
            }
            name => format!("{name}{}", command.parameters),
        }
    }

    fn execute(&mut self, command: &ZplCommand) -> Step {
        Step::Answer(self.machine.execute(command, Instant::now()))
    }

    /// ZPL does not answer commands: what it does not understand it forgets.
    fn refusal(&self, _code: char) -> Vec<u8> {
        Vec::new()
    }

    fn advance(&mut self) {
        self.machine.advance(Instant::now());
    }

    fn save(&mut self, directory: &Path) {
        let new = self.saved..self.machine.labels.len();
        self.saved = new.end;
        for (index, label) in self.machine.labels.iter().enumerate().skip(new.start) {
            let path = directory.join(format!("label-{:04}.png", index + 1));
            if let Err(error) = label.save_png(&path) {
                tracing::warn!(%error, "a printed label could not be saved");
            }
        }
    }
}

impl VirtualPrinter<Zpl> {
    /// Starts a printer with these options. Must be called within a tokio runtime.
    ///
    /// # Errors
    /// When its place cannot be opened.
    pub async fn start_with(options: ZplOptions) -> Result<Self, VirtualError> {
        let (place, out) = (options.place.clone(), options.out.clone());
        Self::run(Zpl { machine: Machine::new(options), saved: 0 }, place, Duration::ZERO, out)
    }

    /// Sets how many cards or labels are left; 0 is media out.
    pub fn set_media(&self, count: u32) {
        self.change(|printer| printer.machine.media = count);
    }

    /// Puts one card in.
    pub fn insert_card(&self) {
        self.change(|printer| printer.machine.media += 1);
    }

    /// Opens or closes the head; opening it while a label is printed spoils the label.
    pub fn set_head_open(&self, open: bool) {
        self.change(|printer| {
            printer.machine.head_open = open;
            if open {
                printer.machine.spoil();
            }
        });
    }

    /// Ends or replaces the ribbon; its end while a label is printed spoils the label.
    pub fn set_ribbon_out(&self, out: bool) {
        self.change(|printer| {
            printer.machine.ribbon_out = out;
            if out {
                printer.machine.spoil();
            }
        });
    }

    /// Pauses the printer or lets it go on.
    pub fn set_paused(&self, paused: bool) {
        self.change(|printer| printer.machine.paused = paused);
    }

    /// Cuts the power: conversations break, and what was in memory is gone. [`replug`](Self::replug) brings
    /// it back.
    pub async fn lose_power(&self) {
        self.unplug().await;
        self.change(|printer| printer.machine.lose_power());
    }

    /// Makes the printer want to be cleaned, or content.
    pub fn set_cleaning_due(&self, due: bool) {
        self.change(|printer| printer.machine.cleaning_due = due);
    }

    /// The cards or labels printed so far, oldest first.
    #[must_use]
    pub fn labels(&self) -> Vec<Label> {
        self.look(|inner| inner.printer.machine.labels.clone())
    }

    /// What happened so far.
    #[must_use]
    pub fn counters(&self) -> ZplCounters {
        self.look(|inner| {
            let (machine, traffic) = (&inner.printer.machine, inner.traffic());
            ZplCounters {
                connections: traffic.connections,
                bytes_received: traffic.bytes_received,
                garbage: machine.garbage + traffic.garbage_received,
                printed: machine.labels.len() as u64,
                spoiled: machine.spoiled,
                test_labels: machine.test_labels,
                media: machine.media,
            }
        })
    }
}
