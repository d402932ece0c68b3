//! The archive of a backup.

use super::BackupError;
use super::room::Room;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::{ErrorKind, Read, Seek as _, Write};
use std::path::{Path, PathBuf};

/// What the archive begins with.
pub(super) const MANIFEST: &str = "backup.json";
/// Version of the form of the archive.
const FORM: u32 = 1;
/// Longest manifest taken, in bytes.
pub(super) const MANIFEST_MAX: u64 = 64 * 1024;

/// What a backup says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    form: u32,
    /// Branch number.
    branch: String,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// Version of the daemon that made it.
    version: String,
}

impl Manifest {
    /// Of this branch, made now.
    pub fn new(branch: &str, made_at: DateTime<Utc>) -> Self {
        Self { form: FORM, branch: branch.to_owned(), made_at, version: env!("CARGO_PKG_VERSION").to_owned() }
    }

    /// Refuses what is not for this release or not of this branch.
    pub fn check(&self, path: &Path, branch: &str) -> Result<(), BackupError> {
        if self.form > FORM {
            return Err(BackupError::Newer { path: path.to_owned(), version: self.version.clone() });
        }
        if self.branch != branch {
            let (found, own) = (self.branch.clone(), branch.to_owned());
            return Err(BackupError::OtherBranch { path: path.to_owned(), found, own });
        }
        Ok(())
    }
}

/// An archive being written.
pub struct Outgoing<W: Write> {
    /// What errors of writing name.
    path: PathBuf,
    /// Private, and gone with this.
    room: Room,
    builder: tar::Builder<W>,
    /// Seconds since 1970.
    made_at: u64,
}

impl<W: Write> Outgoing<W> {
    /// Begins an archive that goes to `out`, which `path` stands for. Copies for it are made under `directory`.
    pub fn begin(out: W, path: &Path, directory: &Path, manifest: &Manifest) -> Result<Self, BackupError> {
        let room = Room::make(directory)?;
        let mut builder = tar::Builder::new(out);
        let text =
            serde_json::to_vec_pretty(manifest).map_err(|error| BackupError::at(path)(error.into()))?;
        let made_at = u64::try_from(manifest.made_at.timestamp()).unwrap_or_default();
        let mut header = header(text.len() as u64, made_at);
        builder.append_data(&mut header, MANIFEST, text.as_slice()).map_err(BackupError::at(path))?;
        Ok(Self { path: path.to_owned(), room, builder, made_at })
    }

    /// Where a copy may be put that is to be added.
    pub fn room(&self, name: &str) -> PathBuf {
        self.room.path().join(name)
    }

    /// Adds what was put there, as it was opened when it was made: the name may lead to something else by now. It has no
    /// name any more meanwhile, so that no crash leaves it.
    pub fn add(&mut self, name: &str, mut file: File) -> Result<(), BackupError> {
        let copy = self.room(name);
        fs::remove_file(&copy).map_err(BackupError::at(&copy))?;
        file.rewind().map_err(BackupError::at(&copy))?;
        let size = file.metadata().map_err(BackupError::at(&copy))?.len();
        // What is added to it meanwhile is not taken, and what is taken off it is missed.
        let mut content = file.take(size);
        let added = self.builder.append_data(&mut header(size, self.made_at), name, &mut content);
        added.map_err(BackupError::at(&self.path))?;
        match content.limit() {
            0 => Ok(()),
            _ => Err(BackupError::at(&copy)(ErrorKind::UnexpectedEof.into())),
        }
    }

    /// Ends it.
    pub fn finish(self) -> Result<(), BackupError> {
        let mut out = self.builder.into_inner().map_err(BackupError::at(&self.path))?;
        out.flush().map_err(BackupError::at(&self.path))
    }
}

fn header(size: u64, made_at: u64) -> tar::Header {
    let mut header = tar::Header::new_gnu();
    header.set_size(size);
    header.set_mode(0o600);
    header.set_mtime(made_at);
    header
}

/// An archive that was unpacked.
pub struct Incoming {
    /// What it says of itself.
    pub manifest: Manifest,
    room: Room,
}

impl Incoming {
    /// Unpacks the archive in `file`, opened at `path`, under `directory`. Only files of these names are taken; any other makes it no backup.
    pub fn unpack(file: File, path: &Path, directory: &Path, names: &[&str]) -> Result<Self, BackupError> {
        let none = || BackupError::NotABackup { path: path.to_owned() };
        let room = Room::make(directory)?;
        let mut archive = tar::Archive::new(file);
        let mut manifest = None;
        for entry in archive.entries().map_err(|_| none())? {
            let mut entry = entry.map_err(|_| none())?;
            let name =
                entry.path().ok().and_then(|path| path.to_str().map(str::to_owned)).ok_or_else(none)?;
            if manifest.is_none() {
                let mut text = String::new();
                let read = entry.by_ref().take(MANIFEST_MAX).read_to_string(&mut text);
                if name != MANIFEST || read.is_err() {
                    return Err(none());
                }
                let read: Manifest = serde_json::from_str(&text).map_err(|_| none())?;
                // They are shown when they do not fit.
                if [&read.branch, &read.version].into_iter().any(|shown| shown.contains(char::is_control)) {
                    return Err(none());
                }
                manifest = Some(read);
                continue;
            }
            if !names.contains(&name.as_str()) || !entry.header().entry_type().is_file() {
                return Err(none());
            }
            let copy = room.path().join(&name);
            let mut made = balie_files::create_new(&copy)?;
            std::io::copy(&mut entry, &mut made).map_err(|error| match error.kind() {
                // The archive ends before its file does.
                ErrorKind::UnexpectedEof => none(),
                _ => BackupError::at(&copy)(error),
            })?;
        }
        Ok(Self { manifest: manifest.ok_or_else(none)?, room })
    }

    /// A file of the archive.
    pub fn find(&self, name: &str) -> Option<PathBuf> {
        Some(self.room.path().join(name)).filter(|path| path.exists())
    }
}
