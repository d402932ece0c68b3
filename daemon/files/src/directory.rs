//! Directories within a directory that another user may write in.

use crate::{FileError, Kind};
use std::fs::{self, DirBuilder};
use std::io::ErrorKind;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::Path;

/// Makes a directory (mode 0700) in one that is there, unless there is one of this name.
///
/// # Errors
/// [`FileError::NotADirectory`] for whatever else is there, links to directories among them; [`FileError::Io`].
pub fn directory(path: &Path) -> Result<(), FileError> {
    match DirBuilder::new().mode(0o700).create(path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => check_directory(path),
        made => made.map_err(FileError::at(path)),
    }
}

/// Refuses what is no directory itself. It need not be there.
///
/// # Errors
/// As [`directory`].
pub fn check_directory(path: &Path) -> Result<(), FileError> {
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_dir() => Ok(()),
        Ok(found) => {
            Err(FileError::NotADirectory { path: path.to_owned(), found: Kind::of(found.file_type()) })
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(FileError::at(path)(error)),
    }
}

/// The directory that holds `path`.
pub(crate) fn holding(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}
