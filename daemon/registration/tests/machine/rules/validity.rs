//! Age, validity and fee on the enrolment date, which is the day of saving in Amsterdam.

use crate::common::*;
use balie_registration::Role;
use balie_registration::machine::{Choice, Command, PersonInput, Step, SubscriptionInput};

fn confirmed(now: &str, birth_date: &str, code: &str) -> Desk {
    let mut desk = Desk::of(World::at(now));
    let person = PersonInput { birth_date: birth_date.into(), call_name: "Bram".into(), ..adult() };
    desk.does(scan(PASS)).does(enter(person)).does(choose()).does(details("")).does(login_no());
    desk.does(subscription(code));
    desk
}

#[test]
fn the_examples_of_the_manual() {
    for (now, fee, through) in [
        ("2021-04-15 12:00", "€ 52,00", "2022-04-30"),
        ("2026-02-10 12:00", "€ 58,00", "2027-02-28"),
        ("2027-02-28 12:00", "€ 58,00", "2028-02-29"),
    ] {
        let desk = confirmed(now, "01-01-1991", "0045");
        assert_eq!(desk.choice().fee.to_string(), fee, "{now}");
        assert_eq!(desk.choice().valid_from, desk.world.today());
        assert_eq!(desk.choice().valid_through.unwrap().to_string(), through, "{now}");
    }
}

/// The day on which youth becomes Start.
fn becomes_on(desk: &Desk) -> String {
    desk.choice().becomes.unwrap().on.to_string()
}

/// The end of an age is not the end of a period: youth has no end, and the day on which it becomes Start is in the
/// record.
#[test]
fn youth_has_no_end_and_becomes_start() {
    let youth = confirmed("2026-02-10 12:00", "11-02-2007", "");
    assert_eq!((youth.choice().valid_through, becomes_on(&youth).as_str()), (None, "2026-02-11"));
    let stored = serde_json::to_value(youth.choice()).unwrap();
    assert_eq!(stored["becomes"], serde_json::json!({"code": "0021", "on": "2026-02-11"}));
    // Others become nothing, and their records are written as they were.
    for (born, code) in [("11-02-1991", "0045"), ("11-02-2000", "0021"), ("11-02-1991", "0006")] {
        let other = confirmed("2026-02-10 12:00", born, code);
        assert_eq!(other.choice().becomes, None, "{code}");
        assert_eq!(serde_json::to_value(other.choice()).unwrap().get("becomes"), None, "{code}");
    }
    // A choice that was stored before reads as it was.
    let mut earlier = stored;
    earlier.as_object_mut().unwrap().remove("becomes");
    earlier["valid_through"] = serde_json::json!("2026-02-10");
    let earlier: Choice = serde_json::from_value(earlier).unwrap();
    assert_eq!((earlier.becomes, earlier.valid_through.unwrap().to_string().as_str()), (None, "2026-02-10"));
}

#[test]
fn born_on_29_february() {
    let youth = confirmed("2027-02-28 12:00", "29-02-2008", "");
    assert_eq!(youth.choice().code, "0010");
    assert_eq!((youth.choice().valid_through, becomes_on(&youth).as_str()), (None, "2027-03-01"));
    assert_eq!(confirmed("2027-03-01 12:00", "29-02-2008", "0021").choice().code, "0021");
}

/// The civil registry may not know the day or the month: who is born so counts as born on the last day it can be.
#[test]
fn born_on_a_day_that_is_not_known() {
    for (now, born, code, becomes) in [
        ("2026-02-10 12:00", "00-00-2007", "0010", "2026-12-31"),
        ("2026-12-30 12:00", "0-0-07", "0010", "2026-12-31"),
        ("2026-02-27 12:00", "00-02-2007", "0010", "2026-02-28"),
        // Some day of this year or month has been.
        ("2026-02-10 12:00", "00-00-2026", "0010", "2045-12-31"),
        ("2026-02-10 12:00", "00-02-2026", "0010", "2045-02-28"),
    ] {
        let youth = confirmed(now, born, "");
        assert_eq!(youth.choice().code, code, "{born}");
        assert_eq!(becomes_on(&youth), becomes, "{born}");
    }
    assert_eq!(confirmed("2026-12-31 12:00", "00-00-2007", "0021").choice().code, "0021");
    assert_eq!(confirmed("2026-02-28 12:00", "00-02-2007", "0021").choice().code, "0021");
    // Shown as it is known, also once it was stored.
    let desk = confirmed("2026-02-10 12:00", "00001975", "0045");
    let born = desk.state().person().unwrap().birth_date;
    assert_eq!(born.to_string(), "00-00-1975");
    assert_eq!(serde_json::to_string(&born).unwrap(), "\"1975-00-00\"");
}

#[test]
fn the_day_is_that_of_the_counter() {
    // Half past eleven at night in London is half past twelve the next day in Annen.
    let desk = confirmed("2026-12-31 23:30", "01-01-1991", "0045");
    assert_eq!(desk.choice().enrolled_on.to_string(), "2027-01-01");
    assert_eq!(desk.choice().valid_through.unwrap().to_string(), "2028-01-31");
}

/// A draft that lay over the new year is quoted for the day it is saved.
#[test]
fn a_draft_that_lay_overnight_is_quoted_anew() {
    let mut desk = confirmed("2025-12-31 12:00", "01-01-1991", "0045");
    assert_eq!(desk.choice().fee.to_string(), "€ 52,00");
    desk.world.now = instant("2026-01-02 09:00");
    desk.does(Command::Save);
    assert_eq!(desk.choice().fee.to_string(), "€ 58,00");
    assert_eq!(desk.ledger().session.to_string(), "€ 58,00");
    assert_eq!(desk.choice().enrolled_on.to_string(), "2026-01-02");
    assert_eq!(desk.choice().valid_through.unwrap().to_string(), "2027-01-31");
    // Once saved, the fee never changes.
    desk.world.now = instant("2031-01-02 09:00");
    desk.does(Command::Register).does(Command::SkipPrint);
    assert_eq!(desk.choice().fee.to_string(), "€ 58,00");
}

#[test]
fn who_turned_19_overnight_chooses_again() {
    let mut desk = confirmed("2026-02-10 12:00", "11-02-2007", "");
    assert_eq!(desk.choice().code, "0010");
    desk.world.now = instant("2026-02-11 12:00");
    assert_eq!(fields(&desk.refuses(Command::Save)), [("subscription.code", "REQUIRED")]);
    desk.does(Command::StepBack).does(subscription("0021")).does(Command::Save);
    assert_eq!(
        desk.choice().valid_through.unwrap().to_string(),
        "2038-02-10",
        "the day before the 31st birthday"
    );
    assert_eq!(desk.step(), Step::IssuingPass);
}

/// The d-Bos supplement is education's on whatever day it is quoted.
#[test]
fn quoting_anew_asks_for_the_role_again() {
    let mut desk = Desk::of(World::by(Role::Education));
    desk.does(scan(PASS)).does(enter(school())).does(choose()).does(details("")).does(login_no());
    let dbos = SubscriptionInput { code: "0086".into(), dbos_school: true, ..SubscriptionInput::default() };
    desk.does(choice(dbos));
    desk.world.now = instant("2026-02-11 12:00");
    desk.world.role = Role::Counter;
    assert_eq!(
        fields(&desk.refuses(Command::Save)),
        [("subscription.code", "SUBSCRIPTION_ROLE_EDUCATION_ONLY")]
    );
    desk.world.role = Role::Education;
    desk.does(Command::Save);
}

#[test]
fn the_day_of_a_mandate_is_that_of_the_counter() {
    let mut desk = Desk::new();
    desk.saved("0045").does(Command::CollectByDirectDebit).does(Command::SkipPrint);
    desk.world.now = instant("2026-07-01 22:30");
    desk.does(mandate(account_data()));
    assert_eq!(desk.form().made_on.to_string(), "2026-07-02");
}
