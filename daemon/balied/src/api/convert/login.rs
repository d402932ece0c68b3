//! The login account, from the heart to the wire.

use super::timestamp;
use balie_proto::v1 as pb;
use balie_registration::machine::{AccountState, Kept, Login, LoginInput, Search};
use balie_registration::values::Email;
use pb::login_account::State as Wire;

fn view(state: Wire, email: &str, user_name: &str) -> pb::LoginAccount {
    pb::LoginAccount {
        state: state.into(),
        email: email.to_owned(),
        user_name: user_name.to_owned(),
        ..Default::default()
    }
}

/// What was typed and kept.
pub fn kept_login_view(input: &LoginInput) -> pb::LoginAccount {
    let state = if input.wanted { Wire::Unspecified } else { Wire::None };
    view(state, &input.email, "")
}

/// The answer before saving.
pub fn login_view(login: &Login) -> pb::LoginAccount {
    match login {
        Login::None => view(Wire::None, "", ""),
        Login::Existing { email, user_name, .. } => view(Wire::Linked, &email.to_string(), user_name),
        Login::New { email } => view(Wire::ToBeGenerated, &email.to_string(), ""),
    }
}

/// While looking for an existing account.
pub fn search_view(email: &Email, search: &Search, kept: &Kept) -> pb::LoginAccount {
    let (state, user_name) = match search {
        Search::Idle => ("", kept.user_name.clone().unwrap_or_default()),
        Search::Searching { user_name, .. } => ("SEARCHING", user_name.to_string()),
        Search::NotFound { user_name } => ("NOT_FOUND", user_name.to_string()),
        Search::Unavailable { user_name } => ("UNAVAILABLE", user_name.to_string()),
    };
    pb::LoginAccount {
        search_user_name: user_name,
        search_state: state.to_owned(),
        ..view(Wire::Unspecified, &email.to_string(), "")
    }
}

/// The account of a saved registration.
pub fn account_view(account: &AccountState) -> pb::LoginAccount {
    match account {
        AccountState::None => view(Wire::None, "", ""),
        AccountState::Linked { email, user_name, .. } => view(Wire::Linked, email.as_str(), user_name),
        AccountState::Generating { email, .. } => view(Wire::Generating, email.as_str(), ""),
        AccountState::Pending { email, user_name, deadline, .. } => pb::LoginAccount {
            activation_deadline: Some(timestamp(*deadline)),
            ..view(Wire::Pending, email.as_str(), user_name)
        },
        AccountState::Active { email, user_name, .. } => view(Wire::Active, email.as_str(), user_name),
        AccountState::Failed { email, reason } => {
            pb::LoginAccount { failure: reason.clone(), ..view(Wire::Failed, email.as_str(), "") }
        }
        AccountState::Lapsed { email, user_name, .. } => view(Wire::Lapsed, email.as_str(), user_name),
        AccountState::Forgetting { email, user_name, .. } => {
            view(Wire::Forgetting, email.as_str(), user_name)
        }
        AccountState::Forgotten { email } => view(Wire::Forgotten, email.as_str(), ""),
    }
}
