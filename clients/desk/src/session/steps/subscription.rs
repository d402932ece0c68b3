//! Choosing the subscription.

use super::{Fields, field, switch};
use crate::session::{Form, Session};
use balie_client::services::Circumstances;
use balie_client::v1::{Registration, SubscriptionChoice, SubscriptionOption};

pub(super) fn load(now: &Registration) -> Fields {
    let choice = now.subscription.clone().unwrap_or_default();
    let discount =
        if matches!(choice.discount.as_str(), "" | "0.00") { String::new() } else { choice.discount };
    vec![
        field("subscription.code", choice.code),
        field("subscription.discount", discount.replace('.', ",")),
        field("subscription.instalments_requested", switch(choice.instalments_requested)),
        field("subscription.staff", switch(choice.staff)),
        field("subscription.dbos_school", switch(choice.dbos_school)),
        field("subscription.guest", switch(!choice.home_library.is_empty())),
        field("subscription.home_library", choice.home_library),
        field("subscription.home_pass_number", choice.home_pass_number),
        field("subscription.reason", choice.reason),
    ]
}

pub(super) fn fields(session: &Session) -> Vec<&'static str> {
    let mut fields = vec!["subscription.code", "subscription.discount"];
    if session.form.is_on("subscription.guest") {
        fields.extend(["subscription.home_library", "subscription.home_pass_number"]);
    }
    if asks_reason(session) {
        fields.push("subscription.reason");
    }
    fields
}

/// Some subscription is to be had for a reason, or one was given: also while it is typed anew.
pub fn asks_reason(session: &Session) -> bool {
    let offers = session.open.as_ref().map(|open| open.offers.as_slice()).unwrap_or_default();
    let mut codes = offers.iter().flat_map(|offer| &offer.refusal_codes);
    codes.any(|code| code == "SUBSCRIPTION_NEEDS_REASON") || session.form.is_in_use("subscription.reason")
}

pub(super) fn choice(form: &Form) -> SubscriptionChoice {
    let Circumstances { instalments_requested, dbos_school, staff, home_library, reason } =
        circumstances(form);
    let guest = form.is_on("subscription.guest");
    let home_pass_number = form.text("subscription.home_pass_number").trim().to_owned();
    SubscriptionChoice {
        code: form.text("subscription.code").to_owned(),
        discount: form.text("subscription.discount").trim().to_owned(),
        instalments_requested,
        dbos_school,
        staff,
        home_library,
        home_pass_number: if guest { home_pass_number } else { String::new() },
        reason,
        ..Default::default()
    }
}

/// What the rules of some subscriptions ask, as the clerk ticked it.
pub(in crate::session) fn circumstances(form: &Form) -> Circumstances {
    let guest = form.is_on("subscription.guest");
    let home = form.text("subscription.home_library").trim();
    Circumstances {
        instalments_requested: form.is_on("subscription.instalments_requested"),
        dbos_school: form.is_on("subscription.dbos_school"),
        staff: form.is_on("subscription.staff"),
        home_library: if guest { home.to_owned() } else { String::new() },
        reason: form.text("subscription.reason").trim().to_owned(),
    }
}

/// Chooses where there is no choice: what is filled in by age, else the only one that is allowed. What the
/// clerk chose and is not allowed any more is let go.
pub(in crate::session) fn choose_offer(session: &mut Session) {
    let Some(open) = &session.open else { return };
    let code = |offer: &&SubscriptionOption| offer.subscription.as_ref().map(|choice| choice.code.clone());
    let allowed: Vec<&SubscriptionOption> = open.offers.iter().filter(|offer| offer.allowed).collect();
    let chosen = session.form.text("subscription.code").to_owned();
    if allowed.iter().any(|offer| code(offer).as_deref() == Some(chosen.as_str())) {
        return;
    }
    let automatic = allowed.iter().find(|offer| offer.automatic).and_then(code);
    let only = if allowed.len() == 1 { allowed.first().and_then(code) } else { None };
    session.form.set("subscription.code", &automatic.or(only).unwrap_or_default());
}
