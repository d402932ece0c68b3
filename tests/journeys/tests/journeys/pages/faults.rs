//! Scans that go wrong: at the scanner, by a clerk's word, and by the death of the daemon.

use super::form::*;
use balie_client::{CallPolicy, Language, v1};
use balie_journeys::PATIENCE;
use balie_virtual::{AdfState, EsclAction, EsclFault, EsclOptions, EsclRequest};
use std::time::{Duration, Instant};

impl ScanBranch {
    /// Starts a scan and waits until the scanner has planned faults no more: it stands at that request.
    async fn stuck(&self, registration: &str, at: EsclRequest) -> v1::Job {
        self.scanner.plan(EsclFault::once(at, EsclAction::Stall));
        let job = self.client.documents.scan_mandate_page(registration, "", v1::PaperSource::Platen).await;
        let began = Instant::now();
        while !self.scanner.planned().is_empty() {
            assert!(began.elapsed() < PATIENCE, "the scan never gets there:\n{}", self.branch.log());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        job.expect("a job")
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_the_matter_with_the_scanner_is_told_with_its_remedy() {
    let bench = ScanBranch::open_with(EsclOptions { platen: false, ..EsclOptions::default() }).await;
    let now = bench.to_be_scanned(11).await;
    let empty = bench.scan(&now.name).await;
    let job = last_job(&empty);
    assert_eq!((job.state(), job.reason_code.as_str()), (v1::JobState::Failed, "DOCUMENT_FEEDER_EMPTY"));

    bench.scanner.set_feeder(1);
    bench.scanner.set_trouble(Some(AdfState::Jam));
    let dutch = bench.branch.client_with("balie-2", Language::Dutch, CallPolicy::default()).await;
    let job = dutch.documents.scan_mandate_page(&now.name, "", v1::PaperSource::Feeder).await.expect("a job");
    let jammed = follow(&dutch, &job.name).await;
    let job = last_job(&jammed);
    assert_eq!(job.reason, "Er zit papier vast in de scanner");
    assert!(job.remedy.contains("Open de klep"), "{}", job.remedy);
    let mut watch = dutch.devices.watch();
    let devices = watch.find(|devices| {
        devices.iter().any(|device| {
            device.role() == v1::DeviceRole::DocumentScanner && device.reason_code == "DOCUMENT_JAM"
        })
    });
    tokio::time::timeout(PATIENCE, devices).await.expect("in time").expect("the state follows");

    bench.scanner.set_trouble(None);
    assert_eq!(last_job(&bench.scan(&now.name).await).state(), v1::JobState::Done);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_scan_is_cancelled_at_every_stage_and_the_next_one_works() {
    let bench = ScanBranch::open().await;
    let now = bench.to_be_scanned(12).await;
    for at in [EsclRequest::Status, EsclRequest::Create, EsclRequest::Next] {
        // The device is looked at all the time: a fault of that request may strike there.
        if at == EsclRequest::Status {
            bench.scanner.plan(EsclFault::times(at, 1000, EsclAction::Late(Duration::from_secs(5))));
            let job = bench
                .client
                .documents
                .scan_mandate_page(&now.name, "", v1::PaperSource::Platen)
                .await
                .unwrap();
            cancelled(&bench, &job).await;
            bench.scanner.clear_plan();
        } else {
            let job = bench.stuck(&now.name, at).await;
            cancelled(&bench, &job).await;
        }
    }
    // One that waits behind another is not begun.
    let first = bench.stuck(&now.name, EsclRequest::Next).await;
    let source = v1::PaperSource::Platen;
    let second = bench.client.documents.scan_mandate_page(&now.name, "", source).await.expect("a job");
    cancelled(&bench, &second).await;
    cancelled(&bench, &first).await;
    assert_eq!(last_job(&bench.scan(&now.name).await).state(), v1::JobState::Done);
    // What has ended cannot be cancelled.
    let refused = bench.client.jobs.cancel(&first.name).await;
    assert!(refused.expect_err("it has ended").has_reason("JOB_NOT_CANCELLABLE"));
}

async fn cancelled(bench: &ScanBranch, job: &v1::Job) {
    let told = bench.client.jobs.cancel(&job.name).await.expect("it is cancelled");
    assert_eq!(told.state(), v1::JobState::Cancelled);
    assert_eq!(last_job(&follow(&bench.client, &job.name).await).state(), v1::JobState::Cancelled);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_scan_under_way_at_a_crash_has_failed_and_is_simply_made_again() {
    let mut bench = ScanBranch::open().await;
    let now = bench.to_be_scanned(13).await;
    let under_way = bench.stuck(&now.name, EsclRequest::Next).await;
    let source = v1::PaperSource::Platen;
    let waiting = bench.client.documents.scan_mandate_page(&now.name, "", source).await.expect("a job");
    bench.branch.kill();
    bench.branch.start().await;
    bench.client = bench.branch.client("balie-1").await;
    for (job, state) in [(under_way, v1::JobState::Failed), (waiting, v1::JobState::Cancelled)] {
        let job = bench.client.jobs.get(&job.name).await.expect("the job is known");
        assert_eq!((job.state(), job.reason_code.as_str()), (state, "SCAN_INTERRUPTED"));
    }
    // A real scanner gives up a job that nobody fetches; this one is told.
    bench.scanner.unplug().await;
    bench.scanner.replug().expect("the port is free");
    bench.scanner.set_page(&paper(&bench.client, &now.name, 1.0).await).expect("a picture");
    let events = bench.scan(&now.name).await;
    assert_eq!(found(&events).references, [reference(&now)]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn half_a_picture_is_refused_and_not_stored() {
    let bench = ScanBranch::open().await;
    let now = bench.to_be_scanned(14).await;
    for (action, reason) in [
        (EsclAction::Truncate(50), "PAGE_INCOMPLETE"),
        (EsclAction::Cut(50), "CONNECTION_LOST"),
        (EsclAction::Garbage, "GARBAGE_ANSWER"),
        (EsclAction::Endless, "SCANNED_PAGE_TOO_LARGE"),
    ] {
        bench.scanner.plan(EsclFault::once(EsclRequest::Next, action));
        let events = bench.scan(&now.name).await;
        let job = last_job(&events);
        assert_eq!((job.state(), job.reason_code.as_str()), (v1::JobState::Failed, reason));
        assert!(!job.remedy.is_empty());
    }
    let none = bench.client.documents.download_mandate_page(&now.name).await;
    assert!(none.expect_err("nothing is stored").has_reason("NO_DOCUMENT"));
}
