//! Street and place of a postcode, from a file of the library.
//!
//! The file has a line `9468 BG;Kruisakkers;Annen` for each street, in order of postcode, as a spreadsheet saves it:
//! with `;`, `,` or tabs, with or without quotation marks, names of columns, a byte order mark and empty rows. It is
//! searched where it lies, so that a list of the whole country costs the daemon no memory.

mod fault;
mod layout;
mod line;
#[cfg(test)]
mod tests;

pub use fault::{AddressFault, Wrong};

use balie_registration::values::Postcode;
use layout::{HEAD, Layout};
use line::{Entry, is_blank};
use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read as _};
use std::os::unix::fs::FileExt as _;
use std::path::Path;

/// Longest line, in bytes, with its end.
const LONGEST: usize = 256;

/// Longest row, in bytes, of which is looked whether there is anything in it: a sheet has 16,384 columns at most, and
/// an empty one takes three bytes. So a file without line ends does not fill the memory.
const LONGEST_ROW: u64 = 64 * 1024;

/// Where a postcode is. A part that differs within the postcode, or is not known, is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// Street.
    pub street: String,
    /// Place.
    pub place: String,
}

/// A file of addresses.
#[derive(Debug)]
pub struct AddressBook {
    file: File,
    size: u64,
    /// None for a file in which nothing can be found; [`AddressBook::check`] tells why.
    layout: Option<Layout>,
}

impl AddressBook {
    /// Opens a file, of which only the beginning is read.
    ///
    /// # Errors
    /// When it cannot be opened or read.
    pub fn open(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        let size = file.metadata()?.len();
        let layout = Layout::of(&read_at(&file, 0, &mut [0; HEAD])?);
        if let Err(fault) = &layout {
            tracing::warn!(%fault, "the file of addresses cannot be used");
        }
        Ok(Self { file, size, layout: layout.ok() })
    }

    /// Reads the whole file and tells the first line that is wrong.
    ///
    /// # Errors
    /// [`AddressFault`].
    pub fn check(path: &Path) -> Result<(), AddressFault> {
        let file = File::open(path)?;
        let Layout { begin, separator } = Layout::of(&read_at(&file, 0, &mut [0; HEAD])?)?;
        let mut rows = BufReader::new(file);
        let (mut last, mut offset, mut row, mut number) = (None, 0, Vec::new(), 0);
        loop {
            row.clear();
            if rows.by_ref().take(LONGEST_ROW).read_until(b'\n', &mut row)? == 0 {
                return Ok(());
            }
            number += 1;
            // A byte order mark, and what stands before the first address.
            let line = row.get(begin.saturating_sub(offset)..).unwrap_or_default();
            offset += row.len();
            if row.len() as u64 == LONGEST_ROW && !row.ends_with(b"\n") {
                return Err(AddressFault::Form { line: number, wrong: Wrong::TooLong });
            }
            if offset <= begin || is_blank(line, separator) {
                continue;
            }
            if str::from_utf8(line).is_err()
                && let Err(other) = balie_reading::text(line)
            {
                return Err(AddressFault::Encoding { line: number, words: other.words() });
            }
            let postcode = match Entry::read(line, separator) {
                Ok(entry) => Some(entry.postcode),
                Err(wrong) => return Err(AddressFault::Form { line: number, wrong }),
            };
            if last > postcode {
                return Err(AddressFault::Order { line: number });
            }
            last = postcode;
        }
    }

    /// Street and place of a postcode; empty when it is not in the file.
    ///
    /// # Errors
    /// When the file cannot be read any more.
    pub fn find(&self, postcode: &Postcode) -> io::Result<Found> {
        let Some(Layout { begin, separator }) = self.layout else { return Ok(Found::default()) };
        let entry = |line: &[u8]| Entry::read(line, separator).ok();
        // The first place from which no earlier postcode follows.
        let begin = begin as u64;
        let (mut low, mut high) = (begin, self.size.max(begin));
        while low < high {
            let middle = low + (high - low) / 2;
            match self.line_from(middle, high, begin, separator)? {
                Some((_, line)) if entry(&line).is_some_and(|entry| entry.postcode < *postcode) => {
                    low = middle + 1;
                }
                _ => high = middle,
            }
        }
        let mut found: Option<Found> = None;
        while let Some((next, line)) = self.line_from(low, self.size, begin, separator)? {
            let Some(entry) = entry(&line).filter(|entry| entry.postcode == *postcode) else { break };
            let Entry { street, place, .. } = entry;
            found = Some(match found {
                None => Found { street, place },
                Some(known) => Found {
                    street: if known.street == street { known.street } else { String::new() },
                    place: if known.place == place { known.place } else { String::new() },
                },
            });
            low = next;
        }
        Ok(found.unwrap_or_default())
    }

    /// The first line that begins at or after an offset and is not empty, with the offset behind it. A line begins at
    /// `begin` too. None where it is seen that there is none before `until`, so that many empty rows are gone through
    /// once and not at every step of a search.
    fn line_from(
        &self,
        offset: u64,
        until: u64,
        begin: u64,
        separator: u8,
    ) -> io::Result<Option<(u64, Vec<u8>)>> {
        let mut offset = offset;
        while offset < until {
            let mut buffer = [0; 2 * LONGEST];
            // One byte earlier, so that a line that begins right here is seen to begin.
            let from = if offset == begin { begin } else { offset.saturating_sub(1) };
            let text = read_at(&self.file, from, &mut buffer)?;
            let start = if offset == begin { Some(0) } else { end_of_line(&text).map(|end| end + 1) };
            let cut = text.len() == buffer.len();
            let Some(start) = start else {
                if cut {
                    offset = from + text.len() as u64;
                    continue;
                }
                return Ok(None);
            };
            let mut at = start;
            for line in text.get(start..).unwrap_or_default().split_inclusive(|byte| *byte == b'\n') {
                let whole = line.ends_with(b"\n") || !cut;
                // The rest of it is behind what was read: it is read again from its beginning. One that is too long
                // for an address is known well enough.
                if !whole && line.len() < LONGEST {
                    break;
                }
                if !is_blank(line, separator) {
                    return Ok(Some((from + (at + line.len()) as u64, line.to_vec())));
                }
                at += line.len();
            }
            if !cut {
                return Ok(None);
            }
            offset = from + at as u64;
        }
        Ok(None)
    }
}

/// What is in a file from an offset on, as much as the buffer takes.
fn read_at(file: &File, from: u64, buffer: &mut [u8]) -> io::Result<Vec<u8>> {
    let mut filled = 0;
    while filled < buffer.len() {
        match file.read_at(&mut buffer[filled..], from + filled as u64)? {
            0 => break,
            read => filled += read,
        }
    }
    #[cfg(test)]
    tests::BYTES_READ.set(tests::BYTES_READ.get() + filled);
    Ok(buffer[..filled].to_vec())
}

fn end_of_line(text: &[u8]) -> Option<usize> {
    text.iter().position(|byte| *byte == b'\n')
}
