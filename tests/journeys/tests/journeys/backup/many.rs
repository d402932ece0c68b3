//! More passes in doubt than are read together, and a daemon that is killed while it marks them.

use super::doubt::{print_state, ready_to_print};
use balie_client::v1::{self, pass_print};
use balie_journeys::{Branch, PATIENCE};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, SqliteConnection};
use std::path::Path;
use std::time::{Duration, Instant};

/// One more than the daemon reads together.
const PASSES: u32 = 501;
/// Clerks who make them.
const CLERKS: u32 = 6;
/// How much later it is killed each time.
const LATER: Duration = Duration::from_millis(25);
/// What the daemon logs when it knows what it has to mark, before that is on disk.
const FOUND: &str = "a backup was put back; a person has to look";

async fn open(database: &Path) -> SqliteConnection {
    let options = SqliteConnectOptions::new().filename(database).create_if_missing(false);
    options.disable_statement_logging().connect().await.expect("the database opens")
}

async fn count(store: &mut SqliteConnection, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(store).await.unwrap_or_else(|error| panic!("{sql}: {error}"))
}

/// Looks at a copy of the files as the kill left them: how many are marked, and whether the restore is still to be
/// dealt with.
async fn marked(state: &Path) -> (i64, bool) {
    let copy = tempfile::tempdir().expect("a directory");
    for file in ["balie.db", "balie.db-wal"] {
        if state.join(file).exists() {
            std::fs::copy(state.join(file), copy.path().join(file)).expect("a copy");
        }
    }
    let mut store = open(&copy.path().join("balie.db")).await;
    let unknown = "SELECT count(*) FROM jobs WHERE state = 'unknown'";
    let restored = "SELECT count(*) FROM meta WHERE name = 'restored'";
    (count(&mut store, unknown).await, count(&mut store, restored).await == 1)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn all_are_in_doubt_however_many_and_however_often_the_daemon_is_killed_meanwhile() {
    let mut branch = Branch::open("").await;
    let mut clerks = Vec::new();
    for clerk in 0..CLERKS {
        let client = branch.client(&format!("balie-{clerk}")).await;
        clerks.push(tokio::spawn(async move {
            for serial in (1..=PASSES).filter(|serial| serial % CLERKS == clerk) {
                ready_to_print(&client, serial).await;
            }
        }));
    }
    for clerk in clerks {
        clerk.await.expect("no command is refused");
    }
    let file = branch.path().join("annen.tar");
    branch.stop().await;
    branch.balied(&["backup".as_ref(), file.as_os_str()]).await.done();
    branch.balied(&["restore".as_ref(), file.as_os_str()]).await.done();

    // Killed later and later, until it was too late: all or nothing, and what is not done is done at the next start.
    let mut undone = 0_u32;
    loop {
        let found = branch.log().matches(FOUND).count();
        branch.spawn();
        let began = Instant::now();
        while branch.log().matches(FOUND).count() == found {
            assert!(began.elapsed() < PATIENCE, "no word of the restore:\n{}", branch.log());
            tokio::time::sleep(Duration::from_micros(200)).await;
        }
        tokio::time::sleep(LATER * undone).await;
        branch.kill();
        match marked(&branch.state()).await {
            (0, true) => undone += 1,
            (all, false) => {
                assert_eq!(all, i64::from(PASSES));
                break;
            }
            half => panic!("half done: {half:?}"),
        }
    }
    assert!(undone > 0, "it was never killed before the end");
    println!("killed {undone} times before the end");

    for _ in 0..2 {
        branch.start().await;
        let client = branch.client("balie-1").await;
        let all = v1::RegistrationFilter::default();
        let found = client.registrations.list_up_to(all, usize::MAX >> 1).await.expect("all of them");
        assert_eq!(found.len(), PASSES as usize);
        let doubted = (pass_print::State::Unknown, "RESTORED".to_owned());
        for now in &found {
            assert_eq!(print_state(now), doubted, "{}", now.name);
        }
        branch.stop().await;
    }
    assert_eq!(marked(&branch.state()).await, (i64::from(PASSES), false), "each once");
}
