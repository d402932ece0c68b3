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

/// What nobody sees comes along when something is pasted; the daemon does not mind it, and so this program does not.
#[test]
fn what_nobody_sees_is_left_out_of_every_field() {
    let mut session = opened(at(Step::EnteringPerson, 1));
    fill_adult(&mut session);
    for (path, pasted, text) in [
        ("person.surname", "\u{200E}Test\u{200B}", "Test"),
        ("person.birth_date", "\u{202D}01-01-1991\u{202C}", "01-01-1991"),
        ("person.main_address.postcode", "\u{FEFF}9468\u{AD}BG", "9468 BG"),
        ("person.email", "jan\u{200B}@voorbeeld.nl", "jan@voorbeeld.nl"),
        ("person.phone", "\u{200B}", ""),
    ] {
        type_in(&mut session, &[(path, pasted)]);
        session.update(Event::Left(path.into()));
        assert_eq!(session.form.text(path), text, "{path}");
        assert_eq!(problem(&session, path), crate::ui::Problem::None, "{path}");
    }
    type_in(&mut session, &[("person.surname", "\u{200B}")]);
    assert_eq!(problem(&session, "person.surname"), crate::ui::Problem::Required);
    type_in(&mut session, &[("person.email", "jan＠voorbeeld.nl")]);
    assert_eq!(problem(&session, "person.email"), crate::ui::Problem::None, "the daemon reads it");
}

/// A number is looked for however its groups are kept apart.
#[test]
fn a_number_is_found_as_it_is_printed() {
    for (typed, name) in [
        ("2 9401 00007580 1", "registrations/pass:29401000075801"),
        ("29401000075801\u{200B}", "registrations/pass:29401000075801"),
        ("381 847", "registrations/patron:381847"),
        ("m9401-261123-00007-57", "registrations/mandate:M9401-261123-00007-57"),
        ("2940100075801", "registrations/patron:2940100075801"),
    ] {
        let mut session = session();
        type_in(&mut session, &[("search", typed)]);
        let effects = act(&mut session, Action::Search);
        assert!(effects.contains(&Effect::Open(name.into())), "{typed}: {effects:?}");
    }
    for surname in ["Meijer-Bos", "m-", "", "100%", "groep 7/8"] {
        let mut session = session();
        type_in(&mut session, &[("search", surname)]);
        assert_eq!(act(&mut session, Action::Search), [], "{surname} is looked for among the names");
    }
}
