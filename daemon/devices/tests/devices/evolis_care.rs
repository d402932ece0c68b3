//! Looking after an Evolis printer: counters, cleaning, status words, test card, and getting going after a jam.

use crate::common::{Bench, pass, soon, start_test_card, state, until};
use balie_devices::printer::{Insertion, PassPrinter, PrintOutcome};
use balie_devices::{DeviceState, Reason};
use balie_virtual::{Action, Clears, Fault, Place, PrinterOptions};

const fn attention(reason: Reason) -> DeviceState {
    DeviceState::Attention { reason }
}

#[tokio::test]
async fn what_the_printer_counts_is_published() {
    let options = PrinterOptions { feeder_cards: 2, ribbon_left: 300, ..PrinterOptions::default() };
    let bench = Bench::new(options, |config| config.poll_ms = 20).await;
    assert_eq!(bench.print("job", &pass(1)).await, PrintOutcome::Done);
    let cell = bench.driver.cell();
    until("the counters after the job", || cell.snapshot().info.counter("ribbon_cards_left") == 299).await;
    let info = cell.snapshot().info;
    let counted = ["printer_panels", "printer_cards", "printer_cleanings", "printer_cleaning_interval"]
        .map(|name| info.counter(name));
    assert_eq!(counted, [1, 1, 0, 400]);
    assert_eq!(info.media.as_deref(), Some("k"), "the ribbon that is set");
}

#[tokio::test]
async fn a_printer_that_wants_to_be_cleaned_says_so_and_still_prints() {
    let options = PrinterOptions { feeder_cards: 1, ..PrinterOptions::default() };
    let bench = Bench::new(options, |config| config.poll_ms = 20).await;
    bench.printer.set_cleaning_due(true);
    state(bench.driver.cell(), attention(Reason::CleaningNeeded)).await;
    assert_eq!(bench.print("job", &pass(1)).await, PrintOutcome::Done);
    bench.printer.set_cleaning_due(false);
    state(bench.driver.cell(), DeviceState::Ready).await;
}

#[tokio::test]
async fn status_words_are_read_where_the_command_for_them_is_configured() {
    let options = PrinterOptions { status_command: Some("Xsw;1".into()), ..PrinterOptions::default() };
    let bench = Bench::new(options, |config| {
        config.poll_ms = 20;
        #[derive(serde::Deserialize)]
        struct Read {
            command: balie_devices::printer::evolis::StatusCommand,
        }
        let read: Read = toml::from_str("command = \"Xsw;1\"").unwrap();
        config.status_command = Some(read.command);
    })
    .await;
    let cell = bench.driver.cell();
    for (words, reason) in [
        // In rewrite mode the ribbon has to be taken out.
        ([0, 0, 0x4000_0000, 0], Reason::RemoveRibbon),
        ([0, 0, 0x0400_0000, 0], Reason::CardLeftInExit),
        ([0, 0, 0x0000_8000, 0], Reason::WrongRibbon),
        ([0, 0x0008_0000, 0, 0], Reason::RibbonLow),
        ([0, 0, 0, 0x0100_0000], Reason::Mechanical),
    ] {
        let [config, information, warning, error] = words;
        bench.printer.set_status([config, information, warning, error, 0, 0, 0, 0]);
        state(cell, attention(reason)).await;
    }
    bench.printer.set_status([0; 8]);
    state(cell, DeviceState::Ready).await;
}

#[tokio::test]
async fn a_question_that_is_met_with_silence_is_not_asked_again() {
    let bench = Bench::new(PrinterOptions { feeder_cards: 1, ..PrinterOptions::default() }, |config| {
        (config.poll_ms, config.answer_ms) = (3_600_000, 300);
    })
    .await;
    // A job ends with a look at the printer.
    bench.printer.plan(Fault::after("Rr", Action::Silence));
    assert_eq!(bench.print("job", &pass(1)).await, PrintOutcome::Done);
    let asked = || bench.printer.transcript().iter().filter(|head| *head == "Rr").count();
    until("the silence", || asked() == 2).await;
    let connections = bench.printer.counters().connections;
    until("a new conversation", || bench.printer.counters().connections > connections).await;
    state(bench.driver.cell(), DeviceState::Ready).await;
    assert_eq!(asked(), 2);
}

#[tokio::test]
async fn a_jam_is_cleared_by_the_command_that_the_printer_wants() {
    for clears in [Clears::Scs, Clears::Srs] {
        let options = PrinterOptions { feeder_cards: 9, clears: Some(clears), ..PrinterOptions::default() };
        let bench = Bench::new(options, |config| config.poll_ms = 20).await;
        bench.printer.set_jammed(true);
        state(bench.driver.cell(), attention(Reason::Mechanical)).await;
        soon("reset", bench.driver.reset()).await.unwrap();
        state(bench.driver.cell(), attention(Reason::Mechanical)).await;
        // The card is taken out; the error stays until it is cleared.
        bench.printer.set_jammed(false);
        let failed = bench.print("job", &pass(1)).await;
        assert_eq!(failed, PrintOutcome::Failed { reason: Reason::Mechanical, card_touched: false });
        soon("reset", bench.driver.reset()).await.unwrap();
        state(bench.driver.cell(), DeviceState::Ready).await;
        assert_eq!(bench.print("job", &pass(1)).await, PrintOutcome::Done, "{clears:?}");
        assert_eq!(bench.printer.cards().len(), 1);
    }
}

#[tokio::test]
async fn a_reset_of_a_printer_that_is_away_says_so() {
    let bench = Bench::quiet().await;
    bench.printer.unplug().await;
    assert_eq!(soon("reset", bench.driver.reset()).await, Err(Reason::ConnectionRefused));
    bench.printer.replug().unwrap();
    bench.printer.plan(Fault::before("Scs", Action::Drop));
    assert_eq!(soon("reset", bench.driver.reset()).await, Err(Reason::ConnectionLost));
    assert_eq!(bench.print("job", &pass(1)).await, PrintOutcome::Done);
}

#[tokio::test]
async fn a_test_card_is_printed_once_for_each_key() {
    let bench = Bench::new(PrinterOptions::default(), |config| config.poll_ms = 3_600_000).await;
    let job = start_test_card(&bench.driver, "test");
    state(bench.driver.cell(), DeviceState::WaitingForCard).await;
    bench.printer.insert_card();
    let (outcome, _, commits) = job.finished().await;
    assert_eq!((outcome, commits), (PrintOutcome::Done, 1));
    bench.printer.insert_card();
    assert_eq!(start_test_card(&bench.driver, "test").outcome().await, PrintOutcome::Done);
    let counters = bench.printer.counters();
    assert_eq!((counters.test_cards, counters.cards_printed), (1, 0));
    assert!(!bench.printer.transcript().iter().any(|head| head == "Se" || head == "Ss"));

    bench.printer.plan(Fault::after("St", Action::Drop));
    let lost = start_test_card(&bench.driver, "lost").outcome().await;
    assert_eq!(lost, PrintOutcome::Unknown { reason: Reason::ConnectionLost });
}

#[tokio::test]
async fn power_lost_in_the_middle_of_a_card_leaves_it_unknown() {
    let bench = Bench::quiet().await;
    bench.printer.plan(Fault::before("Se", Action::Silence));
    let job = bench.start("job", pass(1), Insertion::Feeder);
    until("the printer is told to print", || bench.printer.transcript().iter().any(|head| head == "Se"))
        .await;
    bench.printer.lose_power().await;
    assert_eq!(job.outcome().await, PrintOutcome::Unknown { reason: Reason::ConnectionLost });
    bench.printer.replug().unwrap();
    bench.came_out(&[]);
    assert_eq!(bench.print("next", &pass(2)).await, PrintOutcome::Done);
    bench.came_out(&[&pass(2)]);
}

#[tokio::test]
async fn a_serial_line_does_as_well_and_a_cut_is_told_by_its_moment() {
    let place = tempfile::tempdir().unwrap();
    let link = place.path().join("printer");
    let options =
        PrinterOptions { feeder_cards: 99, place: Place::Line(link.clone()), ..PrinterOptions::default() };
    let bench = Bench::new(options, |config| config.poll_ms = 3_600_000).await;
    assert_eq!(bench.print("one", &pass(1)).await, PrintOutcome::Done);
    bench.came_out(&[&pass(1)]);

    bench.printer.plan(Fault::before("Dbc", Action::Drop));
    let failed = bench.print("two", &pass(2)).await;
    assert_eq!(failed, PrintOutcome::Failed { reason: Reason::PortMissing, card_touched: true });
    until("the line is back", || link.exists()).await;
    bench.printer.plan(Fault::after("Se", Action::Drop));
    let unknown = bench.print("two", &pass(2)).await;
    assert_eq!(unknown, PrintOutcome::Unknown { reason: Reason::PortMissing });
    bench.came_out(&[&pass(1), &pass(2)]);
    until("the line is back", || link.exists()).await;
    assert_eq!(bench.print("three", &pass(3)).await, PrintOutcome::Done);
    bench.came_out(&[&pass(1), &pass(2), &pass(3)]);
}
