//! The port: what the hub asks of whoever keeps login accounts.

use async_trait::async_trait;
use chrono::{DateTime, Utc};

use crate::account::{Account, AccountKey, AccountStatus, NewAccount};
use crate::error::AccountError;

/// What was removed of an account.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Erased {
    /// There was such an account.
    pub account: bool,
    /// The message with its activation code had not gone out yet.
    pub message: bool,
}

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

    /// Removes an account; what is kept of its owner for limits stays. Returns whether there was one.
    ///
    /// # Errors
    /// Only `Unavailable`.
    async fn forget(&self, key: &AccountKey) -> Result<bool, AccountError>;

    /// The accounts whose `external_id` begins with this (SCIM `filter=externalId sw`), lapsed ones too.
    ///
    /// # Errors
    /// Only `Unavailable`.
    async fn made_for(&self, prefix: &str) -> Result<Vec<Account>, AccountError>;

    /// Removes an account, its message, and what is kept of its owner for limits, because its owner is to be erased
    /// (AVG, article 17). [`finish_erasing`](Self::finish_erasing) completes it.
    ///
    /// # Errors
    /// Only `Unavailable`; it is then to be repeated.
    async fn erase(&self, key: &AccountKey) -> Result<Erased, AccountError>;

    /// Removes what is kept for limits of accounts that were made under an `external_id` that begins with this, also
    /// of those that were forgotten or handed over since.
    ///
    /// # Errors
    /// Only `Unavailable`; it is then to be repeated.
    async fn erase_limits(&self, prefix: &str) -> Result<(), AccountError>;

    /// Gives an account to another who uses it, when the one it was made for is to be erased: it keeps subject and
    /// user name, and gets this external id and address. While it waits for its activation, a message with a new
    /// code goes to that address. One that is gone is let be. The particulars are those of a registration and are
    /// not judged again.
    ///
    /// # Errors
    /// Only `Unavailable`; it is then to be repeated.
    async fn hand_over(&self, key: &AccountKey, to: &NewAccount) -> Result<(), AccountError>;

    /// What was removed is legible nowhere any more once this has succeeded, not in logs or free space either.
    ///
    /// # Errors
    /// Only `Unavailable`.
    async fn finish_erasing(&self) -> Result<(), AccountError>;

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
