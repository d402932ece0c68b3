//! Why a subscription may not be chosen.

use super::{Audience, SubscriptionCode};
use crate::explain::{Explain, Lang};
use chrono::NaiveDate;

/// A subscription that is possible where another is not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instead {
    /// The tariff code.
    pub code: SubscriptionCode,
    /// The name shown to people.
    pub name: String,
}

/// One reason why an applicant may not have a subscription. Ages in whole years on the enrolment date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message(Lang::En))]
#[non_exhaustive]
pub enum Ineligible {
    /// The subscription is for the other audience.
    AudienceMismatch {
        /// The applicant's audience.
        audience: Audience,
    },
    /// The subscription exists but is not in use (0002).
    NotInUse,
    /// The date of birth lies after the enrolment date.
    NotBorn,
    /// Too young.
    AgeBelow {
        /// The applicant's age.
        age: u32,
        /// The lowest age included.
        from: u32,
        /// What is possible at this age.
        instead: Vec<Instead>,
    },
    /// Too old.
    AgeAbove {
        /// The applicant's age.
        age: u32,
        /// The highest age included.
        through: u32,
        /// What is possible at this age.
        instead: Vec<Instead>,
    },
    /// At this age another subscription is filled in by itself (youth).
    AutomaticApplies {
        /// The automatic subscription.
        code: SubscriptionCode,
    },
    /// Only an education officer may hand it out (0086).
    RoleEducationOnly,
    /// Only a branch administrator may hand it out to this audience (0001 for an institution).
    RoleAdminOnly,
    /// A branch administrator gives a reason with it (0001 for an institution).
    NeedsReason,
    /// Only for d-Bos schools (0086).
    NotDbosSchool,
    /// The school already has it (0086).
    OncePerSchool {
        /// What a further one is, where the catalogue says so.
        further: Option<SubscriptionCode>,
    },
    /// The person already has it (0001).
    OncePerPerson {
        /// What a further one is, where the catalogue says so.
        further: Option<SubscriptionCode>,
    },
    /// Only when the patron asks to pay in instalments (0049).
    OnlyOnRequest,
    /// Only for staff, and for volunteers with the selection code (0001).
    NeedsSelection {
        /// The selection code that makes it possible.
        selection: String,
    },
    /// The guest's own library and pass were not recorded (0345).
    NeedsHomeLibrary,
    /// The catalogue has no price yet on the enrolment date.
    NoPriceYet {
        /// The first date with a price.
        from: Option<NaiveDate>,
    },
}

impl Explain for Ineligible {
    fn code(&self) -> &'static str {
        match self {
            Self::AudienceMismatch { .. } => "SUBSCRIPTION_AUDIENCE_MISMATCH",
            Self::NotInUse => "SUBSCRIPTION_NOT_IN_USE",
            Self::NotBorn => "SUBSCRIPTION_NOT_BORN",
            Self::AgeBelow { .. } => "SUBSCRIPTION_AGE_BELOW",
            Self::AgeAbove { .. } => "SUBSCRIPTION_AGE_ABOVE",
            Self::AutomaticApplies { .. } => "SUBSCRIPTION_AUTOMATIC_APPLIES",
            Self::RoleEducationOnly => "SUBSCRIPTION_ROLE_EDUCATION_ONLY",
            Self::RoleAdminOnly => "SUBSCRIPTION_ROLE_ADMIN_ONLY",
            Self::NeedsReason => "SUBSCRIPTION_NEEDS_REASON",
            Self::NotDbosSchool => "SUBSCRIPTION_NOT_DBOS_SCHOOL",
            Self::OncePerSchool { .. } => "SUBSCRIPTION_ONCE_PER_SCHOOL",
            Self::OncePerPerson { .. } => "SUBSCRIPTION_ONCE_PER_PERSON",
            Self::OnlyOnRequest => "SUBSCRIPTION_ONLY_ON_REQUEST",
            Self::NeedsSelection { .. } => "SUBSCRIPTION_NEEDS_SELECTION",
            Self::NeedsHomeLibrary => "SUBSCRIPTION_NEEDS_HOME_LIBRARY",
            Self::NoPriceYet { .. } => "SUBSCRIPTION_NO_PRICE_YET",
        }
    }

    fn message(&self, lang: Lang) -> String {
        match lang {
            Lang::Nl => self.dutch(),
            Lang::En => self.english(),
        }
    }
}

impl Ineligible {
    fn dutch(&self) -> String {
        match self {
            Self::AudienceMismatch { audience: Audience::Person } => {
                "Niet voor personen: kies bij Persoon/Instelling Instelling of een ander abonnement.".into()
            }
            Self::AudienceMismatch { audience: Audience::Institution } => {
                "Niet voor instellingen: kies een abonnement voor scholen, instellingen of tehuizen.".into()
            }
            Self::NotInUse => "Dit abonnement is niet in gebruik bij deze bibliotheek.".into(),
            Self::NotBorn => {
                "De geboortedatum ligt na de inschrijfdatum: controleer de geboortedatum.".into()
            }
            Self::AgeBelow { age, from, instead } => {
                format!(
                    "Kan vanaf {from} jaar; deze klant is {age} jaar.{}",
                    possible(instead, "Wel mogelijk")
                )
            }
            Self::AgeAbove { age, through, instead } => {
                let instead = possible(instead, "Wel mogelijk");
                format!("Kan tot en met {through} jaar; deze klant is {age} jaar.{instead}")
            }
            Self::AutomaticApplies { code } => {
                format!("Op deze leeftijd wordt abonnement {code} automatisch ingevuld.")
            }
            Self::RoleEducationOnly => {
                "Alleen een educatiemedewerker mag dit abonnement aanmaken: laat het door educatie doen."
                    .into()
            }
            Self::RoleAdminOnly => {
                "Alleen een filiaalbeheerder mag dit abonnement aan deze soort klant geven: laat het door de \
                 filiaalbeheerder doen of kies een ander abonnement."
                    .into()
            }
            Self::NeedsReason => {
                "Alleen met een reden: geef op waarom deze klant dit abonnement krijgt.".into()
            }
            Self::NotDbosSchool => "Alleen voor een d-Bos school.".into(),
            Self::OncePerSchool { further: Some(code) } => {
                format!("Deze school heeft dit abonnement al; een volgend abonnement is {code}.")
            }
            Self::OncePerSchool { further: None } => "Deze school heeft dit abonnement al.".into(),
            Self::OncePerPerson { further: Some(code) } => {
                format!("Deze persoon heeft dit abonnement al; een volgend abonnement is {code}.")
            }
            Self::OncePerPerson { further: None } => "Deze persoon heeft dit abonnement al.".into(),
            Self::OnlyOnRequest => "Alleen als de klant zelf om betaling in termijnen vraagt.".into(),
            Self::NeedsSelection { selection } => format!(
                "Alleen voor personeel en vrijwilligers: geef aan dat het personeel is, of kies bij een \
                 vrijwilliger selectie '{selection}'."
            ),
            Self::NeedsHomeLibrary => {
                "Alleen voor gasten: leg eerst de eigen bibliotheek en het pasnummer van de gast vast.".into()
            }
            Self::NoPriceYet { from: Some(date) } => {
                format!(
                    "Op de inschrijfdatum is nog geen prijs bekend; de eerste geldt vanaf {}.",
                    date.format("%d-%m-%Y")
                )
            }
            Self::NoPriceYet { from: None } => "Voor deze soort klant is geen prijs bekend.".into(),
        }
    }

    fn english(&self) -> String {
        match self {
            Self::AudienceMismatch { audience: Audience::Person } => {
                "Not for persons: choose Institution or another subscription.".into()
            }
            Self::AudienceMismatch { audience: Audience::Institution } => {
                "Not for institutions: choose a subscription for schools, institutions or homes.".into()
            }
            Self::NotInUse => "This subscription is not in use at this library.".into(),
            Self::NotBorn => {
                "The date of birth lies after the enrolment date: check the date of birth.".into()
            }
            Self::AgeBelow { age, from, instead } => {
                format!("From age {from}; this patron is {age}.{}", possible(instead, "Possible instead"))
            }
            Self::AgeAbove { age, through, instead } => {
                let instead = possible(instead, "Possible instead");
                format!("Up to and including age {through}; this patron is {age}.{instead}")
            }
            Self::AutomaticApplies { code } => {
                format!("At this age subscription {code} is filled in automatically.")
            }
            Self::RoleEducationOnly => {
                "Only an education officer may hand out this subscription: leave it to education.".into()
            }
            Self::RoleAdminOnly => {
                "Only a branch administrator may hand out this subscription to this kind of patron: leave it to \
                 the branch administrator or choose another subscription."
                    .into()
            }
            Self::NeedsReason => "Only with a reason: say why this patron gets this subscription.".into(),
            Self::NotDbosSchool => "Only for a d-Bos school.".into(),
            Self::OncePerSchool { further: Some(code) } => {
                format!("This school already has this subscription; a further one is {code}.")
            }
            Self::OncePerSchool { further: None } => "This school already has this subscription.".into(),
            Self::OncePerPerson { further: Some(code) } => {
                format!("This person already has this subscription; a further one is {code}.")
            }
            Self::OncePerPerson { further: None } => "This person already has this subscription.".into(),
            Self::OnlyOnRequest => "Only when the patron asks to pay in instalments.".into(),
            Self::NeedsSelection { selection } => format!(
                "Only for staff and volunteers: mark the patron as staff, or choose selection '{selection}' \
                 for a volunteer."
            ),
            Self::NeedsHomeLibrary => {
                "Only for guests: first record the guest's own library and pass number.".into()
            }
            Self::NoPriceYet { from: Some(date) } => {
                format!(
                    "No price is known on the enrolment date; the first is from {}.",
                    date.format("%d-%m-%Y")
                )
            }
            Self::NoPriceYet { from: None } => "No price is known for this kind of patron.".into(),
        }
    }
}

/// ` Wel mogelijk: 0045 Basis, 0053 Compleet.`; nothing where nothing is possible.
fn possible(instead: &[Instead], words: &str) -> String {
    if instead.is_empty() {
        return String::new();
    }
    let named = instead.iter().map(|Instead { code, name }| format!("{code} {name}"));
    format!(" {words}: {}.", named.collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_reason_has_its_own_code_and_words_in_both_languages() {
        let code = SubscriptionCode::parse("0082").unwrap();
        let all = [
            Ineligible::AudienceMismatch { audience: Audience::Person },
            Ineligible::NotInUse,
            Ineligible::NotBorn,
            Ineligible::AgeBelow { age: 18, from: 19, instead: Vec::new() },
            Ineligible::AgeAbove {
                age: 31,
                through: 30,
                instead: vec![
                    Instead { code, name: "Basis".into() },
                    Instead { code, name: "Compleet".into() },
                ],
            },
            Ineligible::AutomaticApplies { code },
            Ineligible::RoleEducationOnly,
            Ineligible::NotDbosSchool,
            Ineligible::OncePerSchool { further: Some(code) },
            Ineligible::OncePerPerson { further: None },
            Ineligible::OnlyOnRequest,
            Ineligible::NeedsSelection { selection: "vrijwilliger".into() },
            Ineligible::NeedsHomeLibrary,
            Ineligible::NoPriceYet { from: "2026-01-01".parse().ok() },
            Ineligible::RoleAdminOnly,
            Ineligible::NeedsReason,
        ];
        let codes: BTreeSet<_> = all.iter().map(Explain::code).collect();
        assert_eq!(codes.len(), all.len());
        for reason in &all {
            assert!(
                reason.code().len() <= 63
                    && reason.code().bytes().all(|b| b.is_ascii_uppercase() || b == b'_')
            );
            assert_ne!(reason.message(Lang::Nl), reason.message(Lang::En));
            assert!(reason.message(Lang::Nl).ends_with('.') && reason.message(Lang::En).ends_with('.'));
        }
        assert_eq!(all[3].message(Lang::Nl), "Kan vanaf 19 jaar; deze klant is 18 jaar.");
        assert_eq!(
            all[4].message(Lang::Nl),
            "Kan tot en met 30 jaar; deze klant is 31 jaar. Wel mogelijk: 0082 Basis, 0082 Compleet."
        );
        assert!(all[4].message(Lang::En).ends_with(" Possible instead: 0082 Basis, 0082 Compleet."));
        assert!(all[8].message(Lang::Nl).contains("0082"));
        assert!(all[11].message(Lang::Nl).contains("'vrijwilliger'"));
        assert!(all[13].message(Lang::En).contains("01-01-2026"));
    }
}
