//! Putting a backup back.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::Path;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, SqliteConnection};
use uuid::Uuid;

use crate::error::{StoreError, classify, classify_io};
use crate::open::{
    check_version, close, connect, inspect, lock, migrate, quick_check, restrict, sibling, sync_directory,
};
use crate::value::integer;

/// How a backup is put back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RestoreOptions {
    /// How far to move every counter on. Numbers given out after the backup was made are not in it; passing
    /// over more numbers than that keeps patron numbers and mandate references from being given out twice.
    pub skip_numbers: u64,
}

impl Default for RestoreOptions {
    fn default() -> Self {
        Self { skip_numbers: 1000 }
    }
}

/// Makes the backup at `backup` the database at `target`, while no service runs on it. The database that was
/// there is kept beside it, named `*.before-restore`; it holds personal data and is for the operator to remove.
///
/// The database gets a new epoch, readers of the change feed have to confirm again, and answers to requests
/// are forgotten.
///
/// # Errors
/// `Locked` while a service runs; `NotADatabase`, `ForeignDatabase`, `Corrupt`, `NewerVersion` or
/// `AlteredSchema` for the backup; `DiskFull`, `ReadOnly` or `Io`. The target is then as it was.
pub async fn restore(
    backup: impl AsRef<Path>,
    target: impl AsRef<Path>,
    options: RestoreOptions,
) -> Result<(), StoreError> {
    let (backup, target) = (backup.as_ref(), target.as_ref());
    let _lock = lock(target)?;
    if !inspect(backup)? {
        return Err(StoreError::NotADatabase { path: backup.to_owned() });
    }
    let aside = sibling(target, ".restoring");
    let mut done = prepare(backup, &aside, options).await;
    if done.is_ok() {
        done = swap(&aside, target).await;
    }
    if done.is_err() {
        // A half-made copy is of no use, and holds personal data.
        let _ = fs::remove_file(&aside);
    }
    done
}

/// Copies the backup and changes in the copy what must not be as it was.
async fn prepare(backup: &Path, aside: &Path, options: RestoreOptions) -> Result<(), StoreError> {
    fs::copy(backup, aside).map_err(|error| classify_io(&error, aside))?;
    restrict(aside)?;
    // No write-ahead log here: the copy has to be complete in its one file when it is renamed.
    let plain = SqliteConnectOptions::new().filename(aside).pragma("journal_mode", "DELETE");
    let mut connection = connect(plain.disable_statement_logging(), backup).await?;
    let changed = renew(&mut connection, backup, options).await;
    close(connection, aside).await?;
    changed?;
    File::open(aside).and_then(|file| file.sync_all()).map_err(|error| classify_io(&error, aside))
}

async fn renew(
    connection: &mut SqliteConnection,
    backup: &Path,
    options: RestoreOptions,
) -> Result<(), StoreError> {
    quick_check(connection, backup).await?;
    check_version(connection, backup).await?;
    migrate(connection, backup).await?;
    let epoch = Uuid::new_v4().to_string();
    let skip = integer(options.skip_numbers)?;
    for statement in [
        sqlx::query("INSERT OR REPLACE INTO meta (name, value) VALUES ('epoch', ?1)").bind(epoch),
        sqlx::query("UPDATE counters SET value = value + ?1 WHERE name NOT LIKE '\\_%' ESCAPE '\\'")
            .bind(skip),
        sqlx::query("DELETE FROM acknowledgements"),
        sqlx::query("DELETE FROM idempotency"),
    ] {
        statement.execute(&mut *connection).await.map_err(|error| classify(&error, backup))?;
    }
    Ok(())
}

/// Puts the finished copy in place of the old database, in an order that leaves either the old or the new one
/// whenever the power goes: a missing file would be taken for a first start.
async fn swap(aside: &Path, target: &Path) -> Result<(), StoreError> {
    let old = sibling(target, ".before-restore");
    for suffix in ["", "-shm", "-wal"] {
        remove_if_there(&sibling(&old, suffix))?;
    }
    if target.exists() {
        settle_log(target).await;
        for suffix in ["-shm", "-wal"] {
            // Still there when the old database is damaged. Beside the new one it would be played into it.
            rename_if_there(&sibling(target, suffix), &sibling(&old, suffix))?;
        }
        fs::hard_link(target, &old).map_err(|error| classify_io(&error, &old))?;
    }
    fs::rename(aside, target).map_err(|error| classify_io(&error, target))?;
    sync_directory(target)
}

/// Has SQLite bring the log of the old database into it, which it does when the last connection closes.
async fn settle_log(target: &Path) {
    let options = SqliteConnectOptions::new().filename(target).create_if_missing(false);
    let settled = match connect(options.disable_statement_logging(), target).await {
        Ok(mut connection) => {
            let read = sqlx::query("SELECT count(*) FROM sqlite_schema").execute(&mut connection).await;
            close(connection, target).await.and(read.map_err(|error| classify(&error, target)))
        }
        Err(error) => Err(error),
    };
    if let Err(error) = settled {
        tracing::warn!(code = error.code(), "the database being replaced is damaged");
    }
}

fn remove_if_there(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(classify_io(&error, path)),
        _ => Ok(()),
    }
}

fn rename_if_there(from: &Path, to: &Path) -> Result<(), StoreError> {
    match fs::rename(from, to) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(classify_io(&error, from)),
        _ => Ok(()),
    }
}
