//! Numbers that are given out once: patron numbers, mandate sequences.

use sqlx::query;

use crate::error::StoreError;
use crate::value::{Cells, integer};
use crate::writer::WriteTx;

impl WriteTx {
    /// The next number of the counter `name`: `first`, or one more than the last number given out. A number
    /// is given out when the unit commits; one taken by a unit that is undone was never given out, so the
    /// row of numbers has neither repeats nor holes. Raising `first` above the last number skips ahead.
    ///
    /// # Errors
    /// `CounterExhausted` when `last` was given out; `Invalid` for a reserved name (leading underscore).
    pub async fn next_counter(&mut self, name: &str, first: u64, last: u64) -> Result<u64, StoreError> {
        if name.starts_with('_') {
            return Err(StoreError::Invalid { what: "a reserved counter name".to_owned() });
        }
        let row =
            self.read().optional(query("SELECT value FROM counters WHERE name = ?1").bind(name)).await?;
        let given = row.as_ref().map(|row| Cells(row).number(0)).transpose()?;
        let next = given.map_or(first, |given| first.max(given.saturating_add(1)));
        if next > last {
            return Err(StoreError::CounterExhausted { name: name.to_owned() });
        }
        let sql = "INSERT INTO counters (name, value) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value";
        self.execute(query(sql).bind(name).bind(integer(next)?)).await?;
        Ok(next)
    }
}
