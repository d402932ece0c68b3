//! An account as the hub sees it.

use std::fmt;

use chrono::{DateTime, TimeDelta, Utc};

/// How long an activation link lives, in hours (manual, "Abonnement kiezen", step 2).
pub const ACTIVATION_HOURS: i64 = 24;

/// What is asked for a new account. Debug output leaves out everything personal.
#[derive(Clone, PartialEq, Eq)]
pub struct NewAccount {
    /// Names the wish (SCIM `externalId`), 1 to 128 characters: asking twice makes one account.
    pub external_id: String,
    /// Where the activation link goes; at most 254 characters (RFC 5321, 4.5.3.1.3).
    pub email: String,
    /// How the account greets its owner, 1 to 128 characters.
    pub display_name: String,
}

impl fmt::Debug for NewAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewAccount").field("external_id", &self.external_id).finish_non_exhaustive()
    }
}

/// A login account. Debug output leaves out everything personal.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    /// The provider's own name for it (SCIM `id`), for ever.
    pub subject: String,
    /// The caller's name for it (SCIM `externalId`).
    pub external_id: String,
    /// What its owner logs in with (SCIM `userName`).
    pub user_name: String,
    /// Where its owner is reached.
    pub email: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Until when the activation link works: [`ACTIVATION_HOURS`] after it was made.
    pub activation_deadline: DateTime<Utc>,
    /// When its owner activated it (SCIM `active` is whether this is known).
    pub activated_at: Option<DateTime<Utc>>,
}

impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Account");
        out.field("subject", &self.subject).field("external_id", &self.external_id).finish_non_exhaustive()
    }
}

/// Whether an account can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountStatus {
    /// Its owner still has to follow the link.
    Pending {
        /// The last instant at which the link works.
        until: DateTime<Utc>,
    },
    /// In use.
    Active,
    /// Never activated, and too late now: forget it and generate a new one.
    Lapsed,
}

impl Account {
    /// Its status at `now`. The link works up to and including the deadline.
    #[must_use]
    pub fn status(&self, now: DateTime<Utc>) -> AccountStatus {
        match self.activated_at {
            Some(_) => AccountStatus::Active,
            None if now <= self.activation_deadline => {
                AccountStatus::Pending { until: self.activation_deadline }
            }
            None => AccountStatus::Lapsed,
        }
    }

    pub(crate) fn deadline_of(created_at: DateTime<Utc>) -> DateTime<Utc> {
        created_at + TimeDelta::hours(ACTIVATION_HOURS)
    }
}

/// Which account is meant.
#[derive(Clone, PartialEq, Eq)]
pub enum AccountKey {
    /// The one the caller gave this `externalId`.
    ExternalId(String),
    /// The one with this user name.
    UserName(String),
}

/// A user name is personal; an external id is not.
impl fmt::Debug for AccountKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ExternalId(id) => f.debug_tuple("ExternalId").field(id).finish(),
            Self::UserName(_) => f.write_str("UserName(..)"),
        }
    }
}
