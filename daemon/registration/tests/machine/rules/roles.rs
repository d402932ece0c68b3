//! Who may do what (domain section 3).

use crate::common::*;
use balie_registration::Role;
use balie_registration::machine::{Command, CommandKind, PrintOutcome, Rejection, State, Step, table};

#[test]
fn central_and_monitoring_do_nothing_at_the_counter() {
    for role in [Role::Central, Role::Monitoring] {
        let mut desk = Desk::new();
        desk.enrolled();
        desk.world.role = role;
        for command in
            [scan(PASS), Command::Save, cancel("per ongeluk"), Command::StartMandate, Command::ForgetAccount]
        {
            let kind = command.kind();
            assert_eq!(desk.refuses(command), Rejection::RoleMayNot { role, command: kind });
        }
    }
}

#[test]
fn results_of_slow_work_have_no_role() {
    let mut desk = Desk::new();
    desk.saved("0045").does(Command::Register);
    let job = desk.starts(print()).job();
    desk.world.role = Role::Monitoring;
    desk.does(Command::PrintEnded { job, outcome: PrintOutcome::Done });
    assert_eq!(desk.step(), Step::Enrolled);
}

#[test]
fn every_role_of_the_counter_registers() {
    for role in [Role::Counter, Role::Education, Role::BranchAdmin] {
        let mut desk = Desk::of(World::by(role));
        desk.enrolled();
        assert_eq!(desk.step(), Step::Enrolled);
    }
}

/// A refusal out of turn says what is possible instead.
#[test]
fn out_of_turn_names_what_is_possible() {
    let mut desk = Desk::new();
    let refused = desk.refuses(Command::Save);
    let possible = vec![CommandKind::AssignPass, CommandKind::Cancel];
    assert_eq!(
        refused,
        Rejection::NotInThisStep { step: Step::AwaitingPass, command: CommandKind::Save, possible }
    );
    assert_eq!(table::possible(Step::Cancelled), [CommandKind::ForgetAccount]);
    for step in Step::ALL {
        assert!(table::possible(*step).iter().all(|kind| kind.is_clerks()));
    }
}

/// Names and numbers of patrons do not end in a log by way of `Debug`.
#[test]
fn debug_shows_no_personal_data() {
    let mut desk = Desk::new();
    desk.up_to_details().does(details(IBAN)).does(login(EMAIL));
    assert!(matches!(desk.state(), State::ChoosingAccount { .. }));
    let shown = format!("{:?}", desk.registration);
    for private in ["Kruisakkers", "1991", "0417164300", EMAIL, "128295"] {
        assert!(!shown.contains(private), "{private} in {shown}");
    }
}
