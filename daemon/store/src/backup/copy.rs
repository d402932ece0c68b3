//! A copy of an SQLite database that others may be writing.

use std::fs;
use std::path::Path;

use sqlx::ConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;

use crate::error::{StoreError, classify, classify_file};
use crate::open::{close, connect, create_private, rename, sibling};

/// Writes a copy of the last committed state of any SQLite database to a new file `path` (mode 0600). The copy
/// appears under its name only when it is complete and on disk.
///
/// # Errors
/// `FileExists`; `DiskFull`, `ReadOnly` or `Io`, naming the copy; what keeps the database from being read.
pub async fn copy_database(database: impl AsRef<Path>, path: impl AsRef<Path>) -> Result<(), StoreError> {
    let (database, path) = (database.as_ref(), path.as_ref());
    if fs::symlink_metadata(path).is_ok() {
        return Err(StoreError::FileExists { path: path.to_owned() });
    }
    let partial = sibling(path, ".partial");
    let copied = copy(database, &partial).await;
    let placed = copied.and_then(|()| rename(&partial, path));
    if placed.is_err() {
        // What is left of it is of no use, and may be what fills the disk.
        let _ = fs::remove_file(&partial);
    }
    placed
}

/// How an existing database is opened to look at it.
pub(super) fn existing(database: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new().filename(database).create_if_missing(false).disable_statement_logging()
}

async fn copy(database: &Path, partial: &Path) -> Result<(), StoreError> {
    balie_files::check_database(database).map_err(|error| classify_file(&error))?;
    create_private(partial)?;
    let Some(name) = partial.to_str() else {
        return Err(StoreError::Invalid { what: "a path that is not UTF-8".to_owned() });
    };
    let mut connection = connect(existing(database), database).await?;
    // SQLite accepts an existing file if it is empty, so the copy is private from its first byte.
    let copied = sqlx::query("VACUUM INTO ?1").bind(name).execute(&mut connection).await;
    let closed = close(connection, database).await;
    copied.map_err(|error| classify(&error, partial))?;
    closed
}
