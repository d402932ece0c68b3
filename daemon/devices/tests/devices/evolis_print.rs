//! Printing passes on the virtual Evolis printer, as long as nothing breaks.

use std::time::Duration;

use crate::common::{Bench, pass, soon, state, until};
use balie_devices::printer::{
    CommitRefused, Insertion, PassPrinter, PrintControl, PrintOutcome, PrintProgress, PrintRequest,
};
use balie_devices::{DeviceState, Monochrome, Reason};
use balie_virtual::{AckStyle, Action, Fault, PrinterOptions};
use tokio_util::sync::CancellationToken;

#[tokio::test]
async fn every_request_is_printed_exactly_once_and_right() {
    let bench = Bench::quiet().await;
    let dense = Monochrome::from_fn(1016, 648, |x, y| x == 0 || y == 0 || (x ^ y) & 1 == 0);
    let passes = [pass(1), Monochrome::white(1016, 648), dense, pass(2)];
    for (index, front) in passes.iter().enumerate() {
        assert_eq!(bench.print(&format!("job-{index}"), front).await, PrintOutcome::Done);
    }
    bench.came_out(&passes.iter().collect::<Vec<_>>());
    let info = bench.driver.cell().snapshot().info;
    assert_eq!((info.model.as_deref(), info.serial.as_deref()), (Some("Virtual Zenius"), Some("V0000001")));
    assert_eq!(info.counter("cards_printed"), 4);
}

#[tokio::test]
async fn the_same_job_asked_for_twice_prints_one_card() {
    let bench = Bench::quiet().await;
    let front = pass(3);
    let both = (
        bench.start("job", front.clone(), Insertion::Feeder),
        bench.start("job", front.clone(), Insertion::Feeder),
    );
    let outcomes = (both.0.outcome().await, both.1.outcome().await);
    assert_eq!(outcomes, (PrintOutcome::Done, PrintOutcome::Done));
    bench.came_out(&[&front]);
}

#[tokio::test]
async fn progress_and_commit_come_in_order_and_commit_comes_before_the_last_command() {
    let bench = Bench::quiet().await;
    let driver = bench.driver.clone();
    let transcript = bench.printer.transcript().len();
    let (record, recorded) = tokio::sync::oneshot::channel::<()>();
    let (reached, at_commit) = tokio::sync::oneshot::channel::<()>();
    let (control, mut progress) = PrintControl::new(CancellationToken::new(), move || async move {
        reached.send(()).unwrap();
        recorded.await.unwrap();
        Ok(())
    });
    let request = PrintRequest { key: "job".into(), front: pass(1), insertion: Some(Insertion::Feeder) };
    let job = tokio::spawn(async move { driver.print(request, control).await });
    soon("the commit", at_commit).await.unwrap();
    let heads = bench.printer.transcript();
    assert!(heads.iter().any(|head| head.starts_with("Db")), "the picture is sent before");
    assert!(!heads.iter().any(|head| head == "Se"), "nothing prints before the commit");
    record.send(()).unwrap();
    assert_eq!(soon("outcome", job).await.unwrap(), PrintOutcome::Done);

    let mut told = Vec::new();
    while let Some(step) = progress.recv().await {
        told.push(step);
    }
    assert_eq!(told[..2], [PrintProgress::Connecting, PrintProgress::WaitingForCard]);
    assert_eq!(told[told.len() - 2..], [PrintProgress::Sending { percent: 100 }, PrintProgress::Printing]);
    let heads: Vec<_> = bench.printer.transcript().split_off(transcript);
    let names: Vec<_> = heads.iter().map(|head| head.split(';').next().unwrap()).take(9).collect();
    assert_eq!(names, ["Pem", "Pr", "Pmi", "Pc", "Si", "Ss", "Sr", "Dbc", "Se"]);
}

#[tokio::test]
async fn a_hand_fed_card_may_take_its_time() {
    // The printer loses its own patience several times meanwhile.
    let options = PrinterOptions { card_patience: Duration::from_millis(20), ..PrinterOptions::default() };
    let bench = Bench::new(options, |config| config.poll_ms = 3_600_000).await;
    let front = pass(4);
    let job = bench.start("job", front.clone(), Insertion::Manual);
    state(bench.driver.cell(), DeviceState::WaitingForCard).await;
    let asked = || bench.printer.transcript().iter().filter(|head| *head == "Si").count();
    until("the driver asks again", || asked() >= 3).await;
    assert!(bench.printer.cards().is_empty());
    bench.printer.insert_card();
    let (outcome, _, commits) = job.finished().await;
    assert_eq!((outcome, commits), (PrintOutcome::Done, 1));
    bench.came_out(&[&front]);
    state(bench.driver.cell(), DeviceState::Ready).await;
}

#[tokio::test]
async fn nobody_puts_a_card_in() {
    let bench = Bench::new(PrinterOptions::default(), |config| config.card_wait_secs = 1).await;
    let (outcome, _, commits) = bench.start("job", pass(1), Insertion::Manual).finished().await;
    assert_eq!(outcome, PrintOutcome::Failed { reason: Reason::NoCardInTime, card_touched: false });
    assert_eq!(commits, 0);
    bench.came_out(&[]);
}

#[tokio::test]
async fn cancelling_while_waiting_prints_nothing_and_leaves_the_printer_usable() {
    let bench = Bench::new(PrinterOptions::default(), |_| {}).await;
    let job = bench.start("job", pass(1), Insertion::Manual);
    bench.waits_for_card().await;
    job.cancel.cancel();
    let (outcome, _, commits) = job.finished().await;
    assert_eq!((outcome, commits), (PrintOutcome::CancelledBeforeStart, 0));

    let front = pass(2);
    let job = bench.start("next", front.clone(), Insertion::Manual);
    bench.waits_for_card().await;
    bench.printer.insert_card();
    assert_eq!(job.outcome().await, PrintOutcome::Done);
    bench.came_out(&[&front]);
}

#[tokio::test]
async fn a_job_in_the_queue_is_cancelled_at_once() {
    let bench = Bench::new(PrinterOptions::default(), |_| {}).await;
    let first = bench.start("first", pass(1), Insertion::Manual);
    bench.waits_for_card().await;
    let second = bench.start("second", pass(2), Insertion::Manual);
    second.cancel.cancel();
    assert_eq!(second.outcome().await, PrintOutcome::CancelledBeforeStart);
    assert!(!first.outcome.is_finished(), "the first job still waits");
    bench.printer.insert_card();
    assert_eq!(first.outcome().await, PrintOutcome::Done);
    bench.came_out(&[&pass(1)]);
}

#[tokio::test]
async fn cancelling_after_the_card_was_drawn_in_gives_the_card_back() {
    let bench = Bench::quiet().await;
    bench.printer.plan(Fault::after("Ss", Action::Late(Duration::from_secs(2))));
    let job = bench.start("job", pass(1), Insertion::Feeder);
    let started = || bench.printer.transcript().iter().any(|head| head == "Ss");
    until("the driver goes on with the card inside", started).await;
    job.cancel.cancel();
    assert_eq!(job.outcome().await, PrintOutcome::CancelledBeforeStart);
    let counters = bench.printer.counters();
    assert_eq!((counters.cards_printed, counters.cards_rejected), (0, 1));
}

#[tokio::test]
async fn after_the_commit_cancelling_comes_too_late() {
    let bench = Bench::quiet().await;
    let cancel = CancellationToken::new();
    let late = cancel.clone();
    let (control, _progress) = PrintControl::new(cancel, move || async move {
        late.cancel();
        Ok(())
    });
    let request = PrintRequest { key: "job".into(), front: pass(1), insertion: Some(Insertion::Feeder) };
    assert_eq!(soon("outcome", bench.driver.print(request, control)).await, PrintOutcome::Done);
    bench.came_out(&[&pass(1)]);
}

#[tokio::test]
async fn a_start_that_cannot_be_recorded_prints_nothing() {
    let bench = Bench::quiet().await;
    let (control, _progress) =
        PrintControl::new(CancellationToken::new(), || async { Err(CommitRefused("disk full".into())) });
    let request = PrintRequest { key: "job".into(), front: pass(1), insertion: Some(Insertion::Feeder) };
    let outcome = soon("outcome", bench.driver.print(request, control)).await;
    assert_eq!(outcome, PrintOutcome::Failed { reason: Reason::NotRecorded, card_touched: true });
    bench.came_out(&[]);
    // The blank card that was drawn in serves the next attempt.
    assert_eq!(bench.print("job", &pass(1)).await, PrintOutcome::Done);
    bench.came_out(&[&pass(1)]);
    assert_eq!(bench.printer.counters().cards_inserted, 1);
}

#[tokio::test]
async fn a_caller_that_goes_away_cancels() {
    let bench = Bench::new(PrinterOptions::default(), |_| {}).await;
    let job = bench.start("job", pass(1), Insertion::Manual);
    bench.waits_for_card().await;
    job.outcome.abort();
    state(bench.driver.cell(), DeviceState::Ready).await;
    bench.printer.insert_card();
    let front = pass(2);
    assert_eq!(bench.start("next", front.clone(), Insertion::Manual).outcome().await, PrintOutcome::Done);
    bench.came_out(&[&front]);
}

#[tokio::test]
async fn stopping_the_driver_cancels_what_has_not_started() {
    let bench = Bench::new(PrinterOptions::default(), |_| {}).await;
    let running = bench.start("running", pass(1), Insertion::Manual);
    bench.waits_for_card().await;
    let queued = bench.start("queued", pass(2), Insertion::Manual);
    soon("shutdown", bench.driver.shutdown()).await;
    assert_eq!(running.outcome().await, PrintOutcome::CancelledBeforeStart);
    assert!(queued.outcome().await.may_be_repeated());
    let later = bench.start("later", pass(3), Insertion::Manual).outcome().await;
    assert_eq!(later, PrintOutcome::Failed { reason: Reason::Stopping, card_touched: false });
    bench.came_out(&[]);
}

#[tokio::test]
async fn stopping_while_a_card_is_printed_leaves_it_unknown() {
    let options = PrinterOptions { feeder_cards: 1, ..PrinterOptions::default() };
    let bench = Bench::new(options, |config| config.stop_secs = 0).await;
    bench.printer.plan(Fault::after("Se", Action::Silence));
    let job = bench.start("job", pass(1), Insertion::Feeder);
    until("the card is printed", || !bench.printer.cards().is_empty()).await;
    soon("shutdown", bench.driver.shutdown()).await;
    assert_eq!(job.outcome().await, PrintOutcome::Unknown { reason: Reason::Stopping });
}

#[tokio::test]
async fn a_caller_that_panics_while_recording_does_not_take_the_printer_down() {
    let bench = Bench::quiet().await;
    let (control, _progress) = PrintControl::new(CancellationToken::new(), || async { panic!("on purpose") });
    let request = PrintRequest { key: "job".into(), front: pass(1), insertion: Some(Insertion::Feeder) };
    let outcome = soon("outcome", bench.driver.print(request, control)).await;
    assert_eq!(outcome, PrintOutcome::Failed { reason: Reason::NotRecorded, card_touched: true });
    assert_eq!(bench.print("job", &pass(1)).await, PrintOutcome::Done);
    bench.came_out(&[&pass(1)]);
}

#[tokio::test]
async fn the_configured_insertion_holds_where_the_request_names_none() {
    let bench = Bench::new(PrinterOptions::default(), |config| config.insertion = Insertion::Manual).await;
    bench.printer.insert_card();
    let (control, _progress) = PrintControl::new(CancellationToken::new(), || async { Ok(()) });
    let request = PrintRequest { key: "job".into(), front: pass(1), insertion: None };
    assert_eq!(soon("outcome", bench.driver.print(request, control)).await, PrintOutcome::Done);
    assert!(bench.printer.transcript().iter().any(|head| head == "Pmi;M;s"));
}

#[tokio::test]
async fn a_picture_of_another_size_is_refused() {
    let bench = Bench::quiet().await;
    let outcome = bench.print("job", &Monochrome::white(1016, 640)).await;
    assert_eq!(outcome, PrintOutcome::Failed { reason: Reason::PictureSize, card_touched: false });
}

#[tokio::test]
async fn older_models_answer_in_words_and_end_with_cr() {
    let options = PrinterOptions {
        ack: AckStyle::Word,
        answer_end: b'\r',
        feeder_cards: 1,
        ..PrinterOptions::default()
    };
    let bench = Bench::new(options, |_| {}).await;
    assert_eq!(bench.print("job", &pass(5)).await, PrintOutcome::Done);
    bench.came_out(&[&pass(5)]);
}
