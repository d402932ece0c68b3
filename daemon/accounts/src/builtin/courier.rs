//! Getting the activation link to its owner.

use std::fmt;

use async_trait::async_trait;
use chrono::{DateTime, Utc};

use crate::error::AccountError;

/// What the owner of a new account has to be told.
#[derive(Clone, PartialEq, Eq)]
pub struct Notice {
    /// Where to.
    pub email: String,
    /// How to greet.
    pub display_name: String,
    /// What to log in with.
    pub user_name: String,
    /// The secret of the activation link: 64 hexadecimal digits. It exists nowhere else.
    pub token: String,
    /// Until when the link works.
    pub until: DateTime<Utc>,
}

/// All of it is personal or secret.
impl fmt::Debug for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Notice").finish_non_exhaustive()
    }
}

/// Hands notices over to whatever delivers them (a mail queue, a letter printed at the counter).
#[async_trait]
pub trait Courier: Send + Sync {
    /// Takes over a notice. It may be called again for the same account with a new token when an earlier call
    /// failed; only the token of the last call works.
    ///
    /// # Errors
    /// `Unavailable` when the notice was not taken over; creating the account then fails the same way and is
    /// to be repeated.
    async fn deliver(&self, notice: &Notice) -> Result<(), AccountError>;

    /// Takes back what was taken over for this account, as far as it still has it: the account was activated, has
    /// lapsed or was forgotten, and the notice is personal data of no use any more.
    ///
    /// # Errors
    /// `Unavailable` when it cannot be taken back now; what the account was to undergo then waits too.
    async fn withdraw(&self, user_name: &str) -> Result<(), AccountError>;

    /// User names of the accounts whose notices it still has, also half of one after a crash. A courier that hands
    /// on at once has none.
    ///
    /// # Errors
    /// `Unavailable` when it cannot tell now.
    async fn held(&self) -> Result<Vec<String>, AccountError> {
        Ok(Vec::new())
    }
}

/// Delivers nothing: for a branch that activates accounts in another way.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

#[async_trait]
impl Courier for Silent {
    async fn deliver(&self, _notice: &Notice) -> Result<(), AccountError> {
        Ok(())
    }

    async fn withdraw(&self, _user_name: &str) -> Result<(), AccountError> {
        Ok(())
    }
}
