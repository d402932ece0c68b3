//! Forgetting accounts ("Vergeet inlogaccount").

use sqlx::Acquire;

use super::BuiltIn;
use super::open::unavailable;
use crate::account::AccountKey;
use crate::error::AccountError;

impl BuiltIn {
    pub(super) async fn forget_account(&self, key: &AccountKey) -> Result<bool, AccountError> {
        // Looked up first, so that both kinds of key end in the same statements.
        let Some(found) = self.select(key).await? else { return Ok(false) };
        self.courier.withdraw(&found.user_name).await?;
        let mut connection = self.pool.acquire().await.map_err(|error| unavailable(&error))?;
        let mut transaction = connection.begin().await.map_err(|error| unavailable(&error))?;
        let retire = "INSERT OR IGNORE INTO retired_user_names (user_name)
            SELECT user_name FROM accounts WHERE subject = ?1 AND activated_at IS NOT NULL";
        let delete = "DELETE FROM accounts WHERE subject = ?1";
        let mut removed = 0;
        for sql in [retire, delete] {
            let done = sqlx::query(sql).bind(&found.subject).execute(&mut *transaction).await;
            removed = done.map_err(|error| unavailable(&error))?.rows_affected();
        }
        transaction.commit().await.map_err(|error| unavailable(&error))?;
        drop(connection);
        self.clear_log().await?;
        tracing::info!(subject = found.subject, "login account forgotten");
        Ok(removed > 0)
    }
}
