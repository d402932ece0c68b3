//! The directories of a TIFF (TIFF 6.0, section 2; BigTIFF), and a page made into a file of its own.
//!
//! The library that unpacks pages takes few of the liberties that the format and those who write it take. So the
//! directory is read here, and what it means is written down again in the one way that the library knows.

use crate::reading::ReadError;

/// Most values that are read of one entry: more strips than the largest page has rows.
const MOST_VALUES: u64 = 65_536;

/// What is laid down in the first bytes of a file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Header {
    little: bool,
    big: bool,
    first: u64,
}

/// A directory: what is said of one page.
#[derive(Debug, Clone)]
pub(super) struct Directory {
    entries: Vec<Entry>,
    pub next: u64,
}

/// An entry as it stands in the file.
#[derive(Debug, Clone)]
struct Entry {
    tag: u16,
    kind: u16,
    count: u64,
    /// Four bytes, in a BigTIFF eight: the values, or where they are.
    value: Vec<u8>,
}

impl Header {
    /// The header of a file; none when it is no TIFF.
    pub fn of(file: &[u8]) -> Option<Self> {
        let (little, big) = match file.get(..4)? {
            b"II*\0" => (true, false),
            b"MM\0*" => (false, false),
            b"II+\0" => (true, true),
            b"MM\0+" => (false, true),
            _ => return None,
        };
        let mut header = Self { little, big, first: 0 };
        header.first = if big { header.number(file, 8, 8)? } else { header.number(file, 4, 4)? };
        Some(header)
    }

    /// The directories in their order, at most one more than `most`.
    ///
    /// # Errors
    /// [`ReadError::Incomplete`] where the file does not hold the values of an entry, [`ReadError::Damaged`] where there
    /// is no directory, or one points back.
    pub fn directories(self, file: &[u8], most: usize) -> Result<Vec<Directory>, ReadError> {
        let (mut found, mut places) = (Vec::new(), Vec::new());
        let mut at = self.first;
        while at != 0 && found.len() <= most {
            if places.contains(&at) {
                return Err(ReadError::Damaged("directories in a circle".to_owned()));
            }
            places.push(at);
            let missing = || ReadError::Damaged("a directory is missing".to_owned());
            let directory = self.directory(file, at).ok_or_else(missing)?;
            if !directory.entries.iter().all(|entry| self.is_whole(entry, file.len())) {
                return Err(ReadError::Incomplete);
            }
            at = directory.next;
            found.push(directory);
        }
        Ok(found)
    }

    fn directory(self, file: &[u8], at: u64) -> Option<Directory> {
        let at = usize::try_from(at).ok()?;
        let (before, each, places) = if self.big { (8, 20, 8) } else { (2, 12, 4) };
        let count = usize::try_from(self.number(file, at, before)?).ok()?;
        let begin = at.checked_add(before)?;
        let end = count.checked_mul(each)?.checked_add(begin)?;
        let entry = |at: &[u8]| {
            let value = at.get(each - places..each)?.to_vec();
            Some(Entry {
                tag: self.number(at, 0, 2)? as u16,
                kind: self.number(at, 2, 2)? as u16,
                count: self.number(at, 4, places)?,
                value,
            })
        };
        let entries = file.get(begin..end)?.chunks_exact(each).map(entry).collect::<Option<_>>()?;
        // Some end with the last entry, and have nothing that says so.
        Some(Directory { entries, next: self.number(file, end, places).unwrap_or(0) })
    }

    /// Whether a file of so many bytes holds the values of an entry. Of those of an unknown kind nobody knows.
    fn is_whole(self, entry: &Entry, length: usize) -> bool {
        let values = entry.count.saturating_mul(size(entry.kind).unwrap_or(0));
        let place = self.number(&entry.value, 0, entry.value.len()).unwrap_or(u64::MAX);
        values <= entry.value.len() as u64 || place.saturating_add(values) <= length as u64
    }

    /// A number of so many bytes.
    fn number(self, bytes: &[u8], at: usize, length: usize) -> Option<u64> {
        let bytes = bytes.get(at..at.checked_add(length)?)?;
        let add = |sum: u64, byte: &u8| sum << 8 | u64::from(*byte);
        Some(if self.little { bytes.iter().rev().fold(0, add) } else { bytes.iter().fold(0, add) })
    }

    fn bytes(self, number: u64, length: usize) -> Vec<u8> {
        if self.little {
            number.to_le_bytes()[..length].to_vec()
        } else {
            number.to_be_bytes()[8 - length..].to_vec()
        }
    }

    fn alone(
        self,
        mut copy: Vec<u8>,
        directory: &Directory,
        keep: &[u16],
        put: &[(u16, Vec<u64>)],
    ) -> Vec<u8> {
        let (before, places) = if self.big { (8, 8) } else { (2, 4) };
        let is_put = |tag: u16| put.iter().any(|(put, _)| *put == tag);
        let kept = directory.entries.iter().filter(|entry| keep.contains(&entry.tag) && !is_put(entry.tag));
        let mut entries: Vec<Entry> = kept.cloned().collect();
        for (tag, values) in put {
            let mut value: Vec<u8> = values.iter().flat_map(|value| self.bytes(*value, 4)).collect();
            if value.len() > places {
                even(&mut copy);
                let at = copy.len() as u64;
                copy.append(&mut value);
                value = self.bytes(at, places);
            }
            value.resize(places, 0);
            entries.push(Entry { tag: *tag, kind: LONG, count: values.len() as u64, value });
        }
        entries.sort_by_key(|entry| entry.tag);
        even(&mut copy);
        let at = copy.len() as u64;
        copy.extend(self.bytes(entries.len() as u64, before));
        for entry in entries {
            copy.extend(self.bytes(entry.tag.into(), 2));
            copy.extend(self.bytes(entry.kind.into(), 2));
            copy.extend(self.bytes(entry.count, places));
            copy.extend(entry.value);
        }
        copy.extend(self.bytes(0, places));
        let first = if self.big { 8 } else { 4 };
        copy[first..first + places].copy_from_slice(&self.bytes(at, places));
        copy
    }
}

/// Directories and values begin at even places.
fn even(file: &mut Vec<u8>) {
    if file.len() % 2 == 1 {
        file.push(0);
    }
}

// Kinds of values (TIFF 6.0, page 15; BigTIFF).
const BYTE: u16 = 1;
const SHORT: u16 = 3;
const LONG: u16 = 4;
const IFD: u16 = 13;
const LONG8: u16 = 16;
const IFD8: u16 = 18;

/// Bytes of a value of a kind: also of text, fractions and whatever else is no whole number.
fn size(kind: u16) -> Option<u64> {
    match kind {
        BYTE | 2 | 6 | 7 => Some(1),
        SHORT | 8 => Some(2),
        LONG | IFD | 9 | 11 => Some(4),
        LONG8 | IFD8 | 5 | 10 | 12 | 17 => Some(8),
        _ => None,
    }
}

/// The entries of a page, to look things up in.
#[derive(Clone, Copy)]
pub(super) struct Entries<'f> {
    pub file: &'f [u8],
    pub header: Header,
    pub directory: &'f Directory,
}

impl Entries<'_> {
    /// The whole numbers of an entry; none when there is no such entry, or it has no whole numbers.
    ///
    /// # Errors
    /// [`ReadError::Incomplete`] where they are not in the file.
    pub fn all(self, tag: u16) -> Result<Option<Vec<u64>>, ReadError> {
        let entry = self.directory.entries.iter().find(|entry| entry.tag == tag);
        let Some(entry) = entry else { return Ok(None) };
        let size = match (entry.kind, size(entry.kind)) {
            (BYTE | SHORT | LONG | IFD | LONG8 | IFD8, Some(size)) => size as usize,
            _ => return Ok(None),
        };
        if entry.count > MOST_VALUES {
            return Err(ReadError::Unusual(format!("an entry {tag} of {} values", entry.count)));
        }
        let length = entry.count as usize * size;
        let header = self.header;
        let values = if length <= entry.value.len() {
            &entry.value[..length]
        } else {
            let at = header.number(&entry.value, 0, entry.value.len()).unwrap_or(u64::MAX);
            let at = usize::try_from(at).unwrap_or(usize::MAX);
            self.file.get(at..at.saturating_add(length)).ok_or(ReadError::Incomplete)?
        };
        Ok(values.chunks_exact(size).map(|value| header.number(value, 0, size)).collect())
    }

    /// The first whole number of an entry, or what holds where it is left out.
    ///
    /// # Errors
    /// As for [`all`](Self::all).
    pub fn first(self, tag: u16, left_out: u64) -> Result<u64, ReadError> {
        Ok(self.all(tag)?.and_then(|values| values.first().copied()).unwrap_or(left_out))
    }

    /// The file, or what became of it, with this page as the only one, and these values in place of those it has. What
    /// is in the file stays where it is.
    pub fn alone(self, file: Vec<u8>, keep: &[u16], put: &[(u16, Vec<u64>)]) -> Vec<u8> {
        self.header.alone(file, self.directory, keep, put)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A file of one directory, whose entries are two whole numbers each.
    fn file(little: bool, big: bool, entries: &[(u16, u64)]) -> Vec<u8> {
        let header = Header { little, big, first: 0 };
        let directory = Directory { entries: Vec::new(), next: 0 };
        let mut bare = if little { b"II".to_vec() } else { b"MM".to_vec() };
        bare.extend(header.bytes(if big { 43 } else { 42 }, 2));
        if big {
            bare.extend(header.bytes(8, 2));
            bare.extend(header.bytes(0, 2));
        }
        bare.extend(header.bytes(0, if big { 8 } else { 4 }));
        let put: Vec<_> = entries.iter().map(|(tag, value)| (*tag, vec![*value, value + 1])).collect();
        header.alone(bare, &directory, &[], &put)
    }

    #[test]
    fn what_is_written_is_read_in_either_order_of_bytes_and_in_a_bigtiff() {
        for (little, big) in [(true, false), (false, false), (true, true), (false, true)] {
            let file = file(little, big, &[(300, 70_000), (256, 7)]);
            let header = Header::of(&file).unwrap();
            let found = header.directories(&file, 5).unwrap();
            assert_eq!((found.len(), found[0].next), (1, 0));
            let entries = Entries { file: &file, header, directory: &found[0] };
            assert_eq!(entries.all(256).unwrap(), Some(vec![7, 8]));
            assert_eq!(entries.all(300).unwrap(), Some(vec![70_000, 70_001]));
            assert_eq!((entries.all(1).unwrap(), entries.first(1, 9).unwrap()), (None, 9));
            assert!(header.directories(&file[..file.len() - 30], 5).is_err());
            // The values of an entry of which nobody asks, behind everything else.
            let end = file.len() as u64;
            let kept = Entry {
                tag: 305,
                kind: 2,
                count: 9,
                value: header.bytes(end, found[0].entries[0].value.len()),
            };
            assert!(header.is_whole(&kept, file.len() + 9) && !header.is_whole(&kept, file.len() + 8));
        }
    }

    #[test]
    fn directories_that_point_back_end() {
        let mut file = file(true, false, &[(256, 7)]);
        let header = Header::of(&file).unwrap();
        let end = file.len();
        file[end - 4..].copy_from_slice(&(header.first as u32).to_le_bytes());
        assert!(matches!(header.directories(&file, 5), Err(ReadError::Damaged(_))));
    }

    proptest! {
        #[test]
        fn no_file_makes_the_reader_panic(
            mark in 0_usize..4, bytes in proptest::collection::vec(any::<u8>(), 0..200)
        ) {
            let mark = [&b"II*\0"[..], b"MM\0*", b"II+\0", b"MM\0+"][mark];
            let file = [mark, &bytes].concat();
            if let Some(header) = Header::of(&file)
                && let Ok(found) = header.directories(&file, 5)
            {
                for directory in &found {
                    for entry in &directory.entries {
                        let _ = Entries { file: &file, header, directory }.all(entry.tag);
                    }
                }
            }
        }
    }
}
