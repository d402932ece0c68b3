//! Audit trail and attachments.

use balie_store::{Attachment, AttachmentInfo, AuditEntry, Entity, StoreError, Unique};

use crate::support::*;

fn entry(registration: Option<&str>, action: &str) -> AuditEntry {
    AuditEntry {
        registration_id: registration.map(str::to_owned),
        at: at(1),
        actor: "clerk-7".into(),
        station: text("desk-1"),
        role: "counter".into(),
        action: action.into(),
        fields: vec!["email".into(), "iban \"quoted\"".into()],
        revision: registration.map(|_| 3),
    }
}

#[tokio::test]
async fn the_trail_is_kept_in_order_and_per_registration() {
    let fixture = fixture().await;
    let numbers = write(&fixture.store, |tx| {
        Box::pin(async move {
            let mut numbers = Vec::new();
            for entry in [entry(Some("a"), "create"), entry(None, "login"), entry(Some("a"), "viewed")] {
                numbers.push(tx.audit(&entry).await?);
            }
            Ok(numbers)
        })
    })
    .await
    .unwrap();
    assert_eq!(numbers, [1, 2, 3]);
    let mut snapshot = fixture.store.read().await.unwrap();
    let of_a = snapshot.read().audit_of("a", 0, 10).await.unwrap();
    let entries: Vec<_> = of_a.iter().map(|record| &record.entry).collect();
    assert_eq!(entries, [&entry(Some("a"), "create"), &entry(Some("a"), "viewed")]);
    assert_eq!(snapshot.read().audit_of("a", 1, 10).await.unwrap()[..], of_a[1..]);
    let all = snapshot.read().audit_trail(1, 1).await.unwrap();
    assert_eq!((all.len(), all[0].sequence, &all[0].entry), (1, 2, &entry(None, "login")));
}

#[tokio::test]
async fn documents_belong_to_a_registration() {
    let fixture = fixture().await;
    insert(&fixture.store, "a", content("draft")).await.unwrap();
    let info = |registration: &str| AttachmentInfo {
        id: "scan".into(),
        registration_id: registration.into(),
        kind: "mandate".into(),
        media_type: "application/pdf".into(),
        created_at: at(3),
        length: 4,
    };
    let attach = |info: AttachmentInfo| {
        write(&fixture.store, move |tx| Box::pin(async move { tx.attach(&info, b"%PDF".to_vec()).await }))
    };
    let missing = StoreError::NotFound { entity: Entity::Registration, id: "gone".into() };
    assert_eq!(attach(info("gone")).await, Err(missing));
    attach(info("a")).await.unwrap();
    assert_eq!(attach(info("a")).await, Err(StoreError::Taken { what: Unique::Id, holder: None }));

    let mut snapshot = fixture.store.read().await.unwrap();
    assert_eq!(snapshot.read().attachments_of("a").await.unwrap(), [info("a")]);
    let found = snapshot.read().attachment("scan").await.unwrap();
    assert_eq!(found, Some(Attachment { info: info("a"), bytes: b"%PDF".to_vec() }));
    drop(snapshot);

    let detach = || write(&fixture.store, |tx| Box::pin(async move { tx.detach("scan").await }));
    detach().await.unwrap();
    assert_eq!(detach().await, Err(StoreError::NotFound { entity: Entity::Attachment, id: "scan".into() }));
}
