//! The login question before saving (manual, "inlogaccount", options 1 and 2; domain section 1 step 6).

use crate::machine::command::{JobId, SearchOutcome};
use crate::machine::effect::Effect;
use crate::machine::facts::Facts;
use crate::machine::handle::{Next, Stepped};
use crate::machine::input::{Kept, LoginInput};
use crate::machine::rejection::{Rejection, Rule};
use crate::machine::state::{Login, Patron, Search, State};
use crate::machine::typed::as_typed;
use crate::values::{Email, UserName, is_blank};

/// Yes with an e-mail address leads to the choice of account; "Leeg" clears the address and makes it No.
pub fn choose(patron: Box<Patron>, mut kept: Kept, input: LoginInput) -> Stepped {
    let state = if input.wanted && !is_blank(&input.email) {
        let email = Email::parse(&input.email).map_err(|error| Rejection::field("email", error))?;
        kept.login = Some(as_typed(input)?);
        State::ChoosingAccount { patron, email, kept }
    } else {
        kept.login = Some(LoginInput { wanted: false, email: String::new() });
        State::ChoosingSubscription { patron, login: Login::None, kept }
    };
    Ok(Next::to(state, &["login"]))
}

/// Option 1, an existing account, or option 2, a new one.
pub fn choose_account(patron: Box<Patron>, email: Email, kept: Kept, existing: bool) -> Stepped {
    let state = if existing {
        State::FindingAccount { patron, email, search: Search::Idle, kept }
    } else {
        State::ChoosingSubscription { patron, login: Login::New { email }, kept }
    };
    Ok(Next::to(state, &["login"]))
}

/// Looks for an existing account.
pub fn find(
    patron: Box<Patron>,
    email: Email,
    search: Search,
    mut kept: Kept,
    typed: String,
    facts: &Facts<'_>,
) -> Stepped {
    if matches!(search, Search::Searching { .. }) {
        return Err(Rule::SearchRunning.into());
    }
    let user_name = UserName::parse(&typed).map_err(|error| Rejection::field("user_name", error))?;
    kept.user_name = Some(user_name.to_string());
    let job = facts.job;
    let effect = Effect::FindAccount { job, user_name: user_name.to_string() };
    let search = Search::Searching { user_name, job };
    Ok(Next::to(State::FindingAccount { patron, email, search, kept }, &["login"]).with(effect))
}

/// The provider answered: found links it, otherwise the clerk corrects the name or goes back.
pub fn searched(
    patron: Box<Patron>,
    email: Email,
    search: Search,
    kept: Kept,
    expected: JobId,
    outcome: SearchOutcome,
) -> Stepped {
    let Search::Searching { user_name, job } = search else {
        return Err(Rule::OtherJob.into());
    };
    if job != expected {
        return Err(Rule::OtherJob.into());
    }
    let state = match outcome {
        SearchOutcome::Found { user_name, subject } => {
            let login = Login::Existing { email, user_name, subject };
            State::ChoosingSubscription { patron, login, kept }
        }
        SearchOutcome::NotFound => {
            State::FindingAccount { patron, email, search: Search::NotFound { user_name }, kept }
        }
        SearchOutcome::Unavailable => {
            State::FindingAccount { patron, email, search: Search::Unavailable { user_name }, kept }
        }
    };
    Ok(Next::to(state, &["login"]))
}
