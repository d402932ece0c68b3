//! The signed page comes back: on the glass of a scanner, or as a file.

use super::{at, pause};
use crate::desk::{Desk, Look};
use crate::display::Display;
use crate::reader::Kind;
use balie_client::Client;
use balie_client::v1::{JobKind, JobState, ListJobsRequest, MandateSource, Registration, Step, mandate};
use balie_journeys::paper::{document_scanner, form_printer, note, paper};
use balie_journeys::{Branch, PATIENCE, signing, until};
use balie_virtual::{EsclOptions, EveOptions, EvePrinter, VirtualEscl};
use std::path::Path;
use std::time::{Duration, Instant};

/// Waits until a page is stored with the registration, and the window had time to show it.
async fn stored(client: &Client, now: &Registration) {
    until(client, &now.name, |now| now.mandate.as_ref().is_some_and(|mandate| mandate.document_stored)).await;
    pause(1200).await;
}

/// Waits until so many jobs of a kind are done, and the window had time to show the last.
async fn ended(client: &Client, now: &Registration, kind: JobKind, count: usize) {
    let began = Instant::now();
    loop {
        let request = ListJobsRequest { registration: now.name.clone(), ..Default::default() };
        let jobs = client.jobs.list(request).await.expect("jobs").jobs;
        let done = jobs.iter().filter(|job| job.kind() == kind && job.state() == JobState::Done);
        if done.count() == count {
            return pause(1200).await;
        }
        assert!(began.elapsed() < PATIENCE, "{count} of {kind:?} are not done: {jobs:?}");
        pause(200).await;
    }
}

/// An office printer; none on a machine that has no `ippeveprinter`.
async fn office_printer(directory: &Path) -> Option<EvePrinter> {
    let place = directory.to_path_buf();
    let start = move || EvePrinter::start(&place, &EveOptions { formats: "application/pdf", media: None });
    tokio::task::spawn_blocking(start).await.expect("no panic").expect("it starts")
}

/// The form is printed; one page comes back by the scanner, another from a file.
pub async fn returns(look: Look) {
    let display = Display::start();
    // A page takes a while.
    let options = EsclOptions { scan_time: Duration::from_millis(1500), ..EsclOptions::default() };
    let scanner = VirtualEscl::start_with(&note(), options).await.expect("a scanner");
    let directory = tempfile::tempdir().expect("a directory");
    let printer = office_printer(directory.path()).await;
    let office = printer.as_ref().map(|printer| form_printer("office", &printer.uri())).unwrap_or_default();
    let branch = Branch::open(&(document_scanner("document-scanner", &scanner) + &office)).await;
    let client = branch.client("balie-2").await;
    let mut now = signing(&client, 1).await;
    let mut desk = Desk::start(&display, &branch, "page", look);
    desk.sees_named(Kind::Row, &desk.say("Form with the patron"));
    desk.shot("overview");
    desk.press(&["Return"]);
    desk.shows(Step::SigningMandate);
    if let Some(printer) = &printer {
        // Each time it is pressed it is printed once; a second key while it prints does nothing.
        desk.press(&["alt+p", "alt+p"]);
        ended(&client, &now, JobKind::PrintMandateForm, 1).await;
        desk.shot("form-printed");
        assert_eq!(printer.printed().len(), 1);
    }
    desk.press(&["Right", "Right", "Return"]);
    now = at(&desk, &client, &now, Step::ProcessingMandate).await;
    desk.shot("to-be-scanned");
    // A sheet without a barcode is stored, and the clerk told what to do.
    desk.press(&["F9"]);
    pause(700).await;
    desk.shot("scanning");
    ended(&client, &now, JobKind::ScanPage, 1).await;
    desk.shot("without-barcode");
    scanner.set_page(&paper(&client, &now.name, 2.5).await).expect("a picture");
    desk.press(&["F9", "F9"]);
    ended(&client, &now, JobKind::ScanPage, 2).await;
    desk.shot("scanned");
    desk.press(&["Return"]);
    now = at(&desk, &client, &now, Step::VerifyingMandate).await;
    desk.shot("verify");
    desk.press(&["Return"]);
    now = at(&desk, &client, &now, Step::Enrolled).await;
    let mandate = now.mandate.unwrap();
    assert_eq!((mandate.state(), mandate.source()), (mandate::State::Active, MandateSource::Scan));

    let mut now = signing(&client, 2).await;
    let file = Desk::home(&branch, "balie-1").join("machtiging.png");
    std::fs::write(&file, paper(&client, &now.name, 0.0).await).unwrap();
    desk.press(&["F2"]);
    // The list of before, in which the other one waited with the same words, is there until it is read again.
    pause(700).await;
    desk.press(&["Return"]);
    desk.shows(Step::SigningMandate);
    desk.press(&["Right", "Return"]);
    now = at(&desk, &client, &now, Step::ProcessingMandate).await;
    desk.shot("file-offered");
    desk.press(&["Tab"]);
    desk.text("/nowhere/page.png");
    desk.press(&["Return"]);
    desk.shot("no-such-file");
    desk.press(&["shift+Tab", "Down", "Return"]);
    stored(&client, &now).await;
    desk.shot("file-stored");
    desk.press(&["Return"]);
    now = at(&desk, &client, &now, Step::VerifyingMandate).await;
    desk.press(&["Return"]);
    now = at(&desk, &client, &now, Step::Enrolled).await;
    assert_eq!(now.mandate.unwrap().source(), MandateSource::File);
    assert!(desk.lives());
}
