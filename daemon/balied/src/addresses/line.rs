//! One line of a file of addresses.

use super::LONGEST;
use super::fault::Wrong;
use balie_registration::values::Postcode;
use csv_core::{ReadRecordResult, ReaderBuilder};

/// Most columns that are looked at: a sheet may have empty ones to the right.
const COLUMNS: usize = 32;

/// Most characters of a wrong postcode that are shown.
const SHOWN: usize = 20;

/// Postcode, street and place.
pub(super) struct Entry {
    pub postcode: Postcode,
    pub street: String,
    pub place: String,
}

impl Entry {
    /// Reads a line, with or without its end. What is not UTF-8 in street and place is left empty.
    pub fn read(line: &[u8], separator: u8) -> Result<Self, Wrong> {
        let mut columns = columns(line, separator)?;
        while columns.len() > 3 && columns.last().is_some_and(Vec::is_empty) {
            columns.pop();
        }
        let found = columns.len();
        let [postcode, street, place]: [Vec<u8>; 3] =
            columns.try_into().map_err(|_| Wrong::Columns { found, separator: char::from(separator) })?;
        if postcode.is_empty() || street.is_empty() || place.is_empty() {
            return Err(Wrong::Empty);
        }
        let typed = String::from_utf8_lossy(&postcode);
        let postcode =
            Postcode::parse(&typed).map_err(|_| Wrong::Postcode(typed.chars().take(SHOWN).collect()))?;
        let text = |bytes| String::from_utf8(bytes).unwrap_or_default();
        Ok(Self { postcode, street: text(street), place: text(place) })
    }
}

/// There is nothing in the line but what separates columns, as in the empty rows under a sheet.
pub(super) fn is_blank(line: &[u8], separator: u8) -> bool {
    line.iter().all(|byte| byte.is_ascii_whitespace() || *byte == separator || *byte == b'"')
}

/// The columns, without quotation marks (RFC 4180) and the white space around them.
pub(super) fn columns(line: &[u8], separator: u8) -> Result<Vec<Vec<u8>>, Wrong> {
    let line = line.trim_ascii_end();
    if line.len() >= LONGEST {
        return Err(Wrong::TooLong);
    }
    // A carriage return within would end the row: what follows would be passed over.
    if let Some(control) = line.iter().find(|byte| byte.is_ascii_control() && **byte != b'\t') {
        return Err(Wrong::Control(*control));
    }
    let whole: Vec<u8> = line.iter().copied().chain([b'\n']).collect();
    let (mut text, mut ends) = ([0; LONGEST], [0; COLUMNS]);
    let mut reader = ReaderBuilder::new().delimiter(separator).build();
    let (read, _, _, count) = reader.read_record(&whole, &mut text, &mut ends);
    match read {
        ReadRecordResult::Record => {}
        ReadRecordResult::InputEmpty | ReadRecordResult::End => return Err(Wrong::Quote),
        _ => return Err(Wrong::Columns { found: COLUMNS, separator: char::from(separator) }),
    }
    let mut from = 0;
    let column = |end: &usize| {
        let column = text.get(from..*end).unwrap_or_default();
        from = *end;
        trimmed(column)
    };
    Ok(ends.iter().take(count).map(column).collect())
}

/// Without white space of any kind around it; what is not UTF-8 keeps all but that of ASCII.
fn trimmed(column: &[u8]) -> Vec<u8> {
    str::from_utf8(column).map_or(column.trim_ascii(), |text| text.trim().as_bytes()).to_vec()
}
