//! Scanning pages by eSCL, from a virtual scanner over real sockets.

use crate::common::scan::*;
use crate::common::*;
use balie_devices::document_scanner::{DocumentScanner, EsclConfig, PaperSource, ScanOutcome, ScanProgress};
use balie_devices::{DeviceRole, DeviceState, Reason};
use balie_virtual::{EsclOptions, PageFormat, VirtualEscl};
use std::time::Duration;

fn usual(_: &mut EsclConfig, _: &VirtualEscl) {}

fn is_our_page(bytes: &[u8]) -> bool {
    let picture = image::load_from_memory(bytes).expect("a whole picture").into_luma8();
    let (width, height) = picture.dimensions();
    (0..30).all(|x| {
        let grey = picture.get_pixel(width * x / 31 + width / 62, height / 50).0[0];
        if x % 2 == 0 { grey < 90 } else { grey > 160 }
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_from_the_glass_in_grey_at_300_dots_per_inch() {
    let bench = ScanBench::ready(EsclOptions::default(), usual).await;
    let info = bench.driver.cell().snapshot().info;
    assert_eq!((info.role, info.driver), (DeviceRole::DocumentScanner, "escl"));
    assert_eq!((info.model.as_deref(), info.serial.as_deref()), (Some("Virtual MFP 300"), Some("VE000001")));

    let page = bench.page(PaperSource::Auto).await;
    assert!(!page.more_sheets);
    assert!(page.bytes.starts_with(b"\x89PNG") && is_our_page(&page.bytes));
    let asked = bench.scanner.last_asked().unwrap();
    assert_eq!(
        (asked.source.as_str(), asked.colours.as_str(), asked.resolution),
        ("Platen", "Grayscale8", 300)
    );
    assert_eq!((asked.width, asked.height, asked.format), (2480, 3508, PageFormat::Png));
    state(bench.driver.cell(), DeviceState::Ready).await;
    assert_eq!(bench.scanner.counters().open, 0);
    assert_eq!(bench.driver.cell().snapshot().info.counter("pages_scanned"), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_a_scanner_offers_is_made_use_of() {
    let offer = |formats: &[PageFormat], colours: &[&str], resolutions: &[u32], range| EsclOptions {
        formats: formats.to_vec(),
        colours: colours.iter().map(|text| (*text).to_owned()).collect(),
        resolutions: resolutions.to_vec(),
        range,
        ..EsclOptions::default()
    };
    for (options, resolution, colours, start) in [
        (offer(&[PageFormat::Jpeg], &["RGB24"], &[200, 400], false), 400, "RGB24", &b"\xff\xd8\xff"[..]),
        (offer(&[PageFormat::Pdf], &["Grayscale8"], &[75, 1200], true), 300, "Grayscale8", b"%PDF-"),
        (
            offer(&[PageFormat::Pdf, PageFormat::Jpeg], &["BlackAndWhite1"], &[150], false),
            150,
            "BlackAndWhite1",
            b"\xff\xd8\xff",
        ),
    ] {
        let bench = ScanBench::ready(options, usual).await;
        let page = bench.page(PaperSource::Platen).await;
        assert!(page.bytes.starts_with(start));
        let asked = bench.scanner.last_asked().unwrap();
        assert_eq!((asked.resolution, asked.colours.as_str()), (resolution, colours));
    }
    let useless = ScanBench::ready(offer(&[PageFormat::Png], &["RGB48"], &[300], false), usual).await;
    useless.fails(PaperSource::Auto, Reason::ScannerUnsuitable).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_feeder_is_used_when_there_is_paper_in_it() {
    let bench = ScanBench::ready(EsclOptions::default(), usual).await;
    bench.scanner.set_feeder(1);
    assert!(!bench.page(PaperSource::Auto).await.more_sheets);
    assert_eq!(bench.scanner.last_asked().unwrap().source, "Feeder");

    // The second sheet stays where it is, and is told of.
    bench.scanner.set_feeder(3);
    assert!(bench.page(PaperSource::Feeder).await.more_sheets);
    bench.has_no_job_left().await;
    assert_eq!(bench.scanner.counters().deleted, 1);

    bench.scanner.set_feeder(0);
    bench.fails(PaperSource::Feeder, Reason::DocumentFeederEmpty).await;
    state(bench.driver.cell(), DeviceState::Ready).await;
    bench.page(PaperSource::Auto).await;
    assert_eq!(bench.scanner.last_asked().unwrap().source, "Platen");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scanner_with_a_feeder_alone_or_a_glass_alone() {
    let feeder = ScanBench::ready(EsclOptions { platen: false, ..EsclOptions::default() }, usual).await;
    feeder.fails(PaperSource::Auto, Reason::DocumentFeederEmpty).await;
    feeder.scanner.set_feeder(1);
    feeder.page(PaperSource::Auto).await;
    feeder.fails(PaperSource::Platen, Reason::ScannerUnsuitable).await;

    let glass = ScanBench::ready(EsclOptions { feeder: false, ..EsclOptions::default() }, usual).await;
    glass.page(PaperSource::Auto).await;
    glass.fails(PaperSource::Feeder, Reason::ScannerUnsuitable).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_scanner_is_waited_for_and_tells_how_far_it_is() {
    let options =
        EsclOptions { scan_time: Duration::from_millis(600), chunked: false, ..EsclOptions::default() };
    let bench = ScanBench::ready(options, usual).await;
    let mut scan = bench.start(from(PaperSource::Platen));
    scan.reaches(|progress| progress == ScanProgress::Connecting).await;
    state(bench.driver.cell(), DeviceState::Busy { what: balie_devices::Activity::Scanning }).await;
    scan.reaches(|progress| progress == ScanProgress::Scanning).await;
    scan.reaches(|progress| progress == ScanProgress::Receiving { percent: Some(100) }).await;
    assert!(matches!(scan.outcome().await, ScanOutcome::Done(_)));
    let asked = bench.scanner.transcript().iter().filter(|line| line.ends_with("/NextDocument")).count();
    assert!(asked > 2, "it said 503 before: {asked}");
}

#[tokio::test(flavor = "multi_thread")]
async fn scans_of_one_scanner_wait_for_each_other() {
    let options = EsclOptions { scan_time: Duration::from_millis(100), ..EsclOptions::default() };
    let bench = ScanBench::ready(options, usual).await;
    let scans: Vec<_> = (0..3).map(|_| bench.start(from(PaperSource::Platen))).collect();
    for scan in scans {
        assert!(matches!(scan.outcome().await, ScanOutcome::Done(_)));
    }
    assert_eq!(bench.scanner.counters().jobs, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_location_on_a_host_of_the_scanners_own_invention_does_not_matter() {
    let location = "http://scanner.invalid".to_owned();
    let bench = ScanBench::ready(EsclOptions { location, ..EsclOptions::default() }, usual).await;
    bench.page(PaperSource::Platen).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scanner_that_is_switched_off_and_on_is_found_again() {
    let bench = ScanBench::ready(EsclOptions::default(), |config, _| config.poll_ms = 50).await;
    bench.scanner.unplug().await;
    let refused = DeviceState::Faulted { reason: Reason::ConnectionRefused };
    state(bench.driver.cell(), refused).await;
    bench.fails(PaperSource::Auto, Reason::ConnectionRefused).await;
    bench.scanner.replug().unwrap();
    state(bench.driver.cell(), DeviceState::Ready).await;
    bench.page(PaperSource::Auto).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn https_needs_a_certificate_that_is_known() {
    let tls = || EsclOptions { tls: true, ..EsclOptions::default() };
    let unknown = DeviceState::Faulted { reason: Reason::CertificateUnknown };

    let stranger = ScanBench::new(tls(), |_| {}, usual).await;
    state(stranger.driver.cell(), unknown).await;
    stranger.fails(PaperSource::Auto, Reason::CertificateUnknown).await;
    assert_eq!(stranger.scanner.counters().requests, 0, "nothing was said to a stranger");

    let pinned = ScanBench::ready(tls(), |config, scanner| {
        config.certificate_sha256 = Some(scanner.certificate_sha256().parse().unwrap());
    })
    .await;
    pinned.page(PaperSource::Auto).await;

    let other = ScanBench::new(
        tls(),
        |_| {},
        |config, _| {
            config.certificate_sha256 = Some("00".repeat(32).parse().unwrap());
        },
    )
    .await;
    state(other.driver.cell(), unknown).await;

    let place = tempfile::tempdir().unwrap();
    let signed = ScanBench::ready(tls(), |config, scanner| {
        let file = place.path().join("ca.pem");
        std::fs::write(&file, scanner.certificate_pem()).unwrap();
        config.ca_file = Some(file);
    })
    .await;
    signed.page(PaperSource::Auto).await;

    let unreadable =
        ScanBench::new(tls(), |_| {}, |config, _| config.ca_file = Some("/none.pem".into())).await;
    state(unreadable.driver.cell(), unknown).await;
}
