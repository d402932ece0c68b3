//! A database that this version must not touch: newer, damaged, or of somebody else.

use super::desk::Desk;
use balie_client::Code;
use balie_journeys::signing;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};
use std::path::Path;

/// Runs a statement on a database that nobody has open.
async fn sql(database: &Path, statement: &'static str) {
    let options = SqliteConnectOptions::new().filename(database);
    let mut connection = options.connect().await.expect("a database");
    sqlx::query(statement).execute(&mut connection).await.expect("a statement");
    connection.close().await.expect("a whole file");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_is_not_for_this_version_is_left_as_it_is() {
    let mut desk = Desk::open("").await;
    let kept = desk.draft(1).await;
    desk.branch.stop().await;
    let database = desk.branch.state().join("balie.db");
    let whole = std::fs::read(&database).expect("a database");

    let newer =
        "INSERT INTO _sqlx_migrations (version, description, installed_on, success, checksum, execution_time)
        VALUES (9999, 'later', CURRENT_TIMESTAMP, 1, x'00', 0)";
    sql(&database, newer).await;
    let words: [&[&str]; 4] = [
        &[
            "is gemaakt door een nieuwere versie (schema 9999",
            "was made by a newer release (schema 9999",
            "balie.db",
        ],
        &["is beschadigd", "is damaged", "balie.db"],
        &["is geen database", "is not a database", "balie.db"],
        &["is van een ander programma", "belongs to another program", "balie.db"],
    ];
    let mut damaged = whole.clone();
    damaged[5000..].fill(0xa5);
    let mut other = whole.clone();
    other[68..72].fill(0);
    let found = [std::fs::read(&database).expect("a database"), damaged, vec![0x5a; 8192], other];
    for (bytes, words) in found.into_iter().zip(words) {
        std::fs::write(&database, &bytes).expect("it can be written");
        desk.branch.balied::<&str>(&[]).await.refused(1, words);
        assert!(std::fs::read(&database).expect("a file") == bytes, "it was touched: {words:?}");
    }

    std::fs::write(&database, &whole).expect("it can be written");
    desk.branch.start().await;
    let client = desk.branch.client("balie-1").await;
    assert_eq!(client.registrations.get(&kept.name).await.expect("it is there"), kept);
}

/// What is stored and cannot be read is told as that, by whichever name it is asked; others are served.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_damaged_registration_is_not_taken_for_one_that_is_not_there() {
    let mut desk = Desk::open("").await;
    let now = signing(&desk.client, 1).await;
    let whole = desk.draft(2).await;
    desk.branch.stop().await;
    let database = desk.branch.state().join("balie.db");
    sql(&database, "UPDATE registrations SET state = '{\"step\":\"none\"}' WHERE patron_number IS NOT NULL")
        .await;
    desk.branch.start().await;
    let client = desk.branch.client("balie-1").await;
    let reference = now.mandate.as_ref().expect("a mandate").reference.clone();
    for name in [
        now.name.clone(),
        format!("registrations/pass:{}", now.pass_number),
        format!("registrations/patron:{}", now.patron_number),
        format!("registrations/mandate:{reference}"),
    ] {
        let error = client.registrations.get(&name).await.expect_err("it cannot be read");
        let refusal = error.refusal().expect("an answer");
        assert_eq!((refusal.code, refusal.reason.as_deref()), (Code::Internal, Some("INTERNAL")), "{name}");
    }
    assert_eq!(client.registrations.get(&whole.name).await.expect("it is there"), whole);
    let by_pass = format!("registrations/pass:{}", whole.pass_number);
    assert_eq!(client.registrations.get(&by_pass).await.expect("it is there"), whole);
    let nobody = client.registrations.get("registrations/patron:399999").await.expect_err("nobody has it");
    assert_eq!(nobody.refusal().map(|refusal| refusal.code), Some(Code::NotFound));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_daemon_on_the_same_state_is_refused_and_the_first_goes_on() {
    let desk = Desk::open("").await;
    let words = ["is in gebruik bij een andere balied", "is in use by another balied"];
    desk.branch.balied::<&str>(&[]).await.refused(1, &words);
    desk.draft(1).await;
}
