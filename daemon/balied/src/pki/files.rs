//! The files of the certificates: written whole or not at all, and keys for their owner alone.

use super::PkiError;
use std::fs::{File, OpenOptions, Permissions};
use std::io::{ErrorKind, Read as _, Write as _};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::Path;

/// Makes the directory (mode 0700).
pub(super) fn directory(path: &Path) -> Result<(), PkiError> {
    if !path.is_dir() {
        std::fs::create_dir_all(path).map_err(PkiError::at(path))?;
        std::fs::set_permissions(path, Permissions::from_mode(0o700)).map_err(PkiError::at(path))?;
        give_to_owner(path)?;
    }
    Ok(())
}

/// Writes a file (mode 0600): under another name first, so that nobody ever reads half of it.
pub(super) fn write(path: &Path, content: &[u8]) -> Result<(), PkiError> {
    let draft = path.with_extension("tmp");
    let written = OpenOptions::new()
        .create(true)
        .write(true)
        .truncate(true)
        .mode(0o600)
        .open(&draft)
        .and_then(|mut file| file.write_all(content).and_then(|()| file.sync_all()));
    written.map_err(PkiError::at(&draft))?;
    give_to_owner(&draft)?;
    std::fs::rename(&draft, path).map_err(PkiError::at(path))?;
    let parent = path.parent().unwrap_or(Path::new("."));
    File::open(parent).and_then(|directory| directory.sync_all()).map_err(PkiError::at(parent))
}

/// The text of a file; none when it is not there.
pub(super) fn read(path: &Path) -> Result<Option<String>, PkiError> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(PkiError::at(path)(error)),
    }
}

/// The text of a file with a key, which only its owner may read; none when it is not there.
pub(super) fn read_key(path: &Path) -> Result<Option<String>, PkiError> {
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(PkiError::at(path)(error)),
    };
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
    let opened = OpenOptions::new().create(true).write(true).truncate(false).mode(0o600).open(path);
    let file = opened.map_err(PkiError::at(path))?;
    give_to_owner(path)?;
    file.lock().map_err(PkiError::at(path))?;
    Ok(file)
}

/// What root makes belongs to whoever owns the directory: the daemon must be able to read it.
fn give_to_owner(path: &Path) -> Result<(), PkiError> {
    if !nix::unistd::geteuid().is_root() {
        return Ok(());
    }
    let parent = path.parent().unwrap_or(Path::new("."));
    let owner = std::fs::metadata(parent).map_err(PkiError::at(parent))?;
    std::os::unix::fs::chown(path, Some(owner.uid()), Some(owner.gid())).map_err(PkiError::at(path))
}
