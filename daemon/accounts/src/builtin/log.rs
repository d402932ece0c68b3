//! The write-ahead log, in which what was removed from the file is still legible.

use std::sync::atomic::Ordering;

use sqlx::Row;

use super::BuiltIn;
use super::open::unavailable;
use crate::error::AccountError;

impl BuiltIn {
    /// Something is removed or overwritten: the log is to be cleared. Said before it is, because who removes it may
    /// be stopped at any moment; clearing waits for the one connection, and so for what is under way on it.
    pub(super) fn log_holds_removed(&self) {
        self.uncleared.store(true, Ordering::Release);
    }

    /// Moves the log into the file and empties it, unless nothing was removed since that was last done.
    ///
    /// # Errors
    /// `Unavailable`, also while another program reads the file: it keeps the log. It is then tried again next time.
    pub(super) async fn clear_log(&self) -> Result<(), AccountError> {
        if !self.uncleared.swap(false, Ordering::AcqRel) {
            return Ok(());
        }
        let cleared = self.truncate_log().await;
        if cleared.is_err() {
            self.log_holds_removed();
        }
        cleared
    }

    async fn truncate_log(&self) -> Result<(), AccountError> {
        let row = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(&self.pool).await;
        // First column: 1 when a reader held on to an older state, so that the log could not be cut.
        match row.and_then(|row| row.try_get::<i64, _>(0)) {
            Ok(0) => Ok(()),
            Ok(_) => Err(AccountError::Unavailable { detail: "the log is being read".to_owned() }),
            Err(error) => Err(unavailable(&error)),
        }
    }
}
