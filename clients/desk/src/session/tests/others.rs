//! Leaving and coming back, other counters, a daemon that is away.

use super::*;

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
fn a_page_that_another_counter_stored_is_seen_and_nothing_is_made_of_it() {
    let before = Registration { station: "balie-2".into(), ..at(Step::ProcessingMandate, 4) };
    let with_page = |document_stored, change_number| {
        let mandate = Some(v1::Mandate { document_stored, ..Default::default() });
        Registration { mandate, change_number, ..before.clone() }
    };
    let mut session = opened(with_page(false, 7));
    type_in(&mut session, &[("code", "M9401")]);
    session.update(Event::Changed(with_page(true, 9)));
    let stored =
        |session: &Session| session.registration().unwrap().mandate.as_ref().unwrap().document_stored;
    assert!(stored(&session));
    assert!(session.notice.is_none());
    assert_eq!(session.form.text("code"), "M9401");
    // What was under way before it is older.
    session.update(Event::Changed(with_page(false, 8)));
    assert!(stored(&session));
}

#[test]
fn what_another_counter_did_while_an_answer_was_awaited_is_told_and_nothing_is_sent_again() {
    let mut session = opened(at(Step::EnteringPerson, 1));
    fill_adult(&mut session);
    assert!(applied(&act(&mut session, Action::Go)).is_some());
    let moved = Registration { station: "balie-2".into(), ..at(Step::ChoosingPerson, 2) };
    session.update(Event::Changed(moved.clone()));
    let effects = session.update(Event::Applied(Err(refusal("ETAG_STALE", vec![]))));
    assert_eq!(effects, [Effect::Open("registrations/1".into())]);
    let effects = session.update(Event::Opened(Ok(moved)));
    assert!(applied(&effects).is_none(), "{effects:?}");
    assert_eq!(session.notice.as_ref().unwrap().kind, ui::Notice::MovedElsewhere);
    assert!(!session.busy);
}

#[test]
fn an_enter_for_the_step_before_only_takes_note_of_the_new_one() {
    let mut session = opened(at(Step::EnteringPerson, 1));
    fill_adult(&mut session);
    let moved = Registration { station: "balie-2".into(), ..at(Step::Confirming, 2) };
    session.update(Event::Changed(moved));
    assert_eq!(session.notice.as_ref().unwrap().kind, ui::Notice::MovedElsewhere);
    assert_eq!(act(&mut session, Action::Go), []);
    assert!(session.notice.is_some(), "it still says what happened");
    assert!(matches!(applied(&act(&mut session, Action::Go)), Some((_, "etag-2", Command::Save(_)))));
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
fn what_came_out_of_one_print_is_not_said_of_another() {
    let print = |job: &str| {
        let state = pass_print::State::Unknown.into();
        Some(PassPrint { state, job: job.into(), ..Default::default() })
    };
    let unknown =
        |job: &str, revision| Registration { pass_print: print(job), ..at(Step::IssuingPass, revision) };
    let stale = || Event::Applied(Err(refusal("ETAG_STALE", vec![])));
    // Only the account changed.
    let mut session = opened(unknown("jobs/1", 1));
    act(&mut session, Action::NotPrinted);
    session.update(stale());
    let effects = session.update(Event::Opened(Ok(unknown("jobs/1", 2))));
    assert!(matches!(applied(&effects), Some((_, "etag-2", Command::ResolvePrint(_)))), "{effects:?}");
    // Another counter said so too, printed again, and lost sight of that card as well.
    let mut session = opened(unknown("jobs/1", 1));
    act(&mut session, Action::NotPrinted);
    session.update(stale());
    let effects = session.update(Event::Opened(Ok(unknown("jobs/2", 4))));
    assert!(applied(&effects).is_none(), "{effects:?}");
    assert_eq!(session.notice.as_ref().unwrap().kind, ui::Notice::ChangedElsewhere);
}
