//! Receiving money once, and what goes back to the patron.

use super::*;
use crate::ui::HandOver as Kind;
use crate::view::{hand_over, summary, till};

/// A registration that is settled, with what was received so far of € 63,50.
fn settling(revision: u64, received: &str) -> Registration {
    ledger(at(Step::Settling, revision), received, "0.00")
}

fn ledger(now: Registration, received: &str, last_change: &str) -> Registration {
    let cents = crate::typed::cents(received).unwrap();
    let remaining = 6350 - cents;
    let ledger = v1::Ledger {
        session_amount: "63.50".into(),
        received: received.into(),
        remaining: format!("{}.{:02}", remaining / 100, remaining % 100),
        last_change: last_change.into(),
        ..Default::default()
    };
    Registration { ledger: Some(ledger), addressed_as: "Mw. A. van de Test".into(), ..now }
}

/// Paid in full with € 72,00: € 8,50 change.
fn paid(revision: u64) -> Registration {
    let pass_print = Some(PassPrint { state: pass_print::State::Ready.into(), ..Default::default() });
    ledger(Registration { pass_print, ..at(Step::IssuingPass, revision) }, "63.50", "8.50")
}

fn payment(effects: &[Effect]) -> Option<(RequestId, String)> {
    match applied(effects) {
        Some((id, _, Command::Pay(pay))) => Some((*id, pay.tendered.clone())),
        _ => None,
    }
}

fn pays(session: &mut Session, tendered: &str) -> (RequestId, String) {
    type_in(session, &[("tendered", tendered)]);
    payment(&act(session, Action::Settle)).expect("it is sent")
}

#[test]
fn a_second_press_receives_nothing_before_and_after_the_answer() {
    let mut session = opened(settling(1, "0.00"));
    assert_eq!(pays(&mut session, "20").1, "20");
    assert_eq!(act(&mut session, Action::Settle), [], "the answer is awaited");
    session.update(Event::Applied(Ok(settling(2, "20.00"))));
    assert_eq!(session.form.text("tendered"), "");
    for _ in 0..3 {
        assert_eq!(act(&mut session, Action::Settle), [], "nothing new was typed");
    }
    assert_eq!(session.focus.path, "tendered", "there it is typed");
    assert!(!till(&session).can_settle);
    type_in(&mut session, &[("tendered", "20")]);
    assert!(till(&session).can_settle);
    assert_eq!(
        payment(&act(&mut session, Action::Settle)).unwrap().1,
        "20",
        "typed anew it is another payment"
    );
}

#[test]
fn what_remains_exactly_is_received_after_a_choice_only() {
    let mut session = opened(settling(5, "20.00"));
    assert_eq!(act(&mut session, Action::Settle), [], "nothing was typed, and something was received before");
    type_in(&mut session, &[("method", "card")]);
    let Some((_, _, Command::Pay(pay))) = applied(&act(&mut session, Action::Settle))
        .map(|(id, etag, command)| (*id, etag.to_owned(), command.clone()))
    else {
        panic!("it is sent")
    };
    assert_eq!((pay.tendered.as_str(), pay.method()), ("43.50", v1::PaymentMethod::Card));
}

#[test]
fn a_lost_answer_is_asked_for_with_the_id_of_what_was_typed() {
    for lost in [Failure::NoAnswer, Failure::Away] {
        let mut session = opened(settling(1, "0.00"));
        let first = pays(&mut session, "20");
        session.update(Event::Applied(Err(lost.clone())));
        assert_eq!(session.form.text("tendered"), "20", "it stays until it is known to be received");
        // Whatever is refused in between.
        act(&mut session, Action::Register);
        session.update(Event::Applied(Err(refusal("MUST_PAY_AT_ONCE", vec![]))));
        assert_eq!(payment(&act(&mut session, Action::Settle)), Some(first.clone()));
        session.update(Event::Applied(Err(lost.clone())));
        // Left and taken up again, also when the receipt is in the registration by now.
        act(&mut session, Action::Overview);
        session.update(Event::Opened(Ok(settling(2, "20.00"))));
        assert_eq!(payment(&act(&mut session, Action::Settle)), Some(first));
        session.update(Event::Applied(Ok(settling(2, "20.00"))));
        assert_eq!(session.form.text("tendered"), "");
        assert_eq!(act(&mut session, Action::Settle), []);
        let other = pays(&mut session, "20");
        session.update(Event::Applied(Err(lost)));
        type_in(&mut session, &[("tendered", "2"), ("tendered", "20")]);
        assert_ne!(payment(&act(&mut session, Action::Settle)), Some(other), "typed anew");
    }
}

#[test]
fn a_receipt_that_is_seen_is_an_answer() {
    let mut session = opened(settling(1, "0.00"));
    pays(&mut session, "50");
    // The registration with the receipt comes before the answer, or instead of it.
    session.update(Event::Changed(settling(2, "50.00")));
    let view = till(&session);
    assert!(!view.gives_change && !view.can_settle, "{view:?}");
    assert_eq!((session.form.text("tendered"), view.remaining.as_str()), ("", "€ 13,50"));
    session.update(Event::Applied(Err(Failure::NoAnswer)));
    assert_eq!(act(&mut session, Action::Settle), []);
}

#[test]
fn the_old_amount_is_not_set_against_a_balance_that_it_was_received_for() {
    let mut session = opened(settling(1, "0.00"));
    type_in(&mut session, &[("tendered", "70")]);
    assert_eq!(till(&session).change, "€ 6,50");
    assert!(till(&session).gives_change);
    act(&mut session, Action::Settle);
    assert!(!till(&session).gives_change, "now the daemon counts");
    // Of another counter, while the answer is awaited.
    let other = Registration { station: "balie-2".into(), ..settling(2, "50.00") };
    session.update(Event::Changed(other));
    assert!(!till(&session).gives_change);
    assert_eq!(session.form.text("tendered"), "70", "that was not ours");
    session.update(Event::Applied(Err(refusal("ETAG_STALE", vec![]))));
    assert!(till(&session).gives_change, "it is typed for what remains now");
    assert_eq!(till(&session).change, "€ 56,50");
}

#[test]
fn what_is_typed_while_the_answer_is_awaited_is_another_amount() {
    let mut session = opened(settling(1, "0.00"));
    let before = session.focus.count;
    let first = pays(&mut session, "20");
    assert_eq!(
        (session.focus.path.as_str(), session.focus.count),
        ("tendered", before + 1),
        "typing replaces it"
    );
    type_in(&mut session, &[("tendered", "43,50")]);
    session.update(Event::Applied(Ok(settling(2, "20.00"))));
    assert_eq!(session.form.text("tendered"), "43,50");
    let second = payment(&act(&mut session, Action::Settle)).unwrap();
    assert_ne!(second.0, first.0);
}

#[test]
fn the_change_is_the_daemons_and_stays_in_view_until_the_next_patron() {
    for changed_first in [false, true] {
        let mut session = opened(settling(1, "0.00"));
        pays(&mut session, "72");
        if changed_first {
            session.update(Event::Changed(paid(2)));
        }
        session.update(Event::Applied(Ok(paid(2))));
        assert_eq!(session.step(), Step::IssuingPass);
        let seen = hand_over(&session);
        assert_eq!((seen.kind, seen.amount.as_str()), (Kind::Change, "€ 8,50"));
        assert_eq!(seen.to, "Mw. A. van de Test");
        // A key too many, help, another language, another page.
        for action in
            [Action::Settle, Action::Go, Action::About, Action::Close, Action::Language, Action::Overview]
        {
            act(&mut session, action);
            assert_eq!(hand_over(&session).amount, "€ 8,50", "{action:?}");
        }
        session.update(Event::Opened(Ok(paid(2))));
        assert_eq!(act(&mut session, Action::Print).len(), 1);
        let unprinted = Some(PassPrint { state: pass_print::State::Printing.into(), ..Default::default() });
        session.update(Event::Applied(Ok(Registration { pass_print: unprinted, ..paid(3) })));
        assert_eq!(hand_over(&session).amount, "€ 8,50", "printed before it is given");
        // The next patron, or the same one who pays again.
        act(&mut session, Action::Overview);
        session.update(Event::Opened(Ok(Registration {
            name: "registrations/2".into(),
            ..settling(1, "0.00")
        })));
        assert_eq!(hand_over(&session).kind, Kind::None);
    }
}

#[test]
fn how_it_is_received_stays_chosen_after_a_part() {
    let mut session = opened(settling(1, "0.00"));
    type_in(&mut session, &[("method", "card")]);
    pays(&mut session, "20");
    session.update(Event::Applied(Ok(settling(2, "20.00"))));
    session.update(Event::Changed(settling(3, "20.00")));
    assert_eq!((session.form.text("method"), session.form.text("tendered")), ("card", ""));
    assert!(!till(&session).can_settle, "that is no choice made anew");
    // Of the next patron it is not known.
    act(&mut session, Action::Overview);
    session.update(Event::Opened(Ok(Registration { name: "registrations/2".into(), ..settling(1, "0.00") })));
    assert_eq!(session.form.text("method"), "cash");
}

#[test]
fn the_change_is_told_although_the_answer_was_lost() {
    let mut session = opened(settling(1, "0.00"));
    pays(&mut session, "72");
    session.update(Event::Applied(Err(Failure::NoAnswer)));
    session.update(Event::Changed(paid(2)));
    assert_eq!(hand_over(&session).amount, "€ 8,50");
    // What another counter gives back is not for this one.
    let mut session = opened(settling(1, "0.00"));
    session.update(Event::Changed(Registration { station: "balie-2".into(), ..paid(2) }));
    assert_eq!(hand_over(&session).kind, Kind::None);
}

#[test]
fn stopping_says_what_goes_back() {
    let mut session = opened(settling(3, "11.50"));
    act(&mut session, Action::AskCancel);
    assert_eq!(summary(session.registration().unwrap()).refund, "€ 11,50", "told before it is asked");
    type_in(&mut session, &[("reason", "bedacht zich")]);
    act(&mut session, Action::Go);
    let stopped = Registration { step: Step::Cancelled.into(), ..settling(4, "11.50") };
    session.update(Event::Applied(Ok(stopped.clone())));
    let view = summary(&stopped);
    assert_eq!((view.refund.as_str(), view.owes), ("€ 11,50", false));
    assert_eq!(hand_over(&session).kind, Kind::None, "the page tells it itself");
    // An Enter too many: it is still told.
    act(&mut session, Action::Go);
    let told = hand_over(&session);
    assert_eq!((session.open.is_none(), told.kind, told.amount.as_str()), (true, Kind::Refund, "€ 11,50"));
    scan(&mut session, ScanKind::OwnPass, PASS);
    assert_eq!(hand_over(&session).kind, Kind::None);

    assert_eq!(summary(&Registration { step: Step::Cancelled.into(), ..settling(4, "0.00") }).refund, "");
}

#[test]
fn no_act_is_asked_for_twice_under_two_ids() {
    let ready = Some(PassPrint { state: pass_print::State::Ready.into(), ..Default::default() });
    for (action, now) in [
        (Action::Settle, settling(1, "0.00")),
        (Action::Register, settling(1, "0.00")),
        (Action::Collect, settling(1, "0.00")),
        (Action::Print, Registration { pass_print: ready.clone(), ..at(Step::IssuingPass, 1) }),
        (Action::SkipPrint, Registration { pass_print: ready, ..at(Step::IssuingPass, 1) }),
        (Action::Go, at(Step::Confirming, 1)),
        (Action::Go, at(Step::VerifyingMandate, 1)),
        (Action::SwitchService, at(Step::Enrolled, 1)),
        (Action::StartMandate, at(Step::Enrolled, 1)),
        (Action::PrintForm, at(Step::SigningMandate, 1)),
        (Action::Cancel, at(Step::Settling, 1)),
        (Action::Remit, at(Step::Settling, 1)),
    ] {
        let mut session = opened(now);
        session.devices = vec![Device { role: DeviceRole::FormPrinter.into(), ..Default::default() }];
        match action {
            Action::Cancel => drop(act(&mut session, Action::AskCancel)),
            Action::Remit => drop(act(&mut session, Action::AskRemit)),
            _ => {}
        }
        type_in(&mut session, &[("reason", "omdat")]);
        let first = act(&mut session, action);
        assert_eq!(first.len(), 1, "{action:?}");
        assert_eq!(act(&mut session, action), [], "{action:?} again before the answer");
        session.update(Event::Applied(Err(Failure::NoAnswer)));
        session.update(Event::FormPrint(Err(Failure::NoAnswer)));
        assert_eq!(act(&mut session, action), first, "{action:?} again without an answer");
    }
}
