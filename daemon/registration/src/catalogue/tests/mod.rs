//! The built-in catalogue against the manual, and the rules that must hold for any catalogue.

mod automatic;
mod manual;
mod restrictions;
mod stable_fees;

use super::*;
use crate::role::Role;
use std::sync::LazyLock;

static BUILT_IN: LazyLock<Catalogue> = LazyLock::new(Catalogue::built_in);

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn code(text: &str) -> SubscriptionCode {
    SubscriptionCode::parse(text).unwrap()
}

/// The enrolment date of the manual's own example of 2026.
fn enrolment() -> NaiveDate {
    date("2026-02-10")
}

/// A person who turned this age some months before [`enrolment`].
fn aged(age: u32) -> Applicant<'static> {
    let birth = NaiveDate::from_ymd_opt(2025 - i32::try_from(age).unwrap(), 6, 15).unwrap();
    let birth = birthday(birth, 0).unwrap();
    let applicant = Applicant::person(birth, Role::Counter);
    assert_eq!(applicant.age_on(enrolment()), Some(age));
    applicant
}

fn allowed(applicant: &Applicant<'_>) -> Vec<String> {
    let options = BUILT_IN.options(applicant, enrolment());
    options.iter().filter(|o| o.is_allowed()).map(|o| o.subscription.code.to_string()).collect()
}

fn refusals(wanted: &str, applicant: &Applicant<'_>) -> Vec<Ineligible> {
    BUILT_IN.option(code(wanted), applicant, enrolment()).unwrap().refusals
}
