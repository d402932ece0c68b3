//! Cancelling with a reason, in every step.

use crate::common::*;
use balie_registration::Role;
use balie_registration::machine::{
    AccountState, Command, Effect, GenerateOutcome, MandateSource, PrintOutcome, SeenPrint, State, Step,
};
use std::collections::BTreeSet;

/// The adult on the way to the mandate with a new login account, once in every step; with whether the pass
/// is still blank there.
fn everywhere() -> Vec<(Desk, bool)> {
    let mut desk = Desk::new();
    let mut seen = Vec::new();
    let mut here = |desk: &Desk, blank| {
        let copy = Desk { world: desk.world.clone(), registration: desk.registration.clone() };
        seen.push((copy, blank));
    };
    here(&desk, true);
    let way = [scan(PASS), enter(adult()), choose(), details(IBAN), login(EMAIL), EXISTING];
    for command in way {
        here(desk.does(command), true);
    }
    for command in [Command::StepBack, NEW, subscription("0045")] {
        here(desk.does(command), true);
    }
    desk.starts(Command::Save);
    here(&desk, true);
    here(desk.does(Command::CollectByDirectDebit), true);
    here(desk.prints(PrintOutcome::Done), false);
    here(desk.does(mandate(account_data())), false);
    here(desk.does(signed(MandateSource::Scan)), false);
    let reference = desk.form().reference;
    here(desk.does(check(reference)), false);
    here(desk.does(confirm("")), false);
    seen
}

#[test]
fn from_every_step_with_a_reason() {
    let mut steps = BTreeSet::new();
    for (mut desk, blank) in everywhere() {
        let step = desk.step();
        steps.insert(step);
        if step.is_saved() {
            for role in [Role::Counter, Role::Education] {
                desk.world.role = role;
                assert_eq!(told(&desk.refuses(cancel("per ongeluk"))), ("CANCEL_NEEDS_ADMIN", vec![]));
            }
            desk.world.role = Role::BranchAdmin;
        }
        assert_eq!(fields(&desk.refuses(cancel(" "))), [("reason", "REQUIRED")]);
        let had = desk.state().pass().cloned();
        desk.does(cancel("klant ziet ervan af"));
        let State::Cancelled { reason, at, pass_is_free, was } = desk.state() else { panic!() };
        assert_eq!((reason.as_str(), *at), ("klant ziet ervan af", desk.world.now));
        assert_eq!((*pass_is_free, was.step()), (blank, step));
        assert_eq!(desk.state().pass(), had.as_ref());
        assert_eq!(desk.state().holds_pass(), had.is_some() && !blank, "in {}", step.name());
        assert_eq!(told(&desk.refuses(cancel("nog eens"))), ("NOT_IN_THIS_STEP", vec![]));
    }
    let all: BTreeSet<_> = Step::ALL.iter().copied().filter(|step| *step != Step::Cancelled).collect();
    assert_eq!(steps, all);
}

fn saved_by_admin() -> Desk {
    let mut desk = Desk::of(World::by(Role::BranchAdmin));
    desk.saved("0045").does(Command::Register);
    desk
}

#[test]
fn not_while_the_outcome_of_a_print_is_open() {
    let mut desk = saved_by_admin();
    let job = desk.starts(print()).job();
    assert_eq!(told(&desk.refuses(cancel("per ongeluk"))), ("PRINT_RUNNING", vec![]));
    let outcome = PrintOutcome::Unknown { reason: "CONNECTION_LOST".into() };
    desk.does(Command::PrintEnded { job, outcome });
    assert_eq!(told(&desk.refuses(cancel("per ongeluk"))), ("PRINT_UNKNOWN", vec![]));
    desk.does(desk.seen(SeenPrint::Spoiled)).does(cancel("per ongeluk"));
    assert!(desk.state().holds_pass(), "a spoiled pass is not blank");
}

#[test]
fn a_pass_that_was_not_printed_is_free() {
    let mut desk = saved_by_admin();
    desk.prints(PrintOutcome::NotPrinted { reason: "CANCELLED".into() }).does(cancel("per ongeluk"));
    assert!(!desk.state().holds_pass());
}

/// A pass that was handed out without printing is with the patron: nobody else gets its number, in whichever step the
/// registration is cancelled, unless it came back. What is said of a pass that was printed, or never left, changes
/// nothing.
#[test]
fn a_pass_that_was_handed_out_is_spent_unless_it_came_back() {
    let unprinted = |settle: Command| {
        let mut desk = Desk::of(World::by(Role::BranchAdmin));
        desk.saved("0045").does(settle).does(Command::SkipPrint);
        desk
    };
    let cancelled = |mut desk: Desk, pass_returned| {
        desk.does(Command::Cancel { reason: "per ongeluk".into(), pass_returned });
        desk.state().holds_pass()
    };
    for pass_returned in [false, true] {
        assert_eq!(cancelled(unprinted(Command::Register), pass_returned), !pass_returned, "enrolled");
        let mut desk = unprinted(Command::CollectByDirectDebit);
        assert_eq!(desk.step(), Step::EnteringMandate);
        desk.does(mandate(account_data()));
        assert_eq!(cancelled(desk, pass_returned), !pass_returned, "the mandate is to be signed");

        let mut printed = saved_by_admin();
        printed.prints(PrintOutcome::Done);
        assert!(cancelled(printed, pass_returned), "a printed pass is not blank, wherever it is");
        assert!(!cancelled(saved_by_admin(), pass_returned), "a pass that never left is blank");
    }
}

/// A request that is repeated after an update is known by what was written down of it before.
#[test]
fn what_is_not_said_of_the_pass_is_not_written_down() {
    let written = serde_json::to_string(&cancel("per ongeluk")).unwrap();
    assert_eq!(written, r#"{"command":"cancel","with":{"reason":"per ongeluk"}}"#);
    assert_eq!(serde_json::from_str::<Command>(&written).unwrap(), cancel("per ongeluk"));
}

fn with_new_account() -> (Desk, balie_registration::machine::JobId) {
    let mut desk = Desk::of(World::by(Role::BranchAdmin));
    desk.up_to_details().does(details("")).does(login(EMAIL)).does(NEW).does(subscription("0045"));
    let job = desk.starts(Command::Save).job();
    (desk, job)
}

fn generated() -> GenerateOutcome {
    GenerateOutcome::Generated {
        user_name: "2512345".into(),
        subject: "s-1".into(),
        deadline: instant("2026-02-11 10:00"),
    }
}

#[test]
fn the_account_that_was_generated_is_forgotten() {
    use balie_registration::machine::AccountObservation::Activated;
    for activated in [false, true] {
        let (mut desk, job) = with_new_account();
        desk.does(Command::AccountGenerated { job, outcome: generated() });
        if activated {
            desk.does(Command::AccountObserved(Activated));
        }
        let Effect::ForgetAccount { job, user_name } = desk.starts(cancel("per ongeluk")) else { panic!() };
        assert_eq!(user_name, "2512345");
        assert!(matches!(desk.account(), AccountState::Forgetting { .. }));
        desk.does(Command::AccountForgotten { job });
        assert!(matches!(desk.account(), AccountState::Forgotten { .. }));
    }
}

/// The provider was still at work when the registration was cancelled.
#[test]
fn the_account_that_comes_out_too_late_is_forgotten() {
    let (mut desk, job) = with_new_account();
    desk.does(cancel("per ongeluk"));
    assert!(matches!(desk.account(), AccountState::Generating { .. }));
    let stray = Command::AccountGenerated { job: Desk::stray_job(), outcome: generated() };
    assert_eq!(told(&desk.refuses(stray)), ("OTHER_JOB", vec![]));
    let effect = desk.starts(Command::AccountGenerated { job, outcome: generated() });
    assert!(matches!(&effect, Effect::ForgetAccount { user_name, .. } if user_name == "2512345"));
    assert_ne!(effect.job(), job);
    desk.does(Command::AccountForgotten { job: effect.job() });
    assert_eq!(desk.step(), Step::Cancelled);

    let (mut desk, job) = with_new_account();
    desk.does(cancel("per ongeluk"));
    let outcome = GenerateOutcome::Failed { reason: "REFUSED".into() };
    desk.does(Command::AccountGenerated { job, outcome });
    assert!(matches!(desk.account(), AccountState::Failed { .. }));
}
