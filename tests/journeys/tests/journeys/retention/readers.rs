//! Readers of the change feed that are gone for good.

use super::traces::{enrolled, erased};
use balie_client::{CallPolicy, Language};
use balie_journeys::Branch;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn erasure_waits_for_a_reader_until_it_is_forgotten() {
    let branch = Branch::open("").await;
    let client = branch.client("balie-1").await;
    let user = client.branch.caller().await.expect("who I am").user;
    let done = enrolled(&client, 1).await;
    let feed = client.branch.changes(0, 1000, "").await.expect("the feed");
    client.branch.acknowledge(feed.last_number, &feed.epoch).await.expect("confirmed");
    // Confirmed: no express wish is needed any more.
    branch.balie("nl", &["changes", "--forget", &user]).await.done();
    let refused = client.registrations.erase(&done.name, "", false).await.expect_err("nobody has it");
    assert!(refused.has_reason("NOT_CONFIRMED"), "{refused:?}");
    for (language, words) in
        [(Language::Dutch, "Deze lezer bestaat niet"), (Language::English, "There is no such reader")]
    {
        let client = branch.client_with("balie-1", language, CallPolicy::default()).await;
        let refused = client.branch.forget_reader(&user).await.expect_err("forgotten");
        assert!(refused.has_reason("NOT_FOUND"), "{refused:?}");
        assert!(refused.refusal().is_some_and(|refusal| refusal.message.contains(words)), "{refused:?}");
    }
    let required = client.branch.forget_reader("").await.expect_err("whom?");
    assert_eq!(required.refusal().map(|refusal| refusal.violations_of("reader").count()), Some(1));
    client.branch.acknowledge(feed.last_number, &feed.epoch).await.expect("confirmed again");
    client.registrations.erase(&done.name, "", false).await.expect("erased");
    erased(&branch, &client, &done).await;
}
