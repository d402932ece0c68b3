//! Prints that were under way when the daemon was killed.

use super::database;
use balie_client::v1::{self, pass_print};
use balie_client::{Client, Command};
use balie_journeys::{Branch, PATIENCE, apply, example_person, pass_number, saved, seen, until};
use balie_virtual::{Action, Fault};
use std::time::{Duration, Instant};

/// Daemons killed while they recover.
const RECOVERIES: u32 = 10;
/// What the daemon logs when it finds a print that was under way, before that is on disk.
const FOUND: &str = "job was under way at the last stop";

/// A registration at the printer.
async fn at_the_printer(client: &Client) -> v1::Registration {
    let person = v1::Person { email: String::new(), ..example_person() };
    let now = saved(client, &pass_number(7), person, "0045").await;
    apply(client, &now, Command::Register(v1::Register {})).await
}

/// Starts a print of which no answer ever comes. Returns when the card has come out.
async fn unanswered_print(branch: &Branch, client: &Client, now: &v1::Registration) -> v1::Registration {
    branch.printer.plan(Fault::after("Se", Action::Silence));
    let cards = branch.printer.cards().len();
    let now = apply(client, now, Command::PrintPass(v1::PrintPass::default())).await;
    branch.printer.insert_card();
    branch.cards(cards + 1).await;
    now
}

fn is_unknown(now: &v1::Registration) -> bool {
    now.pass_print.as_ref().is_some_and(|print| print.state() == pass_print::State::Unknown)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_print_under_way_at_a_crash_is_unknown_until_a_person_says() {
    let mut branch = Branch::open("").await;
    let client = branch.client("balie-1").await;
    let now = at_the_printer(&client).await;
    let now = unanswered_print(&branch, &client, &now).await;
    let printed = branch.printer.cards().len();
    branch.kill();
    branch.start().await;

    let client = branch.client("balie-2").await;
    let now = until(&client, &now.name, is_unknown).await;
    // Neither the daemon nor another clerk prints again.
    let again = client.registrations.apply(&now.name, "", Command::PrintPass(v1::PrintPass::default())).await;
    assert!(again.expect_err("a person must look first").has_reason("PRINT_UNKNOWN"));
    let now = apply(&client, &now, seen(&now, v1::PrintResult::Printed)).await;
    assert_eq!(now.step(), v1::Step::Enrolled);
    assert_eq!(branch.printer.cards().len(), printed);
}

/// The job becomes unknown and its registration learns of it in one step, however early the next kill comes.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_daemon_killed_while_it_recovers_leaves_nothing_half_done() {
    let mut branch = Branch::open("").await;
    let client = branch.client("balie-1").await;
    let mut now = at_the_printer(&client).await;
    for round in 0..RECOVERIES {
        let client = branch.client("balie-1").await;
        now = unanswered_print(&branch, &client, &now).await;
        branch.kill();
        let found = branch.log().matches(FOUND).count();
        branch.spawn();
        let began = Instant::now();
        while branch.log().matches(FOUND).count() == found {
            assert!(began.elapsed() < PATIENCE, "the print was not found:\n{}", branch.log());
            tokio::time::sleep(Duration::from_micros(200)).await;
        }
        tokio::time::sleep(Duration::from_millis(u64::from(round))).await;
        branch.kill();
        database::check(&branch.state()).await;
        branch.start().await;
        let client = branch.client("balie-1").await;
        now = until(&client, &now.name, is_unknown).await;
        now = apply(&client, &now, seen(&now, v1::PrintResult::NotPrinted)).await;
    }
}
