//! The files around a database: directory, lock, header, permissions. None is followed when it is a link.

use std::ffi::OsString;
use std::fs::{self, File, TryLockError};
use std::io::{ErrorKind, Read};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use super::APPLICATION_ID;
use crate::error::{StoreError, classify_file, classify_io};

/// The first bytes of every SQLite file, <https://www.sqlite.org/fileformat.html#magic_header_string>.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";
const HEADER: usize = 100;
const APPLICATION_ID_AT: usize = 68;
const WRITE_BITS: u32 = 0o222;

/// What is added to the name of a database for the one that a restore makes.
pub(crate) const RESTORING: &str = ".restoring";

/// `path` with `suffix` appended to its file name.
pub(crate) fn sibling(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    name.into()
}

fn directory_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// Refuses a directory that is missing or not writable. Permission bits are looked at as well as obeyed,
/// because a superuser is allowed to write where the service later is not.
pub(super) fn check_directory(path: &Path) -> Result<(), StoreError> {
    let directory = directory_of(path);
    match fs::metadata(directory) {
        Ok(found) if !found.is_dir() => Err(StoreError::DirectoryMissing { path: directory.to_owned() }),
        Ok(found) if found.permissions().mode() & WRITE_BITS == 0 => {
            Err(StoreError::ReadOnly { path: directory.to_owned() })
        }
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            Err(StoreError::DirectoryMissing { path: directory.to_owned() })
        }
        Err(error) => Err(classify_io(&error, directory)),
    }
}

/// Takes the exclusive lock of the database (`flock` on a file beside it). The kernel lets go of it when the
/// process ends in whatever way, so a left-over lock file means nothing.
pub(crate) fn lock(path: &Path) -> Result<File, StoreError> {
    let beside = sibling(path, ".lock");
    let file = balie_files::lock_file(&beside).map_err(|error| classify_file(&error))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StoreError::Locked { path: path.to_owned() }),
        Err(TryLockError::Error(error)) => Err(classify_io(&error, &beside)),
    }
}

/// Whether there is a database of ours at `path`; `false` when there is nothing (or an empty file).
/// Only the header is read, so that a file of somebody else is left exactly as it is.
pub(crate) fn inspect(path: &Path) -> Result<bool, StoreError> {
    let looked_at = balie_files::check_database(path).and_then(|()| balie_files::open(path));
    let Some(mut file) = looked_at.map_err(|error| classify_file(&error))? else { return Ok(false) };
    if file.metadata().map_err(|error| classify_io(&error, path))?.len() == 0 {
        return Ok(false);
    }
    let mut header = [0_u8; HEADER];
    if file.read_exact(&mut header).is_err() || !header.starts_with(MAGIC) {
        return Err(StoreError::NotADatabase { path: path.to_owned() });
    }
    let id = header[APPLICATION_ID_AT..].first_chunk().map(|bytes| u32::from_be_bytes(*bytes));
    if id != Some(APPLICATION_ID) {
        return Err(StoreError::ForeignDatabase { path: path.to_owned() });
    }
    Ok(true)
}

/// Refuses a database that cannot be written, by its permission bits (as for the directory) or in fact, and takes all
/// rights from everybody but its owner. SQLite gives its log files the rights of the database.
pub(super) fn make_private(path: &Path) -> Result<(), StoreError> {
    let found = balie_files::check(path).map_err(|error| classify_file(&error))?;
    if found.is_some_and(|found| found.permissions().mode() & WRITE_BITS == 0) {
        return Err(StoreError::ReadOnly { path: path.to_owned() });
    }
    balie_files::open_private(path).map(|_| ()).map_err(|error| classify_file(&error))
}

/// Makes an empty database file that only its owner can read, in place of any earlier one and its log.
pub(crate) fn create_private(path: &Path) -> Result<File, StoreError> {
    let made = balie_files::remove_database(path).and_then(|()| balie_files::create_new(path));
    made.map_err(|error| classify_file(&error))
}

/// Removes what a killed restore left of the database that it made. The caller holds the lock, so that none runs.
pub(super) fn remove_half_restored(path: &Path) {
    if let Err(error) = balie_files::remove_database(&sibling(path, RESTORING)) {
        tracing::warn!(%error, "what a killed restore left behind stays");
    }
}

/// Renames a finished file into place and makes both file and name durable.
pub(crate) fn rename(from: &Path, to: &Path) -> Result<(), StoreError> {
    let file = balie_files::open(from).map_err(|error| classify_file(&error))?;
    if let Some(file) = file {
        file.sync_all().map_err(|error| classify_io(&error, from))?;
    }
    fs::rename(from, to).map_err(|error| classify_io(&error, to))?;
    sync_directory(to)
}

/// Makes the names in the directory of `path` durable.
pub(crate) fn sync_directory(path: &Path) -> Result<(), StoreError> {
    let directory = directory_of(path);
    File::open(directory).and_then(|opened| opened.sync_all()).map_err(|error| classify_io(&error, directory))
}
