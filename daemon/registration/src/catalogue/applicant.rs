//! Who wants a subscription, as far as the catalogue needs to know.

use super::{Audience, SubscriptionCode};
use crate::role::Role;
use balie_typed::PartialDate;
use chrono::NaiveDate;

/// The facts about a patron-to-be and the clerk on which eligibility depends.
///
/// Start from [`Applicant::person`] or [`Applicant::institution`] and set what is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applicant<'a> {
    /// Person or institution.
    pub audience: Audience,
    /// Date of birth; not looked at for an institution.
    pub birth_date: PartialDate,
    /// The role of the clerk who registers.
    pub role: Role,
    /// The selection code entered ("Selectie"), if any; compared without regard to case.
    pub selection: Option<&'a str>,
    /// Works for the library.
    pub staff: bool,
    /// Asked to pay in instalments.
    pub instalments_requested: bool,
    /// Is, or acts for, a d-Bos school.
    pub dbos_school: bool,
    /// The name and pass of the guest's own library were recorded.
    pub home_library_known: bool,
    /// The clerk gave a reason for what a branch administrator hands out.
    pub reason_given: bool,
    /// The codes of the subscriptions this person or school already has.
    pub holds: &'a [SubscriptionCode],
}

impl Applicant<'_> {
    /// A person about whom nothing else is known, at a clerk with this role.
    pub fn person(birth_date: impl Into<PartialDate>, role: Role) -> Self {
        Self {
            audience: Audience::Person,
            birth_date: birth_date.into(),
            role,
            selection: None,
            staff: false,
            instalments_requested: false,
            dbos_school: false,
            home_library_known: false,
            reason_given: false,
            holds: &[],
        }
    }

    /// An institution about which nothing else is known. The date of birth of 01-01-1980 that the
    /// manual prescribes for institutions plays no part in what may be chosen.
    pub fn institution(role: Role) -> Self {
        Self { audience: Audience::Institution, ..Self::person(NaiveDate::default(), role) }
    }

    /// Age in whole years on a date; none before birth. Who may be born by then, the day being unknown, is.
    pub(super) fn age_on(&self, date: NaiveDate) -> Option<u32> {
        (self.birth_date.first() <= date).then(|| self.birth_date.age_on(date))
    }

    pub(super) fn holds(&self, code: SubscriptionCode) -> bool {
        self.holds.contains(&code)
    }

    pub(super) fn selected(&self, selection: &str) -> bool {
        self.selection.is_some_and(|own| own.trim().eq_ignore_ascii_case(selection.trim()))
    }
}
