//! Erasing persons: what goes, what stays, and when it is due.

use std::fs;

use balie_store::{
    AttachmentInfo, AuditEntry, Changed, Content, ErasureSchedule, Facets, JobState, NewJob, NewResponse,
    Replay, StoreError, Unique,
};

use crate::support::*;

const SECRET: &str = "Zwaardemaker-Visscher";

async fn person(fixture: &Fixture) {
    write(&fixture.store, |tx| {
        Box::pin(async move {
            let state = format!(r#"{{"surname":"{SECRET}"}}"#);
            let facets = Facets { surname_key: text(SECRET), ..Facets::default() };
            tx.insert_registration("a", &Content { state, facets, ..content("draft") }, at(0)).await?;
            let payload = format!(r#"{{"name":"{SECRET}"}}"#);
            let print = NewJob { registration_id: text("a"), payload, ..job("j", "printer") };
            tx.enqueue_job(&print, at(0)).await?;
            let scan = AttachmentInfo {
                id: "scan".into(),
                registration_id: "a".into(),
                kind: "mandate".into(),
                media_type: "image/png".into(),
                created_at: at(0),
                length: 0,
            };
            tx.attach(&scan, SECRET.repeat(500).into_bytes()).await?;
            let response = NewResponse {
                actor: "desk-1",
                request_id: "r",
                request_hash: b"h",
                response: SECRET.as_bytes(),
                registration_id: Some("a"),
            };
            tx.remember(&response, at(0)).await?;
            let entry = AuditEntry {
                registration_id: text("a"),
                at: at(0),
                actor: "clerk".into(),
                station: text("desk-1"),
                role: "counter".into(),
                action: "create".into(),
                fields: vec!["surname".into()],
                revision: Some(1),
            };
            tx.audit(&entry).await.map(|_| ())
        })
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn all_that_is_personal_goes_and_a_tombstone_stays() {
    let fixture = fixture().await;
    person(&fixture).await;
    fixture.store.checkpoint().await.unwrap();
    let legible = || fs::read(&fixture.path).unwrap().windows(SECRET.len()).any(|w| w == SECRET.as_bytes());
    assert!(legible(), "the test must be able to find it");

    assert_eq!(erase(&fixture.store, "a").await, Ok(2));
    let mut snapshot = fixture.store.read().await.unwrap();
    let mut reader = snapshot.read();
    assert_eq!(reader.registration("a").await.unwrap(), None);
    assert_eq!(reader.job("j").await.unwrap(), None);
    assert_eq!(reader.attachment("scan").await.unwrap(), None);
    assert_eq!(reader.replay("desk-1", "r", b"h", at(0)).await.unwrap(), Replay::Fresh);
    assert_eq!(reader.audit_of("a", 0, 10).await.unwrap().len(), 1);
    let changes = reader.list_changes(0, 10).await.unwrap();
    assert_eq!(changes.changes.len(), 1);
    assert_eq!(changes.changes[0].number, 2);
    assert_eq!(changes.changes[0].changed, Changed::Erased { at: at(2) });
    drop(snapshot);

    fixture.store.checkpoint().await.unwrap();
    assert!(!legible(), "no trace in the file");
    let mut log = fixture.path.clone().into_os_string();
    log.push("-wal");
    assert_eq!(fs::metadata(log).map_or(0, |found| found.len()), 0, "nor in its log");

    // It cannot come back under its id, and erasing twice is told.
    let taken = StoreError::Taken { what: Unique::Id, holder: None };
    assert_eq!(insert(&fixture.store, "a", content("draft")).await, Err(taken));
    assert_eq!(erase(&fixture.store, "a").await.unwrap_err().code(), "NOT_FOUND");
}

#[tokio::test]
async fn nothing_is_erased_under_a_working_device() {
    let fixture = fixture().await;
    person(&fixture).await;
    write(&fixture.store, |tx| Box::pin(async move { tx.start_job("j", at(1)).await })).await.unwrap();
    assert_eq!(erase(&fixture.store, "a").await, Err(StoreError::JobUnderWay { id: "a".into() }));
    assert!(get(&fixture.store, "a").await.is_some());
    write(&fixture.store, |tx| Box::pin(async move { tx.move_job("j", JobState::Done, None, at(1)).await }))
        .await
        .unwrap();
    erase(&fixture.store, "a").await.unwrap();
}

async fn acknowledge(
    fixture: &Fixture,
    reader: &'static str,
    number: u64,
    hours: i64,
) -> Result<u64, StoreError> {
    let when = at(hours * 3600);
    write(&fixture.store, move |tx| Box::pin(async move { tx.acknowledge(reader, number, when).await })).await
}

async fn due(fixture: &Fixture, confirmed_hours: i64, abandoned: i64) -> Vec<String> {
    let schedule = ErasureSchedule { confirmed: at(confirmed_hours * 3600), abandoned: at(abandoned) };
    fixture.store.read().await.unwrap().read().due_for_erasure(&schedule, 10).await.unwrap()
}

fn finished(patron_number: Option<u64>) -> Content {
    let facets = Facets { patron_number, ..Facets::default() };
    Content { terminal: true, facets, ..content("enrolled") }
}

#[tokio::test]
async fn finished_ones_are_due_when_every_reader_confirmed_them_long_enough() {
    let fixture = fixture().await;
    insert_at(&fixture.store, "one", finished(Some(1)), at(3600)).await.unwrap();
    insert_at(&fixture.store, "two", finished(Some(2)), at(3600)).await.unwrap();
    insert_at(&fixture.store, "draft", content("draft"), at(5)).await.unwrap();
    assert_eq!(due(&fixture, 9999, 4).await, Vec::<String>::new(), "nobody confirmed anything");
    assert_eq!(due(&fixture, 0, 5).await, ["draft"], "abandoned ones need no confirmation");

    assert_eq!(acknowledge(&fixture, "central", 1, 0).await, Ok(1));
    assert_eq!(acknowledge(&fixture, "central", 3, 48).await, Ok(3));
    assert_eq!(acknowledge(&fixture, "central", 2, 49).await, Ok(3), "an older answer that comes late");
    assert_eq!(acknowledge(&fixture, "central", 4, 50).await.unwrap_err().code(), "INVALID");
    assert_eq!(due(&fixture, -1, 0).await, Vec::<String>::new());
    assert_eq!(due(&fixture, 47, 0).await, ["one"]);
    assert_eq!(due(&fixture, 48, 0).await, ["one", "two"]);
    assert_eq!(confirmed(&fixture, 1).await, Some(at(0)));
    assert_eq!(confirmed(&fixture, 2).await, Some(at(48 * 3600)));
    assert_eq!(confirmed(&fixture, 4).await, None);

    // A second reader is waited for until it confirms or is forgotten.
    assert_eq!(acknowledge(&fixture, "archive", 0, 1).await, Ok(0));
    assert_eq!(due(&fixture, 48, 0).await, Vec::<String>::new());
    assert_eq!(confirmed(&fixture, 1).await, None);
    let forget = || write(&fixture.store, |tx| Box::pin(async move { tx.forget_reader("archive").await }));
    assert_eq!((forget().await, forget().await), (Ok(true), Ok(false)));
    assert_eq!(due(&fixture, 48, 0).await, ["one", "two"]);

    // A change after the confirmation has to be confirmed again.
    update(&fixture.store, "one", 1, finished(Some(1))).await.unwrap();
    assert_eq!(due(&fixture, 48, 0).await, ["two"]);
    let known = fixture.store.read().await.unwrap().read().acknowledged("central").await.unwrap();
    assert_eq!(known, Some(3));
}

async fn confirmed(fixture: &Fixture, change: u64) -> Option<chrono::DateTime<chrono::Utc>> {
    fixture.store.read().await.unwrap().read().confirmed_at(change).await.unwrap()
}

#[tokio::test]
async fn what_was_saved_is_no_draft_and_what_was_not_is_one_also_when_cancelled() {
    let fixture = fixture().await;
    let saved = Content { terminal: false, ..finished(Some(1)) };
    insert_at(&fixture.store, "saved", saved, at(1)).await.unwrap();
    insert_at(&fixture.store, "cancelled", finished(None), at(2)).await.unwrap();
    acknowledge(&fixture, "central", 2, 0).await.unwrap();
    assert_eq!(due(&fixture, 9999, 1).await, Vec::<String>::new());
    assert_eq!(due(&fixture, 9999, 9999).await, ["cancelled"], "somebody still has to finish the other");
}
