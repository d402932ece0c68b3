//! Claims: who gets what a scanner reads.

use std::time::Duration;

use crate::common::{PATIENCE, soon, until};
use balie_devices::scanner::claims::{ClaimError, LostReason};
use balie_devices::scanner::{
    BadRead, ClaimMode, DriverHandle, DriverLife, Read, Scan, ScannerClaim, ScannerEvent, ScannerHub,
    ScannerSource,
};
use balie_devices::{DeviceCell, DeviceId, DeviceInfo, DeviceRole, DeviceState};
use tokio::sync::mpsc;
use tokio_stream::StreamExt;

/// A hub with one scanner, and the driver's side of it.
struct Desk {
    hub: ScannerHub,
    id: DeviceId,
    cell: DeviceCell,
    reads: mpsc::Sender<Read>,
    _life: DriverLife,
}

impl Desk {
    fn new(ask_within: Duration) -> Self {
        let id: DeviceId = "scanner".parse().unwrap();
        let info = DeviceInfo::new(id.clone(), DeviceRole::Scanner, "test", "nowhere".into(), None);
        let cell = DeviceCell::new(info);
        let (reads, queue) = mpsc::channel(64);
        let (driver, life) = DriverHandle::new();
        let source = ScannerSource { cell: cell.clone(), reads: queue, driver };
        Self { hub: ScannerHub::new([source], ask_within), id, cell, reads, _life: life }
    }

    async fn claim(&self, station: &str, mode: ClaimMode) -> Result<ScannerClaim, ClaimError> {
        soon("a claim", self.hub.claim(&self.id, station, mode)).await
    }

    /// Claims and reads the two events every claim starts with.
    async fn hold(&self, station: &str) -> ScannerClaim {
        let mut claim = self.claim(station, ClaimMode::Refuse).await.unwrap();
        assert_eq!(next(&mut claim).await, Some(ScannerEvent::Claimed));
        assert!(matches!(next(&mut claim).await, Some(ScannerEvent::State(_))));
        claim
    }

    async fn scan(&self, text: &str) {
        self.reads.send(Ok(Scan { text: text.to_owned(), symbology: None })).await.unwrap();
    }

    async fn counted(&self, name: &str, value: u64) {
        until(name, || self.cell.snapshot().info.counter(name) == value).await;
    }
}

async fn next(claim: &mut ScannerClaim) -> Option<ScannerEvent> {
    soon("an event", claim.next()).await
}

async fn text(claim: &mut ScannerClaim) -> String {
    match next(claim).await {
        Some(ScannerEvent::Data(data)) => data.text,
        other => panic!("{other:?} where a code was expected"),
    }
}

#[tokio::test]
async fn codes_go_to_the_holder_and_a_second_station_hears_who_that_is() {
    let desk = Desk::new(PATIENCE);
    let mut balie1 = desk.hold("balie-1").await;
    let refused = desk.claim("balie-2", ClaimMode::Refuse).await.unwrap_err();
    assert_eq!(refused, ClaimError::Held { holder: "balie-1".into() });
    assert!(refused.message("nl").contains("balie-1"));
    assert_eq!(desk.cell.snapshot().holder.as_deref(), Some("balie-1"));
    desk.scan("1").await;
    assert_eq!(text(&mut balie1).await, "1");
    desk.counted("scans_delivered", 1).await;
}

#[tokio::test]
async fn dropping_the_stream_releases_the_scanner() {
    let desk = Desk::new(PATIENCE);
    drop(desk.hold("balie-1").await);
    assert_eq!(desk.cell.snapshot().holder, None);
    let mut balie2 = desk.hold("balie-2").await;
    desk.scan("2").await;
    assert_eq!(text(&mut balie2).await, "2");
}

#[tokio::test]
async fn a_scan_nobody_claimed_is_counted_and_never_delivered() {
    let desk = Desk::new(PATIENCE);
    desk.scan("lost").await;
    desk.counted("scans_unclaimed", 1).await;
    let mut balie1 = desk.hold("balie-1").await;
    desk.scan("kept").await;
    match next(&mut balie1).await {
        Some(ScannerEvent::Data(data)) => assert_eq!((data.text.as_str(), data.sequence), ("kept", 2)),
        other => panic!("{other:?}"),
    }
    assert!(!format!("{:?}", Scan { text: "2940".into(), symbology: None }).contains("2940"));
}

#[tokio::test]
async fn a_refused_read_is_told_and_the_next_code_comes() {
    let desk = Desk::new(PATIENCE);
    let mut balie1 = desk.hold("balie-1").await;
    desk.reads.send(Err(BadRead::Interrupted)).await.unwrap();
    desk.scan("3").await;
    assert_eq!(next(&mut balie1).await, Some(ScannerEvent::BadRead { reason: BadRead::Interrupted }));
    assert_eq!(text(&mut balie1).await, "3");
    desk.counted("scans_refused", 1).await;
}

#[tokio::test]
async fn a_holder_that_releases_when_asked_hands_the_scanner_over() {
    let desk = Desk::new(PATIENCE);
    let mut balie1 = desk.hold("balie-1").await;
    let asking = async {
        let mut balie2 = desk.claim("balie-2", ClaimMode::Ask).await.unwrap();
        assert_eq!(next(&mut balie2).await, Some(ScannerEvent::Claimed));
        balie2
    };
    let releasing = async {
        let asked = next(&mut balie1).await;
        assert_eq!(asked, Some(ScannerEvent::ReleaseRequested { by: "balie-2".into(), within: PATIENCE }));
        desk.hub.release(&desk.id, "balie-1").unwrap();
        assert_eq!(next(&mut balie1).await, None, "the stream ends with the claim");
    };
    let (mut balie2, ()) = tokio::join!(asking, releasing);
    drop(balie1);
    desk.scan("4").await;
    assert!(matches!(next(&mut balie2).await, Some(ScannerEvent::State(_))));
    assert_eq!(text(&mut balie2).await, "4", "dropping a claim that has ended takes nothing away");
}

#[tokio::test]
async fn a_holder_may_retain_the_scanner() {
    let desk = Desk::new(PATIENCE);
    let mut balie1 = desk.hold("balie-1").await;
    let keeping = async {
        assert!(matches!(next(&mut balie1).await, Some(ScannerEvent::ReleaseRequested { .. })));
        balie1.retain().unwrap();
    };
    let (asked, ()) = tokio::join!(desk.claim("balie-2", ClaimMode::Ask), keeping);
    assert_eq!(asked.unwrap_err(), ClaimError::Retained { holder: "balie-1".into() });
    desk.scan("5").await;
    assert_eq!(text(&mut balie1).await, "5");
    assert_eq!(desk.hub.retain(&desk.id, "balie-2"), Err(ClaimError::NotHolder));
}

#[tokio::test]
async fn a_holder_that_does_not_answer_in_time_loses_the_scanner() {
    let desk = Desk::new(Duration::from_millis(50));
    let mut balie1 = desk.hold("balie-1").await;
    let mut balie2 = desk.claim("balie-2", ClaimMode::Ask).await.unwrap();
    assert!(matches!(next(&mut balie1).await, Some(ScannerEvent::ReleaseRequested { .. })));
    assert_eq!(next(&mut balie1).await, Some(ScannerEvent::Revoked { by: "balie-2".into() }));
    assert_eq!(next(&mut balie1).await, None);
    assert_eq!(next(&mut balie2).await, Some(ScannerEvent::Claimed));
    assert_eq!(balie1.retain(), Err(ClaimError::NotHolder));
}

#[tokio::test]
async fn one_station_asks_at_a_time_and_one_that_gave_up_asks_no_more() {
    let desk = Desk::new(PATIENCE);
    let mut balie1 = desk.hold("balie-1").await;
    {
        let asking = desk.hub.claim(&desk.id, "balie-2", ClaimMode::Ask);
        tokio::pin!(asking);
        tokio::select! {
            _ = &mut asking => panic!("nobody has answered"),
            asked = next(&mut balie1) => assert!(matches!(asked, Some(ScannerEvent::ReleaseRequested { .. }))),
        }
        let third = desk.claim("balie-3", ClaimMode::Ask).await.unwrap_err();
        assert_eq!(third, ClaimError::AlreadyAsked { asker: "balie-2".into() });
    }
    let asking = desk.hub.claim(&desk.id, "balie-3", ClaimMode::Ask);
    let releasing = async {
        let asked = next(&mut balie1).await;
        assert!(matches!(asked, Some(ScannerEvent::ReleaseRequested { by, .. }) if by == "balie-3"));
        drop(balie1);
    };
    let (balie3, ()) = soon("the third station", async { tokio::join!(asking, releasing) }).await;
    assert!(balie3.is_ok());
    assert_eq!(desk.cell.snapshot().holder.as_deref(), Some("balie-3"));
}

#[tokio::test]
async fn a_station_that_leaves_at_the_very_moment_it_gets_the_scanner_does_not_keep_it() {
    let desk = Desk::new(PATIENCE);
    let mut balie1 = desk.hold("balie-1").await;
    {
        let asking = desk.hub.claim(&desk.id, "balie-2", ClaimMode::Ask);
        tokio::pin!(asking);
        tokio::select! {
            _ = &mut asking => panic!("nobody has answered"),
            asked = next(&mut balie1) => assert!(matches!(asked, Some(ScannerEvent::ReleaseRequested { .. }))),
        }
        drop(balie1);
    }
    desk.scan("lost").await;
    desk.counted("scans_unclaimed", 1).await;
    desk.hold("balie-3").await;
}

#[tokio::test]
async fn a_station_that_reconnects_takes_its_own_claim_over() {
    let desk = Desk::new(PATIENCE);
    let mut stale = desk.hold("balie-1").await;
    let mut fresh = desk.hold("balie-1").await;
    assert_eq!(next(&mut stale).await, Some(ScannerEvent::Revoked { by: "balie-1".into() }));
    assert_eq!(next(&mut stale).await, None);
    drop(stale);
    desk.scan("6").await;
    assert_eq!(text(&mut fresh).await, "6");
}

#[tokio::test]
async fn a_reader_that_is_stuck_loses_the_claim() {
    let desk = Desk::new(PATIENCE);
    let stuck = desk.hold("balie-1").await;
    for index in 0..300 {
        desk.scan(&index.to_string()).await;
    }
    until("the claim is given up", || desk.cell.snapshot().holder.is_none()).await;
    desk.hold("balie-2").await;
    drop(stuck);
}

#[tokio::test]
async fn the_claim_survives_an_absent_scanner_and_states_are_told() {
    let desk = Desk::new(PATIENCE);
    let mut balie1 = desk.hold("balie-1").await;
    desk.cell.set_state(DeviceState::Absent);
    assert_eq!(next(&mut balie1).await, Some(ScannerEvent::State(DeviceState::Absent)));
    desk.cell.set_state(DeviceState::Ready);
    // Also as a stream.
    let event = soon("a state", StreamExt::next(&mut balie1)).await;
    assert_eq!(event, Some(ScannerEvent::State(DeviceState::Ready)));
    desk.scan("7").await;
    assert_eq!(text(&mut balie1).await, "7");
}

#[tokio::test]
async fn a_driver_that_ends_takes_its_claims_along() {
    let desk = Desk::new(PATIENCE);
    let mut balie1 = desk.hold("balie-1").await;
    let Desk { hub, id, reads, .. } = desk;
    drop(reads);
    assert_eq!(next(&mut balie1).await, Some(ScannerEvent::Lost { reason: LostReason::Stopping }));
    assert_eq!(next(&mut balie1).await, None);
    assert_eq!(hub.claim(&id, "balie-1", ClaimMode::Refuse).await.unwrap_err(), ClaimError::Stopping);
    let nowhere: DeviceId = "nowhere".parse().unwrap();
    let missing = hub.claim(&nowhere, "balie-1", ClaimMode::Refuse).await.unwrap_err();
    assert_eq!(missing, ClaimError::NoSuchScanner(nowhere));
}
