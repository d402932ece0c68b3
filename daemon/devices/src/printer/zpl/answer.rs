//! Answers, taken off the wire: each between STX and ETX (ZPL II Programming Guide, `~HS`, `~HI`, `~HQES`). Programs
//! that play a printer leave the one or the other out; texts of numbers, which are those of `~HS`, are read without.

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

    /// True when nothing is there that a text could begin with.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.buffer.is_empty()
    }

    /// Forgets what was taken in.
    pub fn clear(&mut self) {
        self.buffer.clear();
    }

    /// The next text, if it is there: between STX and ETX, or a line of numbers.
    ///
    /// # Errors
    /// When the stream is not of this language; it is of no use after that.
    pub fn next_text(&mut self) -> Result<Option<String>, Garbage> {
        let blank = |byte: &u8| matches!(byte, b'\r' | b'\n' | b' ' | 0);
        let leftover = self.buffer.iter().take_while(|byte| blank(byte)).count();
        self.buffer.drain(..leftover);
        let bare = match self.buffer.first() {
            None => return Ok(None),
            Some(&STX) => false,
            Some(byte) if byte.is_ascii_digit() => true,
            Some(_) => return Err(Garbage),
        };
        let text = self.buffer.get(usize::from(!bare)..).unwrap_or_default();
        let ends = |(at, byte): (usize, &u8)| match *byte {
            STX | ETX => true,
            b'\r' | b'\n' => text.get(..at).is_some_and(are_numbers),
            _ => false,
        };
        let Some(end) = text.iter().enumerate().position(ends) else {
            let is_other = bare && !are_numbers(text) || self.buffer.len() > LONGEST;
            return if is_other { Err(Garbage) } else { Ok(None) };
        };
        let (text, rest) = text.split_at(end);
        if bare && !are_numbers(text) {
            return Err(Garbage);
        }
        let text = std::str::from_utf8(text).map_err(|_| Garbage)?.trim().to_owned();
        // The beginning of the next text is no end of this one.
        let taken = usize::from(!bare) + end + usize::from(rest.first() != Some(&STX));
        self.buffer.drain(..taken);
        if text.chars().any(|c| c.is_control() && !matches!(c, '\r' | '\n')) {
            return Err(Garbage);
        }
        Ok(Some(text))
    }

    /// True when a text has begun that may be without an end.
    #[must_use]
    pub fn is_bare(&self) -> bool {
        self.buffer.first().is_some_and(u8::is_ascii_digit)
    }

    /// A text without an end, where nothing more comes.
    pub fn take_bare(&mut self) -> Option<String> {
        let text = str::from_utf8(&self.buffer).ok().filter(|text| are_numbers(text.as_bytes()))?;
        let text = text.trim().to_owned();
        self.buffer.clear();
        Some(text)
    }
}

/// True for numbers with commas between them, whole or begun.
fn are_numbers(text: &[u8]) -> bool {
    text.first().is_some_and(u8::is_ascii_digit)
        && text.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b' '))
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
    /// The printer said nothing of head, ribbon and what remains: they read as if all were well.
    pub untold: bool,
}

impl HostStatus {
    /// Reads the texts of an answer: three by the guide; some printers leave the last or the last two out.
    ///
    /// # Errors
    /// When there is none, or they do not have the fields of the guide.
    pub fn read(texts: &[String]) -> Result<Self, Garbage> {
        let fields = |at: usize, count: usize| -> Result<Option<Vec<u32>>, Garbage> {
            let Some(text) = texts.get(at) else { return Ok(None) };
            let numbers: Vec<u32> = text
                .trim_end_matches(',')
                .split(',')
                .map(|field| field.trim().parse().map_err(|_| Garbage))
                .collect::<Result<_, _>>()?;
            if numbers.len() >= count { Ok(Some(numbers)) } else { Err(Garbage) }
        };
        let flag = |value: u32| match value {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(Garbage),
        };
        let (first, second) = (fields(0, 12)?.ok_or(Garbage)?, fields(1, 11)?);
        fields(2, 2)?;
        let untold = second.is_none();
        let second = second.unwrap_or_else(|| vec![0; 11]);
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
            untold,
        })
    }

    /// The same, with what the error status (`~HQES`) says of what was not told here.
    #[must_use]
    pub const fn completed(mut self, more: &ErrorStatus) -> Self {
        self.paper_out |= more.errors & ErrorStatus::PAPER_OUT != 0;
        self.ribbon_out |= more.errors & ErrorStatus::RIBBON_OUT != 0;
        self.head_open |= more.errors & ErrorStatus::HEAD_OPEN != 0;
        self
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
    const PAPER_OUT: u32 = 0x1;
    const RIBBON_OUT: u32 = 0x2;
    const HEAD_OPEN: u32 = 0x4;

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
            (errors, _) if errors & Self::HEAD_OPEN != 0 => Some(Reason::CoverOpen),
            (errors, _) if errors & Self::RIBBON_OUT != 0 => Some(Reason::RibbonEnded),
            (errors, _) if errors & Self::PAPER_OUT != 0 => Some(Reason::PaperOut),
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
        HostStatus::read(&texts(stream)?)
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
            untold: false,
        };
        assert_eq!(ill, all);
        assert_eq!(ill.trouble(), Some(Reason::CoverOpen));
        assert!(ill.is_busy());
    }

    #[test]
    fn answers_of_many_printers_and_of_what_plays_them() {
        // From public code and tests.
        for (stream, trouble, remaining, untold) in [
            ("030,0,0,1032,000,0,0,0,000,0,0,0|000,0,0,0,0,2,6,0,00000000,1,000|1234,0", None, 0, false),
            ("030,0,0,0406,000,0,0,0,000,0,0,0|001,0,0,0,1,2,6,0,00000000,1,000|1234,0", None, 0, false),
            (
                "030,0,0,1218,000,0,0,0,000,0,0,0|001,0,1,0,1,2,6,0,00000002,1,000|1234,0",
                Some(Reason::CoverOpen),
                2,
                false,
            ),
            ("158,0,0,0203,000,0,0,0,000,0,0,0|000,0,0,0,0,2,6,0,00000000,1,000|0000,0", None, 0, false),
            ("030,0,0,0800,000,0,0,0,000,0,0,0|000,0,0,0,0,2,6,0,00000001,1,000", None, 1, false),
            ("030,0,0,0800,000,0,0,0,000,0,0,0", None, 0, true),
            ("030,1,0,0284,000,0,0,0,000,0,0,0", Some(Reason::PaperOut), 0, true),
            ("000,0,0,1200,000,0,0,0,000,0,0,0|000,0,0,0,0,0,0,0,00000001,1,000|0000,0", None, 1, false),
            (
                "030,0,0,0346,000,0,0,0,000,0,0,0|000,0,0,1,0,2,4,0,00000000,1,012|1234,0",
                Some(Reason::RibbonEnded),
                0,
                false,
            ),
            (
                "030,0,1,0959,000,0,0,0,000,0,0,0,|001,0,0,0,1,2,6,0,00000000,1,000,|1234,0,",
                Some(Reason::Paused),
                0,
                false,
            ),
        ] {
            for end in ["\r\n", "\n", ""] {
                let framed: String = stream.split('|').map(|text| format!("\x02{text}\x03{end}")).collect();
                let half: String = stream.split('|').map(|text| format!("\x02{text}{end}")).collect();
                let bare: String = stream.split('|').map(|text| format!("{text}{end}")).collect();
                for stream in [framed, half, bare] {
                    // Without anything between them they are no texts; the last may lack its end.
                    if !stream.contains(['\x03', '\n']) {
                        continue;
                    }
                    let read = status(stream.as_bytes()).unwrap();
                    assert_eq!(
                        (read.trouble(), read.remaining, read.untold),
                        (trouble, remaining, untold),
                        "{stream:?}"
                    );
                }
            }
        }
        let one = HostStatus { untold: true, ..HostStatus::default() };
        let open = ErrorStatus { errors: 0x4, warnings: 0 };
        assert_eq!(one.completed(&open).trouble(), Some(Reason::CoverOpen));
        assert_eq!(one.completed(&ErrorStatus::default()).trouble(), None);
        assert_eq!(HostStatus::read(&[]), Err(Garbage));
    }

    #[test]
    fn a_text_without_an_end_is_taken_when_nothing_more_comes() {
        let mut reader = AnswerReader::default();
        reader.push(b"030,0,0,0308,000,0,0,0,000,0,0,0\n0000,0");
        assert_eq!(reader.next_text(), Ok(Some("030,0,0,0308,000,0,0,0,000,0,0,0".to_owned())));
        assert_eq!(reader.next_text(), Ok(None));
        assert!(reader.is_bare());
        assert_eq!(reader.take_bare().as_deref(), Some("0000,0"));
        assert!(reader.is_empty() && !reader.is_bare());
        // One that has begun as the guide has it is waited for.
        reader.push(b"\x02030,0");
        assert_eq!((reader.next_text(), reader.is_bare(), reader.take_bare()), (Ok(None), false, None));
    }

    #[test]
    fn what_is_no_host_status_is_garbage() {
        assert_eq!(texts(b"hello"), Err(Garbage));
        assert_eq!(texts(b"400 Bad Request"), Err(Garbage));
        assert_eq!(texts(b"030,0,0\x00"), Err(Garbage));
        assert_eq!(texts(&[b'0'; 3000]), Err(Garbage));
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
        for (text, model, dots) in [
            ("GX430t-300dpi,V61.17.17Z,12,8176KB", "GX430t-300dpi", Some(12)),
            ("LP 2824 Plus-200dpi,V61.17.5Z,8,2104KB", "LP 2824 Plus-200dpi", Some(8)),
            ("ZD230,V89.21.46Z,8,4096KB,", "ZD230", Some(8)),
            ("ZT411-600dpi,V92.21.39Z,24,65536KB,X", "ZT411-600dpi", Some(24)),
            ("Virtual,1.0", "Virtual", None),
            ("Virtual,1.0,?,", "Virtual", None),
        ] {
            let read = Identity::read(text).unwrap();
            assert_eq!((read.model.as_str(), read.dots), (model, dots), "{text}");
        }
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
