//! A card printer that speaks the Evolis command language.
//!
//! The language is that of the *Evolis Card Printers Programming Guide* A5013 rev. E. The printer parses it
//! incrementally, keeps the bitmap memory and the card path of a real one, and answers every command. What
//! it prints can be looked at as bitmaps or PNG files. Troubles are switched on until they are switched off
//! again (cover, ribbon, feeder, jam); others are planned with [`Fault`](crate::Fault).

mod machine;
mod options;
mod panel;
mod parser;

use std::path::Path;

use crate::VirtualError;
use crate::printer::{Heard, Personality, Step, VirtualPrinter};
use machine::{Answer, Machine};

pub use options::{AckStyle, Clears, PrinterOptions};
pub use panel::{Card, PANEL_DOTS, PANEL_LINES, Panel, PanelError};
pub use parser::{Command, Parser};

const ACK: u8 = 0x06;
const NACK: u8 = 0x15;

/// A virtual card printer.
pub type VirtualEvolis = VirtualPrinter<Evolis>;

/// The printer without any transport.
#[derive(Debug)]
pub struct Evolis {
    machine: Machine,
    ack: AckStyle,
    answer_end: u8,
    saved: usize,
}

/// What happened to a virtual printer so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PrinterCounters {
    /// Connections accepted.
    pub connections: u64,
    /// Bytes taken in, over all connections.
    pub bytes_received: u64,
    /// Complete commands taken in.
    pub commands: u64,
    /// Runs of bytes that were no command.
    pub garbage_received: u64,
    /// Cards drawn in.
    pub cards_inserted: u64,
    /// Cards printed and ejected.
    pub cards_printed: u64,
    /// Test cards printed and ejected.
    pub test_cards: u64,
    /// Cards ejected without being printed.
    pub cards_rejected: u64,
    /// True while a command waits for a hand-fed card.
    pub waiting_for_card: bool,
}

impl Evolis {
    fn encode(&self, answer: &Answer) -> Vec<u8> {
        let mut bytes = match answer {
            Answer::Ack => match self.ack {
                AckStyle::Control => vec![ACK],
                AckStyle::Word => b"OK".to_vec(),
            },
            Answer::Nack(code) => {
                let mut bytes = vec![NACK];
                bytes.extend(code.to_string().bytes());
                bytes
            }
            Answer::Text(text) => text.as_bytes().to_vec(),
        };
        bytes.push(self.answer_end);
        bytes
    }
}

impl Personality for Evolis {
    type Command = Command;
    type Ear = Parser;

    fn hear(ear: &mut Parser, bytes: &[u8]) -> Vec<Heard<Command>> {
        ear.feed(bytes)
    }

    fn name(command: &Command) -> &str {
        &command.name
    }

    fn head(command: &Command) -> String {
        command.head()
    }

    fn execute(&mut self, command: &Command) -> Step {
        match self.machine.execute(command) {
            machine::Step::Answer(answer) => Step::Answer(self.encode(&answer)),
            machine::Step::NeedsCard => Step::NeedsCard,
        }
    }

    fn refusal(&self, code: char) -> Vec<u8> {
        self.encode(&Answer::Nack(code))
    }

    fn save(&mut self, directory: &Path) {
        let new = self.saved..self.machine.cards.len();
        self.saved = new.end;
        for (index, card) in self.machine.cards.iter().enumerate().skip(new.start) {
            for (side, panel) in [("front", &card.front), ("back", &card.back)] {
                let Some(panel) = panel else { continue };
                let path = directory.join(format!("card-{:04}-{side}.png", index + 1));
                if let Err(error) = panel.save_png(&path) {
                    tracing::warn!(%error, "a printed card could not be saved");
                }
            }
        }
    }
}

impl VirtualPrinter<Evolis> {
    /// Starts a printer with the standard options on a free port of this machine.
    ///
    /// # Errors
    /// When no port can be opened.
    pub async fn start() -> Result<Self, VirtualError> {
        Self::start_with(PrinterOptions::default()).await
    }

    /// Starts a printer with these options. Must be called within a tokio runtime.
    ///
    /// # Errors
    /// When its place cannot be opened.
    pub async fn start_with(options: PrinterOptions) -> Result<Self, VirtualError> {
        let machine = Machine::new(&options);
        let printer = Evolis { machine, ack: options.ack, answer_end: options.answer_end, saved: 0 };
        Self::run(printer, options.place, options.card_patience, options.out)
    }

    /// Puts one card into the manual entry.
    pub fn insert_card(&self) {
        self.change(|printer| printer.machine.hand_cards += 1);
    }

    /// Sets how many cards lie in the feeder.
    pub fn set_feeder(&self, cards: u32) {
        self.change(|printer| printer.machine.feeder_cards = cards);
    }

    /// Sets how many cards the ribbon can still print; 0 is an ended ribbon.
    pub fn set_ribbon(&self, cards: u32) {
        self.change(|printer| printer.machine.ribbon_left = cards);
    }

    /// Opens or closes the cover.
    pub fn set_cover_open(&self, open: bool) {
        self.change(|printer| printer.machine.cover_open = open);
    }

    /// Jams or frees the card path.
    pub fn set_jammed(&self, jammed: bool) {
        self.change(|printer| printer.machine.jam(jammed));
    }

    /// Cuts the power: conversations break, and what was in memory is gone; a card stays where it is.
    /// [`replug`](Self::replug) brings the printer back.
    pub async fn lose_power(&self) {
        self.unplug().await;
        self.change(|printer| printer.machine.lose_power());
    }

    /// Makes the printer want to be cleaned, or content.
    pub fn set_cleaning_due(&self, due: bool) {
        self.change(|printer| printer.machine.cleaning_due = due);
    }

    /// Sets the status words: configuration, information, warning, error and four extensions.
    pub fn set_status(&self, words: [u32; 8]) {
        self.change(|printer| {
            if let Some((_, status)) = &mut printer.machine.status {
                *status = words;
            }
        });
    }

    /// The cards printed so far, oldest first; test cards are not among them.
    #[must_use]
    pub fn cards(&self) -> Vec<Card> {
        self.look(|inner| inner.printer.machine.cards.clone())
    }

    /// What happened so far.
    #[must_use]
    pub fn counters(&self) -> PrinterCounters {
        self.look(|inner| {
            let (machine, traffic) = (&inner.printer.machine, inner.traffic());
            PrinterCounters {
                connections: traffic.connections,
                bytes_received: traffic.bytes_received,
                commands: traffic.commands,
                garbage_received: traffic.garbage_received,
                cards_inserted: machine.cards_inserted,
                cards_printed: machine.cards.len() as u64,
                test_cards: machine.test_cards,
                cards_rejected: machine.cards_rejected,
                waiting_for_card: traffic.waiting_for_card,
            }
        })
    }
}
