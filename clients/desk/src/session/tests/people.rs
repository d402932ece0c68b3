//! Persons with one name, holders of accounts elsewhere, and names that no font has.

use super::*;

fn sent(session: &mut Session) -> Command {
    let effects = act(session, Action::Go);
    let (_, _, command) = applied(&effects).unwrap_or_else(|| panic!("nothing was sent: {effects:?}"));
    command.clone()
}

#[test]
fn a_hyphen_for_initials_says_that_there_are_none() {
    let mut session = opened(at(Step::EnteringPerson, 1));
    fill_adult(&mut session);
    for (typed, initials, none) in [("A.", "A.", false), ("-", "", true), (" \u{2013} ", "", true)] {
        type_in(&mut session, &[("person.initials", typed)]);
        let person = steps::person(&session.form);
        assert_eq!((person.initials.as_str(), person.no_initials), (initials, none), "{typed:?}");
    }
    let Command::EnterPerson(enter) = sent(&mut session) else { panic!("the person is sent") };
    assert!(enter.person.is_some_and(|person| person.no_initials));
    // It comes back as it was typed.
    let person = Some(Person { surname: "Sukarno".into(), no_initials: true, ..Default::default() });
    let session = opened(Registration { person, ..at(Step::EnteringPerson, 2) });
    assert_eq!(session.form.text("person.initials"), "-");
}

const HOLDER: [&str; 4] = ["address.country", "address.street", "address.house_number", "address.postcode"];

fn missing(paths: &[&str]) -> Vec<FieldViolation> {
    let violation = |path: &&str| FieldViolation {
        field: (*path).into(),
        reason: "REQUIRED".into(),
        message: "Vul dit in.".into(),
    };
    paths.iter().map(violation).collect()
}

#[test]
fn where_a_holder_lives_is_asked_once_the_daemon_misses_it() {
    let mut session = opened(at(Step::EnteringMandate, 1));
    let fields = [
        ("iban", "GB82WEST12345698765432"),
        ("bic", "WESTGB2L"),
        ("holder", "B. Smith"),
        ("place", "London"),
    ];
    type_in(&mut session, &fields);
    let shown = |session: &Session| HOLDER.map(|path| steps::shown(session, path));
    assert_eq!(shown(&session), [false; 4]);
    let Command::EnterMandate(enter) = sent(&mut session) else { panic!("the account is sent") };
    assert_eq!(enter.address, Some(v1::Address::default()));
    session.update(Event::Applied(Err(refusal("REJECTED", missing(&HOLDER[1..])))));
    assert_eq!(shown(&session), [true; 4]);
    for path in &HOLDER[1..] {
        assert_eq!(problem(&session, path), crate::ui::Problem::Required, "{path} is seen to be missing");
    }
    assert_eq!(act(&mut session, Action::Go), [], "nothing half is sent");
    let typed = ["GB", "Mill Lane", "12", "SW1A 1AA"];
    for (path, text) in HOLDER.into_iter().zip(typed) {
        type_in(&mut session, &[(path, text)]);
        assert_eq!(problem(&session, path), crate::ui::Problem::None, "{path}");
    }
    assert_eq!(shown(&session), [true; 4]);
    let Command::EnterMandate(enter) = sent(&mut session) else { panic!("the account is sent") };
    let address = enter.address.unwrap();
    let sent = [address.country, address.street, address.house_number, address.postcode];
    assert_eq!(sent, typed);
    assert_eq!(address.place, "", "it is that of the holder");
}

#[test]
fn an_address_that_is_taken_away_again_is_not_missed() {
    let mut session = opened(at(Step::EnteringMandate, 1));
    session.branch.address_forms = vec![v1::AddressForm {
        country: "JE".into(),
        postcode: v1::PostcodeUse::None.into(),
        ..Default::default()
    }];
    let account = [("iban", "GB82WEST12345698765432"), ("holder", "B. Smith"), ("place", "St Helier")];
    type_in(&mut session, &account);
    sent(&mut session);
    session.update(Event::Applied(Err(refusal("REJECTED", missing(&HOLDER[1..])))));
    type_in(&mut session, &[("address.country", "JE"), ("address.street", "Bath Street")]);
    session.update(Event::Checked(session.form.version, Vec::new()));
    assert!(!steps::shown(&session, "address.postcode"), "there are no postcodes there");
    assert!(!required(&session, "address.house_number"), "the street tells the house");
    // The account is one at home after all.
    type_in(&mut session, &[("iban", "NL91ABNA0417164300"), ("address.country", ""), ("address.street", "")]);
    session.update(Event::Checked(session.form.version, Vec::new()));
    assert!(HOLDER.iter().all(|path| !required(&session, path)));
    let Command::EnterMandate(enter) = sent(&mut session) else { panic!("the account is sent") };
    assert_eq!(enter.address, Some(v1::Address::default()));
}

/// Whoever prints with the notice in view knows; whoever has not seen it is asked by the daemon.
#[test]
fn boxes_are_printed_only_by_who_was_told() {
    for (notice, told) in [("", false), ("Lege vakjes.", true)] {
        let pass_print = Some(PassPrint { state: pass_print::State::Ready.into(), ..Default::default() });
        let now = Registration { pass_print, pass_number: PASS.into(), ..at(Step::IssuingPass, 1) };
        let mut session = opened(now);
        session.update(Event::Artwork {
            name: "registrations/1".into(),
            pass: PASS.into(),
            png: vec![1],
            notice: notice.into(),
        });
        let effects = act(&mut session, Action::Print);
        let Some((_, _, Command::PrintPass(print))) = applied(&effects) else { panic!("{effects:?}") };
        assert_eq!(print.despite_missing_characters, told, "{notice}");

        let mut session = opened(at(Step::SigningMandate, 1));
        let printer = Device { role: DeviceRole::FormPrinter.into(), ..Default::default() };
        session.update(Event::Devices(vec![printer]));
        session.update(Event::Page("registrations/1".into(), vec![1], notice.into()));
        let effects = act(&mut session, Action::PrintForm);
        let [Effect::PrintForm { with_boxes, .. }] = effects.as_slice() else { panic!("{effects:?}") };
        assert_eq!(*with_boxes, told, "{notice}");
    }
}

/// Also where the picture, with its notice, never came.
#[test]
fn whoever_was_refused_for_boxes_knows_of_them() {
    let boxes = vec![FieldViolation {
        field: "despite_missing_characters".into(),
        reason: "NO_GLYPHS".into(),
        message: "Lege vakjes.".into(),
    }];
    let pass_print = Some(PassPrint { state: pass_print::State::Ready.into(), ..Default::default() });
    let mut session = opened(Registration { pass_print, ..at(Step::IssuingPass, 1) });
    for told in [false, true] {
        let effects = act(&mut session, Action::Print);
        let Some((_, _, Command::PrintPass(print))) = applied(&effects) else { panic!("{effects:?}") };
        assert_eq!(print.despite_missing_characters, told);
        session.update(Event::Applied(Err(refusal("REJECTED", boxes.clone()))));
        assert_eq!(session.notice.as_ref().map(|notice| notice.kind), Some(crate::ui::Notice::Daemon));
    }

    let mut session = opened(at(Step::SigningMandate, 1));
    let printer = Device { role: DeviceRole::FormPrinter.into(), ..Default::default() };
    session.update(Event::Devices(vec![printer]));
    for told in [false, true] {
        let effects = act(&mut session, Action::PrintForm);
        let [Effect::PrintForm { with_boxes, .. }] = effects.as_slice() else { panic!("{effects:?}") };
        assert_eq!(*with_boxes, told);
        session.update(Event::FormPrint(Err(refusal("REJECTED", boxes.clone()))));
    }
}
