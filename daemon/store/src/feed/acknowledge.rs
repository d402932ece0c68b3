//! How far readers of the change feed confirmed receipt, and what may be erased because of it.

use chrono::{DateTime, Utc};
use sqlx::query;

use crate::error::StoreError;
use crate::read::Reader;
use crate::value::{Cells, integer, micros};
use crate::writer::WriteTx;

/// What may be due for erasure. The caller subtracts the periods of its configuration from now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ErasureSchedule {
    /// Finished registrations with a patron number that every reader confirmed at or before this instant.
    pub confirmed: DateTime<Utc>,
    /// Registrations without a patron number, untouched since this instant or before.
    pub abandoned: DateTime<Utc>,
}

impl WriteTx {
    /// Notes that `reader` has safely stored everything up to `change_number`. Returns the number now on
    /// record, which is the higher one when the reader confirmed more before.
    ///
    /// The last confirmation of each day (UTC) is kept, so what is erased on the strength of it was confirmed
    /// no later than its schedule asks, and at most a day earlier.
    ///
    /// # Errors
    /// `Invalid` when the number was never given out.
    pub async fn acknowledge(
        &mut self,
        reader: &str,
        change_number: u64,
        at: DateTime<Utc>,
    ) -> Result<u64, StoreError> {
        if change_number > self.last_change() {
            return Err(StoreError::Invalid { what: "a change number not given out yet".to_owned() });
        }
        let known = self.read().acknowledged(reader).await?.unwrap_or_default();
        if change_number > known || known == 0 {
            let sql = "INSERT INTO acknowledgements (reader, day, change_number, at) VALUES (?1, ?2, ?3, ?4)
                ON CONFLICT DO UPDATE SET change_number = excluded.change_number, at = excluded.at";
            let day = at.date_naive().to_string();
            let number = integer(change_number)?;
            self.execute(query(sql).bind(reader).bind(day).bind(number).bind(micros(at))).await?;
        }
        Ok(known.max(change_number))
    }

    /// Forgets a reader that is gone for good, so that erasure no longer waits for it. Returns whether it
    /// was known.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub async fn forget_reader(&mut self, reader: &str) -> Result<bool, StoreError> {
        let sql = "DELETE FROM acknowledgements WHERE reader = ?1";
        Ok(self.execute(query(sql).bind(reader)).await? > 0)
    }
}

impl Reader<'_> {
    /// How far `reader` confirmed; `None` when it never did.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn acknowledged(&mut self, reader: &str) -> Result<Option<u64>, StoreError> {
        let sql = "SELECT max(change_number) FROM acknowledgements WHERE reader = ?1";
        let row = self.one(query(sql).bind(reader)).await?;
        Cells(&row).optional_number(0)
    }

    /// The instant since which every reader has had the state with this change number; none while one of them
    /// has not, or when there is no reader.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn confirmed_at(&mut self, change_number: u64) -> Result<Option<DateTime<Utc>>, StoreError> {
        const SQL: &str = "
            SELECT CASE WHEN count(*) = count(first) THEN max(first) END FROM (
                SELECT min(CASE WHEN change_number >= ?1 THEN at END) AS first
                    FROM acknowledgements GROUP BY reader)";
        let row = self.one(query(SQL).bind(integer(change_number)?)).await?;
        Cells(&row).optional_instant(0)
    }

    /// Ids of at most `limit` registrations that may be due. Without any reader nothing finished is: what
    /// nobody confirmed exists only here.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn due_for_erasure(
        &mut self,
        schedule: &ErasureSchedule,
        limit: u32,
    ) -> Result<Vec<String>, StoreError> {
        const SQL: &str = "
            SELECT id FROM registrations WHERE terminal = 1 AND patron_number IS NOT NULL AND change_number <= (
                SELECT min(confirmed) FROM (
                    SELECT coalesce(max(CASE WHEN at <= ?1 THEN change_number END), 0) AS confirmed
                        FROM acknowledgements GROUP BY reader))
            UNION ALL
            SELECT id FROM registrations WHERE patron_number IS NULL AND updated_at <= ?2
            LIMIT ?3";
        let rows = query(SQL)
            .bind(micros(schedule.confirmed))
            .bind(micros(schedule.abandoned))
            .bind(i64::from(limit));
        self.all(rows).await?.iter().map(|row| Cells(row).get(0)).collect()
    }
}
