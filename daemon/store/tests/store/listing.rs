//! Listings: every filter, every order, pages that stay whole while others write.

use balie_store::{Content, Cursor, DayTotals, Facets, Filter, Order, Store};
use chrono::NaiveDate;
use proptest::collection::vec;
use proptest::prelude::*;

use crate::support::*;

const ORDERS: [Order; 4] =
    [Order::CreatedAscending, Order::CreatedDescending, Order::ChangedAscending, Order::ChangedDescending];

fn day(number: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 1 + number).unwrap()
}

fn pick(names: [&str; 3], number: usize) -> Option<String> {
    names.get(number).map(|name| (*name).to_owned())
}

/// A registration out of few values, so that filters meet several; index 3 leaves a value out.
fn arbitrary() -> impl Strategy<Value = (Content, i64)> {
    let names = vec(0..4_usize, 8);
    (names, 0..4_u32, 0..4_i64, any::<bool>(), -1..2_i64).prop_map(|(n, date, created, terminal, balance)| {
        let facets = Facets {
            pass_number: pick(["p1", "p2", "p3"], n[0]),
            birth_date: (date < 3).then(|| day(date)),
            surname_key: pick(["jansen", "janssen", "de%vries"], n[1]),
            subscription: pick(["0045", "0021", "0053"], n[2]),
            station: pick(["desk-1", "desk-2", "desk-3"], n[3]),
            place: pick(["ANNEN", "EELDE", "RODEN"], n[4]),
            enrolled_on: (n[5] < 3).then(|| day(date)),
            open_balance_cents: balance * 5800,
            fee_cents: 5800,
            mandate_state: pick(["printed", "signed", "revoked"], n[5]),
            account_state: pick(["pending", "active", "lapsed"], n[6]),
            account_deadline: (n[6] == 0).then(|| at(created)),
            ..Facets::default()
        };
        let step = ["draft", "person", "settled", "cancelled"][n[7]];
        (Content { terminal, facets, ..content(step) }, created)
    })
}

fn filter() -> impl Strategy<Value = Filter> {
    let some = |names: [&'static str; 3]| prop_oneof![3 => Just(None), 1 => (0..3_usize).prop_map(move |n| pick(names, n))];
    let instant = || prop_oneof![3 => Just(None), 1 => (0..4_i64).prop_map(|n| Some(at(n)))];
    let date = || prop_oneof![3 => Just(None), 1 => (0..3_u32).prop_map(|n| Some(day(n)))];
    let steps = prop_oneof![
        2 => Just(vec![]),
        1 => Just(vec!["person".to_owned()]),
        1 => Just(vec!["draft".to_owned(), "settled".to_owned()]),
    ];
    (
        (
            steps,
            prop::option::weighted(0.2, any::<bool>()),
            some(["p1", "p2", "p3"]),
            prop::bool::weighted(0.2),
        ),
        (instant(), instant(), instant(), date(), date(), date()),
        (some(["jan", "jans", "de%"]), some(["0045", "0021", "x"]), some(["desk-1", "desk-2", "x"])),
        (some(["ANNEN", "EELDE", "x"]), some(["printed", "signed", "x"]), some(["pending", "active", "x"])),
    )
        .prop_map(|(a, b, c, d)| Filter {
            steps: a.0,
            terminal: a.1,
            pass_number: a.2,
            open_balance: a.3,
            created_from: b.0,
            created_before: b.1,
            account_deadline_before: b.2,
            enrolled_from: b.3,
            enrolled_until: b.4,
            birth_date: b.5,
            surname_prefix: c.0,
            subscription: c.1,
            station: c.2,
            place: d.0,
            mandate_state: d.1,
            account_state: d.2,
            ..Filter::default()
        })
}

/// The same question asked of a plain list.
fn matches(filter: &Filter, content: &Content, created: i64) -> bool {
    fn same<T: PartialEq>(wanted: &Option<T>, found: &Option<T>) -> bool {
        wanted.is_none() || wanted == found
    }
    let facets = &content.facets;
    let prefix = filter.surname_prefix.as_deref();
    (filter.steps.is_empty() || filter.steps.contains(&content.step))
        && filter.terminal.is_none_or(|terminal| terminal == content.terminal)
        && same(&filter.pass_number, &facets.pass_number)
        && same(&filter.birth_date, &facets.birth_date)
        && same(&filter.subscription, &facets.subscription)
        && same(&filter.station, &facets.station)
        && same(&filter.place, &facets.place)
        && same(&filter.mandate_state, &facets.mandate_state)
        && same(&filter.account_state, &facets.account_state)
        && (!filter.open_balance || facets.open_balance_cents > 0)
        && filter.created_from.is_none_or(|from| at(created) >= from)
        && filter.created_before.is_none_or(|before| at(created) < before)
        && filter.account_deadline_before.is_none_or(|t| facets.account_deadline.is_some_and(|d| d < t))
        && filter.enrolled_from.is_none_or(|from| facets.enrolled_on.is_some_and(|d| d >= from))
        && filter.enrolled_until.is_none_or(|until| facets.enrolled_on.is_some_and(|d| d <= until))
        && prefix.is_none_or(|p| facets.surname_key.as_deref().is_some_and(|s| s.starts_with(p)))
}

async fn all(store: &Store, filter: &Filter, order: Order, limit: u32) -> Vec<String> {
    let (mut ids, mut after) = (Vec::new(), None);
    loop {
        let mut snapshot = store.read().await.unwrap();
        let page = snapshot.read().list_registrations(filter, order, after.as_ref(), limit).await.unwrap();
        assert!(page.registrations.len() <= limit as usize);
        ids.extend(page.registrations.into_iter().map(|found| found.id));
        match page.next {
            // Through text, as a client would give it back.
            Some(next) => after = Some(Cursor::decode(&next.encode()).unwrap()),
            None => return ids,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn listings_agree_with_a_plain_list(
        rows in vec(arbitrary(), 1..25),
        updated in vec(any::<prop::sample::Index>(), 0..6),
        filters in vec(filter(), 12),
        limit in 1..5_u32,
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let fixture = fixture().await;
            let mut model = Vec::new();
            let contents = rows.clone();
            let touched: Vec<_> = updated.iter().map(|index| index.index(rows.len())).collect();
            let stamps = write(&fixture.store, move |tx| Box::pin(async move {
                let mut stamps = Vec::new();
                for (number, (content, created)) in contents.iter().enumerate() {
                    stamps.push(tx.insert_registration(&format!("r{number}"), content, at(*created)).await?);
                }
                for number in touched {
                    let id = format!("r{number}");
                    stamps[number] =
                        tx.update_registration(&id, stamps[number].revision, &contents[number].0, at(9)).await?;
                }
                Ok(stamps)
            })).await.unwrap();
            for (number, ((content, created), stamp)) in rows.into_iter().zip(stamps).enumerate() {
                model.push((format!("r{number}"), content, created, stamp.change_number, number));
            }
            for filter in &filters {
                for order in ORDERS {
                    let mut expected: Vec<_> =
                        model.iter().filter(|(_, content, created, ..)| matches(filter, content, *created)).collect();
                    expected.sort_by_key(|(_, _, created, change, number)| match order {
                        Order::CreatedAscending | Order::CreatedDescending => (*created, *number),
                        _ => (0, usize::try_from(*change).unwrap()),
                    });
                    if matches!(order, Order::CreatedDescending | Order::ChangedDescending) {
                        expected.reverse();
                    }
                    let expected: Vec<_> = expected.into_iter().map(|(id, ..)| id.clone()).collect();
                    let found = all(&fixture.store, filter, order, limit).await;
                    prop_assert_eq!(found, expected, "{:?}", order);
                }
            }
            Ok(())
        })?;
    }
}

#[tokio::test]
async fn pages_stay_whole_while_rows_come_change_and_go() {
    let fixture = fixture().await;
    let store = &fixture.store;
    for number in 0..10 {
        insert_at(store, &format!("r{number}"), content("draft"), at(number)).await.unwrap();
    }
    let order = Order::CreatedDescending;
    let mut snapshot = store.read().await.unwrap();
    let first = snapshot.read().list_registrations(&Filter::default(), order, None, 4).await.unwrap();
    drop(snapshot);
    let ids: Vec<_> = first.registrations.iter().map(|found| found.id.as_str()).collect();
    assert_eq!(ids, ["r9", "r8", "r7", "r6"]);

    insert_at(store, "newer", content("draft"), at(50)).await.unwrap();
    update(store, "r3", 1, content("person")).await.unwrap();
    // The very row the page ended with, and one that was shown.
    erase(store, "r6").await.unwrap();
    erase(store, "r8").await.unwrap();

    let mut snapshot = store.read().await.unwrap();
    let next = first.next.as_ref();
    let second = snapshot.read().list_registrations(&Filter::default(), order, next, 100).await.unwrap();
    let ids: Vec<_> = second.registrations.iter().map(|found| found.id.as_str()).collect();
    assert_eq!(ids, ["r5", "r4", "r3", "r2", "r1", "r0"]);
    assert_eq!(second.next, None);

    let other = Order::ChangedDescending;
    let refused = snapshot.read().list_registrations(&Filter::default(), other, next, 4).await;
    assert_eq!(refused.unwrap_err().code(), "INVALID");
}

#[tokio::test]
async fn a_page_has_no_more_than_a_thousand() {
    let fixture = fixture().await;
    write(&fixture.store, |tx| {
        Box::pin(async move {
            for number in 0..1001 {
                tx.insert_registration(&format!("r{number}"), &content("draft"), at(0)).await?;
            }
            Ok(())
        })
    })
    .await
    .unwrap();
    let mut snapshot = fixture.store.read().await.unwrap();
    for (limit, expected) in [(0, 1), (u32::MAX, 1000)] {
        let page =
            snapshot.read().list_registrations(&Filter::default(), Order::default(), None, limit).await;
        assert_eq!(page.unwrap().registrations.len(), expected);
    }
}

/// Rows of 1 MiB were stored before texts were bounded: no page of them fills the memory, and none is left out.
#[tokio::test]
async fn pages_of_large_registrations_end_early() {
    let fixture = fixture().await;
    let large = Content { state: format!("{:?}", "x".repeat(1_500_000)), ..content("draft") };
    let vast = Content { state: format!("{:?}", "x".repeat(9_000_000)), ..content("draft") };
    for (id, content) in [("a", &large), ("b", &large), ("c", &large), ("vast", &vast), ("d", &large)] {
        insert(&fixture.store, id, content.clone()).await.unwrap();
    }
    let mut snapshot = fixture.store.read().await.unwrap();
    let (mut pages, mut after) = (Vec::new(), None);
    loop {
        let filter = Filter::default();
        let order = Order::CreatedAscending;
        let page = snapshot.read().list_registrations(&filter, order, after.as_ref(), 1000).await.unwrap();
        pages.push(page.registrations.into_iter().map(|found| found.id).collect::<Vec<_>>());
        after = match page.next {
            Some(next) => Some(next),
            None => break,
        };
    }
    assert_eq!(pages, [vec!["a", "b"], vec!["c"], vec!["vast"], vec!["d"]]);

    let (mut stretches, mut since) = (Vec::new(), 0);
    loop {
        let stretch = snapshot.read().list_changes(since, 10_000).await.unwrap();
        stretches.push(stretch.changes.iter().map(|change| change.number).collect::<Vec<_>>());
        since = stretch.resume;
        if stretch.complete {
            break;
        }
    }
    assert_eq!(stretches, [vec![1, 2], vec![3], vec![4], vec![5]]);
}

#[tokio::test]
async fn days_are_counted_and_summed_also_after_erasure() {
    let fixture = fixture().await;
    let store = &fixture.store;
    let enrolled = |code: Option<&str>, number, open| {
        with(Facets {
            subscription: code.map(str::to_owned),
            enrolled_on: Some(day(number)),
            fee_cents: 5800,
            open_balance_cents: open,
            ..Facets::default()
        })
    };
    insert(store, "a", enrolled(Some("0045"), 1, 5800)).await.unwrap();
    insert(store, "b", enrolled(Some("0045"), 1, 0)).await.unwrap();
    insert(store, "c", enrolled(Some("0021"), 1, 0)).await.unwrap();
    insert(store, "d", enrolled(None, 2, 100)).await.unwrap();
    insert(store, "e", enrolled(Some("0045"), 4, 0)).await.unwrap();
    insert(store, "draft", content("draft")).await.unwrap();

    let totals = |number, code, registrations, open_balance_cents| DayTotals {
        day: day(number),
        subscription: code,
        registrations,
        fee_cents: 5800 * i64::try_from(registrations).unwrap(),
        open_balance_cents,
    };
    let expected =
        vec![totals(1, text("0021"), 1, 0), totals(1, text("0045"), 2, 5800), totals(2, None, 1, 100)];
    let summary =
        || async { store.read().await.unwrap().read().daily_summary(day(1), day(3)).await.unwrap() };
    assert_eq!(summary().await, expected);
    for id in ["a", "b", "d", "draft"] {
        erase(store, id).await.unwrap();
    }
    assert_eq!(summary().await, expected);
}
