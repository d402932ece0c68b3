//! Backups that are killed: what they were making is whole databases, and must not stay.

use balie_journeys::{Branch, program};
use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;
use sqlx::{Connection as _, Executor as _, SqliteConnection};
use std::fs::{self, File};
use std::io::Read as _;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long something may take before it is taken to never happen.
const PATIENCE: Duration = Duration::from_secs(60);

fn within(directory: &Path) -> Vec<PathBuf> {
    directory.read_dir().into_iter().flatten().flatten().map(|entry| entry.path()).collect()
}

/// The directories of backups and restores.
fn rooms(branch: &Branch) -> Vec<PathBuf> {
    let is_room = |path: &PathBuf| path.file_name().unwrap().to_str().unwrap().starts_with(".balie-backup-");
    within(&branch.state()).into_iter().filter(is_room).collect()
}

fn until<T>(what: &str, look: impl Fn() -> Option<T>) -> T {
    let began = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(began.elapsed() < PATIENCE, "{what}");
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// A backup of this branch, in a group of processes of its own as a shell has it.
fn backup(branch: &Branch, file: &Path) -> Child {
    let mut balied = Command::new(program("balied"));
    balied.arg("--config").arg(branch.config()).arg("backup").arg(file).process_group(0);
    balied.env_remove("NOTIFY_SOCKET").env_remove("JOURNAL_STREAM").stdin(Stdio::null());
    balied.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Kills a backup while it waits for the accounts, with the registrations in the archive already.
async fn kill_in_the_middle(branch: &Branch, signal: Signal, file: &Path) {
    let accounts = format!("sqlite://{}", branch.state().join("accounts.db").display());
    let mut holder = SqliteConnection::connect(&accounts).await.unwrap();
    // With its log a database can be read whoever writes.
    holder.execute("PRAGMA journal_mode = DELETE").await.unwrap();
    holder.execute("BEGIN EXCLUSIVE").await.unwrap();
    let mut killed = backup(branch, file);
    let half = |room: &PathBuf| room.join("accounts.db.partial").exists();
    let room = until("no copy of the accounts", || rooms(branch).into_iter().find(half));
    killpg(Pid::from_raw(killed.id().cast_signed()), signal).unwrap();
    assert!(!killed.wait().unwrap().success());
    // The process that made the copy ends by itself.
    until("it is not killed", || File::open(&room).unwrap().try_lock().ok());
    holder.close().await.unwrap();
    assert!(half(&room), "the next one is to find something");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_stays_of_a_backup_that_was_killed() {
    let mut branch = Branch::open("").await;
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("annen.tar");
    for signal in [Signal::SIGINT, Signal::SIGTERM, Signal::SIGKILL] {
        branch.stop().await;
        kill_in_the_middle(&branch, signal, &file).await;
        assert!(within(place.path()).is_empty(), "{signal}: {:?}", within(place.path()));
        branch.start().await;
        assert!(rooms(&branch).is_empty(), "{signal}: {:?}", rooms(&branch));
    }
    // The next backup tidies up as well.
    branch.stop().await;
    kill_in_the_middle(&branch, Signal::SIGKILL, &file).await;
    branch.balied(&["backup".as_ref(), file.as_os_str()]).await.done();
    assert!(rooms(&branch).is_empty(), "{:?}", rooms(&branch));
    assert_eq!(within(place.path()), [file]);
}

/// The daemon may run for months, and erase people meanwhile.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_daemon_that_runs_tidies_up() {
    let branch = Branch::open("[retention]\nlook_every_secs = 1").await;
    let left = branch.state().join(".balie-backup-012345");
    fs::create_dir(&left).unwrap();
    fs::write(left.join("balie.db.partial"), "a database").unwrap();
    until("it stays", || (!left.exists()).then_some(()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_that_runs_is_not_disturbed() {
    let mut branch = Branch::open("").await;
    branch.stop().await;
    // Nobody takes the archive, which is more than a pipe holds.
    let mut slow = backup(&branch, Path::new("-"));
    let room = until("no directory", || rooms(&branch).pop());
    fs::write(room.join("of-the-backup"), "x").unwrap();
    branch.start().await;
    let place = tempfile::tempdir().unwrap();
    branch.balied(&["backup".as_ref(), place.path().join("second.tar").as_os_str()]).await.done();
    assert!(room.join("of-the-backup").exists());
    assert_eq!(rooms(&branch), [room]);
    let mut archive = Vec::new();
    slow.stdout.take().unwrap().read_to_end(&mut archive).unwrap();
    assert!(slow.wait().unwrap().success());
    assert!(rooms(&branch).is_empty(), "{:?}", rooms(&branch));
    let file = place.path().join("first.tar");
    fs::write(&file, archive).unwrap();
    branch.stop().await;
    branch.balied(&["restore".as_ref(), file.as_os_str()]).await.done();
    branch.start().await;
}
