//! The built-in provider: accounts in an SQLite file of their own, for a branch without an identity provider.

mod activate;
mod courier;
mod create;
mod expire;
mod forget;
mod hand_over;
mod log;
mod open;
mod options;
mod orphans;
mod retired;
mod row;
mod rules;
mod secret;

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use sqlx::SqlitePool;
use tokio::sync::Mutex;

use crate::account::{Account, AccountKey, AccountStatus, NewAccount};
use crate::error::AccountError;
use crate::provider::{AccountProvider, Erased};

pub use courier::{Courier, Notice, Silent};
pub use options::Options;

/// The built-in provider. Cloning is cheap; all clones are the same provider.
#[derive(Clone)]
pub struct BuiltIn {
    /// One connection: creating and forgetting accounts never overlap, so checks hold until they are acted on.
    pool: SqlitePool,
    courier: Arc<dyn Courier>,
    /// Held while a notice goes out: of two callers, the later one finds it delivered, and the token that was
    /// sent last is the one that works.
    notifying: Arc<Mutex<()>>,
    /// The log may hold what was removed; after a crash it may as well.
    uncleared: Arc<AtomicBool>,
    options: Options,
}

impl BuiltIn {
    /// Closes the file once running calls are done.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}

#[async_trait]
impl AccountProvider for BuiltIn {
    async fn find(&self, user_name: &str, now: DateTime<Utc>) -> Result<Option<Account>, AccountError> {
        let user_name = user_name.trim();
        rules::user_name(user_name)?;
        let found = self.select(&AccountKey::UserName(user_name.to_owned())).await?;
        Ok(found.filter(|account| account.status(now) != AccountStatus::Lapsed))
    }

    async fn create(&self, wanted: &NewAccount, now: DateTime<Utc>) -> Result<Account, AccountError> {
        self.create_account(wanted, now).await
    }

    async fn forget(&self, key: &AccountKey) -> Result<bool, AccountError> {
        self.forget_account(key).await
    }

    async fn made_for(&self, prefix: &str) -> Result<Vec<Account>, AccountError> {
        self.select_made_for(prefix).await
    }

    async fn erase(&self, key: &AccountKey) -> Result<Erased, AccountError> {
        self.erase_account(key).await
    }

    async fn erase_limits(&self, prefix: &str) -> Result<(), AccountError> {
        self.erase_limits_of(prefix).await
    }

    async fn hand_over(&self, key: &AccountKey, to: &NewAccount) -> Result<(), AccountError> {
        self.hand_account_over(key, to).await
    }

    async fn finish_erasing(&self) -> Result<(), AccountError> {
        self.clear_log().await
    }

    async fn status(
        &self,
        key: &AccountKey,
        now: DateTime<Utc>,
    ) -> Result<Option<AccountStatus>, AccountError> {
        Ok(self.select(key).await?.map(|account| account.status(now)))
    }

    async fn expire(&self, now: DateTime<Utc>) -> Result<Vec<Account>, AccountError> {
        self.expire_accounts(now).await
    }
}
