//! What decides whether a pass may be printed again, at the moments at which that is easily mistaken: a line that breaks
//! while the start is recorded, a status that overtakes the format, a printer that forgets its jobs.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use crate::common::ipp::{Desk, printed};
use crate::common::zpl::Bench;
use crate::common::{pass, soon, start, until};
use balie_devices::Reason;
use balie_devices::document_scanner::escl::Fingerprint;
use balie_devices::printer::{CardPrinter, IppConfig, PassPrinter, PrintControl, PrintOutcome, PrintRequest};
use balie_virtual::{EveOptions, Place, Spoil, ZplOptions};
use sha2::{Digest, Sha256};
use tokio_util::sync::CancellationToken;

const CARD: EveOptions = EveOptions { formats: "application/pdf", media: Some("iso_id-1_53.98x85.6mm") };
/// Cancel-Job, Get-Job-Attributes and Get-Jobs, as the first bytes of the body.
const CANCEL_JOB: &[u8] = b"\r\n\r\n\x02\x00\x00\x08";
const GET_JOBS: &[u8] = b"\r\n\r\n\x02\x00\x00\x0a";
const GET_JOB: &[u8] = b"\r\n\r\n\x02\x00\x00\x09";

const fn failed(reason: Reason) -> PrintOutcome {
    PrintOutcome::Failed { reason, card_touched: false }
}

const fn unknown(reason: Reason) -> PrintOutcome {
    PrintOutcome::Unknown { reason }
}

/// Prints a pass; something happens while its start is recorded.
async fn print_while<F>(
    driver: &CardPrinter,
    key: &str,
    happens: impl FnOnce() -> F + Send + 'static,
) -> PrintOutcome
where
    F: Future<Output = ()> + Send + 'static,
{
    let recording = move || async move {
        happens().await;
        Ok(())
    };
    let (control, _progress) = PrintControl::new(CancellationToken::new(), recording);
    let request = PrintRequest { key: key.to_owned(), front: pass(1), insertion: None };
    soon("the outcome", driver.print(request, control)).await
}

/// A printer of cards that is reached by IPP through a proxy. None where tests may go without.
async fn desk() -> Option<Desk> {
    Desk::new(CARD).await
}

/// An answer by IPP over HTTP: a status, and the attributes of a job as tag, name and value.
fn answer(status: u16, attributes: &[(u8, &str, &[u8])]) -> Spoil {
    let attribute = |(tag, name, value): &(u8, &str, &[u8])| {
        let length = |bytes: &[u8]| u16::try_from(bytes.len()).unwrap().to_be_bytes();
        [&[*tag][..], &length(name.as_bytes()), name.as_bytes(), &length(value), value].concat()
    };
    let mut body = vec![2, 0];
    body.extend(status.to_be_bytes());
    body.extend(1_u32.to_be_bytes());
    body.push(1);
    body.extend(attribute(&(0x47, "attributes-charset", b"utf-8")));
    body.extend(attribute(&(0x48, "attributes-natural-language", b"en")));
    body.push(2);
    body.extend(attributes.iter().flat_map(attribute));
    body.push(3);
    let head =
        format!("HTTP/1.1 200 OK\r\nContent-Type: application/ipp\r\nContent-Length: {}\r\n\r\n", body.len());
    Spoil::Garbage([head.into_bytes(), body].concat())
}

#[tokio::test]
async fn a_zpl_connection_that_breaks_while_the_start_is_recorded_is_a_failure() {
    let bench = Bench::quiet().await;
    let printer = bench.printer.clone();
    let outcome = print_while(&bench.driver, "job", || async move { printer.unplug().await }).await;
    assert_eq!(outcome, failed(Reason::ConnectionLost), "not a byte that could print was sent");
    bench.printer.replug().unwrap();
    assert_eq!(bench.print("job", &pass(1)).await, PrintOutcome::Done, "so it may be printed");
    assert_eq!(bench.printer.labels().len(), 1);
}

#[tokio::test]
async fn a_serial_line_that_is_pulled_out_while_the_start_is_recorded_is_a_failure() {
    let place = tempfile::tempdir().unwrap();
    let link = place.path().join("printer");
    let options = ZplOptions { media: 9, place: Place::Line(link.clone()), ..ZplOptions::default() };
    let bench = Bench::new(options, |config| config.poll_ms = 3_600_000).await;
    let printer = bench.printer.clone();
    let outcome = print_while(&bench.driver, "job", || async move { printer.unplug().await }).await;
    assert!(matches!(outcome, PrintOutcome::Failed { card_touched: false, .. }), "{outcome:?}");
    bench.printer.replug().unwrap();
    until("the line is back", || link.exists()).await;
    assert_eq!(bench.print("job", &pass(1)).await, PrintOutcome::Done);
    assert_eq!(bench.printer.labels().len(), 1);
}

#[tokio::test]
async fn a_status_that_overtakes_the_format_is_not_taken_for_its_end() {
    let print_time = Duration::from_secs(2);
    let options = ZplOptions { media: 9, status_overtakes: true, print_time, ..ZplOptions::default() };
    let bench = Bench::new(options, |config| config.poll_ms = 3_600_000).await;
    assert_eq!(bench.print("good", &pass(1)).await, PrintOutcome::Done);
    assert_eq!(bench.printer.labels().len(), 1, "done is said when it is out");

    // A card that is spoiled under the head is no finished one either.
    let job = bench.start("spoiled", pass(2));
    until("the card is under the head", || bench.printer.counters().media == 7).await;
    bench.printer.set_head_open(true);
    assert_eq!(job.outcome().await, unknown(Reason::CoverOpen));
    bench.printer.set_head_open(false);
    assert_eq!(bench.print("next", &pass(3)).await, PrintOutcome::Done);
    let counters = bench.printer.counters();
    assert_eq!((counters.printed, counters.spoiled), (2, 1));
}

#[tokio::test]
async fn an_ipp_connection_that_breaks_while_the_start_is_recorded_is_a_failure() {
    let Some(desk) = desk().await.map(Arc::new) else { return };
    let driver = desk.pass_printer(desk.config()).await;
    let cutting = Arc::clone(&desk);
    let outcome = print_while(&driver, "job", || async move { cutting.proxy.cut().await }).await;
    assert_eq!(outcome, failed(Reason::ConnectionLost), "not a byte of the document was sent");
    assert!(desk.printer.printed().is_empty());
    assert_eq!(start(&driver, "job", pass(1), None).outcome().await, PrintOutcome::Done);
    assert_eq!(printed(&desk.printer, 1).await.len(), 1);
}

/// The end of an encrypted connection lies behind what the printer said unasked, such as session tickets.
#[tokio::test]
async fn an_encrypted_connection_that_breaks_while_the_start_is_recorded_is_a_failure() {
    let Some(desk) = desk().await.map(Arc::new) else { return };
    // It makes its certificate when it is first asked for one.
    let uri = format!("ipps://localhost:{}/ipp/print", desk.proxy.address().port());
    let config = IppConfig { uri: uri.parse().unwrap(), poll_ms: 200, ..desk.config() };
    let stranger = balie_devices::printer::ipp::start_pass_printer(config.clone());
    until("it has made a certificate", || desk.printer.certificate().is_some()).await;
    stranger.shutdown().await;
    let pinned = Fingerprint(Sha256::digest(desk.printer.certificate().unwrap()).into());
    let config = IppConfig { certificate_sha256: Some(pinned), poll_ms: 3_600_000, ..config };
    let driver = desk.pass_printer(config).await;
    let cutting = Arc::clone(&desk);
    let outcome = print_while(&driver, "job", || async move { cutting.proxy.cut().await }).await;
    assert_eq!(outcome, failed(Reason::ConnectionLost));
    assert_eq!(start(&driver, "job", pass(1), None).outcome().await, PrintOutcome::Done);
    assert_eq!(printed(&desk.printer, 1).await.len(), 1);
}

#[tokio::test]
async fn a_job_that_the_printer_forgot_is_unknown_and_not_printed_twice() {
    let Some(desk) = desk().await else { return };
    let driver = desk.pass_printer(desk.config()).await;
    // client-error-not-found and client-error-gone.
    for (count, status) in (1..).zip([0x0406, 0x0407]) {
        let key = format!("{status:04x}");
        desk.proxy.plan(GET_JOB, answer(status, &[]));
        let outcome = start(&driver, &key, pass(count), None).outcome().await;
        assert_eq!((outcome, desk.proxy.planned()), (unknown(Reason::JobForgotten), 0), "{key}");
        assert_eq!(printed(&desk.printer, count).await.len(), count, "it came out all the same");
        assert_eq!(start(&driver, &key, pass(count), None).outcome().await, outcome, "not tried again");
        assert_eq!(printed(&desk.printer, count).await.len(), count, "{key}");
    }
}

/// Only a printer that says so has not begun with a job that it gave up.
#[tokio::test]
async fn a_job_that_ended_badly_is_a_failure_only_when_the_printer_says_that_it_never_began() {
    const NO_VALUE: u8 = 0x13;
    let number = |number: i32| number.to_be_bytes();
    let (id, aborted, begun) = (number(1), number(8), number(77));
    let job: [(u8, &str, &[u8]); 2] = [(0x21, "job-id", &id), (0x23, "job-state", &aborted)];
    for (told, expected) in [
        (None, unknown(Reason::JobAborted)),
        (Some((0x21, &begun[..])), unknown(Reason::JobAborted)),
        (Some((NO_VALUE, &[][..])), failed(Reason::JobAborted)),
    ] {
        let Some(desk) = desk().await else { return };
        let driver = desk.pass_printer(desk.config()).await;
        let mut attributes = job.to_vec();
        attributes.extend(told.map(|(tag, value)| (tag, "time-at-processing", value)));
        desk.proxy.plan(GET_JOB, answer(0, &attributes));
        let outcome = start(&driver, "job", pass(1), None).outcome().await;
        assert_eq!((outcome, desk.proxy.planned()), (expected, 0), "{told:?}");
    }
}

/// A server between us and the printer that gives up waiting for the rest may have passed on what came before.
#[tokio::test]
async fn a_job_of_which_a_server_wanted_to_hear_more_is_unknown() {
    let Some(desk) = desk().await else { return };
    let config = IppConfig { answer_ms: 1_500, transfer_secs: 5, ..desk.config() };
    let driver = desk.pass_printer(config).await;
    let late = b"HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n";
    desk.proxy.plan(b"%PDF-1.7", Spoil::Garbage(late.to_vec()));
    let outcome = start(&driver, "job", pass(1), None).outcome().await;
    assert!(!outcome.may_be_repeated(), "{outcome:?}");
    assert_eq!(start(&driver, "job", pass(1), None).outcome().await, outcome, "not tried again");
    assert_eq!(printed(&desk.printer, 1).await.len(), 1);
}

/// After a crash somebody said that nothing came out; the job is still in the queue of the printer.
#[tokio::test]
async fn a_job_that_was_left_at_the_printer_does_not_come_out_beside_the_next() {
    let Some(desk) = desk().await else { return };
    let driver = desk.pass_printer(desk.config()).await;
    let (id, held) = (77_i32.to_be_bytes(), 4_i32.to_be_bytes());
    for (count, (user, ours)) in (1..).zip([("balie", true), ("somebody", false)]) {
        let left: [(u8, &str, &[u8]); 4] = [
            (0x21, "job-id", &id),
            (0x42, "job-name", b"left"),
            (0x42, "job-originating-user-name", user.as_bytes()),
            (0x23, "job-state", &held),
        ];
        desk.proxy.plan(GET_JOBS, answer(0, &left));
        desk.proxy.plan(CANCEL_JOB, Spoil::Late(Duration::ZERO));
        assert_eq!(start(&driver, user, pass(count), None).outcome().await, PrintOutcome::Done);
        assert_eq!(desk.proxy.planned(), usize::from(!ours), "only a job of ours is cancelled");
        assert_eq!(printed(&desk.printer, count).await.len(), count);
    }
}

#[tokio::test]
async fn a_job_that_cannot_be_cancelled_is_not_joined_by_another() {
    let Some(desk) = desk().await else { return };
    let driver = desk.pass_printer(IppConfig { stop_secs: 0, ..desk.config() }).await;
    // It is on its way out; this printer does not stop what it has begun.
    desk.printer.hold(true).unwrap();
    let job = start(&driver, "left", pass(1), None);
    until("the printer is at it", || desk.printer.is_printing()).await;
    desk.proxy.plan(CANCEL_JOB, Spoil::Late(Duration::ZERO));
    driver.shutdown().await;
    assert_eq!(job.outcome().await, unknown(Reason::Stopping));
    assert_eq!(desk.proxy.planned(), 0, "a stopping daemon cancels it");

    let driver = Arc::new(balie_devices::printer::ipp::start_pass_printer(desk.config()));
    let outcome = start(&driver, "next", pass(2), None).outcome().await;
    assert_eq!(outcome, failed(Reason::TimeOut));
    desk.printer.hold(false).unwrap();
    assert_eq!(printed(&desk.printer, 1).await.len(), 1);
    assert_eq!(start(&driver, "next", pass(2), None).outcome().await, PrintOutcome::Done);
    assert_eq!(printed(&desk.printer, 2).await.len(), 2);
}
