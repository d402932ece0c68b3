//! A serial scanner on a pseudo-terminal, from the cable to the event.

use std::path::Path;
use std::time::Duration;

use crate::common::{PATIENCE, soon, state};
use balie_devices::scanner::claims::ClaimError;
use balie_devices::scanner::framing::{FramingConfig, Terminator};
use balie_devices::scanner::{
    BadRead, ClaimMode, ScannerClaim, ScannerEvent, ScannerHub, SerialScannerConfig, Symbology, serial,
};
use balie_devices::{DeviceCell, DeviceId, DeviceState, Reason};
use balie_virtual::VirtualSerialScanner;
use tempfile::TempDir;

const PASS: &str = "29401000075801";

struct Counter {
    _place: TempDir,
    scanner: VirtualSerialScanner,
    hub: ScannerHub,
    id: DeviceId,
    cell: DeviceCell,
}

fn config(path: &Path) -> SerialScannerConfig {
    let mut config = SerialScannerConfig::new("scanner".parse().unwrap(), path);
    config.retry_ms = 10;
    config
}

impl Counter {
    fn new(configure: impl FnOnce(&mut SerialScannerConfig)) -> Self {
        let place = tempfile::tempdir().unwrap();
        let scanner = VirtualSerialScanner::plug(place.path().join("scanner")).unwrap();
        let mut config = config(scanner.path());
        configure(&mut config);
        let id = config.id.clone();
        let source = serial::start(config).unwrap();
        let cell = source.cell.clone();
        Self { _place: place, scanner, hub: ScannerHub::new([source], PATIENCE), id, cell }
    }

    async fn claim(&self) -> ScannerClaim {
        state(&self.cell, DeviceState::Ready).await;
        self.hub.claim(&self.id, "balie-1", ClaimMode::Refuse).await.unwrap()
    }
}

/// The next event that is not about the state.
async fn read(claim: &mut ScannerClaim) -> Result<(String, Option<Symbology>), BadRead> {
    loop {
        match soon("a read", claim.next()).await {
            Some(ScannerEvent::Data(data)) => return Ok((data.text, data.symbology)),
            Some(ScannerEvent::BadRead { reason }) => return Err(reason),
            Some(ScannerEvent::Claimed | ScannerEvent::State(_)) => {}
            other => panic!("{other:?}"),
        }
    }
}

fn good(text: &str) -> Result<(String, Option<Symbology>), BadRead> {
    Ok((text.to_owned(), None))
}

#[tokio::test]
async fn a_code_arrives_with_its_symbology() {
    let mut counter = Counter::new(|_| {});
    let mut claim = counter.claim().await;
    counter.scanner.scan(PASS).unwrap();
    assert_eq!(read(&mut claim).await, good(PASS));
    counter.scanner.scan(&format!("]F0A{PASS}B")).unwrap();
    assert_eq!(read(&mut claim).await, Ok((PASS.to_owned(), Some(Symbology::Codabar))));
    assert_eq!(counter.cell.snapshot().info.counter("scans_delivered"), 2);
}

#[tokio::test]
async fn the_second_station_gets_nothing_until_the_first_lets_go() {
    let mut counter = Counter::new(|_| {});
    let mut first = counter.claim().await;
    let refused = counter.hub.claim(&counter.id, "balie-2", ClaimMode::Refuse).await.unwrap_err();
    assert_eq!(refused, ClaimError::Held { holder: "balie-1".into() });
    counter.scanner.scan("1").unwrap();
    assert_eq!(read(&mut first).await, good("1"));
    drop(first);
    let mut second = counter.hub.claim(&counter.id, "balie-2", ClaimMode::Refuse).await.unwrap();
    counter.scanner.scan("2").unwrap();
    assert_eq!(read(&mut second).await, good("2"));
}

#[tokio::test]
async fn a_slow_scanner_is_read_whole() {
    let mut counter = Counter::new(|config| config.framing.inter_character_ms = 60_000);
    let mut claim = counter.claim().await;
    counter.scanner.send_slowly(b"2940\r", Duration::from_millis(3)).unwrap();
    assert_eq!(read(&mut claim).await, good("2940"));
}

#[tokio::test]
async fn bad_reads_are_refused_and_the_next_code_is_good() {
    let mut counter = Counter::new(|config| {
        let terminator = Terminator::CrLf;
        config.framing = FramingConfig { terminator, inter_character_ms: 1_000, ..FramingConfig::default() };
    });
    let mut claim = counter.claim().await;
    let long = "0123456789".repeat(40);
    for (bad, reason) in [
        (format!("{long}\r\n"), BadRead::TooLong),
        ("12\x0034\r\n".to_owned(), BadRead::ControlBytes),
        ("\r\n".to_owned(), BadRead::Empty),
        (format!("{}\r\n", "7".repeat(60)), BadRead::KeyRepeat),
        // No terminator ever comes: the pause ends it.
        ("2940".to_owned(), BadRead::Interrupted),
    ] {
        counter.scanner.send_raw(bad.as_bytes()).unwrap();
        assert_eq!(read(&mut claim).await, Err(reason));
        counter.scanner.send_raw(format!("{PASS}\r\n").as_bytes()).unwrap();
        assert_eq!(read(&mut claim).await, good(PASS), "after {reason:?}");
    }
}

#[tokio::test]
async fn unplugging_and_replugging_keeps_the_claim() {
    let mut counter = Counter::new(|_| {});
    let mut claim = counter.claim().await;
    for round in 0..3 {
        counter.scanner.unplug().unwrap();
        state(&counter.cell, DeviceState::Absent).await;
        counter.scanner.replug().unwrap();
        state(&counter.cell, DeviceState::Ready).await;
        let code = format!("{PASS}{round}");
        counter.scanner.scan(&code).unwrap();
        assert_eq!(read(&mut claim).await, good(&code));
    }
    assert_eq!(counter.cell.snapshot().holder.as_deref(), Some("balie-1"));
}

#[tokio::test]
async fn a_code_that_breaks_off_with_the_cable_is_refused() {
    let mut counter = Counter::new(|config| config.framing.inter_character_ms = 600_000);
    let mut claim = counter.claim().await;
    // A whole code first, so that the half one is known to follow it into the driver.
    counter.scanner.send_raw(format!("{PASS}\r2940").as_bytes()).unwrap();
    assert_eq!(read(&mut claim).await, good(PASS));
    counter.scanner.unplug().unwrap();
    assert_eq!(read(&mut claim).await, Err(BadRead::Interrupted));
    counter.scanner.replug().unwrap();
    state(&counter.cell, DeviceState::Ready).await;
    counter.scanner.scan(PASS).unwrap();
    assert_eq!(read(&mut claim).await, good(PASS));
}

#[tokio::test]
async fn a_scanner_that_is_plugged_in_later_is_found() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("scanner");
    let source = serial::start(config(&path)).unwrap();
    state(&source.cell, DeviceState::Absent).await;
    let _scanner = VirtualSerialScanner::plug(&path).unwrap();
    state(&source.cell, DeviceState::Ready).await;
    soon("the end of the driver", source.driver.shutdown()).await;
}

#[tokio::test]
async fn a_port_that_silently_became_another_device_is_opened_anew() {
    let mut counter = Counter::new(|config| config.silent_check_ms = 1);
    let mut claim = counter.claim().await;
    // The first device stays, but the path leads to another one now.
    let other = VirtualSerialScanner::plug(counter.scanner.path().with_extension("other")).unwrap();
    let target = std::fs::read_link(other.path()).unwrap();
    std::fs::remove_file(counter.scanner.path()).unwrap();
    std::os::unix::fs::symlink(target, counter.scanner.path()).unwrap();
    let mut first = std::mem::replace(&mut counter.scanner, other);
    let mut snapshots = counter.cell.subscribe();
    soon("a second opening", snapshots.wait_for(|snapshot| snapshot.info.counter("opened") == 2))
        .await
        .unwrap();
    counter.scanner.scan(PASS).unwrap();
    assert_eq!(read(&mut claim).await, good(PASS));
    first.unplug().unwrap();
}

#[tokio::test]
async fn a_quiet_port_is_refreshed_without_anybody_noticing() {
    let mut counter = Counter::new(|config| config.refresh_secs = 1);
    let mut claim = counter.claim().await;
    let mut snapshots = counter.cell.subscribe();
    soon("a refresh", snapshots.wait_for(|snapshot| snapshot.info.counter("opened") >= 2)).await.unwrap();
    assert_eq!(counter.cell.state(), DeviceState::Ready);
    counter.scanner.scan(PASS).unwrap();
    assert_eq!(read(&mut claim).await, good(PASS));
}

#[tokio::test]
async fn a_port_in_use_is_named_and_taken_when_it_is_free() {
    let counter = Counter::new(|_| {});
    state(&counter.cell, DeviceState::Ready).await;
    let mut second = config(counter.scanner.path());
    second.id = "second".parse().unwrap();
    let source = serial::start(second).unwrap();
    state(&source.cell, DeviceState::Faulted { reason: Reason::PortBusy }).await;
    assert!(Reason::PortBusy.remedy("nl").contains("andere programma"));
    soon("shutdown", counter.hub.shutdown()).await;
    state(&source.cell, DeviceState::Ready).await;
    soon("the end of the driver", source.driver.shutdown()).await;
}

#[tokio::test]
async fn shutting_down_leaves_no_thread_and_no_open_port() {
    let counter = Counter::new(|_| {});
    state(&counter.cell, DeviceState::Ready).await;
    let terminal = std::fs::read_link(counter.scanner.path()).unwrap();
    // The virtual scanner itself keeps the terminal open once.
    let open = || {
        std::fs::read_dir("/proc/self/fd")
            .unwrap()
            .flatten()
            .filter(|fd| std::fs::read_link(fd.path()).is_ok_and(|target| target == terminal))
            .count()
    };
    assert_eq!(open(), 2);
    soon("shutdown", counter.hub.shutdown()).await;
    assert_eq!(open(), 1);
    assert_eq!(counter.cell.state(), DeviceState::Absent);
}
