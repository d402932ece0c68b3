//! What may be chosen, and at what price.

use crate::common::*;
use balie_registration::Role;
use balie_registration::machine::{Candidate, Command, IdentityInput, PersonInput, Step, SubscriptionInput};
use balie_registration::values::PatronNumber;
use uuid::Uuid;

/// Somebody born on this day, who asks for a subscription today, 10 February 2026.
fn born(date: &str) -> Desk {
    let mut desk = Desk::of(World::by(Role::Education));
    let call_name = "Bram".into();
    desk.does(scan(PASS)).does(enter(PersonInput { birth_date: date.into(), call_name, ..adult() }));
    desk.does(choose()).does(selection("vrijwilliger")).does(login_no());
    desk
}

fn institution() -> Desk {
    let mut desk = Desk::of(World::by(Role::Education));
    desk.does(scan(PASS)).does(enter(school())).does(choose()).does(details("")).does(login_no());
    desk
}

fn all(code: &str) -> SubscriptionInput {
    SubscriptionInput {
        code: code.into(),
        instalments_requested: true,
        dbos_school: true,
        home_library: "Forum Groningen".into(),
        home_pass_number: "12345".into(),
        ..SubscriptionInput::default()
    }
}

#[test]
fn too_young_and_too_old() {
    const YOUNG: &str = "SUBSCRIPTION_AGE_BELOW";
    const OLD: &str = "SUBSCRIPTION_AGE_ABOVE";
    const AUTOMATIC: &str = "SUBSCRIPTION_AUTOMATIC_APPLIES";
    for (code, date, refused) in [
        ("0010", "11-02-2007", None),
        ("0010", "10-02-2007", Some(OLD)),
        ("0021", "11-02-2007", Some(YOUNG)),
        ("0021", "10-02-2007", None),
        ("0021", "11-02-1995", None),
        ("0021", "10-02-1995", Some(OLD)),
        ("0045", "11-02-2007", Some(YOUNG)),
        ("0045", "10-02-2007", None),
        ("0045", "11-02-1926", None),
        ("0045", "10-02-1926", Some(OLD)),
        ("0049", "11-02-2007", Some(YOUNG)),
        ("0049", "11-02-1926", None),
        ("0049", "10-02-1926", Some(OLD)),
        ("0053", "11-02-2007", Some(YOUNG)),
        ("0053", "11-02-1915", None),
        ("0053", "10-02-1915", Some(OLD)),
        ("0001", "11-02-2007", Some(AUTOMATIC)),
        ("0006", "11-02-2007", Some(AUTOMATIC)),
        ("0090", "11-02-2007", Some(AUTOMATIC)),
        ("0091", "11-02-2007", Some(AUTOMATIC)),
        ("0141", "11-02-2007", Some(AUTOMATIC)),
        ("0345", "11-02-2007", None),
        ("0001", "10-02-2007", None),
        ("0006", "10-02-2007", None),
        ("0086", "10-02-2007", Some("SUBSCRIPTION_AUDIENCE_MISMATCH")),
        ("0090", "10-02-2007", None),
        ("0091", "10-02-2007", None),
        ("0141", "10-02-2007", None),
        ("0345", "10-02-1906", None),
        ("0002", "10-02-1990", Some("FIELDS_INVALID")),
        ("0082", "10-02-1990", Some("SUBSCRIPTION_AUDIENCE_MISMATCH")),
        ("0083", "10-02-1990", Some("SUBSCRIPTION_AUDIENCE_MISMATCH")),
    ] {
        let mut desk = born(date);
        match refused {
            None => {
                desk.does(choice(all(code)));
                assert_eq!(desk.choice().code, code);
            }
            Some(why) => assert_eq!(told(&desk.refuses(choice(all(code)))).0, why, "{code} born {date}"),
        }
    }
}

#[test]
fn what_it_costs() {
    for (code, price) in [
        ("0001", "€ 0,00"),
        ("0006", "€ 0,00"),
        ("0021", "€ 0,00"),
        ("0045", "€ 58,00"),
        ("0049", "€ 5,00"),
        ("0053", "€ 67,00"),
        ("0090", "€ 0,00"),
        ("0091", "€ 11,50"),
        ("0141", "€ 45,00"),
        ("0345", "€ 0,00"),
    ] {
        let mut desk = born("01-01-2000");
        desk.does(choice(all(code)));
        assert_eq!(desk.choice().fee.to_string(), price, "{code}");
    }
    for (code, price) in [
        ("0082", "€ 63,50"),
        ("0083", "€ 63,50"),
        ("0086", "€ 0,00"),
        ("0090", "€ 0,00"),
        ("0091", "€ 10,00"),
        ("0345", "€ 0,00"),
    ] {
        let mut desk = institution();
        desk.does(choice(all(code)));
        assert_eq!(desk.choice().fee.to_string(), price, "{code} for an institution");
    }
    let mut desk = institution();
    assert_eq!(told(&desk.refuses(choice(all("0002")))).0, "SUBSCRIPTION_NOT_IN_USE");
    assert_eq!(told(&desk.refuses(choice(all("0045")))).0, "SUBSCRIPTION_AUDIENCE_MISMATCH");
}

#[test]
fn codes_that_are_none() {
    let mut desk = born("01-01-2000");
    for (code, why) in [
        ("", "REQUIRED"),
        ("45", "UNKNOWN_SUBSCRIPTION"),
        ("9999", "UNKNOWN_SUBSCRIPTION"),
        ("Basis", "UNKNOWN_SUBSCRIPTION"),
    ] {
        assert_eq!(fields(&desk.refuses(choice(all(code)))), [("subscription.code", why)], "{code:?}");
    }
}

#[test]
fn a_discount_is_at_most_the_price() {
    let mut desk = born("01-01-1991");
    let with = |discount: &str| choice(SubscriptionInput { discount: discount.into(), ..all("0045") });
    for (discount, why) in [("58,01", "DISCOUNT_TOO_LARGE"), ("tien", "MONEY_FORM"), ("-1", "MONEY_FORM")] {
        assert_eq!(fields(&desk.refuses(with(discount))), [("subscription.discount", why)], "{discount}");
    }
    for (discount, fee) in [("", "€ 58,00"), ("0", "€ 58,00"), ("10,5", "€ 47,50"), ("58,00", "€ 0,00")]
    {
        desk.does(with(discount));
        assert_eq!(desk.choice().fee.to_string(), fee, "{discount}");
        assert_eq!(desk.choice().price.to_string(), "€ 58,00");
        desk.does(Command::StepBack);
    }
    // Every field that does not hold is named at once.
    let guest =
        SubscriptionInput { code: "0345".into(), discount: "1".into(), ..SubscriptionInput::default() };
    assert_eq!(
        fields(&desk.refuses(choice(guest))),
        [
            ("subscription.code", "SUBSCRIPTION_NEEDS_HOME_LIBRARY"),
            ("subscription.home_library", "REQUIRED"),
            ("subscription.home_pass_number", "REQUIRED"),
            ("subscription.discount", "DISCOUNT_TOO_LARGE"),
        ]
    );
}

#[test]
fn the_supplement_is_once_per_school() {
    let mut desk = Desk::of(World::by(Role::Education));
    let registration = Uuid::from_u128(3);
    desk.world.candidates = vec![Candidate {
        registration,
        surname: "OBS De Eshoek".into(),
        full_name: "OBS De Eshoek".into(),
        birth_date: "1980-01-01".parse().unwrap(),
        email: None,
        iban: None,
        pass: None,
        patron_number: PatronNumber::new(9).ok(),
        subscription: Some("0086".into()),
        step: Step::Enrolled,
    }];
    desk.does(scan(PASS)).does(enter(school()));
    let again = IdentityInput { re_enrol: Some(registration), ..IdentityInput::default() };
    desk.does(Command::ChoosePerson(again)).does(details("")).does(login_no());
    let refused = desk.refuses(choice(all("0086")));
    assert_eq!(fields(&refused), [("subscription.code", "SUBSCRIPTION_ONCE_PER_SCHOOL")]);
    desk.does(choice(all("0082")));
    // One that was never saved does not count.
    desk.does(Command::StepBack);
    desk.world.candidates[0].step = Step::Confirming;
    desk.does(choice(all("0086")));
}
