//! Backup and restore.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use balie_store::{NewResponse, Options, Replay, RestoreOptions, Store, StoreError, restore};

use crate::support::*;

async fn next_patron(store: &Store) -> u64 {
    write(store, |tx| Box::pin(async move { tx.next_counter("patron", 1, 9999).await })).await.unwrap()
}

#[tokio::test]
async fn a_backup_is_the_committed_state_and_can_be_put_back() {
    let fixture = fixture().await;
    let copy = fixture.directory.path().join("copy.db");
    insert(&fixture.store, "kept", content("draft")).await.unwrap();
    assert_eq!(next_patron(&fixture.store).await, 1);
    write(&fixture.store, |tx| {
        Box::pin(async move {
            tx.acknowledge("central", 1, at(0)).await?;
            let response = NewResponse {
                actor: "desk-1",
                request_id: "r",
                request_hash: b"h",
                response: b"answer",
                registration_id: None,
            };
            tx.remember(&response, at(0)).await
        })
    })
    .await
    .unwrap();
    fixture.store.backup_to(&copy).await.unwrap();
    assert_eq!(fs::metadata(&copy).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(fixture.store.backup_to(&copy).await, Err(StoreError::FileExists { path: copy.clone() }));

    insert(&fixture.store, "lost", content("draft")).await.unwrap();
    assert_eq!(next_patron(&fixture.store).await, 2);
    let locked = restore(&copy, &fixture.path, RestoreOptions::default()).await;
    assert_eq!(locked, Err(StoreError::Locked { path: fixture.path.clone() }));

    let epoch = fixture.store.epoch().to_owned();
    fixture.store.close().await;
    restore(&copy, &fixture.path, RestoreOptions { skip_numbers: 50 }).await.unwrap();
    let store = Store::open(&fixture.path, Options::default()).await.unwrap();
    assert_ne!(store.epoch(), epoch, "readers must notice");
    for told in [true, false] {
        let taken = write(&store, |tx| Box::pin(async move { tx.take_restored().await })).await;
        assert_eq!(taken, Ok(told), "the restore is dealt with once");
    }
    assert!(get(&store, "kept").await.is_some());
    assert!(get(&store, "lost").await.is_none());
    assert_eq!(*store.changes().borrow(), 1);
    assert_eq!(next_patron(&store).await, 52, "number 2 was given out after the backup");
    let mut snapshot = store.read().await.unwrap();
    assert_eq!(snapshot.read().acknowledged("central").await.unwrap(), None);
    assert_eq!(snapshot.read().replay("desk-1", "r", b"h", at(0)).await.unwrap(), Replay::Fresh);
    drop(snapshot);
    store.close().await;

    // What was replaced is kept beside it, and is whole.
    let old = fixture.directory.path().join("balie.db.before-restore");
    let store = Store::open(&old, Options::default()).await.unwrap();
    assert!(get(&store, "lost").await.is_some());
}

#[tokio::test]
async fn a_restore_needs_no_database_and_survives_a_damaged_one() {
    let fixture = fixture().await;
    let copy = fixture.directory.path().join("copy.db");
    insert(&fixture.store, "kept", content("draft")).await.unwrap();
    fixture.store.backup_to(&copy).await.unwrap();
    fixture.store.close().await;
    // Backups may be kept where they cannot be written.
    fs::set_permissions(&copy, fs::Permissions::from_mode(0o400)).unwrap();

    let fresh = fixture.directory.path().join("fresh.db");
    restore(&copy, &fresh, RestoreOptions::default()).await.unwrap();
    let store = Store::open(&fresh, Options::default()).await.unwrap();
    assert!(get(&store, "kept").await.is_some());

    fs::write(&fixture.path, vec![0x5a; 50_000]).unwrap();
    let mut log = fixture.path.clone().into_os_string();
    log.push("-wal");
    fs::write(&log, vec![0x5a; 5_000]).unwrap();
    restore(&copy, &fixture.path, RestoreOptions::default()).await.unwrap();
    let store = Store::open(&fixture.path, Options::default()).await.unwrap();
    assert!(get(&store, "kept").await.is_some());
}

#[tokio::test]
async fn what_is_no_backup_is_refused_and_the_database_stays() {
    let fixture = fixture().await;
    insert(&fixture.store, "kept", content("draft")).await.unwrap();
    fixture.store.close().await;
    let nonsense = fixture.directory.path().join("nonsense");
    for bytes in [vec![], vec![1; 10_000]] {
        fs::write(&nonsense, bytes).unwrap();
        let refused = restore(&nonsense, &fixture.path, RestoreOptions::default()).await;
        assert_eq!(refused, Err(StoreError::NotADatabase { path: nonsense.clone() }));
    }
    // The right header with damage behind it.
    let mut bytes = fs::read(&fixture.path).unwrap();
    bytes[100..].fill(0xa5);
    fs::write(&nonsense, bytes).unwrap();
    let refused = restore(&nonsense, &fixture.path, RestoreOptions::default()).await;
    assert_eq!(refused, Err(StoreError::Corrupt { path: nonsense.clone() }));
    let store = Store::open(&fixture.path, Options::default()).await.unwrap();
    assert!(get(&store, "kept").await.is_some());
    assert!(!fixture.directory.path().join("balie.db.restoring").exists());
}

/// It holds whole registrations, of people who may be erased later.
#[tokio::test]
async fn what_a_killed_restore_left_behind_is_gone_when_the_store_is_opened() {
    let fixture = fixture().await;
    fixture.store.close().await;
    let left =
        ["", "-wal", "-shm", "-journal"].map(|end| fixture.path.with_extension(format!("db.restoring{end}")));
    for path in &left {
        fs::write(path, "half a database").unwrap();
    }
    let store = Store::open(&fixture.path, Options::default()).await.unwrap();
    let there: Vec<_> = left.iter().filter(|path| path.exists()).collect();
    assert!(there.is_empty(), "{there:?}");
    store.close().await;
}

#[tokio::test]
async fn a_backup_that_cannot_be_made_leaves_nothing() {
    let fixture = fixture().await;
    let nowhere = fixture.directory.path().join("gone/copy.db");
    assert_eq!(fixture.store.backup_to(&nowhere).await.unwrap_err().code(), "STORE_IO");
    insert(&fixture.store, "a", content("draft")).await.unwrap();
}
