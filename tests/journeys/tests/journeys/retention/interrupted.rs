//! The daemon is killed (SIGKILL) while it erases: what it told is true, and what it had begun it completes.

use super::patron::{code, person};
use super::search;
use super::traces::nothing_left;
use balie_client::v1::{self, Registration, login_account::State};
use balie_client::{CallPolicy, Client, Language, RequestId};
use balie_journeys::{Branch, account_is, pass_number, saved};
use std::time::Duration;

/// The rounds of the test at random moments, and the seed of its choices.
const ROUNDS: u32 = 12;
const SEED: u64 = 17_031_987;

fn values() -> Vec<String> {
    [
        "Zwaardemäker",
        "Zwaardemaker",
        "joke.",
        "@voorbeeld.nl",
        "Kruisakkerstraatweg",
        "Oosterbroek",
        "+31592271999",
    ]
    .map(str::to_owned)
    .to_vec()
}

async fn patron(client: &Client, serial: u32) -> Registration {
    // An address of its own: one may have eight accounts.
    let person = v1::Person { email: format!("joke.{serial}@voorbeeld.nl"), ..person() };
    saved(client, &pass_number(serial), person, "0045").await
}

async fn impatient(branch: &Branch) -> Client {
    let policy = CallPolicy { attempts: 1, ..CallPolicy::default() };
    branch.client_with("balie-1", Language::English, policy).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_between_the_registration_and_its_account_it_completes_the_erasure() {
    for by_request in [false, true] {
        let mut branch = Branch::open("").await;
        let client = impatient(&branch).await;
        let now = patron(&client, 1).await;
        let now = account_is(&client, &now.name, State::Pending).await;
        let user_name = now.login.as_ref().expect("an account").user_name.clone();
        let message = branch.state().join("outbox").join(format!("{user_name}.eml"));
        let text = std::fs::read(&message).expect("a message");
        // What is no file cannot be removed as one: the erasure comes no further than this.
        std::fs::remove_file(&message).expect("it can be removed");
        std::fs::create_dir(&message).expect("a directory in its place");
        let id = RequestId::new();
        let told = client.registrations.erase_as(id, &now.name, "", true).await.expect_err("not all of it");
        assert!(told.has_reason("ERASURE_UNFINISHED"), "{told:?}");
        branch.kill();
        let values = [values(), vec![user_name]].concat();
        assert!(!search::found(&branch.state(), &values).is_empty(), "the account is still there");
        std::fs::remove_dir(&message).expect("it can be removed");
        std::fs::write(&message, text).expect("the message");
        branch.start().await;
        if by_request {
            // Whoever asks again is told when it is done, and not before.
            let client = branch.client("balie-1").await;
            client.registrations.erase_as(id, &now.name, "", true).await.expect("completed");
            assert!(search::found(&branch.state(), &values).is_empty());
        }
        nothing_left(&branch, &values).await;
        let log = branch.log();
        let logged: Vec<_> = values.iter().filter(|value| search::holds(log.as_bytes(), value)).collect();
        assert!(logged.is_empty(), "{logged:?}:\n{log}");
        assert!(log.contains("unfinished"), "what could not be done is told:\n{log}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_at_any_moment_it_told_the_truth_and_leaves_nothing() {
    let mut chance = fastrand::Rng::with_seed(SEED);
    let mut branch = Branch::open("").await;
    let (mut told_before, mut begun, mut untouched) = (0, 0, 0);
    for round in 0..ROUNDS {
        let client = impatient(&branch).await;
        let mut now = patron(&client, round).await;
        // The account waits for its owner, is in use, or is about to be made.
        let kind = round % 3;
        if kind < 2 {
            now = account_is(&client, &now.name, State::Pending).await;
        }
        if kind == 1 {
            let user_name = now.login.as_ref().expect("an account").user_name.clone();
            branch.balied(&["activate", &code(&branch, &user_name)]).await.done();
        }
        let (asking, name) = (client.clone(), now.name.clone());
        let asked = tokio::spawn(async move { asking.registrations.erase(&name, "", true).await });
        tokio::time::sleep(Duration::from_micros(chance.u64(0..16_000))).await;
        let told = asked.is_finished();
        branch.kill();
        let told = told && asked.await.expect("a task").is_ok();
        if told {
            let left = search::found(&branch.state(), &values());
            assert!(left.is_empty(), "round {round}: told that all is erased: {left:?}");
        }
        branch.start().await;
        let client = branch.client("balie-1").await;
        match client.registrations.get(&now.name).await {
            Ok(_) => {
                assert!(!told, "round {round}");
                untouched += 1;
                client.registrations.erase(&now.name, "", true).await.expect("erased");
                let left = search::found(&branch.state(), &values());
                assert!(left.is_empty(), "round {round}: {left:?}");
            }
            Err(error) => {
                assert!(error.has_reason("NOT_FOUND"), "{error:?}");
                if told {
                    told_before += 1
                } else {
                    begun += 1
                }
                nothing_left(&branch, &values()).await;
            }
        }
    }
    eprintln!("{told_before} told before the kill, {begun} begun, {untouched} not begun");
}
