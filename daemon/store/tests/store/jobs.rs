//! Jobs: their order, their states, and what a crash makes of them.

use balie_store::{Entity, Job, JobState, NewJob, Options, Retry, Store, StoreError, Unique};
use chrono::{DateTime, Utc};

use crate::support::*;

async fn enqueue(store: &Store, job: NewJob) -> Result<(), StoreError> {
    write(store, move |tx| Box::pin(async move { tx.enqueue_job(&job, at(0)).await })).await
}

async fn start(store: &Store, id: &'static str) -> Result<Job, StoreError> {
    write(store, move |tx| Box::pin(async move { tx.start_job(id, at(10)).await })).await
}

async fn go(store: &Store, id: &'static str, to: JobState) -> Result<Job, StoreError> {
    write(store, move |tx| Box::pin(async move { tx.move_job(id, to, Some(r#"{"why":1}"#), at(20)).await }))
        .await
}

async fn requeue(store: &Store, id: &'static str, retry: Retry) -> Result<Job, StoreError> {
    write(store, move |tx| Box::pin(async move { tx.requeue_job(id, retry, at(30)).await })).await
}

async fn next(store: &Store, device: &str, now: DateTime<Utc>) -> Option<String> {
    store.read().await.unwrap().read().next_job(device, now).await.unwrap().map(|job| job.id)
}

async fn ahead(store: &Store, id: &str) -> Option<u64> {
    store.read().await.unwrap().read().jobs_ahead(id).await.unwrap()
}

#[tokio::test]
async fn jobs_of_a_device_go_one_by_one_in_order() {
    let fixture = fixture().await;
    let store = &fixture.store;
    for id in ["a", "b", "c"] {
        enqueue(store, job(id, "printer")).await.unwrap();
    }
    enqueue(store, job("x", "scanner")).await.unwrap();
    assert_eq!(next(store, "printer", at(0)).await, text("a"));
    assert_eq!((ahead(store, "a").await, ahead(store, "c").await), (Some(0), Some(2)));

    let started = start(store, "a").await.unwrap();
    assert_eq!((started.state, started.attempts, started.started_at), (JobState::Started, 1, Some(at(10))));
    assert_eq!(next(store, "printer", at(0)).await, None, "the device is busy");
    assert_eq!(next(store, "scanner", at(0)).await, text("x"), "another device is not");
    let busy = StoreError::Taken { what: Unique::Device, holder: None };
    assert_eq!(start(store, "b").await, Err(busy.clone()));
    go(store, "a", JobState::Attention).await.unwrap();
    assert_eq!(start(store, "b").await, Err(busy), "waiting for a card keeps the printer busy");
    assert_eq!((ahead(store, "a").await, ahead(store, "b").await), (None, Some(1)));

    go(store, "a", JobState::Started).await.unwrap();
    let done = go(store, "a", JobState::Done).await.unwrap();
    assert_eq!((done.outcome, done.updated_at), (text(r#"{"why":1}"#), at(20)));
    assert_eq!(next(store, "printer", at(0)).await, text("b"));
    go(store, "b", JobState::Cancelled).await.unwrap();
    assert_eq!(next(store, "printer", at(0)).await, text("c"));
}

#[tokio::test]
async fn the_same_wish_is_queued_once_ever() {
    let fixture = fixture().await;
    let store = &fixture.store;
    enqueue(store, job("a", "printer")).await.unwrap();
    let twice = NewJob { key: "key/a".into(), ..job("b", "printer") };
    let taken = Err(StoreError::Taken { what: Unique::JobKey, holder: text("a") });
    assert_eq!(enqueue(store, twice.clone()).await, taken);
    start(store, "a").await.unwrap();
    go(store, "a", JobState::Done).await.unwrap();
    assert_eq!(enqueue(store, twice).await, taken, "also when it is done");
    let same_id = NewJob { key: "other".into(), ..job("a", "printer") };
    assert_eq!(enqueue(store, same_id).await, Err(StoreError::Taken { what: Unique::Id, holder: None }));
}

#[tokio::test]
async fn a_job_needs_its_registration_and_a_json_payload() {
    let fixture = fixture().await;
    let orphan = NewJob { registration_id: text("gone"), ..job("a", "printer") };
    let missing = StoreError::NotFound { entity: Entity::Registration, id: "gone".into() };
    assert_eq!(enqueue(&fixture.store, orphan).await, Err(missing));
    let broken = NewJob { payload: "{".into(), ..job("a", "printer") };
    assert_eq!(enqueue(&fixture.store, broken).await.unwrap_err().code(), "INVALID");
    let missing = StoreError::NotFound { entity: Entity::Job, id: "a".into() };
    assert_eq!(start(&fixture.store, "a").await, Err(missing));
}

#[tokio::test]
async fn a_delayed_job_waits_and_lets_others_pass() {
    let fixture = fixture().await;
    let store = &fixture.store;
    enqueue(store, NewJob { not_before: Some(at(100)), ..job("late", "accounts") }).await.unwrap();
    enqueue(store, job("now", "accounts")).await.unwrap();
    assert_eq!(next(store, "accounts", at(50)).await, text("now"));
    assert_eq!(next(store, "accounts", at(100)).await, text("late"));
    assert_eq!(start(store, "late").await.unwrap_err().code(), "INVALID");
    let due = store.read().await.unwrap().read().next_job_due("accounts", at(50)).await.unwrap();
    assert_eq!(due, Some(at(100)));

    // Retried with back-off, it is due again only then.
    start(store, "now").await.unwrap();
    let again = requeue(store, "now", Retry::At(at(200))).await.unwrap();
    assert_eq!((again.state, again.attempts, again.not_before), (JobState::Queued, 1, Some(at(200))));
    assert_eq!(next(store, "accounts", at(60)).await, None);
    let due = store.read().await.unwrap().read().next_job_due("accounts", at(60)).await.unwrap();
    assert_eq!(due, Some(at(100)));
}

#[tokio::test]
async fn only_the_states_that_may_follow_do() {
    let fixture = fixture().await;
    let store = &fixture.store;
    for (number, from) in JobState::ALL.into_iter().enumerate() {
        for (other, to) in JobState::ALL.into_iter().enumerate() {
            let id: &'static str = format!("{number}-{other}").leak();
            enqueue(store, job(id, id)).await.unwrap();
            if from == JobState::Cancelled {
                go(store, id, from).await.unwrap();
            } else if from != JobState::Queued {
                start(store, id).await.unwrap();
                if from != JobState::Started {
                    go(store, id, from).await.unwrap();
                }
            }
            let outcome = match to {
                JobState::Queued => requeue(store, id, Retry::Now).await,
                JobState::Started if from == JobState::Queued => start(store, id).await,
                _ => go(store, id, to).await,
            };
            if from.may_become(to) {
                assert_eq!(outcome.unwrap().state, to, "{from} to {to}");
            } else {
                let refused = StoreError::JobState { id: id.to_owned(), found: from, wanted: to };
                assert_eq!(outcome, Err(refused), "{from} to {to}");
            }
        }
    }
}

#[test]
fn nothing_unknown_or_final_starts_by_itself() {
    for state in JobState::ALL {
        assert_eq!(state.is_final(), JobState::ALL.iter().all(|next| !state.may_become(*next)), "{state}");
    }
    assert!(!JobState::Unknown.may_become(JobState::Started));
    assert!(!JobState::Queued.may_become(JobState::Done));
}

#[tokio::test]
async fn after_a_crash_prints_are_unknown_and_look_ups_are_queued() {
    let mut fixture = fixture().await;
    let store = &fixture.store;
    enqueue(store, job("print", "printer")).await.unwrap();
    enqueue(store, job("card", "printer-2")).await.unwrap();
    enqueue(store, NewJob { repeatable: true, ..job("look-up", "accounts") }).await.unwrap();
    enqueue(store, job("waiting", "printer")).await.unwrap();
    for id in ["print", "card", "look-up"] {
        start(store, id).await.unwrap();
    }
    go(store, "card", JobState::Attention).await.unwrap();

    fixture.reopen(Options::default()).await;
    let store = &fixture.store;
    let recover = || write(store, |tx| Box::pin(async move { tx.recover_jobs(at(40)).await }));
    let recovered: Vec<_> = recover().await.unwrap().into_iter().map(|job| (job.id, job.state)).collect();
    let expected = [("print", JobState::Unknown), ("card", JobState::Unknown), ("look-up", JobState::Queued)];
    assert_eq!(recovered, expected.map(|(id, state)| (id.to_owned(), state)));
    assert_eq!(recover().await.unwrap(), Vec::new(), "once is enough");

    let mut snapshot = store.read().await.unwrap();
    let unknown = snapshot.read().jobs_in_state(JobState::Unknown, 0, 10).await.unwrap();
    assert_eq!(unknown.iter().map(|job| job.id.as_str()).collect::<Vec<_>>(), ["print", "card"]);
    let rest = snapshot.read().jobs_in_state(JobState::Unknown, unknown[0].sequence, 10).await.unwrap();
    assert_eq!(rest.len(), 1);
    drop(snapshot);

    // The unknown print no longer holds the printer; only a person puts it back, at its old place.
    assert_eq!(next(store, "printer", at(50)).await, text("waiting"));
    requeue(store, "print", Retry::Now).await.unwrap();
    assert_eq!(next(store, "printer", at(50)).await, text("print"));
}

#[tokio::test]
async fn watchers_hear_of_jobs_and_only_of_jobs() {
    let fixture = fixture().await;
    let mut watch = fixture.store.jobs();
    insert(&fixture.store, "a", content("draft")).await.unwrap();
    assert!(!watch.has_changed().unwrap());
    enqueue(&fixture.store, job("j", "printer")).await.unwrap();
    assert!(watch.has_changed().unwrap());
    watch.mark_unchanged();
    start(&fixture.store, "j").await.unwrap();
    assert!(watch.has_changed().unwrap());
}

#[tokio::test]
async fn jobs_of_a_registration_are_listed_in_order() {
    let fixture = fixture().await;
    insert(&fixture.store, "a", content("draft")).await.unwrap();
    for id in ["z", "y"] {
        enqueue(&fixture.store, NewJob { registration_id: text("a"), ..job(id, "printer") }).await.unwrap();
    }
    enqueue(&fixture.store, job("other", "printer")).await.unwrap();
    let jobs = fixture.store.read().await.unwrap().read().jobs_of("a").await.unwrap();
    assert_eq!(jobs.iter().map(|job| job.id.as_str()).collect::<Vec<_>>(), ["z", "y"]);
}
