//! Answers, taken off the wire byte by byte.
//!
//! The guide gives two forms: words, and the control characters ACK and NACK, the latter with a code
//! (A5013 rev. E, chapter 5). Current models end an answer with NUL, older ones with CR; both are taken, and
//! an empty answer is a leftover terminator and no answer.

use crate::Reason;

const ACK: u8 = 0x06;
const NACK: u8 = 0x15;
/// No answer of the guide comes near this; more without a terminator is not this language.
const LONGEST: usize = 256;

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The command was carried out.
    Done,
    /// The command was refused with a code of the guide, or with words that mean the same.
    Refused(Refusal),
    /// A value.
    Text(String),
}

/// Why a command was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// `1`: not a command.
    Command,
    /// `2`: not a parameter.
    Parameter,
    /// `T`: a time-out or a mechanical error.
    Mechanical,
    /// `C`: the cover is open.
    Cover,
    /// `F`: the feeder.
    Feeder,
    /// `R`: the ribbon.
    Ribbon,
    /// There is no card.
    NoCard,
    /// There is a card that does not belong, or cannot be used.
    Card,
    /// The printer wants to be cleaned first.
    Cleaning,
}

impl Refusal {
    const fn from_code(code: u8) -> Option<Self> {
        Some(match code {
            b'1' => Self::Command,
            b'2' => Self::Parameter,
            b'T' => Self::Mechanical,
            b'C' => Self::Cover,
            b'F' => Self::Feeder,
            b'R' => Self::Ribbon,
            _ => return None,
        })
    }

    /// Firmware differs in wording; what the words are about decides.
    fn from_words(words: &str) -> Option<Self> {
        let words = words.to_ascii_uppercase();
        let has = |word: &str| words.contains(word);
        if words == "NO CARD" {
            return Some(Self::NoCard);
        }
        if !words.starts_with("ERR") {
            return None;
        }
        Some(match () {
            () if has("CLEAN") => Self::Cleaning,
            () if has("COVER") => Self::Cover,
            () if has("RIBBON") => Self::Ribbon,
            () if has("FEED") => Self::Feeder,
            () if has("CARD") => Self::Card,
            () if has("PARAM") => Self::Parameter,
            () if has("COMMAND") => Self::Command,
            () => Self::Mechanical,
        })
    }

    /// The trouble in the words of every device.
    #[must_use]
    pub const fn reason(self) -> Reason {
        match self {
            Self::Command => Reason::CommandRefused,
            Self::Parameter => Reason::ParameterRefused,
            Self::Mechanical => Reason::Mechanical,
            Self::Cover => Reason::CoverOpen,
            Self::Feeder => Reason::FeederEmpty,
            Self::Ribbon => Reason::RibbonEnded,
            Self::NoCard => Reason::NoCardInTime,
            Self::Card => Reason::WrongCard,
            Self::Cleaning => Reason::CleaningNeeded,
        }
    }

    /// True when the printer did not take the command at all, so that it certainly did nothing.
    #[must_use]
    pub const fn was_never_started(self) -> bool {
        matches!(self, Self::Command | Self::Parameter)
    }
}

/// The bytes are no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an answer of this printer language")]
pub struct Garbage;

/// Takes answers off a stream.
#[derive(Debug, Default)]
pub struct AnswerReader {
    buffer: Vec<u8>,
}

impl AnswerReader {
    /// Takes bytes in.
    pub fn push(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
    }

    /// The next whole answer, if there is one.
    ///
    /// # Errors
    /// When the stream is not of this language; it is of no use after that.
    pub fn next_answer(&mut self) -> Result<Option<Answer>, Garbage> {
        let is_end = |byte: &u8| matches!(byte, 0 | b'\r' | b'\n');
        let leftover = self.buffer.iter().take_while(|byte| is_end(byte)).count();
        self.buffer.drain(..leftover);
        let Some(end) = self.buffer.iter().position(is_end) else {
            return if self.buffer.len() > LONGEST { Err(Garbage) } else { self.unterminated() };
        };
        let answer = parse(&self.buffer[..end])?;
        self.buffer.drain(..=end);
        Ok(Some(answer))
    }

    /// ACK and NACK with its code are complete in themselves: the guide gives them no terminator.
    fn unterminated(&mut self) -> Result<Option<Answer>, Garbage> {
        let length = match self.buffer.first() {
            Some(&ACK) => 1,
            Some(&NACK) if self.buffer.len() >= 2 => 2,
            _ => return Ok(None),
        };
        if self.buffer.len() > length {
            // More follows without a terminator: let the terminator decide.
            return Ok(None);
        }
        let answer = parse(&self.buffer[..length])?;
        self.buffer.clear();
        Ok(Some(answer))
    }
}

fn parse(bytes: &[u8]) -> Result<Answer, Garbage> {
    match bytes {
        [ACK] | b"OK" => return Ok(Answer::Done),
        [NACK, code] => return Refusal::from_code(*code).map(Answer::Refused).ok_or(Garbage),
        _ => {}
    }
    let text = std::str::from_utf8(bytes).map_err(|_| Garbage)?;
    if text.len() > LONGEST || text.chars().any(char::is_control) {
        return Err(Garbage);
    }
    Ok(Refusal::from_words(text).map_or_else(|| Answer::Text(text.to_owned()), Answer::Refused))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn answers(chunks: &[&[u8]]) -> Result<Vec<Answer>, Garbage> {
        let mut reader = AnswerReader::default();
        let mut found = Vec::new();
        for chunk in chunks {
            reader.push(chunk);
            while let Some(answer) = reader.next_answer()? {
                found.push(answer);
            }
        }
        Ok(found)
    }

    #[test]
    fn words_and_control_characters_with_either_terminator() {
        let found =
            answers(&[b"OK\0Zenius\r\x06\0\x15C\0\x06\x00\x15R", b"\0ERR NEED CLEANING\0NO CARD\0"]).unwrap();
        assert_eq!(
            found,
            [
                Answer::Done,
                Answer::Text("Zenius".into()),
                Answer::Done,
                Answer::Refused(Refusal::Cover),
                Answer::Done,
                Answer::Refused(Refusal::Ribbon),
                Answer::Refused(Refusal::Cleaning),
                Answer::Refused(Refusal::NoCard),
            ]
        );
    }

    #[test]
    fn control_characters_need_no_terminator_and_a_late_one_is_no_answer() {
        assert_eq!(answers(&[b"\x06"]).unwrap(), [Answer::Done]);
        assert_eq!(answers(&[b"\x06", b"\0", b"\x15", b"T", b"\0", b"OK\0"]).unwrap().len(), 3);
    }

    #[test]
    fn every_code_of_the_guide_has_its_reason() {
        for (code, reason) in [
            (b'1', Reason::CommandRefused),
            (b'2', Reason::ParameterRefused),
            (b'T', Reason::Mechanical),
            (b'C', Reason::CoverOpen),
            (b'F', Reason::FeederEmpty),
            (b'R', Reason::RibbonEnded),
        ] {
            assert_eq!(Refusal::from_code(code).unwrap().reason(), reason);
        }
    }

    #[test]
    fn what_is_no_answer_is_garbage() {
        for bytes in [&b"\x01\xff?!\0"[..], b"\x15x\0", b"\x06\x06\0", &[b'a'; 300]] {
            assert_eq!(answers(&[bytes]), Err(Garbage), "{bytes:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn any_bytes_end_in_answers_or_garbage(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
            let mut reader = AnswerReader::default();
            reader.push(&bytes);
            let mut found = 0;
            while let Ok(Some(answer)) = reader.next_answer() {
                found += 1;
                if let Answer::Text(text) = answer {
                    prop_assert!(!text.is_empty() && !text.chars().any(char::is_control));
                }
            }
            prop_assert!(found <= bytes.len());
        }

        #[test]
        fn words_survive_any_chunking(words in prop::collection::vec("[A-Z0-9 .]{1,30}", 1..8), cut in 1usize..9) {
            let stream: Vec<u8> = words.iter().flat_map(|word| [word.as_bytes(), b"\0"].concat()).collect();
            let whole = answers(&[&stream]);
            let chunks: Vec<&[u8]> = stream.chunks(cut).collect();
            prop_assert_eq!(whole.as_ref().map(Vec::len), Ok(words.len()));
            prop_assert_eq!(answers(&chunks), whole);
        }
    }
}
