//! How a virtual card printer is made.

use std::path::PathBuf;
use std::time::Duration;

use crate::printer::Place;

/// How the printer acknowledges a command that reads nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AckStyle {
    /// The control character ACK (A5013 rev. E, chapter 5).
    #[default]
    Control,
    /// The word `OK`.
    Word,
}

/// The command that clears an error whose cause is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clears {
    /// `Scs`.
    Scs,
    /// `Srs`.
    Srs,
}

/// How a virtual printer is made.
#[derive(Debug, Clone)]
pub struct PrinterOptions {
    /// Where it can be reached.
    pub place: Place,
    /// A directory that receives a PNG of every printed side.
    pub out: Option<PathBuf>,
    /// How commands are acknowledged.
    pub ack: AckStyle,
    /// The byte that ends an answer: NUL on current models, CR on older ones.
    pub answer_end: u8,
    /// How long the printer itself waits for a hand-fed card before it answers NACK `T`.
    pub card_patience: Duration,
    /// Cards in the feeder at the start.
    pub feeder_cards: u32,
    /// Cards the ribbon can print at the start.
    pub ribbon_left: u32,
    /// What `Rtp` answers.
    pub model: String,
    /// What `Rsn` answers.
    pub serial: String,
    /// What `Rfv` answers.
    pub firmware: String,
    /// The command that a jam has to be cleared with after the card was taken out; none: it clears by itself.
    pub clears: Option<Clears>,
    /// The command that reads the status words, such as `Xsw`; none: this model has no status words.
    pub status_command: Option<String>,
}

impl Default for PrinterOptions {
    fn default() -> Self {
        Self {
            place: Place::default(),
            out: None,
            ack: AckStyle::default(),
            answer_end: 0,
            card_patience: Duration::from_secs(30),
            feeder_cards: 0,
            ribbon_left: 1000,
            model: "Virtual Zenius".to_owned(),
            serial: "V0000001".to_owned(),
            firmware: "1.0".to_owned(),
            clears: None,
            status_command: None,
        }
    }
}
