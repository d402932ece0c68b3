//! The plans SQLite makes for listings: every page must come from an index, without sorting a large table.

use sqlx::{AssertSqlSafe, Connection, Row, SqlSafeStr, SqliteConnection};

use super::*;

async fn plan(filter: &Filter, order: Order, after: bool) -> String {
    let mut connection = SqliteConnection::connect("sqlite::memory:").await.unwrap();
    crate::open::migrate(&mut connection, std::path::Path::new(":memory:")).await.unwrap();
    let cursor = Cursor { order, key: 10, sequence: 10 };
    let sql = statement(filter, order, after.then_some(&cursor), 50).unwrap();
    let explained = AssertSqlSafe(format!("EXPLAIN QUERY PLAN {}", sql.into_string())).into_sql_str();
    // Unbound parameters are NULL, which changes no plan.
    let rows = sqlx::raw_sql(explained).fetch_all(&mut connection).await.unwrap();
    rows.iter().map(|row| row.get::<String, _>("detail")).collect::<Vec<_>>().join("; ")
}

fn text(value: &str) -> Option<String> {
    Some(value.to_owned())
}

#[tokio::test]
async fn listings_in_order_of_creation_read_an_index_in_order() {
    let cases = [
        (Filter::default(), "registrations_created"),
        (Filter { steps: vec!["settled".into()], ..Filter::default() }, "registrations_step_created"),
        (Filter { station: text("desk-1"), ..Filter::default() }, "registrations_station"),
        (Filter { subscription: text("0045"), ..Filter::default() }, "registrations_subscription"),
        (Filter { place: text("ANNEN"), ..Filter::default() }, "registrations_place"),
        (Filter { mandate_state: text("signed"), ..Filter::default() }, "registrations_mandate"),
        (Filter { open_balance: true, ..Filter::default() }, "registrations_open_balance"),
    ];
    for (filter, index) in cases {
        for order in [Order::CreatedAscending, Order::CreatedDescending] {
            for after in [false, true] {
                let plan = plan(&filter, order, after).await;
                assert!(plan.contains(&format!("INDEX {index}")), "{index} {order:?} {after}: {plan}");
                assert!(!plan.contains("TEMP B-TREE"), "{index} {order:?} {after}: {plan}");
            }
        }
    }
}

#[tokio::test]
async fn listings_in_order_of_change_walk_the_feed() {
    let station = Filter { station: text("desk-1"), ..Filter::default() };
    let step = Filter { steps: vec!["settled".into()], ..Filter::default() };
    for filter in [Filter::default(), station, step] {
        let plan = plan(&filter, Order::ChangedDescending, true).await;
        assert!(plan.contains("change_number<?"), "{plan}");
        assert!(!plan.contains("TEMP B-TREE"), "{plan}");
    }
}

#[tokio::test]
async fn what_few_rows_share_is_searched_directly() {
    let cases = [
        (Filter { pass_number: text("29401000075801"), ..Filter::default() }, "registrations_pass"),
        (Filter { surname_prefix: text("tes"), ..Filter::default() }, "registrations_surname"),
        (Filter { birth_date: "1991-01-01".parse().ok(), ..Filter::default() }, "registrations_birth_date"),
        (
            Filter {
                enrolled_from: "2026-01-01".parse().ok(),
                enrolled_until: "2026-01-01".parse().ok(),
                ..Filter::default()
            },
            "registrations_enrolled",
        ),
        (
            Filter {
                account_state: text("pending"),
                account_deadline_before: chrono::DateTime::from_timestamp_micros(0),
                ..Filter::default()
            },
            "registrations_account",
        ),
    ];
    for (filter, index) in cases {
        let plan = plan(&filter, Order::CreatedDescending, false).await;
        assert!(plan.contains(&format!("INDEX {index}")), "{index}: {plan}");
    }
}
