//! Saving (manual, "Opslaan"; domain section 1 step 8): the registration becomes real.

use super::settle::settled;
use super::subscription::quote;
use crate::machine::effect::Effect;
use crate::machine::facts::Facts;
use crate::machine::handle::{Next, Stepped};
use crate::machine::input::Kept;
use crate::machine::rejection::{Rejection, Rule};
use crate::machine::state::{AccountState, Choice, Enrolment, Ledger, Login, Patron, Settlement, State};
use uuid::Uuid;

/// Saves: the pass is assigned, the patron number issued (or kept, when re-enrolling), the account generated
/// and the fee booked. A quote of another day (a draft that lay overnight) is quoted anew first, so that the
/// fee is that of the enrolment date.
///
/// An account that was found and is gone since is refused: the clerk has told the patron that it is linked.
pub fn save(
    registration: Uuid,
    patron: Patron,
    login: Login,
    choice: Choice,
    kept: &Kept,
    facts: &Facts<'_>,
) -> Stepped {
    let choice = match &kept.subscription {
        Some(input) if choice.enrolled_on != facts.today() => quote(&patron, input, facts)?,
        _ => choice,
    };
    let patron_number = match &patron.identity.earlier {
        Some(earlier) => earlier.patron_number,
        None => facts.patron_number.ok_or(Rejection::MissingFact("patron_number"))?,
    };
    let job = facts.job;
    let mut effects = Vec::new();
    let account = match login {
        Login::None => AccountState::None,
        // It was there when it was found; a draft does not keep it.
        Login::Existing { subject, .. } if facts.gone_account.as_ref() == Some(&subject) => {
            return Err(Rule::AccountGone.into());
        }
        Login::Existing { email, user_name, subject } => AccountState::Linked { email, user_name, subject },
        Login::New { email } => {
            effects.push(Effect::CreateAccount { job, registration, email: email.clone() });
            AccountState::Generating { email, job }
        }
    };
    let ledger = Ledger::new(choice.fee);
    let enrolment = Box::new(Enrolment { patron, choice, patron_number, saved_at: facts.now, account });
    let state = if ledger.remaining().is_zero() {
        // 0049 wants its mandate even where a discount makes the first period free.
        let by = match enrolment.choice.needs_mandate {
            true => Settlement::DirectDebit,
            false => Settlement::NothingDue,
        };
        settled(enrolment, ledger, by)
    } else {
        State::Settling { enrolment, ledger }
    };
    let changed = vec!["patron_number", "enrolment_date", "ledger", "account"];
    Ok(Next { state, effects, changed, spent: None })
}
