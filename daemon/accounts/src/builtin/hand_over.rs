//! Giving an account to another who uses it, when the one it was made for is erased.

use super::open::unavailable;
use super::{BuiltIn, Notice, rules, secret};
use crate::account::{AccountKey, NewAccount};
use crate::error::AccountError;

impl BuiltIn {
    pub(super) async fn hand_account_over(
        &self,
        key: &AccountKey,
        to: &NewAccount,
    ) -> Result<(), AccountError> {
        let Some(found) = self.select(key).await? else { return Ok(()) };
        let _turn = self.notifying.lock().await;
        self.courier.withdraw(&found.user_name).await?;
        if found.activated_at.is_none() {
            // The message that was out greeted its first owner. The new one gets another code; an interruption
            // leaves the account with its first owner, so all of this is done again.
            let token = secret::token();
            let update = sqlx::query(
                "UPDATE accounts SET token_hash = ?2 WHERE subject = ?1 AND activated_at IS NULL",
            )
            .bind(&found.subject)
            .bind(secret::hash(&token));
            update.execute(&self.pool).await.map_err(|error| unavailable(&error))?;
            let notice = Notice {
                email: to.email.trim().to_owned(),
                display_name: to.display_name.trim().to_owned(),
                user_name: found.user_name.clone(),
                token,
                until: found.activation_deadline,
            };
            self.courier.deliver(&notice).await?;
        }
        self.log_holds_removed();
        let sql = "UPDATE accounts SET external_id = ?2, email = ?3, email_key = ?4, display_name = '',
                delivered = 1 WHERE subject = ?1";
        let update = sqlx::query(sql)
            .bind(&found.subject)
            .bind(&to.external_id)
            .bind(to.email.trim())
            .bind(rules::email_key(&to.email));
        update.execute(&self.pool).await.map_err(|error| unavailable(&error))?;
        tracing::info!(subject = found.subject, "login account handed over");
        Ok(())
    }
}
