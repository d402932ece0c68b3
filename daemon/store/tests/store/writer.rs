//! The writer: units are atomic, apart from each other, and answered after the commit.

use std::sync::Arc;
use std::time::Duration;

use balie_store::{Options, StoreError};
use futures_util::future::join_all;
use tokio::sync::Notify;

use crate::support::*;

/// The error of a caller that has errors of its own.
#[derive(Debug, PartialEq)]
enum Refusal {
    Rule,
    Store(StoreError),
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

#[tokio::test]
async fn a_refusing_unit_leaves_nothing() {
    let fixture = fixture().await;
    let outcome: Result<(), Refusal> = fixture
        .store
        .write(|tx| {
            Box::pin(async move {
                tx.insert_registration("a", &content("draft"), at(0)).await?;
                tx.enqueue_job(&job("j", "printer"), at(0)).await?;
                assert!(tx.read().registration("a").await?.is_some(), "own writes are visible");
                Err(Refusal::Rule)
            })
        })
        .await;
    assert_eq!(outcome, Err(Refusal::Rule));
    assert_eq!(get(&fixture.store, "a").await, None);
    assert_eq!(fixture.store.read().await.unwrap().read().job("j").await.unwrap(), None);
    assert_eq!(*fixture.store.changes().borrow(), 0);
    assert_eq!(*fixture.store.jobs().borrow(), 0);
    // Its number was never given out, so the next unit gets it.
    assert_eq!(insert(&fixture.store, "b", content("draft")).await.unwrap().change_number, 1);
}

/// Holds the writer in a first unit while others queue up behind it, so that all share one transaction.
async fn in_one_batch<T>(fixture: &Fixture, others: impl Future<Output = T>) -> T {
    let (entered, release) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let (enter, wait) = (Arc::clone(&entered), Arc::clone(&release));
    let store = fixture.store.clone();
    let first = tokio::spawn(async move {
        write(&store, move |tx| {
            Box::pin(async move {
                enter.notify_one();
                wait.notified().await;
                tx.insert_registration("first", &content("draft"), at(0)).await
            })
        })
        .await
    });
    entered.notified().await;
    let ((), outcome) = tokio::join!(
        async {
            // The others are polled, and so queued, before this is polled again.
            tokio::task::yield_now().await;
            release.notify_one();
        },
        others
    );
    assert_eq!(first.await.unwrap().unwrap().change_number, 1);
    outcome
}

#[tokio::test]
async fn a_failing_unit_in_a_batch_is_undone_alone() {
    let fixture = fixture().await;
    let watch = fixture.store.changes();
    let units = (0..30_u64).map(|number| {
        let store = fixture.store.clone();
        async move {
            store
                .write::<_, Refusal, _>(move |tx| {
                    Box::pin(async move {
                        let stamp =
                            tx.insert_registration(&format!("r{number}"), &content("draft"), at(0)).await?;
                        match number % 3 {
                            0 => Ok(stamp.change_number),
                            1 => Err(Refusal::Rule),
                            _ => panic!("a mistake in a unit"),
                        }
                    })
                })
                .await
        }
    });
    let outcomes = in_one_batch(&fixture, join_all(units)).await;
    for (number, outcome) in (0..).zip(outcomes) {
        let expected = match number % 3 {
            0 => Ok(2 + number / 3),
            1 => Err(Refusal::Rule),
            _ => Err(Refusal::Store(StoreError::UnitPanicked)),
        };
        assert_eq!(outcome, expected, "{number}");
        assert_eq!(get(&fixture.store, &format!("r{number}")).await.is_some(), number % 3 == 0, "{number}");
    }
    assert_eq!(*watch.borrow(), 11);
}

#[tokio::test]
async fn a_unit_that_takes_too_long_is_undone_and_the_next_one_runs() {
    let options = Options { unit_timeout: Duration::from_millis(200), ..Options::default() };
    let fixture = fixture_with(options).await;
    let outcome = write(&fixture.store, |tx| {
        Box::pin(async move {
            tx.insert_registration("a", &content("draft"), at(0)).await?;
            std::future::pending::<Result<(), StoreError>>().await
        })
    })
    .await;
    assert_eq!(outcome, Err(StoreError::UnitTimedOut));
    assert_eq!(get(&fixture.store, "a").await, None);
    insert(&fixture.store, "b", content("draft")).await.unwrap();
}

#[tokio::test]
async fn work_goes_on_when_the_caller_stops_waiting() {
    let fixture = fixture().await;
    let entered = Arc::new(Notify::new());
    let enter = Arc::clone(&entered);
    let store = fixture.store.clone();
    let caller = tokio::spawn(async move {
        write(&store, move |tx| {
            Box::pin(async move {
                enter.notify_one();
                tx.insert_registration("a", &content("draft"), at(0)).await
            })
        })
        .await
    });
    entered.notified().await;
    caller.abort();
    // Closing waits for what was under way.
    let mut fixture = fixture;
    fixture.reopen(Options::default()).await;
    assert!(get(&fixture.store, "a").await.is_some());
}

#[tokio::test]
async fn closing_finishes_what_is_queued() {
    let mut fixture = fixture().await;
    let store = fixture.store.clone();
    let inserts = join_all((0..50).map(|number| {
        let store = store.clone();
        async move { insert(&store, &format!("r{number}"), content("draft")).await }
    }));
    let (inserts, ()) = tokio::join!(inserts, fixture.store.close());
    assert!(inserts.iter().all(Result::is_ok), "queued before closing");
    fixture.store = open_when_free(&fixture.path).await;
    assert_eq!(*fixture.store.changes().borrow(), 50);
}

#[tokio::test]
async fn a_snapshot_stays_as_it_was() {
    let fixture = fixture().await;
    insert(&fixture.store, "a", content("draft")).await.unwrap();
    let mut snapshot = fixture.store.read().await.unwrap();
    assert_eq!(snapshot.read().last_change_number().await.unwrap(), 1);
    update(&fixture.store, "a", 1, content("person")).await.unwrap();
    insert(&fixture.store, "b", content("draft")).await.unwrap();
    assert_eq!(snapshot.read().last_change_number().await.unwrap(), 1);
    assert_eq!(snapshot.read().registration("a").await.unwrap().unwrap().content.step, "draft");
    assert_eq!(snapshot.read().registration("b").await.unwrap(), None);
    drop(snapshot);
    assert_eq!(get(&fixture.store, "a").await.unwrap().content.step, "person");
}

#[tokio::test]
async fn a_follower_finds_what_it_was_woken_for() {
    let fixture = fixture().await;
    insert(&fixture.store, "a", content("draft")).await.unwrap();
    // Live followers are woken after the commit, so that what they read is there.
    let mut watch = fixture.store.changes();
    watch.mark_unchanged();
    let store = fixture.store.clone();
    let follower = tokio::spawn(async move {
        watch.changed().await.unwrap();
        let number = *watch.borrow();
        let changes = store.read().await.unwrap().read().list_changes(number - 1, 10).await.unwrap();
        changes.changes.first().map(|change| change.registration_id.clone())
    });
    insert(&fixture.store, "b", content("draft")).await.unwrap();
    assert_eq!(follower.await.unwrap(), text("b"));
}
