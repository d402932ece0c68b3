//! Enrolling this PC.

use super::*;
use crate::ui::{Distrust, Enrolling, Problem};
use crate::view::{enrol, field_state};
use balie_client::station::{EnrolError, EnrolStep, Enrolled, EnrolmentCode, ServerAddress};

fn fresh() -> Session {
    Session::new(Language::Dutch, "pc-017".into(), NaiveDate::from_ymd_opt(2026, 5, 1).unwrap())
}

fn code() -> String {
    EnrolmentCode::new(7, 4242, b"the CA of Annen").to_string()
}

/// On the page, with fields that hold.
fn filled() -> Session {
    let mut session = fresh();
    session.update(Event::Unenrolled);
    type_in(&mut session, &[("enrol.address", "balie.annen.lan"), ("enrol.code", &code())]);
    session
}

fn under_way() -> Session {
    let mut session = filled();
    act(&mut session, Action::Go);
    session
}

fn enrolled() -> Event {
    let server = ServerAddress::parse("balie.annen.lan").unwrap();
    Event::Enrolled(Ok(Enrolled { station: "balie-2".into(), role: "counter".into(), server }))
}

fn failed(error: EnrolError) -> Event {
    Event::Enrolled(Err(EnrolFault::from(error)))
}

#[test]
fn a_pc_without_a_daemon_gets_the_page_by_itself_once() {
    let mut session = fresh();
    session.update(Event::Away);
    assert_eq!(session.page, Page::Overview, "a daemon that is away comes back");
    session.update(Event::Unenrolled);
    assert_eq!((session.page, session.focus.path.as_str()), (Page::Enrol, "enrol.address"));
    let untouched = ["enrol.address", "enrol.code", "enrol.station"].map(|path| field_state(&session, path));
    assert!(untouched.iter().all(|field| field.problem == Problem::None && field.message.is_empty()));
    assert_eq!(mnemonic(&session, "a"), None, "it is open already");
    assert_eq!(act(&mut session, Action::Back), [Effect::List]);
    session.update(Event::Unenrolled);
    assert_eq!((session.page, session.focus.path.as_str()), (Page::Overview, "search"));
    assert_eq!(mnemonic(&session, "a"), Some(Action::AskEnrol));
    act(&mut session, Action::AskEnrol);
    assert_eq!(session.page, Page::Enrol);
}

#[test]
fn a_daemon_that_comes_up_takes_an_unused_page_away() {
    let up = || Event::Up(v1::GetBranchResponse { number: "9401".into(), ..Default::default() });
    let mut session = fresh();
    session.update(Event::Unenrolled);
    session.update(up());
    assert_eq!((session.page, session.link), (Page::Overview, Link::Up));
    let mut session = filled();
    session.update(up());
    assert_eq!(session.page, Page::Enrol, "somebody is typing");
    let mut session = fresh();
    session.update(up());
    act(&mut session, Action::AskEnrol);
    session.update(up());
    assert_eq!(session.page, Page::Enrol, "asked for");
}

#[test]
fn nothing_is_sent_before_every_field_holds() {
    let mut session = fresh();
    session.update(Event::Unenrolled);
    assert_eq!(act(&mut session, Action::Go), []);
    assert_eq!(session.focus.path, "enrol.address");
    assert_eq!(field_state(&session, "enrol.code").problem, Problem::Required);

    let mut mistyped = code();
    let wrong = if mistyped.ends_with('7') { "8" } else { "7" };
    mistyped.replace_range(mistyped.len() - 1.., wrong);
    for (path, wrong, caret, dutch, english) in [
        ("enrol.address", "bali e", "enrol.address", "geen adres", "no address"),
        ("enrol.code", mistyped.as_str(), "enrol.code", "verkeerd overgenomen", "copied wrongly"),
        ("enrol.code", "7K2M", "enrol.code", "heeft 16 tekens; dit zijn er 4", "has 16 symbols; these are 4"),
        ("enrol.code", "7K2M-9Q4C-U", "enrol.code", "`U` komt", "`U` does not"),
    ] {
        let mut session = filled();
        type_in(&mut session, &[(path, wrong)]);
        assert_eq!(field_state(&session, path).message, "", "still typing");
        assert!(!enrol(&session).can_go);
        assert_eq!(act(&mut session, Action::Go), []);
        assert_eq!(session.focus.path, caret);
        let message = field_state(&session, path).message;
        assert!(message.contains(dutch), "{message}");
        act(&mut session, Action::Language);
        let message = field_state(&session, path).message;
        assert!(message.contains(english), "{message}");
    }
    let mut session = filled();
    type_in(&mut session, &[("enrol.station", "balie 2")]);
    session.update(Event::Left("enrol.station".into()));
    assert_eq!(field_state(&session, "enrol.station").problem, Problem::Station);
    assert_eq!(act(&mut session, Action::Go), []);
}

#[test]
fn enter_enrols_once_with_what_was_typed_or_pasted() {
    let mut session = filled();
    let pasted = format!(" {}\n", code().to_lowercase().replace('-', " "));
    type_in(&mut session, &[("enrol.address", " 10.0.0.5 "), ("enrol.code", &pasted)]);
    assert_eq!(session.form.text("enrol.code"), code());
    assert!(enrol(&session).can_go);
    let wanted =
        |station: &str| Effect::Enrol { address: "10.0.0.5".into(), code: code(), station: station.into() };
    assert_eq!(act(&mut session, Action::Go), [wanted("pc-017")]);
    let view = enrol(&session);
    assert_eq!((view.at, view.can_go, view.can_stop), (Enrolling::Connecting, false, true));
    assert_eq!(session.focus.path, "", "so that Esc is heard");
    for action in [Action::Go, Action::Overview, Action::NewRegistration, Action::AskEnrol] {
        assert_eq!(act(&mut session, action), [], "{action:?} waits");
    }
    assert_eq!(scan(&mut session, ScanKind::OwnPass, PASS), []);
    assert_eq!(session.page, Page::Enrol);
    act(&mut session, Action::Back);
    type_in(&mut session, &[("enrol.station", "balie-3")]);
    assert_eq!(act(&mut session, Action::Go), [wanted("balie-3")]);
}

#[test]
fn esc_stops_until_the_code_was_sent() {
    let mut session = under_way();
    assert_eq!(act(&mut session, Action::Back), [Effect::StopEnrol]);
    assert_eq!((session.page, enrol(&session).at), (Page::Enrol, Enrolling::No));
    assert_eq!(session.form.text("enrol.code"), code());
    session.update(Event::Enrolling(EnrolStep::Asking));
    assert_eq!(enrol(&session).at, Enrolling::No, "of what was stopped");
    let mut session = under_way();
    for (step, at) in [(EnrolStep::Asking, Enrolling::Asking), (EnrolStep::Storing, Enrolling::Storing)] {
        session.update(Event::Enrolling(step));
        assert_eq!(act(&mut session, Action::Back), []);
        assert_eq!((enrol(&session).at, enrol(&session).can_stop), (at, false));
    }
}

#[test]
fn a_failure_is_told_where_it_belongs_and_keeps_what_was_typed() {
    let server = ServerAddress::parse("balie.annen.lan").unwrap();
    let mut session = under_way();
    session.update(failed(EnrolError::NoDaemon(server)));
    assert_eq!(session.focus.path, "enrol.address");
    assert!(enrol(&session).fault.contains("iets anders dan Balie"), "{}", enrol(&session).fault);
    act(&mut session, Action::Language);
    assert!(enrol(&session).fault.contains("other than Balie"), "{}", enrol(&session).fault);
    type_in(&mut session, &[("enrol.code", &code())]);
    assert_ne!(enrol(&session).fault, "");
    assert_eq!(session.form.text("enrol.address"), "balie.annen.lan");
    assert_eq!(session.form.text("enrol.code"), code());
    assert!(matches!(act(&mut session, Action::Go).as_slice(), [Effect::Enrol { .. }]), "tried again");
    assert_eq!(enrol(&session).fault, "");

    session.update(failed(EnrolError::Clock));
    type_in(&mut session, &[("enrol.address", "balie.rolde.lan")]);
    assert_eq!(enrol(&session).fault, "", "another address");
    act(&mut session, Action::Go);
    session.update(failed(EnrolError::CodeExpired));
    assert_eq!((session.focus.path.as_str(), enrol(&session).fault.as_str()), ("enrol.code", ""));
    let message = field_state(&session, "enrol.code").message;
    assert!(message.contains("expired"), "{message}");
    type_in(&mut session, &[("enrol.code", "7")]);
    assert!(!field_state(&session, "enrol.code").message.contains("expired"), "another code");

    let mut session = under_way();
    session.update(failed(EnrolError::StationTaken("pc-017".into())));
    assert_eq!(session.focus.path, "enrol.station");
    assert!(field_state(&session, "enrol.station").message.contains("pc-017"));
}

#[test]
fn an_enrolled_pc_goes_on_to_the_counter() {
    let mut session = under_way();
    let effects = session.update(enrolled());
    assert_eq!(effects, [Effect::Connect("https://balie.annen.lan:7443".into()), Effect::List]);
    assert_eq!((session.page, session.link), (Page::Overview, Link::Connecting));
    assert_eq!((session.station.as_str(), session.enrolment.role.as_str()), ("balie-2", "counter"));
    let notice = session.notice.clone().unwrap();
    assert_eq!((notice.kind, notice.text.as_str()), (ui::Notice::Enrolled, "balie-2"));
    session.update(Event::Up(v1::GetBranchResponse::default()));
    assert!(session.notice.is_some(), "until the clerk does something");
    act(&mut session, Action::AskEnrol);
    assert_eq!(session.form.text("enrol.code"), "", "that code is used");
}

#[test]
fn a_refused_certificate_interrupts_no_work_and_loses_none() {
    let mut session = opened(at(Step::EnteringPerson, 1));
    session.update(Event::Server("https://balie.annen.lan:7443".into()));
    type_in(&mut session, &[("person.surname", "Half")]);
    session.update(Event::Distrusted(Distrust::Revoked));
    assert_eq!((session.page, session.link), (Page::Step, Link::Distrusted));
    assert_eq!(mnemonic(&session, "a"), Some(Action::AskEnrol));
    act(&mut session, Action::AskEnrol);
    assert_eq!(session.form.text("enrol.address"), "https://balie.annen.lan:7443");
    assert_eq!(session.focus.path, "enrol.code");
    type_in(&mut session, &[("enrol.code", "7k2m9")]);
    // What happens to the registration meanwhile, and the help, leave the page alone.
    session.update(Event::Changed(at(Step::EnteringPerson, 2)));
    act(&mut session, Action::About);
    act(&mut session, Action::Close);
    assert_eq!((session.page, session.form.text("enrol.code")), (Page::Enrol, "7K2M-9"));
    act(&mut session, Action::Back);
    assert_eq!((session.page, session.form.text("person.surname")), (Page::Step, "Half"));
    act(&mut session, Action::AskEnrol);
    assert_eq!(session.form.text("enrol.code"), "7K2M-9");
    type_in(&mut session, &[("enrol.code", &code())]);
    act(&mut session, Action::Go);
    session.update(enrolled());
    assert_eq!((session.page, session.form.text("person.surname")), (Page::Step, "Half"));
}

#[test]
fn enrolling_is_offered_where_it_helps() {
    let mut session = session();
    let offered = |session: &mut Session, event: Event| {
        session.update(event);
        session.may_enrol()
    };
    assert!(!offered(&mut session, Event::Away), "the daemon of this PC itself");
    for distrust in [Distrust::Clock, Distrust::Name] {
        assert!(!offered(&mut session, Event::Distrusted(distrust)), "{distrust:?}");
    }
    for distrust in [Distrust::Ended, Distrust::Refused, Distrust::Unusable, Distrust::OtherServer] {
        assert!(offered(&mut session, Event::Distrusted(distrust)), "{distrust:?}");
    }
    session.update(Event::Server("https://balie.annen.lan:7443".into()));
    assert!(offered(&mut session, Event::Away), "the daemon may be elsewhere now");
    assert_eq!(session.page, Page::Overview, "only asked for, once the daemon was there");
}
