//! Where the reports of a HID POS scanner hold a code (HID Usage Tables 1.5, chapter 25).

use crate::scanner::BadRead;
use crate::usb::descriptor::{Field, ReportDescriptor, Usage};

/// The usage page of bar code scanners.
const PAGE: u16 = 0x8c;
const BYTE_COUNT: Usage = Usage::new(0x01, 0x3b);
const SYMBOLOGY_1: Usage = Usage::new(PAGE, 0xfb);
const SYMBOLOGY_2: Usage = Usage::new(PAGE, 0xfc);
const SYMBOLOGY_3: Usage = Usage::new(PAGE, 0xfd);
const DECODED_DATA: Usage = Usage::new(PAGE, 0xfe);
const CONTINUED: Usage = Usage::new(PAGE, 0xff);

/// One report's part of a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) data: Vec<u8>,
    /// The AIM identifier, such as `]F0`.
    pub(super) identifier: Option<String>,
    /// The next report holds more of this code.
    pub(super) continued: bool,
}

#[derive(Debug)]
pub(super) enum Fields {
    /// As the report descriptor says; makers order and size the fields differently.
    Described(Box<Described>),
    /// As scanners do whose descriptor says nothing of a code: report 2, the length of the data in byte 1, then
    /// an AIM identifier that begins with `]`, if there is one, after a byte of the maker's or not, then up to
    /// 56 bytes of data; the lowest bit of byte 63 says that more follows.
    Customary,
}

#[derive(Debug)]
pub(super) struct Described {
    data: Field,
    count: Option<Field>,
    identifier: Vec<(Field, usize)>,
    continued: Option<Field>,
}

impl Fields {
    /// The fields in a descriptor; `None` when it mentions no code.
    pub(super) fn described(descriptor: &ReportDescriptor) -> Option<Self> {
        let inputs = descriptor.inputs();
        let data = inputs.iter().find(|field| field.size == 8 && field.mentions(DECODED_DATA))?;
        let of_report = || inputs.iter().filter(|field| field.report == data.report);
        let identifier = [SYMBOLOGY_1, SYMBOLOGY_2, SYMBOLOGY_3]
            .into_iter()
            .filter_map(|usage| of_report().find_map(|field| Some((field.clone(), place(field, usage)?))))
            .collect();
        let find = |usage| of_report().find(|field| field.mentions(usage)).cloned();
        Some(Self::Described(Box::new(Described {
            data: data.clone(),
            count: find(BYTE_COUNT),
            identifier,
            continued: find(CONTINUED),
        })))
    }

    /// What a report holds of a code; `None` for a report about something else.
    pub(super) fn read(&self, report: &[u8]) -> Option<Result<Part, BadRead>> {
        match self {
            Self::Described(fields) => fields.data.is_in(report).then(|| fields.read(report)),
            Self::Customary => (report.first() == Some(&2)).then(|| customary(report)),
        }
    }
}

/// Which of the values of a field this is; an identifier's three characters may be one field.
fn place(field: &Field, usage: Usage) -> Option<usize> {
    (0..field.count).find(|index| field.size == 8 && field.usage_at(*index) == Some(usage))
}

impl Described {
    fn read(&self, report: &[u8]) -> Result<Part, BadRead> {
        let mut data: Vec<u8> = self.data.values(report).filter_map(|byte| u8::try_from(byte).ok()).collect();
        match &self.count {
            Some(count) => {
                let count = count.value(report).and_then(|count| usize::try_from(count).ok());
                match count.filter(|count| *count <= data.len()) {
                    Some(count) => data.truncate(count),
                    // More is claimed than arrived: the report was cut off.
                    None => return Err(BadRead::ControlBytes),
                }
            }
            None => {
                let end = data.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
                data.truncate(end);
            }
        }
        let characters = self.identifier.iter().filter_map(|(field, place)| {
            field.values(report).nth(*place).and_then(char::from_u32).filter(|c| *c != '\0')
        });
        let mut identifier: String = characters.collect();
        // Some leave out what every identifier begins with.
        if identifier.len() == 2 && !identifier.starts_with(']') {
            identifier.insert(0, ']');
        }
        let continued = self.continued.as_ref().and_then(|field| field.value(report));
        Ok(Part {
            data,
            identifier: Some(identifier).filter(|text| text.starts_with(']')),
            continued: continued.is_some_and(|value| value != 0),
        })
    }
}

fn customary(report: &[u8]) -> Result<Part, BadRead> {
    const MOST: usize = 56;
    let length = report.get(1).map_or(usize::MAX, |length| usize::from(*length));
    let (identifier, first) = match report.get(2..6) {
        Some([b']', code, modifier, _]) => (Some([']', char::from(*code), char::from(*modifier)]), 5),
        Some([..0x20, b']', code, modifier]) => (Some([']', char::from(*code), char::from(*modifier)]), 6),
        _ => (None, 2),
    };
    let identifier = identifier.map(String::from_iter);
    let data = (length <= MOST).then(|| report.get(first..first + length)).flatten();
    let continued = report.get(63).is_some_and(|flags| flags & 1 != 0);
    Ok(Part { data: data.ok_or(BadRead::ControlBytes)?.to_vec(), identifier, continued })
}
