//! Commands, as they go over the wire (A5013 rev. E, chapters 3 and 8).

use super::config::StatusCommand;
use super::panel::compress;
use crate::Monochrome;
use crate::printer::Insertion;

const ESC: u8 = 0x1b;
const CR: u8 = 0x0d;

/// One command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    bytes: Vec<u8>,
    name: &'static str,
}

impl Command {
    fn plain(name: &'static str, parameters: &[&str]) -> Self {
        let mut bytes = vec![ESC];
        bytes.extend_from_slice(name.as_bytes());
        for parameter in parameters {
            bytes.push(b';');
            bytes.extend_from_slice(parameter.as_bytes());
        }
        bytes.push(CR);
        Self { bytes, name }
    }

    /// The bytes on the wire.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The name, for logs: parameters of downloads are personal data.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// `Pem;2`: errors are answered to the host; the printer does not try a card again by itself.
    #[must_use]
    pub fn host_manages_errors() -> Self {
        Self::plain("Pem", &["2"])
    }

    /// `Pr`: the ribbon.
    #[must_use]
    pub fn ribbon(kind: &str) -> Self {
        Self::plain("Pr", &[kind])
    }

    /// `Pmi`: where cards come from; `s` keeps the setting, as the vendor's driver does.
    #[must_use]
    pub fn insertion(insertion: Insertion) -> Self {
        let mode = match insertion {
            Insertion::Feeder => "F",
            Insertion::Manual => "M",
            Insertion::Both => "B",
        };
        Self::plain("Pmi", &[mode, "s"])
    }

    /// `Pc;k;=`: the contrast of black.
    #[must_use]
    pub fn contrast(value: u8) -> Self {
        Self::plain("Pc", &["k", "=", &value.to_string()])
    }

    /// `Si`: draws a card in and answers when it lies ready.
    #[must_use]
    pub fn insert_card() -> Self {
        Self::plain("Si", &[])
    }

    /// `Ss`: starts a sequence.
    #[must_use]
    pub fn start() -> Self {
        Self::plain("Ss", &[])
    }

    /// `Sr`: what follows is for the front.
    #[must_use]
    pub fn front() -> Self {
        Self::plain("Sr", &[])
    }

    /// `Db` or `Dbc`, whichever is shorter: the black panel.
    #[must_use]
    pub fn black_panel(panel: &Monochrome) -> Self {
        let compressed = compress(panel.packed());
        let (name, head, data) = if compressed.len() < panel.packed().len() {
            ("Dbc", format!("Dbc;k;2;{};", compressed.len()), compressed.as_slice())
        } else {
            ("Db", "Db;k;2;".to_owned(), panel.packed())
        };
        let mut bytes = Vec::with_capacity(data.len() + 24);
        bytes.push(ESC);
        bytes.extend_from_slice(head.as_bytes());
        bytes.extend_from_slice(data);
        bytes.push(CR);
        Self { bytes, name }
    }

    /// `Se`: prints and ejects. The first byte of this command is the point of no return.
    #[must_use]
    pub fn print_and_eject() -> Self {
        Self::plain("Se", &[])
    }

    /// `Ser`: ejects the card to the reject box. It never prints.
    #[must_use]
    pub fn reject() -> Self {
        Self::plain("Ser", &[])
    }

    /// `St`: prints the test card. As [`print_and_eject`](Self::print_and_eject) the point of no return.
    #[must_use]
    pub fn print_test_card() -> Self {
        Self::plain("St", &[])
    }

    /// `Scs`: clears what is kept of an error.
    #[must_use]
    pub fn clear_status() -> Self {
        Self::plain("Scs", &[])
    }

    /// `Srs`: restarts the printer.
    #[must_use]
    pub fn restart() -> Self {
        Self::plain("Srs", &[])
    }

    /// A command that reads, as configured.
    #[must_use]
    pub fn configured(command: &StatusCommand) -> Self {
        let bytes = [&[ESC], command.as_str().as_bytes(), &[CR]].concat();
        Self { bytes, name: "status words" }
    }

    /// `Rlr;r`: the last answer, or that the printer wants to be cleaned.
    #[must_use]
    pub fn read_cleaning() -> Self {
        Self::plain("Rlr", &["r"])
    }

    /// `Rr`: the ribbon that the printer is set to.
    #[must_use]
    pub fn read_ribbon_type() -> Self {
        Self::plain("Rr", &[])
    }

    /// `Rco`: a counter.
    #[must_use]
    pub fn read_counter(which: &str) -> Self {
        Self::plain("Rco", &[which])
    }

    /// `Rlr`: the last answer, and so the present trouble.
    #[must_use]
    pub fn read_condition() -> Self {
        Self::plain("Rlr", &[])
    }

    /// `Rcr`: whether the ribbon has ended.
    #[must_use]
    pub fn read_ribbon() -> Self {
        Self::plain("Rcr", &[])
    }

    /// `Rtp`: the model.
    #[must_use]
    pub fn read_model() -> Self {
        Self::plain("Rtp", &[])
    }

    /// `Rsn`: the serial number.
    #[must_use]
    pub fn read_serial() -> Self {
        Self::plain("Rsn", &[])
    }

    /// `Rfv`: the firmware version.
    #[must_use]
    pub fn read_firmware() -> Self {
        Self::plain("Rfv", &[])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_written_as_the_vendor_writes_them() {
        assert_eq!(Command::insertion(Insertion::Feeder).bytes(), b"\x1bPmi;F;s\r");
        assert_eq!(Command::contrast(10).bytes(), b"\x1bPc;k;=;10\r");
        assert_eq!(Command::start().bytes(), b"\x1bSs\r");
    }

    #[test]
    fn the_shorter_download_is_taken() {
        let white = Command::black_panel(&Monochrome::white(648, 1016));
        assert_eq!((white.name(), white.bytes().len()), ("Dbc", 1 + "Dbc;k;2;1016;".len() + 1016 + 1));
        // The last dot of every line is black, so compression would add a byte a line.
        let full = Monochrome::from_fn(648, 1016, |x, _| x == 647);
        let plain = Command::black_panel(&full);
        assert_eq!((plain.name(), plain.bytes().len()), ("Db", 1 + "Db;k;2;".len() + 82_296 + 1));
    }
}
