//! A job as it is stored.

use std::fmt;

use chrono::{DateTime, Utc};
use sqlx::sqlite::SqliteRow;

use super::JobState;
use crate::error::StoreError;
use crate::value::Cells;

macro_rules! columns {
    () => {
        "sequence, id, registration_id, kind, device, repeatable, state, payload, key, attempts, not_before, \
         outcome, created_at, updated_at, started_at"
    };
}
pub(super) use columns;

/// A job to be queued.
#[derive(Clone, PartialEq, Eq)]
pub struct NewJob {
    /// Its id.
    pub id: String,
    /// The registration it is for; it must exist.
    pub registration_id: Option<String>,
    /// What is to be done, as the caller names it.
    pub kind: String,
    /// The device that does it, or another worker that takes one job at a time.
    pub device: String,
    /// Whether asking again does no harm. Printing never is.
    pub repeatable: bool,
    /// What the worker needs to know, JSON.
    pub payload: String,
    /// Names the wish, so that the same wish is queued once, ever.
    pub key: String,
    /// Not to be started before this instant.
    pub not_before: Option<DateTime<Utc>>,
}

/// Payloads may be personal and stay out of debug output.
impl fmt::Debug for NewJob {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("NewJob");
        out.field("id", &self.id)
            .field("kind", &self.kind)
            .field("device", &self.device)
            .finish_non_exhaustive()
    }
}

/// A job.
#[derive(Clone, PartialEq, Eq)]
pub struct Job {
    /// Its place in the order of creation.
    pub sequence: u64,
    /// Its id.
    pub id: String,
    /// The registration it is for.
    pub registration_id: Option<String>,
    /// What is to be done.
    pub kind: String,
    /// The device that does it.
    pub device: String,
    /// Whether asking again does no harm.
    pub repeatable: bool,
    /// Its state.
    pub state: JobState,
    /// What the worker needs to know, JSON.
    pub payload: String,
    /// Names the wish.
    pub key: String,
    /// How often it was started.
    pub attempts: u64,
    /// Not to be started before this instant.
    pub not_before: Option<DateTime<Utc>>,
    /// What came of it, or what it waits for, JSON.
    pub outcome: Option<String>,
    /// When it was queued first.
    pub created_at: DateTime<Utc>,
    /// When it changed state last.
    pub updated_at: DateTime<Utc>,
    /// When it was started last.
    pub started_at: Option<DateTime<Utc>>,
}

impl fmt::Debug for Job {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Job");
        out.field("id", &self.id).field("kind", &self.kind).field("device", &self.device);
        out.field("state", &self.state).field("attempts", &self.attempts).finish_non_exhaustive()
    }
}

impl Job {
    pub(super) fn from_row(row: &SqliteRow) -> Result<Self, StoreError> {
        let cells = Cells(row);
        let state = JobState::from_name(cells.get(6)?)
            .ok_or_else(|| StoreError::Database { detail: "unreadable value: job state".to_owned() })?;
        Ok(Self {
            sequence: cells.number(0)?,
            id: cells.get(1)?,
            registration_id: cells.get(2)?,
            kind: cells.get(3)?,
            device: cells.get(4)?,
            repeatable: cells.flag(5)?,
            state,
            payload: cells.get(7)?,
            key: cells.get(8)?,
            attempts: cells.number(9)?,
            not_before: cells.optional_instant(10)?,
            outcome: cells.get(11)?,
            created_at: cells.instant(12)?,
            updated_at: cells.instant(13)?,
            started_at: cells.optional_instant(14)?,
        })
    }
}
