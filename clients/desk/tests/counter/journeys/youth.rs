//! A youth: call name asked, subscription filled in. The daemon is killed while the form is half typed.

use super::{at, branch, pause, scan_pass};
use crate::desk::{Desk, Look};
use crate::display::Display;
use balie_client::v1::Step;
use balie_journeys::pass_number;

/// From the blank pass to enrolled without an account; then the same person once more.
pub async fn enrols(look: Look) {
    let display = Display::start();
    let mut branch = branch().await;
    let client = branch.client("onlooker").await;
    let mut desk = Desk::start(&display, &branch, "youth", look);
    let mut now = scan_pass(&desk, &mut branch, &client, &pass_number(7581)).await;
    desk.press(&["Right", "Tab"]);
    desk.fill(&["B.", "", "Jong", "01-06-2015"]);
    branch.kill();
    desk.shot("daemon-away");
    desk.press(&["Tab"]);
    desk.text("Bo");
    branch.start().await;
    pause(3000).await;
    desk.press(&["Tab"]);
    desk.fill(&["9468bg", "41", "", "", "", "", "", "", "M. Jong"]);
    desk.shot("person");
    desk.press(&["Return"]);
    now = at(&desk, &client, &now, Step::ChoosingPerson).await;
    assert_eq!(now.person.as_ref().unwrap().call_name, "Bo", "typed while the daemon was away");
    desk.press(&["Return"]);
    now = at(&desk, &client, &now, Step::EnteringDetails).await;
    desk.press(&["Return"]);
    now = at(&desk, &client, &now, Step::ChoosingLogin).await;
    desk.press(&["Right"]);
    desk.shot("login-no");
    desk.press(&["Return"]);
    now = at(&desk, &client, &now, Step::ChoosingSubscription).await;
    desk.shot("subscription");
    desk.press(&["Return"]);
    now = at(&desk, &client, &now, Step::Confirming).await;
    desk.press(&["Return"]);
    now = at(&desk, &client, &now, Step::IssuingPass).await;
    desk.press(&["alt+z"]);
    now = at(&desk, &client, &now, Step::Enrolled).await;
    assert_eq!(now.subscription.unwrap().code, "0010");
    desk.shot("enrolled");
    // The same person again: the earlier registration is shown beside the new one.
    let again = scan_pass(&desk, &mut branch, &client, &pass_number(7582)).await;
    desk.press(&["Right", "Tab"]);
    desk.fill(&["B.", "", "Jong", "01062015", "Bo", "9468bg", "41"]);
    desk.press(&["Return"]);
    at(&desk, &client, &again, Step::ChoosingPerson).await;
    desk.shot("duplicates");
    // Enter does not go on before the clerk has judged.
    desk.press(&["Return"]);
    desk.shot("duplicates-to-be-judged");
    assert_eq!(client.registrations.get(&again.name).await.unwrap().step(), Step::ChoosingPerson);
    desk.press(&["Down", "Down", "Return"]);
    at(&desk, &client, &again, Step::EnteringDetails).await;
    desk.press(&["Return"]);
    at(&desk, &client, &again, Step::ChoosingLogin).await;
    desk.press(&["Right", "Return"]);
    at(&desk, &client, &again, Step::ChoosingSubscription).await;
    desk.press(&["Return"]);
    at(&desk, &client, &again, Step::Confirming).await;
    desk.press(&["Return"]);
    let again = at(&desk, &client, &again, Step::IssuingPass).await;
    assert_eq!(again.patron_number, now.patron_number, "the same person, enrolled again");
    assert!(desk.lives());
}
