//! The built-in provider erases a person: the account, what is kept for limits, and every trace in its file.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use balie_accounts::{
    AccountError, AccountKey, AccountProvider, AccountStatus, BuiltIn, Courier, Erased, NewAccount, Notice,
    Options,
};
use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest, Sha256};
use sqlx::migrate::Migrator;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection, SqliteConnection};
use tempfile::TempDir;

/// Keeps notices by user name until they are withdrawn.
#[derive(Default)]
struct Outbox {
    notices: Mutex<Vec<Notice>>,
}

#[async_trait]
impl Courier for Outbox {
    async fn deliver(&self, notice: &Notice) -> Result<(), AccountError> {
        self.notices.lock().unwrap().push(notice.clone());
        Ok(())
    }

    async fn withdraw(&self, user_name: &str) -> Result<(), AccountError> {
        self.notices.lock().unwrap().retain(|notice| notice.user_name != user_name);
        Ok(())
    }

    async fn held(&self) -> Result<Vec<String>, AccountError> {
        Ok(self.notices.lock().unwrap().iter().map(|notice| notice.user_name.clone()).collect())
    }
}

struct Fixture {
    provider: BuiltIn,
    courier: Arc<Outbox>,
    path: PathBuf,
    directory: TempDir,
}

impl Fixture {
    async fn open(options: Options) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("accounts.db");
        let courier = Arc::new(Outbox::default());
        let provider = BuiltIn::open(&path, Arc::clone(&courier) as Arc<dyn Courier>, options).await.unwrap();
        Self { provider, courier, path, directory }
    }

    fn notice(&self, user_name: &str) -> Option<Notice> {
        self.courier.notices.lock().unwrap().iter().find(|notice| notice.user_name == user_name).cloned()
    }

    fn is_legible(&self, text: &str) -> bool {
        self.directory.path().read_dir().unwrap().any(|entry| {
            let bytes = std::fs::read(entry.unwrap().path()).unwrap();
            bytes.windows(text.len()).any(|window| window.eq_ignore_ascii_case(text.as_bytes()))
        })
    }

    fn is_kept(&self, bytes: &[u8]) -> bool {
        self.directory.path().read_dir().unwrap().any(|entry| {
            let file = std::fs::read(entry.unwrap().path()).unwrap();
            file.windows(bytes.len()).any(|window| window == bytes)
        })
    }

    async fn other_program(&self) -> SqliteConnection {
        SqliteConnection::connect(&format!("sqlite://{}", self.path.display())).await.unwrap()
    }
}

fn at(hours: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_780_000_000, 0).unwrap() + TimeDelta::hours(hours)
}

fn wanted(external_id: &str, email: &str) -> NewAccount {
    NewAccount {
        external_id: external_id.into(),
        email: email.into(),
        display_name: "A. Zwaardemaker".into(),
    }
}

fn id(external_id: &str) -> AccountKey {
    AccountKey::ExternalId(external_id.into())
}

#[tokio::test]
async fn what_was_made_for_somebody_is_found_by_what_its_external_id_begins_with() {
    let f = Fixture::open(Options::default()).await;
    for name in ["a/1", "a/2", "ab/1", "b/1", "a%/1", "_/1"] {
        f.provider.create(&wanted(name, &format!("{}@example.org", name.len())), at(0)).await.unwrap();
    }
    let found = async |prefix: &str| -> Vec<String> {
        let found = f.provider.made_for(prefix).await.unwrap();
        found.into_iter().map(|account| account.external_id).collect()
    };
    assert_eq!(found("a/").await, ["a/1", "a/2"]);
    assert_eq!(found("%/").await, [""; 0]);
    assert_eq!(found("_/").await, ["_/1"]);
    assert_eq!(found("c/").await, [""; 0]);
}

#[tokio::test]
async fn an_erased_account_leaves_nothing_legible_but_that_its_user_name_was_used() {
    // Few names, and nothing so short that random bytes of the file could read like it.
    let options =
        Options { user_name_prefix: "gebruikersnaam".into(), user_name_digits: 1, ..Options::default() };
    let f = Fixture::open(options).await;
    let made = f.provider.create(&wanted("aanvraag/een", "Zwaard@example.org"), at(0)).await.unwrap();
    f.provider.activate(&f.notice(&made.user_name).unwrap().token, at(1)).await.unwrap();
    assert!(f.is_legible("zwaard@example.org"));
    assert_eq!(f.provider.erase(&id("aanvraag/een")).await, Ok(Erased { account: true, message: false }));
    f.provider.finish_erasing().await.unwrap();
    for text in ["zwaard", &made.user_name, &made.external_id, &made.subject] {
        assert!(!f.is_legible(text), "{text}");
    }
    assert_eq!(f.provider.erase(&id("aanvraag/een")).await, Ok(Erased::default()), "again");
    // Nobody gets it again: nine names are left.
    for number in 0..9 {
        let mut next = Err(AccountError::Lapsed);
        // A draw may meet used names only; it is made again.
        while next.is_err() {
            next = f.provider.create(&wanted(&format!("b/{number}"), &format!("{number}@b.nl")), at(2)).await;
        }
        assert_ne!(next.unwrap().user_name, made.user_name);
    }
    assert!(f.provider.create(&wanted("b/9", "9@b.nl"), at(2)).await.is_err());
}

#[tokio::test]
async fn erasing_a_pending_account_takes_its_message_back_and_forgets_its_limits() {
    let f = Fixture::open(Options { creations_per_day: 1, ..Options::default() }).await;
    f.provider.create(&wanted("a/1", "a@example.org"), at(0)).await.unwrap();
    // "Vergeet inlogaccount" gives no new account within the limit; erasing leaves no hash of the address.
    f.provider.forget(&id("a/1")).await.unwrap();
    assert!(f.provider.create(&wanted("a/2", "a@example.org"), at(1)).await.is_err());
    let made = f.provider.create(&wanted("a/2", "b@example.org"), at(1)).await.unwrap();
    assert_eq!(f.provider.erase(&id("a/2")).await, Ok(Erased { account: true, message: true }));
    assert_eq!(f.notice(&made.user_name), None);
    f.provider.create(&wanted("a/3", "b@example.org"), at(1)).await.unwrap();
}

#[tokio::test]
async fn no_hash_of_an_address_outlives_its_owner_whatever_became_of_the_account() {
    let f = Fixture::open(Options { creations_per_day: 1, ..Options::default() }).await;
    let addresses = ["first@a.nl", "second@a.nl", "third@a.nl"];
    for (number, address) in addresses.iter().enumerate() {
        f.provider.create(&wanted(&format!("a/{number}"), address), at(0)).await.unwrap();
    }
    f.provider.create(&wanted("ab/0", "other@b.nl"), at(0)).await.unwrap();
    // One forgotten, one that is another's now, one erased.
    f.provider.forget(&id("a/0")).await.unwrap();
    f.provider.hand_over(&id("a/1"), &wanted("b/1", "b@b.nl")).await.unwrap();
    f.provider.erase(&id("a/2")).await.unwrap();
    for address in &addresses[..2] {
        assert!(f.is_kept(&Sha256::digest(address.as_bytes())), "{address}: within the day it is counted");
    }
    f.provider.erase_limits("a/").await.unwrap();
    f.provider.finish_erasing().await.unwrap();
    for address in addresses {
        assert!(!f.is_kept(&Sha256::digest(address.as_bytes())), "{address}");
    }
    assert!(f.is_kept(&Sha256::digest("other@b.nl".as_bytes())), "of somebody else");
}

#[tokio::test]
async fn what_an_earlier_release_counted_tells_not_whose_it_is_and_goes() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("accounts.db");
    let create = SqliteConnectOptions::new().filename(&path).create_if_missing(true);
    let mut earlier = SqliteConnection::connect_with(&create).await.unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    let mut migrations = Migrator::new(folder.as_path()).await.unwrap();
    migrations.migrations.to_mut().truncate(2);
    migrations.run(&mut earlier).await.unwrap();
    let hash = Sha256::digest(b"a@example.org").to_vec();
    let insert = sqlx::query("INSERT INTO creations VALUES (?1, ?2)").bind(hash.clone());
    insert.bind(at(0).timestamp_micros()).execute(&mut earlier).await.unwrap();
    earlier.close().await.unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();

    let courier = Arc::new(Outbox::default());
    let provider = BuiltIn::open(&path, Arc::clone(&courier) as Arc<dyn Courier>, Options::default());
    let f = Fixture { provider: provider.await.unwrap(), courier, path, directory };
    f.provider.create(&wanted("a/1", "b@example.org"), at(1)).await.unwrap();
    f.provider.finish_erasing().await.unwrap();
    assert!(!f.is_kept(&hash));
}

#[tokio::test]
async fn the_name_is_kept_for_the_greeting_alone() {
    let f = Fixture::open(Options::default()).await;
    let made = f.provider.create(&wanted("a/1", "a@example.org"), at(0)).await.unwrap();
    assert_eq!(f.notice(&made.user_name).unwrap().display_name, "A. Zwaardemaker");
    f.provider.expire(at(1)).await.unwrap();
    assert!(!f.is_legible("Zwaardemaker"));
}

#[tokio::test]
async fn an_account_that_is_handed_over_has_its_new_owner_only() {
    let f = Fixture::open(Options::default()).await;
    let pending = f.provider.create(&wanted("a/1", "a@example.org"), at(0)).await.unwrap();
    let active = f.provider.create(&wanted("a/2", "a@example.org"), at(0)).await.unwrap();
    f.provider.activate(&f.notice(&active.user_name).unwrap().token, at(1)).await.unwrap();
    let old = f.notice(&pending.user_name).unwrap();
    for (from, to) in [("a/1", "b/1"), ("a/2", "b/2")] {
        let owner = NewAccount { display_name: "B. Visscher".into(), ..wanted(to, "b@example.org") };
        f.provider.hand_over(&id(from), &owner).await.unwrap();
        f.provider.hand_over(&id(from), &owner).await.expect("it is gone, and let be");
    }
    f.provider.finish_erasing().await.unwrap();
    assert!(!f.is_legible("a@example.org"));
    assert_eq!(f.provider.status(&id("b/2"), at(2)).await, Ok(Some(AccountStatus::Active)));
    assert_eq!(f.notice(&active.user_name), None, "it needs none");
    let new = f.notice(&pending.user_name).unwrap();
    assert_eq!((new.email.as_str(), new.display_name.as_str()), ("b@example.org", "B. Visscher"));
    f.provider.activate(&old.token, at(2)).await.expect_err("the first owner has no code any more");
    let activated = f.provider.activate(&new.token, at(2)).await.unwrap();
    assert_eq!((activated.external_id.as_str(), activated.subject), ("b/1", pending.subject));
}

#[tokio::test]
async fn messages_that_belong_to_no_pending_account_are_withdrawn() {
    let f = Fixture::open(Options::default()).await;
    let kept = f.provider.create(&wanted("a/1", "a@example.org"), at(0)).await.unwrap();
    let used = f.provider.create(&wanted("a/2", "a@example.org"), at(0)).await.unwrap();
    let notice = f.notice(&used.user_name).unwrap();
    f.provider.activate(&notice.token, at(1)).await.unwrap();
    let strange = |user_name: &str| Notice { user_name: user_name.to_owned(), ..notice.clone() };
    // Back after a power cut, of an account that never was, and not made here.
    f.courier.notices.lock().unwrap().extend([notice.clone(), strange("2500000000"), strange("brief-12")]);
    f.provider.expire(at(2)).await.unwrap();
    let mut left = f.courier.held().await.unwrap();
    left.sort();
    assert_eq!(left, [kept.user_name, "brief-12".to_owned()]);
}

#[tokio::test]
async fn user_names_that_an_earlier_release_kept_are_not_legible_and_not_given_out() {
    let options = Options {
        user_name_prefix: "gebruikersnaam".into(),
        user_name_digits: 1,
        accounts_per_email: 100,
        creations_per_day: 100,
    };
    let f = Fixture::open(options).await;
    let mut other = f.other_program().await;
    let retired = ["gebruikersnaam4", "gebruikersnaam7"];
    for name in retired {
        sqlx::query("INSERT INTO retired_user_names VALUES (?1)")
            .bind(name)
            .execute(&mut other)
            .await
            .unwrap();
    }
    assert!(retired.iter().all(|name| f.is_legible(name)), "the test must be able to find it");
    other.close().await.unwrap();
    f.provider.expire(at(0)).await.unwrap();
    assert!(!retired.iter().any(|name| f.is_legible(name)));
    for number in 0..200 {
        if let Ok(made) = f.provider.create(&wanted(&format!("a/{number}"), "a@example.org"), at(0)).await {
            assert!(!retired.contains(&made.user_name.as_str()));
        }
    }
    assert_eq!(f.provider.made_for("a/").await.unwrap().len(), 8);
}

#[tokio::test]
async fn nobody_is_told_that_an_account_is_gone_while_the_log_still_holds_it() {
    let f = Fixture::open(Options::default()).await;
    f.provider.create(&wanted("a/1", "zwaard@example.org"), at(0)).await.unwrap();
    let mut other = f.other_program().await;
    sqlx::query("BEGIN").execute(&mut other).await.unwrap();
    sqlx::query("SELECT count(*) FROM accounts").execute(&mut other).await.unwrap();
    assert!(f.provider.forget(&id("a/1")).await.is_err_and(|error| error.is_retryable()));
    assert!(f.is_legible("zwaard"));
    sqlx::query("COMMIT").execute(&mut other).await.unwrap();
    assert_eq!(f.provider.forget(&id("a/1")).await, Ok(false), "it went before");
    assert!(!f.is_legible("zwaard"));
    other.close().await.unwrap();
}
