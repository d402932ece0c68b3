//! Every tool, with something planted in every place.

use super::places::{PLACES, Place, TOOLS, Tool};
use super::room::{Planted, Room, SERVICE, TOKEN, is_root};
use std::fs;

impl Tool {
    /// How root runs it. Files of root are named that the user of the service cannot get to.
    fn arguments(self, room: &Room) -> Vec<String> {
        let private = |name: &str| room.at("private").join(name).to_str().unwrap().to_owned();
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        match self {
            Self::Init => words(&["pki", "init"]),
            Self::Code => words(&["pki", "code", "--role", "counter"]),
            Self::List => words(&["pki", "list"]),
            Self::Revoke => words(&["pki", "revoke", "balie-1"]),
            Self::Activate => words(&["activate", TOKEN]),
            Self::Backup => words(&["backup", &private("made.tar")]),
            Self::Restore => words(&["restore", &private("backup.tar")]),
        }
    }
}

/// Runs every tool in a room with this planted in a place, and looks at what is root's after each.
fn try_all(owner: u32, planted: Planted, place: &Place) {
    let room = Room::of(owner);
    room.plant(planted, place.name);
    for tool in TOOLS {
        let arguments = tool.arguments(&room);
        let ran = room.run(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
        let what = format!("{tool:?} with {planted:?} at {}, which said:\n{}", place.name, ran.err);
        room.assert_untouched(&what);
        // Another name of root's own file is a file: who may not open it is told so by the system, in its words.
        if planted == Planted::HardLink {
            continue;
        }
        let needed = place.needed_by.contains(&tool);
        // The code is of no account.
        let code = if needed || tool == Tool::Activate { 1 } else { 0 };
        assert_eq!(ran.code, Some(code), "{what}");
        let path = room.state().join(place.name);
        let named = ran.err.contains(path.to_str().unwrap());
        let explained = ran.err.contains(" is geen ") && ran.err.contains(" is no ");
        assert!(!needed || named && explained, "{what}");
        assert!(
            needed || tool != Tool::Activate || ran.err.contains("activation link is not valid"),
            "{what}"
        );
        let _ = fs::remove_file(room.at("private/made.tar"));
    }
}

fn try_everywhere(owner: u32, planted: Planted) {
    let fits = |place: &&Place| place.directory || planted != Planted::ToDirectory;
    // No directory has a second name.
    let places = PLACES.iter().filter(fits).filter(|place| !place.directory || planted != Planted::HardLink);
    for place in places {
        try_all(owner, planted, place);
    }
}

#[test]
fn a_link_to_a_file_of_root_gives_nothing() {
    if is_root() {
        try_everywhere(SERVICE, Planted::Link);
    }
}

#[test]
fn a_link_to_where_root_could_make_a_file_gives_nothing() {
    if is_root() {
        try_everywhere(SERVICE, Planted::Dangling);
        try_everywhere(SERVICE, Planted::ToDirectory);
    }
}

#[test]
fn another_name_of_a_file_of_root_gives_nothing() {
    if is_root() {
        try_everywhere(SERVICE, Planted::HardLink);
    }
}

#[test]
fn a_pipe_makes_no_tool_wait() {
    if is_root() {
        try_everywhere(SERVICE, Planted::Pipe);
    }
}

/// Where the directory is root's own nobody else plants anything; links are not followed there either.
#[test]
fn links_are_not_followed_where_nothing_changes_hands() {
    if is_root() {
        try_everywhere(0, Planted::Link);
    }
}

#[test]
fn tools_do_their_work_where_nothing_is_planted() {
    if !is_root() {
        return;
    }
    let room = Room::of(SERVICE);
    for tool in TOOLS {
        let arguments = tool.arguments(&room);
        let ran = room.run(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(ran.code, Some(i32::from(tool == Tool::Activate)), "{tool:?}: {}", ran.err);
        assert_eq!(ran.out.is_empty(), tool != Tool::Code, "{tool:?}: {}", ran.out);
        room.assert_untouched(&format!("{tool:?}"));
    }
}
