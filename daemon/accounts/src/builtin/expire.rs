//! Removing accounts that were not activated in time.

use chrono::{DateTime, TimeDelta, Utc};

use super::BuiltIn;
use super::open::unavailable;
use super::row::{account, columns};
use crate::account::Account;
use crate::error::AccountError;

impl BuiltIn {
    /// Their user names become free again: nobody ever logged in with them.
    pub(super) async fn expire_accounts(&self, now: DateTime<Utc>) -> Result<Vec<Account>, AccountError> {
        const LAPSED: &str =
            concat!("SELECT ", columns!(), " FROM accounts WHERE activated_at IS NULL AND deadline < ?1");
        let rows = sqlx::query(LAPSED).bind(now.timestamp_micros()).fetch_all(&self.pool).await;
        let rows = rows.map_err(|error| unavailable(&error))?;
        let lapsed: Vec<Account> =
            rows.iter().map(account).collect::<Result<_, _>>().map_err(|error| unavailable(&error))?;
        if !lapsed.is_empty() {
            self.log_holds_removed();
        }
        let turn = self.notifying.lock().await;
        for account in &lapsed {
            self.courier.withdraw(&account.user_name).await?;
        }
        // Too late to be activated since it was looked up.
        let delete = sqlx::query("DELETE FROM accounts WHERE activated_at IS NULL AND deadline < ?1");
        let deleted = delete.bind(now.timestamp_micros()).execute(&self.pool).await;
        deleted.map_err(|error| unavailable(&error))?;
        let day_ago = (now - TimeDelta::hours(24)).timestamp_micros();
        let creations = sqlx::query("DELETE FROM creations WHERE at <= ?1").bind(day_ago);
        creations.execute(&self.pool).await.map_err(|error| unavailable(&error))?;
        if !lapsed.is_empty() {
            tracing::info!(count = lapsed.len(), "login accounts lapsed");
        }
        drop(turn);
        self.withdraw_orphans().await?;
        self.hash_retired_names().await?;
        self.clear_log().await?;
        Ok(lapsed)
    }
}
