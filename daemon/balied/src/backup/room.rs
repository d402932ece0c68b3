//! The directory in the state directory in which copies of the databases are made, and what a killed program left of it.

use super::BackupError;
use nix::fcntl::OFlag;
use nix::unistd::geteuid;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const PREFIX: &str = ".balie-backup-";
/// Directories that are tried. A second one means that somebody tidied up between making and locking the first.
const TRIES: usize = 16;

/// A directory (mode 0700), gone with this. It is locked for as long, by which one in use is told from one left behind.
pub(super) struct Room {
    // Removed before the lock goes.
    directory: TempDir,
    _lock: File,
}

impl Room {
    /// Makes one in this state directory, and removes those that were left behind.
    pub fn make(state: &Path) -> Result<Self, BackupError> {
        remove_left_behind(state);
        for _ in 0..TRIES {
            let directory = tempfile::Builder::new().prefix(PREFIX).tempdir_in(state);
            let directory = directory.map_err(BackupError::at(state))?;
            match lock(directory.path()) {
                Ok(Some(lock)) => return Ok(Self { directory, _lock: lock }),
                Ok(None) => {}
                Err(source) => return Err(BackupError::Io { path: directory.path().to_owned(), source }),
            }
        }
        Err(BackupError::at(state)(ErrorKind::AlreadyExists.into()))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.directory.path()
    }
}

/// Removes what backups and restores that were killed left in this state directory, which is whole databases. Those that
/// run are not disturbed. What cannot be removed is told in the log.
pub fn remove_left_behind(state: &Path) {
    for path in rooms(state) {
        match remove_unused(&path) {
            Ok(true) => tracing::info!(path = %path.display(), "removed what a killed backup left behind"),
            Ok(false) => {}
            Err(error) => {
                tracing::warn!(path = %path.display(), %error, "what a killed backup left behind stays");
            }
        }
    }
}

/// Without the right to look in the state directory there are none; whatever comes next tells that.
fn rooms(state: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(state).into_iter().flatten().flatten();
    let is_room = |name: &str| name.starts_with(PREFIX);
    let rooms = entries.filter(|entry| entry.file_name().to_str().is_some_and(is_room));
    rooms.map(|entry| entry.path()).collect()
}

fn remove_unused(path: &Path) -> io::Result<bool> {
    let handle = match open(path) {
        Ok(handle) => handle,
        // Of somebody else, or no directory but a link or a pipe: none of ours.
        Err(_) if !is_own_directory(path) => return Ok(false),
        Err(error) => return Err(error),
    };
    if handle.metadata()?.uid() != geteuid().as_raw() || handle.try_lock().is_err() {
        return Ok(false);
    }
    fs::remove_dir_all(path)?;
    Ok(true)
}

/// Locks a directory that was just made; none when somebody took it for one left behind before. Nobody is waited for.
fn lock(path: &Path) -> io::Result<Option<File>> {
    let found = open(path).and_then(|handle| {
        match handle.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(error)) => return Err(error),
        }
        let is_there = fs::symlink_metadata(path)?.ino() == handle.metadata()?.ino();
        Ok(is_there.then_some(handle))
    });
    match found {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        found => found,
    }
}

fn open(path: &Path) -> io::Result<File> {
    let flags = OFlag::O_DIRECTORY | OFlag::O_NOFOLLOW;
    OpenOptions::new().read(true).custom_flags(flags.bits()).open(path)
}

fn is_own_directory(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|found| found.is_dir() && found.uid() == geteuid().as_raw())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn rooms_in_use_stay_and_no_link_is_followed() {
        let state = tempfile::tempdir().unwrap();
        let at = |name: &str| state.path().join(name);
        let used = Room::make(state.path()).unwrap();
        fs::write(used.path().join("balie.db"), "x").unwrap();
        for directory in ["elsewhere", ".balie-backup-left", "no.balie-backup-"] {
            fs::create_dir(at(directory)).unwrap();
            fs::write(at(directory).join("balie.db"), "x").unwrap();
        }
        symlink(at("elsewhere"), at(".balie-backup-link")).unwrap();
        symlink(at("elsewhere"), at(".balie-backup-left/link")).unwrap();
        fs::write(at(".balie-backup-file"), "x").unwrap();
        nix::unistd::mkfifo(&at(".balie-backup-pipe"), nix::sys::stat::Mode::S_IRWXU).unwrap();
        remove_left_behind(state.path());
        assert!(!at(".balie-backup-left").exists());
        for stays in ["elsewhere/balie.db", "no.balie-backup-/balie.db", ".balie-backup-file"] {
            assert!(at(stays).exists(), "{stays}");
        }
        for stays in [".balie-backup-link", ".balie-backup-pipe"] {
            assert!(fs::symlink_metadata(at(stays)).is_ok(), "{stays}");
        }
        assert!(used.path().join("balie.db").exists());
        let path = used.path().to_owned();
        drop(used);
        assert!(!path.exists());
    }

    /// Between making a room and locking it others may take it for one left behind.
    #[test]
    fn a_room_is_there_however_much_is_tidied_up_meanwhile() {
        let state = tempfile::tempdir().unwrap();
        std::thread::scope(|scope| {
            let tidying: Vec<_> = (0..2)
                .map(|_| scope.spawn(|| (0..300).for_each(|_| remove_left_behind(state.path()))))
                .collect();
            while tidying.iter().any(|one| !one.is_finished()) {
                let room = Room::make(state.path()).unwrap();
                fs::write(room.path().join("balie.db"), "x").unwrap();
            }
        });
        assert_eq!(fs::read_dir(state.path()).unwrap().count(), 0);
    }

    #[test]
    fn one_that_was_removed_before_it_was_locked_is_not_used() {
        let state = tempfile::tempdir().unwrap();
        let path = state.path().join(".balie-backup-1");
        assert!(lock(&path).unwrap().is_none());
        fs::create_dir(&path).unwrap();
        let locked = lock(&path).unwrap();
        assert!(locked.is_some() && lock(&path).unwrap().is_none());
    }
}
