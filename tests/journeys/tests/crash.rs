//! The real daemon is killed (SIGKILL) at random moments: nothing confirmed is lost, nothing is half done, and
//! no pass is printed twice.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "helpers of tests")]

use balie_client::v1::{self, pass_print};
use balie_client::{Client, ClientError, Command};
use balie_journeys::{Branch, apply, example_person, pass_number, saved, until};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// Kills in one run of the test.
const KILLS: u32 = 6;

/// What a client was told for certain: name and revision of each registration.
type Confirmed = Arc<Mutex<Vec<(String, u64)>>>;

async fn register(client: &Client, serial: u32, confirmed: &Confirmed) -> Result<(), ClientError> {
    let told = |now: &v1::Registration| {
        confirmed.lock().expect("no panic before").push((now.name.clone(), now.revision));
    };
    let code = pass_number(serial);
    let pass = v1::AssignPass { code, confirm_other_branch: false };
    let mut now = client.registrations.create(Some(pass)).await?;
    told(&now);
    let mut person = example_person();
    person.email.clear();
    let details = v1::EnterDetails { details: Some(v1::Details::default()), new_person: true };
    let subscription = v1::SubscriptionChoice { code: "0045".to_owned(), ..Default::default() };
    for command in [
        Command::EnterPerson(v1::EnterPerson { person: Some(person) }),
        Command::ChoosePerson(v1::ChoosePerson { new_person: true, ..Default::default() }),
        Command::EnterDetails(details),
        Command::ChooseLogin(v1::ChooseLogin::default()),
        Command::ChooseSubscription(v1::ChooseSubscription { subscription: Some(subscription) }),
        Command::Save(v1::Save {}),
        Command::Register(v1::Register {}),
        Command::SkipPrint(v1::SkipPrint {}),
    ] {
        now = client.registrations.apply(&now.name, &now.etag, command).await?.registration;
        told(&now);
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_confirmed_is_lost() {
    let mut branch = Branch::open("").await;
    let confirmed = Confirmed::default();
    let mut serial = 1;
    for round in 0..KILLS {
        let stop = Arc::new(AtomicBool::new(false));
        let mut clerks = Vec::new();
        for clerk in 0..3 {
            let client = branch.client(&format!("balie-{clerk}")).await;
            let (confirmed, stop, first) = (Arc::clone(&confirmed), Arc::clone(&stop), serial + clerk * 1000);
            clerks.push(tokio::spawn(async move {
                let mut serial = first;
                while !stop.load(Ordering::Relaxed) {
                    // The daemon going away is what this test is about.
                    let _ = register(&client, serial, &confirmed).await;
                    serial += 1;
                }
            }));
        }
        serial += 10_000;
        tokio::time::sleep(Duration::from_millis(400 + u64::from(round * 137 % 500))).await;
        branch.kill();
        stop.store(true, Ordering::Relaxed);
        for clerk in &clerks {
            clerk.abort();
        }
        for clerk in clerks {
            let _ = clerk.await;
        }
        branch.start().await;
        let client = branch.client("after").await;
        let told: Vec<_> = confirmed.lock().expect("no panic before").drain(..).collect();
        for (name, revision) in told {
            let now = client.registrations.get(&name).await.expect("what was confirmed is there");
            assert!(now.revision >= revision, "{name}: {} < {revision}", now.revision);
        }
        // Every registration is readable, and the feed names each once in rising order.
        let feed = client.branch.changes(0, 1000, "").await.expect("the feed");
        let numbers: Vec<_> = feed.changes.iter().map(|change| change.number).collect();
        assert!(numbers.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(!numbers.is_empty(), "work was done in round {round}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_print_under_way_at_a_crash_is_unknown_until_a_person_says() {
    let mut branch = Branch::open("").await;
    branch.printer.plan(balie_virtual::Fault::after("Se", balie_virtual::Action::Silence));
    let client = branch.client("balie-1").await;
    let mut person = example_person();
    person.email.clear();
    let mut now = saved(&client, &pass_number(7), person, "0045").await;
    now = apply(&client, &now, Command::Register(v1::Register {})).await;
    now = apply(&client, &now, Command::PrintPass(v1::PrintPass::default())).await;
    branch.printer.insert_card();
    let printed = branch.cards(1).await.len();
    branch.kill();
    branch.printer.clear_plan();
    branch.start().await;

    let client = branch.client("balie-2").await;
    let now = until(&client, &now.name, |now| {
        now.pass_print.as_ref().is_some_and(|print| print.state() == pass_print::State::Unknown)
    })
    .await;
    // Neither the daemon nor another clerk prints again.
    let again = client.registrations.apply(&now.name, "", Command::PrintPass(v1::PrintPass::default())).await;
    assert!(again.expect_err("a person must look first").has_reason("PRINT_UNKNOWN"));
    let seen = v1::ResolvePrint { result: v1::PrintResult::Printed.into() };
    let now = apply(&client, &now, Command::ResolvePrint(seen)).await;
    assert_eq!(now.step(), v1::Step::Enrolled);
    assert_eq!(branch.printer.cards().len(), printed);
}
