//! Backup and restore of a branch: one file with everything that is not elsewhere.
//!
//! The file is a tar archive: `backup.json` says what it is, `balie.db` holds the registrations and `accounts.db`
//! the login accounts that the daemon keeps itself. The registrations are copied first: an account that is made
//! in between is found again by its external id, while one that was missing would be taken to have lapsed.

mod archive;
mod check;
mod error;
mod room;
mod to_file;

pub use error::BackupError;
pub use room::remove_left_behind;
pub use to_file::{STANDARD_OUTPUT, backup_to_file};

use crate::config::Config;
use archive::{Incoming, Manifest, Outgoing};
use balie_store::{Restore, RestoreOptions};
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The registrations, in the state directory and in the archive.
const REGISTRATIONS: &str = "balie.db";
/// The login accounts.
const ACCOUNTS: &str = "accounts.db";

/// What was put back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// When the backup was made.
    pub made_at: chrono::DateTime<chrono::Utc>,
    /// Files that were replaced and are kept; they hold personal data.
    pub kept: Vec<PathBuf>,
}

/// Writes a backup to `out`, which `path` stands for in errors, while the daemon works or stands still.
///
/// # Errors
/// What keeps the databases from being read, or the backup from being written.
pub async fn backup(config: &Config, out: impl Write, path: &Path) -> Result<(), BackupError> {
    let state = &config.paths.state;
    let manifest = Manifest::new(&config.branch.number, chrono::Utc::now());
    let mut archive = Outgoing::begin(out, path, state, &manifest)?;
    let copy = archive.room(REGISTRATIONS);
    let copy = balie_store::backup(state.join(REGISTRATIONS), &copy).await?;
    archive.add(REGISTRATIONS, copy)?;
    let accounts = state.join(ACCOUNTS);
    if balie_files::check(&accounts)?.is_some() {
        let copy = archive.room(ACCOUNTS);
        let copy = balie_store::copy_database(&accounts, &copy).await?;
        archive.add(ACCOUNTS, copy)?;
    }
    archive.finish()
}

/// Puts the backup in `file`, opened at `path`, back, while no daemon runs on the state directory, which is there. What
/// is replaced is kept beside it.
///
/// # Errors
/// `NotABackup`, `Newer` or `OtherBranch` for the file; `Locked` (of the store) while a daemon runs; what keeps the
/// state directory from being written. Everything is then as it was.
pub async fn restore(
    config: &Config,
    file: File,
    path: &Path,
    options: RestoreOptions,
) -> Result<Restored, BackupError> {
    let state = &config.paths.state;
    let incoming = Incoming::unpack(file, path, state, &[REGISTRATIONS, ACCOUNTS])?;
    incoming.manifest.check(path, &config.branch.number)?;
    let target = state.join(REGISTRATIONS);
    let copy =
        incoming.find(REGISTRATIONS).ok_or_else(|| BackupError::NotABackup { path: path.to_owned() })?;
    // From here on no daemon can start.
    let registrations = Restore::prepare(copy, &target, options).await?;
    let mut kept = Vec::new();
    if let Some(copy) = incoming.find(ACCOUNTS) {
        // Opening it brings its tables up to date, and refuses what is none.
        let courier = Arc::new(balie_accounts::Silent);
        let checked =
            balie_accounts::BuiltIn::open(&copy, courier, balie_accounts::Options::default()).await?;
        checked.close().await;
        balie_store::replace_database(&copy, state.join(ACCOUNTS)).await?;
        kept.push(state.join(ACCOUNTS));
    }
    registrations.finish().await?;
    kept.insert(0, target);
    let kept = kept.into_iter().map(|path| beside(&path)).filter(|path| path.exists()).collect();
    Ok(Restored { made_at: incoming.manifest.made_at, kept })
}

/// What a replaced database is kept as.
fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".before-restore");
    name.into()
}
