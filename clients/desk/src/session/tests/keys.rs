//! What keys do in the steps.

use super::*;

#[test]
fn enter_goes_on_only_from_a_valid_step() {
    let mut session = opened(at(Step::EnteringPerson, 1));
    assert_eq!(act(&mut session, Action::Go), []);
    assert_eq!(session.focus.path, "person.kind", "the caret goes to what is missing first");
    fill_adult(&mut session);
    type_in(&mut session, &[("person.birth_date", "31-02-1991")]);
    assert_eq!(act(&mut session, Action::Go), []);
    assert_eq!(session.focus.path, "person.birth_date");
    type_in(&mut session, &[("person.birth_date", "01011991")]);
    let effects = act(&mut session, Action::Go);
    let Some((_, "etag-1", Command::EnterPerson(enter))) = applied(&effects) else { panic!("{effects:?}") };
    let person = enter.person.as_ref().unwrap();
    assert_eq!(person.main_address.as_ref().unwrap().postcode, "9468 BG");
    assert_eq!(person.birth_date, "01-01-1991");
    assert_eq!(act(&mut session, Action::Go), [], "one command at a time");
}

#[test]
fn youth_is_asked_its_call_name_and_an_institution_no_birth_date() {
    let mut session = opened(at(Step::EnteringPerson, 1));
    fill_adult(&mut session);
    assert!(!session.is_youth() && !required(&session, "person.call_name"));
    type_in(&mut session, &[("person.birth_date", "01-05-2007")]);
    assert!(!session.is_youth(), "19 today");
    type_in(&mut session, &[("person.birth_date", "02-05-2007")]);
    assert!(session.is_youth() && required(&session, "person.call_name"));
    type_in(&mut session, &[("person.kind", "institution")]);
    assert!(!required(&session, "person.birth_date") && required(&session, "person.contact_person"));
}

/// Everything that a configuration may require, of whomever.
#[test]
fn whatever_the_branch_requires_is_shown_and_one_can_go_on() {
    let of_a_person = ["initials", "call_name"];
    let of_all = ["main_address.postcode", "phone", "sms_number", "email", "contact_person", "contact_phone"];
    for (patron_kind, kind, birth_date) in
        [("adult", "woman", "01-01-1991"), ("youth", "man", "01-01-2020"), ("institution", "institution", "")]
    {
        let own = if kind == "institution" { &[][..] } else { &of_a_person[..] };
        for field in own.iter().chain(&of_all) {
            let path = format!("person.{field}");
            let mut session = opened(at(Step::EnteringPerson, 1));
            let required =
                v1::RequiredFields { patron_kind: patron_kind.into(), fields: vec![(*field).to_owned()] };
            session.branch.required_fields = vec![required];
            let typed =
                [("person.kind", kind), ("person.surname", "Test"), ("person.birth_date", birth_date)];
            type_in(&mut session, &typed);
            assert!(shown(&session, &path), "{path} of {patron_kind}");
            assert_eq!(act(&mut session, Action::Go), [], "{path} of {patron_kind} is missing");
            assert_eq!(session.focus.path, path, "the caret goes there");
            let text = if field.ends_with("postcode") { "9468bg" } else { "a@b" };
            type_in(&mut session, &[(path.as_str(), text)]);
            let effects = act(&mut session, Action::Go);
            assert!(
                matches!(applied(&effects), Some((_, _, Command::EnterPerson(_)))),
                "{path}: {effects:?}"
            );
        }
    }
}

/// What was typed for a child, or is refused by the daemon, can be put right also when the patron turns out to be grown
/// up.
#[test]
fn nothing_that_is_filled_or_refused_is_hidden() {
    let mut session = opened(at(Step::EnteringPerson, 1));
    fill_adult(&mut session);
    for path in ["person.call_name", "person.contact_person", "person.contact_phone"] {
        assert!(!shown(&session, path), "{path}");
        session.form.refuse(&[FieldViolation {
            field: path.into(),
            reason: "REQUIRED".into(),
            message: "Dit veld is verplicht.".into(),
        }]);
        assert!(shown(&session, path), "{path}");
        session.form.refuse(&[]);
        type_in(&mut session, &[(path, "x")]);
        assert!(shown(&session, path), "{path}");
        type_in(&mut session, &[(path, "")]);
        assert!(shown(&session, path), "the caret is in it");
    }
    let mut session = opened(at(Step::EnteringPerson, 1));
    fill_adult(&mut session);
    type_in(&mut session, &[("person.contact_person", "C. Jansen")]);
    assert!(shown(&session, "person.contact_phone"), "whoever is named can be called");
    type_in(&mut session, &[("person.kind", "institution")]);
    assert!(!shown(&session, "person.call_name") && !shown(&session, "person.birth_date"));
}

#[test]
fn enter_never_prints_in_any_state_of_the_pass() {
    for state in 0..=6 {
        let pass_print = Some(PassPrint { state, job: "jobs/1".into(), ..Default::default() });
        let mut session = opened(Registration { pass_print, ..at(Step::IssuingPass, 1) });
        for _ in 0..3 {
            let effects = act(&mut session, Action::Go);
            assert!(applied(&effects).is_none(), "{state}: {effects:?}");
        }
    }
}

#[test]
fn f8_prints_once_and_only_when_the_pass_is_ready() {
    let ready = Some(PassPrint { state: pass_print::State::Ready.into(), ..Default::default() });
    let mut session = opened(Registration { pass_print: ready, ..at(Step::IssuingPass, 1) });
    session.devices = vec![Device { role: DeviceRole::PassPrinter.into(), ..Default::default() }];
    assert!(matches!(applied(&act(&mut session, Action::Print)), Some((_, _, Command::PrintPass(_)))));
    assert_eq!(act(&mut session, Action::Print), []);
    let printing = Some(PassPrint {
        state: pass_print::State::Printing.into(),
        job: "jobs/1".into(),
        ..Default::default()
    });
    let effects =
        session.update(Event::Applied(Ok(Registration { pass_print: printing, ..at(Step::IssuingPass, 2) })));
    assert!(effects.contains(&Effect::FollowJob("jobs/1".into())), "{effects:?}");
    assert_eq!(act(&mut session, Action::Print), []);
    let mut elsewhere = opened(at(Step::Settling, 1));
    assert_eq!(act(&mut elsewhere, Action::Print), []);
}

#[test]
fn a_postcode_fills_street_and_place() {
    let mut session = opened(at(Step::EnteringPerson, 1));
    let path = "person.main_address";
    let typed = |session: &mut Session, text: &str| {
        session.update(Event::Edited(format!("{path}.postcode"), text.into()))
    };
    let asks = |effects: &[Effect]| effects.iter().any(|effect| matches!(effect, Effect::Address { .. }));
    assert!(!asks(&typed(&mut session, "9468b")));
    assert!(asks(&typed(&mut session, "9468bg")));
    let found = v1::LookUpAddressResponse { street: "Kruisakkers".into(), place: "Annen".into() };
    session.update(Event::Address(path.into(), "9468 BH".into(), found.clone()));
    assert_eq!(session.form.text("person.main_address.street"), "", "of what was typed before");
    session.update(Event::Address(path.into(), "9468 BG".into(), found));
    assert_eq!(session.form.text("person.main_address.street"), "Kruisakkers");
    assert_eq!(session.form.text("person.main_address.place"), "Annen");
    type_in(&mut session, &[("person.main_address.country", "DE")]);
    assert!(!asks(&typed(&mut session, "9468BG")));
}

#[test]
fn the_daemons_violations_come_at_the_field() {
    let mut session = opened(at(Step::EnteringMandate, 1));
    type_in(
        &mut session,
        &[("iban", "NL91ABNA0417164300"), ("holder", "A."), ("place", "Annen"), ("bic", "X")],
    );
    act(&mut session, Action::Go);
    let violation =
        FieldViolation { field: "bic".into(), reason: "BIC_FORM".into(), message: "Geen BIC.".into() };
    session.update(Event::Applied(Err(refusal("BIC_FORM", vec![violation]))));
    assert_eq!(session.focus.path, "bic");
    assert_eq!(crate::view::field_state(&session, "bic").message, "Geen BIC.");
    assert_eq!(act(&mut session, Action::Go), [], "not again before it changed");
    type_in(&mut session, &[("bic", "")]);
    assert!(applied(&act(&mut session, Action::Go)).is_some());
}

#[test]
fn f10_settles_what_was_typed_or_exactly_what_remains() {
    let ledger = Some(v1::Ledger { remaining: "58.00".into(), ..Default::default() });
    let mut session = opened(Registration { ledger, ..at(Step::Settling, 1) });
    assert_eq!(act(&mut session, Action::Go), []);
    assert_eq!(session.focus.path, "other-ways", "two Enters lead to registering");
    let pay = |effects: Vec<Effect>| match applied(&effects) {
        Some((_, _, Command::Pay(pay))) => pay.tendered.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(pay(act(&mut session, Action::Settle)), "58.00");
    session.update(Event::Applied(Err(Failure::Away)));
    type_in(&mut session, &[("tendered", "60")]);
    assert_eq!(pay(act(&mut session, Action::Settle)), "60");
}

#[test]
fn the_only_or_automatic_subscription_is_chosen_and_arrows_skip_what_is_not_allowed() {
    let offer = |code: &str, allowed, automatic| v1::SubscriptionOption {
        subscription: Some(v1::SubscriptionChoice { code: code.into(), ..Default::default() }),
        allowed,
        automatic,
        ..Default::default()
    };
    let mut session = opened(at(Step::ChoosingSubscription, 1));
    let offers = vec![offer("0010", true, true), offer("0021", false, false), offer("0345", true, false)];
    session.update(Event::Offers("registrations/1".into(), offers));
    assert_eq!(session.form.text("subscription.code"), "0010");
    session.update(Event::NextOffer(1));
    assert_eq!(session.form.text("subscription.code"), "0345");
    session.update(Event::NextOffer(1));
    assert_eq!(session.form.text("subscription.code"), "0345");
}

#[test]
fn what_came_out_is_said_without_a_form() {
    for (action, letter) in [(Action::Printed, "j"), (Action::NotPrinted, "n"), (Action::Spoiled, "b")] {
        let state = pass_print::State::Unknown.into();
        let pass_print = Some(PassPrint { state, job: "jobs/1".into(), ..Default::default() });
        let mut session = opened(Registration { pass_print, ..at(Step::IssuingPass, 1) });
        assert_eq!(mnemonic(&session, letter), Some(action));
        let effects = act(&mut session, action);
        assert!(matches!(applied(&effects), Some((_, _, Command::ResolvePrint(_)))), "{effects:?}");
    }
    let state = pass_print::State::Ready.into();
    let pass_print = Some(PassPrint { state, ..Default::default() });
    let mut session = opened(Registration { pass_print, ..at(Step::IssuingPass, 1) });
    assert!(matches!(applied(&act(&mut session, Action::SkipPrint)), Some((_, _, Command::SkipPrint(_)))));
    let mut session = opened(at(Step::Settling, 1));
    type_in(&mut session, &[("tendered", "zestig")]);
    assert!(matches!(applied(&act(&mut session, Action::Register)), Some((_, _, Command::Register(_)))));
}

#[test]
fn a_question_wants_its_reason() {
    let mut session = opened(at(Step::Settling, 1));
    act(&mut session, Action::AskRemit);
    assert_eq!((session.page, act(&mut session, Action::Go)), (Page::Remit, vec![]));
    assert_eq!(session.focus.path, "reason");
    type_in(&mut session, &[("reason", "gemeente betaalt")]);
    assert!(matches!(applied(&act(&mut session, Action::Go)), Some((_, _, Command::Remit(_)))));
}

#[test]
fn the_caret_is_in_the_step_again_when_a_question_is_answered() {
    for (ask, now) in [(Action::AskRevoke, at(Step::Enrolled, 2)), (Action::AskRemit, at(Step::Settling, 2))]
    {
        let step = now.step();
        let mut session = opened(at(step, 1));
        act(&mut session, ask);
        type_in(&mut session, &[("reason", "opgezegd")]);
        assert!(applied(&act(&mut session, Action::Go)).is_some());
        let before = session.focus.clone();
        session.update(Event::Applied(Ok(now)));
        assert_eq!((session.page, session.step()), (Page::Step, step));
        assert!(session.focus.count > before.count && session.focus.path != "reason", "{:?}", session.focus);
        assert_eq!(session.form.text("reason"), "");
    }
}

fn patron(name: &str) -> Registration {
    Registration { name: format!("registrations/{name}"), ..at(Step::Settling, 1) }
}

fn search(session: &mut Session, text: &str) {
    let effects = session.update(Event::Edited("search".into(), text.into()));
    assert_eq!(effects, [Effect::Search(text.into())]);
}

#[test]
fn enter_opens_what_is_found_for_what_was_typed_only() {
    let found = |text: &str| Event::Found(text.into(), vec![patron(text)]);
    let opens = |text: &str| vec![Effect::Open(format!("registrations/{text}"))];
    let mut session = session();
    search(&mut session, "zes");
    session.update(found("zes"));
    assert_eq!(act(&mut session, Action::Search), opens("zes"));
    session.update(Event::Opened(Ok(patron("zes"))));
    act(&mut session, Action::Overview);
    // Enter comes before the answer, here and where it is typed further.
    search(&mut session, "zeven");
    assert_eq!(session.listing.rows(), Vec::<&Registration>::new());
    assert_eq!(act(&mut session, Action::Search), []);
    assert_eq!(session.update(found("zes")), [], "late, and of the search before");
    assert_eq!(session.update(found("zeven")), opens("zeven"));
    session.update(Event::Opened(Ok(patron("zeven"))));
    act(&mut session, Action::Find);
    search(&mut session, "z");
    session.update(found("z"));
    search(&mut session, "zes");
    assert_eq!(act(&mut session, Action::Go), []);
    search(&mut session, "zest");
    assert_eq!(session.update(found("zest")), [], "typed further, it is another search");
    assert_eq!(act(&mut session, Action::Go), opens("zest"));
}

#[test]
fn an_enter_that_waits_is_forgotten_when_something_else_is_wanted() {
    for other in [Action::Filter, Action::About, Action::NewRegistration] {
        let mut session = session();
        search(&mut session, "zes");
        act(&mut session, Action::Search);
        act(&mut session, other);
        assert_eq!(session.update(Event::Found("zes".into(), vec![patron("zes")])), [], "{other:?}");
    }
}
