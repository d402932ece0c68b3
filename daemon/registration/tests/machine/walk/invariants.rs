//! What every single decision keeps to.

use super::moves::moves;
use super::walker::{Visit, walk};
use crate::common::assert_explained;
use balie_registration::machine::{
    AccountState, Command, CommandKind, Effect, JobId, Ledger, PassPrint, Registration, Rejection,
    Settlement, Standing, State, Step, table,
};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Moves of one walk: enough for the whole journey with detours.
const LONG: usize = 90;

fn accepted_keeps_the_table(visit: &Visit) {
    let state = &visit.before.state;
    assert_eq!(state.step().is_saved(), state.step() != Step::Cancelled && state.enrolment().is_some());
    let Ok(decision) = &visit.outcome else { return };
    let (before, after) = (&visit.before, &decision.registration);
    assert_eq!((after.id, after.created_at), (before.id, before.created_at));
    assert_eq!(after.revision, before.revision + 1);
    assert!(after.updated_at >= before.updated_at);
    assert!(!decision.changed.is_empty(), "the audit trail names what changed");
    let (from, to) = (before.state.step(), after.state.step());
    assert!(table::targets(from, visit.command.kind()).contains(&to));
    assert!(decision.effects.len() <= 1, "the facts bring one job id");
}

/// Central and monitoring change nothing, and what was saved is cancelled by the branch administrator only.
fn roles_are_kept(visit: &Visit) {
    let kind = visit.command.kind();
    let Some((before, _)) = visit.accepted() else { return };
    assert!(visit.role.may_register() || !kind.is_clerks());
    if kind == CommandKind::Cancel && before.step().is_saved() {
        assert!(visit.role.may_administer());
    }
}

/// A cancelled registration stays so, and leaves no login account behind that waits to be activated.
fn cancelled_is_the_end(visit: &Visit) {
    let Some((before, after)) = visit.accepted() else { return };
    if before.step() == Step::Cancelled {
        assert_eq!(after.step(), Step::Cancelled);
    }
    if after.step() == Step::Cancelled {
        assert!(!matches!(after.account(), Some(AccountState::Pending { .. } | AccountState::Active { .. })));
    }
}

fn refused_is_explained(visit: &Visit) {
    let Err(rejection) = &visit.outcome else { return };
    assert_explained(rejection);
    match rejection {
        Rejection::Invalid(violations) => {
            assert!(!violations.is_empty());
            for violation in violations {
                assert_explained(&violation.why);
                let path = |c: char| c.is_ascii_lowercase() || c == '_' || c == '.';
                assert!(!violation.field.is_empty() && violation.field.chars().all(path));
            }
        }
        Rejection::NotInThisStep { step, command, .. } => {
            assert_eq!((*step, *command), (visit.before.state.step(), visit.command.kind()));
            assert!(table::targets(*step, *command).is_empty());
        }
        Rejection::RoleMayNot { role, .. } => assert!(!role.may_register()),
        Rejection::Forbidden(_) => {}
        Rejection::MissingFact(fact) => panic!("{fact} was there"),
    }
}

fn reads_back(visit: &Visit) {
    let stored = serde_json::to_string(&visit.command).unwrap();
    assert_eq!(serde_json::from_str::<Command>(&stored).unwrap(), visit.command);
    let Ok(decision) = &visit.outcome else { return };
    let stored = serde_json::to_string(&decision.registration).unwrap();
    let read: Registration = serde_json::from_str(&stored).unwrap();
    assert_eq!(read, decision.registration);
    assert_eq!(serde_json::to_string(&read).unwrap(), stored);
}

fn ledger_of(state: &State) -> Option<&Ledger> {
    match state {
        State::Settling { ledger, .. } => Some(ledger),
        State::Cancelled { was, .. } => ledger_of(was),
        state => state.settled().map(|settled| &settled.ledger),
    }
}

fn money_adds_up(visit: &Visit) {
    let Some((before, after)) = visit.accepted() else { return };
    let Some(ledger) = ledger_of(after) else { return };
    let cents = ledger.received().cents() + ledger.remitted().cents() + ledger.remaining().cents();
    assert_eq!(cents, ledger.session.cents());
    let choice = after.choice().unwrap();
    assert_eq!(ledger.session, choice.fee);
    assert!(ledger.receipts.iter().all(|receipt| receipt.change < receipt.tendered));
    if let Some(earlier) = ledger_of(before) {
        assert!(ledger.receipts.starts_with(&earlier.receipts), "no receipt is lost or changed");
    }
    let Some(settled) = after.settled() else {
        assert!(after.step() == Step::Cancelled || !ledger.remaining().is_zero(), "settled, but not gone on");
        return;
    };
    match settled.by {
        Settlement::NothingDue => assert!(ledger.session.is_zero()),
        Settlement::Paid | Settlement::Remitted => assert!(ledger.remaining().is_zero()),
        Settlement::Registered => assert!(!settled.open_balance().is_zero()),
        Settlement::DirectDebit => assert!(settled.open_balance().is_zero()),
    }
    if choice.pay_at_once {
        assert!(matches!(settled.by, Settlement::Paid | Settlement::NothingDue));
    }
    let mandate = mandate_of(after);
    if choice.needs_mandate && !matches!(mandate, Some(Standing::Revoked { .. })) {
        assert_eq!(settled.by, Settlement::DirectDebit);
    }
    match mandate {
        Some(Standing::Active { .. }) => assert_ne!(settled.by, Settlement::Registered, "asked for twice"),
        Some(Standing::Revoked { .. }) if settled.by == Settlement::DirectDebit => {
            assert!(ledger.remaining().is_zero() || was_collected(visit), "asked for by nobody");
        }
        _ => {}
    }
}

/// What the revoked mandate was to collect has been collected: the clerk says so now, or did when it was revoked.
fn was_collected(visit: &Visit) -> bool {
    if let Command::RevokeMandate { collected, .. } = visit.command {
        return collected;
    }
    let before = &visit.before.state;
    let by = before.settled().map(|settled| settled.by);
    matches!(mandate_of(before), Some(Standing::Revoked { .. })) && by == Some(Settlement::DirectDebit)
}

/// The mandate that stands, also while another one is made.
fn mandate_of(state: &State) -> Option<&Standing> {
    match state {
        State::Enrolled { mandate, .. } => Some(mandate),
        State::EnteringMandate { before, .. }
        | State::SigningMandate { before, .. }
        | State::ProcessingMandate { before, .. }
        | State::VerifyingMandate { before, .. } => before.as_deref(),
        State::Cancelled { was, .. } => mandate_of(was),
        _ => None,
    }
}

fn pass_is_held_while_it_is_needed(visit: &Visit) {
    let Ok(decision) = &visit.outcome else { return };
    let (before, after) = (&visit.before.state, &decision.registration.state);
    match after {
        State::AwaitingPass { .. } => assert!(!after.holds_pass() && after.pass().is_none()),
        State::Cancelled { pass_is_free, was, .. } => {
            assert_eq!(after.pass(), was.pass());
            assert_eq!(after.holds_pass(), was.pass().is_some() && !pass_is_free);
        }
        _ => assert!(after.holds_pass() && after.pass().is_some()),
    }
    let kind = visit.command.kind();
    if ![CommandKind::AssignPass, CommandKind::ReplacePass, CommandKind::StepBack].contains(&kind) {
        assert_eq!(after.pass(), before.pass());
    }
    let spent = (kind == CommandKind::ReplacePass).then(|| before.pass().unwrap().number);
    assert_eq!(decision.spent_pass, spent);
}

/// What was saved stays: only the pass (spoiled), the account, and who asks for what is open change.
fn saved_stays_saved(visit: &Visit) {
    let Some((before, after)) = visit.accepted() else { return };
    let Some(enrolment) = before.enrolment() else { return };
    let later = after.enrolment().expect("what was saved is not lost");
    assert_eq!(later.patron_number, enrolment.patron_number);
    assert_eq!((&later.choice, later.saved_at), (&enrolment.choice, enrolment.saved_at));
    assert_eq!(later.patron.person, enrolment.patron.person);
    if let (Some(before), Some(after)) = (before.member(), after.member()) {
        assert_eq!(before.issued, after.issued);
        assert_eq!(before.settled.ledger, after.settled.ledger);
        let settles = matches!(
            visit.command,
            Command::Register
                | Command::ConfirmMandate { .. }
                | Command::RevokeMandate { collected: false, .. }
        );
        if !settles {
            assert_eq!(before.settled.by, after.settled.by);
        }
    }
}

fn print_of(state: &State) -> Option<&PassPrint> {
    match state {
        State::IssuingPass { print, .. } => Some(print),
        _ => None,
    }
}

/// A print job is started only from a pass that is known to be blank, and an unknown outcome is ended by a
/// person alone.
fn nothing_prints_twice(visit: &Visit) {
    let Ok(decision) = &visit.outcome else { return };
    let (before, after) = (print_of(&visit.before.state), print_of(&decision.registration.state));
    if let [Effect::PrintPass { job, .. }] = decision.effects.as_slice() {
        assert!(matches!(before, Some(PassPrint::Ready { .. })));
        assert_eq!(after, Some(&PassPrint::Printing { job: *job }));
    }
    let kind = visit.command.kind();
    match before {
        Some(PassPrint::Unknown { .. }) if kind != CommandKind::ResolvePrint => assert_eq!(after, before),
        Some(PassPrint::Unknown { .. }) => assert!(!matches!(after, Some(PassPrint::Printing { .. }))),
        Some(PassPrint::Printing { .. }) if kind != CommandKind::PrintEnded => assert_eq!(after, before),
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn accepted_commands_keep_to_table_and_roles(moves in moves(LONG)) {
        walk(moves, |visit| {
            accepted_keeps_the_table(visit);
            roles_are_kept(visit);
            cancelled_is_the_end(visit);
        });
    }

    #[test]
    fn refused_commands_explain_themselves(moves in moves(LONG)) {
        walk(moves, refused_is_explained);
    }

    #[test]
    fn every_state_and_command_reads_back(moves in moves(LONG)) {
        walk(moves, reads_back);
    }

    #[test]
    fn the_money_adds_up(moves in moves(LONG)) {
        walk(moves, money_adds_up);
    }

    #[test]
    fn what_was_saved_stays(moves in moves(LONG)) {
        walk(moves, |visit| {
            saved_stays_saved(visit);
            pass_is_held_while_it_is_needed(visit);
        });
    }

    #[test]
    fn no_pass_is_printed_twice(moves in moves(LONG)) {
        walk(moves, nothing_prints_twice);
    }

    #[test]
    fn every_job_and_every_mandate_reference_is_fresh(moves in moves(LONG)) {
        let mut jobs: BTreeSet<JobId> = BTreeSet::new();
        let mut references = BTreeSet::new();
        walk(moves, |visit| {
            let Ok(decision) = &visit.outcome else { return };
            for effect in &decision.effects {
                assert!(jobs.insert(effect.job()), "a job was used twice");
            }
            if visit.command.kind() == CommandKind::EnterMandate {
                let form = decision.registration.state.mandate_form().unwrap();
                assert!(references.insert(form.reference), "a reference was used twice");
            }
        });
    }
}
