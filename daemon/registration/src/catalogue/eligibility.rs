//! The rules that decide who may choose what.

use super::{Applicant, Audience, Catalogue, Ineligible, Instead, Once, Subscription};
use chrono::NaiveDate;

/// Every reason why the applicant may not have the subscription on the enrolment date; none when it
/// may be chosen. Each rule stands by itself, so that a clerk sees all that is in the way at once.
pub(super) fn refusals(
    catalogue: &Catalogue,
    subscription: &Subscription,
    applicant: &Applicant<'_>,
    enrolment: NaiveDate,
) -> Vec<Ineligible> {
    let mut reasons = Vec::new();
    if !subscription.is_for(applicant.audience) {
        reasons.push(Ineligible::AudienceMismatch { audience: applicant.audience });
    }
    if !subscription.in_use {
        reasons.push(Ineligible::NotInUse);
    }
    if applicant.audience == Audience::Person {
        reasons.extend(by_age(catalogue, subscription, applicant, enrolment));
    }
    restricted(subscription, applicant, &mut reasons);
    if subscription.is_for(applicant.audience)
        && subscription.prices.on(applicant.audience, enrolment).is_none()
    {
        let from = subscription.prices.first_from(applicant.audience);
        reasons.push(Ineligible::NoPriceYet { from });
    }
    reasons
}

/// At most one reason: an age out of range already tells a youth why, so the automatic subscription
/// is named only where the age itself would be no obstacle.
fn by_age(
    catalogue: &Catalogue,
    subscription: &Subscription,
    applicant: &Applicant<'_>,
    enrolment: NaiveDate,
) -> Option<Ineligible> {
    let Some(age) = applicant.age_on(enrolment) else {
        return Some(Ineligible::NotBorn);
    };
    if let Some(range) = subscription.age.filter(|range| !range.contains(age)) {
        let instead = instead(catalogue, applicant, age, enrolment);
        return Some(if age < range.from() {
            Ineligible::AgeBelow { age, from: range.from(), instead }
        } else {
            Ineligible::AgeAbove { age, through: range.through(), instead }
        });
    }
    displaced(catalogue, subscription, age)
}

/// The automatic subscription of this age, where it leaves no room for this one.
fn displaced(catalogue: &Catalogue, subscription: &Subscription, age: u32) -> Option<Ineligible> {
    let automatic = catalogue.automatic_for(age)?;
    let stands_aside = automatic.code == subscription.code || subscription.beside_automatic;
    (!stands_aside).then_some(Ineligible::AutomaticApplies { code: automatic.code })
}

/// What somebody of this age may have where the age is in the way of something else: what is meant for this age, else
/// everything that is open to all ages.
fn instead(catalogue: &Catalogue, applicant: &Applicant<'_>, age: u32, enrolment: NaiveDate) -> Vec<Instead> {
    let possible = |entry: &&Subscription| {
        let mut reasons = Vec::new();
        restricted(entry, applicant, &mut reasons);
        entry.in_use
            && entry.age.is_none_or(|range| range.contains(age))
            && displaced(catalogue, entry, age).is_none()
            && reasons.is_empty()
            && entry.is_for(applicant.audience)
            && entry.prices.on(applicant.audience, enrolment).is_some()
    };
    let possible: Vec<_> = catalogue.subscriptions.iter().filter(possible).collect();
    let meant = possible.iter().any(|entry| entry.age.is_some());
    let named = possible.into_iter().filter(|entry| !meant || entry.age.is_some());
    named.map(|entry| Instead { code: entry.code, name: entry.name.clone() }).collect()
}

fn restricted(subscription: &Subscription, applicant: &Applicant<'_>, reasons: &mut Vec<Ineligible>) {
    let only = &subscription.only;
    if only.education && !applicant.role.may_educate() {
        reasons.push(Ineligible::RoleEducationOnly);
    }
    if subscription.needs_reason(applicant.audience) {
        // Who may not hand it out is not asked why.
        match applicant.role.may_administer() {
            false => reasons.push(Ineligible::RoleAdminOnly),
            true if !applicant.reason_given => reasons.push(Ineligible::NeedsReason),
            true => {}
        }
    }
    if only.dbos_school && !applicant.dbos_school {
        reasons.push(Ineligible::NotDbosSchool);
    }
    if only.on_request && !applicant.instalments_requested {
        reasons.push(Ineligible::OnlyOnRequest);
    }
    if let Some(selection) = &only.staff_or_selection
        && applicant.audience == Audience::Person
        && !applicant.staff
        && !applicant.selected(selection)
    {
        reasons.push(Ineligible::NeedsSelection { selection: selection.clone() });
    }
    if applicant.holds(subscription.code) {
        let further = only.further;
        match only.once {
            // A school may have several contact persons; the supplement is counted for the school
            // whichever way it was registered.
            Some(Once::School) => reasons.push(Ineligible::OncePerSchool { further }),
            Some(Once::Person) if applicant.audience == Audience::Person => {
                reasons.push(Ineligible::OncePerPerson { further });
            }
            Some(Once::Person) | None => {}
        }
    }
    if subscription.needs.home_library && !applicant.home_library_known {
        reasons.push(Ineligible::NeedsHomeLibrary);
    }
}
