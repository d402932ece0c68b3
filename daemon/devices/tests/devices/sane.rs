//! Scanning through SANE: `scanimage` and SANE's own virtual scanner, its backend `test`; and programs that are not
//! what they should be.

use crate::common::scan::{MOST, from};
use crate::common::*;
use balie_devices::document_scanner::{
    DocumentScanner, PaperSource, RunningScanner, SaneConfig, ScanControl, ScanOutcome, ScanProgress, sane,
};
use balie_devices::{DeviceState, Reason};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use tokio_util::sync::CancellationToken;

fn test_backend(options: &[&str]) -> SaneConfig {
    let mut config = SaneConfig::new("document-scanner".parse().unwrap(), Some("test".to_owned()));
    config.options = options.iter().map(|text| (*text).to_owned()).collect();
    config.poll_ms = 3_600_000;
    config
}

async fn ready(config: SaneConfig) -> RunningScanner {
    let driver = sane::start(config);
    state(driver.cell(), DeviceState::Ready).await;
    driver
}

async fn scan(driver: &RunningScanner, source: PaperSource) -> ScanOutcome {
    let (control, _progress) = ScanControl::new(CancellationToken::new());
    soon("the outcome of a scan", driver.scan(from(source), control)).await
}

/// A program in place of scanimage: lists the options of a scanner, and scans as the script says.
fn impostor(place: &Path, script: &str) -> PathBuf {
    let file = place.join("scanimage");
    let text = format!(
        "#!/bin/bash\ncase \"$*\" in *--all-options*) echo '    --resolution 75|300dpi [75]'; exit 0;; esac\n{script}\n"
    );
    std::fs::write(&file, text).unwrap();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o755)).unwrap();
    file
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_from_the_test_backend() {
    let driver = ready(test_backend(&["--test-picture=Grid"])).await;
    let (control, mut progress) = ScanControl::new(CancellationToken::new());
    let outcome = soon("the outcome of a scan", driver.scan(from(PaperSource::Platen), control)).await;
    let ScanOutcome::Done(page) = outcome else { panic!("{outcome:?}") };
    let picture = image::load_from_memory(&page.bytes).unwrap().into_luma8();
    // The glass of this backend is 200 mm by 200 mm: 2362 dots at 300 per inch.
    assert!(
        picture.width().abs_diff(2362) < 4 && picture.height().abs_diff(2362) < 4,
        "{:?}",
        picture.dimensions()
    );
    let dark = picture.pixels().filter(|pixel| pixel.0[0] < 128).count();
    assert!(dark > 1_000_000, "a grid, half of it black: {dark}");
    let mut told = Vec::new();
    while let Some(progress) = progress.recv().await {
        told.push(progress);
    }
    assert_eq!(told[..2], [ScanProgress::Connecting, ScanProgress::Scanning]);
    assert!(matches!(told.last(), Some(ScanProgress::Receiving { percent: Some(90..) })), "{told:?}");
    assert!(matches!(scan(&driver, PaperSource::Feeder).await, ScanOutcome::Done(_)));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_backend_says_becomes_a_reason() {
    for (status, reason) in [
        ("JAMMED", Reason::DocumentJam),
        ("COVER_OPEN", Reason::ScannerCoverOpen),
        ("NO_DOCS", Reason::DocumentFeederEmpty),
        ("DEVICE_BUSY", Reason::ScannerBusy),
        ("IO_ERROR", Reason::ConnectionLost),
        ("ACCESS_DENIED", Reason::PermissionDenied),
        ("NO_MEM", Reason::ScannerError),
    ] {
        let mut config = test_backend(&[&format!("--read-return-value=SANE_STATUS_{status}")]);
        config.page_ms = 10_000;
        let driver = ready(config).await;
        // On a busy machine the backend now and then locks itself up as it ends (its threads wait for each other). It has
        // said by then what was the matter, and that is the reason, at the latest when the limit is over.
        let outcome = scan(&driver, PaperSource::Feeder).await;
        assert_eq!(outcome, ScanOutcome::Failed { reason }, "{status}");
    }
    let driver = ready(test_backend(&["--no-such-option=1"])).await;
    let unsuitable = ScanOutcome::Failed { reason: Reason::ScannerUnsuitable };
    assert_eq!(scan(&driver, PaperSource::Platen).await, unsuitable);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scanner_that_is_not_there_is_absent() {
    let mut config = test_backend(&[]);
    config.device = Some("nonesuch".to_owned());
    let driver = sane::start(config);
    state(driver.cell(), DeviceState::Absent).await;
    let missing = ScanOutcome::Failed { reason: Reason::PortMissing };
    assert_eq!(scan(&driver, PaperSource::Auto).await, missing);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_scan_is_cancelled_and_its_process_is_gone() {
    let place = tempfile::tempdir().unwrap();
    let mark = place.path().join("pid");
    let script = format!(
        "trap '' INT\nprintf '\\x89PNG'\nsleep 600 &\necho $$ $! > {}\nwait; sleep 600",
        mark.display()
    );
    let mut config = test_backend(&[]);
    config.program = impostor(place.path(), &script);
    let driver = ready(config).await;
    let cancel = CancellationToken::new();
    let (control, _progress) = ScanControl::new(cancel.clone());
    let scanning = driver.scan(from(PaperSource::Platen), control);
    tokio::pin!(scanning);
    soon("the program runs", async {
        loop {
            tokio::select! {
                outcome = &mut scanning => panic!("{outcome:?}"),
                () = tokio::time::sleep(std::time::Duration::from_millis(20)) => {}
            }
            if std::fs::read_to_string(&mark).is_ok_and(|pid| pid.ends_with('\n')) {
                return;
            }
        }
    })
    .await;
    cancel.cancel();
    assert_eq!(scanning.await, ScanOutcome::Cancelled);
    // It does not hear the polite word, so it is ended with its children. An ended process that nobody has collected
    // still has a directory, and is a zombie there.
    let runs = |pid: &str| {
        let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
        stat.rsplit(") ").next().is_some_and(|rest| !rest.is_empty() && !rest.starts_with('Z'))
    };
    let pids = std::fs::read_to_string(&mark).unwrap();
    until("the program and its child are gone", || !pids.split_whitespace().any(runs)).await;
    soon("the end of the driver", driver.shutdown()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_test_backend_is_cancelled_politely() {
    let options =
        ["--read-delay=yes", "--read-delay-duration=200000", "--read-limit=yes", "--read-limit-size=64"];
    let driver = ready(test_backend(&options)).await;
    let cancel = CancellationToken::new();
    let (control, mut progress) = ScanControl::new(cancel.clone());
    let cancelling = async {
        while !matches!(progress.recv().await, Some(ScanProgress::Scanning)) {}
        cancel.cancel();
    };
    let (outcome, ()) = soon("the outcome", async {
        tokio::join!(driver.scan(from(PaperSource::Platen), control), cancelling)
    })
    .await;
    assert_eq!(outcome, ScanOutcome::Cancelled);
    soon("the end of the driver", driver.shutdown()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_that_are_not_what_they_should_be() {
    let place = tempfile::tempdir().unwrap();
    for (at, (script, reason)) in [
        ("sleep 600", Reason::TimeOut),
        ("printf '\\x89PNG\\r\\n\\x1a\\n'; sleep 600", Reason::TimeOut),
        ("printf '\\x89PNG\\r\\n\\x1a\\n half of it'", Reason::PageIncomplete),
        ("echo no picture", Reason::GarbageAnswer),
        ("exit 0", Reason::PageIncomplete),
        ("exec cat /dev/zero", Reason::PageTooLarge),
        ("kill -SEGV $$", Reason::ScannerError),
        ("yes words >&2 & sleep 1; kill $!; exit 6", Reason::DocumentJam),
        // One that says what is the matter and then does not end.
        ("echo 'scanimage: sane_read: Document feeder jammed' >&2; sleep 600", Reason::DocumentJam),
        (
            "echo 'scanimage: sane_start: Scanner cover is open' >&2; exec >/dev/null; sleep 600",
            Reason::ScannerCoverOpen,
        ),
    ]
    .into_iter()
    .enumerate()
    {
        let place = place.path().join(at.to_string());
        std::fs::create_dir(&place).unwrap();
        let mut config = test_backend(&[]);
        config.program = impostor(&place, script);
        (config.page_ms, config.stall_ms) = (3_000, 3_000);
        let driver = ready(config).await;
        let (control, _progress) = ScanControl::new(CancellationToken::new());
        let request = balie_devices::document_scanner::ScanRequest { source: None, max_bytes: MOST };
        let outcome = soon(script, driver.scan(request, control)).await;
        assert_eq!(outcome, ScanOutcome::Failed { reason }, "{script}");
    }
    let mut config = test_backend(&[]);
    config.program = place.path().join("none");
    let driver = sane::start(config);
    state(driver.cell(), DeviceState::Faulted { reason: Reason::DriverMissing }).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_feeder_leads_to_the_glass() {
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("scanimage");
    let script = "#!/bin/bash\ncase \"$*\" in\n\
        *--all-options*) echo '    --source Flatbed|ADF [Flatbed]';;\n\
        *--source=ADF*) echo 'scanimage: sane_start: Document feeder out of documents' >&2; exit 7;;\n\
        *--source=Flatbed*) printf '\\x89PNG\\r\\n\\x1a\\n from the glass IEND';;\nesac\n";
    std::fs::write(&file, script).unwrap();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o755)).unwrap();
    let mut config = test_backend(&[]);
    config.program = file;
    let driver = ready(config).await;
    assert!(matches!(scan(&driver, PaperSource::Auto).await, ScanOutcome::Done(_)));
    let empty = ScanOutcome::Failed { reason: Reason::DocumentFeederEmpty };
    assert_eq!(scan(&driver, PaperSource::Feeder).await, empty);
}
