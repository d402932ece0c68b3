//! That a backup was put back, until somebody has dealt with it.

use sqlx::query;

use crate::error::StoreError;
use crate::writer::WriteTx;

impl WriteTx {
    /// Whether a backup was put back since this was last asked: things may have happened after it was made that this
    /// database does not know of.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub async fn take_restored(&mut self) -> Result<bool, StoreError> {
        Ok(self.execute(query("DELETE FROM meta WHERE name = 'restored'")).await? > 0)
    }
}
