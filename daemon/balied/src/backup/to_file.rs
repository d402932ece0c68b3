//! A backup in a file of the caller.
//!
//! The file is made where the service may be no guest, such as a directory of root, and the state is read as the owner
//! of the state directory, who may be an enemy of root. No process can do both. So this one makes the file, looks at
//! nothing in the state directory, and takes the archive from the program started again, which has become that owner. That
//! owner may have a hand in what comes, so no more of it is taken than there is room for, and it must be a backup.

use super::{ACCOUNTS, BackupError, REGISTRATIONS, check};
use balie_files::{Draft, reach};
use nix::sys::statvfs::fstatvfs;
use nix::unistd::geteuid;
use std::fs::File;
use std::io::{self, ErrorKind, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};

/// Instead of a file: standard output.
pub const STANDARD_OUTPUT: &str = "-";

/// Of the free room on the disk of the file, the part that is left to others: one in this many.
const LEFT: u64 = 10;

/// Writes a backup to a new file (mode 0600) of the caller. `config` is the file of the configuration.
///
/// # Errors
/// `Exists`; `Told` when the state cannot be read; `TooLarge` or `NotWhole` for what was read; what keeps the file from
/// being written. No file is left then.
pub fn backup_to_file(config: &Path, file: &Path) -> Result<(), BackupError> {
    let exists = || BackupError::Exists { path: file.to_owned() };
    if std::fs::symlink_metadata(file).is_ok() {
        return Err(exists());
    }
    let mut draft = if geteuid().is_root() {
        // A directory on the way may be somebody's who would like to have a file elsewhere.
        let parent = file.parent().filter(|parent| !parent.as_os_str().is_empty());
        Draft::create_in(reach(parent.unwrap_or(Path::new(".")))?, file)?
    } else {
        Draft::create(file)?
    };
    let most = room_for(draft.file()).map_err(BackupError::at(file))?;
    // The running program, of whatever name, also when its file was replaced meanwhile.
    let mut reader = Command::new("/proc/self/exe")
        .arg("--config")
        .arg(config)
        .args(["backup", STANDARD_OUTPUT])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(BackupError::at(file))?;
    let written = match reader.stdout.take() {
        Some(archive) => take(archive, draft.file(), most).map_err(BackupError::at(file)),
        None => Err(BackupError::at(file)(ErrorKind::BrokenPipe.into())),
    };
    if !written.as_ref().is_ok_and(|taken| *taken <= most) {
        // It would go on, and complain as well.
        let _ = reader.kill();
    }
    let ended = reader.wait();
    if written? > most {
        return Err(BackupError::TooLarge { path: file.to_owned(), most });
    }
    let status = ended.map_err(BackupError::at(file))?;
    if status.code().is_none() {
        return Err(BackupError::Ended { path: file.to_owned(), status });
    }
    if !status.success() {
        return Err(BackupError::Told);
    }
    if !check::is_backup(draft.file(), &[REGISTRATIONS, ACCOUNTS]).map_err(BackupError::at(file))? {
        return Err(BackupError::NotWhole { path: file.to_owned() });
    }
    draft.place_new().map_err(|error| match error {
        // Never over a file that came meanwhile.
        balie_files::FileError::Io { source, .. } if source.kind() == ErrorKind::AlreadyExists => exists(),
        error => error.into(),
    })
}

/// The bytes that may be written to a file.
fn room_for(file: &File) -> io::Result<u64> {
    let disk = fstatvfs(file)?;
    let free = disk.blocks_available().saturating_mul(disk.fragment_size());
    Ok(free - free / LEFT)
}

/// Copies to the end, and only one byte more than `most`. Gives how many bytes that were.
fn take(from: impl Read, to: &mut impl Write, most: u64) -> io::Result<u64> {
    io::copy(&mut from.take(most.saturating_add(1)), to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_end_is_not_taken_to_its_end() {
        let mut taken = Vec::new();
        assert_eq!(take(io::repeat(0), &mut taken, 1000).unwrap(), 1001);
        assert_eq!(taken.len(), 1001);
        assert_eq!(take(&[0; 1000][..], &mut io::sink(), 1000).unwrap(), 1000);
    }

    #[test]
    fn a_part_of_the_free_room_is_left_to_others() {
        let file = tempfile::tempfile().unwrap();
        let disk = fstatvfs(&file).unwrap();
        let all = disk.blocks() * disk.fragment_size();
        assert!((1..all).contains(&room_for(&file).unwrap()));
    }
}
