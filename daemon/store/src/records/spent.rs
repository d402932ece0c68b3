//! Passes that are no good any more.

use chrono::{DateTime, Utc};
use sqlx::query;

use crate::error::StoreError;
use crate::read::Reader;
use crate::value::micros;
use crate::writer::WriteTx;

impl WriteTx {
    /// Notes that a pass was spoiled for a registration, so that its number is never given out again. Noting
    /// it twice does no harm.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub async fn spend_pass(
        &mut self,
        pass_number: &str,
        registration_id: &str,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let sql = "INSERT INTO spent_passes (pass_number, registration_id, at) VALUES (?1, ?2, ?3)
            ON CONFLICT DO NOTHING";
        self.execute(query(sql).bind(pass_number).bind(registration_id).bind(micros(at))).await.map(|_| ())
    }
}

impl Reader<'_> {
    /// Whether the pass was spoiled before.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn pass_is_spent(&mut self, pass_number: &str) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM spent_passes WHERE pass_number = ?1";
        Ok(self.optional(query(sql).bind(pass_number)).await?.is_some())
    }
}
