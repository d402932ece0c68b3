//! Revoking a mandate, and what was collected by it already.

use super::*;
use crate::view::mandate;

/// Enrolled with a mandate in force.
fn enrolled(settlement: v1::Settlement, remaining: &str) -> Registration {
    let state = v1::mandate::State::Active.into();
    Registration {
        mandate: Some(v1::Mandate { state, ..Default::default() }),
        ledger: Some(v1::Ledger {
            session_amount: "58.00".into(),
            remaining: remaining.into(),
            settlement: settlement.into(),
            ..Default::default()
        }),
        ..at(Step::Enrolled, 7)
    }
}

/// Asks, types a reason, does the rest and presses Enter; tells what is sent.
fn revoked(session: &mut Session, fields: &[(&str, &str)]) -> v1::RevokeMandate {
    act(session, Action::AskRevoke);
    assert_eq!((session.page, session.focus.path.as_str()), (Page::Revoke, "reason"));
    type_in(session, &[("reason", " opgezegd ")]);
    type_in(session, fields);
    match applied(&act(session, Action::Go)) {
        Some((_, "etag-7", Command::RevokeMandate(revoke))) => revoke.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn that_it_was_collected_is_sent_when_the_clerk_says_so_only() {
    let now = enrolled(v1::Settlement::DirectDebit, "58.00");
    let reason = "opgezegd".to_owned();
    for (fields, collected) in [
        (&[][..], false),
        (&[("collected", "true")][..], true),
        (&[("collected", "true"), ("collected", "")][..], false),
    ] {
        let sent = revoked(&mut opened(now.clone()), fields);
        assert_eq!(sent, v1::RevokeMandate { date: String::new(), reason: reason.clone(), collected });
    }
    // Thought better of, it is asked anew.
    let mut session = opened(now);
    act(&mut session, Action::AskRevoke);
    type_in(&mut session, &[("collected", "true")]);
    act(&mut session, Action::Close);
    assert!(!revoked(&mut session, &[]).collected);
}

/// The check box is there for a fee that is collected by the mandate only.
#[test]
fn nothing_is_asked_of_what_was_not_to_be_collected() {
    for (settlement, remaining, asked) in [
        (v1::Settlement::DirectDebit, "58.00", true),
        (v1::Settlement::DirectDebit, "0.00", false),
        (v1::Settlement::Paid, "0.00", false),
        (v1::Settlement::Remitted, "0.00", false),
        (v1::Settlement::Registered, "58.00", false),
        (v1::Settlement::NothingDue, "0.00", false),
    ] {
        let session = opened(enrolled(settlement, remaining));
        assert_eq!(mandate(session.open.as_ref().unwrap()).collects, asked, "{settlement:?} {remaining}");
    }
}
