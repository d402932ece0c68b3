//! How a file of addresses was saved: where its lines begin, and what separates the columns.

use super::fault::AddressFault;
use super::line::{Entry, columns, is_blank};
use balie_reading::{Encoding, Fault};

/// Separators that spreadsheets write, in the order they are tried.
const SEPARATORS: [u8; 3] = [b';', b'\t', b','];

/// The bytes from which the layout is read.
pub(super) const HEAD: usize = 4096;

/// Lines that are looked at for the separator: there may be names of columns and empty rows before the first address.
const LOOKED_AT: usize = 8;

/// Where the first address is, and what separates the columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Layout {
    /// Offset of the first address, behind a byte order mark and names of columns.
    pub begin: usize,
    /// `;`, `,` or a tab.
    pub separator: u8,
}

impl Layout {
    /// Reads it from the first bytes of a file, at most [`HEAD`].
    pub fn of(head: &[u8]) -> Result<Self, AddressFault> {
        is_text(head)?;
        if head.contains(&b'\r') && !head.contains(&b'\n') {
            return Err(AddressFault::LineEnds);
        }
        let mut begin = if head.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
        let mut told = None;
        let first = line_at(head, begin);
        // Excel writes and reads such a line to tell the separator.
        if let [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', separator, b'\r' | b'\n', ..] = first {
            told = Some(*separator);
            begin += first.len();
        }
        let lines = || lines_from(head, begin).take(LOOKED_AT);
        let fits = |separator: &u8| lines().any(|line| Entry::read(line, *separator).is_ok());
        let separator = told.or_else(|| SEPARATORS.into_iter().find(fits)).unwrap_or(SEPARATORS[0]);
        let blank: usize = lines().take_while(|line| is_blank(line, separator)).map(<[u8]>::len).sum();
        let first = line_at(head, begin + blank);
        if is_heading(first, separator) {
            begin += blank + first.len();
        }
        Ok(Self { begin, separator })
    }
}

/// Names of columns instead of an address: something without a digit in the first of several.
fn is_heading(line: &[u8], separator: u8) -> bool {
    let Ok(columns) = columns(line, separator) else { return false };
    let named = |column: &Vec<u8>| !column.is_empty() && !column.iter().any(u8::is_ascii_digit);
    columns.len() > 1 && columns.first().is_some_and(named)
}

/// The line that begins at an offset, with its end.
fn line_at(head: &[u8], offset: usize) -> &[u8] {
    lines_from(head, offset).next().unwrap_or_default()
}

/// The lines from an offset on, with their ends.
fn lines_from(head: &[u8], offset: usize) -> impl Iterator<Item = &[u8]> {
    head.get(offset..).unwrap_or_default().split_inclusive(|byte| *byte == b'\n')
}

fn is_text(head: &[u8]) -> Result<(), AddressFault> {
    let zeros = head.iter().filter(|byte| **byte == 0).count();
    // Without a mark it shows by a zero in every other byte, but for letters that are not Latin.
    let wide = head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF") || zeros > head.len() / 4;
    match balie_reading::text(head) {
        Err(other) if is_no_text(&other.fault) => {
            Err(AddressFault::Encoding { line: other.line, words: other.words() })
        }
        _ if wide => Err(AddressFault::Utf16),
        // Other mistakes are told with their line; these bytes may end within a letter.
        _ => Ok(()),
    }
}

fn is_no_text(fault: &Fault) -> bool {
    matches!(fault, Fault::Encoding(Encoding::Document(..) | Encoding::Binary | Encoding::Utf32))
}
