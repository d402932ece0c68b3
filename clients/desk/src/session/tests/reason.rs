//! What only a branch administrator hands out, with a reason.

use super::*;

fn offer(code: &str, refusal: Option<&str>) -> v1::SubscriptionOption {
    v1::SubscriptionOption {
        subscription: Some(v1::SubscriptionChoice { code: code.into(), ..Default::default() }),
        allowed: refusal.is_none(),
        refusal_codes: refusal.into_iter().map(str::to_owned).collect(),
        ..Default::default()
    }
}

#[test]
fn a_reason_is_asked_where_it_makes_something_possible_and_goes_along() {
    let mut session = opened(at(Step::ChoosingSubscription, 1));
    session.update(Event::Offers("registrations/1".into(), vec![offer("0082", None)]));
    assert!(!asks_reason(&session));
    let refused = vec![offer("0001", Some("SUBSCRIPTION_ROLE_ADMIN_ONLY")), offer("0082", None)];
    session.update(Event::Offers("registrations/1".into(), refused));
    assert!(!asks_reason(&session), "whoever may not hand it out is not asked why");
    let open = vec![offer("0001", Some("SUBSCRIPTION_NEEDS_REASON")), offer("0082", None)];
    session.update(Event::Offers("registrations/1".into(), open));
    assert!(asks_reason(&session));
    let effects =
        session.update(Event::Edited("subscription.reason".into(), "Afspraak met de directie".into()));
    let reasons: Vec<_> = effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Offers { circumstances, .. } => Some(circumstances.reason.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(reasons, ["Afspraak met de directie"]);
    session.update(Event::Offers("registrations/1".into(), vec![offer("0001", None), offer("0082", None)]));
    assert!(asks_reason(&session), "what was typed stays in view");
    type_in(&mut session, &[("subscription.reason", "")]);
    assert!(asks_reason(&session), "the caret is in it");
    type_in(&mut session, &[("subscription.reason", "Afspraak met de directie")]);
    type_in(&mut session, &[("subscription.code", "0001")]);
    let effects = act(&mut session, Action::Go);
    let Some((_, _, Command::ChooseSubscription(choose))) = applied(&effects) else { panic!("{effects:?}") };
    assert_eq!(choose.subscription.as_ref().unwrap().reason, "Afspraak met de directie");
}
