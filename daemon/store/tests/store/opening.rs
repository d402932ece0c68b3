//! Opening: a fresh start, and every reason to refuse.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use balie_store::{Options, Store, StoreError};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, SqliteConnection};

use crate::support::*;

async fn refusal(path: &Path) -> StoreError {
    let error = Store::open(path, Options::default()).await.err().expect("opening should be refused");
    // Every refusal names the file and says what to do, in both languages.
    let name = path.parent().unwrap().to_str().unwrap();
    for language in ["nl", "en"] {
        assert!(error.message(language).contains(name), "{}", error.message(language));
    }
    assert_ne!(error.message("nl"), error.message("en"));
    error
}

async fn raw(path: &Path) -> SqliteConnection {
    SqliteConnectOptions::new().filename(path).create_if_missing(true).connect().await.unwrap()
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[tokio::test]
async fn a_new_database_is_private_durable_and_empty() {
    let fixture = fixture().await;
    insert(&fixture.store, "a", content("draft")).await.unwrap();
    for suffix in ["", "-wal", "-shm", ".lock"] {
        let mut name = fixture.path.clone().into_os_string();
        name.push(suffix);
        assert_eq!(mode(Path::new(&name)), 0o600, "{suffix}");
    }
    assert_eq!(*fixture.store.changes().borrow(), 1);
    fixture.store.close().await;

    let mut connection = raw(&fixture.path).await;
    let journal: String = sqlx::query_scalar("PRAGMA journal_mode").fetch_one(&mut connection).await.unwrap();
    assert_eq!(journal, "wal");
    let loose: Vec<String> = sqlx::query_scalar(
        "SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0
            AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE '\\_sqlx%' ESCAPE '\\'",
    )
    .fetch_all(&mut connection)
    .await
    .unwrap();
    assert_eq!(loose, Vec::<String>::new(), "tables that are not STRICT");
}

/// Whoever copies the file of a stopped service has all of it.
#[tokio::test]
async fn closing_leaves_one_whole_file() {
    let fixture = fixture().await;
    insert(&fixture.store, "a", content("draft")).await.unwrap();
    get(&fixture.store, "a").await.unwrap();
    fixture.store.close().await;
    for suffix in ["-wal", "-shm"] {
        let mut name = fixture.path.clone().into_os_string();
        name.push(suffix);
        assert!(!Path::new(&name).exists(), "{suffix} is left");
    }
}

#[tokio::test]
async fn opening_again_keeps_everything_and_closes_rights() {
    let mut fixture = fixture().await;
    let epoch = fixture.store.epoch().to_owned();
    insert(&fixture.store, "a", content("draft")).await.unwrap();
    fs::set_permissions(&fixture.path, fs::Permissions::from_mode(0o644)).unwrap();
    fixture.reopen(Options::default()).await;
    assert_eq!(fixture.store.epoch(), epoch);
    assert_eq!(get(&fixture.store, "a").await.unwrap().content, content("draft"));
    assert_eq!(*fixture.store.changes().borrow(), 1);
    assert_eq!(mode(&fixture.path), 0o600);
}

#[tokio::test]
async fn dropping_without_closing_loses_nothing() {
    let fixture = fixture().await;
    for number in 0..20 {
        insert(&fixture.store, &format!("r{number}"), content("draft")).await.unwrap();
    }
    let Fixture { store, path, directory: _directory } = fixture;
    drop(store);
    let store = open_when_free(&path).await;
    let changes = store.read().await.unwrap().read().list_changes(0, 100).await.unwrap();
    assert_eq!(changes.changes.len(), 20);
    store.check().await.unwrap();
}

#[tokio::test]
async fn a_missing_directory_is_refused() {
    let directory = tempfile::tempdir().unwrap();
    let missing = directory.path().join("gone");
    let expected = StoreError::DirectoryMissing { path: missing.clone() };
    assert_eq!(refusal(&missing.join("balie.db")).await, expected);
    assert!(!missing.exists());
}

#[tokio::test]
async fn a_read_only_directory_or_file_is_refused() {
    let directory = tempfile::tempdir().unwrap();
    let closed = directory.path().join("closed");
    fs::create_dir(&closed).unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o555)).unwrap();
    assert_eq!(refusal(&closed.join("balie.db")).await, StoreError::ReadOnly { path: closed.clone() });
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).unwrap();

    let fixture = fixture().await;
    fixture.store.close().await;
    fs::set_permissions(&fixture.path, fs::Permissions::from_mode(0o400)).unwrap();
    assert_eq!(refusal(&fixture.path).await, StoreError::ReadOnly { path: fixture.path.clone() });
}

#[tokio::test]
async fn a_second_user_is_refused_until_the_first_closes() {
    let fixture = fixture().await;
    assert_eq!(refusal(&fixture.path).await, StoreError::Locked { path: fixture.path.clone() });
    insert(&fixture.store, "a", content("draft")).await.unwrap();
    fixture.store.close().await;
    let again = Store::open(&fixture.path, Options::default()).await.unwrap();
    assert!(get(&again, "a").await.is_some());
}

#[tokio::test]
async fn something_else_than_a_database_is_refused_and_left_alone() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("balie.db");
    for bytes in [b"short".to_vec(), vec![7; 9000]] {
        fs::write(&path, &bytes).unwrap();
        assert_eq!(refusal(&path).await, StoreError::NotADatabase { path: path.clone() });
        assert_eq!(fs::read(&path).unwrap(), bytes);
    }
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    assert_eq!(refusal(&path).await, StoreError::NotAFile { path: path.clone() });
}

/// Whoever may write in the directory may put a link there, and a pipe that would make a reader wait.
#[tokio::test]
async fn a_link_or_a_pipe_in_the_place_of_a_file_is_refused_and_not_followed() {
    let fixture = fixture().await;
    fixture.store.close().await;
    let (directory, path) = (fixture.directory.path(), &fixture.path);
    let victim = directory.join("victim");
    fs::write(&victim, "of somebody else").unwrap();
    fs::set_permissions(&victim, fs::Permissions::from_mode(0o644)).unwrap();
    for suffix in ["", "-wal", "-shm", "-journal", ".lock"] {
        let place = directory.join(format!("balie.db{suffix}"));
        let kept = fs::read(&place).ok();
        let _ = fs::remove_file(&place);
        for target in [Some(&victim), Some(&directory.join("new")), None] {
            match target {
                Some(target) => std::os::unix::fs::symlink(target, &place).unwrap(),
                None => assert!(Command::new("mkfifo").arg(&place).status().unwrap().success()),
            }
            assert_eq!(refusal(path).await, StoreError::NotAFile { path: place.clone() });
            fs::remove_file(&place).unwrap();
        }
        if let Some(kept) = kept {
            fs::write(&place, kept).unwrap();
        }
    }
    assert_eq!((fs::read(&victim).unwrap(), mode(&victim)), (b"of somebody else".to_vec(), 0o644));
    assert!(!directory.join("new").exists(), "made through a link");
    Store::open(path, Options::default()).await.unwrap().close().await;
}

/// Where a file lies for a moment only, whatever is there is in the way and goes.
#[tokio::test]
async fn a_link_where_a_new_database_is_made_is_replaced() {
    let directory = tempfile::tempdir().unwrap();
    let victim = directory.path().join("victim");
    fs::write(&victim, "of somebody else").unwrap();
    for place in ["balie.db.new", "balie.db.new-journal"] {
        std::os::unix::fs::symlink(&victim, directory.path().join(place)).unwrap();
    }
    let path = directory.path().join("balie.db");
    Store::open(&path, Options::default()).await.unwrap().close().await;
    assert_eq!(fs::read_to_string(&victim).unwrap(), "of somebody else");
    assert!(fs::symlink_metadata(&path).unwrap().is_file());
}

#[tokio::test]
async fn a_database_of_another_program_is_refused_and_left_alone() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("balie.db");
    let mut other = raw(&path).await;
    sqlx::query("CREATE TABLE notes (text TEXT)").execute(&mut other).await.unwrap();
    other.close().await.unwrap();
    let before = fs::read(&path).unwrap();
    assert_eq!(refusal(&path).await, StoreError::ForeignDatabase { path: path.clone() });
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[tokio::test]
async fn an_empty_file_is_a_fresh_start() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("balie.db");
    fs::write(&path, b"").unwrap();
    let store = Store::open(&path, Options::default()).await.unwrap();
    insert(&store, "a", content("draft")).await.unwrap();
}

#[tokio::test]
async fn a_damaged_database_is_refused() {
    let fixture = fixture().await;
    for number in 0..200 {
        insert(&fixture.store, &format!("r{number}"), content("draft")).await.unwrap();
    }
    fixture.store.close().await;
    let mut bytes = fs::read(&fixture.path).unwrap();
    // Everything after the page with the schema's root.
    let length = bytes.len();
    bytes[8192..length - 4096].fill(0xa5);
    fs::write(&fixture.path, bytes).unwrap();
    assert_eq!(refusal(&fixture.path).await, StoreError::Corrupt { path: fixture.path.clone() });
}

#[tokio::test]
async fn a_database_from_a_newer_release_is_refused_and_stays_as_it_is() {
    let fixture = fixture().await;
    fixture.store.close().await;
    let mut newer = raw(&fixture.path).await;
    sqlx::query(
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
            VALUES (9000, 'from the future', 1, x'00', 0)",
    )
    .execute(&mut newer)
    .await
    .unwrap();
    newer.close().await.unwrap();
    let before = fs::read(&fixture.path).unwrap();
    let error = refusal(&fixture.path).await;
    assert!(matches!(error, StoreError::NewerVersion { found: 9000, known, .. } if known < 9000), "{error}");
    assert_eq!(fs::read(&fixture.path).unwrap(), before);
}

#[tokio::test]
async fn a_migration_that_differs_is_refused() {
    let fixture = fixture().await;
    fixture.store.close().await;
    let mut altered = raw(&fixture.path).await;
    let sql = "UPDATE _sqlx_migrations SET checksum = x'00' WHERE version = 2";
    sqlx::query(sql).execute(&mut altered).await.unwrap();
    altered.close().await.unwrap();
    let expected = StoreError::AlteredSchema { path: fixture.path.clone(), version: 2 };
    assert_eq!(refusal(&fixture.path).await, expected);
}

#[tokio::test]
async fn a_closed_store_says_so() {
    let fixture = fixture().await;
    let clone = fixture.store.clone();
    fixture.store.close().await;
    assert_eq!(insert(&clone, "a", content("draft")).await, Err(StoreError::Closed));
    assert_eq!(clone.read().await.err(), Some(StoreError::Closed));
    assert_eq!(clone.checkpoint().await, Err(StoreError::Closed));
    // Closing twice is harmless.
    clone.close().await;
}
