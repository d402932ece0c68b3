//! A login account in one line.

use super::instant;
use crate::text::{Lang, account as text, states};
use balie_client::v1::{LoginAccount, login_account::State};

/// State, user name and, while it waits, until when.
pub(crate) fn account(lang: Lang, login: &LoginAccount) -> String {
    let mut line = states::account(lang, login.state()).to_owned();
    if !login.user_name.is_empty() {
        line.push_str(&format!(" · {}", login.user_name));
    }
    if login.state() == State::Pending {
        line.push_str(&format!(" · {}", text::until(lang, instant(login.activation_deadline.as_ref()))));
    }
    if !login.failure.is_empty() {
        line.push_str(&format!(" · {}", login.failure));
    }
    line
}
