//! Files of the state directory that are files, with what the user of the service wrote in them, and locks that this user
//! does not let go of.

use super::room::{Ran, Room, SERVICE, ended, is_root};
use balie_accounts::{AccountProvider as _, BuiltIn, NewAccount};
use balied::outbox::{Outbox, Sender};
use chrono::Utc;
use nix::sys::stat::Mode;
use nix::unistd::mkfifo;
use std::fs::{self, File};
use std::os::unix::fs::{chown, lchown, symlink};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Clears the screen, sets the title of the window, and says in a line of its own that all is well.
const HOSTILE: &str = "\u{1b}[2J\u{1b}]0;PWN\u{7}\u{9b}31m\u{202e}\nbalied: all is well";

/// `HOSTILE` as JSON.
fn json() -> String {
    serde_json::to_string(HOSTILE).unwrap()
}

/// What root reads can be read, and is told by the program alone.
fn assert_harmless(ran: &Ran, what: &str) {
    for text in [&ran.out, &ran.err] {
        let steers = |c: char| c != '\n' && c.is_control() || c == '\u{202e}';
        assert!(!text.contains(steers), "{what}: {text:?}");
        assert!(!text.contains("\nbalied: all is well"), "{what}: {text:?}");
    }
}

/// Replaces what is in a file of the service.
fn write(room: &Room, name: &str, content: impl AsRef<[u8]>) {
    fs::write(room.state().join(name), content).unwrap();
}

#[test]
fn a_register_cannot_steer_the_terminal() {
    if !is_root() {
        return;
    }
    let text = json();
    let role = format!("{{\"stations\": {{\"balie-1\": {{\"role\": {text}}}}}}}");
    let station = format!("{{\"stations\": {{{text}: {{\"role\": \"counter\"}}}}}}");
    let code = "\"id\": 1, \"salt\": \"\", \"hash\": \"\", \"role\": \"counter\", \"attempts_left\": 1";
    let code = format!("{code}, \"expires\": \"2099-01-01T00:00:00Z\", \"station\": {text}");
    for register in [station, role, format!("{{\"codes\": [{{{code}}}]}}"), format!("{{{text}")] {
        let room = Room::of(SERVICE);
        write(&room, "pki/register.json", &register);
        for tool in
            [&["pki", "list"][..], &["pki", "code", "--role", "counter"], &["pki", "revoke", "balie-2"]]
        {
            let ran = room.run(tool);
            assert_harmless(&ran, &format!("{tool:?} of {register}"));
            assert_eq!(ran.code, Some(1), "{tool:?} of {register}: {}", ran.err);
            assert!(ran.err.contains("pki/register.json"), "{}", ran.err);
        }
    }
}

#[test]
fn an_account_cannot_steer_the_terminal() {
    if !is_root() {
        return;
    }
    let room = Room::of(SERVICE);
    let (database, outbox) = (room.state().join("accounts.db"), room.state().join("outbox"));
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let token = runtime.block_on(async {
        let sender = Sender::new("Bibliotheek Annen", Some("balie@example.org")).unwrap();
        let courier = Arc::new(Outbox::open(&outbox, sender).unwrap());
        let accounts = BuiltIn::open(&database, courier, balie_accounts::Options::default()).await.unwrap();
        let (external_id, email) = ("registrations/1".to_owned(), "a@example.org".to_owned());
        let wanted = NewAccount { external_id, email, display_name: "A. van de Test".to_owned() };
        let made = accounts.create(&wanted, Utc::now()).await.unwrap();
        accounts.close().await;
        let url = format!("sqlite:{}", database.display());
        let mut connection = <sqlx::SqliteConnection as sqlx::Connection>::connect(&url).await.unwrap();
        let planted = sqlx::query("UPDATE accounts SET user_name = ?1").bind(HOSTILE);
        assert_eq!(planted.execute(&mut connection).await.unwrap().rows_affected(), 1);
        sqlx::Connection::close(connection).await.unwrap();
        let message = fs::read_to_string(outbox.join(format!("{}.eml", made.user_name))).unwrap();
        let is_token = |word: &&str| word.len() == 64 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
        message.split_whitespace().find(is_token).unwrap().to_owned()
    });
    room.give_state_to(SERVICE);
    let ran = room.run(&["activate", &token]);
    assert_harmless(&ran, "activate");
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    assert!(ran.err.contains("user name"), "{}", ran.err);
}

/// By the name of a directory that is told in the log.
#[test]
fn a_log_cannot_steer_the_terminal() {
    if !is_root() {
        return;
    }
    let room = Room::of(SERVICE);
    let left = room.state().join(format!(".balie-backup-{}", HOSTILE.replace('\n', "")));
    fs::create_dir(&left).unwrap();
    lchown(&left, Some(SERVICE), Some(SERVICE)).unwrap();
    let ran = room.run(&["backup", room.at("private/made.tar").to_str().unwrap()]);
    assert_harmless(&ran, "backup");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.err.contains(".balie-backup-\u{fffd}[2J"), "{}", ran.err);
    assert!(!left.exists());
}

#[test]
fn a_register_without_end_is_not_read() {
    if !is_root() {
        return;
    }
    let room = Room::of(SERVICE);
    let path = room.state().join("pki/register.json");
    // It takes no room on the disk.
    File::create(&path).unwrap().set_len(3 << 30).unwrap();
    for tool in [&["pki", "list"][..], &["pki", "code", "--role", "counter"], &["pki", "revoke", "balie-1"]] {
        let ran = room.run(tool);
        assert_eq!(ran.code, Some(1), "{tool:?}");
        let told = |words| ran.err.contains(&format!("{} {words} 4194304 bytes", path.display()));
        assert!(told("is groter dan") && told("is larger than"), "{tool:?}: {}", ran.err);
    }
}

fn lock(path: &Path) -> File {
    let lock = File::options().write(true).create(true).truncate(false).open(path).unwrap();
    chown(path, Some(SERVICE), Some(SERVICE)).unwrap();
    lock.try_lock().unwrap();
    lock
}

#[test]
fn a_lock_that_is_held_is_named() {
    if !is_root() {
        return;
    }
    let room = Room::of(SERVICE);
    let backup = room.at("private/backup.tar");
    let backup = backup.to_str().unwrap();
    for (name, tool) in [
        ("pki/register.lock", &["pki", "revoke", "balie-1"][..]),
        ("pki/register.lock", &["pki", "code", "--role", "counter"]),
        ("pki/ca.lock", &["pki", "init"]),
        ("balie.db.lock", &["restore", backup]),
    ] {
        let path = room.state().join(name);
        let held = lock(&path);
        let ran = room.run(tool);
        assert_eq!(ran.code, Some(1), "{tool:?}: {}", ran.err);
        let named = path.to_str().unwrap().trim_end_matches(".db.lock");
        assert!(ran.err.contains(named), "{tool:?}: {}", ran.err);
        drop(held);
        assert_eq!(room.run(tool).code, Some(0), "{tool:?}");
    }
}

/// What the service puts in the place of a copy.
#[derive(Debug, Clone, Copy)]
enum Swapped {
    Link,
    Pipe,
    File,
}

/// As long as a backup runs, the copy of the registrations in its directory is swapped as soon as it is there.
fn swap_while(running: &AtomicBool, room: &Room, swapped: Swapped) -> bool {
    let is_room = |path: &PathBuf| path.file_name().unwrap().to_str().unwrap().starts_with(".balie-backup-");
    let mut did = false;
    while running.load(Ordering::Relaxed) {
        let entries = fs::read_dir(room.state()).unwrap().flatten().map(|entry| entry.path());
        for found in entries.filter(is_room) {
            let (other, copy) = (found.join("other"), found.join("balie.db"));
            let made = match swapped {
                Swapped::Link => symlink("/etc/passwd", &other),
                Swapped::Pipe => mkfifo(&other, Mode::S_IRWXU).map_err(Into::into),
                Swapped::File => fs::write(&other, "of somebody else"),
            };
            // The directory may be gone by now.
            let _ = made.and_then(|()| lchown(&other, Some(SERVICE), Some(SERVICE)));
            while running.load(Ordering::Relaxed) && other.symlink_metadata().is_ok() {
                did |= copy.symlink_metadata().is_ok() && fs::rename(&other, &copy).is_ok();
            }
        }
    }
    did
}

/// However it goes, root has the registrations or is told that there is no backup.
#[test]
fn a_copy_that_is_swapped_comes_in_no_backup() {
    if !is_root() {
        return;
    }
    for swapped in [Swapped::File, Swapped::Pipe, Swapped::Link] {
        let room = Room::of(SERVICE);
        let made = room.at("private/made.tar");
        let mut number = 0;
        for _ in 0..5 {
            let running = AtomicBool::new(true);
            let ran = std::thread::scope(|scope| {
                let swapping = scope.spawn(|| swap_while(&running, &room, swapped));
                let backup = room.balied(&["backup", made.to_str().unwrap()]).spawn().unwrap();
                let ran = std::panic::catch_unwind(|| ended(backup, "the backup"));
                running.store(false, Ordering::Relaxed);
                number += usize::from(swapping.join().unwrap());
                ran.unwrap()
            });
            assert_eq!(made.exists(), ran.code == Some(0), "{swapped:?}: {}", ran.err);
            if made.exists() {
                let restored = room.run(&["restore", made.to_str().unwrap()]);
                assert_eq!(restored.code, Some(0), "{swapped:?}: {}", restored.err);
                fs::remove_file(&made).unwrap();
            }
        }
        assert!(number > 0, "{swapped:?}: nothing was swapped in time");
        room.assert_untouched(&format!("{swapped:?}"));
    }
}
