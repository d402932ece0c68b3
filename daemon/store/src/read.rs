//! Reading: what a snapshot and a unit of work have in common.

use std::path::Path;
use std::sync::Arc;

use sqlx::query::Query;
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{Sqlite, SqliteConnection, Transaction};

use crate::error::{StoreError, classify};

/// Every question the store answers. Got from a [`Snapshot`] (the last committed state) or from a
/// [`WriteTx`](crate::WriteTx) (the same, plus what this unit of work wrote).
///
/// All methods fail with [`StoreError`] when the file cannot be read.
pub struct Reader<'c> {
    connection: &'c mut SqliteConnection,
    path: &'c Path,
}

impl<'c> Reader<'c> {
    pub(crate) fn new(connection: &'c mut SqliteConnection, path: &'c Path) -> Self {
        Self { connection, path }
    }

    pub(crate) async fn all(
        &mut self,
        query: Query<'_, Sqlite, SqliteArguments>,
    ) -> Result<Vec<SqliteRow>, StoreError> {
        query.fetch_all(&mut *self.connection).await.map_err(|error| classify(&error, self.path))
    }

    pub(crate) async fn one(
        &mut self,
        query: Query<'_, Sqlite, SqliteArguments>,
    ) -> Result<SqliteRow, StoreError> {
        query.fetch_one(&mut *self.connection).await.map_err(|error| classify(&error, self.path))
    }

    pub(crate) async fn optional(
        &mut self,
        query: Query<'_, Sqlite, SqliteArguments>,
    ) -> Result<Option<SqliteRow>, StoreError> {
        query.fetch_optional(&mut *self.connection).await.map_err(|error| classify(&error, self.path))
    }
}

/// One committed state of the whole database, for as long as it is held. It blocks no writer and no writer
/// blocks it; a snapshot held for long keeps the write-ahead log from shrinking.
pub struct Snapshot {
    transaction: Transaction<'static, Sqlite>,
    path: Arc<Path>,
}

impl Snapshot {
    pub(crate) fn new(transaction: Transaction<'static, Sqlite>, path: Arc<Path>) -> Self {
        Self { transaction, path }
    }

    /// The questions that can be asked of this state.
    pub fn read(&mut self) -> Reader<'_> {
        Reader::new(&mut self.transaction, &self.path)
    }
}
