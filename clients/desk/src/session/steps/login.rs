//! The login account before saving.

use super::{Fields, field};
use crate::session::Form;
use balie_client::v1::{self, Registration, login_account};

/// Yes, unless the clerk said no before; the e-mail address of the patron is there already.
pub(super) fn load(now: &Registration) -> Fields {
    let login = now.login.as_ref();
    let declined = login.is_some_and(|login| login.state() == login_account::State::None);
    let kept = login.map(|login| login.email.as_str()).filter(|email| !email.is_empty());
    let own = now.person.as_ref().map(|person| person.email.as_str()).unwrap_or_default();
    vec![field("wanted", if declined { "no" } else { "yes" }), field("email", kept.unwrap_or(own))]
}

/// Without an e-mail address the answer is No ("Leeg").
pub(super) fn wanted(form: &Form) -> v1::ChooseLogin {
    let wanted = form.text("wanted") == "yes";
    let email = if wanted { form.text("email").trim().to_owned() } else { String::new() };
    v1::ChooseLogin { wanted, email }
}

pub(super) fn load_search(now: &Registration) -> Fields {
    let typed = now.login.as_ref().map(|login| login.search_user_name.clone()).unwrap_or_default();
    vec![field("user_name", typed)]
}
