//! The rules that decide who may choose what.

use super::{Applicant, Audience, Catalogue, Ineligible, Once, Subscription, age_on};
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
    let Some(age) = age_on(applicant.birth_date, enrolment) else {
        return Some(Ineligible::NotBorn);
    };
    match subscription.age {
        Some(range) if age < range.from() => return Some(Ineligible::AgeBelow { age, from: range.from() }),
        Some(range) if age > range.through() => {
            return Some(Ineligible::AgeAbove { age, through: range.through() });
        }
        _ => {}
    }
    let automatic = catalogue.automatic_for(age)?;
    let stands_aside = automatic.code == subscription.code || subscription.beside_automatic;
    (!stands_aside).then_some(Ineligible::AutomaticApplies { code: automatic.code })
}

fn restricted(subscription: &Subscription, applicant: &Applicant<'_>, reasons: &mut Vec<Ineligible>) {
    let only = &subscription.only;
    if only.education && !applicant.role.may_educate() {
        reasons.push(Ineligible::RoleEducationOnly);
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
