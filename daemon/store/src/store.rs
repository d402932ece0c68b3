//! The handle that callers hold.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::BoxFuture;
use sqlx::{Row, SqlitePool};
use tokio::sync::{Mutex, mpsc, oneshot, watch};
use tokio::task::JoinHandle;

use crate::error::{StoreError, classify};
use crate::open;
use crate::options::Options;
use crate::read::Snapshot;
use crate::writer::{Request, Work, WriteTx, Writer};

/// How long closing waits for snapshots that are still held.
const READERS_GRACE: Duration = Duration::from_secs(5);

/// An open store. Cloning is cheap; all clones are the same store.
///
/// Dropping the last clone finishes what is queued in the background; [`close`](Self::close) waits for it.
#[derive(Clone)]
pub struct Store {
    shared: Arc<Shared>,
}

struct Shared {
    path: Arc<Path>,
    epoch: String,
    queue: mpsc::Sender<Request>,
    readers: SqlitePool,
    changes: watch::Receiver<u64>,
    jobs: watch::Receiver<u64>,
    writer: Mutex<Option<JoinHandle<()>>>,
}

impl Store {
    /// Opens the database at `path`, making it (file mode 0600) when there is none, and brings its schema
    /// up to date. Must be called within a Tokio runtime.
    ///
    /// # Errors
    /// `DirectoryMissing`, `ReadOnly`, `Locked`, `NotADatabase`, `ForeignDatabase`, `Corrupt`,
    /// `NewerVersion`, `AlteredSchema`, `DiskFull`, `Io` or `Busy`; the file is then as it was.
    pub async fn open(path: impl AsRef<Path>, options: Options) -> Result<Self, StoreError> {
        let path: Arc<Path> = path.as_ref().into();
        let mut opened = open::open(&path, &options).await?;
        let last: i64 = sqlx::query_scalar("SELECT value FROM counters WHERE name = '_change'")
            .fetch_one(&mut opened.writer)
            .await
            .map_err(|error| classify(&error, &path))?;

        let (change_sender, changes) = watch::channel(u64::try_from(last).unwrap_or_default());
        let (jobs_sender, jobs) = watch::channel(0);
        let (queue, requests) = mpsc::channel(options.queue.max(1));
        let tx = WriteTx::new(opened.writer, Arc::clone(&path), change_sender, jobs_sender);
        let writer = Writer::new(tx, requests, options, opened.lock);
        let writer = Mutex::new(Some(tokio::spawn(writer.run())));
        let shared =
            Shared { path, epoch: opened.epoch, queue, readers: opened.readers, changes, jobs, writer };
        Ok(Self { shared: Arc::new(shared) })
    }

    /// Does a unit of work in the one writing transaction and returns what it returned, once that is on
    /// disk. When `work` returns an error, panics or takes too long, all it wrote is undone, and nothing
    /// of other units. When the machine fails (`DiskFull`, `Io`), units committed together fail together: each
    /// is told, and nothing of any is kept. Work goes on when the caller stops waiting.
    ///
    /// `work` must not wait for anything outside the store, nor call `write` itself: everybody waits for it.
    ///
    /// ```no_run
    /// # async fn patron_number(store: balie_store::Store) -> Result<u64, balie_store::StoreError> {
    /// store.write(|tx| Box::pin(async move { tx.next_counter("patron", 1, 9_999_999).await })).await
    /// # }
    /// ```
    ///
    /// # Errors
    /// What `work` returned; or `DiskFull`, `Io`, `Busy`, `UnitPanicked`, `UnitTimedOut` or `Closed`, as `E`.
    pub async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: for<'t> FnOnce(&'t mut WriteTx) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let unit = Box::new(Work::new(work, reply));
        self.request(Request::Work(unit)).await?;
        answer.await.unwrap_or_else(|_| Err(StoreError::Closed.into()))
    }

    /// The last committed state, for any number of questions that must agree with each other.
    ///
    /// # Errors
    /// `Closed`, or `Busy` when all reading connections stay in use.
    pub async fn read(&self) -> Result<Snapshot, StoreError> {
        let transaction = self.shared.readers.begin().await;
        let transaction = transaction.map_err(|error| classify(&error, &self.shared.path))?;
        Ok(Snapshot::new(transaction, Arc::clone(&self.shared.path)))
    }

    /// The last committed change number, for following the change feed live.
    #[must_use]
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.shared.changes.clone()
    }

    /// A number that grows whenever a commit added a job or moved one.
    #[must_use]
    pub fn jobs(&self) -> watch::Receiver<u64> {
        self.shared.jobs.clone()
    }

    /// A UUID that changes when a backup is put back: numbers of the change feed and page cursors from
    /// another epoch mean nothing.
    #[must_use]
    pub fn epoch(&self) -> &str {
        &self.shared.epoch
    }

    /// Where the database is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.shared.path
    }

    /// Moves the write-ahead log into the database and empties it, so that what was erased is nowhere
    /// legible any more.
    ///
    /// # Errors
    /// `Busy` when a snapshot is still held; `DiskFull` or `Io`; `Closed`.
    pub async fn checkpoint(&self) -> Result<(), StoreError> {
        let (reply, answer) = oneshot::channel();
        self.request(Request::Checkpoint(reply)).await?;
        answer.await.unwrap_or(Err(StoreError::Closed))
    }

    /// Looks through the whole database for damage, on a reading connection. Takes seconds per gigabyte.
    ///
    /// # Errors
    /// `Corrupt`, or what keeps the file from being read.
    pub async fn check(&self) -> Result<(), StoreError> {
        let path = &self.shared.path;
        let row = sqlx::query("PRAGMA integrity_check(1)").fetch_one(&self.shared.readers).await;
        match row.map_err(|error| classify(&error, path))?.try_get::<&str, _>(0) {
            Ok("ok") => Ok(()),
            _ => Err(StoreError::Corrupt { path: path.to_path_buf() }),
        }
    }

    /// Finishes all work queued so far, then closes the file and lets go of its lock. Later calls on any
    /// clone fail with `Closed`.
    pub async fn close(&self) {
        // Readers first: the last connection to go brings the log into the file, and a reader cannot.
        // A snapshot that somebody keeps must not keep the service from stopping.
        if tokio::time::timeout(READERS_GRACE, self.shared.readers.close()).await.is_err() {
            tracing::warn!("closing while a snapshot is still held");
        }
        // An error means the writer has stopped already.
        let _ = self.shared.queue.send(Request::Close).await;
        if let Some(writer) = self.shared.writer.lock().await.take()
            && let Err(error) = writer.await
        {
            tracing::error!(%error, "the writer ended abnormally");
        }
    }

    async fn request(&self, request: Request) -> Result<(), StoreError> {
        self.shared.queue.send(request).await.map_err(|_| StoreError::Closed)
    }
}
