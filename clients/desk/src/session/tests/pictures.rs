//! What is fetched for a registration, and fetched again when it became another.

use super::*;

fn issuing(revision: u64, pass: &str, state: pass_print::State) -> Registration {
    let pass_print = Some(PassPrint { state: state.into(), ..Default::default() });
    Registration { pass_print, pass_number: pass.into(), ..at(Step::IssuingPass, revision) }
}

fn artwork(pass: &str) -> Effect {
    Effect::Artwork { name: "registrations/1".into(), pass: pass.into() }
}

#[test]
fn the_pass_is_shown_with_its_own_number_after_a_spoiled_one_was_replaced() {
    let (spoiled, blank) = ("29401000075843", "29401000075850");
    let fetched = |pass: &str, png: u8| Event::Artwork {
        name: "registrations/1".into(),
        pass: pass.into(),
        png: vec![png],
        notice: String::new(),
    };
    let mut session = session();
    let effects = session.update(Event::Opened(Ok(issuing(1, spoiled, pass_print::State::Spoiled))));
    assert!(effects.contains(&artwork(spoiled)), "{effects:?}");
    session.update(fetched(spoiled, 1));
    let effects = session.update(Event::Changed(issuing(2, blank, pass_print::State::Ready)));
    assert!(effects.contains(&artwork(blank)), "{effects:?}");
    // A picture of the old one that was under way.
    session.update(fetched(spoiled, 1));
    assert_eq!(session.open.as_ref().unwrap().artwork, [0; 0]);
    session.update(fetched(blank, 2));
    assert_eq!(session.open.as_ref().unwrap().artwork, [2]);
    let effects = session.update(Event::Changed(issuing(3, blank, pass_print::State::Printing)));
    assert!(!effects.contains(&artwork(blank)), "it is there: {effects:?}");
}

#[test]
fn another_birth_date_has_other_subscriptions() {
    let born = |step, revision, birth_date: &str| Registration {
        person: Some(Person { birth_date: birth_date.into(), ..Default::default() }),
        ..at(step, revision)
    };
    let mut session = opened(born(Step::ChoosingSubscription, 1, "1991-01-01"));
    session.update(Event::Offers("registrations/1".into(), vec![v1::SubscriptionOption::default()]));
    session.update(Event::Changed(born(Step::EnteringPerson, 2, "1991-01-01")));
    assert_eq!(session.open.as_ref().unwrap().offers.len(), 1);
    session.update(Event::Changed(born(Step::ChoosingPerson, 3, "2015-01-01")));
    let effects = session.update(Event::Changed(born(Step::ChoosingSubscription, 4, "2015-01-01")));
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Offers { .. })), "{effects:?}");
}
