//! What a registration leaves outside the store when it is erased on request: login accounts, and messages with their
//! activation codes.
//!
//! The transaction that erases a registration notes that its erasure is unfinished. What is left is removed after it;
//! the note goes last. So whatever stops the daemon in between, the next start finds the note and goes on, and nobody
//! is told that a registration is erased while its note is there.

use super::records::registration;
use super::{Caller, Hub, HubError};
use balie_accounts::{Account, AccountKey, AccountStatus};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// Unfinished erasures looked at in one round.
const ROUND: u32 = 500;

/// What went beside a registration.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cleared {
    /// Login accounts that were erased.
    pub accounts: u32,
    /// Messages that had not gone out and were erased.
    pub messages: u32,
    /// Login accounts that stay, because another registration uses them; nothing of this one is in them any more.
    pub accounts_kept: u32,
}

impl Hub {
    /// Completes all unfinished erasures. One that fails does not keep the others.
    ///
    /// # Errors
    /// The first failure.
    pub(super) async fn clear_all_remains(&self) -> Result<(), HubError> {
        let unfinished = self.store().read().await?.read().unfinished_erasures(ROUND).await?;
        let mut failed = None;
        for erasure in unfinished {
            let id = erasure.registration_id;
            let cleared = match Uuid::parse_str(&id) {
                Ok(id) => self.clear_remains(id).await,
                Err(_) => Err(HubError::BadState(format!("erasure of {id}"))),
            };
            match cleared {
                Ok(cleared) => {
                    tracing::info!(registration = id, accounts = cleared.accounts, "erasure completed");
                }
                Err(error) => failed = failed.or(Some(error)),
            }
        }
        failed.map_or(Ok(()), Err)
    }

    /// Completes the erasure of a registration: removes the accounts made for it and the one linked to it with their
    /// messages, then the note that it is unfinished. Without such a note does nothing.
    ///
    /// # Errors
    /// What the account provider or the store could not do; the erasure is unfinished then.
    pub(super) async fn clear_remains(&self, of: Uuid) -> Result<Cleared, HubError> {
        // An account that is being made for it is there when this goes on, or will not be made.
        let _turn = self.account_turn().await;
        let unfinished = self.store().read().await?.read().unfinished_erasure(&of.to_string()).await?;
        let Some(unfinished) = unfinished else { return Ok(Cleared::default()) };
        let now = self.clock().now();
        let prefix = format!("{of}/");
        let mut accounts = self.accounts().made_for(&prefix).await?;
        if let Some(user_name) = &unfinished.user_name
            && let Some(linked) = self.accounts().find(user_name, now).await?
            && !accounts.contains(&linked)
        {
            accounts.push(linked);
        }
        let mut cleared = Cleared::default();
        for account in accounts {
            self.clear_account(of, &account, now, &mut cleared).await?;
        }
        self.accounts().erase_limits(&prefix).await?;
        self.accounts().finish_erasing().await?;
        self.erased.store(true, std::sync::atomic::Ordering::Relaxed);
        self.store()
            .write(move |tx| {
                Box::pin(async move {
                    if cleared.accounts > 0 {
                        tx.audit(&Caller::system().audit_entry("erase_account", Some(of), None, now)).await?;
                    }
                    tx.finish_erasure(&of.to_string()).await?;
                    Ok::<_, HubError>(())
                })
            })
            .await?;
        Ok(cleared)
    }

    /// Erases an account that nobody else uses. What another uses stays his alone, and so does what was made for
    /// another branch or program: of that only the link was ours.
    async fn clear_account(
        &self,
        erased: Uuid,
        account: &Account,
        now: DateTime<Utc>,
        cleared: &mut Cleared,
    ) -> Result<(), HubError> {
        let key = AccountKey::ExternalId(account.external_id.clone());
        let owner = owner(account);
        let user = match account.status(now) {
            AccountStatus::Lapsed => None,
            AccountStatus::Pending { .. } | AccountStatus::Active => self.user_of(account).await?,
        };
        if let Some((user, wanted)) = user {
            cleared.accounts_kept += 1;
            if owner == Some(erased) {
                self.accounts().hand_over(&key, &wanted).await?;
                tracing::info!(registration = %user.id, "its login account is its own now");
            }
            return Ok(());
        }
        if self.is_left_over(owner).await? {
            let gone = self.accounts().erase(&key).await?;
            cleared.accounts += u32::from(gone.account);
            cleared.messages += u32::from(gone.message);
        }
        Ok(())
    }

    /// Whether an account that nobody uses was made for a registration of this branch, which is erased or has let it
    /// go.
    async fn is_left_over(&self, owner: Option<Uuid>) -> Result<bool, HubError> {
        let Some(owner) = owner.map(|id| id.to_string()) else { return Ok(false) };
        let mut snapshot = self.store().read().await?;
        if let Some(record) = snapshot.read().registration(&owner).await? {
            return Ok(!registration(&record)?.state.account_is_busy());
        }
        Ok(snapshot.read().tombstone_of(&owner).await?.is_some())
    }
}

/// The registration that an account was made for, by the external id it was given.
fn owner(account: &Account) -> Option<Uuid> {
    Uuid::parse_str(account.external_id.split('/').next()?).ok()
}
