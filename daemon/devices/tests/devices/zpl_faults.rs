//! What becomes of a job at a ZPL printer when something breaks, at every moment at which it can break.

use std::time::Duration;

use crate::common::zpl::Bench;
use crate::common::{self, pass, state, until};
use balie_devices::printer::{PassPrinter, PrintOutcome};
use balie_devices::{Activity, DeviceState, Reason};
use balie_virtual::{Action, Fault, Place, ZplOptions};

const fn failed(reason: Reason) -> PrintOutcome {
    PrintOutcome::Failed { reason, card_touched: false }
}

const fn unknown(reason: Reason) -> PrintOutcome {
    PrintOutcome::Unknown { reason }
}

/// A printer that takes its time, so that a job can be met in the middle.
async fn slow(print_secs: u64) -> Bench {
    let options = ZplOptions { media: 99, print_time: Duration::from_secs(1), ..ZplOptions::default() };
    Bench::new(options, |config| {
        (config.poll_ms, config.print_secs, config.answer_ms) = (3_600_000, print_secs, 2_000);
    })
    .await
}

async fn prints(bench: &Bench) {
    state(bench.driver.cell(), DeviceState::Busy { what: Activity::Printing }).await;
    until("the printer has the format", || bench.printer.transcript().iter().any(|head| head == "XZ")).await;
}

#[tokio::test]
async fn a_connection_cut_before_the_end_of_the_format_is_a_failure_that_may_be_repeated() {
    let bench = Bench::quiet().await;
    for (index, command) in ["XA", "JZ", "PW", "LL", "FO", "GF", "PQ"].into_iter().enumerate() {
        for (half, fault) in [Fault::before(command, Action::Drop), Fault::after(command, Action::Drop)]
            .into_iter()
            .enumerate()
        {
            let key = format!("{fault:?}");
            bench.printer.plan(fault);
            assert_eq!(bench.print(&key, &pass(1)).await, failed(Reason::ConnectionLost), "{key}");
            assert_eq!(bench.printer.labels().len(), index * 2 + half, "{key}: nothing was printed");
            assert_eq!(bench.print(&key, &pass(1)).await, PrintOutcome::Done, "{key}: again");
            assert_eq!(bench.printer.labels().len(), index * 2 + half + 1, "{key}: one card");
        }
    }
}

#[tokio::test]
async fn a_connection_cut_within_the_stream_is_told_by_the_byte_at_which_it_was_cut() {
    let front = pass(1);
    let measured = Bench::quiet().await;
    let before = measured.printer.traffic().bytes_received;
    assert_eq!(measured.print("whole", &front).await, PrintOutcome::Done);
    let transcript = measured.printer.transcript();
    assert!(transcript.iter().any(|head| head == "XZ"));
    // Up to `^XZ`: status as greeting, status for leftovers, status for cards, the format, status, the end.
    let asked = "~HS".len() as u64;
    let format = {
        let picture = front.centred(1011, 638);
        balie_devices::printer::zpl::format(&picture).len() as u64
    };
    let end = 3 * asked + format + asked;
    assert!(measured.printer.traffic().bytes_received - before > end, "the arithmetic holds");
    for (at, printing) in [
        (asked + 1, false),
        (3 * asked, false),
        (3 * asked + 1, false),
        (3 * asked + format / 2, false),
        (3 * asked + format, false),
        (end, false),
        (end + 1, true),
        (end + 3, true),
    ] {
        let bench = Bench::quiet().await;
        let idle = bench.printer.traffic().bytes_received;
        bench.printer.plan(Fault::cut_at(idle + at));
        let outcome = bench.print("job", &front).await;
        assert!(bench.printer.planned().is_empty(), "the cut at {at} of {end} struck");
        if printing {
            assert_eq!(outcome, unknown(Reason::ConnectionLost), "cut at {at} of {end}");
            assert_eq!(bench.print("job", &front).await, outcome, "it is not tried again");
        } else {
            assert_eq!(outcome, failed(Reason::ConnectionLost), "cut at {at} of {end}");
        }
        assert!(bench.printer.labels().is_empty(), "cut at {at}: the end never arrived");
    }
}

#[tokio::test]
async fn a_connection_cut_after_the_end_of_the_format_leaves_the_outcome_unknown() {
    for (fault, cards) in [(Fault::before("XZ", Action::Drop), 0), (Fault::after("XZ", Action::Drop), 1)] {
        let bench = Bench::quiet().await;
        bench.printer.plan(fault.clone());
        assert_eq!(bench.print("job", &pass(1)).await, unknown(Reason::ConnectionLost), "{fault:?}");
        until("what came out", || bench.printer.labels().len() == cards).await;
        assert_eq!(bench.print("job", &pass(1)).await, unknown(Reason::ConnectionLost));
        assert_eq!(bench.printer.labels().len(), cards, "{fault:?}: not printed again");
        assert_eq!(bench.driver.cell().snapshot().info.counter("cards_unknown"), 1);
        assert_eq!(bench.print("next", &pass(2)).await, PrintOutcome::Done);
        assert_eq!(bench.printer.labels().len(), cards + 1, "the next job is not affected");
    }
}

#[tokio::test]
async fn power_lost_in_the_middle_of_a_card_leaves_it_unknown() {
    let bench = slow(60).await;
    let job = bench.start("job", pass(1));
    prints(&bench).await;
    bench.printer.lose_power().await;
    assert_eq!(job.outcome().await, unknown(Reason::ConnectionLost));
    bench.printer.replug().unwrap();
    assert_eq!(bench.print("next", &pass(2)).await, PrintOutcome::Done);
    let counters = bench.printer.counters();
    assert_eq!((counters.printed, counters.spoiled), (1, 1));
}

#[tokio::test]
async fn troubles_before_the_job_are_named_and_printing_goes_on_when_they_are_gone() {
    let bench = Bench::quiet().await;
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
        assert_eq!(bench.print(&key, &pass(1)).await, failed(reason));
        assert_eq!(printer.labels().len(), index);
        switch(false);
        assert_eq!(bench.print(&key, &pass(1)).await, PrintOutcome::Done, "{reason:?} is gone");
    }
    assert_eq!(printer.counters().garbage, 0);
}

#[tokio::test]
async fn a_head_opened_in_the_middle_of_a_card_leaves_it_unknown_and_prints_no_second_one() {
    let bench = slow(60).await;
    let job = bench.start("job", pass(1));
    prints(&bench).await;
    bench.printer.set_head_open(true);
    assert_eq!(job.outcome().await, unknown(Reason::CoverOpen));
    // The card is spoiled, and the printer does not print it again by itself.
    bench.printer.set_head_open(false);
    assert_eq!(bench.print("next", &pass(2)).await, PrintOutcome::Done);
    let counters = bench.printer.counters();
    assert_eq!((counters.printed, counters.spoiled), (1, 1));
}

#[tokio::test]
async fn a_pause_in_the_middle_of_a_card_spoils_nothing() {
    let bench = slow(60).await;
    let job = bench.start("job", pass(1));
    prints(&bench).await;
    bench.printer.set_paused(true);
    state(bench.driver.cell(), DeviceState::Attention { reason: Reason::Paused }).await;
    bench.printer.set_paused(false);
    assert_eq!(job.outcome().await, PrintOutcome::Done);
    assert_eq!(bench.printer.labels().len(), 1);
}

#[tokio::test]
async fn cards_that_run_out_behind_the_commit_do_not_let_a_card_come_out_later() {
    let options = ZplOptions { media: 1, ..ZplOptions::default() };
    let bench = Bench::new(options, |config| {
        (config.poll_ms, config.print_secs, config.answer_ms) = (3_600_000, 2, 2_000);
    })
    .await;
    // Somebody takes the last card out after the printer has said that all is well.
    let driver = bench.driver.clone();
    let printer = bench.printer.clone();
    let (control, _progress) = balie_devices::printer::PrintControl::new(
        tokio_util::sync::CancellationToken::new(),
        move || async move {
            printer.set_media(0);
            Ok(())
        },
    );
    let request = balie_devices::printer::PrintRequest { key: "job".into(), front: pass(1), insertion: None };
    let outcome = common::soon("outcome", driver.print(request, control)).await;
    assert_eq!(outcome, unknown(Reason::PaperOut));
    // A person has said that nothing came out; new cards are put in. Nothing may come out by itself.
    bench.printer.set_media(9);
    assert_eq!(bench.print("again", &pass(2)).await, PrintOutcome::Done);
    assert_eq!(bench.printer.labels().len(), 1, "one card for the second job, none for the first");
}

#[tokio::test]
async fn late_strange_and_missing_answers_while_printing() {
    let garbage = Action::Garbage(b"\xff\xfe perhaps".to_vec());
    for (action, outcome) in [
        (garbage, unknown(Reason::GarbageAnswer)),
        (Action::Silence, unknown(Reason::TimeOut)),
        (Action::Late(Duration::from_millis(100)), PrintOutcome::Done),
        (Action::Drop, unknown(Reason::ConnectionLost)),
    ] {
        let bench = slow(5).await;
        let job = bench.start("job", pass(1));
        prints(&bench).await;
        bench.printer.plan(Fault::after("HS", action.clone()));
        assert_eq!(job.outcome().await, outcome, "{action:?}");
        until("the card is out", || bench.printer.labels().len() == 1).await;
        assert_eq!(bench.print("job", &pass(1)).await, outcome, "{action:?}: not printed again");
        assert_eq!(bench.printer.labels().len(), 1, "{action:?}");
    }
}

#[tokio::test]
async fn a_printer_that_is_silent_while_it_needs_help_does_not_hang_the_driver() {
    let options =
        ZplOptions { media: 0, silent_in_error: true, knows_error_status: false, ..ZplOptions::default() };
    let printer = std::sync::Arc::new(balie_virtual::VirtualZpl::start_with(options).await.unwrap());
    let config =
        balie_devices::printer::ZplConfig { answer_ms: 300, print_secs: 3, ..common::zpl::config(&printer) };
    let driver = std::sync::Arc::new(balie_devices::printer::zpl::start(config));
    state(driver.cell(), DeviceState::Faulted { reason: Reason::TimeOut }).await;
    let outcome = common::start(&driver, "job", pass(1), None).outcome().await;
    assert_eq!(outcome, failed(Reason::TimeOut));
    printer.set_media(2);
    assert_eq!(common::start(&driver, "job", pass(1), None).outcome().await, PrintOutcome::Done);
    // With the last card used up it says nothing any more, so nobody can know.
    assert_eq!(common::start(&driver, "last", pass(1), None).outcome().await, unknown(Reason::TimeOut));
    assert_eq!(printer.labels().len(), 2);
}

#[tokio::test]
async fn silence_and_garbage_before_printing_are_failures() {
    let bench = Bench::new(ZplOptions { media: 99, ..ZplOptions::default() }, |config| {
        (config.answer_ms, config.poll_ms) = (1_000, 3_600_000);
    })
    .await;
    // The first answer is that of the greeting, whose connection would be replaced.
    for (action, reason) in [
        (Action::Silence, Reason::TimeOut),
        (Action::Garbage(b"\x02what\x03".to_vec()), Reason::GarbageAnswer),
        (Action::Garbage(b"no".to_vec()), Reason::GarbageAnswer),
        (Action::Drop, Reason::ConnectionLost),
    ] {
        let key = format!("{action:?}");
        bench.printer.plan(Fault::after("HS", Action::Late(Duration::ZERO)));
        bench.printer.plan(Fault::after("HS", action));
        assert_eq!(bench.print(&key, &pass(1)).await, failed(reason), "{key}");
        assert!(bench.printer.planned().is_empty());
        // The look that follows a failure asks as well: it must not meet what is planned for the next job.
        state(bench.driver.cell(), DeviceState::Ready).await;
    }
    assert!(bench.printer.labels().is_empty());
    assert_eq!(bench.print("last", &pass(1)).await, PrintOutcome::Done);
}

#[tokio::test]
async fn a_start_that_cannot_be_recorded_prints_nothing_and_leaves_nothing_behind() {
    let bench = Bench::quiet().await;
    let (control, _progress) =
        balie_devices::printer::PrintControl::new(tokio_util::sync::CancellationToken::new(), || async {
            Err(balie_devices::printer::CommitRefused("disk full".into()))
        });
    let request = balie_devices::printer::PrintRequest { key: "job".into(), front: pass(1), insertion: None };
    let outcome = common::soon("outcome", bench.driver.print(request, control)).await;
    assert_eq!(outcome, failed(Reason::NotRecorded));
    assert_eq!(bench.print("job", &pass(1)).await, PrintOutcome::Done);
    assert_eq!(bench.printer.labels().len(), 1);
    assert_eq!(bench.printer.counters().garbage, 0);
}

#[tokio::test]
async fn a_serial_line_pulled_out_in_the_middle_is_told_by_the_moment() {
    let place = tempfile::tempdir().unwrap();
    let link = place.path().join("printer");
    let options = ZplOptions { media: 99, place: Place::Line(link.clone()), ..ZplOptions::default() };
    let bench = Bench::new(options, |config| config.poll_ms = 3_600_000).await;
    bench.printer.plan(Fault::after("GF", Action::Drop));
    assert_eq!(bench.print("before", &pass(1)).await, failed(Reason::PortMissing));
    until("the line is back", || link.exists()).await;
    bench.printer.plan(Fault::after("XZ", Action::Drop));
    assert_eq!(bench.print("after", &pass(1)).await, unknown(Reason::PortMissing));
    until("the line is back", || link.exists()).await;
    assert_eq!(bench.print("next", &pass(2)).await, PrintOutcome::Done);
    until("cards", || bench.printer.labels().len() == 2).await;
}
