//! An adult who pays in cash, enrolled by mouse alone: text is typed, everything else is clicked once.

use super::{at, branch};
use crate::desk::{Desk, Look};
use crate::display::Display;
use crate::reader::Kind::{Button, CheckBox, Field, Form, Part, RadioButton, Row, Tab};
use crate::reader::State;
use balie_client::v1::{Settlement, Step};
use balie_journeys::{pass_number, until};

/// From the list to enrolled; then another registration is opened from the list and stopped.
pub async fn enrols(look: Look) {
    let display = Display::start();
    let branch = branch().await;
    let client = branch.client("onlooker").await;
    let mut desk = Desk::start(&display, &branch, "clicks", look);
    desk.sees(Part, "Open registrations");
    for tab in ["Waits for the clerk", "Login accounts", "Balance open", "All open"] {
        desk.click(Tab, tab);
        assert!(desk.sees(Tab, tab).is(State::Selected), "{tab}");
    }
    desk.click(Button, "Help");
    desk.click(Button, "Back");
    desk.click(Button, "New patron");
    desk.write("Pass number", &pass_number(7580));
    desk.click(Button, "Continue");
    desk.shows(Step::EnteringPerson);
    let mut now =
        client.registrations.get(&format!("registrations/pass:{}", pass_number(7580))).await.unwrap();
    desk.click(RadioButton, "Woman");
    for (field, text) in [
        ("Initials", "A."),
        ("Prefix", "van de"),
        ("Surname", "Test"),
        ("Date of birth", "01011991"),
        ("Postcode", "9468bg"),
        ("House number", "41"),
        ("E-mail", "info@bibliotheekannen.nl"),
        ("Telephone", "0880128295"),
    ] {
        desk.write(field, text);
    }
    desk.shot("person");
    desk.click(Button, "Continue");
    now = at(&desk, &client, &now, Step::ChoosingPerson).await;
    desk.click(RadioButton, "Neutral");
    desk.click(Button, "Continue");
    now = at(&desk, &client, &now, Step::EnteringDetails).await;
    assert_eq!(now.addressed_as, "A. van de Test");
    desk.click(CheckBox, "The patron wants the newsletter");
    assert!(desk.sees(CheckBox, "The patron wants the newsletter").is(State::Checked));
    // A clerk who clicks twice on everything passes by no page.
    desk.double_click(Button, "Continue");
    now = at(&desk, &client, &now, Step::ChoosingLogin).await;
    assert!(now.details.as_ref().unwrap().newsletter);
    desk.click(Button, "Continue");
    now = at(&desk, &client, &now, Step::ChoosingAccount).await;
    desk.click(RadioButton, "Generate a new login account");
    desk.click(Button, "Continue");
    now = at(&desk, &client, &now, Step::ChoosingSubscription).await;
    desk.click_named(RadioButton, "0045");
    desk.shot("subscription");
    desk.click(Button, "Continue");
    now = at(&desk, &client, &now, Step::Confirming).await;
    desk.click(Button, "Save");
    now = at(&desk, &client, &now, Step::Settling).await;
    desk.write("The patron gives", "60");
    desk.click(Button, "Settle");
    now = at(&desk, &client, &now, Step::IssuingPass).await;
    desk.sees_named(Part, &desk.say("Change {}").replace("{}", "€ 2,00"));
    desk.shot("change-on-the-next-page");
    desk.click(Button, "Print");
    desk.shot("insert-card");
    branch.printer.insert_card();
    now = at(&desk, &client, &now, Step::Enrolled).await;
    assert_eq!(now.ledger.as_ref().unwrap().settlement(), Settlement::Paid);
    assert_eq!(branch.cards(1).await.len(), 1);
    desk.shot("enrolled");

    desk.click(Button, "New patron");
    desk.write("Pass number", &pass_number(7581));
    desk.click(Button, "Continue");
    desk.shows(Step::EnteringPerson);
    desk.write("Surname", "Halverwege");
    desk.click(Button, "Open registrations");
    desk.click_named(Row, "Halverwege");
    desk.shows(Step::EnteringPerson);
    desk.click(Button, "Stop this registration");
    desk.sees(Form, "Stop this registration?");
    desk.write("Why", "vergissing");
    desk.click(Button, "Stop it");
    desk.shows(Step::Cancelled);
    let stopped = |step: Step| step == Step::Cancelled;
    let open = client.registrations.get(&now.name).await.unwrap();
    assert!(!stopped(open.step()), "only the other one");
    until(&client, &now.name, |now| now.step() == Step::Enrolled).await;
    assert!(desk.seen(Field, &desk.say("Why")).is_none());
    assert!(desk.lives());
}
