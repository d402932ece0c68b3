//! The login account after saving: activated, lapsed, failed, forgotten, generated anew.

use crate::common::*;
use balie_registration::machine::{
    AccountObservation, AccountState, Command, Effect, GenerateOutcome, JobId, SearchOutcome, Step,
};

fn generated() -> GenerateOutcome {
    GenerateOutcome::Generated {
        user_name: "2512345".into(),
        subject: "s-1".into(),
        deadline: instant("2026-02-11 10:00"),
    }
}

fn saved() -> (Desk, JobId) {
    let mut desk = Desk::new();
    desk.up_to_details().does(details("")).does(login(EMAIL)).does(NEW).does(subscription("0045"));
    let job = desk.starts(Command::Save).job();
    (desk, job)
}

fn anew(email: &str) -> Command {
    Command::GenerateAccount { email: email.into() }
}

const LAPSED: Command = Command::AccountObserved(AccountObservation::Lapsed);
const ACTIVATED: Command = Command::AccountObserved(AccountObservation::Activated);

#[test]
fn activated_within_a_day() {
    let (mut desk, job) = saved();
    desk.does(Command::AccountGenerated { job, outcome: generated() });
    desk.world.now = instant("2026-02-11 09:59");
    assert_eq!(told(&desk.refuses(LAPSED)), ("NOT_LAPSED_YET", vec![]));
    desk.does(ACTIVATED);
    assert!(matches!(desk.account(), AccountState::Active { user_name, .. } if user_name == "2512345"));
    desk.world.now = instant("2026-02-12 10:00");
    assert_eq!(told(&desk.refuses(LAPSED)), ("ACCOUNT_STATE", vec![]));
    assert_eq!(desk.step(), Step::Settling, "the counter goes on meanwhile");
}

#[test]
fn lapsed_forgotten_and_generated_anew() {
    let (mut desk, job) = saved();
    desk.does(Command::AccountGenerated { job, outcome: generated() });
    desk.world.now = instant("2026-02-11 10:00");
    desk.does(LAPSED);
    assert!(matches!(desk.account(), AccountState::Lapsed { .. }));
    assert_eq!(told(&desk.refuses(ACTIVATED)), ("ACCOUNT_STATE", vec![]));
    assert_eq!(told(&desk.refuses(anew(""))), ("ACCOUNT_STATE", vec![]), "first forget");
    let Effect::ForgetAccount { job, user_name } = desk.starts(Command::ForgetAccount) else { panic!() };
    assert_eq!(user_name, "2512345");
    let stray = Command::AccountForgotten { job: Desk::stray_job() };
    assert_eq!(told(&desk.refuses(stray)), ("OTHER_JOB", vec![]));
    desk.does(Command::AccountForgotten { job });
    let Effect::CreateAccount { email, job, registration } = desk.starts(anew(" ")) else { panic!() };
    assert_eq!((email.as_str(), registration), (EMAIL, desk.registration.id));
    desk.does(Command::AccountGenerated { job, outcome: generated() });
    assert!(matches!(desk.account(), AccountState::Pending { .. }));
}

#[test]
fn failed_and_tried_with_another_address() {
    let (mut desk, job) = saved();
    assert_eq!(told(&desk.refuses(anew(EMAIL))), ("ACCOUNT_STATE", vec![]), "one at a time");
    let outcome = GenerateOutcome::Failed { reason: "EMAIL_TAKEN".into() };
    desk.does(Command::AccountGenerated { job, outcome });
    assert!(matches!(desk.account(), AccountState::Failed { reason, .. } if reason == "EMAIL_TAKEN"));
    assert_eq!(told(&desk.refuses(Command::ForgetAccount)), ("ACCOUNT_STATE", vec![]));
    assert_eq!(fields(&desk.refuses(anew("a@b"))), [("email", "EMAIL_DOMAIN")]);
    let effect = desk.starts(anew("b@voorbeeld.nl"));
    assert!(matches!(&effect, Effect::CreateAccount { email, .. } if email.as_str() == "b@voorbeeld.nl"));
    let late = Command::AccountGenerated { job, outcome: generated() };
    assert_eq!(told(&desk.refuses(late)), ("OTHER_JOB", vec![]), "of the attempt before");
}

#[test]
fn wanted_after_all() {
    let mut desk = Desk::new();
    desk.enrolled();
    assert_eq!(fields(&desk.refuses(anew(""))), [("email", "REQUIRED")]);
    let job = desk.starts(anew(EMAIL)).job();
    desk.does(Command::AccountGenerated { job, outcome: generated() });
    assert_eq!(desk.step(), Step::Enrolled);
}

/// A linked account belongs to another library as well: only the link goes, nothing is asked of the provider.
#[test]
fn a_linked_account_is_only_unlinked() {
    let mut desk = Desk::new();
    desk.up_to_details().does(details("")).does(login(EMAIL)).does(EXISTING);
    let job = desk.starts(find("t.test")).job();
    let outcome = SearchOutcome::Found { user_name: "t.test".into(), subject: "s-9".into() };
    desk.does(Command::AccountSearched { job, outcome }).does(subscription("0045")).does(Command::Save);
    desk.does(Command::ForgetAccount);
    assert!(matches!(desk.account(), AccountState::Forgotten { email } if email.as_str() == EMAIL));
}

#[test]
fn before_saving_there_is_no_account() {
    let mut desk = Desk::new();
    desk.up_to_subscription().does(subscription("0045"));
    for early in [Command::ForgetAccount, anew(EMAIL), LAPSED] {
        assert_eq!(told(&desk.refuses(early)), ("NOT_IN_THIS_STEP", vec![]));
    }
}
