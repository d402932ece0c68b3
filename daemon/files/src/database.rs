//! The files that make up a database of SQLite.
//!
//! SQLite opens them by name, and follows a link that has the name of the database.

use crate::{FileError, check};
use std::ffi::OsString;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// What is added to the name of a database for the files beside it, <https://www.sqlite.org/tempfiles.html>.
const BESIDE: [&str; 4] = ["", "-wal", "-shm", "-journal"];

/// Refuses a database of which one file is something else. Those that are not there are in order.
///
/// # Errors
/// [`FileError::NotAFile`], [`FileError::Io`].
pub fn check_database(path: &Path) -> Result<(), FileError> {
    files(path).try_for_each(|file| check(&file).map(|_| ()))
}

/// Removes a database, whatever was put in the place of its files.
///
/// # Errors
/// [`FileError::Io`], also for a directory.
pub fn remove_database(path: &Path) -> Result<(), FileError> {
    files(path).try_for_each(|file| match fs::remove_file(&file) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(FileError::at(&file)(error)),
        _ => Ok(()),
    })
}

fn files(path: &Path) -> impl Iterator<Item = PathBuf> + '_ {
    BESIDE.iter().map(move |suffix| {
        let mut name = OsString::from(path);
        name.push(suffix);
        name.into()
    })
}
