//! A PC that knows of no daemon becomes a counter of the branch, and becomes it again.

use super::{pause, scan_pass};
use crate::desk::{Desk, Look};
use crate::display::Display;
use crate::reader::Kind;
use balie_client::connection::DEFAULT_SOCKET;
use balie_client::v1::Step;
use balie_journeys::{Branch, PATIENCE, free_port, pass_number, until};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Until a page that comes into view has the caret, in milliseconds.
const COMES: u64 = 1200;
/// Until the program no longer waits for a server that says nothing, in milliseconds.
const GIVES_UP: u64 = 7000;

/// A branch for stations, the address of its daemon, and an empty home directory.
async fn branch() -> (Branch, String, PathBuf) {
    assert!(
        !Path::new(DEFAULT_SOCKET).exists(),
        "this machine has a daemon of its own: no PC to be enrolled"
    );
    let (branch, port) = Branch::open_to_stations().await;
    let home = branch.path().join("new-pc");
    (branch, format!("127.0.0.1:{port}"), home)
}

/// A one-time code for counter balie-2.
async fn code(branch: &Branch) -> String {
    let made = branch.balied(&["pki", "code", "--station", "balie-2", "--role", "counter"]).await.done();
    made.trim().to_owned()
}

/// The code with one symbol changed.
fn mistyped(code: &str) -> String {
    let mut mistyped = code.to_owned();
    mistyped.replace_range(5..6, if &code[5..6] == "7" { "8" } else { "7" });
    mistyped
}

fn credentials(home: &Path) -> PathBuf {
    home.join("config").join("balie").join("station.pem")
}

/// From the first start to a scanned pass.
pub async fn begins(look: Look) {
    let display = Display::start();
    let (mut branch, address, home) = branch().await;
    let code = code(&branch).await;
    let mut desk = Desk::start_alone(&display, &home, "enrol", look, &["--station", "pc-017"]);
    desk.caret("Address of the branch server");
    desk.shot("first-run");
    desk.press(&["ctrl+equal", "ctrl+equal", "ctrl+equal"]);
    desk.shot("half-as-large-again");
    desk.press(&["ctrl+0"]);

    // Nobody there.
    desk.text(&format!("127.0.0.1:{}", free_port()));
    desk.press(&["Tab"]);
    desk.text(&mistyped(&code).to_lowercase().replace('-', ""));
    desk.press(&["Return"]);
    desk.shot("mistyped");
    desk.press(&["ctrl+a"]);
    desk.text(&code.to_lowercase().replace('-', " "));
    desk.press(&["Return"]);
    pause(700).await;
    desk.shot("nobody-there");

    // Somebody who says nothing: Esc stops it, and else it stops by itself.
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    desk.press(&["ctrl+a"]);
    desk.text(&silent.local_addr().unwrap().to_string());
    desk.press(&["Return", "Escape"]);
    pause(COMES).await;
    desk.shot("stopped");
    desk.press(&["Return"]);
    desk.shot("connecting");
    pause(GIVES_UP).await;
    assert!(!credentials(&home).exists(), "not enrolled yet");

    // The caret is at the address; the code is pasted, then the right server.
    desk.press(&["ctrl+a"]);
    desk.text(&code.to_lowercase());
    desk.press(&["ctrl+a", "ctrl+x", "Tab", "ctrl+a", "ctrl+v", "shift+Tab"]);
    desk.text(&address);
    desk.press(&["Tab"]);
    desk.shot("typed");
    desk.press(&["Return"]);
    desk.connected();
    desk.shot("enrolled");
    assert!(credentials(&home).exists());
    let list = branch.balied(&["pki", "list"]).await.done();
    assert!(list.contains("balie-2") && list.contains(" enrolled "), "{list}");

    // It works as balie-2, with the scanner of the branch, without having been started again.
    let client = branch.client("onlooker").await;
    let now = scan_pass(&desk, &mut branch, &client, &pass_number(7590)).await;
    assert_eq!(now.station, "balie-2");
    desk.shot("at-work");
    assert!(desk.lives());
}

/// Revoked in the middle of a registration, and enrolled again with nothing lost.
pub async fn again(look: Look) {
    let display = Display::start();
    let (mut branch, address, home) = branch().await;
    let desk = Desk::start_alone(&display, &home, "enrol-again", look, &["--enrol"]);
    desk.caret("Address of the branch server");
    desk.text(&address);
    desk.press(&["Tab"]);
    desk.text(&code(&branch).await);
    desk.press(&["Return"]);
    desk.connected();
    let client = branch.client("onlooker").await;
    let mut now = scan_pass(&desk, &mut branch, &client, &pass_number(7591)).await;
    desk.press(&["Right", "Right", "Tab"]);
    desk.fill(&["A.", "van de", "Test"]);

    branch.balied(&["pki", "revoke", "balie-2"]).await.done();
    pause(3000).await;
    desk.shot("revoked");
    desk.press(&["alt+a"]);
    desk.caret("One-time code");
    desk.shot("again");
    // Help and back: nothing is lost.
    desk.text(&code(&branch).await);
    desk.press(&["F1"]);
    desk.sees(Kind::Button, "Back");
    desk.press(&["Escape"]);
    desk.caret("One-time code");
    desk.shot("back-from-help");
    let before = std::fs::read(credentials(&home)).unwrap();
    desk.press(&["Return"]);
    let began = Instant::now();
    while std::fs::read(credentials(&home)).unwrap() == before {
        assert!(began.elapsed() < PATIENCE, "not enrolled again:\n{}", branch.log());
        pause(50).await;
    }
    pause(1500).await;
    desk.shot("enrolled-again");
    // The half-typed person goes on where it was.
    desk.press(&["F2"]);
    let name = now.name.clone();
    now =
        until(&client, &name, |now| now.person.as_ref().is_some_and(|person| person.surname == "Test")).await;
    assert_eq!((now.step(), now.station.as_str()), (Step::EnteringPerson, "balie-2"));
    desk.sees_named(Kind::Row, "Test");

    // Started again while revoked, the page comes by itself and says why.
    branch.balied(&["pki", "revoke", "balie-2"]).await.done();
    drop(desk);
    let mut desk = Desk::start_alone(&display, &home, "enrol-started-again", look, &[]);
    desk.caret("One-time code");
    desk.shot("revoked-at-start");
    desk.press(&["Escape"]);
    desk.shot("not-now");
    desk.press(&["alt+a"]);
    desk.caret("One-time code");
    desk.text(&code(&branch).await);
    desk.press(&["Return"]);
    desk.connected();
    desk.shot("enrolled");
    assert!(desk.lives());
}
