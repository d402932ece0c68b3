//! The login account before saving: Yes or No, existing or new, found or not.

use crate::common::*;
use balie_registration::machine::{
    AccountState, Command, Effect, Login, LoginInput, Search, SearchOutcome, State, Step,
};

fn at_login() -> Desk {
    let mut desk = Desk::new();
    desk.up_to_details().does(details(""));
    desk
}

fn search(desk: &Desk) -> &Search {
    match desk.state() {
        State::FindingAccount { search, .. } => search,
        state => panic!("not searching in {}", state.step().name()),
    }
}

fn chosen(desk: &Desk) -> &Login {
    match desk.state() {
        State::ChoosingSubscription { login, .. } => login,
        state => panic!("no login chosen in {}", state.step().name()),
    }
}

fn found() -> SearchOutcome {
    SearchOutcome::Found { user_name: "T.Test".into(), subject: "s-9".into() }
}

#[test]
fn no_and_empty_mean_none() {
    for answer in
        [login_no(), login(" "), Command::ChooseLogin(LoginInput { wanted: false, email: EMAIL.into() })]
    {
        let mut desk = at_login();
        desk.does(answer);
        assert_eq!(*chosen(&desk), Login::None);
        assert_eq!(desk.state().kept().unwrap().login, Some(LoginInput::default()), "Leeg clears it");
        desk.does(subscription("0045")).does(Command::Save);
        assert_eq!(*desk.account(), AccountState::None);
    }
    let mut desk = at_login();
    assert_eq!(fields(&desk.refuses(login("a.test"))), [("email", "EMAIL_FORM")]);
}

#[test]
fn an_existing_account_is_found_and_linked() {
    let mut desk = at_login();
    desk.does(login(EMAIL)).does(EXISTING);
    assert_eq!(*search(&desk), Search::Idle);
    assert_eq!(fields(&desk.refuses(find("t test"))), [("user_name", "CHARACTER")]);
    let Effect::FindAccount { job, user_name } = desk.starts(find("t.test")) else { panic!() };
    assert_eq!(user_name, "t.test");
    assert_eq!(told(&desk.refuses(find("t.test"))), ("SEARCH_RUNNING", vec![]));
    let stray = Command::AccountSearched { job: Desk::stray_job(), outcome: found() };
    assert_eq!(told(&desk.refuses(stray)), ("OTHER_JOB", vec![]));
    desk.does(Command::AccountSearched { job, outcome: found() });
    assert!(matches!(chosen(&desk), Login::Existing { user_name, .. } if user_name == "T.Test"));
    desk.does(subscription("0045")).does(Command::Save);
    assert!(matches!(desk.account(), AccountState::Linked { subject, .. } if subject == "s-9"));
}

/// The clerk told the patron that it is linked: nothing is saved without it, and nothing typed is lost.
#[test]
fn an_account_that_is_gone_when_it_is_to_be_linked_is_told() {
    let mut desk = at_login();
    desk.does(login(EMAIL)).does(EXISTING);
    let job = desk.starts(find("t.test")).job();
    desk.does(Command::AccountSearched { job, outcome: found() }).does(subscription("0045"));
    desk.world.gone_account = Some("s-9".to_owned());
    assert_eq!(told(&desk.refuses(Command::Save)), ("ACCOUNT_GONE", vec![]));
    desk.does(Command::StepBack).does(Command::StepBack).does(Command::StepBack).does(NEW);
    assert!(desk.state().kept().unwrap().subscription.is_some(), "as typed");
    desk.does(subscription("0045")).starts(Command::Save);
    assert!(matches!(desk.account(), AccountState::Generating { .. }));
}

#[test]
fn not_found_is_corrected() {
    let mut desk = at_login();
    desk.does(login(EMAIL)).does(EXISTING);
    let job = desk.starts(find("t.tets")).job();
    desk.does(Command::AccountSearched { job, outcome: SearchOutcome::NotFound });
    assert!(matches!(search(&desk), Search::NotFound { user_name } if user_name.as_str() == "t.tets"));
    assert_eq!(desk.state().kept().unwrap().user_name.as_deref(), Some("t.tets"), "to be corrected");
    let again = Command::AccountSearched { job, outcome: found() };
    assert_eq!(told(&desk.refuses(again)), ("OTHER_JOB", vec![]));
    let job = desk.starts(find("t.test")).job();
    desk.does(Command::AccountSearched { job, outcome: SearchOutcome::Unavailable });
    assert!(matches!(search(&desk), Search::Unavailable { .. }));
    let job = desk.starts(find("t.test")).job();
    desk.does(Command::AccountSearched { job, outcome: found() });
    // Back from what was found asks for the user name again.
    desk.does(Command::StepBack);
    assert_eq!(*search(&desk), Search::Idle);
}

#[test]
fn not_found_once_back_is_a_new_account() {
    let mut desk = at_login();
    desk.does(login(EMAIL)).does(EXISTING);
    let job = desk.starts(find("t.test")).job();
    desk.does(Command::AccountSearched { job, outcome: SearchOutcome::NotFound });
    desk.does(Command::StepBack).does(NEW);
    assert!(matches!(chosen(&desk), Login::New { email } if email.as_str() == EMAIL));
    assert!(matches!(
        desk.does(subscription("0045")).starts(Command::Save),
        Effect::CreateAccount { email, .. } if email.as_str() == EMAIL
    ));
    assert!(matches!(desk.account(), AccountState::Generating { .. }));
}

#[test]
fn not_found_twice_back_is_no() {
    let mut desk = at_login();
    desk.does(login(EMAIL)).does(EXISTING);
    let job = desk.starts(find("t.test")).job();
    desk.does(Command::AccountSearched { job, outcome: SearchOutcome::NotFound });
    desk.does(Command::StepBack).does(Command::StepBack).does(login_no());
    assert_eq!((chosen(&desk), desk.step()), (&Login::None, Step::ChoosingSubscription));
}

/// The clerk does not wait for a search: its answer comes too late and moves nothing.
#[test]
fn a_late_answer_is_refused() {
    let mut desk = at_login();
    desk.does(login(EMAIL)).does(EXISTING);
    let job = desk.starts(find("t.test")).job();
    desk.does(Command::StepBack);
    let late = || Command::AccountSearched { job, outcome: found() };
    assert_eq!(told(&desk.refuses(late())), ("NOT_IN_THIS_STEP", vec![]));
    desk.does(EXISTING);
    assert_eq!(told(&desk.refuses(late())), ("OTHER_JOB", vec![]));
    let other = desk.starts(find("a.test")).job();
    assert_ne!(other, job);
    assert_eq!(told(&desk.refuses(late())), ("OTHER_JOB", vec![]));
}
