//! The files of the certificates: written whole or not at all, and keys for their owner alone.

use super::PkiError;
use std::fs::File;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

pub(super) use balie_files::directory;

/// Longest file that is read, in bytes. A register takes some hundred bytes for each station.
const MOST: u64 = 4 * 1024 * 1024;

/// The text of a file; none when it is not there.
pub(super) fn read(path: &Path) -> Result<Option<String>, PkiError> {
    Ok(balie_files::read(path, MOST)?)
}

/// Replaces a file whole, with what can be read again.
pub(super) fn write(path: &Path, content: &[u8]) -> Result<(), PkiError> {
    if content.len() as u64 > MOST {
        return Err(balie_files::FileError::TooLarge { path: path.to_owned(), most: MOST }.into());
    }
    Ok(balie_files::write(path, content)?)
}

/// The text of a file with a key, which only its owner may read; none when it is not there.
pub(super) fn read_key(path: &Path) -> Result<Option<String>, PkiError> {
    let Some(file) = balie_files::open(path)? else { return Ok(None) };
    let mode = file.metadata().map_err(PkiError::at(path))?.permissions().mode();
    if mode & 0o077 != 0 {
        return Err(PkiError::Readable(path.to_owned()));
    }
    Ok(Some(balie_files::read_opened(&file, path, MOST)?))
}

/// Holds a lock until the file is closed: the daemon and a command change one thing at a time.
pub(super) fn lock(path: &Path) -> Result<File, PkiError> {
    Ok(balie_files::lock(path)?)
}

/// Removes what an earlier version left half written in this directory, `NAME.tmp`, when the power went: it may be the key
/// of the CA. That version wrote it under the same lock.
pub(super) fn remove_old_drafts(directory: &Path) -> Result<(), PkiError> {
    for name in ["ca", "register", "server"] {
        let draft = directory.join(name).with_extension("tmp");
        if draft.symlink_metadata().is_ok() {
            let _lock = lock(&draft.with_extension("lock"))?;
            balie_files::remove(&draft)?;
        }
    }
    Ok(())
}
