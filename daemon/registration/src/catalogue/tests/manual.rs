//! The lists, prices and numbers of the manual.

use super::*;
use crate::explain::Lang;
use crate::values::Money;

#[test]
fn persons_are_offered_the_manuals_list_for_their_age() {
    const ADULT: [&str; 6] = ["0006", "0045", "0053", "0090", "0091", "0141"];
    const START: [&str; 7] = ["0006", "0021", "0045", "0053", "0090", "0091", "0141"];
    for (age, expected) in [
        (0, &["0010"][..]),
        (12, &["0010"]),
        (18, &["0010"]),
        (19, &START),
        (24, &START),
        (30, &START),
        (31, &ADULT),
        (65, &ADULT),
        (99, &ADULT),
        (100, &["0006", "0053", "0090", "0091", "0141"]),
        (110, &["0006", "0053", "0090", "0091", "0141"]),
        (111, &["0006", "0090", "0091", "0141"]),
    ] {
        assert_eq!(allowed(&aged(age)), expected, "at {age}");
    }
}

#[test]
fn with_every_condition_met_the_whole_list_opens() {
    let everything = |age| Applicant {
        role: Role::Education,
        staff: true,
        instalments_requested: true,
        dbos_school: true,
        home_library_known: true,
        ..aged(age)
    };
    let list = ["0006", "0001", "0021", "0045", "0049", "0053", "0090", "0091", "0141", "0345"].as_slice();
    assert_eq!(allowed(&everything(30)), list);
    assert_eq!(allowed(&everything(31)), [&list[..2], &list[3..]].concat());
    assert_eq!(allowed(&everything(18)), ["0010", "0345"]);
}

#[test]
fn institutions_are_offered_their_own_list() {
    let counter = Applicant::institution(Role::Counter);
    assert_eq!(allowed(&counter), ["0082", "0083", "0090", "0091"]);
    let school =
        Applicant { dbos_school: true, home_library_known: true, ..Applicant::institution(Role::Education) };
    assert_eq!(allowed(&school), ["0082", "0083", "0086", "0090", "0091", "0345"]);
    let by_admin = Applicant { reason_given: true, ..Applicant::institution(Role::BranchAdmin) };
    assert_eq!(allowed(&by_admin), ["0001", "0082", "0083", "0090", "0091"]);
    let listed: Vec<_> = BUILT_IN.options(&counter, enrolment());
    let listed: Vec<_> = listed.iter().map(|option| option.subscription.code.to_string()).collect();
    assert_eq!(listed, ["0001", "0002", "0082", "0083", "0086", "0090", "0091", "0345"]);
}

#[test]
fn the_order_is_that_of_the_catalogue_whoever_asks() {
    let whole: Vec<_> = BUILT_IN.subscriptions().iter().map(|entry| entry.code).collect();
    for applicant in [aged(5), aged(25), aged(111), Applicant::institution(Role::Education)] {
        let shown: Vec<_> =
            BUILT_IN.options(&applicant, enrolment()).iter().map(|o| o.subscription.code).collect();
        let expected: Vec<_> = whole
            .iter()
            .copied()
            .filter(|&code| BUILT_IN.get(code).unwrap().is_for(applicant.audience))
            .collect();
        assert_eq!(shown, expected);
    }
}

#[test]
fn prices_and_validities_are_the_manuals() {
    let person = Applicant { staff: true, home_library_known: true, ..aged(24) };
    let institution = Applicant { home_library_known: true, ..Applicant::institution(Role::Counter) };
    let of = |wanted: &str, applicant: &Applicant<'_>, on: &str| {
        BUILT_IN.option(code(wanted), applicant, date(on)).unwrap().quote.unwrap()
    };
    for (wanted, applicant, on, cents, through) in [
        ("0045", &person, "2021-04-15", 5200, Some("2022-04-30")),
        ("0045", &person, "2025-12-31", 5200, Some("2026-12-31")),
        ("0045", &person, "2026-01-01", 5800, Some("2027-01-31")),
        ("0045", &person, "2026-02-10", 5800, Some("2027-02-28")),
        ("0049", &person, "2026-02-10", 500, Some("2026-03-09")),
        ("0053", &person, "2026-02-10", 6700, Some("2027-02-28")),
        ("0091", &person, "2026-02-10", 1150, Some("2026-03-09")),
        ("0091", &person, "2026-12-01", 1150, Some("2026-12-31")),
        ("0091", &institution, "2027-01-31", 1000, Some("2027-02-27")),
        ("0141", &person, "2026-02-10", 4500, Some("2027-02-28")),
        ("0082", &institution, "2026-02-10", 6350, Some("2027-02-28")),
        ("0083", &institution, "2026-02-10", 6350, Some("2027-02-28")),
        ("0345", &person, "2026-02-10", 0, Some("2026-03-02")),
        ("0345", &person, "2026-12-01", 0, Some("2026-12-21")),
        ("0006", &person, "2026-02-10", 0, None),
        ("0086", &institution, "2026-02-10", 0, None),
        ("0002", &institution, "2026-02-10", 0, None),
        ("0001", &person, "2026-02-10", 0, Some("2027-02-28")),
        ("0001", &institution, "2024-05-15", 0, Some("2025-05-31")),
        ("0090", &person, "2026-02-10", 0, Some("2026-03-09")),
        ("0090", &institution, "2026-02-10", 0, Some("2026-03-09")),
        // Born 15-06-2001: Start ends the day before the 31st birthday.
        ("0021", &person, "2026-02-10", 0, Some("2032-06-14")),
    ] {
        let quote = of(wanted, applicant, on);
        assert_eq!(quote.fee().cents(), cents, "{wanted} on {on}");
        assert_eq!(quote.validity().map(Validity::through), through.map(date), "{wanted} on {on}");
    }
    let shown = of("0045", &person, "2026-02-10");
    assert_eq!(shown.fee().to_string(), "€ 58,00");
    assert_eq!(shown.discount(), Money::ZERO);
    assert_eq!(shown.validity().unwrap().show(Lang::Nl), "februari 2027 (vervalmaand:02)");
    assert_eq!(of("0045", &person, "2021-04-15").validity().unwrap().next_from(), date("2022-05-01"));
}

#[test]
fn what_each_subscription_gives_is_the_manuals() {
    let get = |wanted: &str| BUILT_IN.get(code(wanted)).unwrap();
    assert_eq!((get("0021").loans, get("0021").online_library), (Some(Limit::AtMost(12)), Some(false)));
    assert_eq!((get("0045").loans, get("0045").online_library), (Some(Limit::AtMost(125)), Some(true)));
    assert_eq!((get("0053").loans, get("0053").online_library), (Some(Limit::Unlimited), Some(true)));
    assert_eq!(get("0091").loans, Some(Limit::AtMost(20)));
    assert_eq!(get("0345").loans, Some(Limit::AtMost(125)));
    assert_eq!((get("0141").physical_loans, get("0141").online_library), (false, Some(true)));
    assert!(get("0045").physical_loans);
    assert_eq!(get("0006").loans, None);

    let fine = |per_day, max| {
        Some(Fine { per_day: Money::from_cents(per_day).unwrap(), max: Money::from_cents(max).unwrap() })
    };
    let school = get("0082");
    assert_eq!((school.loans, school.loan_weeks), (Some(Limit::AtMost(400)), Some(6)));
    assert_eq!((school.card_max, school.reservations), (Some(Limit::Unlimited), Some(Limit::Unlimited)));
    assert_eq!(school.fine, fine(5, 25));
    let home = get("0083");
    assert_eq!((home.loans, home.loan_weeks), (Some(Limit::Unlimited), Some(18)));
    assert_eq!((home.card_max, home.reservations), (Some(Limit::AtMost(30)), Some(Limit::Unlimited)));
    assert_eq!(home.fine, fine(15, 450));

    let needs = |mandate, pay_at_once, home_library| Needs { mandate, pay_at_once, home_library };
    assert_eq!(get("0049").needs, needs(true, false, false));
    assert_eq!(get("0091").needs, needs(false, true, false));
    assert_eq!(get("0345").needs, needs(false, false, true));
    assert_eq!(get("0045").needs, Needs::default());

    for (wanted, term) in
        [("0006", Term::Fixed), ("0090", Term::Temporary), ("0091", Term::Temporary), ("0045", Term::Age)]
    {
        assert_eq!(get(wanted).term, term, "{wanted}");
    }
    // What the manual does not say and IT has to confirm.
    let to_confirm = |ask: fn(&Subscription) -> bool| {
        let entries = BUILT_IN.subscriptions().iter().filter(|entry| ask(entry));
        entries.map(|entry| entry.code.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(to_confirm(|entry| entry.code_to_confirm), ["0010"]);
    assert_eq!(to_confirm(|entry| entry.period_to_confirm), ["0090"]);
    assert_eq!(BUILT_IN.subscriptions().len(), 15);
    assert_eq!(BUILT_IN.issuer(), Some("Biblionet Drenthe"));
    assert_eq!(BUILT_IN.issued(), Some(date("2026-05-01")));
}

#[test]
fn youth_is_filled_in_and_becomes_start() {
    let youth = aged(12);
    let option = BUILT_IN.automatic_option(&youth, enrolment()).unwrap();
    assert_eq!(option.subscription.code, code("0010"));
    assert!(option.subscription.code_to_confirm, "the manual gives no code");
    assert_eq!(option.subscription.becomes, Some(code("0021")));
    let quote = option.quote.unwrap();
    assert!(quote.fee().is_zero());
    assert_eq!(quote.validity(), None, "no end");
    let nineteenth = birthday(youth.birth_date.last(), 19).unwrap();
    assert_eq!(option.becomes, Some(Becomes { code: code("0021"), on: nineteenth }));
    assert!(BUILT_IN.automatic_option(&aged(19), enrolment()).is_none());
    assert!(BUILT_IN.automatic_option(&Applicant::institution(Role::Counter), enrolment()).is_none());

    let start = BUILT_IN.option(code("0021"), &youth, nineteenth).unwrap();
    assert!(start.is_allowed(), "{:?}", start.refusals);
    let thirty_first = birthday(youth.birth_date.last(), 31).unwrap();
    assert_eq!(start.quote.unwrap().validity().unwrap().next_from(), thirty_first);
    assert_eq!(start.becomes, None);
}

#[test]
fn born_on_29_february_one_is_youth_through_28_february() {
    let leap = Applicant::person(date("2008-02-29"), Role::Counter);
    let allowed_on = |on: &str| {
        let options = BUILT_IN.options(&leap, date(on));
        options.iter().filter(|o| o.is_allowed()).map(|o| o.subscription.code.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(allowed_on("2027-02-28"), ["0010"]);
    assert!(allowed_on("2027-03-01").contains(&"0021".to_owned()));
    assert!(!allowed_on("2027-03-01").contains(&"0010".to_owned()));
}
