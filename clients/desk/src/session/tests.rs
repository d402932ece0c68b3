//! The session alone: what a clerk's keys and the daemon's answers lead to.

use super::*;
use crate::ui::{Action, Link, Page};
use balie_client::v1::{
    Device, DeviceRole, PassPrint, Person, Registration, Scan, ScanKind, Step, pass_print,
};
use balie_client::{Code, FieldViolation, Refusal};

const PASS: &str = "29401000075801";

fn session() -> Session {
    let today = NaiveDate::from_ymd_opt(2026, 5, 1).unwrap();
    let mut session = Session::new(Language::Dutch, "balie-1".into(), today);
    let required = |kind: &str, fields: &[&str]| v1::RequiredFields {
        patron_kind: kind.into(),
        fields: fields.iter().map(|field| (*field).into()).collect(),
    };
    session.update(Event::Up(v1::GetBranchResponse {
        number: "9401".into(),
        display_name: "Annen".into(),
        youth_through_age: 18,
        required_fields: vec![
            required("adult", &["initials", "main_address.postcode"]),
            required("youth", &["initials", "call_name", "main_address.postcode"]),
            required("institution", &["contact_person"]),
        ],
        ..Default::default()
    }));
    session
}

fn at(step: Step, revision: u64) -> Registration {
    Registration {
        name: "registrations/1".into(),
        etag: format!("etag-{revision}"),
        revision,
        step: step.into(),
        station: "balie-1".into(),
        possible_commands: ["step_back", "cancel", "keep_person", "remit", "revoke_mandate"]
            .map(str::to_owned)
            .to_vec(),
        ..Default::default()
    }
}

fn opened(registration: Registration) -> Session {
    let mut session = session();
    session.update(Event::Opened(Ok(registration)));
    session
}

fn type_in(session: &mut Session, fields: &[(&str, &str)]) {
    for (path, text) in fields {
        session.update(Event::Edited((*path).into(), (*text).into()));
    }
}

fn fill_adult(session: &mut Session) {
    type_in(
        session,
        &[
            ("person.kind", "woman"),
            ("person.initials", "A."),
            ("person.surname", "Test"),
            ("person.birth_date", "01011991"),
            ("person.main_address.postcode", "9468bg"),
        ],
    );
}

fn act(session: &mut Session, action: Action) -> Vec<Effect> {
    session.update(Event::Act(action, String::new()))
}

fn applied(effects: &[Effect]) -> Option<(&RequestId, &str, &Command)> {
    effects.iter().find_map(|effect| match effect {
        Effect::Apply { id, etag, command, .. } => Some((id, etag.as_str(), command)),
        _ => None,
    })
}

fn refusal(reason: &str, violations: Vec<FieldViolation>) -> Failure {
    Failure::Refused(Box::new(Refusal {
        code: Code::Aborted,
        message: "geweigerd".into(),
        reason: Some(reason.into()),
        metadata: Default::default(),
        violations,
        preconditions: vec![],
        retry_after: None,
    }))
}

fn scan(session: &mut Session, kind: ScanKind, text: &str) -> Vec<Effect> {
    let scan = Scan { text: text.into(), kind: kind.into(), ..Default::default() };
    session.update(Event::Scanner(ScannerEvent::Scan(scan)))
}

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
fn a_lost_answer_is_asked_for_with_the_same_id() {
    let mut session = opened(at(Step::Confirming, 3));
    let first = act(&mut session, Action::Go);
    let id = *applied(&first).unwrap().0;
    session.update(Event::Applied(Err(Failure::NoAnswer)));
    assert_eq!(session.notice.as_ref().unwrap().kind, ui::Notice::NoAnswer);
    let again = act(&mut session, Action::Go);
    assert_eq!(applied(&again), Some((&id, "etag-3", &Command::Save(v1::Save {}))));
    session.update(Event::Applied(Ok(at(Step::Settling, 4))));
    let other = act(&mut session, Action::Register);
    assert_ne!(*applied(&other).unwrap().0, id);
}

#[test]
fn what_was_typed_stays_when_the_daemon_is_away() {
    let mut session = opened(at(Step::EnteringPerson, 1));
    fill_adult(&mut session);
    session.update(Event::Away);
    act(&mut session, Action::Go);
    session.update(Event::Applied(Err(Failure::Away)));
    assert_eq!((session.link, session.form.text("person.surname")), (Link::Away, "Test"));
    let effects = session.update(Event::Up(session.branch.clone()));
    assert!(effects.contains(&Effect::Follow("registrations/1".into())));
    session.update(Event::Changed(at(Step::EnteringPerson, 1)));
    assert_eq!(session.form.text("person.surname"), "Test");
}

#[test]
fn leaving_keeps_a_half_typed_person_with_the_registration() {
    let mut session = opened(at(Step::EnteringPerson, 1));
    type_in(&mut session, &[("person.surname", "Half")]);
    let effects = act(&mut session, Action::Overview);
    assert!(matches!(applied(&effects), Some((_, _, Command::KeepPerson(_)))), "{effects:?}");
    assert_eq!(session.page, Page::Step, "the daemon answers first");
    session.update(Event::Applied(Ok(at(Step::EnteringPerson, 2))));
    assert_eq!(session.page, Page::Overview);
    // Found again as it became meanwhile, at whatever counter.
    let person = Some(Person { surname: "Heel".into(), ..Default::default() });
    session.update(Event::Opened(Ok(Registration { person, ..at(Step::EnteringPerson, 3) })));
    assert_eq!(session.form.text("person.surname"), "Heel");
    act(&mut session, Action::Overview);
    // And what is not the daemon's to keep is kept here.
    session.update(Event::Opened(Ok(at(Step::EnteringDetails, 3))));
    type_in(&mut session, &[("details.iban", "nl91abna04")]);
    act(&mut session, Action::Overview);
    session.update(Event::Opened(Ok(at(Step::EnteringDetails, 3))));
    assert_eq!(session.form.text("details.iban"), "NL91 ABNA 04");
}

#[test]
fn esc_keeps_and_goes_back_in_two_commands() {
    let mut session = opened(at(Step::EnteringPerson, 1));
    type_in(&mut session, &[("person.surname", "Half")]);
    assert!(matches!(applied(&act(&mut session, Action::Back)), Some((_, "etag-1", Command::KeepPerson(_)))));
    let effects = session.update(Event::Applied(Ok(at(Step::EnteringPerson, 2))));
    assert!(matches!(applied(&effects), Some((_, "etag-2", Command::StepBack(_)))), "{effects:?}");
}

#[test]
fn another_counter_is_seen_and_cannot_be_overwritten() {
    let mut session = opened(at(Step::EnteringDetails, 1));
    type_in(&mut session, &[("details.iban", "NL91")]);
    let person = Some(Person { surname: "Anders".into(), ..Default::default() });
    let other = Registration { person, station: "balie-2".into(), ..at(Step::EnteringDetails, 2) };
    session.update(Event::Changed(other.clone()));
    assert_eq!(session.notice.as_ref().unwrap().kind, ui::Notice::ChangedElsewhere);
    assert_eq!(session.form.text("details.iban"), "NL91", "typed text stays");
    // A command on an old etag is refused; then the registration is read and the clerk decides again.
    act(&mut session, Action::AskCancel);
    type_in(&mut session, &[("reason", "dubbel")]);
    act(&mut session, Action::Cancel);
    let effects = session.update(Event::Applied(Err(refusal("ETAG_STALE", vec![]))));
    assert_eq!(effects, [Effect::Open("registrations/1".into())]);
    let newer = Registration { person: None, ..Registration { revision: 3, ..other } };
    let effects = session.update(Event::Opened(Ok(newer)));
    assert!(applied(&effects).is_none(), "{effects:?}");
    assert_eq!(session.notice.as_ref().unwrap().kind, ui::Notice::ChangedElsewhere);
}

#[test]
fn an_enter_for_the_step_before_only_takes_note_of_the_new_one() {
    let mut session = opened(at(Step::EnteringPerson, 1));
    fill_adult(&mut session);
    let moved = Registration { station: "balie-2".into(), ..at(Step::Confirming, 2) };
    session.update(Event::Changed(moved));
    assert_eq!(session.notice.as_ref().unwrap().kind, ui::Notice::MovedElsewhere);
    assert_eq!(act(&mut session, Action::Go), []);
    assert!(matches!(applied(&act(&mut session, Action::Go)), Some((_, "etag-2", Command::Save(_)))));
}

#[test]
fn a_scan_while_an_answer_is_awaited_is_done_after_it() {
    let mut session = opened(at(Step::Confirming, 1));
    act(&mut session, Action::Go);
    assert_eq!(scan(&mut session, ScanKind::OwnPass, PASS), []);
    let effects = session.update(Event::Applied(Ok(at(Step::Settling, 2))));
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Create { .. })), "{effects:?}");
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
fn an_account_that_was_generated_meanwhile_changes_no_decision() {
    let mut session = opened(at(Step::Settling, 1));
    act(&mut session, Action::Register);
    session.update(Event::Applied(Err(refusal("ETAG_STALE", vec![]))));
    let login = Some(v1::LoginAccount { user_name: "25".into(), ..Default::default() });
    let effects = session.update(Event::Opened(Ok(Registration { login, ..at(Step::Settling, 2) })));
    assert!(matches!(applied(&effects), Some((_, "etag-2", Command::Register(_)))), "{effects:?}");
}

#[test]
fn a_pass_opens_a_registration_from_anywhere() {
    let mut session = session();
    let effects = scan(&mut session, ScanKind::OwnPass, PASS);
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Create { pass, .. } if pass.code == PASS)));
    let mut session = opened(at(Step::ChoosingSubscription, 1));
    let effects = scan(&mut session, ScanKind::OwnPass, PASS);
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Create { .. })), "{effects:?}");
    let mut session = opened(at(Step::AwaitingPass, 1));
    let effects = scan(&mut session, ScanKind::OwnPass, PASS);
    assert!(matches!(applied(&effects), Some((_, _, Command::AssignPass(_)))), "{effects:?}");
}

#[test]
fn a_pass_of_another_branch_is_confirmed_first() {
    let mut session = session();
    scan(&mut session, ScanKind::OtherBranchPass, "25280000000017");
    let violation =
        FieldViolation { field: "code".into(), reason: "PASS_OTHER_BRANCH".into(), message: "5280".into() };
    session.update(Event::Applied(Err(refusal("PASS_OTHER_BRANCH", vec![violation]))));
    assert!(session.other_branch);
    assert_eq!(mnemonic(&session, "J"), Some(Action::ConfirmBranch));
    let effects = act(&mut session, Action::ConfirmBranch);
    let confirmed =
        |effect: &Effect| matches!(effect, Effect::Create { pass, .. } if pass.confirm_other_branch);
    assert!(effects.iter().any(confirmed), "{effects:?}");
}

#[test]
fn a_mandate_opens_its_registration_and_goes_where_it_is_asked() {
    let code = "M9401-260501-00001-57";
    let mut session = session();
    let effects = scan(&mut session, ScanKind::Mandate, code);
    assert!(effects.contains(&Effect::Open(format!("registrations/mandate:{code}"))));
    let mandate = Some(v1::Mandate { reference: code.into(), ..Default::default() });
    session.update(Event::Opened(Ok(Registration { mandate, ..at(Step::ProcessingMandate, 1) })));
    assert_eq!(session.form.text("code"), code);
    let effects = scan(&mut session, ScanKind::Mandate, code);
    assert!(matches!(applied(&effects), Some((_, _, Command::CheckMandate(_)))), "{effects:?}");
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
fn the_newest_file_is_offered_and_enter_stores_it() {
    let mandate = Some(v1::Mandate { source: v1::MandateSource::File.into(), ..Default::default() });
    let mut session = session();
    let now = Registration { mandate, ..at(Step::ProcessingMandate, 1) };
    let effects = session.update(Event::Opened(Ok(now)));
    assert!(effects.contains(&Effect::Files), "{effects:?}");
    assert_eq!(act(&mut session, Action::Go), [], "nothing is chosen and no code is known");
    let file = |name: &str| PageFile { path: format!("/home/{name}"), ..Default::default() };
    session.update(Event::Files(vec![file("nieuw.pdf"), file("oud.pdf")]));
    assert_eq!(session.form.text("file"), "/home/nieuw.pdf");
    type_in(&mut session, &[("file", "/home/oud.pdf")]);
    let source = Source::File("/home/oud.pdf".into());
    let name = "registrations/1".to_owned();
    assert_eq!(act(&mut session, Action::Go), [Effect::Upload { name, source }]);
    assert_eq!(act(&mut session, Action::Go), [], "once");
}

#[test]
fn a_page_is_scanned_once_and_its_barcode_goes_where_it_is_asked() {
    let mandate = Some(v1::Mandate { source: v1::MandateSource::Scan.into(), ..Default::default() });
    let now = Registration { mandate, ..at(Step::ProcessingMandate, 1) };
    let mut session = opened(now.clone());
    assert_eq!(act(&mut session, Action::ScanPage), [], "there is no document scanner");
    session.devices = vec![Device { role: DeviceRole::DocumentScanner.into(), ..Default::default() }];
    assert_eq!(act(&mut session, Action::ScanPage), [Effect::ScanPage("registrations/1".into())]);
    assert_eq!(act(&mut session, Action::ScanPage), [], "one scan at a time");
    let job = v1::Job {
        name: "jobs/7".into(),
        registration: now.name.clone(),
        state: v1::JobState::Started.into(),
        ..Default::default()
    };
    session.update(Event::PageScan(Ok(PageScan::Job(Box::new(job)))));
    assert_eq!(mnemonic(&session, "s"), Some(Action::StopScan));
    assert_eq!(act(&mut session, Action::StopScan), [Effect::StopJob("jobs/7".into())]);
    let references = vec!["M9401-260501-00001-57".to_owned()];
    let stored =
        StoredPage { references, registration: Registration { revision: 2, ..now }, ..Default::default() };
    session.update(Event::PageScan(Ok(PageScan::Stored(Box::new(stored)))));
    assert_eq!(session.form.text("code"), "M9401-260501-00001-57");
    assert!(!session.open.as_ref().unwrap().is_scanning());
}
