//! The transaction a unit of work writes in.

use std::path::Path;
use std::sync::Arc;

use sqlx::query::Query;
use sqlx::sqlite::SqliteArguments;
use sqlx::{Sqlite, SqliteConnection};
use tokio::sync::watch;

use crate::error::{StoreError, classify};
use crate::read::Reader;

/// The transaction of one unit of work. What is read through [`read`](Self::read) cannot change before the
/// commit, because there is only one writer.
pub struct WriteTx {
    connection: SqliteConnection,
    path: Arc<Path>,
    /// The last change number given out, in this transaction or before.
    change: u64,
    /// Whether a job was added or moved since the last commit.
    jobs_touched: bool,
    /// A fault of the machine met by the present unit. SQLite may have dropped the transaction then, and
    /// a further statement would be committed all alone.
    fault: Option<StoreError>,
    change_watch: watch::Sender<u64>,
    jobs_watch: watch::Sender<u64>,
}

/// What undoing a unit has to put back in memory.
#[derive(Clone, Copy)]
pub(super) struct Mark {
    change: u64,
    jobs_touched: bool,
}

impl WriteTx {
    pub(crate) fn new(
        connection: SqliteConnection,
        path: Arc<Path>,
        change_watch: watch::Sender<u64>,
        jobs_watch: watch::Sender<u64>,
    ) -> Self {
        let change = *change_watch.borrow();
        Self { connection, path, change, jobs_touched: false, fault: None, change_watch, jobs_watch }
    }

    /// Asks the database, this unit's own writes included.
    pub fn read(&mut self) -> Reader<'_> {
        Reader::new(&mut self.connection, &self.path)
    }

    /// Executes a writing statement; returns the number of rows it touched.
    pub(crate) async fn execute(
        &mut self,
        query: Query<'_, Sqlite, SqliteArguments>,
    ) -> Result<u64, StoreError> {
        if let Some(fault) = &self.fault {
            return Err(fault.clone());
        }
        match query.execute(&mut self.connection).await {
            Ok(done) => Ok(done.rows_affected()),
            Err(error) => {
                let error = classify(&error, &self.path);
                if error.is_environmental() {
                    self.fault = Some(error.clone());
                }
                Err(error)
            }
        }
    }

    /// The next number of the change feed. Gapless: a unit that is undone gives its numbers back.
    pub(crate) fn next_change(&mut self) -> u64 {
        self.change += 1;
        self.change
    }

    /// Takes back the number that was just given out and not used.
    pub(crate) fn return_change(&mut self) {
        self.change -= 1;
    }

    /// The last change number given out, this unit's own included.
    pub(crate) fn last_change(&self) -> u64 {
        self.change
    }

    pub(crate) fn touch_jobs(&mut self) {
        self.jobs_touched = true;
    }

    pub(super) fn mark(&self) -> Mark {
        Mark { change: self.change, jobs_touched: self.jobs_touched }
    }

    pub(super) fn reset(&mut self, mark: Mark) {
        self.change = mark.change;
        self.jobs_touched = mark.jobs_touched;
    }

    pub(super) fn take_fault(&mut self) -> Option<StoreError> {
        self.fault.take()
    }

    pub(super) fn path(&self) -> Arc<Path> {
        Arc::clone(&self.path)
    }

    pub(super) fn connection(&mut self) -> &mut SqliteConnection {
        &mut self.connection
    }

    pub(super) fn into_connection(self) -> SqliteConnection {
        self.connection
    }

    /// Keeps the change number for the next start, as part of the commit that follows.
    pub(super) async fn store_change(&mut self) -> Result<(), StoreError> {
        if self.change == *self.change_watch.borrow() {
            return Ok(());
        }
        let change = crate::value::integer(self.change)?;
        let query = sqlx::query("UPDATE counters SET value = ?1 WHERE name = '_change'").bind(change);
        self.execute(query).await.map(|_| ())
    }

    /// Wakes those who follow changes and jobs; called when the commit is on disk.
    pub(super) fn announce(&mut self) {
        let change = self.change;
        self.change_watch.send_if_modified(|last| std::mem::replace(last, change) != change);
        if std::mem::take(&mut self.jobs_touched) {
            self.jobs_watch.send_modify(|count| *count += 1);
        }
    }
}
