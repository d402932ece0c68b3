//! Opening what is a regular file itself.

use crate::{FileError, Kind};
use nix::fcntl::OFlag;
use std::fs::{self, File, Metadata, OpenOptions, Permissions, TryLockError};
use std::io::{self, ErrorKind, Read as _};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Rights of files that are for their owner alone.
pub(crate) const PRIVATE: u32 = 0o600;

/// How long a lock is waited for. What is done under one takes much less, and whoever holds it for longer may do so for
/// ever.
const PATIENCE: Duration = Duration::from_secs(5);
/// How often it is tried meanwhile.
const TRY_EVERY: Duration = Duration::from_millis(20);

/// Opens a file to read it; none when there is none.
///
/// # Errors
/// [`FileError::NotAFile`], at once, for whatever else is there; [`FileError::Io`].
pub fn open(path: &Path) -> Result<Option<File>, FileError> {
    regular(path, OpenOptions::new().read(true)).map(Some).or_else(absent)
}

/// The text of a file of at most `most` bytes; none when there is none.
///
/// # Errors
/// As [`open`] and [`read_opened`].
pub fn read(path: &Path, most: u64) -> Result<Option<String>, FileError> {
    open(path)?.map(|file| read_opened(&file, path, most)).transpose()
}

/// The text of a file of at most `most` bytes that was opened at `path`.
///
/// # Errors
/// [`FileError::TooLarge`], before it is all in memory; [`FileError::Io`], also when it is not UTF-8.
pub fn read_opened(file: &File, path: &Path, most: u64) -> Result<String, FileError> {
    let mut bytes = Vec::new();
    file.take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(FileError::at(path))?;
    if bytes.len() as u64 > most {
        return Err(FileError::TooLarge { path: path.to_owned(), most });
    }
    let text =
        String::from_utf8(bytes).map_err(|error| io::Error::new(ErrorKind::InvalidData, error.utf8_error()));
    text.map_err(FileError::at(path))
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

/// Holds the exclusive lock of a file (`flock`) until it is closed; one that is not there is made (mode 0600).
///
/// # Errors
/// As [`lock_file`]; [`FileError::Locked`] when somebody else holds it for 5 seconds.
pub fn lock(path: &Path) -> Result<File, FileError> {
    let file = lock_file(path)?;
    let began = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) if began.elapsed() < PATIENCE => sleep(TRY_EVERY),
            Err(TryLockError::WouldBlock) => return Err(FileError::Locked { path: path.to_owned() }),
            Err(TryLockError::Error(error)) => return Err(FileError::at(path)(error)),
        }
    }
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
