//! The login account after saving (manual, "Genereren van inlogaccount", "Vergeet inlogaccount").

use crate::machine::command::{AccountObservation, GenerateOutcome, JobId};
use crate::machine::effect::Effect;
use crate::machine::facts::Facts;
use crate::machine::handle::{Next, Stepped};
use crate::machine::rejection::{Rejection, Rule};
use crate::machine::state::{AccountState, State};
use crate::values::{Email, is_blank};
use uuid::Uuid;

/// Forgets an account that Balie generated, so that a new one can be made.
pub fn forget(state: State, facts: &Facts<'_>) -> Stepped {
    let job = facts.job;
    let mut effect = None;
    let next = with_account(state, |account| match account {
        AccountState::Pending { email, user_name, .. }
        | AccountState::Active { email, user_name, .. }
        | AccountState::Lapsed { email, user_name, .. } => {
            effect = Some(Effect::ForgetAccount { job, user_name: user_name.clone() });
            Ok(AccountState::Forgetting { email, user_name, job })
        }
        // What was linked belongs to another library as well: only the link goes.
        AccountState::Linked { email, .. } => Ok(AccountState::Forgotten { email }),
        _ => Err(Rule::AccountState.into()),
    })?;
    Ok(match effect {
        Some(effect) => next.with(effect),
        None => next,
    })
}

/// Generates an account anew, after a failure, a lapse that was forgotten, or where there was none.
pub fn generate(state: State, registration: Uuid, email: &str, facts: &Facts<'_>) -> Stepped {
    let typed = match is_blank(email) {
        true => None,
        false => Some(Email::parse(email).map_err(|error| Rejection::field("email", error))?),
    };
    let job = facts.job;
    let mut wanted = None;
    let next = with_account(state, |account| {
        let before = match account {
            AccountState::None => None,
            AccountState::Failed { email, .. } | AccountState::Forgotten { email } => Some(email),
            _ => return Err(Rule::AccountState.into()),
        };
        let email =
            typed.or(before).ok_or_else(|| Rejection::field("email", crate::values::ValueError::Required))?;
        wanted = Some(email.clone());
        Ok(AccountState::Generating { email, job })
    })?;
    let email = wanted.ok_or(Rejection::MissingFact("email"))?;
    Ok(next.with(Effect::CreateAccount { job, registration, email }))
}

/// The provider answered. An account that comes out after the registration was cancelled is forgotten at once.
pub fn generated(state: State, expected: JobId, outcome: GenerateOutcome, facts: &Facts<'_>) -> Stepped {
    let cancelled = matches!(state, State::Cancelled { .. });
    let job = facts.job;
    let mut effect = None;
    let next = with_account(state, |account| match account {
        AccountState::Generating { email, job: running } if running == expected => Ok(match outcome {
            GenerateOutcome::Generated { user_name, .. } if cancelled => {
                effect = Some(Effect::ForgetAccount { job, user_name: user_name.clone() });
                AccountState::Forgetting { email, user_name, job }
            }
            GenerateOutcome::Generated { user_name, subject, deadline } => {
                AccountState::Pending { email, user_name, subject, deadline }
            }
            GenerateOutcome::Failed { reason } => AccountState::Failed { email, reason },
        }),
        _ => Err(Rule::OtherJob.into()),
    })?;
    Ok(match effect {
        Some(effect) => next.with(effect),
        None => next,
    })
}

/// The provider forgot the account.
pub fn forgotten(state: State, expected: JobId) -> Stepped {
    with_account(state, |account| match account {
        AccountState::Forgetting { email, job, .. } if job == expected => {
            Ok(AccountState::Forgotten { email })
        }
        _ => Err(Rule::OtherJob.into()),
    })
}

/// The patron activated the account, or 24 hours passed without (manual: "slechts 24 uur geldig").
pub fn observed(state: State, observation: AccountObservation, facts: &Facts<'_>) -> Stepped {
    with_account(state, |account| match (account, observation) {
        (AccountState::Pending { email, user_name, subject, .. }, AccountObservation::Activated) => {
            Ok(AccountState::Active { email, user_name, subject })
        }
        (AccountState::Pending { email, user_name, subject, deadline }, AccountObservation::Lapsed) => {
            if facts.now < deadline {
                return Err(Rule::NotLapsedYet.into());
            }
            Ok(AccountState::Lapsed { email, user_name, subject })
        }
        _ => Err(Rule::AccountState.into()),
    })
}

fn with_account(
    mut state: State,
    change: impl FnOnce(AccountState) -> Result<AccountState, Rejection>,
) -> Stepped {
    let enrolment = state.enrolment_mut().ok_or(Rule::AccountState)?;
    enrolment.account = change(enrolment.account.clone())?;
    Ok(Next::to(state, &["account"]))
}
