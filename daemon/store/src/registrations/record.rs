//! A registration as it is stored.

use std::fmt;

use chrono::{DateTime, Utc};
use sqlx::sqlite::SqliteRow;

use super::Facets;
use crate::error::StoreError;
use crate::value::Cells;

/// The columns of a [`Registration`], in the order in which [`Registration::from_row`] reads them.
macro_rules! columns {
    () => {
        "sequence, id, revision, change_number, created_at, updated_at, step, terminal, state, \
         pass_number, pass_active, patron_number, birth_date, surname_key, email_key, iban_key, \
         subscription, station, place, enrolled_on, open_balance_cents, fee_cents, mandate_state, \
         mandate_reference, account_state, account_deadline"
    };
}
pub(super) use columns;

/// Where the state stands in [`columns`].
pub(super) const STATE_AT: usize = 8;

/// Where the facets begin in [`columns`].
const FACETS_AT: usize = 9;

/// What a caller stores of a registration. Debug output leaves out everything personal.
#[derive(Clone, PartialEq, Eq)]
pub struct Content {
    /// The step the registration is in, as the caller names it.
    pub step: String,
    /// Whether it is finished (enrolled or cancelled), so that the erasure schedule for finished ones holds.
    pub terminal: bool,
    /// The whole state, JSON. Only the caller understands it.
    pub state: String,
    /// What can be searched.
    pub facets: Facets,
}

impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Content")
            .field("step", &self.step)
            .field("terminal", &self.terminal)
            .finish_non_exhaustive()
    }
}

/// A registration as it was stored last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registration {
    /// Its id.
    pub id: String,
    /// 1 when made, 1 more with every change.
    pub revision: u64,
    /// Its present place in the change feed.
    pub change_number: u64,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
    /// What the caller stored.
    pub content: Content,
    /// Its place in the order of creation, for page cursors.
    pub(super) sequence: i64,
}

/// What a write gave a registration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// The new revision.
    pub revision: u64,
    /// The new change number.
    pub change_number: u64,
}

impl Registration {
    pub(super) fn from_row(row: &SqliteRow) -> Result<Self, StoreError> {
        let cells = Cells(row);
        Ok(Self {
            sequence: cells.get(0)?,
            id: cells.get(1)?,
            revision: cells.number(2)?,
            change_number: cells.number(3)?,
            created_at: cells.instant(4)?,
            updated_at: cells.instant(5)?,
            content: Content {
                step: cells.get(6)?,
                terminal: cells.flag(7)?,
                state: cells.get(STATE_AT)?,
                facets: Facets::from_cells(&cells, FACETS_AT)?,
            },
        })
    }
}
