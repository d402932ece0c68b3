//! Putting a backup back.

use std::fs::File;
use std::path::{Path, PathBuf};

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, SqliteConnection};
use uuid::Uuid;

use super::replace::replace_database;
use crate::error::{StoreError, classify, classify_file, classify_io};
use crate::open::{
    RESTORING, check_version, close, connect, create_private, inspect, lock, migrate, quick_check, sibling,
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

/// A restore that is ready to happen. As long as it is held, no service can start on the target.
pub struct Restore {
    aside: PathBuf,
    target: PathBuf,
    _lock: File,
}

impl Restore {
    /// Makes everything ready to put the backup at `backup` in place of the database at `target`, while no service
    /// runs on that.
    ///
    /// # Errors
    /// `Locked` while a service runs; `NotADatabase`, `ForeignDatabase`, `Corrupt`, `NewerVersion` or
    /// `AlteredSchema` for the backup; `DiskFull`, `ReadOnly` or `Io`.
    pub async fn prepare(
        backup: impl AsRef<Path>,
        target: impl AsRef<Path>,
        options: RestoreOptions,
    ) -> Result<Self, StoreError> {
        let (backup, target) = (backup.as_ref(), target.as_ref());
        let lock = lock(target)?;
        // What is to be kept is looked at before anything is done.
        balie_files::check_database(target).map_err(|error| classify_file(&error))?;
        if !inspect(backup)? {
            return Err(StoreError::NotADatabase { path: backup.to_owned() });
        }
        // Dropped on the way, it removes what was made.
        let ready = Self { aside: sibling(target, RESTORING), target: target.to_owned(), _lock: lock };
        prepare(backup, &ready.aside, options).await?;
        Ok(ready)
    }

    /// Puts it in place. The database that was there is kept beside it, named `*.before-restore`; it holds personal
    /// data and is for the operator to remove.
    ///
    /// The database gets a new epoch, readers of the change feed have to confirm again, answers to requests are
    /// forgotten, and jobs that must not be done twice and were waiting or under way are `Unknown` (reason
    /// `RESTORED`). [`WriteTx::take_restored`](crate::WriteTx::take_restored) tells it to whoever opens it next.
    ///
    /// # Errors
    /// `DiskFull`, `ReadOnly` or `Io`; the target is then as it was.
    pub async fn finish(self) -> Result<(), StoreError> {
        replace_database(&self.aside, &self.target).await
    }
}

impl Drop for Restore {
    fn drop(&mut self) {
        // A half-made copy is of no use, and holds personal data. A finished one has another name by now.
        let _ = balie_files::remove_database(&self.aside);
    }
}

/// Prepares and finishes a [`Restore`] at once.
///
/// # Errors
/// As for both.
pub async fn restore(
    backup: impl AsRef<Path>,
    target: impl AsRef<Path>,
    options: RestoreOptions,
) -> Result<(), StoreError> {
    Restore::prepare(backup, target, options).await?.finish().await
}

/// Copies the backup and changes in the copy what must not be as it was.
async fn prepare(backup: &Path, aside: &Path, options: RestoreOptions) -> Result<(), StoreError> {
    let Some(mut from) = balie_files::open(backup).map_err(|error| classify_file(&error))? else {
        return Err(StoreError::NotADatabase { path: backup.to_owned() });
    };
    let mut copy = create_private(aside)?;
    std::io::copy(&mut from, &mut copy).map_err(|error| classify_io(&error, aside))?;
    drop((from, copy));
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
        sqlx::query("INSERT OR REPLACE INTO meta (name, value) VALUES ('restored', '1')"),
        sqlx::query("UPDATE counters SET value = value + ?1 WHERE name NOT LIKE '\\_%' ESCAPE '\\'")
            .bind(skip),
        // Since the backup was made, what was to be printed may have been: a person has to look.
        sqlx::query(
            "UPDATE jobs SET state = 'unknown', outcome = '{\"reason\":\"RESTORED\"}'
             WHERE repeatable = 0 AND state IN ('queued', 'started', 'attention')",
        ),
        sqlx::query("DELETE FROM acknowledgements"),
        sqlx::query("DELETE FROM idempotency"),
    ] {
        statement.execute(&mut *connection).await.map_err(|error| classify(&error, backup))?;
    }
    Ok(())
}
