//! Half a scan: the scanner stops in the middle of a code.

use super::desk::Desk;
use balie_client::v1::claim_scanner_response::Event;
use balie_client::watch::{Update, Watch};
use balie_client::{CallPolicy, Language, v1};
use balie_journeys::{PATIENCE, pass_number};
use std::time::Duration;

/// The next event that is not about the state of the device.
async fn event(claim: &mut Watch<Event>) -> Event {
    let found = async {
        loop {
            match claim.next().await {
                Some(Ok(Update::Changed(Event::Device(_)))) => {}
                Some(Ok(Update::Changed(event))) => return event,
                Some(Ok(_)) => {}
                other => panic!("{other:?}"),
            }
        }
    };
    tokio::time::timeout(PATIENCE, found).await.expect("in time")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn half_a_scan_is_told_and_the_next_one_is_whole() {
    let mut desk = Desk::open("").await;
    let now = desk.draft(1).await;
    let before = desk.standing(Some(&now.name)).await;
    for (language, words) in Language::ALL.into_iter().zip(["halverwege afgebroken", "broke off halfway"]) {
        let client = desk.branch.client_with("balie-1", language, CallPolicy::default()).await;
        let mut claim = client.devices.claim("", false);
        assert!(matches!(event(&mut claim).await, Event::Claimed(_)));
        ready(&mut desk, &mut claim).await;
        let code = pass_number(2);
        desk.branch.scanner.send_raw(&code.as_bytes()[..7]).expect("it is plugged in");
        match event(&mut claim).await {
            Event::BadRead(told) => assert!(told.contains(words), "{told}"),
            other => panic!("{other:?}"),
        }
        // The rest of it, long after, is no pass either.
        desk.branch.scanner.send_raw(format!("{}\r", &code[7..]).as_bytes()).expect("it is plugged in");
        match event(&mut claim).await {
            Event::Scan(scan) => assert_ne!(scan.kind(), v1::ScanKind::OwnPass, "{scan:?}"),
            Event::BadRead(_) => {}
            other => panic!("{other:?}"),
        }
        desk.branch.scanner.scan(&code).expect("it is plugged in");
        match event(&mut claim).await {
            Event::Scan(scan) => {
                assert_eq!((scan.text.as_str(), scan.kind()), (code.as_str(), v1::ScanKind::OwnPass));
            }
            other => panic!("{other:?}"),
        }
        // The cable is pulled in the middle of a code: what came of it, if it came, joins nothing that comes later.
        desk.branch.scanner.send_raw(&code.as_bytes()[..7]).expect("it is plugged in");
        desk.branch.scanner.unplug().expect("the link goes");
        desk.branch.scanner.replug().expect("the link is free");
        ready(&mut desk, &mut claim).await;
    }
    assert_eq!(desk.standing(Some(&now.name)).await, before);
}

/// Scans until it arrives, for the daemon has to open the scanner first; then until all that was scanned has come.
async fn ready(desk: &mut Desk, claim: &mut Watch<Event>) {
    let code = pass_number(3);
    for _ in 0..100 {
        desk.branch.scanner.scan(&code).expect("it is plugged in");
        if let Ok(Event::Scan(scan)) = tokio::time::timeout(Duration::from_secs(2), event(claim)).await {
            assert_eq!(scan.text, code);
            while let Ok(more) = tokio::time::timeout(Duration::from_secs(1), event(claim)).await {
                assert!(matches!(&more, Event::Scan(scan) if scan.text == code), "{more:?}");
            }
            return;
        }
    }
    panic!("no scan arrives:\n{}", desk.branch.log());
}
