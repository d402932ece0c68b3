//! The manual's example patron, with direct debit.

use super::{at, branch, pause, scan_pass};
use crate::desk::{Desk, Look};
use crate::display::Display;
use crate::reader::{Kind::CheckBox, State};
use balie_client::v1::{Settlement, Step, login_account, mandate, pass_print};
use balie_journeys::{pass_number, until};

/// From the blank pass to the mandate in force. Tells the keys pressed besides text, step by step.
pub async fn enrols(look: Look) {
    let display = Display::start();
    let mut branch = branch().await;
    let client = branch.client("onlooker").await;
    let mut desk = Desk::start(&display, &branch, "adult", look);
    desk.shot("overview-empty");
    desk.press(&["F1"]);
    desk.shot("help");
    desk.press(&["Escape", "F4"]);
    desk.shot("pass");
    desk.text("2940100075801");
    desk.press(&["Return"]);
    desk.shot("pass-refused");
    desk.press(&["Escape"]);

    let mut counts = Vec::new();
    let count = |counts: &mut Vec<(&str, (u32, u32))>, step| counts.push((step, desk.count()));
    let mut now = scan_pass(&desk, &mut branch, &client, &pass_number(7580)).await;
    desk.shot("person-empty");
    // Enter on an empty form sends nothing.
    desk.press(&["Return"]);
    desk.shot("person-required");
    desk.count();
    desk.press(&["Right", "Right", "Tab"]);
    desk.fill(&["A.", "van de", "Test", "01011991", "9468bg", "41", "", "", ""]);
    desk.press(&["Tab"]);
    desk.fill(&["info@bibliotheekannen.nl", "0880128295"]);
    desk.shot("person");
    desk.press(&["Return"]);
    now = at(&desk, &client, &now, Step::ChoosingPerson).await;
    assert_eq!(now.addressed_as, "Mw. A. van de Test");
    let home = now.person.as_ref().unwrap().main_address.as_ref().unwrap();
    assert_eq!((home.street.as_str(), home.place.as_str()), ("Kruisakkers", "Annen"), "filled by postcode");
    count(&mut counts, "name and address");
    desk.shot("choose");
    desk.press(&["Return"]);
    now = at(&desk, &client, &now, Step::EnteringDetails).await;
    count(&mut counts, "person");
    desk.text("nl91abna0417164300");
    desk.press(&["Tab", "space"]);
    desk.shot("details");
    desk.press(&["Return"]);
    now = at(&desk, &client, &now, Step::ChoosingLogin).await;
    assert!(now.details.as_ref().unwrap().newsletter);
    count(&mut counts, "further data, with newsletter");
    desk.shot("login");
    desk.press(&["Return"]);
    now = at(&desk, &client, &now, Step::ChoosingAccount).await;
    desk.shot("account");
    desk.press(&["Return"]);
    now = at(&desk, &client, &now, Step::ChoosingSubscription).await;
    count(&mut counts, "login account");
    // Nothing is chosen yet: Enter does not go on.
    desk.press(&["Return"]);
    desk.count();
    desk.press(&["Down", "Down"]);
    desk.shot("subscription");
    desk.press(&["Return"]);
    now = at(&desk, &client, &now, Step::Confirming).await;
    assert_eq!(now.subscription.as_ref().unwrap().code, "0045");
    count(&mut counts, "subscription");
    desk.shot("confirm");
    desk.press(&["Return"]);
    now = at(&desk, &client, &now, Step::Settling).await;
    count(&mut counts, "save");
    now = until(&client, &now.name, |now| {
        now.login.as_ref().is_some_and(|login| login.state() == login_account::State::Pending)
    })
    .await;
    desk.text("60");
    desk.shot("settle-change");
    desk.press(&["alt+i"]);
    now = at(&desk, &client, &now, Step::IssuingPass).await;
    count(&mut counts, "settle, by direct debit");
    desk.shot("print");
    // No Enter prints, however often.
    desk.press(&["Return", "Return", "Return"]);
    desk.shot("print-by-enter");
    let state = client.registrations.get(&now.name).await.unwrap().pass_print.unwrap().state();
    assert_eq!(state, pass_print::State::Ready);
    desk.count();
    desk.press(&["F8"]);
    count(&mut counts, "print");
    desk.press(&["F8", "Return"]);
    pause(1500).await;
    desk.shot("insert-card");
    branch.printer.insert_card();
    now = at(&desk, &client, &now, Step::EnteringMandate).await;
    assert_eq!(branch.cards(1).await.len(), 1, "one pass, whatever was pressed");
    desk.shot("mandate");
    desk.count();
    desk.press(&["Return"]);
    now = at(&desk, &client, &now, Step::SigningMandate).await;
    desk.press(&["alt+f"]);
    pause(1000).await;
    desk.shot("mandate-sign");
    let reference = now.mandate.as_ref().unwrap().reference.clone();
    let word = if look.lang == "nl" { "machtiging" } else { "mandate" };
    let form = std::fs::read(Desk::home(&branch, "balie-1").join(format!("{word}-{reference}.pdf")))
        .expect("the form was saved");
    assert!(form.starts_with(b"%PDF"));
    desk.press(&["Return"]);
    now = at(&desk, &client, &now, Step::ProcessingMandate).await;
    desk.shot("mandate-process");
    branch.scanner.scan(&reference).unwrap();
    now = at(&desk, &client, &now, Step::VerifyingMandate).await;
    desk.shot("mandate-verify");
    desk.press(&["Return"]);
    now = at(&desk, &client, &now, Step::Enrolled).await;
    count(&mut counts, "mandate, no upload");
    desk.shot("enrolled");
    assert_eq!(now.ledger.unwrap().settlement(), Settlement::DirectDebit);
    for (step, (tabs, others)) in &counts {
        println!("{}: {step}: {others} keys, and Tab {tabs} times", look.lang);
    }
    let others: u32 = counts.iter().map(|(_, (_, others))| others).sum();
    println!(
        "{}: adult with direct debit, from scan to enrolled: {others} keys besides text and Tab",
        look.lang
    );

    // Scanned again later, the mandate opens its registration.
    desk.press(&["F2"]);
    pause(600).await;
    desk.shot("overview");
    desk.press(&["F12"]);
    branch.scanner.scan(&reference).unwrap();
    pause(600).await;
    desk.shot("mandate-opened-in-the-other-colours");

    // Revoked after the bank collected the fee: it is not open again.
    desk.press(&["alt+t"]);
    desk.text("opgezegd");
    let collected = "The fee has been collected already";
    assert!(!desk.sees(CheckBox, collected).is(State::Checked));
    desk.press(&["Tab", "space"]);
    desk.shot("revoke");
    assert!(desk.sees(CheckBox, collected).is(State::Checked));
    desk.press(&["Return"]);
    now = until(&client, &now.name, |now| {
        now.mandate.as_ref().is_some_and(|mandate| mandate.state() == mandate::State::Revoked)
    })
    .await;
    desk.shot("revoked");
    assert_eq!(now.ledger.unwrap().settlement(), Settlement::DirectDebit);
    assert!(desk.lives());
}
