//! The daemon itself, started by root.

use super::identity::assert_is;
use super::places::PLACES;
use super::room::{PATIENCE, Planted, Room, SERVICE, ended, is_root};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use std::fs;
use std::os::unix::fs::chown;
use std::time::{Duration, Instant};

/// A room in which the daemon can make its socket.
fn room(owner: u32) -> Room {
    let room = Room::of(owner);
    fs::create_dir(room.at("run")).unwrap();
    chown(room.at("run"), Some(owner), Some(owner)).unwrap();
    room
}

#[test]
fn it_is_the_owner_of_the_state_directory() {
    if !is_root() {
        return;
    }
    let room = room(SERVICE);
    let mut daemon = room.balied(&[]).spawn().unwrap();
    let began = Instant::now();
    while !room.at("run/balied.sock").exists() {
        assert!(daemon.try_wait().unwrap().is_none(), "{}", ended(daemon, "the daemon").err);
        assert!(began.elapsed() < PATIENCE, "no socket");
        std::thread::sleep(Duration::from_millis(10));
    }
    assert_is(daemon.id(), SERVICE, SERVICE);
    kill(Pid::from_raw(daemon.id().cast_signed()), Signal::SIGTERM).unwrap();
    let ran = ended(daemon, "the daemon");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    room.assert_untouched("the daemon");
}

/// In a directory of another user, and in one of root, where the daemon stays root.
#[test]
fn what_is_planted_is_named_and_neither_followed_nor_waited_for() {
    if !is_root() {
        return;
    }
    for owner in [SERVICE, 0] {
        for place in PLACES.iter().filter(|place| place.by_daemon) {
            for planted in [Planted::Link, Planted::Dangling, Planted::Pipe] {
                let room = room(owner);
                room.plant(planted, place.name);
                let ran = room.run(&[]);
                let what = format!("{planted:?} at {} of {owner}, and it said:\n{}", place.name, ran.err);
                assert_eq!(ran.code, Some(1), "{what}");
                assert!(ran.err.contains(room.state().join(place.name).to_str().unwrap()), "{what}");
                assert!(ran.err.contains(" is geen ") && ran.err.contains(" is no "), "{what}");
                room.assert_untouched(&what);
            }
        }
    }
}

/// A first start, among what lies where it makes its files for a moment.
#[test]
fn a_first_start_replaces_what_is_planted_where_nothing_belongs() {
    if !is_root() {
        return;
    }
    for planted in [Planted::Link, Planted::Dangling, Planted::Pipe] {
        let room = room(SERVICE);
        fs::remove_file(room.state().join("balie.db")).unwrap();
        fs::remove_file(room.state().join("page-key")).unwrap();
        for place in
            ["balie.db.new", "balie.db.new-journal", "page-key.tmp", ".page-key.tmp", "pki/server.tmp"]
        {
            room.plant(planted, place);
        }
        let mut daemon = room.balied(&[]).spawn().unwrap();
        let began = Instant::now();
        while !room.at("run/balied.sock").exists() {
            assert!(daemon.try_wait().unwrap().is_none(), "{}", ended(daemon, "the daemon").err);
            assert!(began.elapsed() < PATIENCE, "no socket");
            std::thread::sleep(Duration::from_millis(10));
        }
        kill(Pid::from_raw(daemon.id().cast_signed()), Signal::SIGTERM).unwrap();
        assert_eq!(ended(daemon, "the daemon").code, Some(0));
        room.assert_untouched("a first start");
        assert!(fs::metadata(room.state().join("page-key")).unwrap().is_file());
    }
}
