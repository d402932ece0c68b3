//! The port: what the hub asks of whoever keeps login accounts.

use async_trait::async_trait;
use chrono::{DateTime, Utc};

use crate::account::{Account, AccountKey, AccountStatus, NewAccount};
use crate::error::AccountError;

/// Keeps login accounts. All methods can be repeated without harm after a lost answer, and all fail with
/// [`AccountError::Unavailable`] when the provider cannot be reached now.
#[async_trait]
pub trait AccountProvider: Send + Sync {
    /// The account with this user name (SCIM `filter=userName eq`), to be linked to a patron who brings one.
    /// `None` when there is none, or when it lapsed.
    ///
    /// # Errors
    /// `Refused` when the name cannot be a user name at all.
    async fn find(&self, user_name: &str, now: DateTime<Utc>) -> Result<Option<Account>, AccountError>;

    /// Makes an account, chooses its user name and sends its owner the activation link. Asked again with the
    /// same `external_id`, gives the account that is there and changes nothing.
    ///
    /// # Errors
    /// `Refused` with the rule that is broken; `EmailTaken`; `RateLimited`; `Lapsed` when the account under
    /// this `external_id` was not activated in time and has to be forgotten first.
    async fn create(&self, wanted: &NewAccount, now: DateTime<Utc>) -> Result<Account, AccountError>;

    /// Removes an account. Returns whether there was one.
    ///
    /// # Errors
    /// Only `Unavailable`.
    async fn forget(&self, key: &AccountKey) -> Result<bool, AccountError>;

    /// Whether the account can be used; `None` when there is none (any more).
    ///
    /// # Errors
    /// Only `Unavailable`.
    async fn status(
        &self,
        key: &AccountKey,
        now: DateTime<Utc>,
    ) -> Result<Option<AccountStatus>, AccountError>;

    /// Removes the accounts that were not activated in time and returns them. A provider that does so by itself
    /// returns nothing; the hub then learns of it by [`status`](Self::status).
    ///
    /// # Errors
    /// Only `Unavailable`.
    async fn expire(&self, now: DateTime<Utc>) -> Result<Vec<Account>, AccountError>;
}
