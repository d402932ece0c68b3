//! The files as the kill left them, looked at without the daemon: the tables agree with each other.
//!
//! State, jobs, audit entry, request record and change number of a decision are one transaction, so each can be
//! counted from the others.

use serde_json::Value;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Row};
use std::collections::{HashMap, HashSet};
use std::path::Path;

/// Actions of the audit trail that are no change of the registration.
const NO_CHANGE: &str = "('viewed', 'upload_mandate_page')";

/// A job as its row says.
struct Job {
    registration: String,
    kind: String,
    state: String,
}

/// Checks a copy of the files, so that the daemon finds its own exactly as the kill left them.
pub async fn check(state: &Path) {
    let copy = tempfile::tempdir().expect("a directory");
    for file in ["balie.db", "balie.db-wal", "accounts.db", "accounts.db-wal"] {
        if state.join(file).exists() {
            std::fs::copy(state.join(file), copy.path().join(file)).expect("a copy");
        }
    }
    if !copy.path().join("balie.db").exists() {
        return;
    }
    let mut store = open(&copy.path().join("balie.db")).await;
    if count(&mut store, "SELECT count(*) FROM sqlite_schema WHERE name = 'spent_passes'").await == 0 {
        // Killed before the first start had made its tables.
        return;
    }
    sound(&mut store).await;
    numbers(&mut store).await;
    records(&mut store).await;
    let jobs = jobs(&mut store).await;
    states(&mut store, &jobs).await;
    if copy.path().join("accounts.db").exists() {
        accounts(&mut store, &copy.path().join("accounts.db"), state, &jobs).await;
    }
}

async fn open(path: &Path) -> SqliteConnection {
    let options = SqliteConnectOptions::new().filename(path).create_if_missing(false);
    options.disable_statement_logging().connect().await.expect("the database opens")
}

async fn count(store: &mut SqliteConnection, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(store).await.unwrap_or_else(|error| panic!("{sql}: {error}"))
}

/// Rows that must not be there.
async fn none(store: &mut SqliteConnection, what: &str, sql: String) {
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).fetch_all(store).await.expect("a query");
    let rows: Vec<_> = rows.iter().map(|row| row.try_get::<String, _>(0).unwrap_or_default()).collect();
    assert_eq!(rows, Vec::<String>::new(), "{what}");
}

async fn sound(store: &mut SqliteConnection) {
    let answer: String =
        sqlx::query_scalar("PRAGMA integrity_check").fetch_one(&mut *store).await.expect("a check");
    assert_eq!(answer, "ok");
    none(store, "foreign keys hold", "SELECT \"table\" FROM pragma_foreign_key_check".to_owned()).await;
}

/// Numbers are given out once and without holes: a number exists if and only if its decision does.
async fn numbers(store: &mut SqliteConnection) {
    let changes = count(store, "SELECT value FROM counters WHERE name = '_change'").await;
    let revisions = count(store, "SELECT coalesce(sum(revision), 0) FROM registrations").await;
    // A page is announced without a revision.
    let pages = "SELECT count(*) FROM audit WHERE action IN ('upload_mandate_page', 'store_mandate_page')";
    assert_eq!(changes, revisions + count(store, pages).await, "changes");
    let last = "SELECT coalesce(max(change_number), 0) FROM registrations";
    assert_eq!(changes, count(store, last).await, "the last change is the newest registration's");
    let given = "SELECT coalesce(max(value) - 381847 + 1, 0) FROM counters WHERE name = 'patron'";
    let saved = "SELECT count(DISTINCT patron_number) FROM registrations WHERE patron_number IS NOT NULL";
    let rows = "SELECT count(*) FROM registrations WHERE patron_number IS NOT NULL";
    let saved = count(store, saved).await;
    assert_eq!(saved, count(store, rows).await, "patron numbers are unique");
    assert_eq!(saved, count(store, given).await, "patron numbers given out");
    let given = "SELECT coalesce(sum(value), 0) FROM counters WHERE name = 'mandate'";
    let made = "SELECT count(mandate_reference) FROM registrations";
    assert_eq!(count(store, made).await, count(store, given).await, "mandate references given out");
}

/// Every revision has its audit entry, and every request of a clerk its record.
async fn records(store: &mut SqliteConnection) {
    let revisions = format!(
        "SELECT r.id FROM registrations r LEFT JOIN audit a
            ON a.registration_id = r.id AND a.action NOT IN {NO_CHANGE}
         GROUP BY r.id HAVING count(a.revision) <> r.revision OR count(DISTINCT a.revision) <> r.revision
            OR max(a.revision) <> r.revision"
    );
    none(store, "revisions with one audit entry each", revisions).await;
    // A registration is made together with its pass: one request, two entries.
    let requests = "SELECT r.id FROM registrations r WHERE
            (SELECT count(*) FROM idempotency i WHERE i.registration_id = r.id) <>
            (SELECT count(*) FROM audit a WHERE a.registration_id = r.id AND a.actor <> 'balied'
                AND a.action NOT IN ('viewed', 'create'))";
    none(store, "requests with one record each", requests.to_owned()).await;
    let strays = "SELECT request_id FROM idempotency
        WHERE registration_id NOT IN (SELECT id FROM registrations)";
    none(store, "records of requests that did nothing", strays.to_owned()).await;
    let pages = "SELECT r.id FROM registrations r WHERE
            (SELECT count(*) FROM attachments t WHERE t.registration_id = r.id) <>
            (SELECT count(DISTINCT a.action) FROM audit a
                WHERE a.registration_id = r.id AND a.action = 'upload_mandate_page')";
    none(store, "pages with their audit entry", pages.to_owned()).await;
}

async fn jobs(store: &mut SqliteConnection) -> HashMap<String, Job> {
    let rows = sqlx::query("SELECT id, registration_id, kind, state FROM jobs").fetch_all(&mut *store).await;
    let jobs: HashMap<String, Job> = rows
        .expect("jobs")
        .iter()
        .map(|row| (row.get(0), Job { registration: row.get(1), kind: row.get(2), state: row.get(3) }))
        .collect();
    let rows = sqlx::query("SELECT registration_id, response FROM idempotency").fetch_all(store).await;
    let mut told = HashSet::new();
    for row in rows.expect("records") {
        let answer: Value = serde_json::from_slice(row.get(1)).expect("an answer");
        for job in answer["jobs"].as_array().into_iter().flatten() {
            let job = job.as_str().expect("a job id").to_owned();
            assert_eq!(jobs[&job].registration, row.get::<String, _>(0), "an answer names its own jobs");
            told.insert(job);
        }
    }
    assert_eq!(told.len(), jobs.len(), "every job was told of by the request that started it");
    jobs
}

/// Each state agrees with its searchable columns and with the jobs it waits for; no job is left over.
async fn states(store: &mut SqliteConnection, jobs: &HashMap<String, Job>) {
    let sql =
        "SELECT id, step, state, pass_number, patron_number, mandate_reference, terminal FROM registrations";
    let mut wanted = HashSet::new();
    for row in sqlx::query(sql).fetch_all(store).await.expect("registrations") {
        let id: String = row.get(0);
        let state: Value = serde_json::from_str(row.get(2)).expect("a state");
        let step: String = row.get(1);
        assert_eq!(state["step"], step.as_str(), "{id}");
        assert_eq!(row.get::<bool, _>(6), matches!(step.as_str(), "enrolled" | "cancelled"), "{id}");
        let enrolment =
            [&state["enrolment"], &state["member"]["enrolment"]].into_iter().find(|v| v.is_object());
        if let Some(enrolment) = enrolment {
            assert_eq!(enrolment["patron"]["pass"]["number"], row.get::<String, _>(3).as_str(), "{id}");
            assert_eq!(number(&enrolment["patron_number"]), row.get::<i64, _>(4), "{id}");
        } else {
            assert_eq!(row.get::<Option<i64>, _>(4), None, "{id}: a patron number before saving");
        }
        let form = [&state["form"], &state["mandate"]["form"]].into_iter().find(|v| v.is_object());
        assert_eq!(
            form.and_then(|form| form["reference"].as_str()).map(str::to_owned),
            row.get::<Option<String>, _>(5),
            "{id}"
        );
        for (job, kind, states) in awaited(&state, enrolment) {
            let found = jobs.get(job).unwrap_or_else(|| panic!("{id}: job {job} is missing"));
            assert_eq!((found.registration.as_str(), found.kind.as_str()), (id.as_str(), kind), "{job}");
            assert!(states.contains(&found.state.as_str()), "{id} in {step}: job {job} is {}", found.state);
            wanted.insert(job.to_owned());
        }
    }
    for (id, job) in jobs {
        let over = match job.kind.as_str() {
            "print_pass" => matches!(job.state.as_str(), "failed" | "cancelled"),
            _ => matches!(job.state.as_str(), "done" | "failed" | "cancelled"),
        };
        assert!(
            over || wanted.contains(id),
            "{} job {id} is {} and nobody waits for it",
            job.kind,
            job.state
        );
    }
}

fn number(value: &Value) -> i64 {
    value.as_i64().or_else(|| value.as_str()?.parse().ok()).expect("a number")
}

/// The jobs a state speaks of, and the states they may be in.
fn awaited<'s>(
    state: &'s Value,
    enrolment: Option<&'s Value>,
) -> Vec<(&'s str, &'static str, &'static [&'static str])> {
    let mut jobs = Vec::new();
    let mut add = |job: &'s Value, kind, states| jobs.extend(job.as_str().map(|job| (job, kind, states)));
    match state["print"]["print"].as_str() {
        Some("printing") => add(&state["print"]["job"], "print_pass", &["queued", "started"][..]),
        Some("unknown") => add(&state["print"]["job"], "print_pass", &["unknown"]),
        _ => {}
    }
    add(&state["member"]["issued"]["job"], "print_pass", &["done"]);
    let account = enrolment.map(|enrolment| &enrolment["account"]);
    if let Some(account) = account.filter(|account| account["account"] == "generating") {
        add(&account["job"], "create_account", &["queued", "started"]);
    }
    jobs
}

/// Accounts were made for jobs that exist, each once; whoever waits for activation has one, and its message.
async fn accounts(store: &mut SqliteConnection, path: &Path, state: &Path, jobs: &HashMap<String, Job>) {
    let mut accounts = open(path).await;
    if count(&mut accounts, "SELECT count(*) FROM sqlite_schema WHERE name = 'accounts'").await == 0 {
        return;
    }
    let rows = sqlx::query("SELECT external_id, user_name, delivered FROM accounts").fetch_all(&mut accounts);
    let mut made = HashMap::new();
    for row in rows.await.expect("accounts") {
        let (external, user): (String, String) = (row.get(0), row.get(1));
        let (registration, job) = external.split_once('/').expect("registration and job");
        assert_eq!(jobs[job].registration, registration);
        let message = state.join("outbox").join(format!("{user}.eml"));
        assert!(message.exists() || !row.get::<bool, _>(2), "the message to {external} is gone");
        made.insert(user, registration.to_owned());
    }
    let sql = "SELECT id, state FROM registrations WHERE account_state = 'pending'";
    for row in sqlx::query(sql).fetch_all(store).await.expect("registrations") {
        let state: Value = serde_json::from_str(row.get(1)).expect("a state");
        let enrolment =
            [&state["enrolment"], &state["member"]["enrolment"]].into_iter().find(|v| v.is_object());
        let user =
            enrolment.and_then(|enrolment| enrolment["account"]["user_name"].as_str()).expect("a user name");
        assert_eq!(made.get(user), Some(&row.get::<String, _>(0)), "an account that is not there");
    }
}
