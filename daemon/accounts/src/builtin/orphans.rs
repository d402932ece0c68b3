//! Messages that belong to no account that could still be activated.

use super::BuiltIn;
use super::open::unavailable;
use crate::error::AccountError;

impl BuiltIn {
    /// Withdraws messages whose account was activated or is gone. There are some after a power cut that undid the
    /// removal of a file, after a backup was put back, and where an activation could not withdraw its own.
    pub(super) async fn withdraw_orphans(&self) -> Result<(), AccountError> {
        // No account gets its message meanwhile.
        let _turn = self.notifying.lock().await;
        for user_name in self.courier.held().await? {
            if !self.may_have_chosen(&user_name) {
                continue;
            }
            let sql = "SELECT EXISTS (SELECT 1 FROM accounts WHERE user_name = ?1 AND activated_at IS NULL)";
            let waits: bool = sqlx::query_scalar(sql)
                .bind(&user_name)
                .fetch_one(&self.pool)
                .await
                .map_err(|error| unavailable(&error))?;
            if !waits {
                self.courier.withdraw(&user_name).await?;
                tracing::info!("a message that belonged to no account was withdrawn");
            }
        }
        Ok(())
    }

    /// Whether a user name has the form of those that are made here: what else lies there is somebody else's.
    fn may_have_chosen(&self, user_name: &str) -> bool {
        let digits = user_name.strip_prefix(self.options.user_name_prefix.as_str());
        digits.is_some_and(|digits| {
            digits.len() == usize::from(self.options.user_name_digits)
                && digits.bytes().all(|byte| byte.is_ascii_digit())
        })
    }
}
