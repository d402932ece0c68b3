//! Printing on a ZPL printer, with a real TCP connection or a serial line in between.

use std::time::Duration;

use crate::common::zpl::Bench;
use crate::common::{self, pass, soon, start_test_card, state, until};
use balie_devices::printer::{Insertion, PassPrinter, PrintOutcome, PrintProgress, Resolution, zpl};
use balie_devices::{DeviceState, Monochrome, Reason};
use balie_virtual::{Label, Place, VirtualZpl, ZplOptions};

/// True when the label shows the middle of the pass.
fn shows(label: &Label, front: &Monochrome) -> bool {
    let (width, height) = label.size();
    let expected = front.centred(width as usize, height as usize);
    (0..height).all(|y| (0..width).all(|x| label.is_black(x, y) == expected.is_black(x as usize, y as usize)))
}

#[tokio::test]
async fn passes_come_out_as_they_were_drawn() {
    let bench = Bench::quiet().await;
    for number in 1..4 {
        let job = bench.start(&format!("job-{number}"), pass(number));
        let (outcome, told, commits) = job.finished().await;
        assert_eq!((outcome, commits), (PrintOutcome::Done, 1));
        assert_eq!(told.first(), Some(&PrintProgress::Connecting));
        assert_eq!(
            told[told.len() - 2..],
            [PrintProgress::Sending { percent: 100 }, PrintProgress::Printing]
        );
    }
    let labels = bench.printer.labels();
    assert_eq!(labels.len(), 3);
    for (number, label) in (1..).zip(&labels) {
        assert_eq!(label.size(), (1011, 638), "a card at 300 dots per inch");
        assert!(shows(label, &pass(number)), "pass {number}");
    }
    let info = bench.driver.cell().snapshot().info;
    assert_eq!(info.model.as_deref(), Some("ZTC Virtual-300dpi ZPL"));
    assert_eq!(info.counter("cards_printed"), 3);
    assert_eq!(bench.printer.counters().garbage, 0, "the printer understood everything");
}

#[tokio::test]
async fn cards_that_travel_short_side_first_are_turned() {
    let bench = Bench::new(ZplOptions { media: 1, ..ZplOptions::default() }, |config| {
        (config.width_mm, config.height_mm, config.turned) = (53.98, 85.60, true);
    })
    .await;
    assert_eq!(bench.print("job", &pass(1)).await, PrintOutcome::Done);
    let label = &bench.printer.labels()[0];
    assert_eq!(label.size(), (638, 1011));
    assert!(shows(label, &pass(1).rotated_clockwise()));
}

#[tokio::test]
async fn other_resolutions_take_other_pictures() {
    for (dpi, dots, media) in [(203, 8, (684, 431)), (600, 24, (2022, 1275))] {
        let resolution = Resolution::from_dpi(dpi).unwrap();
        let options = ZplOptions { media: 1, dots, ..ZplOptions::default() };
        let bench = Bench::new(options, |config| config.resolution = resolution).await;
        let (width, height) = resolution.artwork();
        let front = Monochrome::from_fn(width, height, |x, y| (x / 9 + y / 5) % 2 == 0);
        assert_eq!(bench.print("job", &front).await, PrintOutcome::Done, "{dpi}");
        let label = &bench.printer.labels()[0];
        assert_eq!(label.size(), media);
        assert!(shows(label, &front), "{dpi}");
        let wrong = bench.print("wrong", &pass(1)).await;
        assert_eq!(wrong, PrintOutcome::Failed { reason: Reason::PictureSize, card_touched: false });
    }
}

#[tokio::test]
async fn a_printer_of_another_resolution_than_configured_is_not_used() {
    let printer =
        VirtualZpl::start_with(ZplOptions { dots: 8, media: 1, ..ZplOptions::default() }).await.unwrap();
    let config = common::zpl::config(&printer);
    let driver = std::sync::Arc::new(zpl::start(config));
    state(driver.cell(), DeviceState::Faulted { reason: Reason::ResolutionMismatch }).await;
    let outcome = common::start(&driver, "job", pass(1), None).outcome().await;
    assert_eq!(outcome, PrintOutcome::Failed { reason: Reason::ResolutionMismatch, card_touched: false });
    assert!(printer.labels().is_empty());
}

#[tokio::test]
async fn a_serial_line_does_as_well_and_may_be_pulled_out() {
    let place = tempfile::tempdir().unwrap();
    let options =
        ZplOptions { media: 9, place: Place::Line(place.path().join("printer")), ..ZplOptions::default() };
    let bench = Bench::new(options, |config| config.poll_ms = 50).await;
    assert_eq!(bench.print("one", &pass(1)).await, PrintOutcome::Done);
    bench.printer.unplug().await;
    state(bench.driver.cell(), DeviceState::Absent).await;
    let away = bench.print("two", &pass(2)).await;
    assert_eq!(away, PrintOutcome::Failed { reason: Reason::PortMissing, card_touched: false });
    bench.printer.replug().unwrap();
    state(bench.driver.cell(), DeviceState::Ready).await;
    assert_eq!(bench.print("two", &pass(2)).await, PrintOutcome::Done);
    assert!(shows(&bench.printer.labels()[1], &pass(2)));
    // Another program cannot open it meanwhile, and this driver says so to a second one.
    let second = zpl::start(zpl::ZplConfig { id: "second".parse().unwrap(), ..bench.config.clone() });
    state(second.cell(), DeviceState::Faulted { reason: Reason::PortBusy }).await;
}

#[tokio::test]
async fn a_card_put_in_by_hand_is_waited_for() {
    let bench = Bench::new(ZplOptions::default(), |config| config.insertion = Insertion::Manual).await;
    let job = bench.start("job", pass(1));
    state(bench.driver.cell(), DeviceState::WaitingForCard).await;
    assert!(bench.printer.labels().is_empty());
    bench.printer.insert_card();
    let (outcome, told, commits) = job.finished().await;
    assert_eq!((outcome, commits), (PrintOutcome::Done, 1), "the last card being used up is no trouble");
    assert!(told.contains(&PrintProgress::WaitingForCard));
    assert_eq!(bench.printer.labels().len(), 1);

    // With the feeder, an empty one is a failure at once.
    let job = common::start(&bench.driver, "feeder", pass(1), Some(Insertion::Feeder));
    assert_eq!(job.outcome().await, PrintOutcome::Failed { reason: Reason::PaperOut, card_touched: false });
}

#[tokio::test]
async fn nobody_puts_a_card_in_or_the_clerk_gives_up() {
    let bench = Bench::new(ZplOptions::default(), |config| {
        config.insertion = Insertion::Manual;
        config.card_wait_secs = 1;
    })
    .await;
    let (outcome, _, commits) = bench.start("late", pass(1)).finished().await;
    assert_eq!(outcome, PrintOutcome::Failed { reason: Reason::NoCardInTime, card_touched: false });
    assert_eq!(commits, 0);

    let job = bench.start("given-up", pass(1));
    state(bench.driver.cell(), DeviceState::WaitingForCard).await;
    job.cancel.cancel();
    assert_eq!(job.outcome().await, PrintOutcome::CancelledBeforeStart);
    bench.printer.set_media(5);
    assert_eq!(bench.print("next", &pass(2)).await, PrintOutcome::Done);
    assert_eq!(bench.printer.labels().len(), 1);
}

#[tokio::test]
async fn the_same_job_asked_for_twice_prints_one_card() {
    let bench = Bench::quiet().await;
    let both = (bench.start("job", pass(3)), bench.start("job", pass(3)));
    let outcomes = (both.0.outcome().await, both.1.outcome().await);
    assert_eq!(outcomes, (PrintOutcome::Done, PrintOutcome::Done));
    assert_eq!(bench.printer.labels().len(), 1);
}

#[tokio::test]
async fn an_idle_printer_tells_its_troubles() {
    let bench = Bench::new(ZplOptions { media: 1, ..ZplOptions::default() }, |c| c.poll_ms = 20).await;
    let (printer, cell) = (&bench.printer, bench.driver.cell());
    printer.set_head_open(true);
    state(cell, DeviceState::Attention { reason: Reason::CoverOpen }).await;
    printer.set_head_open(false);
    printer.set_ribbon_out(true);
    state(cell, DeviceState::Attention { reason: Reason::RibbonEnded }).await;
    printer.set_ribbon_out(false);
    printer.set_paused(true);
    state(cell, DeviceState::Attention { reason: Reason::Paused }).await;
    soon("reset", bench.driver.reset()).await.unwrap();
    state(cell, DeviceState::Ready).await;
    printer.set_cleaning_due(true);
    state(cell, DeviceState::Attention { reason: Reason::CleaningNeeded }).await;
    printer.set_cleaning_due(false);
    printer.set_media(0);
    state(cell, DeviceState::Attention { reason: Reason::PaperOut }).await;
}

#[tokio::test]
async fn a_model_without_error_status_is_used_without_it() {
    let options = ZplOptions { media: 1, knows_error_status: false, ..ZplOptions::default() };
    let bench = Bench::new(options, |config| (config.answer_ms, config.poll_ms) = (300, 20)).await;
    until("it is looked at again", || {
        bench.printer.transcript().iter().filter(|head| *head == "HS").count() > 3
    })
    .await;
    assert_eq!(bench.printer.transcript().iter().filter(|head| *head == "HQES").count(), 1);
    assert_eq!(bench.print("job", &pass(1)).await, PrintOutcome::Done);
}

#[tokio::test]
async fn the_test_card_is_the_printers_own_label() {
    let bench = Bench::quiet().await;
    assert_eq!(start_test_card(&bench.driver, "test").outcome().await, PrintOutcome::Done);
    assert_eq!(start_test_card(&bench.driver, "test").outcome().await, PrintOutcome::Done, "asked twice");
    let counters = bench.printer.counters();
    assert_eq!((counters.test_labels, counters.printed), (1, 0));
}

#[tokio::test]
async fn stopping_while_a_card_is_printed_leaves_it_unknown() {
    let options = ZplOptions { media: 1, print_time: Duration::from_secs(3600), ..ZplOptions::default() };
    let bench = Bench::new(options, |config| config.stop_secs = 0).await;
    let job = bench.start("job", pass(1));
    state(bench.driver.cell(), DeviceState::Busy { what: balie_devices::Activity::Printing }).await;
    until("the printer has it", || bench.printer.transcript().iter().any(|head| head == "XZ")).await;
    soon("shutdown", bench.driver.shutdown()).await;
    assert_eq!(job.outcome().await, PrintOutcome::Unknown { reason: Reason::Stopping });
}
