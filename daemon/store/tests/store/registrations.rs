//! Storing registrations: revisions, numbers that are in use once, what is read back.

use balie_store::{Content, Entity, Facets, StoreError, Unique};

use crate::support::*;

fn full() -> Facets {
    Facets {
        pass_number: text("29401000075801"),
        pass_active: true,
        patron_number: Some(381_847),
        birth_date: "1991-01-01".parse().ok(),
        surname_key: text("test"),
        email_key: text("a@example.org"),
        iban_key: text("key"),
        subscription: text("0045"),
        station: text("desk-1"),
        place: text("ANNEN"),
        enrolled_on: "2026-02-01".parse().ok(),
        open_balance_cents: -250,
        fee_cents: 5800,
        mandate_state: text("signed"),
        mandate_reference: text("BALIE-9401-000001"),
        account_state: text("pending"),
        account_deadline: Some(at(86_400)),
    }
}

#[tokio::test]
async fn an_announcement_is_a_change_without_a_revision() {
    let fixture = fixture().await;
    let announce = |id: &'static str| write(&fixture.store, move |tx| Box::pin(tx.announce_registration(id)));
    insert(&fixture.store, "a", content("settling")).await.unwrap();
    insert(&fixture.store, "b", content("settling")).await.unwrap();
    let mut expected = get(&fixture.store, "a").await.unwrap();
    expected.change_number = 3;
    let mut news = fixture.store.changes();
    news.mark_unchanged();
    assert_eq!(announce("a").await, Ok(3));
    assert!(news.has_changed().unwrap());
    assert!(get(&fixture.store, "a").await.unwrap() == expected);
    // What is not there leaves no gap.
    let missing = StoreError::NotFound { entity: Entity::Registration, id: "c".into() };
    assert_eq!(announce("c").await, Err(missing));
    assert_eq!(announce("b").await, Ok(4));
}

#[tokio::test]
async fn what_is_stored_is_read_back() {
    let fixture = fixture().await;
    let content = Content { terminal: true, ..with(full()) };
    let stamp = insert(&fixture.store, "a", content.clone()).await.unwrap();
    assert_eq!((stamp.revision, stamp.change_number), (1, 1));

    let found = get(&fixture.store, "a").await.unwrap();
    assert_eq!((found.created_at, found.updated_at), (at(0), at(0)));
    // Compared by fields: debug output of the contents is empty on purpose.
    assert!(found.content == content);

    let mut snapshot = fixture.store.read().await.unwrap();
    let mut reader = snapshot.read();
    let expected = Some(found);
    assert_eq!(reader.registration_by_pass("29401000075801").await.unwrap(), expected);
    assert_eq!(reader.registration_by_patron_number(381_847).await.unwrap(), expected);
    assert_eq!(reader.registration_by_mandate_reference("BALIE-9401-000001").await.unwrap(), expected);
    assert_eq!(reader.registration_by_pass("29401000075802").await.unwrap(), None);
    assert_eq!(reader.registration("b").await.unwrap(), None);
}

#[tokio::test]
async fn an_update_replaces_every_part_that_differs() {
    let fixture = fixture().await;
    insert(&fixture.store, "a", with(full())).await.unwrap();
    // From everything to nothing and back: each column is written in both directions.
    let empty = Content { terminal: true, ..content("cancelled") };
    update(&fixture.store, "a", 1, empty.clone()).await.unwrap();
    let found = get(&fixture.store, "a").await.unwrap();
    assert!(found.content == empty);
    assert_eq!((found.revision, found.change_number), (2, 2));
    assert_eq!((found.created_at, found.updated_at), (at(0), at(1)));
    update(&fixture.store, "a", 2, with(full())).await.unwrap();
    assert!(get(&fixture.store, "a").await.unwrap().content == with(full()));
}

#[tokio::test]
async fn a_stale_revision_is_refused_and_changes_nothing() {
    let fixture = fixture().await;
    insert(&fixture.store, "a", content("draft")).await.unwrap();
    update(&fixture.store, "a", 1, content("person")).await.unwrap();
    let error = update(&fixture.store, "a", 1, content("subscription")).await.unwrap_err();
    assert_eq!(error, StoreError::RevisionConflict { id: "a".into(), expected: 1, found: 2 });
    assert_eq!(get(&fixture.store, "a").await.unwrap().content.step, "person");
    assert_eq!(*fixture.store.changes().borrow(), 2);
    let error = update(&fixture.store, "b", 1, content("person")).await.unwrap_err();
    assert_eq!(error, StoreError::NotFound { entity: Entity::Registration, id: "b".into() });
}

#[tokio::test]
async fn a_pass_is_in_use_once() {
    let fixture = fixture().await;
    let pass = |active| with(Facets { pass_number: text("p"), pass_active: active, ..Facets::default() });
    insert(&fixture.store, "a", pass(true)).await.unwrap();
    let taken = StoreError::Taken { what: Unique::Pass, holder: text("a") };
    assert_eq!(insert(&fixture.store, "b", pass(true)).await, Err(taken.clone()));
    // Having had it is no obstacle.
    insert(&fixture.store, "b", pass(false)).await.unwrap();
    assert_eq!(update(&fixture.store, "b", 1, pass(true)).await, Err(taken));
    // Cancelling frees it.
    update(&fixture.store, "a", 1, pass(false)).await.unwrap();
    update(&fixture.store, "b", 1, pass(true)).await.unwrap();
    let mut snapshot = fixture.store.read().await.unwrap();
    assert_eq!(snapshot.read().registration_by_pass("p").await.unwrap().unwrap().id, "b");
}

#[tokio::test]
async fn other_numbers_are_used_once_whatever_happens() {
    let fixture = fixture().await;
    let patron = with(Facets { patron_number: Some(7), ..Facets::default() });
    let mandate = with(Facets { mandate_reference: text("m"), ..Facets::default() });
    insert(&fixture.store, "a", patron.clone()).await.unwrap();
    insert(&fixture.store, "b", mandate.clone()).await.unwrap();
    let taken = |what, holder| Err(StoreError::Taken { what, holder: text(holder) });
    // A patron who enrols again keeps the number; it then names the registration changed last.
    insert(&fixture.store, "again", patron).await.unwrap();
    let mut snapshot = fixture.store.read().await.unwrap();
    assert_eq!(snapshot.read().registration_by_patron_number(7).await.unwrap().unwrap().id, "again");
    assert_eq!(insert(&fixture.store, "c", mandate).await, taken(Unique::MandateReference, "b"));
    assert_eq!(insert(&fixture.store, "a", content("draft")).await, taken(Unique::Id, "a"));
}

#[tokio::test]
async fn carrying_on_after_a_refusal_leaves_no_gap_in_the_feed() {
    let fixture = fixture().await;
    insert(&fixture.store, "a", content("draft")).await.unwrap();
    let stamp = write(&fixture.store, |tx| {
        Box::pin(async move {
            tx.insert_registration("a", &content("draft"), at(0)).await.unwrap_err();
            tx.update_registration("a", 7, &content("draft"), at(0)).await.unwrap_err();
            tx.insert_registration("b", &content("draft"), at(0)).await
        })
    });
    assert_eq!(stamp.await.unwrap().change_number, 2);
}

#[tokio::test]
async fn nonsense_is_refused() {
    let fixture = fixture().await;
    let broken = Content { state: "{".into(), ..content("draft") };
    assert_eq!(insert(&fixture.store, "a", broken).await.unwrap_err().code(), "INVALID");
    let no_number = with(Facets { pass_active: true, ..Facets::default() });
    assert_eq!(insert(&fixture.store, "a", no_number).await.unwrap_err().code(), "INVALID");
    let huge = with(Facets { patron_number: Some(u64::MAX), ..Facets::default() });
    assert_eq!(insert(&fixture.store, "a", huge).await.unwrap_err().code(), "INVALID");
    assert_eq!(get(&fixture.store, "a").await, None);
}

#[test]
fn debug_output_holds_nothing_personal() {
    let shown = format!("{:?} {:?}", with(full()), full());
    for secret in ["29401000075801", "1991", "test", "example.org", "ANNEN", "BALIE-9401"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}
