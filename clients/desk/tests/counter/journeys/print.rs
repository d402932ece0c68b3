//! Prints that wait for another, that fail, and of which nobody knows how they ended.

use super::{pause, scan_pass};
use crate::desk::{Desk, Look};
use crate::display::Display;
use crate::reader::Kind;
use balie_client::v1::{self, Registration, Step, pass_print};
use balie_client::{Client, Command};
use balie_journeys::{Branch, apply, example_person, pass_number, saved, until};
use balie_virtual::{Action, Fault};

/// A registration at the printer, of somebody with this surname.
async fn at_the_printer(client: &Client, serial: u32, surname: &str) -> Registration {
    let person = v1::Person { surname: surname.to_owned(), email: String::new(), ..example_person() };
    let now = saved(client, &pass_number(serial), person, "0045").await;
    apply(client, &now, Command::Register(v1::Register {})).await
}

/// Waits until the print of a registration is in this state.
async fn becomes(client: &Client, now: &Registration, state: pass_print::State) -> Registration {
    let is = |now: &Registration| now.pass_print.as_ref().is_some_and(|print| print.state() == state);
    let now = until(client, &now.name, is).await;
    pause(500).await;
    now
}

/// Opens the registration of this surname, who is enrolled.
fn open(desk: &Desk<'_>, surname: &str) {
    desk.press(&["F3"]);
    desk.text(surname);
    desk.sees_named(Kind::Row, surname);
    desk.press(&["Return"]);
    desk.shows(Step::Enrolled);
}

/// The queue, an open cover, a print that was under way at a crash, a spoiled pass.
pub async fn troubles(look: Look) {
    let display = Display::start();
    let mut branch = Branch::open("").await;
    let client = branch.client("balie-2").await;
    let other = at_the_printer(&client, 1, "Eerste").await;
    let now = at_the_printer(&client, 2, "Tweede").await;
    let mut desk = Desk::start(&display, &branch, "print", look);
    desk.press(&["F3"]);
    desk.text("twee");
    desk.sees_named(Kind::Row, "Tweede");
    desk.shot("search");
    desk.press(&["Return"]);
    desk.shows(Step::IssuingPass);

    // Another counter prints first; this print is stopped before it starts.
    let other = apply(&client, &other, Command::PrintPass(v1::PrintPass::default())).await;
    desk.press(&["F8"]);
    becomes(&client, &now, pass_print::State::Printing).await;
    desk.shot("queued");
    desk.press(&["alt+s"]);
    becomes(&client, &now, pass_print::State::Ready).await;
    desk.shot("stopped");
    branch.printer.insert_card();
    until(&client, &other.name, |now| now.step() == Step::Enrolled).await;

    // The cover is open: the bar says so, with what helps.
    branch.printer.set_cover_open(true);
    pause(1500).await;
    desk.shot("cover-open");
    branch.printer.set_cover_open(false);
    pause(1500).await;

    // The daemon is killed while the card comes out.
    branch.printer.plan(Fault::after("Se", Action::Silence));
    desk.press(&["F8"]);
    becomes(&client, &now, pass_print::State::Printing).await;
    branch.printer.insert_card();
    branch.cards(2).await;
    branch.kill();
    pause(500).await;
    desk.shot("away-in-mid-print");
    branch.printer.clear_plan();
    branch.start().await;
    let client = branch.client("balie-2").await;
    becomes(&client, &now, pass_print::State::Unknown).await;
    pause(2500).await;
    desk.shot("did-it-come-out");
    // Nothing but an answer is taken.
    desk.press(&["Return", "F8", "space", "F8", "Return"]);
    pause(500).await;
    let asked = client.registrations.get(&now.name).await.unwrap();
    assert_eq!(asked.pass_print.unwrap().state(), pass_print::State::Unknown);
    assert_eq!(branch.printer.cards().len(), 2, "nothing is printed again");

    // It is spoiled: another blank pass, and another print.
    desk.press(&["alt+b"]);
    becomes(&client, &now, pass_print::State::Spoiled).await;
    desk.shot("spoiled");
    let replaced = scan_pass(&desk, &mut branch, &client, &pass_number(3)).await;
    assert_eq!(replaced.name, now.name);
    becomes(&client, &now, pass_print::State::Ready).await;
    desk.shot("replaced");
    desk.press(&["F8"]);
    pause(1200).await;
    branch.printer.insert_card();
    until(&client, &now.name, |now| now.step() == Step::Enrolled).await;
    assert_eq!(branch.cards(3).await.len(), 3);
    desk.shot("enrolled");
    open(&desk, "Eerste");
    desk.shot("the-other");
    assert!(desk.lives());
}
