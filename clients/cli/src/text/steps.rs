//! The steps of the counter, as the manual names them.

use super::{Lang, texts};
use balie_client::v1::Step;

texts! {
    awaiting_pass: "Blanco pas scannen", "Scan the blank pass";
    entering_person: "NAW-gegevens", "Name and address";
    choosing_person: "Persoon kiezen", "Choose the person";
    entering_details: "Verdere gegevens", "Further data";
    choosing_login: "Inlogaccount", "Login account";
    choosing_account: "Bestaand of nieuw inlogaccount", "Existing or new login account";
    finding_account: "Inlogaccount zoeken", "Find the login account";
    choosing_subscription: "Abonnement kiezen", "Choose the subscription";
    confirming: "Opslaan", "Save";
    settling: "Afrekenen", "Settle";
    issuing_pass: "Pas printen", "Print the pass";
    entering_mandate: "Machtiging invullen", "Enter the mandate";
    signing_mandate: "Machtiging tekenen", "Sign the mandate";
    processing_mandate: "Machtiging verwerken", "Process the mandate";
    verifying_mandate: "Machtiging controleren", "Check the mandate";
    enrolled: "Ingeschreven", "Enrolled";
    cancelled: "Geannuleerd", "Cancelled";
    unknown: "Onbekende stap", "Unknown step";
    header(number, count, label): "Stap {number} van {count} · {label}", "Step {number} of {count} · {label}";
}

/// Steps of the journey as the clerk counts them (domain section 1).
pub(crate) const COUNT: u32 = 12;

/// Name of a step.
pub(crate) fn label(lang: Lang, step: Step) -> &'static str {
    match step {
        Step::Unspecified => unknown(lang),
        Step::AwaitingPass => awaiting_pass(lang),
        Step::EnteringPerson => entering_person(lang),
        Step::ChoosingPerson => choosing_person(lang),
        Step::EnteringDetails => entering_details(lang),
        Step::ChoosingLogin => choosing_login(lang),
        Step::ChoosingAccount => choosing_account(lang),
        Step::FindingAccount => finding_account(lang),
        Step::ChoosingSubscription => choosing_subscription(lang),
        Step::Confirming => confirming(lang),
        Step::Settling => settling(lang),
        Step::IssuingPass => issuing_pass(lang),
        Step::EnteringMandate => entering_mandate(lang),
        Step::SigningMandate => signing_mandate(lang),
        Step::ProcessingMandate => processing_mandate(lang),
        Step::VerifyingMandate => verifying_mandate(lang),
        Step::Enrolled => enrolled(lang),
        Step::Cancelled => cancelled(lang),
    }
}

/// Number of a step in the journey of domain section 1, from 1 to [`COUNT`]; 1 is the start, before there
/// is a registration. None outside the journey.
pub(crate) fn number(step: Step) -> Option<u32> {
    Some(match step {
        Step::Unspecified | Step::Cancelled => return None,
        Step::AwaitingPass => 2,
        Step::EnteringPerson => 3,
        Step::ChoosingPerson => 4,
        Step::EnteringDetails => 5,
        Step::ChoosingLogin | Step::ChoosingAccount | Step::FindingAccount => 6,
        Step::ChoosingSubscription => 7,
        Step::Confirming => 8,
        Step::Settling => 9,
        Step::IssuingPass => 10,
        Step::EnteringMandate | Step::SigningMandate | Step::ProcessingMandate | Step::VerifyingMandate => 11,
        Step::Enrolled => COUNT,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every_step() -> impl Iterator<Item = Step> {
        (0..).map_while(|number| Step::try_from(number).ok())
    }

    #[test]
    fn every_step_has_a_name_of_its_own_in_both_languages() {
        let dutch: std::collections::HashSet<_> = every_step().map(|step| label(Lang::Dutch, step)).collect();
        assert_eq!(dutch.len(), 18);
        for step in every_step() {
            assert_ne!(label(Lang::Dutch, step), label(Lang::English, step), "{step:?}");
        }
    }

    #[test]
    fn numbers_follow_the_counter() {
        let numbers: Vec<_> = every_step().filter_map(number).collect();
        assert!(numbers.is_sorted());
        assert_eq!((numbers[0], *numbers.last().unwrap()), (2, COUNT));
        assert_eq!(
            header(Lang::Dutch, 3, COUNT, label(Lang::Dutch, Step::EnteringPerson)),
            "Stap 3 van 12 · NAW-gegevens"
        );
    }
}
