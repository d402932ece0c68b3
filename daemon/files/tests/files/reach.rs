//! Which paths root may follow to a directory. Other users take part, so this needs root.

use balie_files::{Changer, Draft, FileError, reach};
use balie_virtual::root::as_root;
use std::fs;
use std::io::Write as _;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown, lchown, symlink};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const SERVICE: u32 = 4242;
const OTHER: u32 = 4343;

/// Whether the test goes on here, as root.
fn is_root() -> bool {
    as_root("for files of other users").unwrap()
}

struct Room(TempDir);

impl Room {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn at(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn make(&self, name: &str, owner: u32, mode: u32) -> PathBuf {
        let path = self.at(name);
        fs::create_dir(&path).unwrap();
        chown(&path, Some(owner), Some(owner)).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        path
    }

    fn link(&self, target: impl AsRef<Path>, name: &str, owner: u32) -> PathBuf {
        let path = self.at(name);
        symlink(target, &path).unwrap();
        lchown(&path, Some(owner), Some(owner)).unwrap();
        path
    }
}

fn refused(path: &Path) -> Changer {
    match reach(path) {
        Err(FileError::Changeable { path: told, changer, .. }) if told == path => changer,
        reached => panic!("{reached:?}"),
    }
}

#[test]
fn a_link_of_root_is_followed_and_one_of_another_user_is_not() {
    if !is_root() {
        return;
    }
    let room = Room::new();
    let state = room.make("state", SERVICE, 0o700);
    room.make("root", 0, 0o700);
    for path in [
        state.clone(),
        room.link(&state, "absolute", 0),
        room.link("state", "relative", 0),
        room.link("root/../absolute", "through both", 0),
    ] {
        let reached = reach(&path).unwrap();
        assert_eq!(
            (reached.owner(), reached.group(), reached.is_there()),
            (SERVICE, SERVICE, true),
            "{path:?}"
        );
    }
    // In a directory of his own the user decides: he leads to his own directories, and to no others.
    let inside = room.make("state/inside", SERVICE, 0o700);
    assert_eq!(reach(&inside).unwrap().owner(), SERVICE);
    assert_eq!(refused(&room.link(room.at("root"), "state/to-root", SERVICE)), Changer::User(SERVICE));
    assert_eq!(refused(&room.link("../root", "state/to-root-too", SERVICE)), Changer::User(SERVICE));
    // Neither by a directory that he gave to root.
    assert_eq!(refused(&room.make("state/of-root", 0, 0o700)), Changer::User(SERVICE));
    assert_eq!(refused(&room.make("state/of-other", OTHER, 0o700)), Changer::User(SERVICE));
    room.link("loop", "loop", 0);
    assert!(matches!(reach(&room.at("loop")), Err(FileError::Io { .. })));
    fs::write(room.at("file"), "").unwrap();
    assert!(matches!(reach(&room.at("file")), Err(FileError::NotADirectory { .. })));
}

#[test]
fn a_directory_that_others_write_in_leads_nowhere() {
    if !is_root() {
        return;
    }
    let room = Room::new();
    room.make("open", 0, 0o777);
    assert_eq!(refused(&room.make("open/state", SERVICE, 0o700)), Changer::Anybody);
    room.make("group", 0, 0o775);
    chown(room.at("group"), None, Some(OTHER)).unwrap();
    assert_eq!(refused(&room.make("group/state", SERVICE, 0o700)), Changer::Group(OTHER));
    // As /tmp is: what is there, only its owner takes away.
    room.make("sticky", 0, 0o1777);
    assert_eq!(reach(&room.make("sticky/state", SERVICE, 0o700)).unwrap().owner(), SERVICE);
    let link = room.link(room.make("root", 0, 0o700), "sticky/link", SERVICE);
    assert_eq!(refused(&link), Changer::User(SERVICE));
    // A home with a group of its own.
    room.make("home", SERVICE, 0o775);
    assert_eq!(reach(&room.make("home/state", SERVICE, 0o775)).unwrap().owner(), SERVICE);
}

#[test]
fn what_is_missing_is_made_where_the_path_led() {
    if !is_root() {
        return;
    }
    let room = Room::new();
    let path = room.at("a/b");
    let reached = reach(&path).unwrap();
    assert!(!reached.is_there() && reached.owner() == 0);
    reached.check_writers().unwrap();
    assert!(Draft::create_in(reach(&path).unwrap(), &path.join("file")).is_err());
    let made = reached.make().unwrap().give_to(SERVICE, SERVICE).unwrap();
    assert_eq!((made.owner(), made.is_there()), (SERVICE, true));
    let found = |path: &Path| fs::metadata(path).map(|found| (found.uid(), found.mode() & 0o777)).unwrap();
    assert_eq!((found(&room.at("a")).0, found(&path)), (0, (SERVICE, 0o700)));
    room.make("open", 0, 0o1777);
    assert!(reach(&room.at("open/state")).unwrap().check_writers().is_err(), "anybody may make it meanwhile");
    assert!(reach(&room.at("open")).unwrap().check_writers().is_err(), "anybody may write in it");
    // Somebody was quicker: nothing is taken for what was made.
    let late = reach(&room.at("open/state")).unwrap();
    room.link(room.at("a"), "open/state", SERVICE);
    assert!(late.make().is_err());
}

#[test]
fn a_file_is_made_where_the_path_led_and_nowhere_else() {
    if !is_root() {
        return;
    }
    let room = Room::new();
    let (here, there) = (room.make("here", SERVICE, 0o755), room.make("there", 0, 0o755));
    let reached = reach(&here).unwrap();
    // The owner of `here` could do so only above it; root does it for him.
    fs::rename(&here, room.at("moved")).unwrap();
    symlink(&there, &here).unwrap();
    let mut draft = Draft::create_in(reached, &here.join("file")).unwrap();
    draft.file().write_all(b"x").unwrap();
    draft.place_new().unwrap();
    let made = fs::metadata(room.at("moved/file")).unwrap();
    assert_eq!((made.uid(), made.mode() & 0o777), (0, 0o600));
    assert_eq!(fs::read_dir(&there).unwrap().count(), 0);
}
