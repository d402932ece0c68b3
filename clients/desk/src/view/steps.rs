//! Where a registration stands.

use crate::ui::{Step, StepMark};
use balie_client::v1;

/// The step as the markup knows it.
pub fn step(step: v1::Step) -> Step {
    match step {
        v1::Step::Unspecified => Step::None,
        v1::Step::AwaitingPass => Step::AwaitingPass,
        v1::Step::EnteringPerson => Step::EnteringPerson,
        v1::Step::ChoosingPerson => Step::ChoosingPerson,
        v1::Step::EnteringDetails => Step::EnteringDetails,
        v1::Step::ChoosingLogin => Step::ChoosingLogin,
        v1::Step::ChoosingAccount => Step::ChoosingAccount,
        v1::Step::FindingAccount => Step::FindingAccount,
        v1::Step::ChoosingSubscription => Step::ChoosingSubscription,
        v1::Step::Confirming => Step::Confirming,
        v1::Step::Settling => Step::Settling,
        v1::Step::IssuingPass => Step::IssuingPass,
        v1::Step::EnteringMandate => Step::EnteringMandate,
        v1::Step::SigningMandate => Step::SigningMandate,
        v1::Step::ProcessingMandate => Step::ProcessingMandate,
        v1::Step::VerifyingMandate => Step::VerifyingMandate,
        v1::Step::Enrolled => Step::Enrolled,
        v1::Step::Cancelled => Step::Cancelled,
    }
}

/// Marks of the step bar.
const MARKS: i32 = 10;
const MANDATE: i32 = 9;

fn mark(step: v1::Step) -> i32 {
    match step {
        v1::Step::Unspecified | v1::Step::AwaitingPass | v1::Step::Cancelled => 1,
        v1::Step::EnteringPerson | v1::Step::ChoosingPerson => 2,
        v1::Step::EnteringDetails => 3,
        v1::Step::ChoosingLogin | v1::Step::ChoosingAccount | v1::Step::FindingAccount => 4,
        v1::Step::ChoosingSubscription => 5,
        v1::Step::Confirming => 6,
        v1::Step::Settling => 7,
        v1::Step::IssuingPass => 8,
        v1::Step::EnteringMandate
        | v1::Step::SigningMandate
        | v1::Step::ProcessingMandate
        | v1::Step::VerifyingMandate => MANDATE,
        v1::Step::Enrolled => MARKS,
    }
}

/// The step bar. The mandate is left out for a patron who was enrolled without one.
pub fn marks(now: v1::Step, has_mandate: bool) -> Vec<StepMark> {
    let at = mark(now);
    let enrolled = now == v1::Step::Enrolled;
    (1..=MARKS)
        .filter(|number| *number != MANDATE || !enrolled || has_mandate)
        .map(|number| StepMark {
            number,
            done: number < at || enrolled,
            current: number == at && !enrolled && now != v1::Step::Cancelled,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_mark_is_current_on_the_way_and_all_are_done_at_the_end() {
        for number in 1..=15 {
            let now = v1::Step::try_from(number).unwrap();
            let marks = marks(now, false);
            assert_eq!(marks.iter().filter(|mark| mark.current).count(), 1, "{now:?}");
            assert_eq!(marks.len(), 10);
        }
        let enrolled = marks(v1::Step::Enrolled, false);
        assert!(enrolled.iter().all(|mark| mark.done) && enrolled.len() == 9);
        assert_eq!(marks(v1::Step::Enrolled, true).len(), 10);
        assert!(marks(v1::Step::Cancelled, false).iter().all(|mark| !mark.current && !mark.done));
    }

    #[test]
    fn marks_never_go_back_along_the_counter() {
        let marks: Vec<_> = (1..=16).map(|number| mark(v1::Step::try_from(number).unwrap())).collect();
        assert!(marks.is_sorted());
    }
}
