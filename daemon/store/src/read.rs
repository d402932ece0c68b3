//! Reading: what a snapshot and a unit of work have in common.

use std::path::Path;
use std::sync::Arc;

use futures_util::{Stream, TryStreamExt};
use sqlx::query::Query;
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{Sqlite, SqliteConnection, Transaction};

use crate::error::{StoreError, classify};
use crate::value::Cells;

/// Most bytes of states in the rows of one page: what a caller holds in memory at once, whatever the page size.
const PAGE_BYTES: usize = 4 * 1024 * 1024;

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

    /// The rows of a query, one at a time.
    pub(crate) fn rows<'q>(
        &'q mut self,
        query: Query<'q, Sqlite, SqliteArguments>,
    ) -> impl Stream<Item = Result<SqliteRow, StoreError>> + Unpin + 'q {
        let path = self.path;
        query.fetch(&mut *self.connection).map_err(move |error| classify(&error, path))
    }

    /// The first rows of a query, at most `limit` of them and at most [`PAGE_BYTES`] of the states in column `state`,
    /// but always one; and whether there are more.
    pub(crate) async fn page(
        &mut self,
        query: Query<'_, Sqlite, SqliteArguments>,
        limit: u32,
        state: usize,
    ) -> Result<(Vec<SqliteRow>, bool), StoreError> {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let mut found = query.fetch(&mut *self.connection);
        let (mut rows, mut bytes) = (Vec::new(), 0_usize);
        while let Some(row) = found.try_next().await.map_err(|error| classify(&error, self.path))? {
            bytes += Cells(&row).get::<Option<&str>>(state)?.map_or(0, str::len);
            if rows.len() == limit || (bytes > PAGE_BYTES && !rows.is_empty()) {
                return Ok((rows, true));
            }
            rows.push(row);
        }
        Ok((rows, false))
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
