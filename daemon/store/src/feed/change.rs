//! Reading the change feed.
//!
//! As in CouchDB's `_changes`, every commit gives the registration the next number of this database, and the
//! feed holds each registration once, at its latest number. It never grows past the number of registrations
//! ever made, and a reader that was away for months misses no registration, only states it was passed by.

use std::fmt;

use chrono::{DateTime, Utc};
use sqlx::query;

use crate::error::StoreError;
use crate::read::Reader;
use crate::value::{Cells, integer};

/// Where the state stands in a row of the feed.
const STATE_AT: usize = 7;

/// The most changes one call gives.
const LIMIT: u32 = 10_000;

/// The latest change of one registration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its place in the feed. Numbers rise; they are not adjacent, because earlier changes of the same
    /// registration have gone.
    pub number: u64,
    /// The registration.
    pub registration_id: String,
    /// What became of it.
    pub changed: Changed,
}

/// What a change left.
#[derive(Clone, PartialEq, Eq)]
pub enum Changed {
    /// The registration as it is now.
    Stored {
        /// Its revision.
        revision: u64,
        /// When it was made.
        created_at: DateTime<Utc>,
        /// When it was changed last.
        updated_at: DateTime<Utc>,
        /// Its step.
        step: String,
        /// Whether it is finished.
        terminal: bool,
        /// Its whole state, JSON.
        state: String,
    },
    /// Nothing: it was erased.
    Erased {
        /// When.
        at: DateTime<Utc>,
    },
}

/// The state is personal and stays out of debug output.
impl fmt::Debug for Changed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stored { revision, step, .. } => f
                .debug_struct("Stored")
                .field("revision", revision)
                .field("step", step)
                .finish_non_exhaustive(),
            Self::Erased { at } => f.debug_struct("Erased").field("at", at).finish(),
        }
    }
}

/// A stretch of the feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changes {
    /// The changes, by rising number.
    pub changes: Vec<Change>,
    /// What to ask from next time.
    pub resume: u64,
    /// Whether this stretch reaches the end of the feed, as far as this snapshot knows.
    pub complete: bool,
}

impl Reader<'_> {
    /// At most `limit` changes (1 to 10 000; other values are brought within) with numbers above `since`;
    /// 0 begins at the beginning. There are fewer where the states are large, but at least one if there is any.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn list_changes(&mut self, since: u64, limit: u32) -> Result<Changes, StoreError> {
        // The two ordered halves are merged by SQLite without sorting either.
        const SQL: &str = "
            SELECT change_number, id, revision, created_at, updated_at, step, terminal, state
                FROM registrations WHERE change_number > ?1
            UNION ALL
            SELECT change_number, registration_id, NULL, erased_at, NULL, NULL, NULL, NULL
                FROM tombstones WHERE change_number > ?1
            ORDER BY 1 LIMIT ?2";
        let limit = limit.clamp(1, LIMIT);
        let sql = query(SQL).bind(integer(since)?).bind(i64::from(limit) + 1);
        let (rows, more) = self.page(sql, limit, STATE_AT).await?;
        let changes = rows.iter().map(change).collect::<Result<Vec<_>, _>>()?;
        let resume = changes.last().map_or(since, |last| last.number);
        Ok(Changes { changes, resume, complete: !more })
    }

    /// The last change number of this snapshot; 0 before the first change.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn last_change_number(&mut self) -> Result<u64, StoreError> {
        let row = self.one(query("SELECT value FROM counters WHERE name = '_change'")).await?;
        Cells(&row).number(0)
    }
}

fn change(row: &sqlx::sqlite::SqliteRow) -> Result<Change, StoreError> {
    let cells = Cells(row);
    let changed = match cells.optional_number(2)? {
        Some(revision) => Changed::Stored {
            revision,
            created_at: cells.instant(3)?,
            updated_at: cells.instant(4)?,
            step: cells.get(5)?,
            terminal: cells.flag(6)?,
            state: cells.get(STATE_AT)?,
        },
        None => Changed::Erased { at: cells.instant(3)? },
    };
    Ok(Change { number: cells.number(0)?, registration_id: cells.get(1)?, changed })
}
