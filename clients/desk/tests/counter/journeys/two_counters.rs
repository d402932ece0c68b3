//! Two programs in one registration, beside each other on one screen.

use super::{at, pause, scan_pass};
use crate::desk::{Desk, Look};
use crate::display::Display;
use crate::reader::Kind;
use balie_client::v1::Step;
use balie_journeys::{Branch, pass_number, until};

/// The second sees what the first does and cannot overwrite it; the scanner goes from one to the other.
pub async fn share(first: Look, second: Look) {
    let display = Display::start();
    let mut branch = Branch::open("").await;
    let client = branch.client("onlooker").await;
    let mut one = Desk::start(&display, &branch, "two-counters", first);
    let mut now = scan_pass(&one, &mut branch, &client, &pass_number(7585)).await;
    let mut two = Desk::start_at(&display, &branch, "two-counters", second, "balie-2", 960);
    one.press(&["Right", "Right", "Tab"]);
    one.fill(&["A.", "van de", "Test"]);
    // Left half-way, it is found at the other counter with what was typed.
    one.press(&["F2"]);
    until(&client, &now.name, |now| now.person.as_ref().is_some_and(|person| person.surname == "Test")).await;
    two.sees_named(Kind::Row, "Test");
    two.press(&["Return"]);
    two.shows(Step::EnteringPerson);
    two.shot_of_screen("resumed-at-the-other-counter");
    one.sees_named(Kind::Row, "Test");
    one.press(&["Return"]);
    one.shows(Step::EnteringPerson);

    // The first goes on while the second is in the same form. Whatever the second then presses on the form
    // that it still sees does nothing, and says so.
    // The caret is where something is missing: at the birth date.
    one.fill(&["01011991", "9468bg", "41", "Kruisakkers", "Annen"]);
    two.press(&["shift+Tab"]);
    two.text("Anders");
    two.press(&["Tab"]);
    two.fill(&["02021992", "9468bg", "41", "Kruisakkers", "Annen"]);
    two.freeze();
    one.press(&["Return"]);
    now = at(&one, &client, &now, Step::ChoosingPerson).await;
    two.press(&["Return"]);
    two.thaw();
    pause(1500).await;
    two.shot_of_screen("the-second-cannot-overwrite");
    let kept = client.registrations.get(&now.name).await.unwrap();
    assert_eq!(kept.step(), Step::ChoosingPerson);
    assert_eq!((kept.person.unwrap().surname.as_str(), kept.etag), ("Test", now.etag.clone()));

    // It goes on from there, and the first sees it.
    for _ in 0..3 {
        // The first Enter may only take note of where the registration is now.
        two.press(&["Return"]);
        pause(700).await;
        now = client.registrations.get(&now.name).await.unwrap();
        if now.step() != Step::ChoosingPerson {
            break;
        }
    }
    assert_eq!(now.step(), Step::EnteringDetails);
    one.shot_of_screen("the-first-sees-it");

    // The scanner is asked for and given.
    two.press(&["alt+h"]);
    pause(700).await;
    one.shot_of_screen("scanner-asked-for");
    one.press(&["alt+l"]);
    pause(2000).await;
    let scanned = scan_pass(&two, &mut branch, &client, &pass_number(7586)).await;
    assert_eq!(scanned.station, "balie-2");
    two.shot_of_screen("scanner-given");
    assert!(one.lives() && two.lives());
    assert_eq!(now.person.unwrap().surname, "Test");
}
