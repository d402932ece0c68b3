//! Erasing a person (AVG, article 17): all that is left is that there was a registration.

use chrono::{DateTime, Utc};
use sqlx::query;

use super::Registration;
use super::record::columns;
use crate::error::{Entity, StoreError};
use crate::read::Reader;
use crate::value::{Cells, integer, micros};
use crate::writer::WriteTx;

/// An erasure that still has to remove something outside the database. Debug output leaves out the user name.
#[derive(Clone, PartialEq, Eq)]
pub struct UnfinishedErasure {
    /// The registration that was erased.
    pub registration_id: String,
    /// User name of the login account that it used.
    pub user_name: Option<String>,
}

impl std::fmt::Debug for UnfinishedErasure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("UnfinishedErasure")
            .field("registration_id", &self.registration_id)
            .finish_non_exhaustive()
    }
}

impl WriteTx {
    /// Erases a registration with its jobs, attachments and remembered answers, and leaves a tombstone in the
    /// change feed. The audit trail stays (it holds no values), and so do the counts and sums of its day.
    /// Returns the change number of the tombstone.
    ///
    /// A repeatable job under way goes as well: its worker finds it gone.
    ///
    /// Follow it with [`Store::checkpoint`](crate::Store::checkpoint), which clears the write-ahead log too.
    ///
    /// # Errors
    /// `NotFound`; `JobUnderWay` while a device works on one of its jobs that cannot be repeated.
    pub async fn erase_registration(&mut self, id: &str, at: DateTime<Utc>) -> Result<u64, StoreError> {
        let busy = "SELECT 1 FROM jobs
            WHERE registration_id = ?1 AND state IN ('started', 'attention') AND repeatable = 0";
        if self.read().optional(query(busy).bind(id)).await?.is_some() {
            return Err(StoreError::JobUnderWay { id: id.to_owned() });
        }
        let totals = "INSERT INTO erased_totals
                (enrolled_on, subscription, registrations, fee_cents, open_balance_cents)
            SELECT enrolled_on, coalesce(subscription, ''), 1, fee_cents, open_balance_cents
                FROM registrations WHERE id = ?1 AND enrolled_on IS NOT NULL
            ON CONFLICT DO UPDATE SET registrations = registrations + excluded.registrations,
                fee_cents = fee_cents + excluded.fee_cents,
                open_balance_cents = open_balance_cents + excluded.open_balance_cents";
        self.execute(query(totals).bind(id)).await?;
        self.execute(query("DELETE FROM idempotency WHERE registration_id = ?1").bind(id)).await?;
        // Jobs and attachments go with it, by their foreign keys.
        if self.execute(query("DELETE FROM registrations WHERE id = ?1").bind(id)).await? == 0 {
            return Err(StoreError::NotFound { entity: Entity::Registration, id: id.to_owned() });
        }
        let change = self.next_change();
        let tombstone =
            "INSERT INTO tombstones (change_number, registration_id, erased_at) VALUES (?1, ?2, ?3)";
        self.execute(query(tombstone).bind(integer(change)?).bind(id).bind(micros(at))).await?;
        self.touch_jobs();
        Ok(change)
    }

    /// Notes, in the unit of work that erases a registration, that something of it is still to be removed outside
    /// the database.
    ///
    /// # Errors
    /// When the file cannot be written, or the registration was not erased.
    pub async fn note_unfinished_erasure(&mut self, erasure: &UnfinishedErasure) -> Result<(), StoreError> {
        let sql = "INSERT INTO unfinished_erasures (registration_id, user_name) VALUES (?1, ?2)";
        self.execute(query(sql).bind(&erasure.registration_id).bind(&erasure.user_name)).await.map(|_| ())
    }

    /// Notes that nothing is left of an erased registration. Noting it twice does no harm.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub async fn finish_erasure(&mut self, registration_id: &str) -> Result<(), StoreError> {
        let sql = "DELETE FROM unfinished_erasures WHERE registration_id = ?1";
        self.execute(query(sql).bind(registration_id)).await.map(|_| ())
    }
}

impl Reader<'_> {
    /// Erasures that are not finished, at most `limit`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn unfinished_erasures(&mut self, limit: u32) -> Result<Vec<UnfinishedErasure>, StoreError> {
        let sql =
            "SELECT registration_id, user_name FROM unfinished_erasures ORDER BY registration_id LIMIT ?1";
        let rows = self.all(query(sql).bind(limit)).await?;
        let read = |row| {
            let cells = Cells(row);
            Ok(UnfinishedErasure { registration_id: cells.get(0)?, user_name: cells.get(1)? })
        };
        rows.iter().map(read).collect()
    }

    /// What is unfinished of the erasure of this registration; `None` when nothing is.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn unfinished_erasure(
        &mut self,
        registration_id: &str,
    ) -> Result<Option<UnfinishedErasure>, StoreError> {
        let sql = "SELECT user_name FROM unfinished_erasures WHERE registration_id = ?1";
        let Some(row) = self.optional(query(sql).bind(registration_id)).await? else { return Ok(None) };
        let user_name = Cells(&row).get(0)?;
        Ok(Some(UnfinishedErasure { registration_id: registration_id.to_owned(), user_name }))
    }

    /// The change number of the tombstone of a registration; `None` when it was not erased.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn tombstone_of(&mut self, registration_id: &str) -> Result<Option<u64>, StoreError> {
        let sql = "SELECT change_number FROM tombstones WHERE registration_id = ?1";
        let row = self.optional(query(sql).bind(registration_id)).await?;
        row.as_ref().map(|row| Cells(row).number(0)).transpose()
    }

    /// Registrations whose state holds this text somewhere, oldest first. Reads every state: for what is rare.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn registrations_holding(&mut self, text: &str) -> Result<Vec<Registration>, StoreError> {
        const SQL: &str = concat!(
            "SELECT ",
            columns!(),
            " FROM registrations WHERE instr(state, ?1) > 0 ORDER BY sequence"
        );
        self.all(query(SQL).bind(text)).await?.iter().map(Registration::from_row).collect()
    }
}
