//! A copy of an SQLite database that others may be writing.

use std::fs::{self, File};
use std::path::Path;

use sqlx::ConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;

use crate::error::{StoreError, classify, classify_file, classify_io};
use crate::open::{close, connect, create_private, rename, sibling};

/// Writes a copy of the last committed state of any SQLite database to a new file `path` (mode 0600). The copy
/// appears under its name only when it is complete and on disk. It is given as it was opened when it was made, for those
/// who cannot rely on what the name leads to meanwhile.
///
/// # Errors
/// `FileExists`; `DiskFull`, `ReadOnly` or `Io`, naming the copy; what keeps the database from being read.
pub async fn copy_database(database: impl AsRef<Path>, path: impl AsRef<Path>) -> Result<File, StoreError> {
    let (database, path) = (database.as_ref(), path.as_ref());
    if fs::symlink_metadata(path).is_ok() {
        return Err(StoreError::FileExists { path: path.to_owned() });
    }
    let partial = sibling(path, ".partial");
    let copied = copy(database, &partial).await;
    let placed = copied.and_then(|copy| rename(&partial, path).map(|()| copy));
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

async fn copy(database: &Path, partial: &Path) -> Result<File, StoreError> {
    balie_files::check_database(database).map_err(|error| classify_file(&error))?;
    let made = create_private(partial)?;
    let Some(name) = partial.to_str() else {
        return Err(StoreError::Invalid { what: "a path that is not UTF-8".to_owned() });
    };
    let mut connection = connect(existing(database), database).await?;
    // SQLite accepts an existing file if it is empty, so the copy is private from its first byte.
    let copied = sqlx::query("VACUUM INTO ?1").bind(name).execute(&mut connection).await;
    let closed = close(connection, database).await;
    copied.map_err(|error| classify(&error, partial))?;
    closed?;
    match made.metadata().map_err(|error| classify_io(&error, partial))?.len() {
        // SQLite wrote to another file, which got the name meanwhile.
        0 => Err(StoreError::NotADatabase { path: partial.to_owned() }),
        _ => Ok(made),
    }
}
