//! Automatic subscriptions in catalogues other than the built-in one.

use super::*;

const RENAMED: &str = r#"
format = 1
[[subscription]]
code = "0010"
name = "Jeugd (oud)"
audience = ["person"]
term = "age"
age = { from = 0, through = 18 }
automatic = true
in_use = false
price = [{ valid_from = 2021-01-01, amount = "0.00" }]
[[subscription]]
code = "0011"
name = "Jeugd en scholen"
audience = ["person", "institution"]
term = "age"
age = { from = 0, through = 18 }
automatic = true
price = [{ valid_from = 2021-01-01, amount = "0.00" }]
"#;

#[test]
fn one_no_longer_in_use_makes_way_for_its_successor() {
    let catalogue = Catalogue::load(RENAMED, "test.toml").unwrap();
    assert_eq!(catalogue.automatic_for(12).map(|entry| entry.code), Some(code("0011")));
    let filled_in = catalogue.automatic_option(&aged(12), enrolment()).unwrap();
    assert_eq!(filled_in.subscription.code, code("0011"));
    assert_eq!(filled_in.refusals, []);
}

#[test]
fn an_institution_has_no_age() {
    let catalogue = Catalogue::load(RENAMED, "test.toml").unwrap();
    let institution = Applicant::institution(Role::Counter);
    let option = catalogue.option(code("0011"), &institution, enrolment()).unwrap();
    assert!(option.is_allowed() && !option.automatic);
    assert_eq!(option.quote.unwrap().validity(), None);
    // Were its date of birth looked at, this one would be of age for youth.
    let recent = Applicant { birth_date: date("2020-01-01").into(), ..institution };
    let option = catalogue.option(code("0011"), &recent, enrolment()).unwrap();
    assert!(!option.automatic);
    assert_eq!(option.quote.unwrap().validity(), None);
}
