//! No room left: the write fails as a whole, nothing else does, and work goes on once there is room.

use balie_store::{AttachmentInfo, Options, StoreError};
use balie_virtual::SmallDisk;
use futures_util::future::join_all;

use crate::support::*;

const SMALL: Options = Options {
    readers: 2,
    queue: 64,
    batch: 16,
    busy_timeout: std::time::Duration::from_secs(5),
    unit_timeout: std::time::Duration::from_secs(30),
    check_up_to: u64::MAX,
    max_bytes: Some(600 * 1024),
};

fn page(id: &str) -> AttachmentInfo {
    AttachmentInfo {
        id: id.to_owned(),
        registration_id: "a".to_owned(),
        kind: "mandate".to_owned(),
        media_type: "image/png".to_owned(),
        created_at: at(0),
        length: 0,
    }
}

async fn attach(fixture: &Fixture, id: &str, bytes: usize) -> Result<(), StoreError> {
    let info = page(id);
    write(&fixture.store, move |tx| Box::pin(async move { tx.attach(&info, vec![1; bytes]).await })).await
}

/// Attaches until there is no room; returns how many fitted.
async fn fill(fixture: &Fixture) -> usize {
    for number in 0..1000 {
        if let Err(error) = attach(fixture, &format!("page-{number}"), 20_000).await {
            assert_eq!(error, StoreError::DiskFull { path: fixture.path.clone() });
            return number;
        }
    }
    panic!("the limit was never reached");
}

#[tokio::test]
async fn a_write_without_room_fails_whole_and_the_store_goes_on() {
    let mut fixture = fixture_with(SMALL).await;
    insert(&fixture.store, "a", content("draft")).await.unwrap();
    let fitted = fill(&fixture).await;
    assert!(fitted > 0);

    // A unit whose last step does not fit keeps none of its steps, also when it makes light of the failure.
    let outcome = write(&fixture.store, |tx| {
        Box::pin(async move {
            let stamp = tx.update_registration("a", 1, &content("person"), at(1)).await?;
            let lost = tx.attach(&page("too-much"), vec![1; 200_000]).await;
            assert_eq!(lost.as_ref().unwrap_err().code(), "STORE_DISK_FULL");
            assert_eq!(
                tx.enqueue_job(&job("j", "printer"), at(1)).await,
                lost,
                "nothing is written after that"
            );
            Ok(stamp)
        })
    })
    .await;
    assert_eq!(outcome, Err(StoreError::DiskFull { path: fixture.path.clone() }));
    let found = get(&fixture.store, "a").await.unwrap();
    assert_eq!((found.revision, found.content.step.as_str()), (1, "draft"));
    assert_eq!(*fixture.store.changes().borrow(), 1);

    // Reading goes on, and small writes in the room that is left.
    update(&fixture.store, "a", 1, content("person")).await.unwrap();

    // Room comes free.
    write(&fixture.store, |tx| {
        Box::pin(async move {
            tx.detach("page-0").await?;
            tx.detach("page-1").await
        })
    })
    .await
    .unwrap();
    attach(&fixture, "fits-again", 20_000).await.unwrap();

    fixture.reopen(Options { max_bytes: None, ..SMALL }).await;
    fixture.store.check().await.unwrap();
    let attached = fixture.store.read().await.unwrap().read().attachments_of("a").await.unwrap();
    assert_eq!(attached.len(), fitted - 2 + 1);
    attach(&fixture, "too-much", 200_000).await.unwrap();
}

/// SQLite may give up the whole transaction when there is no room, so a unit that would have fitted can fail
/// with the one that did not. It is then told so, and nothing of it is kept.
#[tokio::test]
async fn what_is_answered_is_what_is_kept() {
    let fixture = fixture_with(SMALL).await;
    insert(&fixture.store, "a", content("draft")).await.unwrap();
    fill(&fixture).await;
    let count = |name: String| {
        write(&fixture.store, move |tx| Box::pin(async move { tx.next_counter(&name, 1, 9).await }))
    };
    let (fixture, count) = (&fixture, &count);
    let units = (0..12).map(|number| async move {
        if number % 2 == 0 {
            let info = page(&format!("big-{number}"));
            let attached = write(&fixture.store, move |tx| {
                Box::pin(async move { tx.attach(&info, vec![1; 300_000]).await.map(|()| 0) })
            });
            attached.await
        } else {
            count(format!("n{number}")).await
        }
    });
    let full = StoreError::DiskFull { path: fixture.path.clone() };
    for (number, outcome) in join_all(units).await.into_iter().enumerate() {
        if number % 2 == 0 {
            assert_eq!(outcome, Err(full.clone()), "{number}");
        } else {
            let expected = match outcome {
                Ok(given) => given + 1,
                Err(error) => {
                    assert_eq!(error, full, "{number}");
                    1
                }
            };
            assert_eq!(count(format!("n{number}")).await, Ok(expected), "{number}");
        }
    }
    fixture.store.check().await.unwrap();
}

/// On a real full disk SQLite gives up whole transactions, which the page limit above does not provoke.
#[tokio::test]
async fn a_real_full_disk_is_survived() {
    let place = tempfile::tempdir().unwrap();
    let Some(_disk) = SmallDisk::mount(place.path(), 4).unwrap() else { return };
    let directory = place.path();
    let ballast = directory.join("ballast");
    std::fs::write(&ballast, vec![1; 2 << 20]).unwrap();
    let path = directory.join("balie.db");
    let store = balie_store::Store::open(&path, Options::default()).await.unwrap();
    insert(&store, "a", content("draft")).await.unwrap();
    let fixture = Fixture { store, path, directory: tempfile::tempdir().unwrap() };
    let mut fitted = 0;
    let mut full = 0;
    for number in 0..400 {
        let fixture = &fixture;
        let batch =
            (0..8).map(|unit| async move { attach(fixture, &format!("{number}-{unit}"), 9000).await });
        for outcome in join_all(batch).await {
            match outcome {
                Ok(()) => fitted += 1,
                Err(error) => {
                    assert_eq!(error, StoreError::DiskFull { path: fixture.path.clone() });
                    full += 1;
                }
            }
        }
        if full > 20 {
            break;
        }
    }
    assert!(fitted > 0 && full > 20, "{fitted} fitted, {full} did not");
    assert_eq!(fixture.store.backup_to(directory.join("copy")).await.unwrap_err().code(), "STORE_DISK_FULL");
    assert!(!directory.join("copy.partial").exists());
    let attached = fixture.store.read().await.unwrap().read().attachments_of("a").await.unwrap();
    assert_eq!(attached.len(), fitted, "what was answered is there, and nothing else");
    fixture.store.check().await.unwrap();
    // Somebody makes room.
    std::fs::remove_file(ballast).unwrap();
    fixture.store.checkpoint().await.unwrap();
    erase(&fixture.store, "a").await.unwrap();
    insert(&fixture.store, "b", content("draft")).await.unwrap();
    fixture.store.close().await;
}
