//! The printer's mechanics: ribbon, cover, card path and bitmap memory, without any transport.

use super::options::{Clears, PrinterOptions};
use super::panel::{Card, Panel};
use super::parser::Command;

/// What the machine says to a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Answer {
    /// Done.
    Ack,
    /// Not done, with the guide's code.
    Nack(char),
    /// The value asked for.
    Text(String),
}

/// How far a command got.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// It is finished.
    Answer(Answer),
    /// It waits for somebody to put a card in; execute it again when that happened.
    NeedsCard,
}

/// Where cards are taken from (`Pmi`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Insertion {
    #[default]
    Feeder,
    Manual,
    Both,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Front,
    Back,
}

/// The mechanics and memory of the printer.
#[derive(Debug, Default)]
pub(super) struct Machine {
    pub(super) model: String,
    pub(super) serial: String,
    pub(super) firmware: String,
    /// Cards the ribbon can still print.
    pub(super) ribbon_left: u32,
    pub(super) cover_open: bool,
    pub(super) jammed: bool,
    /// An error that stays when its cause is gone, until the command that clears it.
    pub(super) latched: bool,
    pub(super) clears: Option<Clears>,
    /// The cleaning counter is out.
    pub(super) cleaning_due: bool,
    /// What the status words are, and the command that asks for them.
    pub(super) status: Option<(String, [u32; 8])>,
    pub(super) feeder_cards: u32,
    /// Cards a person holds ready in the manual entry.
    pub(super) hand_cards: u32,
    pub(super) card_inside: bool,
    pub(super) cards: Vec<Card>,
    pub(super) cards_inserted: u64,
    pub(super) cards_rejected: u64,
    pub(super) panels_printed: u64,
    pub(super) test_cards: u64,
    pub(super) cleanings: u64,
    /// The ribbon that was set.
    ribbon: String,
    insertion: Insertion,
    sequence: bool,
    side: Option<Side>,
    front: Option<Panel>,
    back: Option<Panel>,
}

impl Machine {
    pub(super) fn new(options: &PrinterOptions) -> Self {
        Self {
            model: options.model.clone(),
            serial: options.serial.clone(),
            firmware: options.firmware.clone(),
            ribbon_left: options.ribbon_left,
            feeder_cards: options.feeder_cards,
            clears: options.clears,
            ribbon: "k".to_owned(),
            status: options.status_command.clone().map(|command| (command, [0; 8])),
            ..Self::default()
        }
    }

    /// Executes one command; `NeedsCard` leaves everything as it was.
    pub(super) fn execute(&mut self, command: &Command) -> Step {
        if let Some((name, words)) = &self.status
            && *name == command.head()
        {
            let words: String = words.iter().map(|word| format!("{word:08x}")).collect();
            return Step::Answer(Answer::Text(format!("{words}:1")));
        }
        let answer = match command.name.as_str() {
            "Rtp" => Answer::Text(self.model.clone()),
            "Rsn" => Answer::Text(self.serial.clone()),
            "Rfv" => Answer::Text(self.firmware.clone()),
            "Rco" => self.counter(command.parameter(0)),
            "Rlr" if command.parameter(0) == "r" => self.condition_or_cleaning(),
            "Rlr" => self.condition(),
            "Rr" => Answer::Text(self.ribbon.clone()),
            "Pr" if !command.parameters.is_empty() => {
                self.ribbon = command.parameter(0).to_owned();
                Answer::Ack
            }
            "Rcr" => self.ribbon_answer(),
            "Pmi" => self.set_insertion(command.parameter(0)),
            "Pr" | "Pc" | "Pem" if command.parameters.is_empty() => Answer::Nack('2'),
            "Pc" | "Pem" | "Pdt" | "Ppws" | "Mr" => Answer::Ack,
            "Scs" => {
                self.unlatch(Clears::Scs);
                Answer::Ack
            }
            "Ss" => self.start(),
            "Sr" => self.turn(Side::Front),
            "Sv" => self.turn(Side::Back),
            "Db" => self.download(command, Panel::from_plain),
            "Dbc" => self.download(command, Panel::from_compressed),
            "Si" => return self.insert(),
            "Se" => return self.print(),
            "St" => return self.print_test_card(),
            "Ser" => self.reject(),
            "Srs" => {
                self.unlatch(Clears::Scs);
                self.unlatch(Clears::Srs);
                self.forget();
                Answer::Ack
            }
            _ => Answer::Nack('1'),
        };
        Step::Answer(answer)
    }

    fn counter(&self, which: &str) -> Answer {
        match which {
            "p" => Answer::Text(self.panels_printed.to_string()),
            "c" => Answer::Text(self.cards_inserted.to_string()),
            "l" => Answer::Text(self.ribbon_left.to_string()),
            "n" => Answer::Text(self.cleanings.to_string()),
            "a" => Answer::Text("400".to_owned()),
            "m" => Answer::Text("1000".to_owned()),
            _ => Answer::Nack('2'),
        }
    }

    fn trouble(&self) -> Option<char> {
        match self {
            Self { cover_open: true, .. } => Some('C'),
            Self { jammed: true, .. } | Self { latched: true, .. } => Some('T'),
            Self { ribbon_left: 0, .. } => Some('R'),
            _ => None,
        }
    }

    fn condition(&self) -> Answer {
        self.trouble().map_or_else(|| Answer::Text("OK".to_owned()), Answer::Nack)
    }

    /// `Rlr;r`: the cleaning is mentioned when all else is well.
    fn condition_or_cleaning(&self) -> Answer {
        match self.trouble() {
            None if self.cleaning_due => Answer::Text("ERR NEED CLEANING".to_owned()),
            _ => self.condition(),
        }
    }

    pub(super) fn jam(&mut self, jammed: bool) {
        self.jammed = jammed;
        self.latched |= jammed && self.clears.is_some();
    }

    fn unlatch(&mut self, by: Clears) {
        // An error whose cause is still there comes back at once.
        self.latched &= self.jammed || self.clears != Some(by);
    }

    fn ribbon_answer(&self) -> Answer {
        if self.ribbon_left == 0 { Answer::Nack('R') } else { Answer::Text("OK".to_owned()) }
    }

    fn set_insertion(&mut self, mode: &str) -> Answer {
        self.insertion = match mode {
            "F" => Insertion::Feeder,
            "M" => Insertion::Manual,
            "B" => Insertion::Both,
            _ => return Answer::Nack('2'),
        };
        Answer::Ack
    }

    fn start(&mut self) -> Answer {
        if let Some(code) = self.trouble() {
            return Answer::Nack(code);
        }
        self.forget();
        self.sequence = true;
        Answer::Ack
    }

    fn turn(&mut self, side: Side) -> Answer {
        if !self.sequence {
            return Answer::Nack('1');
        }
        self.side = Some(side);
        Answer::Ack
    }

    fn download<E>(&mut self, command: &Command, decode: fn(&[u8]) -> Result<Panel, E>) -> Answer {
        let Some(side) = self.side else { return Answer::Nack('1') };
        if let Some(code) = self.trouble() {
            return Answer::Nack(code);
        }
        // Colour and varnish panels are taken in, but this printer has a black ribbon: they leave no trace.
        if command.parameter(0) != "k" {
            return Answer::Ack;
        }
        match (decode(&command.data), side) {
            (Ok(panel), Side::Front) => self.front = Some(panel),
            (Ok(panel), Side::Back) => self.back = Some(panel),
            (Err(_), _) => return Answer::Nack('2'),
        }
        Answer::Ack
    }

    /// Draws a card in, unless one is inside already.
    fn insert(&mut self) -> Step {
        if let Some(code) = self.trouble() {
            return Step::Answer(Answer::Nack(code));
        }
        let feed = matches!(self.insertion, Insertion::Feeder | Insertion::Both);
        let hand = matches!(self.insertion, Insertion::Manual | Insertion::Both);
        if self.card_inside {
            return Step::Answer(Answer::Ack);
        } else if feed && self.feeder_cards > 0 {
            self.feeder_cards -= 1;
        } else if hand && self.hand_cards > 0 {
            self.hand_cards -= 1;
        } else if hand {
            return Step::NeedsCard;
        } else {
            return Step::Answer(Answer::Nack('F'));
        }
        self.card_inside = true;
        self.cards_inserted += 1;
        Step::Answer(Answer::Ack)
    }

    fn print(&mut self) -> Step {
        if !self.sequence {
            return Step::Answer(Answer::Nack('1'));
        }
        match self.insert() {
            Step::Answer(Answer::Ack) => {}
            other => return other,
        }
        let card = Card { front: self.front.take(), back: self.back.take() };
        self.panels_printed += [&card.front, &card.back].into_iter().flatten().count() as u64;
        self.ribbon_left -= 1;
        self.card_inside = false;
        self.cards.push(card);
        self.forget();
        Step::Answer(Answer::Ack)
    }

    fn print_test_card(&mut self) -> Step {
        match self.insert() {
            Step::Answer(Answer::Ack) => {}
            other => return other,
        }
        self.ribbon_left -= 1;
        self.card_inside = false;
        self.test_cards += 1;
        self.panels_printed += 1;
        self.forget();
        Step::Answer(Answer::Ack)
    }

    fn reject(&mut self) -> Answer {
        self.forget();
        if std::mem::take(&mut self.card_inside) {
            self.cards_rejected += 1;
        }
        Answer::Ack
    }

    /// The power goes off.
    pub(super) fn lose_power(&mut self) {
        self.latched = false;
        self.insertion = Insertion::default();
        self.forget();
    }

    fn forget(&mut self) {
        self.sequence = false;
        self.side = None;
        self.front = None;
        self.back = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_stays_until_the_command_that_clears_it() {
        let mut machine = Machine { clears: Some(Clears::Srs), ..machine() };
        machine.jam(true);
        machine.jam(false);
        assert_eq!(run(&mut machine, "Rlr"), Step::Answer(Answer::Nack('T')));
        run(&mut machine, "Scs");
        assert_eq!(run(&mut machine, "Rlr"), Step::Answer(Answer::Nack('T')));
        run(&mut machine, "Srs");
        assert_eq!(run(&mut machine, "Rlr"), Step::Answer(Answer::Text("OK".into())));
    }

    fn machine() -> Machine {
        Machine { ribbon_left: 1, feeder_cards: 1, ..Machine::default() }
    }

    fn run(machine: &mut Machine, head: &str) -> Step {
        let mut parts = head.split(';').map(str::to_owned);
        let name = parts.next().unwrap();
        machine.execute(&Command { name, parameters: parts.collect(), data: Vec::new() })
    }

    #[test]
    fn nothing_is_printed_outside_a_sequence() {
        let mut machine = machine();
        assert_eq!(run(&mut machine, "Se"), Step::Answer(Answer::Nack('1')));
        assert_eq!(run(&mut machine, "Sr"), Step::Answer(Answer::Nack('1')));
        assert!(machine.cards.is_empty());
    }

    #[test]
    fn the_ribbon_ends_with_its_last_card() {
        let mut machine = machine();
        assert_eq!(run(&mut machine, "Ss"), Step::Answer(Answer::Ack));
        assert_eq!(run(&mut machine, "Se"), Step::Answer(Answer::Ack));
        assert_eq!(machine.cards.len(), 1);
        assert_eq!(run(&mut machine, "Ss"), Step::Answer(Answer::Nack('R')));
        assert_eq!(run(&mut machine, "Rlr"), Step::Answer(Answer::Nack('R')));
    }

    #[test]
    fn an_open_cover_is_told_before_an_ended_ribbon() {
        let mut machine = Machine { cover_open: true, ..Machine::default() };
        assert_eq!(run(&mut machine, "Si"), Step::Answer(Answer::Nack('C')));
    }

    #[test]
    fn manual_insertion_waits_and_takes_one_card_only() {
        let mut machine = machine();
        run(&mut machine, "Pmi;M");
        assert_eq!(run(&mut machine, "Si"), Step::NeedsCard);
        machine.hand_cards = 1;
        assert_eq!(run(&mut machine, "Si"), Step::Answer(Answer::Ack));
        assert_eq!(run(&mut machine, "Si"), Step::Answer(Answer::Ack), "a card that is inside is enough");
        assert_eq!((machine.cards_inserted, machine.feeder_cards), (1, 1));
        assert_eq!(run(&mut machine, "Ser"), Step::Answer(Answer::Ack));
        assert_eq!(machine.cards_rejected, 1);
    }
}
