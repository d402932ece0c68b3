//! Copies of a live database, and putting one back.

mod restore;

use std::fs::{self, File, OpenOptions};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use sqlx::ConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;

use crate::error::{StoreError, classify, classify_io};
use crate::open::{close, connect, sibling, sync_directory};
use crate::store::Store;

pub use restore::{RestoreOptions, restore};

impl Store {
    /// Writes a copy of the last committed state to a new file `path` (mode 0600), while work goes on. The
    /// copy holds no remains of what was erased. It appears under its name only when it is complete and on
    /// disk.
    ///
    /// # Errors
    /// `FileExists`; `DiskFull`, `ReadOnly` or `Io`, naming the copy.
    pub async fn backup_to(&self, path: impl AsRef<Path>) -> Result<(), StoreError> {
        let path = path.as_ref();
        if fs::symlink_metadata(path).is_ok() {
            return Err(StoreError::FileExists { path: path.to_owned() });
        }
        let partial = sibling(path, ".partial");
        let copied = self.copy_to(&partial).await;
        let placed = copied.and_then(|()| place(&partial, path));
        if placed.is_err() {
            // What is left of it is of no use, and may be what fills the disk.
            let _ = fs::remove_file(&partial);
        }
        placed
    }

    async fn copy_to(&self, partial: &Path) -> Result<(), StoreError> {
        let made = OpenOptions::new().create(true).write(true).truncate(true).mode(0o600).open(partial);
        made.map_err(|error| classify_io(&error, partial))?;
        let Some(name) = partial.to_str() else {
            return Err(StoreError::Invalid { what: "a path that is not UTF-8".to_owned() });
        };
        let options = SqliteConnectOptions::new().filename(self.path()).create_if_missing(false);
        let mut connection = connect(options.disable_statement_logging(), self.path()).await?;
        // SQLite accepts an existing file if it is empty, so the copy is private from its first byte.
        let copied = sqlx::query("VACUUM INTO ?1").bind(name).execute(&mut connection).await;
        let closed = close(connection, self.path()).await;
        copied.map_err(|error| classify(&error, partial))?;
        closed
    }
}

fn place(partial: &Path, path: &Path) -> Result<(), StoreError> {
    File::open(partial).and_then(|file| file.sync_all()).map_err(|error| classify_io(&error, partial))?;
    fs::rename(partial, path).map_err(|error| classify_io(&error, path))?;
    sync_directory(path)
}
