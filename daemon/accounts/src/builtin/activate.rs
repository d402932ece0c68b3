//! Following the activation link.

use chrono::{DateTime, Utc};

use super::open::unavailable;
use super::row::{account, columns};
use super::{BuiltIn, secret};
use crate::account::{Account, AccountStatus};
use crate::error::{AccountError, Rule};

impl BuiltIn {
    /// Activates the account that `token` was sent for. A token works once, up to and including the deadline
    /// of its account.
    ///
    /// # Errors
    /// `Refused` by [`Rule::TokenUnknown`] when the token is not one, was used or belongs to an account that
    /// is gone; `Lapsed` when it is too late; `Unavailable`.
    pub async fn activate(&self, token: &str, now: DateTime<Utc>) -> Result<Account, AccountError> {
        const FIND: &str = concat!("SELECT ", columns!(), " FROM accounts WHERE token_hash = ?1");
        const UPDATE: &str = concat!(
            "UPDATE accounts SET activated_at = ?2, token_hash = NULL, delivered = 1
                WHERE token_hash = ?1 AND activated_at IS NULL AND deadline >= ?2 RETURNING ",
            columns!()
        );
        let unknown = AccountError::Refused { rule: Rule::TokenUnknown };
        if !secret::is_token(token) {
            return Err(unknown);
        }
        let hash = secret::hash(token);
        // One statement both checks and acts, so that two clicks at once cannot both succeed.
        let update = sqlx::query(UPDATE).bind(&hash).bind(now.timestamp_micros());
        let row = update.fetch_optional(&self.pool).await.map_err(|error| unavailable(&error))?;
        if let Some(row) = row {
            let activated = account(&row).map_err(|error| unavailable(&error))?;
            if let Err(error) = self.courier.withdraw(&activated.user_name).await {
                // It has done its work: whoever has the code is its owner.
                tracing::warn!(code = error.code(), "the message of an activated account stays behind");
            }
            return Ok(activated);
        }
        let row = sqlx::query(FIND).bind(&hash).fetch_optional(&self.pool).await;
        match row.map_err(|error| unavailable(&error))? {
            Some(row) => {
                let found = account(&row).map_err(|error| unavailable(&error))?;
                Err(if found.status(now) == AccountStatus::Lapsed { AccountError::Lapsed } else { unknown })
            }
            None => Err(unknown),
        }
    }
}
