//! What is too large to be sent.

use balie_client::v1;
use balie_journeys::Branch;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_that_is_too_large_is_refused_in_words() {
    let branch = Branch::open("").await;
    let code = "2".repeat(2 * 1024 * 1024);
    let pass = Some(v1::AssignPass { code, confirm_other_branch: false });
    let client = branch.client("balie-1").await;
    let refused = client.registrations.create(pass).await.expect_err("too large");
    assert!(refused.has_reason("MESSAGE_TOO_LARGE"), "{refused:?}");
    // Nothing was begun.
    let changes = client.branch.changes(0, 10, "").await.expect("the feed");
    assert!(changes.changes.is_empty());
}
