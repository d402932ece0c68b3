//! Printing: Enter never does, and nothing is printed twice.

use super::clerk::Clerk;
use balie_client::{Command, v1};
use balie_journeys::{Branch, apply, example_person, saved};
use balie_virtual::{Action, Fault, VirtualEvolis};
use std::time::Duration;

const PASS: &str = "29401000075801";

/// A registration whose fee is settled: its pass is to be printed.
async fn ready(branch: &Branch) {
    let client = branch.client("balie-2").await;
    let person = v1::Person { email: String::new(), ..example_person() };
    let now = saved(&client, PASS, person, "0045").await;
    apply(&client, &now, Command::Register(v1::Register {})).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn enter_never_prints() {
    let branch = Branch::open("").await;
    ready(&branch).await;
    branch.printer.insert_card();
    let mut clerk = Clerk::sits(&branch, "enter-never-prints", &["--resume", PASS]);
    for line in ["", "", "-", "ja", "29401000075801", "print"] {
        clerk.answers("Pas printen? *", line).await.reads("  ! ").await;
    }
    clerk.reads("Pas printen? *").await;
    assert_eq!(branch.printer.counters().cards_inserted, 0);
    clerk.types("p");
    clerk.reads("annuleer = de print annuleren").await;
    for _ in 0..5 {
        clerk.types("");
    }
    clerk.reads("De pas is geprint.").await;
    assert!(clerk.ends().await.success());
    assert_eq!(branch.printer.cards().len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_print_is_cancelled_and_begun_again() {
    let branch = Branch::open("").await;
    ready(&branch).await;
    let mut clerk = Clerk::sits(&branch, "print-cancelled", &["--resume", PASS]);
    clerk.answers("Pas printen? *", "p").await;
    clerk.answers("Doe de pas in de printer", "annuleer").await;
    clerk.reads("de pas is nog blanco").await;
    // Nothing begins by itself, also not with a card in the printer.
    clerk.reads("Pas printen? *").await;
    branch.printer.insert_card();
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert!(branch.printer.cards().is_empty());
    clerk.types("p");
    clerk.reads("De pas is geprint.").await;
    assert!(clerk.ends().await.success());
    assert_eq!(branch.printer.cards().len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_failed_print_tells_why_and_can_be_tried_again() {
    let branch = Branch::open("").await;
    ready(&branch).await;
    branch.printer.insert_card();
    branch.printer.set_ribbon(0);
    let mut clerk = Clerk::sits(&branch, "print-failed", &["--resume", PASS]);
    clerk.answers("Pas printen? *", "p").await;
    clerk.reads("er is niets geprint").await.reads("Plaats een nieuw lint.").await;
    clerk.reads("Pas printen? *").await;
    branch.printer.set_ribbon(100);
    branch.printer.insert_card();
    // The printer is looked at every 200 ms; a print that fails for the old reason is asked again.
    tokio::time::sleep(Duration::from_secs(1)).await;
    clerk.types("p");
    clerk.reads("De pas is geprint.").await;
    assert!(clerk.ends().await.success());
    assert_eq!(branch.printer.cards().len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_but_who_looked_knows_what_came_out() {
    let branch = Branch::open("").await;
    ready(&branch).await;
    branch.printer.plan(Fault::after("Se", Action::Drop));
    branch.printer.insert_card();
    let mut clerk = Clerk::sits(&branch, "print-unknown", &["--resume", PASS]);
    clerk.answers("Pas printen? *", "p").await;
    clerk.reads("is de pas eruit gekomen?").await;
    clerk.answers("Wat kwam eruit? *", "").await.reads("  ! ").await;
    clerk.answers("Wat kwam eruit? *", "3").await;
    // A spoiled pass is replaced by another blank one, which is printed only when asked.
    clerk.answers("andere blanco pas *", PASS).await.reads("  ! ").await;
    clerk.answers("andere blanco pas *", "29401000075819").await;
    clerk.reads("Pas printen? *").await;
    branch.printer.clear_plan();
    branch.printer.insert_card();
    clerk.types("p");
    clerk.reads("De pas is geprint.").await.reads("29401000075819").await;
    assert!(clerk.ends().await.success());
    assert_eq!(branch.printer.cards().len(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_of_several_printers_is_chosen() {
    let other = VirtualEvolis::start().await.expect("a second printer");
    let extra = format!(
        "[[pass_printer]]\ndriver = \"evolis\"\nid = \"second\"\naddress = \"{}\"\npoll_ms = 200\n",
        other.address()
    );
    let branch = Branch::open(&extra).await;
    ready(&branch).await;
    other.insert_card();
    let mut clerk = Clerk::sits(&branch, "several-printers", &["--resume", PASS]);
    clerk.goes_through(&[("Pas printen? *", "p"), ("Welke pasprinter? *", "")]).await;
    clerk.reads("Enter kiest er geen").await;
    clerk.answers("Welke pasprinter? *", "2").await;
    clerk.reads("De pas is geprint.").await;
    assert!(clerk.ends().await.success());
    assert_eq!((branch.printer.cards().len(), other.cards().len()), (0, 1));
}

/// Letters of Kawi: no font has them.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn empty_boxes_are_told_and_printed_only_by_who_says_so() {
    let branch = Branch::open("").await;
    let client = branch.client("balie-2").await;
    let surname = "\u{11F04}\u{11F05}\u{11F04}".to_owned();
    let person = v1::Person { surname, email: String::new(), ..example_person() };
    let now = saved(&client, PASS, person, "0045").await;
    apply(&client, &now, Command::Register(v1::Register {})).await;
    let mut clerk = Clerk::sits(&branch, "print-boxes", &["--resume", PASS]);
    branch.printer.insert_card();
    for no in ["", "n", "<"] {
        clerk.answers("Pas printen? *", "p").await.reads("lege vakjes").await;
        clerk.answers("Toch printen?", no).await;
    }
    clerk.reads("Pas printen? *").await;
    assert_eq!(branch.printer.counters().cards_inserted, 0);
    clerk.types("p");
    clerk.answers("Toch printen?", "j").await.reads("De pas is geprint.").await;
    assert!(clerk.ends().await.success());
    assert_eq!(branch.printer.cards().len(), 1);
}
