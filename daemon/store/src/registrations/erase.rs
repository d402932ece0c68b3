//! Erasing a person (AVG, article 17): all that is left is that there was a registration.

use chrono::{DateTime, Utc};
use sqlx::query;

use crate::error::{Entity, StoreError};
use crate::value::{integer, micros};
use crate::writer::WriteTx;

impl WriteTx {
    /// Erases a registration with its jobs, attachments and remembered answers, and leaves a tombstone in the
    /// change feed. The audit trail stays (it holds no values), and so do the counts and sums of its day.
    /// Returns the change number of the tombstone.
    ///
    /// Follow it with [`Store::checkpoint`](crate::Store::checkpoint), which clears the write-ahead log too.
    ///
    /// # Errors
    /// `NotFound`; `JobUnderWay` while a device works on one of its jobs.
    pub async fn erase_registration(&mut self, id: &str, at: DateTime<Utc>) -> Result<u64, StoreError> {
        let busy = "SELECT 1 FROM jobs WHERE registration_id = ?1 AND state IN ('started', 'attention')";
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
}
