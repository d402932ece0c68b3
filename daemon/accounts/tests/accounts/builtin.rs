//! The built-in provider from outside: making, activating, forgetting and lapsing accounts.

use std::collections::HashSet;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use balie_accounts::{
    Account, AccountError, AccountKey, AccountProvider, AccountStatus, BuiltIn, Courier, NewAccount, Notice,
    Options, Rule,
};
use chrono::{DateTime, TimeDelta, Utc};
use tempfile::TempDir;

/// Keeps notices, or fails as often as told.
#[derive(Default)]
struct Post {
    notices: Mutex<Vec<Notice>>,
    withdrawn: Mutex<Vec<String>>,
    failures: Mutex<u32>,
}

#[async_trait]
impl Courier for Post {
    async fn deliver(&self, notice: &Notice) -> Result<(), AccountError> {
        let mut failures = self.failures.lock().unwrap();
        self.notices.lock().unwrap().push(notice.clone());
        if *failures > 0 {
            *failures -= 1;
            return Err(AccountError::Unavailable { detail: "post".into() });
        }
        Ok(())
    }

    async fn withdraw(&self, user_name: &str) -> Result<(), AccountError> {
        self.withdrawn.lock().unwrap().push(user_name.to_owned());
        Ok(())
    }
}

impl Post {
    fn withdrawn(&self) -> Vec<String> {
        std::mem::take(&mut *self.withdrawn.lock().unwrap())
    }

    fn token(&self, index: usize) -> String {
        self.notices.lock().unwrap()[index].token.clone()
    }

    fn count(&self) -> usize {
        self.notices.lock().unwrap().len()
    }
}

struct Fixture {
    provider: BuiltIn,
    post: Arc<Post>,
    path: PathBuf,
    options: Options,
    _directory: TempDir,
}

async fn fixture(options: Options) -> Fixture {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("accounts.db");
    let post = Arc::new(Post::default());
    let provider =
        BuiltIn::open(&path, Arc::clone(&post) as Arc<dyn Courier>, options.clone()).await.unwrap();
    Fixture { provider, post, path, options, _directory: directory }
}

fn at(hours: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_780_000_000, 0).unwrap() + TimeDelta::hours(hours)
}

fn wanted(external_id: &str, email: &str) -> NewAccount {
    NewAccount { external_id: external_id.into(), email: email.into(), display_name: "A. van de Test".into() }
}

fn by_id(account: &Account) -> AccountKey {
    AccountKey::ExternalId(account.external_id.clone())
}

fn by_name(account: &Account) -> AccountKey {
    AccountKey::UserName(account.user_name.clone())
}

#[tokio::test]
async fn an_account_is_made_found_and_activated() {
    let f = fixture(Options::default()).await;
    let made = f.provider.create(&wanted("r/1", " A@Example.org "), at(0)).await.unwrap();
    assert!(made.user_name.len() == 10 && made.user_name.starts_with("25"));
    assert_eq!((made.created_at, made.activation_deadline), (at(0), at(24)));
    assert_eq!((made.email.as_str(), made.activated_at), ("A@Example.org", None));
    assert_eq!(
        f.provider.status(&by_id(&made), at(1)).await,
        Ok(Some(AccountStatus::Pending { until: at(24) }))
    );

    let notice = f.post.notices.lock().unwrap()[0].clone();
    assert_eq!(
        (notice.email, notice.user_name, notice.until),
        (made.email.clone(), made.user_name.clone(), at(24))
    );
    assert_eq!(notice.display_name, "A. van de Test");

    let found = f.provider.find(&format!(" {} ", made.user_name), at(1)).await.unwrap();
    assert_eq!(found, Some(made.clone()));
    assert_eq!(f.provider.find("2500000000x", at(1)).await, Ok(None));
    let refused = AccountError::Refused { rule: Rule::UserNameForm };
    assert_eq!(f.provider.find("no name", at(1)).await, Err(refused));

    let active = f.provider.activate(&notice.token, at(24)).await.unwrap();
    assert_eq!(active, Account { activated_at: Some(at(24)), ..made.clone() });
    assert_eq!(f.provider.status(&by_name(&made), at(9999)).await, Ok(Some(AccountStatus::Active)));
    let used = AccountError::Refused { rule: Rule::TokenUnknown };
    assert_eq!(f.provider.activate(&notice.token, at(2)).await, Err(used.clone()));
    for token in ["", "nonsense", &"0".repeat(64), &"0".repeat(100_000)] {
        assert_eq!(f.provider.activate(token, at(2)).await, Err(used.clone()));
    }
}

#[tokio::test]
async fn asking_twice_makes_one_account_and_sends_one_notice() {
    let f = fixture(Options::default()).await;
    let made = f.provider.create(&wanted("r/1", "a@example.org"), at(0)).await.unwrap();
    // Even with other particulars: the external id names the wish.
    let again = f.provider.create(&wanted("r/1", "b@example.org"), at(1)).await.unwrap();
    assert_eq!((again, f.post.count()), (made.clone(), 1));
    f.provider.activate(&f.post.token(0), at(1)).await.unwrap();
    let active = f.provider.create(&wanted("r/1", "a@example.org"), at(99)).await.unwrap();
    assert_eq!((active.subject, f.post.count()), (made.subject, 1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn equal_requests_at_once_make_one_account() {
    let f = fixture(Options::default()).await;
    let tasks: Vec<_> = (0..16)
        .map(|_| {
            let provider = f.provider.clone();
            tokio::spawn(
                async move { provider.create(&wanted("r/1", "a@example.org"), at(0)).await.unwrap() },
            )
        })
        .collect();
    let mut subjects = HashSet::new();
    for task in tasks {
        subjects.insert(task.await.unwrap().subject);
    }
    assert_eq!(subjects.len(), 1);
    assert_eq!(f.post.count(), 1, "and send one notice");
    f.provider.activate(&f.post.token(0), at(1)).await.unwrap();
}

#[tokio::test]
async fn a_notice_that_was_not_taken_over_is_sent_again() {
    let f = fixture(Options::default()).await;
    *f.post.failures.lock().unwrap() = 1;
    let error = f.provider.create(&wanted("r/1", "a@example.org"), at(0)).await.unwrap_err();
    assert!(error.is_retryable(), "{error}");
    let made = f.provider.create(&wanted("r/1", "a@example.org"), at(1)).await.unwrap();
    assert_eq!(made.activation_deadline, at(24), "the deadline does not move");
    assert_eq!(f.post.count(), 2);
    let unknown = AccountError::Refused { rule: Rule::TokenUnknown };
    assert_eq!(f.provider.activate(&f.post.token(0), at(2)).await, Err(unknown));
    f.provider.activate(&f.post.token(1), at(2)).await.unwrap();
}

#[tokio::test]
async fn what_is_not_activated_in_a_day_lapses_and_can_be_made_anew() {
    let f = fixture(Options::default()).await;
    let first = f.provider.create(&wanted("r/1", "a@example.org"), at(0)).await.unwrap();
    let kept = f.provider.create(&wanted("r/2", "a@example.org"), at(0)).await.unwrap();
    f.provider.activate(&f.post.token(1), at(1)).await.unwrap();
    assert_eq!(f.post.withdrawn(), std::slice::from_ref(&kept.user_name), "its code has done its work");
    assert_eq!(f.provider.expire(at(24)).await, Ok(vec![]), "the last instant still counts");
    assert_eq!(f.post.withdrawn(), Vec::<String>::new());

    let late = at(24) + TimeDelta::microseconds(1);
    assert_eq!(f.provider.status(&by_id(&first), late).await, Ok(Some(AccountStatus::Lapsed)));
    assert_eq!(f.provider.find(&first.user_name, late).await, Ok(None));
    assert_eq!(f.provider.activate(&f.post.token(0), late).await, Err(AccountError::Lapsed));
    assert_eq!(f.provider.create(&wanted("r/1", "a@example.org"), late).await, Err(AccountError::Lapsed));

    assert_eq!(f.provider.expire(late).await, Ok(vec![first.clone()]));
    assert_eq!(f.post.withdrawn(), std::slice::from_ref(&first.user_name));
    assert_eq!(f.provider.expire(late).await, Ok(vec![]));
    assert_eq!(f.provider.status(&by_id(&first), late).await, Ok(None));
    assert_eq!(f.provider.status(&by_id(&kept), late).await, Ok(Some(AccountStatus::Active)));
    let anew = f.provider.create(&wanted("r/1", "a@example.org"), late).await.unwrap();
    assert_ne!(anew.subject, first.subject);
    assert_eq!(anew.activation_deadline, late + TimeDelta::hours(24));
}

#[tokio::test]
async fn forgetting_removes_and_says_whether_there_was_anything() {
    let f = fixture(Options::default()).await;
    let one = f.provider.create(&wanted("r/1", "a@example.org"), at(0)).await.unwrap();
    let two = f.provider.create(&wanted("r/2", "a@example.org"), at(0)).await.unwrap();
    assert_eq!(f.provider.forget(&by_id(&one)).await, Ok(true));
    assert_eq!(f.provider.forget(&by_id(&one)).await, Ok(false));
    assert_eq!(f.provider.forget(&by_name(&two)).await, Ok(true));
    assert_eq!(f.post.withdrawn(), [one.user_name.clone(), two.user_name.clone()]);
    assert_eq!(f.provider.status(&by_id(&two), at(0)).await, Ok(None));
    let unknown = AccountError::Refused { rule: Rule::TokenUnknown };
    assert_eq!(f.provider.activate(&f.post.token(0), at(1)).await, Err(unknown));
    // Forgotten before the day was over: generating anew works at once.
    f.provider.create(&wanted("r/1", "a@example.org"), at(1)).await.unwrap();
}

#[tokio::test]
async fn a_name_that_was_in_use_is_never_given_to_another() {
    let f = fixture(Options {
        user_name_digits: 1,
        accounts_per_email: 99,
        creations_per_day: 999,
        ..Options::default()
    })
    .await;
    let mut names = HashSet::new();
    for number in 0..10 {
        let made = f.provider.create(&wanted(&format!("r/{number}"), "a@example.org"), at(0)).await.unwrap();
        names.insert(made.user_name);
    }
    assert_eq!(names.len(), 10, "every name once");
    let exhausted = Err(AccountError::Refused { rule: Rule::UserNamesExhausted });
    assert_eq!(f.provider.create(&wanted("r/x", "a@example.org"), at(0)).await, exhausted);

    // One that was activated leaves its name behind; one that was not gives it back.
    f.provider.activate(&f.post.token(0), at(1)).await.unwrap();
    f.provider.forget(&AccountKey::ExternalId("r/0".into())).await.unwrap();
    assert_eq!(f.provider.create(&wanted("r/x", "a@example.org"), at(1)).await, exhausted);
    let pending = f.post.notices.lock().unwrap()[1].user_name.clone();
    f.provider.forget(&AccountKey::ExternalId("r/1".into())).await.unwrap();
    let mut made = f.provider.create(&wanted("r/x", "a@example.org"), at(1)).await;
    for _ in 0..20 {
        // Drawing the one free name of ten may take more than one round of attempts.
        if made.is_ok() {
            break;
        }
        made = f.provider.create(&wanted("r/x", "a@example.org"), at(1)).await;
    }
    assert_eq!(made.unwrap().user_name, pending);
}

#[tokio::test]
async fn one_address_has_its_limits() {
    let f = fixture(Options { accounts_per_email: 2, creations_per_day: 3, ..Options::default() }).await;
    f.provider.create(&wanted("r/1", "a@example.org"), at(0)).await.unwrap();
    f.provider.create(&wanted("r/2", "A@EXAMPLE.ORG"), at(1)).await.unwrap();
    let taken = Err(AccountError::EmailTaken { limit: 2 });
    assert_eq!(f.provider.create(&wanted("r/3", "a@example.org"), at(2)).await, taken);
    f.provider.create(&wanted("r/4", "b@example.org"), at(2)).await.unwrap();

    f.provider.forget(&AccountKey::ExternalId("r/1".into())).await.unwrap();
    f.provider.create(&wanted("r/3", "a@example.org"), at(2)).await.unwrap();
    f.provider.forget(&AccountKey::ExternalId("r/2".into())).await.unwrap();
    let limited = Err(AccountError::RateLimited { retry_at: at(24) });
    assert_eq!(f.provider.create(&wanted("r/5", "a@example.org"), at(3)).await, limited);
    // What is there already is no new account.
    f.provider.create(&wanted("r/3", "a@example.org"), at(3)).await.unwrap();
    // Expiry clears what is over a day old, and nothing younger.
    f.provider.expire(at(23)).await.unwrap();
    assert_eq!(f.provider.create(&wanted("r/5", "a@example.org"), at(23)).await, limited);
    f.provider.create(&wanted("r/5", "a@example.org"), at(24)).await.unwrap();
}

#[tokio::test]
async fn accounts_outlive_the_process_and_are_private() {
    let f = fixture(Options::default()).await;
    let made = f.provider.create(&wanted("r/1", "a@example.org"), at(0)).await.unwrap();
    f.provider.close().await;
    let error = f.provider.status(&by_id(&made), at(0)).await.unwrap_err();
    assert!(error.is_retryable(), "{error}");
    let again =
        BuiltIn::open(&f.path, Arc::clone(&f.post) as Arc<dyn Courier>, f.options.clone()).await.unwrap();
    assert_eq!(again.find(&made.user_name, at(0)).await, Ok(Some(made)));
    assert_eq!(std::fs::metadata(&f.path).unwrap().permissions().mode() & 0o777, 0o600);
    // The secret itself is nowhere in the file.
    again.close().await;
    let bytes = std::fs::read(&f.path).unwrap();
    let token = f.post.token(0);
    assert!(!bytes.windows(token.len()).any(|window| window == token.as_bytes()));
    assert!(bytes.windows(13).any(|window| window == b"a@example.org"), "the test must be able to find text");
}

#[tokio::test]
async fn what_cannot_be_opened_is_unavailable() {
    let directory = tempfile::tempdir().unwrap();
    let post = || Arc::new(Post::default()) as Arc<dyn Courier>;
    let nowhere = BuiltIn::open(directory.path().join("gone/a.db"), post(), Options::default()).await;
    assert_eq!(nowhere.err().map(|error| error.code()), Some("ACCOUNTS_UNAVAILABLE"));
    let nonsense = directory.path().join("nonsense");
    std::fs::write(&nonsense, vec![7; 9000]).unwrap();
    let refused = BuiltIn::open(&nonsense, post(), Options::default()).await;
    assert_eq!(refused.err().map(|error| error.code()), Some("ACCOUNTS_UNAVAILABLE"));
    for digits in [0, 19] {
        let options = Options { user_name_digits: digits, ..Options::default() };
        assert!(BuiltIn::open(directory.path().join("a.db"), post(), options).await.is_err());
    }
}

#[test]
fn the_port_can_be_an_object_and_shows_nothing_personal() {
    fn port(_: &dyn AccountProvider) {}
    let _: fn(&BuiltIn) = |provider| port(provider);
    let account = Account {
        subject: "s".into(),
        external_id: "r/1".into(),
        user_name: "2512345678".into(),
        email: "a@example.org".into(),
        created_at: at(0),
        activation_deadline: at(24),
        activated_at: None,
    };
    let shown = format!("{account:?} {:?} {:?}", by_name(&account), wanted("r/1", "a@example.org"));
    assert!(
        !shown.contains("2512345678") && !shown.contains("example") && !shown.contains("Test"),
        "{shown}"
    );
}
