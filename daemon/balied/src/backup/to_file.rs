//! A backup in a file of the caller.
//!
//! The file is made where the service may be no guest, such as a directory of root, and the state is read as the owner
//! of the state directory, who may be an enemy of root. No process can do both. So this one makes the file, looks at
//! nothing in the state directory, and takes the archive from the program started again, which has become that owner.

use super::BackupError;
use balie_files::{Draft, reach};
use nix::unistd::geteuid;
use std::io::ErrorKind;
use std::path::Path;
use std::process::{Command, Stdio};

/// Instead of a file: standard output.
pub const STANDARD_OUTPUT: &str = "-";

/// Writes a backup to a new file (mode 0600) of the caller. `config` is the file of the configuration.
///
/// # Errors
/// `Exists`; `Told` when the state cannot be read; what keeps the file from being written. No file is left then.
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
        Some(mut archive) => std::io::copy(&mut archive, draft.file()).map(|_| ()),
        None => Err(ErrorKind::BrokenPipe.into()),
    };
    if written.is_err() {
        // It would go on, and complain as well.
        let _ = reader.kill();
    }
    let ended = reader.wait();
    written.map_err(BackupError::at(file))?;
    let status = ended.map_err(BackupError::at(file))?;
    if status.code().is_none() {
        return Err(BackupError::Ended { path: file.to_owned(), status });
    }
    if !status.success() {
        return Err(BackupError::Told);
    }
    draft.place_new().map_err(|error| match error {
        // Never over a file that came meanwhile.
        balie_files::FileError::Io { source, .. } if source.kind() == ErrorKind::AlreadyExists => exists(),
        error => error.into(),
    })
}
