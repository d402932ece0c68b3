//! Opening and writing among links, pipes and what else somebody may have put in the place of a file.

use balie_files::{Draft, FileError, Kind};
use nix::sys::stat::Mode;
use std::fs;
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;
use tempfile::TempDir;

const VICTIM: &str = "of somebody else\n";

/// A directory with a file that must stay as it is.
struct Room(TempDir);

impl Room {
    fn new() -> Self {
        let room = Self(tempfile::tempdir().unwrap());
        fs::write(room.at("victim"), VICTIM).unwrap();
        fs::set_permissions(room.at("victim"), fs::Permissions::from_mode(0o644)).unwrap();
        room
    }

    fn at(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path()).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// Whatever is no file, each in a place of its own.
    fn planted(&self) -> [(PathBuf, Kind); 5] {
        let at = |name: &str| self.at(name);
        symlink(at("victim"), at("link")).unwrap();
        symlink(at("new"), at("dangling")).unwrap();
        nix::unistd::mkfifo(&at("pipe"), Mode::S_IRWXU).unwrap();
        fs::create_dir(at("directory")).unwrap();
        drop(UnixListener::bind(at("socket")).unwrap());
        [
            (at("link"), Kind::Link),
            (at("dangling"), Kind::Link),
            (at("pipe"), Kind::Pipe),
            (at("directory"), Kind::Directory),
            (at("socket"), Kind::Socket),
        ]
    }

    fn assert_untouched(&self) {
        assert_eq!(fs::read_to_string(self.at("victim")).unwrap(), VICTIM);
        assert_eq!(fs::metadata(self.at("victim")).unwrap().mode() & 0o777, 0o644);
        assert!(!self.at("new").exists(), "made through a link");
    }
}

/// What `work` gives; it must not wait for somebody at the other end of a pipe.
fn at_once<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || tell.send(work()));
    told.recv_timeout(Duration::from_secs(20)).expect("it waits")
}

fn mode(path: &Path) -> u32 {
    fs::symlink_metadata(path).unwrap().mode() & 0o777
}

#[test]
fn only_regular_files_are_opened_and_the_rest_is_named() {
    let room = Room::new();
    type Way = fn(&Path) -> Result<(), FileError>;
    let ways: [Way; 7] = [
        |path| balie_files::open(path).map(|_| ()),
        |path| balie_files::read(path, 4).map(|_| ()),
        |path| balie_files::open_private(path).map(|_| ()),
        |path| balie_files::lock_file(path).map(|_| ()),
        |path| balie_files::lock(path).map(|_| ()),
        |path| balie_files::check(path).map(|_| ()),
        balie_files::check_database,
    ];
    for (path, kind) in room.planted() {
        for (number, way) in ways.into_iter().enumerate() {
            let place = path.clone();
            let error = at_once(move || way(&place)).unwrap_err();
            let as_told = matches!(&error, FileError::NotAFile { path: told, found } if *told == path && *found == kind);
            assert!(as_told, "way {number}: {error}");
            for language in ["nl", "en"] {
                assert!(error.message(language).contains(path.to_str().unwrap()));
            }
            assert_ne!(error.message("nl"), error.message("en"));
        }
        room.assert_untouched();
    }
}

#[test]
fn what_is_not_there_is_none_and_what_is_there_is_read() {
    let room = Room::new();
    let path = room.at("file");
    assert!(balie_files::open(&path).unwrap().is_none() && balie_files::read(&path, 4).unwrap().is_none());
    assert!(balie_files::check(&path).unwrap().is_none() && balie_files::check_database(&path).is_ok());
    balie_files::write(&path, b"text").unwrap();
    assert_eq!(balie_files::read(&path, 4).unwrap().as_deref(), Some("text"));
    assert!(balie_files::check(&path).unwrap().is_some_and(|found| found.len() == 4));
    fs::write(&path, [0xff]).unwrap();
    assert!(matches!(balie_files::read(&path, 4), Err(FileError::Io { .. })));
}

#[test]
fn no_more_is_read_than_belongs_there() {
    let room = Room::new();
    let path = room.at("file");
    balie_files::write(&path, b"12345").unwrap();
    assert_eq!(balie_files::read(&path, 5).unwrap().as_deref(), Some("12345"));
    // Far more than this machine has memory, and no room on its disk.
    for length in [6, 1 << 43] {
        fs::File::options().write(true).open(&path).unwrap().set_len(length).unwrap();
        let error = balie_files::read(&path, 5).unwrap_err();
        assert!(matches!(&error, FileError::TooLarge { path: told, most: 5 } if *told == path), "{error}");
        for language in ["nl", "en"] {
            let told = error.message(language);
            assert!(told.contains(path.to_str().unwrap()) && told.contains(" 5 bytes"), "{told}");
        }
        assert_ne!(error.message("nl"), error.message("en"));
    }
}

#[test]
fn a_lock_is_waited_for_and_not_for_ever() {
    let room = Room::new();
    let path = room.at("lock");
    let held = balie_files::lock(&path).unwrap();
    let error = at_once({
        let path = path.clone();
        move || balie_files::lock(&path)
    })
    .unwrap_err();
    assert!(matches!(&error, FileError::Locked { path: told } if *told == path), "{error}");
    for language in ["nl", "en"] {
        assert!(error.message(language).contains(path.to_str().unwrap()));
    }
    assert_ne!(error.message("nl"), error.message("en"));
    let waiting = std::thread::spawn(move || balie_files::lock(&path).map(|_| ()));
    std::thread::sleep(Duration::from_millis(100));
    assert!(!waiting.is_finished());
    drop(held);
    waiting.join().unwrap().unwrap();
}

#[test]
fn a_file_is_replaced_whole_and_private_whatever_has_its_name() {
    let room = Room::new();
    for (path, kind) in room.planted() {
        let written = at_once({
            let path = path.clone();
            move || balie_files::write(&path, b"new content")
        });
        // A directory cannot be replaced by a file.
        assert_eq!(written.is_err(), kind == Kind::Directory, "{kind:?}");
        if kind != Kind::Directory {
            assert_eq!((fs::read(&path).unwrap(), mode(&path)), (b"new content".to_vec(), 0o600));
        }
        room.assert_untouched();
    }
    let drafts = room.names().into_iter().filter(|name| name.ends_with(".tmp")).count();
    assert_eq!(drafts, 0, "{:?}", room.names());
}

#[test]
fn a_new_file_is_never_put_over_another() {
    let room = Room::new();
    for (path, _) in room.planted() {
        let mut draft = Draft::create(&path).unwrap();
        draft.file().write_all(b"x").unwrap();
        let error = draft.place_new().unwrap_err();
        assert!(
            matches!(&error, FileError::Io { source, .. } if source.kind() == ErrorKind::AlreadyExists),
            "{error}"
        );
    }
    room.assert_untouched();
    let mut draft = Draft::create(&room.at("fresh")).unwrap();
    draft.file().write_all(b"x").unwrap();
    draft.place_new().unwrap();
    assert_eq!((fs::read(room.at("fresh")).unwrap(), mode(&room.at("fresh"))), (b"x".to_vec(), 0o600));
    assert!(!room.names().iter().any(|name| name.ends_with(".tmp")), "{:?}", room.names());
}

#[test]
fn half_a_file_never_has_the_name_and_two_writers_do_not_meet() {
    let room = Room::new();
    let path = room.at("file");
    balie_files::write(&path, b"before").unwrap();
    let (mut one, mut other) = (Draft::create(&path).unwrap(), Draft::create(&path).unwrap());
    one.file().write_all(b"one, hal").unwrap();
    other.file().write_all(b"other").unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"before");
    other.replace().unwrap();
    drop(one);
    assert_eq!(fs::read(&path).unwrap(), b"other");
    assert_eq!(room.names(), ["file", "victim"]);
}

/// The file system of these tests knows files without a name, as those of every branch do.
#[test]
fn what_was_being_written_is_gone_with_the_program() {
    let room = Room::new();
    let mut draft = Draft::create(&room.at("file")).unwrap();
    draft.file().write_all(b"half").unwrap();
    assert_eq!(room.names(), ["victim"]);
    // As when the program is killed: nothing is tidied up.
    std::mem::forget(draft);
    assert_eq!(room.names(), ["victim"]);
}

#[test]
fn a_draft_stays_in_the_directory_that_its_path_led_to() {
    let room = Room::new();
    let (here, there) = (room.at("here"), room.at("there"));
    fs::create_dir(&here).unwrap();
    fs::create_dir(&there).unwrap();
    let mut draft = Draft::create(&here.join("file")).unwrap();
    draft.file().write_all(b"x").unwrap();
    fs::rename(&here, room.at("moved")).unwrap();
    symlink(&there, &here).unwrap();
    draft.replace().unwrap();
    assert!(room.at("moved/file").exists());
    assert_eq!(fs::read_dir(&there).unwrap().count(), 0);
}

#[test]
fn removing_takes_the_drafts_that_a_crash_left_and_nothing_else() {
    let room = Room::new();
    let path = room.at("a.eml");
    balie_files::remove(&path).unwrap();
    balie_files::write(&path, b"text").unwrap();
    balie_files::write(&room.at("b.eml"), b"text").unwrap();
    for name in [".a.eml.0123456789ab.tmp", ".b.eml.0123456789ab.tmp"] {
        fs::write(room.at(name), "half a te").unwrap();
    }
    assert_eq!(room.names().len(), 5);
    balie_files::remove(&path).unwrap();
    let names = room.names();
    assert!(names[0].starts_with(".b.eml.") && names[1..] == ["b.eml", "victim"], "{names:?}");
    symlink(room.at("victim"), &path).unwrap();
    balie_files::remove(&path).unwrap();
    room.assert_untouched();
}

#[test]
fn files_are_private_from_the_beginning_or_made_so() {
    let room = Room::new();
    balie_files::create_new(&room.at("new file")).unwrap();
    balie_files::lock_file(&room.at("lock")).unwrap();
    balie_files::directory(&room.at("inside")).unwrap();
    balie_files::directory(&room.at("inside")).unwrap();
    assert_eq!((mode(&room.at("new file")), mode(&room.at("lock"))), (0o600, 0o600));
    assert_eq!(mode(&room.at("inside")), 0o700);
    fs::write(room.at("wide"), "x").unwrap();
    fs::set_permissions(room.at("wide"), fs::Permissions::from_mode(0o666)).unwrap();
    balie_files::open_private(&room.at("wide")).unwrap();
    assert_eq!((mode(&room.at("wide")), fs::read(room.at("wide")).unwrap()), (0o600, b"x".to_vec()));
    symlink(room.at("victim"), room.at("taken")).unwrap();
    assert!(balie_files::create_new(&room.at("taken")).is_err());
    room.assert_untouched();
}

#[test]
fn a_directory_is_one_itself() {
    let room = Room::new();
    for (path, kind) in room.planted().into_iter().filter(|(_, kind)| *kind != Kind::Directory) {
        let error = balie_files::directory(&path).unwrap_err();
        assert!(matches!(error, FileError::NotADirectory { found, .. } if found == kind), "{error}");
        assert!(balie_files::check_directory(&path).is_err());
    }
    symlink(room.at("directory"), room.at("to directory")).unwrap();
    assert!(balie_files::directory(&room.at("to directory")).is_err());
    assert!(balie_files::check_directory(&room.at("none")).is_ok());
    assert!(balie_files::directory(&room.at("none/below")).is_err(), "what is missing above is not made");
}

#[test]
fn all_files_of_a_database_are_looked_at_and_removed() {
    for suffix in ["", "-wal", "-shm", "-journal"] {
        let room = Room::new();
        let path = room.at("balie.db");
        symlink(room.at("victim"), room.at(&format!("balie.db{suffix}"))).unwrap();
        let error = balie_files::check_database(&path).unwrap_err();
        assert!(error.to_string().contains(&format!("balie.db{suffix} is no")), "{error}");
        balie_files::remove_database(&path).unwrap();
        assert_eq!(room.names(), ["victim"]);
        room.assert_untouched();
    }
}
