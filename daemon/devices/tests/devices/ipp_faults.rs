//! What becomes of a job by IPP when the network breaks, at every moment at which it can break. A proxy stands
//! between the driver and `ippeveprinter` and spoils one connection.

use std::time::Duration;

use crate::common::ipp::{Desk, form, printed, start_form};
use crate::common::{self, state};
use balie_devices::printer::{FormPrinter, IppConfig, PrintOutcome};
use balie_devices::{DeviceState, Reason};
use balie_virtual::{EveOptions, Spoil};

const fn failed(reason: Reason) -> PrintOutcome {
    PrintOutcome::Failed { reason, card_touched: false }
}

/// What only Print-Job has in its head: a job name, and the document behind it.
const PRINT_JOB: &[u8] = b"%PDF-1.7";
/// What only Validate-Job has: operation 4 of IPP 2.0, as the first bytes of the body.
const VALIDATE_JOB: &[u8] = b"\r\n\r\n\x02\x00\x00\x04";
/// Get-Printer-Attributes.
const GET_PRINTER: &[u8] = b"\r\n\r\n\x02\x00\x00\x0b";

fn impatient(desk: &Desk) -> IppConfig {
    IppConfig { answer_ms: 1_500, transfer_secs: 3, connect_ms: 1_500, ..desk.config() }
}

#[tokio::test]
async fn whatever_breaks_before_the_job_is_sent_is_a_failure_that_may_be_repeated() {
    let Some(desk) = Desk::new(EveOptions::default()).await else { return };
    let driver = desk.form_printer(impatient(&desk)).await;
    let mut done = 0;
    for marker in [GET_PRINTER, VALIDATE_JOB] {
        for (spoil, reason) in [
            (Spoil::Refuse, Reason::ConnectionLost),
            (Spoil::CutRequest(0), Reason::ConnectionLost),
            (Spoil::CutRequest(150), Reason::ConnectionLost),
            (Spoil::CutAnswer(0), Reason::ConnectionLost),
            (Spoil::CutAnswer(40), Reason::ConnectionLost),
            (Spoil::Silence, Reason::TimeOut),
            (Spoil::Stall(20), Reason::TimeOut),
            (Spoil::Garbage(b"220 mail.example ESMTP\r\n".to_vec()), Reason::GarbageAnswer),
            (
                Spoil::Garbage(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello".to_vec()),
                Reason::GarbageAnswer,
            ),
            (
                Spoil::Garbage(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".to_vec()),
                Reason::NoSuchQueue,
            ),
        ] {
            let key = format!("{marker:?} {spoil:?}");
            desk.proxy.plan(marker, spoil);
            let (outcome, _, commits) = start_form(&driver, &key, form(1)).finished().await;
            assert_eq!((outcome, commits), (failed(reason), 0), "{key}");
            assert_eq!(desk.proxy.planned(), 0, "{key}: the plan struck");
            assert_eq!(desk.printer.printed().len(), done);
            // The look that follows a failure asks as well: it must not meet what is planned for the next job.
            state(driver.cell(), DeviceState::Ready).await;
        }
        assert_eq!(start_form(&driver, &format!("{marker:?}"), form(1)).outcome().await, PrintOutcome::Done);
        done += 1;
        assert_eq!(printed(&desk.printer, done).await.len(), done);
    }
}

#[tokio::test]
async fn an_answer_to_the_job_that_is_lost_is_looked_up_at_the_printer() {
    let Some(desk) = Desk::new(EveOptions::default()).await else { return };
    let driver = desk.form_printer(impatient(&desk)).await;
    for (number, spoil) in [
        Spoil::CutAnswer(60),
        Spoil::Late(Duration::from_millis(500)),
        Spoil::Garbage(b"\xff\xfe\xfd".to_vec()),
        Spoil::Garbage(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello".to_vec()),
    ]
    .into_iter()
    .enumerate()
    {
        let key = format!("{spoil:?}");
        desk.proxy.plan(PRINT_JOB, spoil);
        let (outcome, _, commits) = start_form(&driver, &key, form(number)).finished().await;
        assert_eq!((outcome, commits), (PrintOutcome::Done, 1), "{key}: the printer has it in its list");
        assert_eq!(desk.proxy.planned(), 0, "{key}: the plan struck");
        assert_eq!(start_form(&driver, &key, form(number)).outcome().await, PrintOutcome::Done);
        assert_eq!(printed(&desk.printer, number + 1).await.len(), number + 1, "{key}: printed once");
    }
}

#[tokio::test]
async fn a_job_of_which_nothing_was_heard_is_unknown_and_not_printed_twice() {
    let Some(desk) = Desk::new(EveOptions::default()).await else { return };
    let driver = desk.form_printer(impatient(&desk)).await;
    for spoil in [
        Spoil::CutAnswer(0),
        Spoil::Silence,
        Spoil::Garbage(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n".to_vec()),
    ] {
        let (key, before) = (format!("{spoil:?}"), desk.printer.printed().len());
        desk.proxy.plan(PRINT_JOB, spoil);
        let (outcome, _, commits) = start_form(&driver, &key, form(1)).finished().await;
        assert!(matches!(outcome, PrintOutcome::Unknown { .. }), "{key}: {outcome:?}");
        assert_eq!((commits, desk.proxy.planned()), (1, 0), "{key}");
        assert_eq!(start_form(&driver, &key, form(1)).outcome().await, outcome, "{key}: not tried again");
        assert!(desk.printer.printed().len() <= before + 1, "{key}: printed at most once");
    }
}

#[tokio::test]
async fn a_job_that_was_cut_on_its_way_is_not_printed_twice_and_not_called_done() {
    let Some(desk) = Desk::new(EveOptions::default()).await else { return };
    let pdf = form(1);
    let driver = desk.form_printer(impatient(&desk)).await;
    for spoil in [Spoil::Refuse, Spoil::CutRequest(0), Spoil::CutRequest(900), Spoil::Stall(900)] {
        let key = format!("{spoil:?}");
        desk.proxy.plan(PRINT_JOB, spoil);
        let outcome = start_form(&driver, &key, pdf.clone()).outcome().await;
        assert_ne!(outcome, PrintOutcome::Done, "{key}");
        if !outcome.may_be_repeated() {
            assert_eq!(start_form(&driver, &key, pdf.clone()).outcome().await, outcome, "{key}: not again");
        }
        // This printer takes half a document for a whole one.
        let whole = desk.printer.printed().iter().filter(|printed| **printed == pdf).count();
        assert_eq!(whole, 0, "{key}");
    }
    assert_eq!(start_form(&driver, "next", pdf.clone()).outcome().await, PrintOutcome::Done);
    common::until("it is printed", || desk.printer.printed().last() == Some(&pdf)).await;
}

#[tokio::test]
async fn a_printer_that_goes_away_while_it_prints_is_asked_again_when_it_is_back() {
    let Some(desk) = Desk::new(EveOptions::default()).await else { return };
    let driver = desk.form_printer(impatient(&desk)).await;
    desk.printer.hold(true).unwrap();
    let job = start_form(&driver, "job", form(1));
    state(driver.cell(), DeviceState::Busy { what: balie_devices::Activity::Printing }).await;
    // Get-Job-Attributes.
    for spoil in [Spoil::Refuse, Spoil::CutAnswer(10), Spoil::Silence] {
        desk.proxy.plan(b"\r\n\r\n\x02\x00\x00\x09", spoil);
    }
    common::until("the plans struck", || desk.proxy.planned() == 0).await;
    desk.printer.hold(false).unwrap();
    assert_eq!(job.outcome().await, PrintOutcome::Done);
    assert_eq!(printed(&desk.printer, 1).await.len(), 1);
}

#[tokio::test]
async fn an_idle_printer_that_goes_away_says_so_and_comes_back() {
    let Some(desk) = Desk::new(EveOptions::default()).await else { return };
    let driver = desk.form_printer(IppConfig { poll_ms: 50, ..impatient(&desk) }).await;
    desk.proxy.plan(b"", Spoil::Refuse);
    state(driver.cell(), DeviceState::Faulted { reason: Reason::ConnectionLost }).await;
    state(driver.cell(), DeviceState::Ready).await;
    let Desk { printer, proxy, .. } = desk;
    drop((printer, proxy));
    state(driver.cell(), DeviceState::Faulted { reason: Reason::ConnectionRefused }).await;
    let outcome = start_form(&driver, "away", form(1)).outcome().await;
    assert_eq!(outcome, failed(Reason::ConnectionRefused));
}
