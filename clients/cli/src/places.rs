//! Where output goes: made or refused before anything else is done, so that nothing is registered, scanned or paid
//! whose paper then has no place.

use crate::failure::Failure;
use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::Path;

/// What stands for standard output.
const STDOUT: &str = "-";

/// Makes a directory, with all above it, and makes sure that files can be made in it.
///
/// # Errors
/// [`Failure::Io`] naming the directory.
pub(crate) fn directory(path: &Path) -> Result<(), Failure> {
    let made = match fs::create_dir_all(path) {
        // A file is in the way.
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(ErrorKind::NotADirectory.into()),
        other => other,
    };
    let probe = path.join(format!(".balie-{}", std::process::id()));
    made.and_then(|()| try_out(&probe)).map_err(|error| Failure::io(path, error))
}

/// Makes sure that a file can be written, and leaves it as it is; `-` is standard output.
///
/// # Errors
/// [`Failure::Io`] naming the file.
pub(crate) fn file(path: &Path) -> Result<(), Failure> {
    if path == Path::new(STDOUT) {
        return Ok(());
    }
    let checked = match fs::metadata(path) {
        Ok(about) if about.is_dir() => Err(ErrorKind::IsADirectory.into()),
        Ok(about) if about.is_file() => OpenOptions::new().append(true).open(path).map(|_| ()),
        // A device or a pipe is only opened to be written to.
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::NotFound => try_out(path),
        Err(error) => Err(error),
    };
    checked.map_err(|error| Failure::io(path, error))
}

/// Makes a file that is not there, and takes it away again.
fn try_out(path: &Path) -> io::Result<()> {
    OpenOptions::new().write(true).create_new(true).open(path)?;
    fs::remove_file(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(result: Result<(), Failure>) -> Option<ErrorKind> {
        match result {
            Ok(()) => None,
            Err(Failure::Io { source, .. }) => Some(source.kind()),
            Err(other) => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_directory_is_made_with_all_above_it_and_nothing_stays_in_it() {
        let room = tempfile::tempdir().unwrap();
        let deep = room.path().join("een/twee drie");
        for _ in 0..2 {
            assert_eq!(kind(directory(&deep)), None);
            assert_eq!(fs::read_dir(&deep).unwrap().count(), 0);
        }
        fs::write(room.path().join("file"), "x").unwrap();
        assert_eq!(kind(directory(&room.path().join("file"))), Some(ErrorKind::NotADirectory));
        assert_eq!(kind(directory(&room.path().join("file/deeper"))), Some(ErrorKind::NotADirectory));
        assert!(directory(Path::new("/proc/balie")).is_err(), "where nobody can write");
    }

    #[test]
    fn a_file_is_tried_and_left_as_it_is() {
        let room = tempfile::tempdir().unwrap();
        let path = room.path().join("pass.png");
        assert_eq!(kind(file(&path)), None);
        assert!(!path.exists());
        fs::write(&path, "before").unwrap();
        assert_eq!(kind(file(&path)), None);
        assert_eq!(fs::read(&path).unwrap(), b"before");
        assert_eq!(kind(file(room.path())), Some(ErrorKind::IsADirectory));
        assert_eq!(kind(file(&room.path().join("nowhere/pass.png"))), Some(ErrorKind::NotFound));
        assert_eq!(kind(file(&path.join("pass.png"))), Some(ErrorKind::NotADirectory));
        for other in ["-", "/dev/stdout", "/dev/null"] {
            assert_eq!(kind(file(Path::new(other))), None, "{other}");
        }
    }
}
