//! How long personal data are kept (AVG, article 5, first paragraph, under e; domain section 2, "Privacy").

use super::state::{AccountState, Login, Registration, State};
use crate::values::{Email, PassNumber};
use chrono::{DateTime, TimeDelta, Utc};

/// How long a branch keeps registrations, in whole days of 24 hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retention {
    /// Finished ones, from the confirmed receipt by the central administration.
    pub confirmed_days: u32,
    /// Drafts that were never saved, from their last change.
    pub abandoned_days: u32,
}

impl Retention {
    /// Most days that can be configured: ten years.
    pub const MAX_DAYS: u32 = 3650;
}

impl Default for Retention {
    /// 30 days after confirmed receipt, 7 days for drafts.
    fn default() -> Self {
        Self { confirmed_days: 30, abandoned_days: 7 }
    }
}

/// Why a registration is to be erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// It is finished, and the central administration has had it for long enough.
    Confirmed,
    /// It was never saved, and nobody touched it any more.
    Abandoned,
    /// Somebody asked for it (AVG, article 17).
    Request,
}

impl Ground {
    /// Stable name of erasing on this ground, for the audit trail.
    pub fn action(self) -> &'static str {
        match self {
            Self::Confirmed => "erase_confirmed",
            Self::Abandoned => "erase_abandoned",
            Self::Request => "erase_on_request",
        }
    }
}

/// The instants that the periods lead back to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cutoffs {
    /// What was confirmed at this instant or before is kept no longer.
    pub confirmed: DateTime<Utc>,
    /// Drafts changed at this instant or before are kept no longer.
    pub abandoned: DateTime<Utc>,
}

impl Retention {
    /// The cutoffs at `now`.
    pub fn cutoffs(&self, now: DateTime<Utc>) -> Cutoffs {
        let before = |days: u32| now - TimeDelta::days(days.into());
        Cutoffs { confirmed: before(self.confirmed_days), abandoned: before(self.abandoned_days) }
    }

    /// Whether a registration is to be erased at `now`, and why. `confirmed_at` is the instant since which the
    /// central administration has had its present state.
    ///
    /// Never due is what a person still has to finish, and what waits for its login account: until the account is
    /// activated or has lapsed, this branch follows it.
    pub fn due(
        &self,
        registration: &Registration,
        confirmed_at: Option<DateTime<Utc>>,
        now: DateTime<Utc>,
    ) -> Option<Ground> {
        let (state, cutoffs) = (&registration.state, self.cutoffs(now));
        if !state.is_saved_ever() {
            return (registration.updated_at <= cutoffs.abandoned).then_some(Ground::Abandoned);
        }
        let waits = state.account_is_busy() || matches!(state.account(), Some(AccountState::Pending { .. }));
        let confirmed = confirmed_at.is_some_and(|at| at <= cutoffs.confirmed);
        (state.step().is_terminal() && confirmed && !waits).then_some(Ground::Confirmed)
    }
}

impl State {
    /// It was saved (Opslaan), whatever became of it.
    pub fn is_saved_ever(&self) -> bool {
        self.enrolment().is_some()
    }

    /// Work on its login account is under way, which erasing would lose.
    pub fn account_is_busy(&self) -> bool {
        matches!(self.account(), Some(AccountState::Generating { .. } | AccountState::Forgetting { .. }))
    }

    /// User name and address of the login account that this registration names: generated for it, linked to it, or
    /// found and to be linked on saving.
    pub fn named_account(&self) -> Option<(&str, &Email)> {
        match self {
            Self::ChoosingSubscription { login, .. } | Self::Confirming { login, .. } => match login {
                Login::Existing { email, user_name, .. } => Some((user_name, email)),
                Login::None | Login::New { .. } => None,
            },
            Self::Cancelled { was, .. } => was.named_account(),
            _ => match self.account()? {
                AccountState::Linked { email, user_name, .. }
                | AccountState::Pending { email, user_name, .. }
                | AccountState::Active { email, user_name, .. }
                | AccountState::Lapsed { email, user_name, .. }
                | AccountState::Forgetting { email, user_name, .. } => Some((user_name, email)),
                AccountState::None
                | AccountState::Generating { .. }
                | AccountState::Failed { .. }
                | AccountState::Forgotten { .. } => None,
            },
        }
    }

    /// The account of [`named_account`](Self::named_account), when somebody would miss it: not that of a draft, whose
    /// clerk may have mistyped a user name, nor that of a cancelled registration, nor one that lapsed or is being
    /// forgotten.
    pub fn used_account(&self) -> Option<(&str, &Email)> {
        let missed = self.is_saved_ever()
            && !matches!(self, Self::Cancelled { .. })
            && !matches!(self.account(), Some(AccountState::Lapsed { .. } | AccountState::Forgetting { .. }));
        self.named_account().filter(|_| missed)
    }

    /// The number of the pass that went out to a patron: it is never given out again, also when nobody knows any
    /// more whose it was. The pass of a draft goes back to the blank ones.
    pub fn pass_given_out(&self) -> Option<PassNumber> {
        let pass = self.pass().filter(|_| self.is_saved_ever() && self.holds_pass())?;
        Some(pass.number)
    }
}
