//! Whether a file that was written is a backup.

use super::archive::{MANIFEST, MANIFEST_MAX};
use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use tar::{EntryType, Header};

/// Length of a block of an archive; files in it fill whole ones, and two empty ones end it (POSIX.1-2017, pax, "ustar
/// Interchange Format").
const BLOCK: u64 = 512;
/// How a database begins, and its length in its header: <https://www.sqlite.org/fileformat.html#the_database_header>.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";
const PAGE_SIZE_AT: usize = 16;
const PAGES_AT: usize = 28;
/// The size of a page that does not fit in its two bytes, as stored and in bytes.
const LARGEST_PAGE: (u16, u64) = (1, 65536);

/// Whether this is a whole archive with the manifest and, in this order, databases of these names, of which the first is
/// there. Somebody else may have had a hand in the file, so a few blocks of it are read alone.
///
/// # Errors
/// What keeps the file from being read.
pub(super) fn is_backup(file: &mut File, names: &[&str]) -> io::Result<bool> {
    let length = file.metadata()?.len();
    let mut at = 0;
    let mut found = 0;
    while let Some(block) = block(file, at, length)? {
        if block == [0; BLOCK as usize] {
            let is_end = length == at + 2 * BLOCK && self::block(file, at + BLOCK, length)? == Some(block);
            return Ok(is_end && found > 1);
        }
        let header = Header::from_byte_slice(&block);
        let name = if found == 0 { Some(&MANIFEST) } else { names.get(found - 1) };
        let is_expected = name.is_some_and(|name| *header.path_bytes() == *name.as_bytes());
        let (Ok(size), true, EntryType::Regular) = (header.entry_size(), is_expected, header.entry_type())
        else {
            return Ok(false);
        };
        let content = at + BLOCK;
        let fits = if found == 0 { size <= MANIFEST_MAX } else { is_database(file, content, length, size)? };
        let next = size.checked_next_multiple_of(BLOCK).and_then(|filled| content.checked_add(filled));
        let (Some(next), true) = (next, fits) else { return Ok(false) };
        (at, found) = (next, found + 1);
    }
    Ok(false)
}

/// Whether a database of this size begins here.
fn is_database(file: &mut File, at: u64, length: u64, size: u64) -> io::Result<bool> {
    let Some(block) = block(file, at, length)? else { return Ok(false) };
    let page =
        block[PAGE_SIZE_AT..].first_chunk().map(|bytes| u16::from_be_bytes(*bytes)).unwrap_or_default();
    let pages = block[PAGES_AT..].first_chunk().map(|bytes| u32::from_be_bytes(*bytes)).unwrap_or_default();
    let page = if page == LARGEST_PAGE.0 { LARGEST_PAGE.1 } else { u64::from(page) };
    Ok(block.starts_with(MAGIC) && page * u64::from(pages) == size)
}

/// The block at this place of a file of this length, if there is a whole one.
fn block(file: &mut File, at: u64, length: u64) -> io::Result<Option<[u8; BLOCK as usize]>> {
    if at.checked_add(BLOCK).is_none_or(|end| end > length) {
        return Ok(None);
    }
    let mut block = [0; BLOCK as usize];
    file.seek(SeekFrom::Start(at))?;
    file.read_exact(&mut block)?;
    Ok(Some(block))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    /// A database of two pages, as far as its header tells, that takes this many bytes.
    fn database(length: usize) -> Vec<u8> {
        let mut database = vec![0; length];
        database[..16].copy_from_slice(MAGIC);
        database[PAGE_SIZE_AT..][..2].copy_from_slice(&512_u16.to_be_bytes());
        database[PAGES_AT..][..4].copy_from_slice(&2_u32.to_be_bytes());
        database
    }

    fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut builder = tar::Builder::new(Vec::new());
        for (name, content) in files {
            let mut header = Header::new_gnu();
            header.set_size(content.len() as u64);
            builder.append_data(&mut header, name, *content).unwrap();
        }
        builder.into_inner().unwrap()
    }

    fn is_taken(content: &[u8]) -> bool {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(content).unwrap();
        is_backup(&mut file, &["balie.db", "accounts.db"]).unwrap()
    }

    #[test]
    fn a_backup_is_told_from_everything_else() {
        let (manifest, whole, short, long) = (&b"{}"[..], database(1024), database(1023), database(1025));
        let one = archive(&[(MANIFEST, manifest), ("balie.db", &whole)]);
        let two = archive(&[(MANIFEST, manifest), ("balie.db", &whole), ("accounts.db", &whole)]);
        assert!(is_taken(&one) && is_taken(&two));
        for length in 0..two.len() {
            assert!(!is_taken(&two[..length]), "{length} of {} bytes", two.len());
        }
        assert!(!is_taken(&[&two[..], &[0]].concat()) && !is_taken(&[0; 1024]));
        for files in [
            &[(MANIFEST, manifest)][..],
            &[("balie.db", &whole[..])],
            &[(MANIFEST, manifest), ("accounts.db", &whole)],
            &[(MANIFEST, manifest), ("balie.db", &short)],
            &[(MANIFEST, manifest), ("balie.db", &long)],
            &[(MANIFEST, manifest), ("balie.db", b"")],
            &[(MANIFEST, manifest), ("balie.db", b"of somebody else")],
            &[(MANIFEST, manifest), ("balie.db", &whole), ("balie.db", &whole)],
            &[(MANIFEST, manifest), ("balie.db", &whole), ("accounts.db", &whole), ("more", manifest)],
            &[(MANIFEST, &[b' '; 65537]), ("balie.db", &whole)],
        ] {
            assert!(
                !is_taken(&archive(files)),
                "{:?}",
                files.iter().map(|(name, _)| name).collect::<Vec<_>>()
            );
        }
    }
}
