//! An institution pays in cash; the branch is left with work that waits.

use super::{at, branch, pause, scan_pass};
use crate::desk::{Desk, Look};
use crate::display::Display;
use crate::reader::Kind;
use balie_client::v1::{RegistrationFilter, Step};
use balie_journeys::pass_number;

/// From the blank pass to enrolled; then another registration that is left half-way.
pub async fn enrols(look: Look) {
    let display = Display::start();
    let mut branch = branch().await;
    let client = branch.client("onlooker").await;
    let mut desk = Desk::start(&display, &branch, "institution", look);
    let mut now = scan_pass(&desk, &mut branch, &client, &pass_number(7583)).await;
    desk.press(&["Right", "Right", "Right", "Right", "Tab"]);
    desk.fill(&["Basisschool De Eshoek", "9468bg", "43", "", "", "", "", "", ""]);
    desk.press(&["Tab"]);
    desk.text("J. de Vries");
    desk.shot("person");
    desk.press(&["Return"]);
    now = at(&desk, &client, &now, Step::ChoosingPerson).await;
    assert_eq!(now.person.as_ref().unwrap().birth_date, "1980-01-01");
    desk.shot("choose");
    desk.press(&["Return"]);
    now = at(&desk, &client, &now, Step::EnteringDetails).await;
    desk.press(&["Return"]);
    now = at(&desk, &client, &now, Step::ChoosingLogin).await;
    desk.press(&["Right", "Return"]);
    now = at(&desk, &client, &now, Step::ChoosingSubscription).await;
    // The first that an institution can have without a reason.
    desk.press(&["Down"]);
    desk.shot("subscription");
    desk.press(&["Return"]);
    now = at(&desk, &client, &now, Step::Confirming).await;
    desk.shot("confirm");
    desk.press(&["Return"]);
    now = at(&desk, &client, &now, Step::Settling).await;
    desk.text("70");
    desk.shot("settle-change");
    desk.press(&["F10"]);
    now = at(&desk, &client, &now, Step::IssuingPass).await;
    assert_eq!(now.ledger.as_ref().unwrap().last_change, "6.50");
    desk.press(&["F8"]);
    pause(1200).await;
    branch.printer.insert_card();
    now = at(&desk, &client, &now, Step::Enrolled).await;
    desk.shot("enrolled");
    // Another registration is left half-way, and is there for the next counter.
    scan_pass(&desk, &mut branch, &client, &pass_number(7584)).await;
    desk.press(&["Right", "Tab"]);
    desk.fill(&["C.", "", "Halverwege"]);
    desk.press(&["F2"]);
    desk.sees_named(Kind::Row, "Halverwege");
    desk.shot("overview");
    let open = RegistrationFilter { open_only: true, ..Default::default() };
    let open = client.registrations.list_up_to(open, 10).await.unwrap();
    assert_eq!(open[0].person.as_ref().unwrap().surname, "Halverwege");
    assert_eq!(now.subscription.unwrap().code, "0082");
    // And another is stopped, which frees its pass.
    desk.press(&["Return"]);
    desk.shows(Step::EnteringPerson);
    desk.press(&["alt+x"]);
    desk.sees(Kind::Field, "Why");
    desk.shot("stop");
    desk.text("vergissing");
    desk.press(&["Return"]);
    at(&desk, &client, &open[0], Step::Cancelled).await;
    desk.shot("stopped");
    assert!(desk.lives());
}
