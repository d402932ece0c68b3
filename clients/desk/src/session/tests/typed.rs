//! Dates and amounts: the screen reads them as the daemon does.

use super::*;

#[test]
fn a_slip_in_a_date_is_told_and_left_as_it_was_typed() {
    let mut session = opened(at(Step::EnteringPerson, 1));
    fill_adult(&mut session);
    for slip in ["15--04-1991", "15-04--1991", "15-04-1991-", "31-02-1991", "15-04", "gisteren"] {
        type_in(&mut session, &[("person.birth_date", slip)]);
        session.update(Event::Left("person.birth_date".into()));
        assert_eq!(session.form.text("person.birth_date"), slip, "nothing is made of it");
        assert_eq!(problem(&session, "person.birth_date"), crate::ui::Problem::Date, "{slip}");
        assert_eq!(act(&mut session, Action::Go), [], "{slip} is not sent");
    }
    for (typed, tidy) in [
        ("15 april 1991", "15-04-1991"),
        ("15.4.91", "15-04-1991"),
        ("1/6/26", "01-06-1926"),
        ("00 mei 75", "00-05-1975"),
    ] {
        type_in(&mut session, &[("person.birth_date", typed)]);
        session.update(Event::Left("person.birth_date".into()));
        assert_eq!(session.form.text("person.birth_date"), tidy, "{typed}");
        assert_eq!(problem(&session, "person.birth_date"), crate::ui::Problem::None, "{typed}");
    }
}

/// Why a date cannot be this one the daemon says, in its own words.
#[test]
fn a_date_that_cannot_be_this_one_is_the_daemons_to_explain() {
    let mut session = opened(at(Step::EnteringPerson, 1));
    fill_adult(&mut session);
    for typed in ["02-05-2026", "01-01-1850"] {
        type_in(&mut session, &[("person.birth_date", typed)]);
        session.update(Event::Left("person.birth_date".into()));
        assert_eq!(session.form.text("person.birth_date"), typed);
        assert_eq!(problem(&session, "person.birth_date"), crate::ui::Problem::None, "{typed}");
    }
}

/// A signature of last century is none: two digits are of this one, and a day to come is no day that was.
#[test]
fn the_century_follows_from_what_the_date_is_for() {
    let mut session = opened(at(Step::VerifyingMandate, 1));
    for (typed, tidy) in [("1-2-26", "01-02-2026"), ("1-6-26", "1-6-26"), ("1-1-91", "1-1-91")] {
        type_in(&mut session, &[("signed_date", typed)]);
        session.update(Event::Left("signed_date".into()));
        assert_eq!(session.form.text("signed_date"), tidy, "{typed}");
    }
}

/// After a receipt F10 wants an amount; what holds none is not sent as one.
#[test]
fn nothing_is_no_amount() {
    let ledger = v1::Ledger { remaining: "50.00".into(), received: "8.00".into(), ..Default::default() };
    let mut session = opened(Registration { ledger: Some(ledger), ..at(Step::Settling, 1) });
    assert_eq!(act(&mut session, Action::Settle), []);
    type_in(&mut session, &[("tendered", "€")]);
    assert_eq!(act(&mut session, Action::Settle), []);
    assert_eq!(problem(&session, "tendered"), crate::ui::Problem::Amount);
    type_in(&mut session, &[("tendered", "20,-")]);
    let effects = act(&mut session, Action::Settle);
    assert!(
        matches!(applied(&effects), Some((_, _, Command::Pay(pay))) if pay.tendered == "20,-"),
        "{effects:?}"
    );
}

/// A pass that was handed out blank may be back when its registration is stopped; only a clerk knows.
#[test]
fn whether_a_pass_is_back_is_asked_of_one_that_was_handed_out() {
    let with = |state: pass_print::State| {
        let pass_print = Some(PassPrint { state: state.into(), ..Default::default() });
        opened(Registration { pass_print, ..at(Step::SigningMandate, 1) })
    };
    for (ticked, pass_returned) in [(None, false), (Some("true"), true)] {
        let mut session = with(pass_print::State::Unprinted);
        act(&mut session, Action::AskCancel);
        assert_eq!((session.page, session.focus.path.as_str()), (Page::Cancel, "reason"));
        type_in(&mut session, &[("reason", "vergissing")]);
        type_in(&mut session, &ticked.map(|text| ("pass_returned", text)).into_iter().collect::<Vec<_>>());
        let effects = act(&mut session, Action::Go);
        let expected = v1::Cancel { reason: "vergissing".into(), pass_returned };
        assert!(
            matches!(applied(&effects), Some((_, _, Command::Cancel(sent))) if *sent == expected),
            "{effects:?}"
        );
    }
    // Thought better of, it is asked anew.
    let mut session = with(pass_print::State::Unprinted);
    act(&mut session, Action::AskCancel);
    type_in(&mut session, &[("pass_returned", "true")]);
    act(&mut session, Action::Close);
    act(&mut session, Action::AskCancel);
    assert!(!session.form.is_on("pass_returned"));
}
