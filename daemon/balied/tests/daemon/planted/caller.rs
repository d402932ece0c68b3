//! What root names is root's, and where the state directory is decides who works in it.

use super::room::{Room, SERVICE, is_root};
use balie_virtual::peers::go_without;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown, lchown, symlink};
use std::path::Path;
use std::process::Command;

fn rights(path: &Path) -> (u32, u32) {
    let found = fs::symlink_metadata(path).unwrap();
    (found.uid(), found.mode() & 0o7777)
}

#[test]
fn files_that_root_names_are_read_and_made_as_root() {
    if !is_root() {
        return;
    }
    let room = Room::of(SERVICE);
    // The configuration, the backup to be read and the directory for the new one are for root alone.
    assert_eq!(rights(&room.at("balied.toml")), (0, 0o600));
    let made = room.at("private/made.tar");
    let backup = room.run(&["backup", made.to_str().unwrap()]);
    assert_eq!(backup.code, Some(0), "{}", backup.err);
    assert_eq!(rights(&made), (0, 0o600));
    let restored = room.run(&["restore", made.to_str().unwrap()]);
    assert_eq!(restored.code, Some(0), "{}", restored.err);
    for name in ["balie.db", "accounts.db", "balie.db.before-restore", "accounts.db.before-restore"] {
        assert_eq!(rights(&room.state().join(name)), (SERVICE, 0o600), "{name}");
    }
    room.assert_untouched("backup and restore");
}

#[test]
fn a_backup_on_standard_output_is_the_same() {
    if !is_root() {
        return;
    }
    let room = Room::of(SERVICE);
    let file = room.at("private/made.tar");
    let mut balied = room.balied(&["backup", "-"]);
    let status = balied.stdout(fs::File::create(&file).unwrap()).status().unwrap();
    assert!(status.success());
    let restored = room.run(&["restore", file.to_str().unwrap()]);
    assert_eq!(restored.code, Some(0), "{}", restored.err);
}

#[test]
fn a_backup_that_fails_leaves_no_file() {
    if !is_root() {
        return;
    }
    let room = Room::of(SERVICE);
    fs::write(room.state().join("balie.db"), "no database").unwrap();
    let ran = room.run(&["backup", room.at("private/made.tar").to_str().unwrap()]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("is geen database") && ran.err.contains("is not a database"), "{}", ran.err);
    let names: Vec<_> =
        fs::read_dir(room.at("private")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names.len(), 2, "{names:?}");
    let full = room.run(&["backup", "/dev/full/backup.tar"]);
    assert!(full.code == Some(1) && full.err.contains("/dev/full"), "{}", full.err);
}

#[test]
fn a_backup_does_not_go_through_a_link_in_the_state_directory() {
    if !is_root() {
        return;
    }
    let room = Room::of(SERVICE);
    let backups = room.state().join("backups");
    symlink(room.at("private"), &backups).unwrap();
    lchown(&backups, Some(SERVICE), Some(SERVICE)).unwrap();
    let ran = room.run(&["backup", backups.join("made").to_str().unwrap()]);
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    let words =
        ["gebruiker 4242 kan er iets anders", "user 4242 can put something else", backups.to_str().unwrap()];
    assert!(words.iter().all(|words| ran.err.contains(words)), "{}", ran.err);
    room.assert_untouched("backup through a link");
    // A directory of the service itself is a place like any other, and the file is still root's.
    fs::remove_file(&backups).unwrap();
    fs::create_dir(&backups).unwrap();
    chown(&backups, Some(SERVICE), Some(SERVICE)).unwrap();
    let ran = room.run(&["backup", backups.join("made").to_str().unwrap()]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert_eq!(rights(&backups.join("made")), (0, 0o600));
}

#[test]
fn a_state_directory_is_reached_by_links_of_root_alone() {
    if !is_root() {
        return;
    }
    let room = Room::of(SERVICE);
    symlink(room.state(), room.at("by-root")).unwrap();
    room.configure(&room.at("by-root"));
    let ran = room.run(&["pki", "revoke", "balie-1"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    room.assert_untouched("revoke by a link of root");

    // The user leads root to a directory of root.
    symlink(room.at("private"), room.state().join("elsewhere")).unwrap();
    lchown(room.state().join("elsewhere"), Some(SERVICE), Some(SERVICE)).unwrap();
    room.configure(&room.state().join("elsewhere"));
    for arguments in
        [&["pki", "init"][..], &["pki", "revoke", "balie-1"], &["pki", "list"], &["backup", "-"], &[]]
    {
        let ran = room.run(arguments);
        assert_eq!(ran.code, Some(1), "{arguments:?}: {}", ran.err);
        let named = ran.err.contains(room.state().join("elsewhere").to_str().unwrap());
        assert!(named && ran.err.contains("user 4242") && ran.err.contains("gebruiker 4242"), "{}", ran.err);
        room.assert_untouched(&format!("{arguments:?} by a link of the service"));
    }
}

#[test]
fn a_state_directory_that_is_not_there_is_made_for_who_owns_the_one_above() {
    if !is_root() {
        return;
    }
    let room = Room::empty();
    // Below a directory of root it is root's: no user is known to be the service.
    assert_eq!(room.run(&["pki", "init"]).code, Some(0));
    assert_eq!(rights(&room.state()), (0, 0o700));
    assert_eq!(rights(&room.state().join("pki/ca.key")), (0, 0o600));
    // Below a directory of the service it is the service's.
    let above = room.at("service");
    fs::create_dir(&above).unwrap();
    chown(&above, Some(SERVICE), Some(SERVICE)).unwrap();
    room.configure(&above.join("state"));
    assert_eq!(room.run(&["pki", "init"]).code, Some(0));
    assert_eq!(rights(&above.join("state")), (SERVICE, 0o700));
    assert_eq!(rights(&above.join("state/pki/ca.key")), (SERVICE, 0o600));
    // Whoever only looks makes nothing.
    room.configure(&room.at("nowhere"));
    for arguments in
        [&["pki", "list"][..], &["pki", "code", "--role", "counter"], &["backup", "-"], &["activate", "x"]]
    {
        room.run(arguments);
        assert!(!room.at("nowhere").exists(), "{arguments:?}");
    }
    // Where anybody may make it meanwhile, root does not look for it.
    fs::create_dir(room.at("open")).unwrap();
    fs::set_permissions(room.at("open"), fs::Permissions::from_mode(0o1777)).unwrap();
    room.configure(&room.at("open/state"));
    let ran = room.run(&["pki", "list"]);
    assert!(
        ran.code == Some(1) && ran.err.contains("iedereen") && ran.err.contains("anybody"),
        "{}",
        ran.err
    );
}

/// As the package has it: the state directory is the home of the user of the service.
#[test]
fn a_state_directory_that_is_the_home_of_the_service_user_is_made_for_that_user() {
    const TEST: &str = "a_state_directory_that_is_the_home_of_the_service_user_is_made_for_that_user";
    if !is_root() {
        return;
    }
    let room = Room::empty();
    let users = format!(
        "root:x:0:0::/root:/bin/sh\nbalied:x:{SERVICE}:{SERVICE}::{}:/usr/sbin/nologin\n",
        room.state().display()
    );
    fs::write(room.at("passwd"), users).unwrap();
    // In a place of its own this machine has these users.
    let with_users = format!("mount --bind {} /etc/passwd && exec \"$@\"", room.at("passwd").display());
    let in_place = |program: &mut Command| {
        let program: Vec<_> =
            std::iter::once(program.get_program()).chain(program.get_args()).map(OsStr::to_owned).collect();
        let mut unshare = Command::new("unshare");
        unshare.args(["--mount", "sh", "-c", &with_users, "sh"]).args(program);
        unshare.output()
    };
    if !in_place(&mut Command::new("true")).is_ok_and(|tried| tried.status.success()) {
        return go_without(TEST, "unshare, and the right to mount").unwrap();
    }
    let ran = in_place(&mut room.balied(&["pki", "init"])).unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    assert_eq!(rights(&room.state()), (SERVICE, 0o700));
    assert_eq!(rights(&room.state().join("pki/ca.key")), (SERVICE, 0o600));
    // Any other directory is not the service's.
    room.configure(&room.at("other"));
    assert!(in_place(&mut room.balied(&["pki", "init"])).unwrap().status.success());
    assert_eq!(rights(&room.at("other")), (0, 0o700));
}

#[test]
fn a_state_directory_of_root_that_others_write_in_is_refused() {
    if !is_root() {
        return;
    }
    let room = Room::of(0);
    fs::set_permissions(room.state(), fs::Permissions::from_mode(0o1777)).unwrap();
    for arguments in [&["pki", "list"][..], &["pki", "init"], &["backup", "-"], &[]] {
        let ran = room.run(arguments);
        assert_eq!(ran.code, Some(1), "{arguments:?}: {}", ran.err);
        assert!(ran.err.contains("iedereen kan") && ran.err.contains("anybody can"), "{}", ran.err);
    }
}
