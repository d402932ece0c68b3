//! Erasing on request takes everything along: the login account in whatever state, and its message.

use super::patron::{code, enrolled, person};
use super::search;
use super::traces::nothing_left;
use balie_client::v1::{self, Registration, login_account::State};
use balie_client::{Client, Command};
use balie_journeys::{Branch, account_is, apply, pass_number, saved, until};
use std::time::Duration;

/// What became of the login account before somebody asks to be erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Pending,
    Activated,
    Lapsed,
}

fn user_name(now: &Registration) -> String {
    now.login.as_ref().expect("an account").user_name.clone()
}

/// Whatever is found of these in the state directory or the log.
fn left(branch: &Branch, values: &[String]) -> Vec<String> {
    let log = branch.log();
    let logged =
        values.iter().filter(|value| search::holds(log.as_bytes(), value)).map(|it| format!("log: {it}"));
    let found = search::found(&branch.state(), values).into_iter();
    found.map(|(path, value)| format!("{}: {value}", path.display())).chain(logged).collect()
}

async fn nothing_is_left(fate: Fate) {
    let mut branch = Branch::open("").await;
    let mut client = branch.client("balie-1").await;
    let (mut now, values) = enrolled(&branch, &client, 1).await;
    let forms = values.forms();
    let found: Vec<_> = search::found(&branch.state(), &forms).into_iter().map(|(_, form)| form).collect();
    assert_eq!(values.missing(&found), [""; 0], "the search finds what is there");
    match fate {
        Fate::Pending => {}
        Fate::Activated => {
            branch.balied(&["activate", &code(&branch, &user_name(&now))]).await.done();
        }
        Fate::Lapsed => {
            branch.ahead(Duration::from_secs(25 * 3600)).await;
            client = branch.client("balie-1").await;
            now = account_is(&client, &now.name, State::Lapsed).await;
        }
    }

    let erase = ["registrations", "erase", now.name.as_str(), "--yes", "--unconfirmed"];
    let told = branch.balie("nl", &erase).await.done();
    assert_eq!(told.contains("Het inlogaccount is gewist"), fate != Fate::Lapsed, "{told}");
    assert_eq!(told.contains("Het bericht met de activeringscode"), fate == Fate::Pending, "{told}");
    assert_eq!(left(&branch, &forms), [""; 0], "{fate:?}: while the daemon works");
    let missing = client.registrations.get(&now.name).await.expect_err("erased");
    assert!(missing.has_reason("NOT_FOUND"), "{missing:?}");
    let trail = client.registrations.audit(&now.name).await.expect("the trail is kept");
    assert!(trail.iter().any(|entry| entry.action == "erase_on_request"), "{trail:?}");

    branch.stop().await;
    assert_eq!(left(&branch, &forms), [""; 0], "{fate:?}: after it has stopped");
    branch.start().await;
    branch.client("balie-1").await.branch.get().await.expect("it answers");
    assert_eq!(left(&branch, &forms), [""; 0], "{fate:?}: after it has started again");
    branch.kill();
    assert_eq!(left(&branch, &forms), [""; 0], "{fate:?}: after it was killed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_left_of_a_patron_who_has_yet_to_activate_the_account() {
    nothing_is_left(Fate::Pending).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_left_of_a_patron_who_activated_the_account() {
    nothing_is_left(Fate::Activated).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_left_of_a_patron_whose_account_lapsed() {
    nothing_is_left(Fate::Lapsed).await;
}

/// A saved registration of somebody else, linked to an account that is there.
async fn linked(client: &Client, serial: u32, user_name: &str) -> Registration {
    let pass = v1::AssignPass { code: pass_number(serial), confirm_other_branch: false };
    let email = "b.visscher@voorbeeld.nl".to_owned();
    let other = v1::Person {
        initials: "B.".to_owned(),
        surname: "Visscher".to_owned(),
        birth_date: "02-02-1992".to_owned(),
        email: email.clone(),
        ..balie_journeys::example_person()
    };
    let mut now = client.registrations.create(Some(pass)).await.expect("a free pass");
    for command in [
        Command::EnterPerson(v1::EnterPerson { person: Some(other) }),
        Command::ChoosePerson(v1::ChoosePerson { new_person: true, ..Default::default() }),
        Command::EnterDetails(v1::EnterDetails { details: Some(v1::Details::default()), new_person: true }),
        Command::ChooseLogin(v1::ChooseLogin { wanted: true, email }),
        Command::ChooseAccount(v1::ChooseAccount { existing: true }),
        Command::FindAccount(v1::FindAccount { user_name: user_name.to_owned() }),
    ] {
        now = apply(client, &now, command).await;
    }
    now = until(client, &now.name, |now| now.step() == v1::Step::ChoosingSubscription).await;
    let subscription = v1::SubscriptionChoice { code: "0045".to_owned(), ..Default::default() };
    let choose = v1::ChooseSubscription { subscription: Some(subscription) };
    now = apply(client, &now, Command::ChooseSubscription(choose)).await;
    apply(client, &now, Command::Save(v1::Save {})).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_account_that_another_registration_uses_stays_with_that_one_alone() {
    let branch = Branch::open("").await;
    let client = branch.client("balie-1").await;
    let first = saved(&client, &pass_number(1), person(), "0045").await;
    let first = account_is(&client, &first.name, State::Pending).await;
    let user_name = user_name(&first);
    branch.balied(&["activate", &code(&branch, &user_name)]).await.done();
    let second = linked(&client, 2, &user_name).await;
    let erase = |name: &str| ["registrations", "erase", name, "--yes", "--unconfirmed"].map(str::to_owned);

    let told = branch.balie("en", &erase(&first.name)).await.done();
    assert!(told.contains("another registration uses it"), "{told}");
    let of_first = ["Zwaardemäker", "joke.zwrd@voorbeeld.nl", "Kruisakkerstraatweg"].map(str::to_owned);
    assert_eq!(left(&branch, &of_first), [""; 0]);
    // It is still there to be linked.
    linked(&client, 3, &user_name).await;
    let kept = client.registrations.get(&second.name).await.expect("it is there");
    assert_eq!(
        kept.login.map(|login| (login.state(), login.user_name)),
        Some((State::Linked, user_name.clone()))
    );

    branch.balie("en", &erase(&second.name)).await.done();
    let third = client.registrations.get(&format!("registrations/pass:{}", pass_number(3))).await;
    let told = branch.balie("en", &erase(&third.expect("the last").name)).await.done();
    assert!(told.contains("The login account is erased"), "{told}");
    nothing_left(&branch, &[user_name, "b.visscher@voorbeeld.nl".to_owned(), "Visscher".to_owned()]).await;
}
