//! Every catalogue restriction, refused and allowed.

use super::*;
use proptest::prelude::*;

fn named(codes: &[&str]) -> Vec<Instead> {
    let entries = codes.iter().map(|wanted| BUILT_IN.get(code(wanted)).unwrap());
    entries.map(|entry| Instead { code: entry.code, name: entry.name.clone() }).collect()
}

#[test]
fn age_is_told_with_the_limit() {
    for (wanted, age, from, through, instead) in [
        ("0045", 18, Some(19), None, &["0010"][..]),
        ("0045", 100, None, Some(99), &["0053"]),
        ("0021", 18, Some(19), None, &["0010"]),
        ("0021", 31, None, Some(30), &["0045", "0053"]),
        ("0010", 19, None, Some(18), &["0021", "0045", "0053"]),
        ("0053", 110, None, None, &[]),
        // Nothing is meant for this age: what is open to all.
        ("0053", 111, None, Some(110), &["0006", "0090", "0091", "0141"]),
    ] {
        let instead = named(instead);
        let expected = match (from, through) {
            (Some(from), _) => vec![Ineligible::AgeBelow { age, from, instead }],
            (None, Some(through)) => vec![Ineligible::AgeAbove { age, through, instead }],
            (None, None) => Vec::new(),
        };
        assert_eq!(refusals(wanted, &aged(age)), expected, "{wanted} at {age}");
    }
    // What is named may be had: the instalments were asked for, the staff are staff.
    let asks = Applicant { instalments_requested: true, ..aged(31) };
    let [Ineligible::AgeAbove { instead, .. }] = &refusals("0021", &asks)[..] else { panic!() };
    assert_eq!(*instead, named(&["0045", "0049", "0053"]));
}

#[test]
fn youth_is_told_that_its_own_subscription_is_filled_in() {
    let instead = Ineligible::AutomaticApplies { code: code("0010") };
    for wanted in ["0006", "0090", "0091", "0141"] {
        assert_eq!(refusals(wanted, &aged(18)), std::slice::from_ref(&instead), "{wanted}");
    }
    assert_eq!(refusals("0345", &aged(18)), [Ineligible::NeedsHomeLibrary]);
    let guest = Applicant { home_library_known: true, ..aged(12) };
    let option = BUILT_IN.option(code("0345"), &guest, enrolment()).unwrap();
    assert!(option.is_allowed() && !option.automatic);
}

#[test]
fn a_birth_date_after_the_enrolment_is_no_age() {
    let unborn = Applicant::person(date("2026-02-11"), Role::Counter);
    for option in BUILT_IN.options(&unborn, enrolment()) {
        assert!(option.refusals.contains(&Ineligible::NotBorn), "{:?}", option.subscription.code);
    }
}

#[test]
fn free_is_for_staff_once_and_for_volunteers() {
    let held = [code("0001")];
    let needs = Ineligible::NeedsSelection { selection: "vrijwilliger".into() };
    let once = Ineligible::OncePerPerson { further: None };
    assert_eq!(refusals("0001", &aged(40)), std::slice::from_ref(&needs));
    assert_eq!(refusals("0001", &Applicant { selection: Some("boekstart"), ..aged(40) }), [needs]);
    assert_eq!(refusals("0001", &Applicant { selection: Some("Vrijwilliger"), ..aged(40) }), []);
    assert_eq!(refusals("0001", &Applicant { staff: true, ..aged(40) }), []);
    assert_eq!(refusals("0001", &Applicant { staff: true, holds: &held, ..aged(40) }), [once]);
    let other = [code("0045")];
    assert_eq!(refusals("0001", &Applicant { staff: true, holds: &other, ..aged(40) }), []);
}

#[test]
fn free_for_an_institution_is_the_branch_administrators_with_a_reason() {
    let held = [code("0001")];
    for (role, reason_given, expected) in [
        (Role::Counter, false, vec![Ineligible::RoleAdminOnly]),
        (Role::Counter, true, vec![Ineligible::RoleAdminOnly]),
        (Role::Education, true, vec![Ineligible::RoleAdminOnly]),
        (Role::BranchAdmin, false, vec![Ineligible::NeedsReason]),
        (Role::BranchAdmin, true, vec![]),
    ] {
        let institution = Applicant { reason_given, holds: &held, ..Applicant::institution(role) };
        assert_eq!(refusals("0001", &institution), expected, "{role:?} {reason_given}");
    }
    // Of a person nothing of the kind is asked.
    assert_eq!(refusals("0001", &Applicant { staff: true, ..aged(40) }), []);
}

#[test]
fn instalments_only_on_request() {
    assert_eq!(refusals("0049", &aged(40)), [Ineligible::OnlyOnRequest]);
    assert_eq!(refusals("0049", &Applicant { instalments_requested: true, ..aged(40) }), []);
}

#[test]
fn the_dbos_supplement_is_for_education_and_once_per_school() {
    let held = [code("0086")];
    let school = |role, dbos_school| Applicant { dbos_school, ..Applicant::institution(role) };
    for (applicant, expected) in [
        (school(Role::Counter, false), vec![Ineligible::RoleEducationOnly, Ineligible::NotDbosSchool]),
        (school(Role::Counter, true), vec![Ineligible::RoleEducationOnly]),
        (school(Role::Education, false), vec![Ineligible::NotDbosSchool]),
        (school(Role::Education, true), vec![]),
        (school(Role::BranchAdmin, true), vec![]),
        (
            Applicant { holds: &held, ..school(Role::Education, true) },
            vec![Ineligible::OncePerSchool { further: Some(code("0082")) }],
        ),
        // Never a private person's.
        (
            Applicant { role: Role::Education, dbos_school: true, ..aged(40) },
            vec![Ineligible::AudienceMismatch { audience: Audience::Person }],
        ),
    ] {
        assert_eq!(refusals("0086", &applicant), expected, "{applicant:?}");
    }
    let second = Applicant { holds: &held, ..school(Role::Education, true) };
    assert_eq!(refusals("0082", &second), [], "every further one is 0082");
}

#[test]
fn the_free_institution_subscription_is_never_offered() {
    let everything = Applicant {
        staff: true,
        dbos_school: true,
        home_library_known: true,
        ..Applicant::institution(Role::BranchAdmin)
    };
    assert_eq!(refusals("0002", &everything), [Ineligible::NotInUse]);
}

#[test]
fn a_guest_names_the_library_at_home() {
    assert_eq!(refusals("0345", &aged(40)), [Ineligible::NeedsHomeLibrary]);
    assert_eq!(refusals("0345", &Applicant { home_library_known: true, ..aged(40) }), []);
}

#[test]
fn the_other_audiences_list_is_refused() {
    let wrong = |audience| Ineligible::AudienceMismatch { audience };
    assert_eq!(refusals("0082", &aged(40)), [wrong(Audience::Person)]);
    let institution = Applicant::institution(Role::Counter);
    assert_eq!(refusals("0045", &institution), [wrong(Audience::Institution)]);
    assert!(BUILT_IN.option(code("0082"), &aged(40), enrolment()).unwrap().quote.is_none());
    assert!(BUILT_IN.option(code("9999"), &aged(40), enrolment()).is_none());
}

#[test]
fn before_the_first_price_there_is_no_quote() {
    let option = BUILT_IN.option(code("0053"), &aged(40), date("2025-12-31")).unwrap();
    assert_eq!(option.refusals, [Ineligible::NoPriceYet { from: Some(date("2026-01-01")) }]);
    assert_eq!(option.quote, None);
}

#[test]
fn all_reasons_are_told_at_once() {
    let option = BUILT_IN.option(code("0049"), &aged(17), date("2025-06-20")).unwrap();
    assert_eq!(
        option.refusals,
        [
            Ineligible::AgeBelow { age: 17, from: 19, instead: named(&["0010"]) },
            Ineligible::OnlyOnRequest,
            Ineligible::NoPriceYet { from: Some(date("2026-01-01")) },
        ]
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn the_age_decides_exactly_within_the_range(birth in 0i64..44_000, on in 0i64..3_000) {
        let on = date("2026-01-01") + chrono::Days::new(on as u64);
        let birth = on - chrono::Days::new(birth as u64);
        let age = age_on(birth, on).unwrap();
        let applicant = Applicant {
            role: Role::Education,
            staff: true,
            instalments_requested: true,
            dbos_school: true,
            home_library_known: true,
            ..Applicant::person(birth, Role::Counter)
        };
        let options = BUILT_IN.options(&applicant, on);
        prop_assert!(options.iter().filter(|option| option.automatic).count() == usize::from(age <= 18));
        for option in options {
            let within = option.subscription.age.is_none_or(|r| r.from() <= age && age <= r.through());
            let youth_only = age <= 18 && !option.automatic && option.subscription.code != code("0345");
            let entry = option.subscription.code;
            prop_assert_eq!(option.is_allowed(), within && !youth_only, "{} at {}", entry, age);
            let quote = option.quote.unwrap();
            prop_assert!(quote.fee() <= quote.price());
            if let Some(validity) = quote.validity() {
                prop_assert!(validity.from() == on && validity.through() >= on);
            }
        }
    }
}
