//! Every catalogue restriction, refused and allowed.

use super::*;
use proptest::prelude::*;

#[test]
fn age_is_told_with_the_limit() {
    assert_eq!(refusals("0045", &aged(18)), [Ineligible::AgeBelow { age: 18, from: 19 }]);
    assert_eq!(refusals("0045", &aged(100)), [Ineligible::AgeAbove { age: 100, through: 99 }]);
    assert_eq!(refusals("0021", &aged(31)), [Ineligible::AgeAbove { age: 31, through: 30 }]);
    assert_eq!(refusals("0053", &aged(111)), [Ineligible::AgeAbove { age: 111, through: 110 }]);
    assert_eq!(refusals("0010", &aged(19)), [Ineligible::AgeAbove { age: 19, through: 18 }]);
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
    let institution = Applicant { holds: &held, ..Applicant::institution(Role::Counter) };
    assert_eq!(refusals("0001", &institution), []);
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
        (Applicant { role: Role::Education, dbos_school: true, ..aged(40) }, vec![]),
        (aged(40), vec![Ineligible::RoleEducationOnly, Ineligible::NotDbosSchool]),
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
            Ineligible::AgeBelow { age: 17, from: 19 },
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
