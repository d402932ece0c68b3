//! Back and forth again with the answers that were kept restores the state.

use super::moves::{Move, moves};
use super::walker::{candidates, command, visit};
use crate::common::*;
use balie_registration::Role;
use balie_registration::machine::{
    Command, Login, MandateForm, PassInput, Registration, Search, SearchOutcome, State, Step, duplicates,
};
use balie_registration::values::Iban;
use proptest::prelude::*;
use uuid::Uuid;

/// The world stands still, or the same answer may rightly mean something else.
fn still() -> World {
    World::by(Role::BranchAdmin).knowing(candidates())
}

fn accepted(world: &World, registration: &Registration, command: Command) -> Registration {
    match visit(registration, command, world).outcome {
        Ok(decision) => decision.registration,
        Err(rejection) => panic!("refused in {}: {rejection:?}", registration.state.step().name()),
    }
}

/// Gives the answers that lead from the step one back to the state it was left from.
fn again(world: &World, back: &Registration, left: &State) -> Registration {
    let kept = back.state.kept().unwrap().clone();
    let forth = match back.state.step() {
        Step::AwaitingPass => {
            let code = left.pass().unwrap().number.to_string();
            Command::AssignPass(PassInput { code, confirm_other_branch: true })
        }
        Step::EnteringPerson => enter(kept.person.unwrap()),
        Step::ChoosingPerson => Command::ChoosePerson(kept.identity.unwrap()),
        Step::EnteringDetails => Command::EnterDetails(kept.details.unwrap()),
        Step::ChoosingLogin => Command::ChooseLogin(kept.login.unwrap()),
        Step::ChoosingAccount => Command::ChooseAccount { existing: left.step() == Step::FindingAccount },
        Step::FindingAccount => find(&kept.user_name.unwrap()),
        Step::ChoosingSubscription => choice(kept.subscription.unwrap()),
        other => panic!("no way forth from {}", other.name()),
    };
    let there = accepted(world, back, forth);
    let State::FindingAccount { search: Search::Searching { job, .. }, .. } = &there.state else {
        return there;
    };
    let State::ChoosingSubscription { login: Login::Existing { user_name, subject, .. }, .. } = left else {
        panic!("searching, but it was not left with an account");
    };
    let outcome = SearchOutcome::Found { user_name: user_name.clone(), subject: subject.clone() };
    accepted(world, &there, Command::AccountSearched { job: *job, outcome })
}

/// A search is not waited for when stepping back: its answer is no part of what is restored.
fn without_search(state: &State) -> State {
    match state.clone() {
        State::FindingAccount { patron, email, kept, .. } => {
            State::FindingAccount { patron, email, kept, search: Search::Idle }
        }
        other => other,
    }
}

/// The one exception: who was enrolled again for the IBAN alone resembles nobody once that IBAN was changed.
fn likeness_is_gone(world: &World, back: &Registration, left: &State) -> bool {
    let State::EnteringDetails { person, identity, kept, .. } = left else { return false };
    let Some(earlier) = &identity.earlier else { return false };
    let iban = kept.details.as_ref().and_then(|details| Iban::parse(&details.iban).ok());
    let found = duplicates(person, iban.as_ref(), &world.candidates);
    let gone = found.iter().all(|(candidate, _)| candidate.registration != earlier.registration);
    if gone {
        let choice = Command::ChoosePerson(kept.identity.clone().unwrap());
        let refused = visit(back, choice, world).outcome.unwrap_err();
        assert_eq!(fields(&refused), [("re_enrol", "NO_SUCH_DUPLICATE")]);
    }
    gone
}

fn comes_back(world: &World, registration: &Registration) {
    let left = &registration.state;
    if left.step().is_saved() || matches!(left.step(), Step::AwaitingPass | Step::Cancelled) {
        return;
    }
    let back = accepted(world, registration, Command::StepBack);
    assert!(back.state.step() < left.step());
    assert_eq!(back.state.kept(), left.kept(), "nothing typed is lost");
    if likeness_is_gone(world, &back, left) {
        return;
    }
    let there = again(world, &back, left);
    assert_eq!(without_search(&there.state), without_search(left));
}

/// A walk in which every state before saving is left one step back and returned to.
fn there_and_back(moves: Vec<Move>) {
    let world = still();
    let mut registration = Registration::start(Uuid::from_u128(0xBA11E), world.now);
    for step in moves {
        if let Ok(decision) = visit(&registration, command(&registration.state, step), &world).outcome {
            registration = decision.registration;
            comes_back(&world, &registration);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn one_step_back_and_forth_restores_the_state(moves in moves(60)) {
        there_and_back(moves);
    }
}

/// A mandate comes back as well, only its reference is a new one each time.
#[test]
fn a_mandate_comes_back_with_a_new_reference() {
    let mut desk = Desk::new();
    desk.saved("0045").does(Command::CollectByDirectDebit).does(Command::SkipPrint);
    desk.does(mandate(account_data()));
    let left = desk.form().clone();
    desk.does(Command::StepBack);
    let State::EnteringMandate { typed: Some(typed), .. } = desk.state().clone() else { panic!() };
    desk.does(mandate(typed));
    assert_ne!(desk.form().reference, left.reference);
    assert_eq!(MandateForm { reference: left.reference, ..desk.form().clone() }, left);
}
