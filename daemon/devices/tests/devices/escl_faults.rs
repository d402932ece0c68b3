//! Everything that can go wrong between the driver and an eSCL scanner: at every request, and at every moment.
//! Whatever it is, it has an end, it has a reason, no job is left at the scanner, and the next scan works.

use crate::common::scan::*;
use crate::common::*;
use balie_devices::document_scanner::{DocumentScanner, PaperSource, ScanOutcome, ScanProgress};
use balie_devices::{DeviceState, Reason};
use balie_virtual::{AdfState, EsclAction as A, EsclFault, EsclOptions, EsclRequest as R};
use std::time::Duration;
use tokio::task::JoinSet;

/// Rows that are tried at the same time.
const AT_ONCE: usize = 6;

/// A fault, how often it strikes, and what comes of the scan: none is a page all the same.
type Row = (R, A, u32, Option<Reason>);

fn rows() -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    // Both documents are asked for at each look at the scanner, too: their faults strike every time.
    for at in [R::Capabilities, R::Status] {
        for (action, reason) in [
            (A::Garbage, Reason::GarbageAnswer),
            (A::NotHttp, Reason::GarbageAnswer),
            (A::Drop, Reason::ConnectionLost),
            (A::Stall, Reason::TimeOut),
            (A::StallAt(50), Reason::TimeOut),
            (A::Late(Duration::from_secs(20)), Reason::TimeOut),
            (A::Cut(50), Reason::ConnectionLost),
            (A::Truncate(50), Reason::GarbageAnswer),
            (A::Truncate(0), Reason::GarbageAnswer),
            (A::Endless, Reason::GarbageAnswer),
            (A::Code(301), Reason::GarbageAnswer),
            (A::ToHttps, Reason::EncryptionNeeded),
            (A::Code(426), Reason::EncryptionNeeded),
            (A::Code(401), Reason::ScannerLocked),
            (A::Code(404), Reason::GarbageAnswer),
            (A::Code(500), Reason::ScannerError),
            (A::Code(503), Reason::ScannerBusy),
        ] {
            rows.push((at, action, u32::MAX, Some(reason)));
        }
    }
    // What is broken once is asked for again, also where both are asked for one after the other.
    for at in [R::Capabilities, R::Status] {
        for action in [A::Garbage, A::NotHttp, A::Drop, A::Cut(50), A::Truncate(50), A::Truncate(0)] {
            rows.push((at, action, 2, None));
        }
    }
    for (action, times, reason) in [
        (A::Garbage, 1, Some(Reason::GarbageAnswer)),
        (A::NotHttp, 1, None),
        (A::NotHttp, u32::MAX, Some(Reason::GarbageAnswer)),
        (A::Drop, 2, None),
        (A::Drop, u32::MAX, Some(Reason::ConnectionLost)),
        (A::Stall, 1, Some(Reason::TimeOut)),
        (A::Code(503), 2, None),
        (A::Code(503), u32::MAX, Some(Reason::ScannerBusy)),
        (A::Code(409), 1, Some(Reason::ScannerUnsuitable)),
        (A::Code(400), 1, Some(Reason::ScannerUnsuitable)),
        // Once, it is tried for another host.
        (A::Code(403), 1, None),
        (A::Code(403), u32::MAX, Some(Reason::ScannerLocked)),
        (A::Code(401), u32::MAX, Some(Reason::ScannerLocked)),
        (A::Code(404), 1, Some(Reason::GarbageAnswer)),
        (A::ToHttps, 1, Some(Reason::EncryptionNeeded)),
        (A::Code(500), 1, Some(Reason::ScannerError)),
        (A::Late(MOMENT), 1, None),
    ] {
        rows.push((R::Create, action, times, reason));
    }
    for (action, times, reason) in [
        (A::Garbage, 1, Some(Reason::GarbageAnswer)),
        (A::NotHttp, 2, None),
        (A::NotHttp, u32::MAX, Some(Reason::GarbageAnswer)),
        (A::Drop, 1, None),
        (A::Drop, u32::MAX, Some(Reason::ConnectionLost)),
        (A::Stall, 1, Some(Reason::TimeOut)),
        (A::StallAt(50), 1, Some(Reason::TimeOut)),
        (A::Cut(50), 1, Some(Reason::ConnectionLost)),
        (A::Cut(0), 1, Some(Reason::ConnectionLost)),
        (A::Truncate(50), 1, Some(Reason::PageIncomplete)),
        (A::Truncate(0), 1, Some(Reason::PageIncomplete)),
        (A::Endless, 1, Some(Reason::PageTooLarge)),
        (A::Code(503), 3, None),
        (A::Code(503), u32::MAX, Some(Reason::TimeOut)),
        (A::Code(404), 1, Some(Reason::ScannerError)),
        (A::Code(410), 1, Some(Reason::ScannerError)),
        (A::Code(409), 1, Some(Reason::ScannerError)),
        (A::Code(500), 1, Some(Reason::ScannerError)),
        (A::Late(MOMENT), 1, None),
    ] {
        rows.push((R::Next, action, times, reason));
    }
    rows
}

async fn row((at, action, times, reason): Row) {
    let told = format!("{action:?} at {at:?}");
    // Coarse pages: what is measured is patience, not the speed of this machine.
    let coarse = EsclOptions { resolutions: vec![75], ..EsclOptions::default() };
    let bench = ScanBench::ready(coarse, |config, _| impatient(config)).await;
    bench.scanner.plan(EsclFault::times(at, times, action));
    if at == R::Capabilities {
        // What it can do is known since the driver saw it first: it is asked again after an absence only.
        bench.scanner.unplug().await;
        bench.scan(PaperSource::Platen).await;
        bench.scanner.replug().unwrap();
    }
    let outcome = bench.scan(PaperSource::Platen).await;
    match reason {
        Some(reason) => assert_eq!(outcome, ScanOutcome::Failed { reason }, "{told}"),
        None => assert!(matches!(outcome, ScanOutcome::Done(_)), "{told}: {outcome:?}"),
    }
    bench.scanner.clear_plan();
    bench.has_no_job_left().await;
    let again = bench.scan(PaperSource::Platen).await;
    assert!(matches!(again, ScanOutcome::Done(_)), "after {told}: {again:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_fault_at_every_request_has_its_reason_and_is_got_over() {
    let mut running = JoinSet::new();
    for case in rows() {
        if running.len() == AT_ONCE
            && let Some(ended) = running.join_next().await
        {
            ended.unwrap();
        }
        running.spawn(row(case));
    }
    while let Some(ended) = running.join_next().await {
        ended.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scanner_that_cannot_delete_a_job_has_scanned_all_the_same() {
    for action in [A::Stall, A::Drop, A::Code(500), A::NotHttp] {
        let bench = ScanBench::ready(EsclOptions::default(), |config, _| impatient(config)).await;
        bench.scanner.set_feeder(2);
        bench.scanner.plan(EsclFault::once(R::Delete, action));
        assert!(bench.page(PaperSource::Feeder).await.more_sheets);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_the_matter_with_the_feeder_is_told_before_and_during_a_scan() {
    for (trouble, reason) in [
        (AdfState::Jam, Reason::DocumentJam),
        (AdfState::Mispick, Reason::DocumentJam),
        (AdfState::Multipick, Reason::DocumentJam),
        (AdfState::HatchOpen, Reason::ScannerCoverOpen),
    ] {
        let options = EsclOptions { scan_time: Duration::from_secs(3600), ..EsclOptions::default() };
        let bench = ScanBench::ready(options, |config, _| config.poll_ms = 50).await;
        bench.scanner.set_feeder(1);
        let mut scan = bench.start(from(PaperSource::Feeder));
        scan.reaches(|progress| progress == ScanProgress::Scanning).await;
        bench.scanner.set_trouble(Some(trouble));
        assert_eq!(scan.outcome().await, ScanOutcome::Failed { reason });
        state(bench.driver.cell(), DeviceState::Attention { reason }).await;
        bench.fails(PaperSource::Feeder, reason).await;
        bench.scanner.set_trouble(None);
        state(bench.driver.cell(), DeviceState::Ready).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_jam_in_the_feeder_leaves_the_glass_to_be_used() {
    let bench = ScanBench::ready(EsclOptions::default(), |_, _| {}).await;
    bench.scanner.set_trouble(Some(AdfState::Jam));
    bench.page(PaperSource::Platen).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scanner_at_work_for_somebody_else_is_busy_and_waited_for() {
    let bench = ScanBench::ready(EsclOptions::default(), |config, _| config.poll_ms = 50).await;
    bench.scanner.set_state("Processing");
    state(bench.driver.cell(), DeviceState::Busy { what: balie_devices::Activity::Scanning }).await;
    let mut scan = bench.start(from(PaperSource::Platen));
    scan.reaches(|progress| progress == ScanProgress::Waiting).await;
    bench.scanner.set_state("Idle");
    assert!(matches!(scan.outcome().await, ScanOutcome::Done(_)));
    bench.scanner.set_state("Down");
    state(bench.driver.cell(), DeviceState::Faulted { reason: Reason::ScannerError }).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cable_that_is_pulled_at_any_moment_is_a_lost_connection() {
    for at in [R::Status, R::Create, R::Next] {
        let bench = ScanBench::ready(EsclOptions::default(), |_, _| {}).await;
        bench.scanner.plan(EsclFault::once(at, A::Stall));
        let scan = bench.start(from(PaperSource::Platen));
        until("the scan stands still", || bench.scanner.planned().is_empty()).await;
        bench.scanner.unplug().await;
        assert_eq!(scan.outcome().await, ScanOutcome::Failed { reason: Reason::ConnectionLost }, "{at:?}");
        bench.scanner.replug().unwrap();
        bench.page(PaperSource::Platen).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scan_can_be_cancelled_at_every_stage() {
    for (at, action) in [
        (R::Status, A::Stall),
        (R::Create, A::Stall),
        (R::Create, A::Code(503)),
        (R::Next, A::Stall),
        (R::Next, A::Code(503)),
        (R::Next, A::StallAt(50)),
    ] {
        // Patient, so that nothing but the cancellation can end it; the answer to the making of a job is waited for.
        let bench = ScanBench::ready(EsclOptions::default(), |config, _| config.answer_ms = 2_000).await;
        let told = format!("{action:?} at {at:?}");
        bench.scanner.plan(EsclFault::times(at, u32::MAX, action));
        let before = bench.scanner.counters().requests;
        let scan = bench.start(from(PaperSource::Platen));
        let wanted = if at == R::Status {
            1
        } else if at == R::Create {
            2
        } else {
            3
        };
        until("the scan has got there", || bench.scanner.counters().requests >= before + wanted).await;
        scan.cancel.cancel();
        assert_eq!(scan.outcome().await, ScanOutcome::Cancelled, "{told}");
        bench.scanner.clear_plan();
        bench.has_no_job_left().await;
        bench.page(PaperSource::Platen).await;
        assert_eq!(bench.driver.cell().snapshot().info.counter("scans_cancelled"), 1, "{told}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_caller_that_goes_away_cancels() {
    let bench = ScanBench::ready(EsclOptions::default(), |_, _| {}).await;
    bench.scanner.plan(EsclFault::once(R::Next, A::Stall));
    let mut scan = bench.start(from(PaperSource::Platen));
    scan.reaches(|progress| progress == ScanProgress::Scanning).await;
    // Progress is told before the request is made: the fault is for this scan, not for the next.
    until("the scanner stalls", || bench.scanner.planned().is_empty()).await;
    scan.outcome.abort();
    bench.has_no_job_left().await;
    bench.page(PaperSource::Platen).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_scan_in_the_queue_is_not_begun() {
    let bench = ScanBench::ready(EsclOptions::default(), |_, _| {}).await;
    bench.scanner.plan(EsclFault::once(R::Next, A::Stall));
    let mut first = bench.start(from(PaperSource::Platen));
    first.reaches(|progress| progress == ScanProgress::Scanning).await;
    let second = bench.start(from(PaperSource::Platen));
    second.cancel.cancel();
    assert_eq!(second.outcome().await, ScanOutcome::Cancelled);
    first.cancel.cancel();
    assert_eq!(first.outcome().await, ScanOutcome::Cancelled);
    bench.has_no_job_left().await;
    assert_eq!(bench.scanner.counters().jobs, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn stopping_calls_a_scan_off_and_leaves_no_job() {
    let bench = ScanBench::ready(EsclOptions::default(), |_, _| {}).await;
    bench.scanner.plan(EsclFault::once(R::Next, A::Stall));
    let mut scan = bench.start(from(PaperSource::Platen));
    scan.reaches(|progress| progress == ScanProgress::Scanning).await;
    soon("the end of the driver", bench.driver.shutdown()).await;
    assert_eq!(scan.outcome().await, ScanOutcome::Cancelled);
    assert_eq!(bench.scanner.counters().open, 0);
    assert_eq!(bench.driver.cell().state(), DeviceState::Absent);
    bench.fails(PaperSource::Platen, Reason::Stopping).await;
}
