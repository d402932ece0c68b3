//! The SQLite store: one transaction per decision, change feed, jobs, audit, idempotency.
//!
//! Everything a branch must not lose lives in one SQLite file (WAL, `synchronous=FULL`). A caller hands
//! [`Store::write`] a unit of work: it reads, decides and writes on a [`WriteTx`], and its answer comes
//! back only after the commit is on disk. One writer takes the units in turn and commits many at once, so
//! no two decisions race and the cost of the disk is shared. [`Store::read`] gives a [`Snapshot`] that
//! waits for nobody.
//!
//! The store knows records (strings, integers, JSON text), not what a registration means: rules live in
//! the caller.

mod backup;
mod error;
mod feed;
mod jobs;
mod open;
mod options;
mod read;
mod records;
mod registrations;
mod store;
mod value;
mod writer;

pub use backup::{Restore, RestoreOptions, backup, copy_database, replace_database, restore};
pub use error::{Entity, StoreError, Unique};
pub use feed::{Change, Changed, Changes, ErasureSchedule};
pub use jobs::{Job, JobState, NewJob, Retry};
pub use options::Options;
pub use read::{Reader, Snapshot};
pub use records::{
    Attachment, AttachmentInfo, AuditEntry, AuditRecord, IDEMPOTENCY_HOURS, NewResponse, Replay,
};
pub use registrations::{
    Candidate, Content, Cursor, DayTotals, DuplicateQuery, Facets, Filter, Order, Page, Registration, Stamp,
    UnfinishedErasure,
};
pub use store::Store;
pub use writer::WriteTx;

/// A boxed future, as a unit of work returns it: `Box::pin(async move { ... })`.
pub use futures_util::future::BoxFuture;
