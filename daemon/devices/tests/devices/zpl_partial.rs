//! ZPL printers that answer in part: those that play another, and programs that play a printer.

use std::sync::Arc;

use crate::common::zpl::{Bench, config};
use crate::common::{self, pass, state, until};
use balie_devices::printer::{
    Insertion, PassPrinter, PrintControl, PrintOutcome, PrintRequest, ZplConfig, zpl,
};
use balie_devices::{DeviceState, Reason};
use balie_virtual::{Action, Fault, VirtualZpl, ZplOptions};
use tokio_util::sync::CancellationToken;

/// A printer with cards that answers `~HS` with so many texts.
fn answers(status_texts: usize, knows_error_status: bool) -> ZplOptions {
    ZplOptions { media: 99, status_texts, knows_error_status, ..ZplOptions::default() }
}

fn notice(bench: &Bench) -> Option<Reason> {
    bench.driver.cell().snapshot().info.notice
}

#[tokio::test]
async fn a_printer_that_answers_in_part_prints_and_what_is_missing_is_named() {
    for (texts, more, missing) in [
        (1, true, Some(Reason::RemainingUntold)),
        (1, false, Some(Reason::StatusIncomplete)),
        (2, true, None),
        (2, false, None),
        (3, true, None),
    ] {
        let bench = Bench::new(answers(texts, more), |config| {
            (config.poll_ms, config.answer_ms) = (3_600_000, 1_000);
        })
        .await;
        assert_eq!(notice(&bench), missing, "{texts} {more}");
        for card in 1..3 {
            assert_eq!(
                bench.print(&format!("job-{card}"), &pass(card)).await,
                PrintOutcome::Done,
                "{texts} {more}"
            );
            until("the card is out", || bench.printer.labels().len() == card).await;
        }
        state(bench.driver.cell(), DeviceState::Ready).await;
        assert_eq!(notice(&bench), missing, "{texts} {more}: after printing");
        assert_eq!(bench.printer.counters().garbage, 0);
    }
}

#[tokio::test]
async fn what_the_first_text_leaves_out_is_taken_from_the_error_status() {
    let bench = Bench::new(answers(1, true), |config| config.poll_ms = 3_600_000).await;
    let printer = &bench.printer;
    let troubles: [(&dyn Fn(bool), Reason); 4] = [
        (&|on| printer.set_ribbon_out(on), Reason::RibbonEnded),
        (&|on| printer.set_head_open(on), Reason::CoverOpen),
        (&|on| printer.set_paused(on), Reason::Paused),
        (&|on| printer.set_media(if on { 0 } else { 99 }), Reason::PaperOut),
    ];
    for (index, (switch, reason)) in troubles.into_iter().enumerate() {
        let key = format!("job-{index}");
        switch(true);
        let failed = PrintOutcome::Failed { reason, card_touched: false };
        assert_eq!(bench.print(&key, &pass(1)).await, failed);
        switch(false);
        assert_eq!(bench.print(&key, &pass(1)).await, PrintOutcome::Done, "{reason:?} is gone");
    }
}

#[tokio::test]
async fn a_printer_that_does_not_say_who_it_is_prints() {
    let options = ZplOptions { knows_identity: false, ..answers(1, false) };
    let printer = Arc::new(VirtualZpl::start_with(options).await.unwrap());
    let config = ZplConfig { answer_ms: 500, poll_ms: 3_600_000, ..config(&printer) };
    let driver = Arc::new(zpl::start(config));
    state(driver.cell(), DeviceState::Ready).await;
    let info = driver.cell().snapshot().info;
    assert_eq!((info.model, info.notice), (None, Some(Reason::StatusIncomplete)));
    assert_eq!(common::start(&driver, "job", pass(1), None).outcome().await, PrintOutcome::Done);
    assert_eq!(printer.labels().len(), 1);
}

/// A program that plays a printer: texts of numbers are understood as they stand; those of words are not, and are not
/// needed.
#[tokio::test]
async fn a_printer_whose_texts_stand_there_bare_prints() {
    for texts in [3, 1] {
        let options = ZplOptions { bare: true, ..answers(texts, true) };
        let bench = Bench::new(options, |config| {
            (config.poll_ms, config.answer_ms) = (3_600_000, 1_000);
        })
        .await;
        let missing = (texts == 1).then_some(Reason::StatusIncomplete);
        let info = bench.driver.cell().snapshot().info;
        assert_eq!((info.model, info.notice), (None, missing), "{texts}");
        assert_eq!(bench.print("job", &pass(1)).await, PrintOutcome::Done, "{texts}");
        until("the card is out", || bench.printer.labels().len() == 1).await;
        bench.printer.set_media(0);
        let failed = PrintOutcome::Failed { reason: Reason::PaperOut, card_touched: false };
        let (control, _progress) = PrintControl::new(CancellationToken::new(), || async { Ok(()) });
        let request = PrintRequest { key: "none".into(), front: pass(2), insertion: Some(Insertion::Feeder) };
        assert_eq!(common::soon("outcome", bench.driver.print(request, control)).await, failed, "{texts}");
    }
}

/// Where the rest of an answer is late once, the printer is not taken for one that never sends it.
#[tokio::test]
async fn a_rest_that_comes_late_is_waited_for_from_then_on() {
    let bench = Bench::new(answers(3, true), |config| config.poll_ms = 100).await;
    let part = b"\x02014,0,0,0638,000,0,0,0,000,0,0,0\x03\r\n".to_vec();
    bench.printer.plan(Fault::after("HS", Action::Garbage(part)));
    until("it is noticed", || notice(&bench).is_some()).await;
    until("and forgotten again", || notice(&bench).is_none()).await;
    state(bench.driver.cell(), DeviceState::Ready).await;
    assert_eq!(bench.print("job", &pass(1)).await, PrintOutcome::Done);
    assert_eq!(notice(&bench), None);
}
