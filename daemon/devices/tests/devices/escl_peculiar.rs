//! Scanners that differ from the specification: with what is known of them, and without.

use crate::common::scan::*;
use crate::common::*;
use balie_devices::document_scanner::{
    DocumentScanner, EsclConfig, PaperSource, Peculiarities, ScanControl, ScanOutcome, escl,
};
use balie_devices::{DeviceState, Reason};
use balie_virtual::{
    AdfState, EsclAction, EsclFault, EsclOptions, EsclRequest, JobHost, LateFeeder, VirtualEscl,
};
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// Jobs that were asked for.
fn jobs_asked(bench: &ScanBench) -> usize {
    bench.scanner.transcript().iter().filter(|line| line.starts_with("POST ")).count()
}

fn local_only(server: &str, refusal: u16) -> EsclOptions {
    let job_host = Some(JobHost { host: "localhost".to_owned(), refusal });
    EsclOptions { server: server.to_owned(), job_host, ..EsclOptions::default() }
}

fn late(feeder: LateFeeder) -> EsclOptions {
    EsclOptions { late_feeder: Some(feeder), ..EsclOptions::default() }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scanner_that_takes_jobs_for_localhost_only_scans() {
    // One that is known by its answers is asked right at once; of another it is found out, once.
    for (server, asked) in [("HP_Compact_Server", [1, 2]), ("Unheard of", [2, 3])] {
        for refusal in [401, 403] {
            let bench = ScanBench::peculiar(local_only(server, refusal), "").await;
            for asked in asked {
                bench.page(PaperSource::Platen).await;
                assert_eq!(jobs_asked(&bench), asked, "{server} {refusal}");
            }
            assert_eq!(bench.scanner.last_asked().unwrap().host, "localhost");
            assert_eq!(bench.scanner.counters().open, 0);
        }
    }
    // A scanner that takes jobs as they are is not told anything else; one on this machine has this name.
    let bench = ScanBench::peculiar(EsclOptions::default(), "").await;
    bench.page(PaperSource::Platen).await;
    let own = format!("localhost:{}", bench.scanner.address().port());
    assert_eq!(bench.scanner.last_asked().unwrap().host, own);
    // One that is taken for such a scanner and takes jobs by its own name.
    let options = EsclOptions { server: "HP_Compact_Server".to_owned(), ..EsclOptions::default() };
    let bench = ScanBench::peculiar(options, "").await;
    bench.scanner.plan(EsclFault::once(EsclRequest::Create, EsclAction::Code(403)));
    for asked in [2, 3] {
        bench.page(PaperSource::Platen).await;
        assert_eq!(jobs_asked(&bench), asked);
        let own = format!("localhost:{}", bench.scanner.address().port());
        assert_eq!(bench.scanner.last_asked().unwrap().host, own);
    }
}

/// Some scanners stay at work until a job is deleted, also one that has ended; some do not like it.
#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_has_ended_is_deleted() {
    for (own, deleted) in [("", 1), ("[[scanner]]\nmodel = \"virtual mfp*\"\ndelete_jobs = false\n", 0)] {
        let bench = ScanBench::peculiar(EsclOptions::default(), own).await;
        bench.scanner.set_feeder(1);
        assert!(!bench.page(PaperSource::Feeder).await.more_sheets);
        let asked = bench.scanner.transcript().iter().filter(|line| line.starts_with("DELETE ")).count();
        assert_eq!(asked, deleted, "{own}");
    }
}

/// A mistake in the file does not keep a scanner from scanning, and is named at it.
#[tokio::test(flavor = "multi_thread")]
async fn a_file_with_a_mistake_leaves_scanners_at_work() {
    let scanner = VirtualEscl::start_with(&page(), EsclOptions::default()).await.unwrap();
    let wrong = "[[scanner]]\nmodel = \"X\"\nfeeder_state = \"perhaps\"\n";
    for (peculiarities, notice) in [
        (Peculiarities::built_in(), None),
        (Peculiarities::as_far_as_read(wrong).0, Some(Reason::PeculiaritiesUnread)),
        (Peculiarities::without_file(), Some(Reason::PeculiaritiesUnread)),
    ] {
        let id = "document-scanner".parse().unwrap();
        let driver = escl::start_with(EsclConfig::new(id, scanner.url().parse().unwrap()), peculiarities);
        state(driver.cell(), DeviceState::Ready).await;
        assert_eq!(driver.cell().snapshot().info.notice, notice);
        let (control, _progress) = ScanControl::new(CancellationToken::new());
        let outcome = soon("the outcome", driver.scan(from(PaperSource::Platen), control)).await;
        assert!(matches!(outcome, ScanOutcome::Done(_)), "{outcome:?}");
        driver.shutdown().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scanner_that_wants_a_sign_in_is_told_so() {
    for known in ["Unheard of", "HP_Compact_Server"] {
        let bench = ScanBench::peculiar(local_only(known, 403), "").await;
        bench.scanner.plan(EsclFault::times(EsclRequest::Create, u32::MAX, EsclAction::Code(403)));
        bench.fails(PaperSource::Platen, Reason::ScannerLocked).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_peculiarities_of_a_file_are_heeded() {
    let own = |what: &str| format!("[[scanner]]\nmodel = \"virtual mfp*\"\n{what}\n");
    let other = EsclOptions {
        job_host: Some(JobHost { host: "scanner.example".to_owned(), refusal: 409 }),
        ..EsclOptions::default()
    };
    let bench = ScanBench::peculiar(other, &own("job_headers = { Host = \"scanner.example\" }")).await;
    bench.page(PaperSource::Platen).await;

    // It says "gone" until the page is there.
    let slow = EsclOptions { scan_time: Duration::from_millis(300), not_yet: 410, ..EsclOptions::default() };
    let bench = ScanBench::peculiar(slow.clone(), &own("not_yet = [404, 410]")).await;
    bench.page(PaperSource::Platen).await;
    let unknown = ScanBench::peculiar(slow, "").await;
    unknown.fails(PaperSource::Platen, Reason::ScannerError).await;

    for (again, page) in [(3, true), (0, false)] {
        let bench = ScanBench::peculiar(EsclOptions::default(), &own(&format!("ask_again = {again}"))).await;
        bench.scanner.plan(EsclFault::times(EsclRequest::Next, 3, EsclAction::NotHttp));
        match page {
            true => _ = bench.page(PaperSource::Platen).await,
            false => bench.fails(PaperSource::Platen, Reason::GarbageAnswer).await,
        }
    }

    // A job that is not to be deleted is left to the scanner.
    let bench = ScanBench::peculiar(EsclOptions::default(), &own("delete_jobs = false")).await;
    bench.scanner.set_feeder(2);
    assert!(bench.page(PaperSource::Feeder).await.more_sheets);
    assert_eq!(bench.scanner.counters().deleted, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feeder_that_tells_the_truth_only_after_a_job_is_used() {
    for feeder in [LateFeeder::SaysJam, LateFeeder::SaysEmpty, LateFeeder::SaysNothing] {
        let bench = ScanBench::peculiar(late(feeder), "").await;
        bench.scanner.set_feeder(1);
        bench.page(PaperSource::Feeder).await;
        assert_eq!(bench.scanner.last_asked().unwrap().source, "Feeder", "{feeder:?}");
        // With nothing in it, that is what is told.
        bench.scanner.set_feeder(0);
        bench.fails(PaperSource::Feeder, Reason::DocumentFeederEmpty).await;
        // Left to the scanner: the feeder if it takes a sheet, else the glass.
        bench.scanner.set_feeder(1);
        bench.page(PaperSource::Auto).await;
        let expected = if feeder == LateFeeder::SaysEmpty { "Platen" } else { "Feeder" };
        assert_eq!(bench.scanner.last_asked().unwrap().source, expected, "{feeder:?}");
        bench.scanner.set_feeder(0);
        bench.page(PaperSource::Auto).await;
        assert_eq!(bench.scanner.last_asked().unwrap().source, "Platen", "{feeder:?}");
    }
    // One that is known to say that it is empty whatever lies in it.
    let own = "[[scanner]]\ndevice = \"document-scanner\"\nfeeder_state = \"after\"\n";
    let bench = ScanBench::peculiar(late(LateFeeder::SaysEmpty), own).await;
    bench.scanner.set_feeder(1);
    bench.page(PaperSource::Auto).await;
    assert_eq!(bench.scanner.last_asked().unwrap().source, "Feeder");
    // What it said last is nothing to be shown for ever.
    let bench = ScanBench::peculiar(late(LateFeeder::SaysJam), own).await;
    assert_eq!(bench.driver.cell().state(), DeviceState::Ready);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feeder_that_jams_when_it_is_empty_is_said_to_be_empty() {
    let jams = |late_feeder| EsclOptions { jams_when_empty: true, late_feeder, ..EsclOptions::default() };
    let bench = ScanBench::peculiar(jams(None), "").await;
    bench.fails(PaperSource::Feeder, Reason::DocumentFeederEmpty).await;
    assert_eq!(jobs_asked(&bench), 1);
    // Where it says nothing before, it may be either.
    let bench = ScanBench::peculiar(jams(Some(LateFeeder::SaysNothing)), "").await;
    bench.fails(PaperSource::Feeder, Reason::DocumentNotFed).await;
    // Where it is known, it is not even asked.
    let own = "[[scanner]]\nserver = \"virtual\"\nfeeder_state = \"before\"\n";
    let bench = ScanBench::peculiar(jams(None), own).await;
    bench.fails(PaperSource::Feeder, Reason::DocumentFeederEmpty).await;
    bench.page(PaperSource::Auto).await;
    assert_eq!((jobs_asked(&bench), bench.scanner.last_asked().unwrap().source.as_str()), (1, "Platen"));
    bench.scanner.set_trouble(Some(AdfState::HatchOpen));
    bench.fails(PaperSource::Feeder, Reason::ScannerCoverOpen).await;
    assert_eq!(jobs_asked(&bench), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_jam_that_is_there_before_leaves_the_glass_to_be_used() {
    let bench = ScanBench::peculiar(EsclOptions::default(), "").await;
    bench.scanner.set_trouble(Some(AdfState::Jam));
    bench.page(PaperSource::Auto).await;
    assert_eq!(bench.scanner.last_asked().unwrap().source, "Platen");
    // One that comes while there is paper in it is told.
    bench.scanner.set_trouble(None);
    bench.scanner.set_feeder(1);
    bench.scanner.plan(EsclFault::once(EsclRequest::Next, EsclAction::Late(Duration::from_millis(300))));
    let mut scan = bench.start(from(PaperSource::Auto));
    scan.reaches(|progress| progress == balie_devices::document_scanner::ScanProgress::Scanning).await;
    bench.scanner.set_trouble(Some(AdfState::Jam));
    let reason = Reason::DocumentJam;
    assert_eq!(scan.outcome().await, ScanOutcome::Failed { reason });
}
