//! Money is received once, whatever is pressed twice; change stays in view; what was received goes back.

use super::{at, pause};
use crate::desk::{Desk, Look};
use crate::display::Display;
use crate::reader::Kind::{Button, Field, Part, Row};
use balie_client::Client;
use balie_client::v1::{Ledger, Registration, Step};
use balie_journeys::{Branch, example_person, pass_number, saved, until};

fn ledger(now: &Registration) -> Ledger {
    now.ledger.clone().expect("it is saved")
}

/// How often money was received for a registration, as the daemon wrote it down.
async fn receipts(client: &Client, now: &Registration) -> usize {
    let audit = client.registrations.audit(&now.name).await.expect("the audit trail");
    audit.iter().filter(|entry| entry.action == "pay").count()
}

/// Waits until so much was received, and a moment longer, in which nothing more is.
async fn received(client: &Client, now: &Registration, amount: &str) -> Ledger {
    until(client, &now.name, |now| ledger(now).received == amount).await;
    pause(700).await;
    ledger(&client.registrations.get(&now.name).await.unwrap())
}

/// In parts, each pressed twice; with change; and given back.
pub async fn once(look: Look) {
    let display = Display::start();
    let mut branch = Branch::open("").await;
    let client = branch.client("balie-2").await;
    let now = saved(&client, &pass_number(1), example_person(), "0045").await;
    let fee = ledger(&now).session_amount;
    let mut desk = Desk::start(&display, &branch, "settle", look);
    desk.press(&["F3"]);
    desk.text("test");
    desk.sees_named(Row, "Mw. A. van de Test");
    desk.press(&["Return"]);
    desk.shows(Step::Settling);
    desk.text("20");
    desk.shot("typed");
    desk.press_at_once(&["F10", "F10", "F10"]);
    assert_eq!(received(&client, &now, "20.00").await.received, "20.00");
    desk.shot("twenty-received");
    // Held, and pressed once more: nothing was typed since.
    desk.press(&["F10"]);
    assert_eq!((received(&client, &now, "20.00").await.received.as_str(), fee.as_str()), ("20.00", "58.00"));
    // The daemon is away when the next part is received: asked again, it is done once.
    desk.text("10");
    branch.kill();
    desk.press(&["F10"]);
    pause(500).await;
    desk.shot("daemon-away");
    branch.start().await;
    let client = branch.client("balie-2").await;
    pause(2500).await;
    desk.press_at_once(&["F10", "F10"]);
    assert_eq!(received(&client, &now, "30.00").await.remaining, "28.00");
    // A click and a key.
    desk.text("36,50");
    desk.shot("change-while-typing");
    desk.point(Button, "Settle");
    display.tool("xdotool", &["click", "1", "key", "F10"]);
    let now = at(&desk, &client, &now, Step::IssuingPass).await;
    assert_eq!(receipts(&client, &now).await, 3);
    let money = ledger(&now);
    assert_eq!((money.received.as_str(), money.last_change.as_str()), ("58.00", "8.50"));
    let change = desk.say("Change {}").replace("{}", "€ 8,50");
    desk.sees_named(Part, &change);
    desk.shot("change-on-the-next-page");
    desk.press(&["F10", "Return", "F2"]);
    desk.sees_named(Part, &change);
    desk.shot("change-in-the-list");
    for entry in client.registrations.audit(&now.name).await.unwrap() {
        println!("{}: audit: revision {} {} {:?}", look.lang, entry.revision, entry.action, entry.fields);
    }

    // Another registration is stopped after a part was received.
    let other = saved(&client, &pass_number(2), another(), "0045").await;
    desk.press(&["F3"]);
    desk.text("bakker");
    desk.sees_named(Row, "Mw. T. Bakker");
    desk.press(&["Return"]);
    desk.shows(Step::Settling);
    desk.text("11,50");
    desk.press_at_once(&["F10", "F10"]);
    received(&client, &other, "11.50").await;
    desk.press(&["alt+x"]);
    let refund = desk.say("Give {} back to the patron").replace("{}", "€ 11,50");
    desk.sees_named(Part, &refund);
    desk.sees(Field, "Why");
    desk.shot("stop");
    desk.text("bedacht zich");
    desk.press(&["Return"]);
    at(&desk, &client, &other, Step::Cancelled).await;
    desk.sees_named(Part, &refund);
    desk.shot("stopped");
    // One Enter too many, and it is still told.
    desk.press(&["Return"]);
    desk.shows(Step::AwaitingPass);
    desk.sees_named(Part, &refund);
    desk.shot("still-told");
    assert_eq!(receipts(&client, &other).await, 1);
    assert!(desk.lives());
}

/// Somebody else, with another address for mail.
fn another() -> balie_client::v1::Person {
    balie_client::v1::Person {
        initials: "T.".into(),
        prefix: String::new(),
        surname: "Bakker".into(),
        birth_date: "03-03-1980".into(),
        email: String::new(),
        ..example_person()
    }
}
