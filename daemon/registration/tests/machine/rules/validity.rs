//! Age, validity and fee on the enrolment date, which is the day of saving in Amsterdam.

use crate::common::*;
use balie_registration::Role;
use balie_registration::machine::{Command, PersonInput, Step, SubscriptionInput};

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

#[test]
fn born_on_29_february() {
    let youth = confirmed("2027-02-28 12:00", "29-02-2008", "");
    assert_eq!(youth.choice().code, "0010");
    assert_eq!(youth.choice().valid_through.unwrap().to_string(), "2027-02-28");
    assert_eq!(confirmed("2027-03-01 12:00", "29-02-2008", "0021").choice().code, "0021");
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
