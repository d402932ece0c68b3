//! The client against a scripted daemon over a real Unix socket.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "helpers of tests")]

mod support;

use balie_client::{
    CallPolicy, Caller, Client, ClientError, Code, Command, Connection, Endpoint, Language, Update, v1,
};
use std::collections::HashMap;
use std::path::Path;
use std::time::Duration;
use support::{Daemon, End, Fake, Scene};
use tonic::Status;
use tonic_types::{ErrorDetails, StatusExt as _};

const PATIENCE: Duration = Duration::from_secs(60);

async fn client(socket: &Path, policy: CallPolicy) -> Result<Client, ClientError> {
    let caller = Caller::new(Language::English, Some("balie-2".into())).unwrap();
    Ok(Client::new(&Connection::connect_with(Endpoint::unix(socket), caller, policy).await?))
}

async fn within<T>(work: impl Future<Output = T>) -> T {
    tokio::time::timeout(PATIENCE, work).await.expect("took too long")
}

struct Setting {
    daemon: Daemon,
    fake: Fake,
    client: Client,
    _directory: tempfile::TempDir,
}

async fn setting() -> Setting {
    let directory = tempfile::tempdir().unwrap();
    let fake = Fake::default();
    let daemon = Daemon::start(&directory.path().join("balied.sock"), fake.clone());
    let client = client(&daemon.socket, CallPolicy::default()).await.unwrap();
    Setting { daemon, fake, client, _directory: directory }
}

#[tokio::test]
async fn a_call_carries_language_station_and_one_request_id() {
    let Setting { fake, client, .. } = &setting().await;
    fake.0
        .lock()
        .unwrap()
        .refusals
        .extend([Status::unavailable("starting"), Status::unavailable("starting")]);
    let save = Command::Save(v1::Save {});
    let applied = within(client.registrations.apply("registrations/1", "etag", save)).await.unwrap();
    assert_eq!(applied.jobs, ["jobs/1"]);

    let script = fake.0.lock().unwrap();
    assert_eq!(script.applied.len(), 3);
    assert_eq!(script.signed[0], ("en".to_owned(), "balie-2".to_owned()));
    assert!(!script.applied[0].request_id.is_empty());
    assert!(script.applied.iter().all(|request| *request == script.applied[0]));
}

#[tokio::test]
async fn a_refusal_is_final_and_typed() {
    let Setting { fake, client, .. } = &setting().await;
    let metadata = HashMap::from([("possible".to_owned(), "pay,remit".to_owned())]);
    let details = ErrorDetails::with_error_info("NOT_IN_THIS_STEP", "balie.v1", metadata);
    let refused = Status::with_error_details(Code::FailedPrecondition, "not now", details);
    fake.0.lock().unwrap().refusals.push_back(refused);

    let save = Command::Save(v1::Save {});
    let error = within(client.registrations.apply("registrations/1", "", save)).await.unwrap_err();
    assert!(error.refusal().unwrap().is_wrong_step());
    assert_eq!(error.refusal().unwrap().metadata["possible"], "pay,remit");
    assert_eq!(fake.0.lock().unwrap().applied.len(), 1);
}

#[tokio::test]
async fn a_daemon_that_says_nothing_is_left_in_time() {
    let directory = tempfile::tempdir().unwrap();
    let fake = Fake::default();
    fake.0.lock().unwrap().silent = true;
    let daemon = Daemon::start(&directory.path().join("s"), fake);
    let policy = CallPolicy { deadline: Duration::from_millis(200), ..CallPolicy::default() };
    let client = client(&daemon.socket, policy).await.unwrap();
    let error = within(client.registrations.get("registrations/1")).await.unwrap_err();
    assert!(matches!(error, ClientError::TimedOut), "{error:?}");
}

#[tokio::test]
async fn a_missing_daemon_is_unreachable_at_once() {
    let directory = tempfile::tempdir().unwrap();
    let socket = directory.path().join("nobody.sock");
    let error = within(client(&socket, CallPolicy::default())).await.unwrap_err();
    assert!(
        matches!(&error, ClientError::Unreachable { at, .. } if at.ends_with("nobody.sock")),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_call_survives_a_restart_of_the_daemon() {
    let Setting { daemon, fake, client, _directory } = setting().await;
    within(client.registrations.get("registrations/1")).await.unwrap();
    let socket = daemon.socket.clone();
    daemon.kill();
    let asking = tokio::spawn({
        let client = client.clone();
        async move { client.registrations.get("registrations/1").await }
    });
    tokio::task::yield_now().await;
    let _daemon = Daemon::start(&socket, fake);
    assert_eq!(within(asking).await.unwrap().unwrap().name, "registrations/1");
}

#[tokio::test]
async fn a_watch_comes_back_and_ends_with_a_refusal() {
    let Setting { fake, client, .. } = &setting().await;
    fake.0.lock().unwrap().scenes.extend([
        Scene { revisions: vec![1, 2], end: End::Fail(Status::unavailable("stopping")) },
        Scene { revisions: vec![3], end: End::Close },
        Scene { revisions: vec![4], end: End::Fail(Status::permission_denied("no longer")) },
    ]);
    let mut watch = client.registrations.watch("registrations/1");
    let (mut revisions, mut interruptions) = (Vec::new(), 0);
    let refused = loop {
        match within(watch.next()).await {
            Some(Ok(Update::Changed(registration))) => revisions.push(registration.revision),
            Some(Ok(Update::Interrupted(_))) => interruptions += 1,
            Some(Err(error)) => break error,
            None => panic!("ended without its refusal"),
        }
    };
    assert_eq!(revisions, [1, 2, 3, 4]);
    assert_eq!(interruptions, 2);
    assert_eq!(refused.refusal().unwrap().code, Code::PermissionDenied);
    assert!(within(watch.next()).await.is_none());
}

#[tokio::test]
async fn a_watch_survives_a_killed_daemon() {
    let Setting { daemon, fake, client, _directory } = setting().await;
    fake.0
        .lock()
        .unwrap()
        .scenes
        .extend([Scene { revisions: vec![1], end: End::Hold }, Scene { revisions: vec![2], end: End::Hold }]);
    let mut watch = client.registrations.watch("registrations/1");
    assert_eq!(within(watch.changed()).await.unwrap().unwrap().revision, 1);
    let socket = daemon.socket.clone();
    daemon.kill();
    let _daemon = Daemon::start(&socket, fake);
    let found = within(watch.find(|registration| registration.revision == 2)).await.unwrap();
    assert!(found.is_some());
}

#[tokio::test]
async fn lists_go_page_after_page_to_their_limit() {
    let client = setting().await;
    let count = async |limit| {
        within(client.client.registrations.list_up_to(Default::default(), limit)).await.unwrap().len()
    };
    assert_eq!(count(2).await, 2);
    assert_eq!(count(4).await, 4);
    assert_eq!(count(100).await, 6);
}

#[tokio::test]
async fn an_answer_without_its_content_is_an_error() {
    let Setting { client, .. } = &setting().await;
    let error = within(client.registrations.create(None)).await.unwrap_err();
    assert!(matches!(error, ClientError::Incomplete { part: "registration" }), "{error:?}");
}
