//! Many stations at once.

use std::collections::BTreeSet;

use balie_store::{Changed, StoreError};

use crate::support::*;

const STATIONS: u64 = 32;
const WRITES: u64 = 20;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn stations_that_contend_get_gapless_revisions_and_changes() {
    let fixture = fixture().await;
    insert(&fixture.store, "shared", content("0")).await.unwrap();
    let tasks: Vec<_> = (0..STATIONS)
        .map(|station| {
            let store = fixture.store.clone();
            tokio::spawn(async move {
                let mut given = Vec::new();
                for turn in 0..WRITES {
                    // Half the writes read, decide and write one shared registration; half are its own.
                    let own = format!("s{station}-{turn}");
                    let stamp = write(&store, move |tx| {
                        Box::pin(async move {
                            if turn % 2 == 0 {
                                return tx.insert_registration(&own, &content("draft"), at(0)).await;
                            }
                            let found = tx.read().registration("shared").await?.unwrap();
                            let count: u64 = found.content.step.parse().unwrap();
                            let next = content(&(count + 1).to_string());
                            tx.update_registration("shared", found.revision, &next, at(0)).await
                        })
                    })
                    .await
                    .unwrap();
                    given.push(stamp.change_number);
                }
                given
            })
        })
        .collect();

    let mut numbers = BTreeSet::new();
    for task in tasks {
        let given = task.await.unwrap();
        assert!(given.is_sorted(), "a station sees its own writes in order");
        for number in given {
            assert!(numbers.insert(number), "change {number} was given twice");
        }
    }
    let total = STATIONS * WRITES;
    assert_eq!(numbers, (2..=total + 1).collect(), "no gap in what was given out");

    let shared = get(&fixture.store, "shared").await.unwrap();
    assert_eq!(shared.content.step, (total / 2).to_string(), "no update was lost");
    assert_eq!(shared.revision, 1 + total / 2);

    let changes = fixture.store.read().await.unwrap().read().list_changes(0, 10_000).await.unwrap();
    assert_eq!(changes.changes.len() as u64, 1 + total / 2, "each registration once");
    assert!(changes.changes.is_sorted_by(|a, b| a.number < b.number));
    assert_eq!(changes.resume, total + 1);
    assert!(changes.complete);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_updates_of_one_revision_one_wins() {
    let fixture = fixture().await;
    insert(&fixture.store, "a", content("draft")).await.unwrap();
    let tasks: Vec<_> = (0..STATIONS)
        .map(|station| {
            let store = fixture.store.clone();
            tokio::spawn(async move { update(&store, "a", 1, content(&station.to_string())).await })
        })
        .collect();
    let mut won = 0;
    for task in tasks {
        match task.await.unwrap() {
            Ok(stamp) => {
                won += 1;
                assert_eq!(stamp.revision, 2);
            }
            Err(error) => {
                assert_eq!(error, StoreError::RevisionConflict { id: "a".into(), expected: 1, found: 2 });
            }
        }
    }
    assert_eq!(won, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_follower_reads_whole_commits_while_stations_write() {
    let fixture = fixture().await;
    let mut watch = fixture.store.changes();
    let store = fixture.store.clone();
    let total = 300_u64;
    let follower = tokio::spawn(async move {
        let (mut seen, mut since) = (BTreeSet::new(), 0);
        while since < total {
            watch.wait_for(|last| *last > since).await.unwrap();
            let changes = store.read().await.unwrap().read().list_changes(since, 7).await.unwrap();
            for change in changes.changes {
                assert!(change.number > since);
                since = change.number;
                assert!(matches!(change.changed, Changed::Stored { revision: 1, .. }));
                seen.insert(change.registration_id);
            }
        }
        seen
    });
    let writers: Vec<_> = (0..10)
        .map(|station| {
            let store = fixture.store.clone();
            tokio::spawn(async move {
                for turn in 0..30 {
                    insert(&store, &format!("{station}-{turn}"), content("draft")).await.unwrap();
                }
            })
        })
        .collect();
    for writer in writers {
        writer.await.unwrap();
    }
    assert_eq!(follower.await.unwrap().len() as u64, total);
}
