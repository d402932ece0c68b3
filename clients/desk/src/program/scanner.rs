//! The claim on the scanner of this counter.

use super::hands::Wire;
use crate::session::{Event, ScannerEvent};
use balie_client::Client;
use balie_client::v1::claim_scanner_response::Event as Claim;
use balie_client::watch::Update;
use std::time::Duration;

/// Before another attempt, when somebody else holds the scanner or there is none.
const AGAIN: Duration = Duration::from_secs(5);

/// Given up, the scanner is left alone this long, for the station that asked.
const LEAVE: Duration = Duration::from_secs(10);

/// How the scanner is claimed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Claiming {
    /// When it is free.
    Take,
    /// Its holder is asked for it.
    Ask,
    /// Another station comes first.
    Leave,
}

/// Claims the scanner again and again until aborted.
pub(super) async fn follow(client: &Client, wire: &Wire, claiming: Claiming) {
    if claiming == Claiming::Leave {
        tokio::time::sleep(LEAVE).await;
    }
    let mut ask = claiming == Claiming::Ask;
    loop {
        let mut watch = client.devices.claim("", ask);
        ask = false;
        while let Some(update) = watch.next().await {
            let event = match update {
                Ok(Update::Changed(Claim::Claimed(device))) => ScannerEvent::Claimed(device),
                Ok(Update::Changed(Claim::Scan(scan))) => ScannerEvent::Scan(scan),
                Ok(Update::Changed(Claim::BadRead(reason))) => ScannerEvent::BadRead(reason),
                Ok(Update::Changed(Claim::ReleaseRequestedBy(station))) => ScannerEvent::AskedBy(station),
                Ok(Update::Changed(Claim::Lost(_))) => ScannerEvent::Lost,
                Ok(Update::Changed(Claim::Device(_)) | Update::Interrupted(_)) => continue,
                Err(error) => {
                    tracing::debug!(%error, "the scanner cannot be claimed");
                    ScannerEvent::HeldBy(holder(client).await)
                }
            };
            wire.tell(Event::Scanner(event));
        }
        tokio::time::sleep(AGAIN).await;
    }
}

/// Station that holds the scanner; empty when none does, or there is no scanner.
async fn holder(client: &Client) -> String {
    let devices = client.devices.list().await.unwrap_or_default();
    devices
        .into_iter()
        .map(|device| device.claimed_by)
        .find(|station| !station.is_empty())
        .unwrap_or_default()
}
