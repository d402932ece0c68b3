//! Opening a database: every reason not to, before anything is written.

mod files;
mod schema;

use std::fs::File;
use std::path::Path;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, SqliteConnection, SqlitePool};

use crate::error::{StoreError, classify};
use crate::options::Options;

pub(crate) use files::{RESTORING, create_private, inspect, lock, rename, sibling, sync_directory};
pub(crate) use schema::{check_version, migrate, quick_check};

/// Marks the file as ours in the SQLite header: `BALI`, as `PRAGMA application_id`.
pub(crate) const APPLICATION_ID: u32 = 0x4241_4C49;

/// The page size of new databases in bytes, SQLite's own default.
const PAGE_SIZE: u64 = 4096;

/// An open database.
pub(crate) struct Opened {
    pub(crate) writer: SqliteConnection,
    pub(crate) readers: SqlitePool,
    pub(crate) epoch: String,
    /// Held for as long as the store is open.
    pub(crate) lock: File,
}

/// Opens or creates the database at `path` and brings its schema up to date.
pub(crate) async fn open(path: &Path, options: &Options) -> Result<Opened, StoreError> {
    files::check_directory(path)?;
    let lock = lock(path)?;
    files::remove_half_restored(path);
    if !inspect(path)? {
        create(path).await?;
    }
    files::make_private(path)?;

    let mut writer = connect(writer_options(path, options), path).await?;
    if std::fs::metadata(path).is_ok_and(|found| found.len() <= options.check_up_to) {
        quick_check(&mut writer, path).await?;
    }
    check_version(&mut writer, path).await?;
    migrate(&mut writer, path).await?;
    let epoch = schema::epoch(&mut writer, path).await?;

    let readers = SqlitePoolOptions::new()
        .max_connections(options.readers.max(1))
        .min_connections(0)
        .test_before_acquire(false)
        .connect_lazy_with(plain(path, options).read_only(true));
    Ok(Opened { writer, readers, epoch, lock })
}

/// Makes an empty database that is marked as ours. It is made aside and renamed, so that a power cut never
/// leaves a file that the next start would take for somebody else's.
async fn create(path: &Path) -> Result<(), StoreError> {
    let aside = sibling(path, ".new");
    create_private(&aside)?;
    let options = SqliteConnectOptions::new().filename(&aside).page_size(4096);
    let mut connection = connect(options.disable_statement_logging(), &aside).await?;
    let marked = sqlx::query("PRAGMA application_id = 1111575625").execute(&mut connection).await;
    marked.map_err(|error| classify(&error, &aside))?;
    close(connection, &aside).await?;
    rename(&aside, path)
}

/// What every connection to the database has in common.
fn plain(path: &Path, options: &Options) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(false)
        .foreign_keys(true)
        .busy_timeout(options.busy_timeout)
        // A schema changed by somebody else must not be able to run code through views or triggers.
        .pragma("trusted_schema", "OFF")
        .disable_statement_logging()
}

fn writer_options(path: &Path, options: &Options) -> SqliteConnectOptions {
    let writer = plain(path, options)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        // Erased persons must not remain legible in free pages.
        .pragma("secure_delete", "ON")
        .pragma("journal_size_limit", "16777216")
        .statement_cache_capacity(200);
    match options.max_bytes {
        Some(bytes) => writer.pragma("max_page_count", (bytes / PAGE_SIZE).max(1).to_string()),
        None => writer,
    }
}

pub(crate) async fn connect(
    options: SqliteConnectOptions,
    path: &Path,
) -> Result<SqliteConnection, StoreError> {
    options.connect().await.map_err(|error| classify(&error, path))
}

pub(crate) async fn close(connection: SqliteConnection, path: &Path) -> Result<(), StoreError> {
    connection.close().await.map_err(|error| classify(&error, path))
}
