//! What is scanned: passes, mandates, signed pages.

use super::*;

#[test]
fn a_scan_while_an_answer_is_awaited_is_done_after_it() {
    let mut session = opened(at(Step::Confirming, 1));
    act(&mut session, Action::Go);
    assert_eq!(scan(&mut session, ScanKind::OwnPass, PASS), []);
    let effects = session.update(Event::Applied(Ok(at(Step::Settling, 2))));
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Create { .. })), "{effects:?}");
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
fn the_form_is_printed_once_for_each_press_and_never_by_enter() {
    let mut session = opened(at(Step::SigningMandate, 1));
    assert_eq!(mnemonic(&session, "p"), None, "there is no form printer");
    session.devices = vec![Device { role: DeviceRole::FormPrinter.into(), ..Default::default() }];
    assert_eq!(mnemonic(&session, "p"), Some(Action::PrintForm));
    assert!(matches!(act(&mut session, Action::PrintForm)[..], [Effect::PrintForm { .. }]));
    assert_eq!(act(&mut session, Action::PrintForm), [], "one at a time");
    let done = v1::Job {
        registration: "registrations/1".into(),
        state: v1::JobState::Done.into(),
        ..Default::default()
    };
    session.update(Event::FormPrint(Ok(done)));
    assert!(crate::view::job(session.open.as_ref().unwrap().form_print.as_ref()).done);
    let effects = act(&mut session, Action::Go);
    assert!(matches!(applied(&effects), Some((_, _, Command::MandateSigned(_)))), "{effects:?}");
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
    let effects = act(&mut session, Action::Go);
    let stored = |effect: &Effect| matches!(effect, Effect::Upload { name: of, source: from, .. } if *of == name && *from == source);
    assert!(effects.iter().any(stored), "{effects:?}");
    assert_eq!(act(&mut session, Action::Go), [], "once");
}

#[test]
fn a_page_is_scanned_once_and_its_barcode_goes_where_it_is_asked() {
    let mandate = Some(v1::Mandate { source: v1::MandateSource::Scan.into(), ..Default::default() });
    let now = Registration { mandate, ..at(Step::ProcessingMandate, 1) };
    let mut session = opened(now.clone());
    assert_eq!(act(&mut session, Action::ScanPage), [], "there is no document scanner");
    session.devices = vec![Device { role: DeviceRole::DocumentScanner.into(), ..Default::default() }];
    let effects = act(&mut session, Action::ScanPage);
    assert!(matches!(&effects[..], [Effect::ScanPage { name, .. }] if *name == now.name), "{effects:?}");
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
