//! When somebody asks for it (AVG, article 17).

use super::traces::{draft, enrolled, erased, gone};
use balie_client::{CallPolicy, Language, RequestId};
use balie_journeys::Branch;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_registration_is_erased_on_request_once_and_for_all() {
    let branch = Branch::open("").await;
    let client = branch.client("balie-1").await;
    let done = enrolled(&client, 1).await;
    let half = draft(&client, 2).await;

    // What the central administration does not have yet is erased on express wish only.
    for (language, words) in [
        (Language::Dutch, "nog niet bevestigd"),
        (Language::English, "has not confirmed this registration yet"),
    ] {
        let client = branch.client_with("balie-1", language, CallPolicy::default()).await;
        let refused = client.registrations.erase(&done.name, "", false).await.expect_err("not confirmed");
        assert!(refused.has_reason("NOT_CONFIRMED"), "{refused:?}");
        assert!(refused.refusal().is_some_and(|refusal| refusal.message.contains(words)), "{refused:?}");
    }
    let stale = client.registrations.erase(&done.name, "1-stale", true).await.expect_err("stale");
    assert!(stale.has_reason("ETAG_STALE"), "{stale:?}");
    assert_eq!(client.registrations.get(&done.name).await.expect("it is there"), done);

    let id = RequestId::new();
    let number = client.registrations.erase_as(id, &done.name, &done.etag, true).await.expect("erased");
    let again = client.registrations.erase_as(id, &done.name, &done.etag, true).await.expect("told again");
    assert_eq!(number, again);
    erased(&branch, &client, &done).await;
    // A draft was never anybody else's concern.
    client.registrations.erase(&half.name, "", false).await.expect("erased");
    erased(&branch, &client, &half).await;
    gone(&branch).await;
    let missing = client.registrations.erase(&half.name, "", false).await.expect_err("gone");
    assert!(missing.has_reason("NOT_FOUND"), "{missing:?}");
}
