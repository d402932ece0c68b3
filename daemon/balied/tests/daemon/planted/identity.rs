//! Who a tool of root is while it works in the state directory.

use super::room::{PATIENCE, Room, SERVICE, ended, is_root};
use nix::unistd::{Uid, User};
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::time::{Duration, Instant};

/// What the kernel says of a process.
pub fn status(process: u32) -> BTreeMap<String, String> {
    let text = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let lines = text.lines().filter_map(|line| line.split_once(':'));
    lines
        .map(|(name, value)| (name.to_owned(), value.split_whitespace().collect::<Vec<_>>().join(" ")))
        .collect()
}

/// Waits until the process is this user, and checks that it is in every respect.
pub fn assert_is(process: u32, user: u32, group: u32) {
    let began = Instant::now();
    let all = |id: u32| format!("{id} {id} {id} {id}");
    let found = loop {
        let found = status(process);
        // The last of all is set last.
        if found.get("Uid") == Some(&all(user)) {
            break found;
        }
        assert!(began.elapsed() < PATIENCE, "{found:?}");
        std::thread::sleep(Duration::from_millis(5));
    };
    let of = |name: &str| found.get(name).map(String::as_str).unwrap_or("?");
    assert_eq!(of("Gid"), all(group));
    assert!(!of("Groups").split(' ').any(|group| group == "0"), "{}", of("Groups"));
    for set in ["CapInh", "CapPrm", "CapEff", "CapAmb"] {
        assert_eq!(of(set), "0000000000000000", "{set}");
    }
    assert_eq!(of("NoNewPrivs"), "1");
    // No other process of this user looks into its memory, which root's files went through.
    assert_eq!(fs::metadata(format!("/proc/{process}/mem")).unwrap().uid(), 0);
}

#[test]
fn a_tool_is_the_owner_for_good() {
    if !is_root() {
        return;
    }
    // Of the users that a machine has, and with groups.
    let known = User::from_uid(Uid::from_raw(1)).unwrap().expect("every system has user 1");
    for (user, group) in [(SERVICE, SERVICE), (1, known.gid.as_raw())] {
        let room = Room::of(user);
        let lock = fs::File::open(room.state().join("pki/register.lock")).unwrap();
        lock.lock().unwrap();
        let revoke = room.balied(&["pki", "revoke", "balie-1"]).spawn().unwrap();
        assert_is(revoke.id(), user, group);
        drop(lock);
        let ran = ended(revoke, "revoke");
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        room.assert_untouched("revoke");
    }
}

#[test]
fn a_directory_of_the_group_of_root_gives_nobody_that_group() {
    if !is_root() {
        return;
    }
    let room = Room::of(SERVICE);
    std::os::unix::fs::chown(room.state(), None, Some(0)).unwrap();
    let lock = fs::File::open(room.state().join("pki/register.lock")).unwrap();
    lock.lock().unwrap();
    let revoke = room.balied(&["pki", "revoke", "balie-1"]).spawn().unwrap();
    assert_is(revoke.id(), SERVICE, 65_534);
    drop(lock);
    assert_eq!(ended(revoke, "revoke").code, Some(0));
}
