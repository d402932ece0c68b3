//! The status words of current models: 32 flags each for configuration, information, warnings and errors, and
//! four words of extensions.
//!
//! What the flags mean is documented with the vendor's software kit, and so is their written form: eight words
//! of eight hexadecimal digits, then the number of the session after a colon.

use crate::Reason;

/// One of the words that tell troubles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatusWord {
    /// What the printer notes, without being hindered.
    Information,
    /// What hinders the next job.
    Warning,
    /// What ended the last job.
    Error,
}

/// The words of one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StatusWords {
    /// What the printer is and how it is set.
    pub configuration: u32,
    /// [`StatusWord::Information`].
    pub information: u32,
    /// [`StatusWord::Warning`].
    pub warning: u32,
    /// [`StatusWord::Error`].
    pub error: u32,
    /// What newer models add.
    pub extensions: [u32; 4],
}

/// The flags that a counter has to know of, the worst first: an error ended a job, a warning hinders the next
/// one, an information is for later.
const FLAGS: [(StatusWord, u32, Reason); 34] = [
    (StatusWord::Error, 0x0200_0000, Reason::CoverOpen),
    (StatusWord::Error, 0x0000_0080, Reason::CoverOpen),
    (StatusWord::Error, 0x0100_0000, Reason::Mechanical),
    (StatusWord::Error, 0x0000_0040, Reason::Mechanical),
    (StatusWord::Error, 0x0000_0001, Reason::HardwareFault),
    (StatusWord::Error, 0x0020_0000, Reason::RibbonEnded),
    (StatusWord::Error, 0x0400_0000, Reason::RibbonEnded),
    (StatusWord::Error, 0x0040_0000, Reason::WrongRibbon),
    (StatusWord::Error, 0x0800_0000, Reason::FeederEmpty),
    (StatusWord::Error, 0x0080_0000, Reason::OutputFull),
    (StatusWord::Error, 0x0010_0000, Reason::OutputFull),
    (StatusWord::Error, 0x0000_0400, Reason::CoverOpen),
    (StatusWord::Error, 0x0000_0200, Reason::CardLeftInExit),
    (StatusWord::Error, 0x2000_0000, Reason::TooHot),
    (StatusWord::Error, 0x0000_8000, Reason::CommandRefused),
    (StatusWord::Error, 0x1000_0000, Reason::CommandRefused),
    (StatusWord::Warning, 0x0002_0000, Reason::CoverOpen),
    (StatusWord::Warning, 0x0000_0100, Reason::CoverOpen),
    (StatusWord::Warning, 0x0000_0400, Reason::CoverOpen),
    (StatusWord::Warning, 0x0004_0000, Reason::PrinterLocked),
    (StatusWord::Warning, 0x4000_0000, Reason::RemoveRibbon),
    (StatusWord::Warning, 0x0008_0000, Reason::RibbonEnded),
    (StatusWord::Warning, 0x0001_0000, Reason::RibbonEnded),
    (StatusWord::Warning, 0x0000_8000, Reason::WrongRibbon),
    (StatusWord::Warning, 0x0400_0000, Reason::CardLeftInExit),
    (StatusWord::Warning, 0x0800_0000, Reason::OutputFull),
    (StatusWord::Warning, 0x0010_0000, Reason::OutputFull),
    (StatusWord::Warning, 0x0020_0000, Reason::TooHot),
    (StatusWord::Warning, 0x8000_0000, Reason::PowerLow),
    (StatusWord::Information, 0x0004_0000, Reason::CleaningNeeded),
    (StatusWord::Information, 0x0000_4000, Reason::CleaningNeeded),
    (StatusWord::Information, 0x0000_0100, Reason::CleaningNeeded),
    (StatusWord::Information, 0x0002_0000, Reason::CleaningNeeded),
    (StatusWord::Information, 0x0008_0000, Reason::RibbonLow),
];

impl StatusWords {
    /// Reads the written form; nothing when the text is something else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (digits, session) = text.trim().split_once(':')?;
        if digits.len() != 64 || !digits.is_ascii() || session.parse::<u16>().is_err() {
            return None;
        }
        let word = |at: usize| u32::from_str_radix(digits.get(at * 8..at * 8 + 8)?, 16).ok();
        Some(Self {
            configuration: word(0)?,
            information: word(1)?,
            warning: word(2)?,
            error: word(3)?,
            extensions: [word(4)?, word(5)?, word(6)?, word(7)?],
        })
    }

    /// The worst trouble in the words. That a card is waited for, or that a feeder nobody uses is empty, is
    /// no trouble of an idle printer.
    #[must_use]
    pub fn trouble(&self) -> Option<Reason> {
        FLAGS.into_iter().find(|(word, flag, _)| self.word(*word) & flag != 0).map(|(_, _, reason)| reason)
    }

    const fn word(&self, word: StatusWord) -> u32 {
        match word {
            StatusWord::Information => self.information,
            StatusWord::Warning => self.warning,
            StatusWord::Error => self.error,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(information: u32, warning: u32, error: u32) -> StatusWords {
        StatusWords { information, warning, error, ..StatusWords::default() }
    }

    #[test]
    fn the_written_form_is_read_word_by_word() {
        let text = "4000000000000000000200000000000100000200000000000000000000000000:7";
        let read = StatusWords::parse(text).unwrap();
        assert_eq!((read.configuration, read.information), (0x4000_0000, 0));
        assert_eq!((read.warning, read.error, read.extensions[0]), (0x2_0000, 1, 0x200));
        for wrong in ["", "OK", &text[1..], &text[..64], "zz:7", &text.replace('4', "x")] {
            assert_eq!(StatusWords::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_worst_flag_is_told() {
        assert_eq!(words(0, 0, 0).trouble(), None);
        assert_eq!(words(0x8_0000, 0, 0).trouble(), Some(Reason::RibbonLow));
        assert_eq!(words(0x8_0000, 0x2_0000, 0).trouble(), Some(Reason::CoverOpen));
        assert_eq!(words(0x8_0000, 0x2_0000, 0x0100_0000).trouble(), Some(Reason::Mechanical));
        // Waiting for a card (0x02000000) and an empty feeder (0x01000000).
        assert_eq!(words(0, 0x0300_0000, 0).trouble(), None);
        assert_eq!(words(0, 0x4000_0000, 0).trouble(), Some(Reason::RemoveRibbon), "rewritable cards");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn any_text_is_words_or_not(text in "\\PC{0,80}") {
            let _ = StatusWords::parse(&text);
        }
    }
}
