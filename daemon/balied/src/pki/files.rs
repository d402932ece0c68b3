//! The files of the certificates: written whole or not at all, and keys for their owner alone.

use super::PkiError;
use std::fs::File;
use std::io::Read as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

pub(super) use balie_files::{directory, read, write};

/// The text of a file with a key, which only its owner may read; none when it is not there.
pub(super) fn read_key(path: &Path) -> Result<Option<String>, PkiError> {
    let Some(mut file) = balie_files::open(path)? else { return Ok(None) };
    let mode = file.metadata().map_err(PkiError::at(path))?.permissions().mode();
    if mode & 0o077 != 0 {
        return Err(PkiError::Readable(path.to_owned()));
    }
    let mut text = String::new();
    file.read_to_string(&mut text).map_err(PkiError::at(path))?;
    Ok(Some(text))
}

/// Holds a lock until the file is closed: the daemon and a command change one thing at a time.
pub(super) fn lock(path: &Path) -> Result<File, PkiError> {
    let file = balie_files::lock_file(path)?;
    file.lock().map_err(PkiError::at(path))?;
    Ok(file)
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
