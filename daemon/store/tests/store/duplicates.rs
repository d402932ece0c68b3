//! Who may be the same person.

use balie_store::{Content, DuplicateQuery, Facets};

use crate::support::*;

/// Leaves it to the date alone.
fn everybody(_: &str) -> bool {
    true
}

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
        except_step: None,
        birth_date: born,
        surname_key: text("test"),
        email_key: text("a@x"),
        iban_key: text("i1"),
    };
    let mut snapshot = store.read().await.unwrap();
    let found = snapshot.read().duplicates(&wanted, everybody, 10).await.unwrap();
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
    assert_eq!(snapshot.read().duplicates(&wanted, everybody, 2).await.unwrap().len(), 2);

    // Nothing to compare with finds nobody, least of all everybody who left the same things blank.
    assert_eq!(
        snapshot.read().duplicates(&DuplicateQuery::default(), everybody, 10).await.unwrap(),
        Vec::new()
    );
    // Without an exception, the one being made is found as well.
    let all = DuplicateQuery { except: None, ..wanted };
    assert_eq!(snapshot.read().duplicates(&all, everybody, 10).await.unwrap().len(), 5);
}

/// A library has as many institutions as it likes, all born on 1 January 1980, and cancels as many registrations.
#[tokio::test]
async fn nobody_is_hidden_behind_many_others() {
    let fixture = fixture().await;
    let store = &fixture.store;
    let born = "1980-01-01".parse().ok();
    let person = |surname: &str, birth_date, email: Option<&str>| {
        with(Facets {
            surname_key: text(surname),
            birth_date,
            email_key: email.and_then(text),
            ..Facets::default()
        })
    };
    insert_at(store, "same-person", person("test", born, None), at(0)).await.unwrap();
    insert_at(store, "same-iban", with(Facets { iban_key: text("i1"), ..Facets::default() }), at(1))
        .await
        .unwrap();
    for number in 2..70 {
        let institution = format!("school{number}");
        insert_at(store, &institution, person(&institution, born, None), at(number)).await.unwrap();
        let mail = format!("family{number}");
        insert_at(store, &mail, person(&mail, None, Some("a@x")), at(number)).await.unwrap();
        let gone = Content { step: "cancelled".to_owned(), ..person("test", born, Some("a@x")) };
        insert_at(store, &format!("gone{number}"), gone, at(number)).await.unwrap();
    }
    let wanted = DuplicateQuery {
        except: text("self"),
        except_step: text("cancelled"),
        birth_date: born,
        surname_key: text("test"),
        email_key: text("a@x"),
        iban_key: text("i1"),
    };
    let mut snapshot = store.read().await.unwrap();
    let found = snapshot.read().duplicates(&wanted, |name| name == "test", 50).await.unwrap();
    assert_eq!(found.len(), 50, "bounded");
    let has = |id: &str| found.iter().find(|candidate| candidate.registration.id == id);
    assert!(has("same-person").is_some_and(|found| found.same_birth_date && !found.same_email));
    assert!(has("same-iban").is_some_and(|found| found.same_iban && !found.same_birth_date));
    assert_eq!(found.iter().filter(|found| found.same_email).count(), 48, "those made last");
    assert!(has("family69").is_some() && has("family2").is_none());
    assert!(!found.iter().any(|found| found.registration.content.step == "cancelled"));
}
