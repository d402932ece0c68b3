//! The files around a database: directory, lock, header, permissions.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions, Permissions, TryLockError};
use std::io::{ErrorKind, Read};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};

use super::APPLICATION_ID;
use crate::error::{StoreError, classify_io};

/// The first bytes of every SQLite file, <https://www.sqlite.org/fileformat.html#magic_header_string>.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";
const HEADER: usize = 100;
const APPLICATION_ID_AT: usize = 68;
const WRITE_BITS: u32 = 0o222;

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
    let file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .read(true)
        .write(true)
        .mode(0o600)
        .open(&beside)
        .map_err(|error| classify_io(&error, &beside))?;
    give_to_owner(&beside)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StoreError::Locked { path: path.to_owned() }),
        Err(TryLockError::Error(error)) => Err(classify_io(&error, &beside)),
    }
}

/// Whether there is a database of ours at `path`; `false` when there is nothing (or an empty file).
/// Only the header is read, so that a file of somebody else is left exactly as it is.
pub(crate) fn inspect(path: &Path) -> Result<bool, StoreError> {
    let found = match fs::metadata(path) {
        Ok(found) => found,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(classify_io(&error, path)),
    };
    if !found.is_file() {
        return Err(StoreError::NotADatabase { path: path.to_owned() });
    }
    if found.len() == 0 {
        return Ok(false);
    }
    let mut file = File::open(path).map_err(|error| classify_io(&error, path))?;
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

/// Refuses a file that cannot be written, by its permission bits (as for the directory) or in fact.
pub(super) fn check_writable(path: &Path) -> Result<(), StoreError> {
    let file = OpenOptions::new().append(true).open(path);
    let found = file.and_then(|file| file.metadata()).map_err(|error| classify_io(&error, path))?;
    if found.permissions().mode() & WRITE_BITS == 0 {
        return Err(StoreError::ReadOnly { path: path.to_owned() });
    }
    Ok(())
}

/// Makes an empty file that only its owner can read, in place of any earlier one.
pub(super) fn create_private(path: &Path) -> Result<(), StoreError> {
    let made = OpenOptions::new().create(true).write(true).truncate(true).mode(0o600).open(path);
    made.map_err(|error| classify_io(&error, path))?;
    restrict(path)
}

/// Takes all rights from everybody but the owner. SQLite gives its log files the rights of the database.
pub(crate) fn restrict(path: &Path) -> Result<(), StoreError> {
    fs::set_permissions(path, Permissions::from_mode(0o600)).map_err(|error| classify_io(&error, path))
}

/// Gives a file to the owner of its directory: what the administrator makes there as superuser is for the service.
/// Whoever may not do so made the file for itself.
pub(crate) fn give_to_owner(path: &Path) -> Result<(), StoreError> {
    let found = fs::metadata(path).map_err(|error| classify_io(&error, path))?;
    let directory = directory_of(path);
    let owner = fs::metadata(directory).map_err(|error| classify_io(&error, directory))?;
    if found.uid() == owner.uid() {
        return Ok(());
    }
    match chown(path, Some(owner.uid()), Some(owner.gid())) {
        Err(error) if error.kind() != ErrorKind::PermissionDenied => Err(classify_io(&error, path)),
        _ => Ok(()),
    }
}

/// Renames a finished file into place and makes both file and name durable.
pub(super) fn rename(from: &Path, to: &Path) -> Result<(), StoreError> {
    File::open(from).and_then(|file| file.sync_all()).map_err(|error| classify_io(&error, from))?;
    fs::rename(from, to).map_err(|error| classify_io(&error, to))?;
    sync_directory(to)
}

/// Makes the names in the directory of `path` durable.
pub(crate) fn sync_directory(path: &Path) -> Result<(), StoreError> {
    let directory = directory_of(path);
    File::open(directory).and_then(|opened| opened.sync_all()).map_err(|error| classify_io(&error, directory))
}
