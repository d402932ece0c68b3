//! A print that has begun, on a printer of each make: nobody stops it, nobody starts another, and one card comes out.

use balie_client::v1::{self, pass_print};
use balie_client::{Client, Command};
use balie_journeys::{Branch, PATIENCE, apply, example_person, pass_number, saved, seen, until};
use balie_virtual::{Action, EveOptions, EvePrinter, Fault, FaultyProxy, Spoil, VirtualZpl, ZplOptions};
use std::time::{Duration, Instant};

/// A card of ISO/IEC 7810, for a printer that is reached by IPP.
const CARD: EveOptions = EveOptions { formats: "application/pdf", media: Some("iso_id-1_53.98x85.6mm") };

/// A registration whose pass may be printed.
pub async fn ready(client: &Client, serial: u32) -> v1::Registration {
    let person = v1::Person { email: String::new(), ..example_person() };
    let now = saved(client, &pass_number(serial), person, "0045").await;
    apply(client, &now, Command::Register(v1::Register {})).await
}

/// Starts its print on this printer.
pub async fn print(client: &Client, now: &v1::Registration, printer: &str) -> v1::Registration {
    apply(
        client,
        now,
        Command::PrintPass(v1::PrintPass { device: format!("devices/{printer}"), ..Default::default() }),
    )
    .await
}

/// State and job of its print.
pub fn state(now: &v1::Registration) -> (pass_print::State, String) {
    let print = now.pass_print.clone().unwrap_or_default();
    (print.state(), print.job)
}

/// Waits until something holds.
pub async fn holds(what: &str, condition: impl Fn() -> bool) {
    let began = Instant::now();
    while !condition() {
        assert!(began.elapsed() < PATIENCE, "waited in vain: {what}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// Whatever is asked for while the card comes out is refused, and changes nothing.
async fn goes_on(client: &Client, begun: &v1::Registration) {
    let (printing, job) = state(begun);
    assert_eq!(printing, pass_print::State::Printing);
    for _ in 0..2 {
        let refused = client.jobs.cancel(&job).await.expect_err("it has begun");
        assert!(refused.has_reason("JOB_NOT_CANCELLABLE"), "{refused:?}");
    }
    for command in [
        Command::PrintPass(v1::PrintPass { device: begun_on(client, &job).await, ..Default::default() }),
        Command::SkipPrint(v1::SkipPrint {}),
        seen(begun, v1::PrintResult::NotPrinted),
        Command::Cancel(v1::Cancel { reason: "vergissing".to_owned(), ..Default::default() }),
    ] {
        let refused = client.registrations.apply(&begun.name, "", command).await.expect_err("it prints");
        assert!(refused.has_reason("PRINT_RUNNING"), "{refused:?}");
    }
    let now = client.registrations.get(&begun.name).await.expect("it is there");
    assert_eq!(state(&now), (pass_print::State::Printing, job.clone()));
    assert_eq!(client.jobs.get(&job).await.expect("it is there").state(), v1::JobState::Started);
}

async fn begun_on(client: &Client, job: &str) -> String {
    client.jobs.get(job).await.expect("it is there").device
}

/// It ended well, once; also now nothing calls it off or prints again.
async fn came_out_once(client: &Client, begun: &v1::Registration, cards: impl Fn() -> usize) {
    let now = until(client, &begun.name, |now| now.step() == v1::Step::Enrolled).await;
    let (_, job) = state(begun);
    let refused = client.jobs.cancel(&job).await.expect_err("it has ended");
    assert!(refused.has_reason("JOB_NOT_CANCELLABLE"), "{refused:?}");
    let again =
        Command::PrintPass(v1::PrintPass { device: begun_on(client, &job).await, ..Default::default() });
    let refused = client.registrations.apply(&now.name, "", again).await.expect_err("it is printed");
    assert!(refused.has_reason("NOT_IN_THIS_STEP"), "{refused:?}");
    let request = v1::ListJobsRequest { registration: now.name.clone(), ..Default::default() };
    let jobs = client.jobs.list(request).await.expect("jobs").jobs;
    let jobs: Vec<_> = jobs.iter().map(|job| (job.name.clone(), job.state())).collect();
    assert_eq!(jobs, [(job, v1::JobState::Done)]);
    // A second card would be on its way by now.
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(cards(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_evolis_printer_that_has_begun_is_not_stopped() {
    let branch = Branch::open("").await;
    let client = branch.client("balie-1").await;
    let now = ready(&client, 11).await;
    // The card is out; that it is done is told later.
    branch.printer.plan(Fault::after("Se", Action::Late(Duration::from_secs(6))));
    branch.printer.insert_card();
    let begun = print(&client, &now, "printer").await;
    branch.cards(1).await;
    goes_on(&client, &begun).await;
    came_out_once(&client, &begun, || branch.printer.cards().len()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_zpl_printer_that_has_begun_is_not_stopped() {
    let options = ZplOptions { media: 1, print_time: Duration::from_secs(3), ..ZplOptions::default() };
    let printer = VirtualZpl::start_with(options).await.expect("a virtual printer");
    let branch = Branch::open(&format!(
        "[[pass_printer]]\ndriver = \"zpl\"\nid = \"zpl\"\naddress = \"{}\"\npoll_ms = 200\n",
        printer.address()
    ))
    .await;
    let client = branch.client("balie-1").await;
    let now = ready(&client, 12).await;
    let begun = print(&client, &now, "zpl").await;
    holds("the card is under the head", || printer.counters().media == 0).await;
    printer.set_paused(true);
    assert_eq!(printer.labels().len(), 0, "it was paused in time");
    goes_on(&client, &begun).await;
    printer.set_paused(false);
    came_out_once(&client, &begun, || printer.labels().len()).await;
}

/// A printer of cards that is reached by IPP, as a part of the configuration.
pub fn by_ipp(uri: &str) -> String {
    format!("[[pass_printer]]\ndriver = \"ipp\"\nid = \"ipp\"\nuri = \"{uri}\"\npoll_ms = 200\n")
}

/// `ippeveprinter` with cards in it. None where it is not on this machine and tests may go without.
pub async fn card_printer(place: &tempfile::TempDir) -> Option<EvePrinter> {
    let place = place.path().to_path_buf();
    let started = tokio::task::spawn_blocking(move || EvePrinter::start(&place, &CARD));
    started.await.expect("no panic").expect("it starts")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_ipp_printer_that_has_begun_is_not_stopped() {
    let place = tempfile::tempdir().expect("a directory");
    let Some(printer) = card_printer(&place).await else { return };
    let branch = Branch::open(&by_ipp(&printer.uri())).await;
    let client = branch.client("balie-1").await;
    let now = ready(&client, 13).await;
    printer.hold(true).expect("a directory");
    let begun = print(&client, &now, "ipp").await;
    holds("the printer is at it", || printer.is_printing()).await;
    goes_on(&client, &begun).await;
    printer.hold(false).expect("a directory");
    came_out_once(&client, &begun, || printer.printed().len()).await;
}

/// An answer of a printer that keeps no list of its jobs: client-error-not-found.
const FORGOTTEN: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Type: application/ipp\r\nContent-Length: 9\r\n\r\n\
                           \x02\x00\x04\x06\x00\x00\x00\x01\x03";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_job_that_the_printer_forgot_waits_for_a_person() {
    let place = tempfile::tempdir().expect("a directory");
    let Some(printer) = card_printer(&place).await else { return };
    let proxy = FaultyProxy::start(printer.address()).await.expect("a proxy");
    let uri = format!("ipp://localhost:{}/ipp/print", proxy.address().port());
    let mut branch = Branch::open(&by_ipp(&uri)).await;
    let client = branch.client("balie-1").await;
    let now = ready(&client, 14).await;
    // Get-Job-Attributes.
    proxy.plan(b"\r\n\r\n\x02\x00\x00\x09", Spoil::Garbage(FORGOTTEN.to_vec()));
    let begun = print(&client, &now, "ipp").await;
    let is_unknown = |now: &v1::Registration| state(now).0 == pass_print::State::Unknown;
    let now = until(&client, &begun.name, is_unknown).await;
    assert_eq!(now.pass_print.expect("a print").last_failure, "JOB_FORGOTTEN");
    branch.stop().await;
    branch.start().await;
    let client = branch.client("balie-1").await;
    let again = Command::PrintPass(v1::PrintPass { device: "devices/ipp".to_owned(), ..Default::default() });
    let refused = client.registrations.apply(&begun.name, "", again).await.expect_err("a person looks");
    assert!(refused.has_reason("PRINT_UNKNOWN"), "{refused:?}");
    let now = client.registrations.get(&begun.name).await.expect("it is there");
    assert_eq!(apply(&client, &now, seen(&now, v1::PrintResult::Printed)).await.step(), v1::Step::Enrolled);
    assert_eq!(printer.printed().len(), 1);
}
