//! Who may be the same person.

use balie_store::{DuplicateQuery, Facets};

use crate::support::*;

#[tokio::test]
async fn candidates_share_a_birth_date_an_address_or_an_account() {
    let fixture = fixture().await;
    let store = &fixture.store;
    let born = "1991-01-01".parse().ok();
    let person = |surname: &str, birth_date, email: &str, iban: &str| {
        with(Facets {
            birth_date,
            surname_key: text(surname),
            email_key: text(email),
            iban_key: text(iban),
            ..Facets::default()
        })
    };
    insert_at(store, "self", person("test", born, "a@x", "i1"), at(0)).await.unwrap();
    insert_at(store, "same-name", person("test", born, "b@x", "i2"), at(1)).await.unwrap();
    insert_at(store, "same-day", person("vries", born, "c@x", "i3"), at(2)).await.unwrap();
    insert_at(store, "same-email", person("vries", "2001-01-01".parse().ok(), "a@x", "i4"), at(3))
        .await
        .unwrap();
    insert_at(store, "same-iban", person("vries", None, "d@x", "i1"), at(4)).await.unwrap();
    insert_at(store, "stranger", person("test", None, "e@x", "i5"), at(5)).await.unwrap();
    insert_at(store, "blank", content("draft"), at(6)).await.unwrap();

    let wanted = DuplicateQuery {
        except: text("self"),
        birth_date: born,
        surname_key: text("test"),
        email_key: text("a@x"),
        iban_key: text("i1"),
    };
    let mut snapshot = store.read().await.unwrap();
    let found = snapshot.read().duplicates(&wanted, 10).await.unwrap();
    let shown: Vec<_> = found
        .iter()
        .map(|c| (c.registration.id.as_str(), c.same_birth_date, c.same_email, c.same_iban))
        .collect();
    let expected = [
        ("same-iban", false, false, true),
        ("same-email", false, true, false),
        ("same-name", true, false, false),
        ("same-day", true, false, false),
    ];
    assert_eq!(shown, expected);
    assert_eq!(snapshot.read().duplicates(&wanted, 2).await.unwrap().len(), 2);

    // Nothing to compare with finds nobody, least of all everybody who left the same things blank.
    assert_eq!(snapshot.read().duplicates(&DuplicateQuery::default(), 10).await.unwrap(), Vec::new());
    // Without an exception, the one being made is found as well.
    let all = DuplicateQuery { except: None, ..wanted };
    assert_eq!(snapshot.read().duplicates(&all, 10).await.unwrap().len(), 5);
}
