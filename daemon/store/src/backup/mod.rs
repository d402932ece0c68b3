//! Copies of a live database, and putting one back.

mod copy;
mod replace;
mod restore;

use std::fs::File;
use std::path::Path;

use crate::error::StoreError;
use crate::open::{check_version, close, connect, inspect};
use crate::store::Store;

pub use copy::copy_database;
pub use replace::replace_database;
pub use restore::{Restore, RestoreOptions, restore};

impl Store {
    /// Writes a copy of the last committed state to a new file `path` (mode 0600), while work goes on. The
    /// copy holds no remains of what was erased. It appears under its name only when it is complete and on
    /// disk.
    ///
    /// # Errors
    /// `FileExists`; `DiskFull`, `ReadOnly` or `Io`, naming the copy.
    pub async fn backup_to(&self, path: impl AsRef<Path>) -> Result<(), StoreError> {
        copy_database(self.path(), path).await.map(|_| ())
    }
}

/// As [`copy_database`], of a store that another process may have open.
///
/// # Errors
/// Also `NotADatabase`, `ForeignDatabase` or `NewerVersion` for the database at `database`.
pub async fn backup(database: impl AsRef<Path>, path: impl AsRef<Path>) -> Result<File, StoreError> {
    let database = database.as_ref();
    if !inspect(database)? {
        return Err(StoreError::NotADatabase { path: database.to_owned() });
    }
    let mut connection = connect(copy::existing(database), database).await?;
    let known = check_version(&mut connection, database).await;
    close(connection, database).await?;
    known?;
    copy_database(database, path).await
}
