//! A revoked station is out at once.

use crate::bench::Bench;
use balie_client::watch::Update;
use balie_client::{ClientError, Code, Language};
use balie_journeys::PATIENCE;
use tokio::time::timeout;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_revoked_station_is_refused_on_open_connections_too() {
    let bench = Bench::open().await;
    let directory = bench.station("balie-2", "counter").await;
    let other = bench.station("balie-3", "counter").await;
    let client = bench.client_in(&directory, Language::Dutch).await.unwrap();
    let other = bench.client(&other).await.unwrap();
    let mut stream = client.branch.watch_changes(0, "");
    let mut other_stream = other.branch.watch_changes(0, "");
    // A stream that is open: a change comes through.
    let local = bench.branch.client("local").await;
    local.registrations.create(None).await.expect("a draft");
    let seen = timeout(PATIENCE, stream.changed()).await.expect("in time");
    assert!(matches!(seen, Some(Ok(_))), "{seen:?}");
    let seen = timeout(PATIENCE, other_stream.changed()).await.expect("in time");
    assert!(matches!(seen, Some(Ok(_))), "{seen:?}");

    let revoked = bench.pki(&["revoke", "balie-2"]);
    assert!(revoked.status.success());
    // The next call on the open connection.
    let error = client.branch.get().await.expect_err("revoked");
    // The connection may have broken first; then the daemon says why on the next one.
    let error = match error {
        ClientError::Refused(_) => error,
        _ => client.branch.get().await.expect_err("revoked"),
    };
    assert!(error.has_reason("STATION_REVOKED"), "{error:?}");
    let refusal = error.refusal().unwrap();
    assert_eq!(refusal.code, Code::Unauthenticated);
    assert!(refusal.message.contains("ingetrokken"), "{refusal:?}");
    // The stream that only listens, while nothing happens.
    let ended = async {
        loop {
            match stream.next().await {
                Some(Ok(Update::Interrupted(_))) => {}
                other => return other,
            }
        }
    };
    match timeout(PATIENCE, ended).await.expect("in time") {
        Some(Err(error)) => assert!(error.has_reason("STATION_REVOKED"), "{error:?}"),
        other => panic!("the stream goes on: {other:?}"),
    }
    // Others notice nothing.
    local.registrations.create(None).await.expect("a draft");
    let seen = timeout(PATIENCE, other_stream.next()).await.expect("in time");
    assert!(matches!(seen, Some(Ok(Update::Changed(_)))), "{seen:?}");

    let error = bench.refusal(&directory).await;
    assert!(error.has_reason("STATION_REVOKED"), "{error:?}");
    // A new code lets it in again.
    let directory = bench.station("balie-2", "counter").await;
    bench.client(&directory).await.unwrap().branch.get().await.expect("enrolled again");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_name_is_held_by_one_pc() {
    let bench = Bench::open().await;
    let old = bench.station("balie-2", "counter").await;
    let kept = bench.branch.path().join("old pc");
    std::fs::rename(&old, &kept).unwrap();
    let new = bench.station("balie-2", "education").await;
    bench.client(&new).await.unwrap().branch.get().await.expect("the new PC");
    let error = bench.refusal(&kept).await;
    assert!(error.has_reason("CERTIFICATE_UNKNOWN"), "{error:?}");
}
