//! Opening what is a regular file itself.

use crate::{FileError, Kind};
use nix::fcntl::OFlag;
use std::fs::{self, File, Metadata, OpenOptions, Permissions};
use std::io::{ErrorKind, Read as _};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::Path;

/// Rights of files that are for their owner alone.
pub(crate) const PRIVATE: u32 = 0o600;

/// Opens a file to read it; none when there is none.
///
/// # Errors
/// [`FileError::NotAFile`], at once, for whatever else is there; [`FileError::Io`].
pub fn open(path: &Path) -> Result<Option<File>, FileError> {
    regular(path, OpenOptions::new().read(true)).map(Some).or_else(absent)
}

/// The text of a file; none when there is none.
///
/// # Errors
/// As [`open`]; [`FileError::Io`] when it is not UTF-8.
pub fn read(path: &Path) -> Result<Option<String>, FileError> {
    let Some(mut file) = open(path)? else { return Ok(None) };
    let mut text = String::new();
    file.read_to_string(&mut text).map_err(FileError::at(path))?;
    Ok(Some(text))
}

/// Opens a file to write it, makes it (empty) when there is none, and sees to it that it is for its owner alone (mode
/// 0600), as it was made or as it was found.
///
/// # Errors
/// As [`open`].
pub fn open_private(path: &Path) -> Result<File, FileError> {
    let file = regular(path, OpenOptions::new().write(true).create(true).mode(PRIVATE))?;
    file.set_permissions(Permissions::from_mode(PRIVATE)).map_err(FileError::at(path))?;
    Ok(file)
}

/// Makes a file that is for its owner alone (mode 0600).
///
/// # Errors
/// [`FileError::Io`], also when anything of this name is there.
pub fn create_new(path: &Path) -> Result<File, FileError> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create_new(true).mode(PRIVATE).open(path).map_err(FileError::at(path))
}

/// Opens the file that a lock is taken on, and makes it (mode 0600) when there is none. It holds nothing.
///
/// # Errors
/// As [`open`].
pub fn lock_file(path: &Path) -> Result<File, FileError> {
    regular(path, OpenOptions::new().read(true).write(true).create(true).mode(PRIVATE))
}

/// What is known of a file, without opening it; none when there is none.
///
/// # Errors
/// As [`open`].
pub fn check(path: &Path) -> Result<Option<Metadata>, FileError> {
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_file() => Ok(Some(found)),
        Ok(found) => Err(not_a_file(path, &found)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(FileError::at(path)(error)),
    }
}

fn absent(error: FileError) -> Result<Option<File>, FileError> {
    if error.is_not_found() { Ok(None) } else { Err(error) }
}

/// A pipe without a writer does not make this wait, and for a regular file waiting or not is the same.
fn regular(path: &Path, options: &mut OpenOptions) -> Result<File, FileError> {
    let opened = options.custom_flags((OFlag::O_NOFOLLOW | OFlag::O_NONBLOCK).bits()).open(path);
    match opened {
        Ok(file) => {
            let found = file.metadata().map_err(FileError::at(path))?;
            if found.is_file() { Ok(file) } else { Err(not_a_file(path, &found)) }
        }
        // The system has a different word for each of them; what is there says more.
        Err(error) => match fs::symlink_metadata(path) {
            Ok(found) if !found.is_file() => Err(not_a_file(path, &found)),
            _ => Err(FileError::at(path)(error)),
        },
    }
}

fn not_a_file(path: &Path, found: &Metadata) -> FileError {
    FileError::NotAFile { path: path.to_owned(), found: Kind::of(found.file_type()) }
}
