//! Answers, taken off the wire: each between STX and ETX (ZPL II Programming Guide, `~HS`, `~HI`, `~HQES`).

use crate::Reason;

const STX: u8 = 0x02;
const ETX: u8 = 0x03;
/// No answer of the guide comes near this.
const LONGEST: usize = 2048;

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

    /// Forgets what was taken in.
    pub fn clear(&mut self) {
        self.buffer.clear();
    }

    /// The text between the next STX and ETX, if it is there.
    ///
    /// # Errors
    /// When the stream is not of this language; it is of no use after that.
    pub fn next_text(&mut self) -> Result<Option<String>, Garbage> {
        let blank = |byte: &u8| matches!(byte, b'\r' | b'\n' | b' ' | 0);
        let leftover = self.buffer.iter().take_while(|byte| blank(byte)).count();
        self.buffer.drain(..leftover);
        match self.buffer.first() {
            None => return Ok(None),
            Some(&STX) => {}
            Some(_) => return Err(Garbage),
        }
        let Some(end) = self.buffer.iter().position(|byte| *byte == ETX) else {
            return if self.buffer.len() > LONGEST { Err(Garbage) } else { Ok(None) };
        };
        let text = self.buffer.get(1..end).unwrap_or_default();
        let text = std::str::from_utf8(text).map_err(|_| Garbage)?.trim().to_owned();
        self.buffer.drain(..=end);
        if text.chars().any(|c| c.is_control() && !matches!(c, '\r' | '\n')) {
            return Err(Garbage);
        }
        Ok(Some(text))
    }
}

/// How a printer is (`~HS`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct HostStatus {
    /// No cards, labels or paper.
    pub paper_out: bool,
    /// The printer is paused.
    pub paused: bool,
    /// The print head is open.
    pub head_open: bool,
    /// The ribbon has ended.
    pub ribbon_out: bool,
    /// Too cold or too hot to print.
    pub temperature: bool,
    /// The configuration in the printer is lost.
    pub corrupt: bool,
    /// Formats that wait in the buffer.
    pub formats: u32,
    /// A format is being taken in.
    pub partial: bool,
    /// Cards or labels of the present batch that are not printed yet.
    pub remaining: u32,
}

impl HostStatus {
    /// Reads the three texts of an answer.
    ///
    /// # Errors
    /// When they do not have the fields of the guide.
    pub fn read(texts: &[String; 3]) -> Result<Self, Garbage> {
        let fields = |at: usize, count: usize| -> Result<Vec<u32>, Garbage> {
            let numbers: Vec<u32> = texts[at]
                .split(',')
                .map(|field| field.trim().parse().map_err(|_| Garbage))
                .collect::<Result<_, _>>()?;
            if numbers.len() >= count { Ok(numbers) } else { Err(Garbage) }
        };
        let flag = |value: u32| match value {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(Garbage),
        };
        let (first, second) = (fields(0, 12)?, fields(1, 11)?);
        fields(2, 2)?;
        Ok(Self {
            paper_out: flag(first[1])?,
            paused: flag(first[2])?,
            formats: first[4],
            partial: flag(first[7])?,
            corrupt: flag(first[9])?,
            temperature: flag(first[10])? || flag(first[11])?,
            head_open: flag(second[2])?,
            ribbon_out: flag(second[3])?,
            remaining: second[8],
        })
    }

    /// What a person has to help with before anything can be printed.
    #[must_use]
    pub const fn trouble(&self) -> Option<Reason> {
        match self {
            Self { head_open: true, .. } => Some(Reason::CoverOpen),
            Self { ribbon_out: true, .. } => Some(Reason::RibbonEnded),
            Self { paper_out: true, .. } => Some(Reason::PaperOut),
            Self { paused: true, .. } => Some(Reason::Paused),
            Self { temperature: true, .. } => Some(Reason::TooHot),
            Self { corrupt: true, .. } => Some(Reason::HardwareFault),
            _ => None,
        }
    }

    /// True while something waits to be printed or is being printed.
    #[must_use]
    pub const fn is_busy(&self) -> bool {
        self.formats > 0 || self.remaining > 0 || self.partial
    }
}

/// Who a printer is (`~HI`): `model,version,dots per millimetre,memory,...`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The model.
    pub model: String,
    /// The version of the firmware.
    pub firmware: String,
    /// Dots per millimetre, where it tells.
    pub dots: Option<u32>,
}

impl Identity {
    /// Reads an answer.
    ///
    /// # Errors
    /// When it has too few fields.
    pub fn read(text: &str) -> Result<Self, Garbage> {
        let mut fields = text.split(',').map(str::trim);
        match (fields.next(), fields.next(), fields.next()) {
            (Some(model), Some(firmware), dots) if !model.is_empty() => Ok(Self {
                model: model.to_owned(),
                firmware: firmware.to_owned(),
                dots: dots.and_then(|dots| dots.parse().ok()),
            }),
            _ => Err(Garbage),
        }
    }
}

/// What a printer answers to `~HQES`: errors and warnings as flags.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ErrorStatus {
    /// The first group of errors.
    pub errors: u32,
    /// The first group of warnings.
    pub warnings: u32,
}

impl ErrorStatus {
    /// Reads an answer.
    ///
    /// # Errors
    /// When it has not the lines of the guide.
    pub fn read(text: &str) -> Result<Self, Garbage> {
        let group = |name: &str| {
            let line = text.lines().find_map(|line| line.trim().strip_prefix(name)).ok_or(Garbage)?;
            let first = line.split_whitespace().last().ok_or(Garbage)?;
            u32::from_str_radix(first, 16).map_err(|_| Garbage)
        };
        Ok(Self { errors: group("ERRORS:")?, warnings: group("WARNINGS:")? })
    }

    /// The worst trouble that `~HS` does not tell as well.
    #[must_use]
    pub const fn trouble(&self) -> Option<Reason> {
        match (self.errors, self.warnings) {
            (errors, _) if errors & 0x4 != 0 => Some(Reason::CoverOpen),
            (errors, _) if errors & 0x2 != 0 => Some(Reason::RibbonEnded),
            (errors, _) if errors & 0x1 != 0 => Some(Reason::PaperOut),
            // Motor and print head over temperature.
            (errors, _) if errors & 0x30 != 0 => Some(Reason::TooHot),
            // Paper feed, clear paper path, presenter and retract errors.
            (errors, _) if errors & 0xf000 != 0 => Some(Reason::Mechanical),
            // Cutter, print head element and detection, thermistor, firmware.
            (errors, _) if errors & 0x3c8 != 0 => Some(Reason::HardwareFault),
            // Clean or replace the print head.
            (_, warnings) if warnings & 0x6 != 0 => Some(Reason::CleaningNeeded),
            (_, warnings) if warnings & 0x8 != 0 => Some(Reason::PaperLow),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts(stream: &[u8]) -> Result<Vec<String>, Garbage> {
        let mut reader = AnswerReader::default();
        reader.push(stream);
        let mut found = Vec::new();
        while let Some(text) = reader.next_text()? {
            found.push(text);
        }
        Ok(found)
    }

    fn status(stream: &[u8]) -> Result<HostStatus, Garbage> {
        HostStatus::read(&texts(stream)?.try_into().map_err(|_| Garbage)?)
    }

    // The example of the guide, and the same with every flag raised.
    const WELL: &[u8] = b"\x02030,0,0,1245,000,0,0,0,000,0,0,0\x03\r\n\x02000,0,0,0,0,2,4,0,00000000,1,000\x03\r\n\x021234,0\x03\r\n";
    const ILL: &[u8] = b"\x02030,1,1,1245,002,0,0,1,000,1,0,1\x03\r\n\x02000,0,1,1,0,2,4,0,00000003,1,000\x03\r\n\x021234,0\x03\r\n";

    #[test]
    fn host_status_is_read_field_by_field() {
        assert_eq!(status(WELL), Ok(HostStatus::default()));
        assert!(!status(WELL).unwrap().is_busy());
        let ill = status(ILL).unwrap();
        let all = HostStatus {
            paper_out: true,
            paused: true,
            head_open: true,
            ribbon_out: true,
            temperature: true,
            corrupt: true,
            formats: 2,
            partial: true,
            remaining: 3,
        };
        assert_eq!(ill, all);
        assert_eq!(ill.trouble(), Some(Reason::CoverOpen));
        assert!(ill.is_busy());
    }

    #[test]
    fn what_is_no_host_status_is_garbage() {
        assert_eq!(texts(b"hello"), Err(Garbage));
        assert_eq!(texts(b"\x02\xff\xfe\x03"), Err(Garbage));
        assert_eq!(texts(&[b"\x02".as_slice(), &[b'0'; 3000]].concat()), Err(Garbage));
        for (from, to) in [("030,0", "030,7"), ("030", "x"), ("1245,000", "000"), ("1234,0", "1234")] {
            let text = String::from_utf8(WELL.to_vec()).unwrap().replacen(from, to, 1);
            assert_eq!(status(text.as_bytes()), Err(Garbage), "{from} -> {to}");
        }
    }

    #[test]
    fn identity_and_error_status() {
        let identity = Identity::read("ZTC ZD420-300dpi ZPL,V84.20.11Z,12,8192KB,X").unwrap();
        assert_eq!((identity.model.as_str(), identity.dots), ("ZTC ZD420-300dpi ZPL", Some(12)));
        assert_eq!(Identity::read("only one"), Err(Garbage));
        let text = "\r\n  PRINTER STATUS\r\n   ERRORS:         1 00000000 00000005\r\n   WARNINGS:       1 00000000 00000002\r\n";
        let read = ErrorStatus::read(text).unwrap();
        assert_eq!(read, ErrorStatus { errors: 5, warnings: 2 });
        assert_eq!(read.trouble(), Some(Reason::CoverOpen));
        assert_eq!(ErrorStatus { errors: 0, warnings: 2 }.trouble(), Some(Reason::CleaningNeeded));
        assert_eq!(ErrorStatus { errors: 0x4000, warnings: 0 }.trouble(), Some(Reason::Mechanical));
        assert_eq!(ErrorStatus::default().trouble(), None);
        assert_eq!(ErrorStatus::read("ERRORS: 0"), Err(Garbage));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn any_bytes_end_in_texts_or_garbage(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = status(&bytes);
        }

        #[test]
        fn chunking_does_not_matter(cut in 1usize..40) {
            let mut reader = AnswerReader::default();
            let mut found = Vec::new();
            for chunk in ILL.chunks(cut) {
                reader.push(chunk);
                while let Some(text) = reader.next_text().unwrap() {
                    found.push(text);
                }
            }
            prop_assert_eq!(found, texts(ILL).unwrap());
        }
    }
}
