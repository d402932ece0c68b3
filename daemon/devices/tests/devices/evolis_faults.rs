//! What becomes of a job when something breaks, at every moment at which it can break.

use std::time::Duration;

use crate::common::{Bench, pass, soon, state, until};
use balie_devices::printer::{Insertion, PassPrinter, PrintControl, PrintOutcome, PrintRequest};
use balie_devices::{DeviceState, Reason};
use balie_virtual::{Action, Fault, PrinterOptions};
use tokio_util::sync::CancellationToken;

fn failed(reason: Reason, card_touched: bool) -> PrintOutcome {
    PrintOutcome::Failed { reason, card_touched }
}

fn unknown(reason: Reason) -> PrintOutcome {
    PrintOutcome::Unknown { reason }
}

/// The commands of a job, before the one that prints; from `Ss` on a card is inside.
const BEFORE: [(&str, bool); 7] =
    [("Pr", false), ("Pmi", false), ("Pc", false), ("Si", false), ("Ss", true), ("Sr", true), ("Dbc", true)];

#[tokio::test]
async fn a_connection_cut_before_printing_is_a_failure_that_may_be_repeated() {
    let bench = Bench::quiet().await;
    let mut printed = Vec::new();
    for (command, touched) in BEFORE {
        for fault in [Fault::before(command, Action::Drop), Fault::after(command, Action::Drop)] {
            let key = format!("{fault:?}");
            bench.printer.plan(fault);
            let outcome = bench.print(&key, &pass(1)).await;
            assert_eq!(outcome, failed(Reason::ConnectionLost, touched), "{key}");
            assert_eq!(bench.printer.cards().len(), printed.len(), "{key}: nothing was printed");
            assert_eq!(bench.print(&key, &pass(1)).await, PrintOutcome::Done, "{key}: again");
            printed.push(pass(1));
            bench.came_out(&printed.iter().collect::<Vec<_>>());
        }
    }
}

#[tokio::test]
async fn a_connection_cut_within_the_stream_is_told_by_the_byte_at_which_it_was_cut() {
    // A dense picture, so that most of the stream is picture.
    let front = pass(1);
    let measured = Bench::quiet().await;
    let before = measured.printer.counters().bytes_received;
    assert_eq!(measured.print("whole", &front).await, PrintOutcome::Done);
    // After a job the driver looks at the printer again; `Se` and its CR end the job itself.
    until("the look after the job", || {
        measured.printer.transcript().iter().filter(|h| *h == "Rlr").count() == 2
    })
    .await;
    let look = ["Rlr", "Rcr", "Rlr;r", "Rco;p", "Rco;c", "Rco;n", "Rco;a", "Rco;m", "Rco;l", "Rr"];
    let looks: u64 = look.iter().map(|head| head.len() as u64 + 2).sum();
    until("the whole look", || measured.printer.transcript().iter().filter(|h| *h == "Rr").count() == 2)
        .await;
    let job = measured.printer.counters().bytes_received - before - looks;
    assert!(job > 20_000, "{job} bytes");

    // `Pem` is the greeting: a connection that breaks there is replaced.
    let greeting = "\x1bPem;2\r".len() as u64;
    let end = "\x1bSe\r".len() as u64;
    for (at, printing) in [
        (greeting + 1, false),
        (greeting + 30, false),
        (job / 4, false),
        (job / 2, false),
        (job - end - 1, false),
        (job - end, false),
        (job - end + 1, true),
        (job - 1, true),
        (job, true),
    ] {
        let bench = Bench::quiet().await;
        let idle = bench.printer.counters().bytes_received;
        bench.printer.plan(Fault::cut_at(idle + at));
        let outcome = bench.print("job", &front).await;
        assert!(bench.printer.planned().is_empty(), "the cut at {at} of {job} struck");
        if printing {
            assert_eq!(outcome, unknown(Reason::ConnectionLost), "cut at {at} of {job}");
            assert_eq!(bench.print("job", &front).await, outcome, "it is not tried again");
        } else {
            assert!(
                matches!(outcome, PrintOutcome::Failed { reason: Reason::ConnectionLost, .. }),
                "{at}: {outcome:?}"
            );
        }
        bench.came_out(&[]);
    }
}

#[tokio::test]
async fn a_connection_cut_around_the_print_command_leaves_the_outcome_unknown() {
    for (fault, cards) in [(Fault::before("Se", Action::Drop), 0), (Fault::after("Se", Action::Drop), 1)] {
        let bench = Bench::quiet().await;
        bench.printer.plan(fault.clone());
        assert_eq!(bench.print("job", &pass(1)).await, unknown(Reason::ConnectionLost), "{fault:?}");
        assert_eq!(bench.printer.cards().len(), cards, "{fault:?}");
        // Asked for again it is not printed again: only a person can say what came out.
        assert_eq!(bench.print("job", &pass(1)).await, unknown(Reason::ConnectionLost));
        assert_eq!(bench.printer.cards().len(), cards);
        assert_eq!(bench.driver.cell().snapshot().info.counter("cards_unknown"), 1);
        // Another job is not affected.
        assert_eq!(bench.print("next", &pass(2)).await, PrintOutcome::Done);
        assert_eq!(bench.printer.cards().len(), cards + 1);
    }
}

#[tokio::test]
async fn strange_and_missing_answers_to_the_print_command() {
    let bench = Bench::new(PrinterOptions { feeder_cards: 99, ..PrinterOptions::default() }, |config| {
        config.print_secs = 2;
        config.poll_ms = 3_600_000;
    })
    .await;
    let garbage = Action::Garbage(b"\x01\xff?!\0".to_vec());
    for (action, outcome) in [
        (garbage, unknown(Reason::GarbageAnswer)),
        (Action::Silence, unknown(Reason::TimeOut)),
        (Action::Nack('T'), unknown(Reason::Mechanical)),
    ] {
        let key = format!("{action:?}");
        let before = bench.printer.cards().len();
        bench.printer.plan(Fault::after("Se", action));
        assert_eq!(bench.print(&key, &pass(1)).await, outcome, "{key}");
        assert_eq!(bench.printer.cards().len(), before + 1, "{key}");
    }
}

#[tokio::test]
async fn a_late_answer_to_the_print_command_is_waited_for() {
    let bench = Bench::quiet().await;
    bench.printer.plan(Fault::after("Se", Action::Late(Duration::from_millis(100))));
    assert_eq!(bench.print("job", &pass(1)).await, PrintOutcome::Done);
    bench.came_out(&[&pass(1)]);
}

#[tokio::test]
async fn a_refused_print_command_is_a_failure_and_a_trouble_while_printing_is_not() {
    for (code, outcome) in [
        ('1', failed(Reason::CommandRefused, true)),
        ('2', failed(Reason::ParameterRefused, true)),
        ('C', unknown(Reason::CoverOpen)),
        ('R', unknown(Reason::RibbonEnded)),
    ] {
        let bench = Bench::quiet().await;
        bench.printer.plan(Fault::before("Se", Action::Nack(code)));
        assert_eq!(bench.print("job", &pass(1)).await, outcome, "{code}");
    }
}

#[tokio::test]
async fn silence_and_garbage_before_printing_are_failures() {
    let bench = Bench::new(PrinterOptions { feeder_cards: 99, ..PrinterOptions::default() }, |config| {
        config.answer_ms = 3_000;
        config.poll_ms = 3_600_000;
    })
    .await;
    bench.printer.plan(Fault::after("Ss", Action::Silence));
    assert_eq!(bench.print("a", &pass(1)).await, failed(Reason::TimeOut, true));
    bench.printer.plan(Fault::after("Sr", Action::Garbage(b"\xfe\xfe\0".to_vec())));
    assert_eq!(bench.print("b", &pass(1)).await, failed(Reason::GarbageAnswer, true));
    bench.printer.plan(Fault::after("Sr", Action::Garbage(b"PERHAPS\0".to_vec())));
    assert_eq!(bench.print("words", &pass(1)).await, failed(Reason::GarbageAnswer, true));
    bench.printer.plan(Fault::after("Dbc", Action::Garbage(b"\x06\0\x06\0".to_vec())));
    assert_eq!(bench.print("c", &pass(1)).await, failed(Reason::GarbageAnswer, true), "one answer too many");
    bench.came_out(&[]);
    assert_eq!(bench.print("d", &pass(1)).await, PrintOutcome::Done);
    bench.came_out(&[&pass(1)]);
}

#[tokio::test]
async fn troubles_at_the_printer_are_named_and_printing_goes_on_when_they_are_gone() {
    let bench = Bench::quiet().await;
    let printer = &bench.printer;
    let troubles: [(&dyn Fn(bool), Reason); 4] = [
        (&|on| printer.set_ribbon(if on { 0 } else { 500 }), Reason::RibbonEnded),
        (&|on| printer.set_cover_open(on), Reason::CoverOpen),
        (&|on| printer.set_jammed(on), Reason::Mechanical),
        (&|on| printer.set_feeder(if on { 0 } else { 500 }), Reason::FeederEmpty),
    ];
    for (index, (switch, reason)) in troubles.into_iter().enumerate() {
        let key = format!("job-{index}");
        switch(true);
        assert_eq!(bench.print(&key, &pass(1)).await, failed(reason, false));
        assert_eq!(printer.cards().len(), index);
        switch(false);
        assert_eq!(bench.print(&key, &pass(1)).await, PrintOutcome::Done, "{reason:?} is gone");
    }
}

#[tokio::test]
async fn a_cover_opened_with_the_card_inside_is_a_failure() {
    let bench = Bench::quiet().await;
    bench.printer.plan(Fault::before("Dbc", Action::Nack('C')));
    assert_eq!(bench.print("job", &pass(1)).await, failed(Reason::CoverOpen, true));
    bench.came_out(&[]);
}

#[tokio::test]
async fn an_idle_printer_tells_its_troubles_and_recovers_by_itself() {
    let bench = Bench::new(PrinterOptions::default(), |config| config.poll_ms = 20).await;
    let cell = bench.driver.cell();
    bench.printer.set_cover_open(true);
    state(cell, DeviceState::Attention { reason: Reason::CoverOpen }).await;
    bench.printer.set_cover_open(false);
    state(cell, DeviceState::Ready).await;
    bench.printer.set_ribbon(5);
    state(cell, DeviceState::Attention { reason: Reason::RibbonLow }).await;
    bench.printer.set_ribbon(0);
    state(cell, DeviceState::Attention { reason: Reason::RibbonEnded }).await;
    bench.printer.set_ribbon(500);
    state(cell, DeviceState::Ready).await;

    bench.printer.unplug().await;
    state(cell, DeviceState::Faulted { reason: Reason::ConnectionRefused }).await;
    let outcome = bench.start("job", pass(1), Insertion::Manual).outcome().await;
    assert_eq!(outcome, failed(Reason::ConnectionRefused, false));
    bench.printer.replug().unwrap();
    state(cell, DeviceState::Ready).await;
}

#[tokio::test]
async fn the_state_after_a_job_is_told_at_once() {
    let bench = Bench::quiet().await;
    let state = || bench.driver.cell().state();
    let not_looked_at = || bench.printer.plan(Fault::before("Rlr", Action::Late(Duration::from_secs(3))));
    not_looked_at();
    assert_eq!(bench.print("good", &pass(1)).await, PrintOutcome::Done);
    assert_eq!(state(), DeviceState::Ready);
    until("the look is over", || bench.printer.planned().is_empty()).await;
    not_looked_at();
    bench.printer.plan(Fault::before("Se", Action::Nack('T')));
    assert_eq!(bench.print("bad", &pass(1)).await, unknown(Reason::Mechanical));
    assert_eq!(state(), DeviceState::Attention { reason: Reason::Mechanical });
}

#[tokio::test]
async fn a_printer_unplugged_while_waiting_for_a_card() {
    let bench = Bench::new(PrinterOptions::default(), |_| {}).await;
    let job = bench.start("job", pass(1), Insertion::Manual);
    bench.waits_for_card().await;
    bench.printer.unplug().await;
    assert_eq!(job.outcome().await, failed(Reason::ConnectionLost, false));
}

#[tokio::test]
async fn a_connection_that_breaks_while_the_start_is_recorded_is_still_a_failure() {
    let bench = Bench::quiet().await;
    let printer = bench.printer.clone();
    let (control, _progress) = PrintControl::new(CancellationToken::new(), move || async move {
        printer.unplug().await;
        Ok(())
    });
    let request = PrintRequest { key: "job".into(), front: pass(1), insertion: Some(Insertion::Feeder) };
    let outcome = soon("outcome", bench.driver.print(request, control)).await;
    assert_eq!(outcome, failed(Reason::ConnectionLost, true), "not a byte that could print was sent");
}

#[tokio::test]
async fn an_idle_connection_that_died_is_replaced_without_the_job_noticing() {
    let bench = Bench::quiet().await;
    bench.printer.unplug().await;
    bench.printer.replug().unwrap();
    assert_eq!(bench.print("job", &pass(1)).await, PrintOutcome::Done);
    bench.printer.plan(Fault::before("Pem", Action::Drop));
    assert_eq!(bench.print("next", &pass(2)).await, PrintOutcome::Done);
    bench.came_out(&[&pass(1), &pass(2)]);
}
