//! Removing accounts: "Vergeet inlogaccount", and for somebody who wants to be erased (AVG, article 17).

use sqlx::{Acquire, Row};

use super::open::unavailable;
use super::row::beginning_with;
use super::{BuiltIn, retired};
use crate::account::{Account, AccountKey};
use crate::error::AccountError;
use crate::provider::Erased;

impl BuiltIn {
    pub(super) async fn forget_account(&self, key: &AccountKey) -> Result<bool, AccountError> {
        // Looked up first, so that both kinds of key end in the same statements.
        let found = self.select(key).await?;
        if let Some(found) = &found {
            self.remove(found, false).await?;
            tracing::info!(subject = found.subject, "login account forgotten");
        }
        // Also when it was gone: a removal that was interrupted may have left it in the log.
        self.clear_log().await?;
        Ok(found.is_some())
    }

    pub(super) async fn erase_account(&self, key: &AccountKey) -> Result<Erased, AccountError> {
        let Some(found) = self.select(key).await? else { return Ok(Erased::default()) };
        let message = self.remove(&found, true).await?;
        tracing::info!(subject = found.subject, "login account erased");
        Ok(Erased { account: true, message })
    }

    /// What is kept for limits outlives a forgotten account, so it is found by whom it was kept for.
    pub(super) async fn erase_limits_of(&self, prefix: &str) -> Result<(), AccountError> {
        let (from, before) = beginning_with(prefix);
        self.log_holds_removed();
        let delete = sqlx::query("DELETE FROM creations WHERE external_id >= ?1 AND external_id < ?2")
            .bind(from)
            .bind(before)
            .execute(&self.pool);
        delete.await.map(|_| ()).map_err(|error| unavailable(&error))
    }

    /// Removes the account after its message, of which nothing would tell whose it is. Returns whether the courier
    /// still had one.
    async fn remove(&self, account: &Account, and_limits: bool) -> Result<bool, AccountError> {
        let _turn = self.notifying.lock().await;
        let message = self.courier.held().await?.contains(&account.user_name);
        self.courier.withdraw(&account.user_name).await?;
        let mut connection = self.pool.acquire().await.map_err(|error| unavailable(&error))?;
        let mut transaction = connection.begin().await.map_err(|error| unavailable(&error))?;
        let delete = sqlx::query("DELETE FROM accounts WHERE subject = ?1 RETURNING activated_at")
            .bind(&account.subject)
            .fetch_optional(&mut *transaction)
            .await
            .map_err(|error| unavailable(&error))?;
        let was_used = match delete {
            Some(row) => row.try_get::<Option<i64>, _>(0).map_err(|error| unavailable(&error))?.is_some(),
            None => false,
        };
        if was_used {
            retired::note(&mut transaction, &account.user_name).await?;
        }
        if and_limits {
            let limits =
                sqlx::query("DELETE FROM creations WHERE external_id = ?1").bind(&account.external_id);
            limits.execute(&mut *transaction).await.map_err(|error| unavailable(&error))?;
        }
        self.log_holds_removed();
        transaction.commit().await.map_err(|error| unavailable(&error))?;
        Ok(message)
    }
}
