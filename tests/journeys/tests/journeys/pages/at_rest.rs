//! How a page lies at rest: sealed, with a key that is not in the database.

use super::form::*;
use balie_journeys::{Branch, PATIENCE};
use sqlx::{Connection, Row, SqliteConnection};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::{Duration, Instant};

/// Whether these bytes stand in any file under a directory.
fn holds(directory: &Path, bytes: &[u8]) -> bool {
    std::fs::read_dir(directory).unwrap().any(|entry| {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => holds(&path, bytes),
            false => std::fs::read(path).unwrap().windows(bytes.len()).any(|window| window == bytes),
        }
    })
}

async fn database(branch: &Branch) -> SqliteConnection {
    let path = branch.state().join("balie.db");
    SqliteConnection::connect(&format!("sqlite://{}", path.display())).await.expect("the database opens")
}

async fn stored(branch: &Branch) -> Vec<u8> {
    let row = sqlx::query("SELECT bytes FROM attachments").fetch_one(&mut database(branch).await).await;
    row.expect("one page").get(0)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_page_is_legible_in_the_state_directory() {
    let branch = Branch::open("").await;
    let client = branch.client("balie-1").await;
    let now = signing(&client, 31).await;
    let page = paper(&client, &now.name, 1.0).await;
    client.documents.upload_mandate_page(&now.name, page.clone()).await.expect("it is stored");
    assert!(!holds(&branch.state(), &page[..64]) && !holds(&branch.state(), &page[page.len() - 64..]));
    assert!(holds(&branch.state(), b"BALIEPG1"));
    let key = branch.state().join("page-key");
    assert_eq!(key.metadata().expect("a key").permissions().mode() & 0o777, 0o600);
    let key = std::fs::read_to_string(key).expect("a key");
    assert!(!branch.log().contains(key.trim()));
    assert_eq!(client.documents.download_mandate_page(&now.name).await.expect("it opens").content, page);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_from_before_are_sealed_at_the_next_start() {
    let mut branch = Branch::open("").await;
    let client = branch.client("balie-1").await;
    let now = signing(&client, 32).await;
    let page = paper(&client, &now.name, 1.0).await;
    client.documents.upload_mandate_page(&now.name, page.clone()).await.expect("it is stored");
    branch.kill();
    // As a daemon of before would have left it.
    let plain = sqlx::query("UPDATE attachments SET bytes = ?1").bind(&page);
    plain.execute(&mut database(&branch).await).await.expect("one page");
    assert!(stored(&branch).await.starts_with(b"\x89PNG"));
    branch.start().await;
    assert!(stored(&branch).await.starts_with(b"BALIEPG1"));
    let client = branch.client("balie-1").await;
    assert_eq!(client.documents.download_mandate_page(&now.name).await.expect("it opens").content, page);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_missing_key_stops_the_start_and_a_wrong_one_is_told() {
    let mut branch = Branch::open("").await;
    let client = branch.client("balie-1").await;
    let now = signing(&client, 33).await;
    client.documents.upload_mandate_page(&now.name, note()).await.expect("it is stored");
    branch.kill();
    let key = branch.state().join("page-key");
    let kept = branch.path().join("kept-key");
    std::fs::rename(&key, &kept).expect("the key is moved away");
    branch.spawn();
    let began = Instant::now();
    while !branch.log().contains("the key of the stored pages is missing") {
        assert!(began.elapsed() < PATIENCE, "it does not say so:\n{}", branch.log());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert!(!key.exists(), "no new key is made");
    branch.kill();

    std::fs::write(&key, "ab".repeat(32)).expect("another key");
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o600)).expect("for nobody else");
    branch.start().await;
    let client = branch.client("balie-1").await;
    let shut = client.documents.download_mandate_page(&now.name).await.expect_err("sealed with another key");
    assert!(shut.has_reason("PAGE_KEY_WRONG"), "{shut:?}");
    branch.kill();

    // Both keys: the new one seals, the old one opens.
    let both = format!("{}\n{}", "ab".repeat(32), std::fs::read_to_string(&kept).expect("the old key"));
    std::fs::write(&key, both).expect("both keys");
    branch.start().await;
    let client = branch.client("balie-1").await;
    assert_eq!(client.documents.download_mandate_page(&now.name).await.expect("it opens").content, note());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_that_was_put_beside_another_registration_does_not_open() {
    let branch = Branch::open("").await;
    let client = branch.client("balie-1").await;
    let (now, other) = (signing(&client, 34).await, signing(&client, 35).await);
    client.documents.upload_mandate_page(&now.name, note()).await.expect("it is stored");
    let moved = sqlx::query("UPDATE attachments SET registration_id = ?1")
        .bind(other.name.trim_start_matches("registrations/"));
    moved.execute(&mut database(&branch).await).await.expect("one page");
    let shut = client.documents.download_mandate_page(&other.name).await.expect_err("it is not its page");
    assert!(shut.has_reason("PAGE_CHANGED"), "{shut:?}");
}
