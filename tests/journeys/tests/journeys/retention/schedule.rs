//! By the branch's schedule, shortened by its configuration.

use super::traces::{cancelled, draft, enrolled, erased, found, gone};
use balie_client::Client;
use balie_journeys::{Branch, pass_number};
use std::time::Duration;

/// Nothing is kept longer than it must.
const AT_ONCE: &str = "[retention]\nconfirmed_days = 0\nabandoned_days = 0\nlook_every_secs = 1\n";

/// Shortens the periods, as an administrator does: in the configuration, with a restart.
async fn shorten(branch: &mut Branch, retention: &str) -> Client {
    branch.stop().await;
    let config = std::fs::read_to_string(branch.config()).expect("a configuration");
    std::fs::write(branch.config(), format!("{config}\n{retention}")).expect("it can be written");
    branch.start().await;
    branch.client("balie-1").await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_due_is_erased_and_nothing_of_it_is_left() {
    let mut branch = Branch::open("").await;
    let client = branch.client("balie-1").await;
    let done = enrolled(&client, 1).await;
    let off = cancelled(&client, 2).await;
    let half = draft(&client, 3).await;
    assert!(!found(&branch.state()).is_empty(), "the search finds what is there");

    // Drafts go by themselves. What was saved waits until the central administration has it.
    let client = shorten(&mut branch, AT_ONCE).await;
    erased(&branch, &client, &half).await;
    tokio::time::sleep(Duration::from_secs(3)).await;
    for kept in [&done, &off] {
        client.registrations.get(&kept.name).await.expect("it exists only here");
    }
    let feed = client.branch.changes(0, 1000, "").await.expect("the feed");
    client.branch.acknowledge(feed.last_number, &feed.epoch).await.expect("confirmed");
    erased(&branch, &client, &done).await;
    erased(&branch, &client, &off).await;
    gone(&branch).await;

    // What remains counts and forbids, and tells of nobody.
    let trail = client.registrations.audit(&done.name).await.expect("the trail is kept");
    assert!(trail.iter().any(|entry| entry.action.contains("erase")), "{trail:?}");
    let pass = balie_client::v1::AssignPass { code: pass_number(1), confirm_other_branch: false };
    let refused = client.registrations.create(Some(pass)).await.expect_err("that pass went out");
    assert!(refused.has_reason("PASS_SPENT"), "{refused:?}");
    let days = client.branch.summary("2020-01-01", "").await.expect("sums");
    assert_eq!(days.iter().map(|row| row.count).sum::<i64>(), 1, "{days:?}");
    // Nor does it come back with the next start.
    branch.stop().await;
    assert!(found(&branch.state()).is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_due_is_kept() {
    let mut branch = Branch::open("").await;
    let client = branch.client("balie-1").await;
    let done = enrolled(&client, 1).await;
    let half = draft(&client, 2).await;
    let retention = "[retention]\nconfirmed_days = 1\nabandoned_days = 1\nlook_every_secs = 1\n";
    let client = shorten(&mut branch, retention).await;
    let feed = client.branch.changes(0, 1000, "").await.expect("the feed");
    client.branch.acknowledge(feed.last_number, &feed.epoch).await.expect("confirmed");
    tokio::time::sleep(Duration::from_secs(3)).await;
    for kept in [&done, &half] {
        client.registrations.get(&kept.name).await.expect("it is not due");
    }
}
