//! Login accounts and their 24 hours (manual, "Inlogaccount"), through the real daemon, whose clock is moved.

use balie_client::v1::{self, Registration, login_account::State};
use balie_client::{Client, Command};
use balie_journeys::{Branch, account_is, apply, example_person, pass_number, saved};
use std::time::Duration;

const HOUR: Duration = Duration::from_secs(3600);

/// A patron who was told to activate the account that was generated.
async fn generated(client: &Client) -> Registration {
    let now = saved(client, &pass_number(1), example_person(), "0045").await;
    account_is(client, &now.name, State::Pending).await
}

/// The branch so much later.
async fn after(branch: &mut Branch, by: Duration) -> Client {
    branch.ahead(by).await;
    branch.client("balie-1").await
}

fn anew() -> Command {
    Command::GenerateAccount(v1::GenerateAccount::default())
}

async fn listed(client: &Client, state: State) -> Vec<String> {
    let filter = v1::RegistrationFilter { account_state: state.into(), ..Default::default() };
    let found = client.registrations.list_up_to(filter, 10).await.expect("a list");
    found.into_iter().map(|found| found.name).collect()
}

fn seconds(now: &Registration) -> i64 {
    now.login.as_ref().and_then(|login| login.activation_deadline).expect("a deadline").seconds
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_activated_in_time_is_forgotten_and_generated_anew() {
    let mut branch = Branch::open("").await;
    let client = branch.client("balie-1").await;
    let first = generated(&client).await;
    let refused = client.registrations.apply(&first.name, "", anew()).await;
    assert!(refused.expect_err("one account at a time").has_reason("ACCOUNT_STATE"));

    let client = after(&mut branch, 23 * HOUR).await;
    // Long enough for what the daemon looks at when it starts.
    tokio::time::sleep(Duration::from_secs(2)).await;
    let still = client.registrations.get(&first.name).await.expect("it is there");
    assert_eq!(still.login, first.login);
    assert_eq!(listed(&client, State::Lapsed).await, [""; 0]);

    let client = after(&mut branch, 25 * HOUR).await;
    let lapsed = account_is(&client, &first.name, State::Lapsed).await;
    assert_eq!(listed(&client, State::Lapsed).await, [first.name.as_str()]);
    let shown = branch.balie("nl", &["registrations", "show", &first.name]).await.done();
    assert!(shown.contains("verlopen"), "{shown}");
    // A lapsed account is in the way of a new one until it is forgotten.
    let refused = client.registrations.apply(&first.name, "", anew()).await;
    assert!(refused.expect_err("forget it first").has_reason("ACCOUNT_STATE"));

    apply(&client, &lapsed, Command::ForgetAccount(v1::ForgetAccount {})).await;
    let forgotten = account_is(&client, &lapsed.name, State::Forgotten).await;
    apply(&client, &forgotten, anew()).await;
    let second = account_is(&client, &forgotten.name, State::Pending).await;
    assert!(seconds(&second) >= seconds(&first) + 25 * 3600, "{second:?}");
    assert_eq!(listed(&client, State::Lapsed).await, [""; 0]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_activated_in_time_does_not_lapse() {
    let mut branch = Branch::open("").await;
    let client = branch.client("balie-1").await;
    let first = generated(&client).await;
    let user_name = &first.login.as_ref().expect("an account").user_name;
    let message = branch.state().join("outbox").join(format!("{user_name}.eml"));
    let message = std::fs::read_to_string(message).expect("a message");
    let code = message.split_whitespace().find(|word| word.len() == 64).expect("a code").to_owned();
    branch.balied(&["activate", &code]).await.done();
    let client = after(&mut branch, 25 * HOUR).await;
    account_is(&client, &first.name, State::Active).await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let kept = client.registrations.get(&first.name).await.expect("it is there");
    assert_eq!(kept.login.map(|login| login.state()), Some(State::Active));
}
