//! Erasing persons: what goes, what stays, and when it is due.

use std::fs;

use balie_store::{
    AttachmentInfo, AuditEntry, Changed, Content, ErasureSchedule, Facets, JobState, NewJob, NewResponse,
    Options, Replay, Store, StoreError, UnfinishedErasure, Unique,
};
use sqlx::{Connection, SqliteConnection};

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

#[tokio::test]
async fn a_job_under_way_that_can_be_repeated_goes_with_its_registration() {
    let fixture = fixture().await;
    insert(&fixture.store, "a", content("draft")).await.unwrap();
    write(&fixture.store, |tx| {
        Box::pin(async move {
            let account = NewJob { registration_id: text("a"), repeatable: true, ..job("j", "accounts") };
            tx.enqueue_job(&account, at(0)).await?;
            tx.enqueue_job(&job("next", "accounts"), at(0)).await?;
            tx.start_job("j", at(1)).await.map(|_| ())
        })
    })
    .await
    .unwrap();
    erase(&fixture.store, "a").await.unwrap();
    let mut snapshot = fixture.store.read().await.unwrap();
    assert_eq!(snapshot.read().job("j").await.unwrap(), None);
    let next = snapshot.read().next_job("accounts", at(2)).await.unwrap();
    assert_eq!(next.map(|job| job.id).as_deref(), Some("next"), "its worker is free");
}

async fn unfinished(fixture: &Fixture) -> Vec<UnfinishedErasure> {
    fixture.store.read().await.unwrap().read().unfinished_erasures(10).await.unwrap()
}

#[tokio::test]
async fn an_erasure_is_unfinished_until_that_is_said_and_its_user_name_is_then_nowhere_legible() {
    let fixture = fixture().await;
    insert(&fixture.store, "a", content("draft")).await.unwrap();
    let note = UnfinishedErasure { registration_id: "a".to_owned(), user_name: text("2512345678") };
    assert!(!format!("{note:?}").contains("2512345678"));
    let noted = note.clone();
    let number = write(&fixture.store, move |tx| {
        Box::pin(async move {
            let number = tx.erase_registration("a", at(1)).await?;
            tx.note_unfinished_erasure(&noted).await.map(|()| number)
        })
    })
    .await
    .unwrap();
    let mut snapshot = fixture.store.read().await.unwrap();
    assert_eq!(snapshot.read().tombstone_of("a").await, Ok(Some(number)));
    assert_eq!(snapshot.read().tombstone_of("b").await, Ok(None));
    assert_eq!(snapshot.read().unfinished_erasure("a").await, Ok(Some(note.clone())));
    assert_eq!(snapshot.read().unfinished_erasure("b").await, Ok(None));
    drop(snapshot);
    assert_eq!(unfinished(&fixture).await, [note]);

    fixture.store.checkpoint().await.unwrap();
    let legible = || fs::read(&fixture.path).unwrap().windows(10).any(|window| window == b"2512345678");
    assert!(legible(), "the test must be able to find it");
    for _ in 0..2 {
        write(&fixture.store, |tx| Box::pin(async move { tx.finish_erasure("a").await })).await.unwrap();
    }
    fixture.store.checkpoint().await.unwrap();
    assert!(!legible());
    assert_eq!(unfinished(&fixture).await, []);
}

#[tokio::test]
async fn erasures_on_request_of_earlier_releases_are_unfinished() {
    let fixture = fixture().await;
    for (id, action) in [("asked", "erase_on_request"), ("due", "erase_confirmed")] {
        insert(&fixture.store, id, content("draft")).await.unwrap();
        write(&fixture.store, move |tx| {
            Box::pin(async move {
                let entry = AuditEntry {
                    registration_id: text(id),
                    at: at(1),
                    actor: "clerk".into(),
                    station: None,
                    role: "branch_admin".into(),
                    action: action.into(),
                    fields: Vec::new(),
                    revision: Some(1),
                };
                tx.audit(&entry).await?;
                tx.erase_registration(id, at(1)).await
            })
        })
        .await
        .unwrap();
    }
    assert_eq!(unfinished(&fixture).await, []);
    fixture.store.close().await;
    // As the release before left it.
    let mut old = SqliteConnection::connect(&format!("sqlite://{}", fixture.path.display())).await.unwrap();
    sqlx::query("DROP TABLE unfinished_erasures").execute(&mut old).await.unwrap();
    sqlx::query("DELETE FROM _sqlx_migrations WHERE version >= 6").execute(&mut old).await.unwrap();
    old.close().await.unwrap();
    let store = Store::open(&fixture.path, Options::default()).await.unwrap();
    let found = store.read().await.unwrap().read().unfinished_erasures(10).await.unwrap();
    assert_eq!(found, [UnfinishedErasure { registration_id: "asked".to_owned(), user_name: None }]);
    store.close().await;
}

#[tokio::test]
async fn registrations_are_found_by_what_their_state_holds() {
    let fixture = fixture().await;
    for (id, state) in [("b", r#"{"user":"2512"}"#), ("a", r#"{"user":"25%"}"#), ("c", r#"[{"x":"2512"}]"#)] {
        insert(&fixture.store, id, Content { state: state.to_owned(), ..content("draft") }).await.unwrap();
    }
    let mut snapshot = fixture.store.read().await.unwrap();
    for (text, expected) in [("2512", vec!["b", "c"]), ("25%", vec!["a"]), ("nobody", vec![])] {
        let found = snapshot.read().registrations_holding(text).await.unwrap();
        assert_eq!(found.iter().map(|found| found.id.as_str()).collect::<Vec<_>>(), expected, "{text}");
    }
}
