//! The one writer: takes units of work in turn and commits many of them together.

mod batch;
mod tx;
mod unit;

use std::fs::File;

use sqlx::{Connection, Row};
use tokio::sync::{mpsc, oneshot};

use crate::error::{StoreError, classify};
use crate::options::Options;

pub use tx::WriteTx;
pub(crate) use unit::{Unit, Work};

/// What the writer can be asked.
pub(crate) enum Request {
    /// Do this and commit it.
    Work(Box<dyn Unit>),
    /// Move the write-ahead log into the database and cut it to nothing.
    Checkpoint(oneshot::Sender<Result<(), StoreError>>),
    /// Finish what is queued, then stop.
    Close,
}

/// The writer task: owns the only writing connection and the lock on the database.
pub(crate) struct Writer {
    tx: WriteTx,
    queue: mpsc::Receiver<Request>,
    options: Options,
    /// Dropped after the connection, so that nobody else opens a database that is still being closed.
    lock: File,
}

impl Writer {
    pub(crate) fn new(tx: WriteTx, queue: mpsc::Receiver<Request>, options: Options, lock: File) -> Self {
        Self { tx, queue, options, lock }
    }

    /// Works until the store is closed or nobody holds it any more; what was queued by then is done.
    pub(crate) async fn run(mut self) {
        let mut held = None;
        loop {
            let request = match held.take() {
                Some(request) => request,
                None => match self.queue.recv().await {
                    Some(request) => request,
                    None => break,
                },
            };
            match request {
                Request::Work(unit) => held = self.batch(unit).await,
                Request::Checkpoint(reply) => {
                    // The caller may have gone; the checkpoint was made all the same.
                    let _ = reply.send(self.checkpoint().await);
                }
                Request::Close => self.queue.close(),
            }
        }
        let Self { tx, lock, .. } = self;
        if let Err(error) = tx.into_connection().close().await {
            tracing::warn!(%error, "database not closed cleanly");
        }
        drop(lock);
    }

    async fn checkpoint(&mut self) -> Result<(), StoreError> {
        let path = self.tx.path();
        let row = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(self.tx.connection()).await;
        let row = row.map_err(|error| classify(&error, &path))?;
        // First column: 1 when a reader held on to an older state, so that the log could not be cut.
        match row.try_get::<i64, _>(0) {
            Ok(0) => Ok(()),
            _ => Err(StoreError::Busy { path: path.to_path_buf() }),
        }
    }
}
