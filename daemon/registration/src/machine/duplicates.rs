//! The duplicate check (domain section 1 step 4): same birth date and similar name, same e-mail address,
//! same IBAN.

use super::facts::Candidate;
use super::person::Person;
use crate::values::{Email, Iban, similar};
use serde::{Deserialize, Serialize};

/// Why an earlier registration may be of the same patron.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Likeness {
    /// Same birth date, or the same last day it can be, and a similar surname.
    BirthDateAndName,
    /// Same e-mail address.
    Email,
    /// Same IBAN.
    Iban,
}

impl Likeness {
    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::BirthDateAndName => "BIRTH_DATE_AND_NAME",
            Self::Email => "EMAIL",
            Self::Iban => "IBAN",
        }
    }
}

/// Why the candidate may be the same patron; empty when it is not.
pub fn likeness(person: &Person, iban: Option<&Iban>, candidate: &Candidate) -> Vec<Likeness> {
    let mut found = Vec::new();
    let born_together = person.birth_date.last_day() == candidate.birth_date.last_day();
    if born_together && similar(person.name.surname(), &candidate.surname) {
        found.push(Likeness::BirthDateAndName);
    }
    let same_email = |a: &Email, b: &Email| a.normalised() == b.normalised();
    if let (Some(own), Some(other)) = (&person.email, &candidate.email)
        && same_email(own, other)
    {
        found.push(Likeness::Email);
    }
    if let (Some(own), Some(other)) = (iban, &candidate.iban)
        && own == other
    {
        found.push(Likeness::Iban);
    }
    found
}

/// The candidates that may be the same patron, with why.
pub fn duplicates<'a>(
    person: &Person,
    iban: Option<&Iban>,
    candidates: &'a [Candidate],
) -> Vec<(&'a Candidate, Vec<Likeness>)> {
    candidates
        .iter()
        .map(|candidate| (candidate, likeness(person, iban, candidate)))
        .filter(|(_, why)| !why.is_empty())
        .collect()
}
