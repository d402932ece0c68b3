//! Street and place of a postcode, from a file of the library.
//!
//! The file has a line `9468 BG;Kruisakkers;Annen` for each street, in order of postcode. It is searched where it
//! lies, so that a list of the whole country costs the daemon no memory.

use balie_reading::Words;
use balie_registration::values::Postcode;
use std::fs::File;
use std::io::{self, BufRead as _, BufReader};
use std::os::unix::fs::FileExt as _;
use std::path::Path;

/// Longest line, in bytes, with its end.
const LONGEST: usize = 256;

/// Where a postcode is. A part that differs within the postcode, or is not known, is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// Street.
    pub street: String,
    /// Place.
    pub place: String,
}

/// What is wrong with a file of addresses.
#[derive(Debug, thiserror::Error)]
pub enum AddressFault {
    /// It cannot be read.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// A line that is not a postcode, a street and a place.
    #[error("line {line}: expected `9468 BG;Street;Place` in at most {LONGEST} bytes")]
    Form {
        /// Its number, from 1.
        line: usize,
    },
    /// A postcode that should have come earlier.
    #[error("line {line}: not in order of postcode; sort the file")]
    Order {
        /// Its number, from 1.
        line: usize,
    },
}

impl AddressFault {
    /// The same in both languages.
    pub fn words(&self) -> Words {
        let nl = match self {
            Self::Io(error) => format!("dit bestand kan niet worden gelezen: {error}"),
            Self::Form { line } => {
                format!("regel {line}: verwacht wordt `9468 BG;Straat;Plaats` in hoogstens {LONGEST} bytes.")
            }
            Self::Order { line } => {
                format!("regel {line}: niet in volgorde van postcode; sorteer het bestand.")
            }
        };
        Words::new(nl, self.to_string())
    }
}

/// A file of addresses.
#[derive(Debug)]
pub struct AddressBook {
    file: File,
    size: u64,
}

impl AddressBook {
    /// Opens a file, without reading it.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub fn open(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        let size = file.metadata()?.len();
        Ok(Self { file, size })
    }

    /// Reads the whole file and tells the first line that is wrong.
    ///
    /// # Errors
    /// [`AddressFault`].
    pub fn check(path: &Path) -> Result<(), AddressFault> {
        let mut last = None;
        for (at, line) in BufReader::new(File::open(path)?).split(b'\n').enumerate() {
            let (line, number) = (line?, at + 1);
            let entry = Entry::read(&line).filter(|_| line.len() < LONGEST);
            let postcode = entry.map(|entry| entry.postcode);
            if postcode.is_none() {
                return Err(AddressFault::Form { line: number });
            }
            if last > postcode {
                return Err(AddressFault::Order { line: number });
            }
            last = postcode;
        }
        Ok(())
    }

    /// Street and place of a postcode; empty when it is not in the file.
    ///
    /// # Errors
    /// When the file cannot be read any more.
    pub fn find(&self, postcode: &Postcode) -> io::Result<Found> {
        // The first place from which no earlier postcode follows.
        let (mut low, mut high) = (0, self.size);
        while low < high {
            let middle = low + (high - low) / 2;
            match self.line_from(middle)? {
                Some((_, line)) if Entry::read(&line).is_some_and(|entry| entry.postcode < *postcode) => {
                    low = middle + 1;
                }
                _ => high = middle,
            }
        }
        let mut found: Option<Found> = None;
        while let Some((next, line)) = self.line_from(low)? {
            let Some(entry) = Entry::read(&line).filter(|entry| entry.postcode == *postcode) else { break };
            let Entry { street, place, .. } = entry;
            found = Some(match found {
                None => Found { street: street.to_owned(), place: place.to_owned() },
                Some(known) => Found {
                    street: if known.street == street { known.street } else { String::new() },
                    place: if known.place == place { known.place } else { String::new() },
                },
            });
            low = next;
        }
        Ok(found.unwrap_or_default())
    }

    /// The first line that begins at or after an offset, with the offset behind it.
    fn line_from(&self, offset: u64) -> io::Result<Option<(u64, Vec<u8>)>> {
        let mut buffer = [0; 2 * LONGEST];
        // One byte earlier, so that a line that begins right here is seen to begin.
        let from = offset.saturating_sub(1);
        let mut filled = 0;
        while filled < buffer.len() {
            match self.file.read_at(&mut buffer[filled..], from + filled as u64)? {
                0 => break,
                read => filled += read,
            }
        }
        let text = &buffer[..filled];
        let start = if offset == 0 { Some(0) } else { end_of_line(text).map(|end| end + 1) };
        let Some(line) = start.and_then(|start| text.get(start..)).filter(|line| !line.is_empty()) else {
            return Ok(None);
        };
        let length = end_of_line(line).unwrap_or(line.len());
        let next = from + (start.unwrap_or_default() + length + 1) as u64;
        Ok(Some((next, line[..length].to_vec())))
    }
}

fn end_of_line(text: &[u8]) -> Option<usize> {
    text.iter().position(|byte| *byte == b'\n')
}

/// A line.
struct Entry<'a> {
    postcode: Postcode,
    street: &'a str,
    place: &'a str,
}

impl<'a> Entry<'a> {
    fn read(line: &'a [u8]) -> Option<Self> {
        let mut parts = std::str::from_utf8(line).ok()?.trim_end().split(';').map(str::trim);
        let (postcode, street, place) = (parts.next()?, parts.next()?, parts.next()?);
        let whole = parts.next().is_none() && !street.is_empty() && !place.is_empty();
        let postcode = Postcode::parse(postcode).ok().filter(|_| whole)?;
        Some(Self { postcode, street, place })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> tempfile::NamedTempFile {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), text).unwrap();
        file
    }

    fn find(book: &AddressBook, postcode: &str) -> (String, String) {
        let Found { street, place } = book.find(&Postcode::parse(postcode).unwrap()).unwrap();
        (street, place)
    }

    #[test]
    fn every_line_of_a_long_list_is_found_and_nothing_else() {
        let postcode = |at: u32| format!("{}{}B", 1000 + at / 26, char::from(b'A' + (at % 26) as u8));
        let line =
            |at: u32| format!("{};Straat {at};{}\n", postcode(at), "Plaats".repeat(1 + at as usize % 20));
        // Every other postcode.
        let text: String = (0..2000).step_by(2).map(line).collect();
        let file = file(text.trim_end());
        AddressBook::check(file.path()).unwrap();
        let book = AddressBook::open(file.path()).unwrap();
        for at in 0..2000 {
            let (street, _) = find(&book, &postcode(at));
            assert_eq!(street, if at % 2 == 0 { format!("Straat {at}") } else { String::new() });
        }
    }

    #[test]
    fn what_differs_within_a_postcode_is_left_to_the_clerk() {
        let file = file("9468 BG;Kruisakkers;Annen\r\n9468BH;De Hoek;Annen\r\n9468 BH;Het Pad;Annen\r\n");
        AddressBook::check(file.path()).unwrap();
        let book = AddressBook::open(file.path()).unwrap();
        assert_eq!(find(&book, "9468bg"), ("Kruisakkers".to_owned(), "Annen".to_owned()));
        assert_eq!(find(&book, "9468BH"), (String::new(), "Annen".to_owned()));
        assert_eq!(find(&book, "9999ZZ"), Default::default());
        assert_eq!(find(&book, "1000AA"), Default::default());
    }

    #[test]
    fn a_wrong_line_is_told_by_its_number() {
        let wrong = |text: &str| AddressBook::check(file(text).path()).unwrap_err().to_string();
        assert!(wrong("9468BG;Kruisakkers;Annen\n9468BA;Pad;Annen\n").starts_with("line 2: not in order"));
        assert!(wrong("9468BG;Kruisakkers;Annen\npostcode;straat;plaats\n").starts_with("line 2: expected"));
        assert!(wrong(&format!("9468BG;{};Annen\n", "x".repeat(300))).starts_with("line 1: expected"));
    }
}
