//! The connection to the daemon: made again until it holds, and followed from then on.

use super::hands::Wire;
use super::options::Options;
use super::scanner::{self, Claiming};
use crate::session::Event;
use balie_client::watch::Update;
use balie_client::{Client, Endpoint, Language};
use std::time::Duration;

/// Between two attempts to reach a daemon that was never reached.
const AGAIN: Duration = Duration::from_secs(1);

/// Connects, then follows devices, scanner and branch until aborted.
pub(super) async fn keep(options: Options, language: Language, claiming: Claiming, wire: Wire) {
    let client = loop {
        let Ok(caller) = options.caller(language) else { return };
        match Client::connect(Endpoint::from_env(), caller).await {
            Ok(client) => break client,
            Err(error) => {
                tracing::debug!(%error, "the daemon is not there yet");
                wire.tell(Event::Away);
            }
        }
        tokio::time::sleep(AGAIN).await;
    };
    wire.have(client.clone());
    tokio::join!(devices(&client, &wire), scanner::follow(&client, &wire, claiming), changes(&client, &wire));
}

/// Whether the daemon answers is told by its stream of devices.
async fn devices(client: &Client, wire: &Wire) {
    loop {
        let mut watch = client.devices.watch();
        let mut up = false;
        while let Some(update) = watch.next().await {
            match update {
                Ok(Update::Changed(devices)) => {
                    if !up {
                        match client.branch.get().await {
                            Ok(branch) => wire.tell(Event::Up(branch)),
                            Err(error) => {
                                tracing::warn!(%error, "the branch cannot be read");
                                continue;
                            }
                        }
                        up = true;
                    }
                    wire.tell(Event::Devices(devices));
                }
                Ok(Update::Interrupted(_)) => {
                    up = false;
                    wire.tell(Event::Away);
                }
                Err(error) => {
                    tracing::warn!(%error, "the devices cannot be followed");
                    wire.tell(Event::Away);
                    break;
                }
            }
        }
        tokio::time::sleep(AGAIN).await;
    }
}

/// Tells that something changed in the branch; what, is read where it is shown.
async fn changes(client: &Client, wire: &Wire) {
    loop {
        let since = newest(client).await;
        let mut watch = client.branch.watch_changes(since, "");
        while let Some(Ok(update)) = watch.next().await {
            if let Update::Changed(_) = update {
                wire.tell(Event::BranchChanged);
            }
        }
        // The feed of a restored branch begins anew.
        tokio::time::sleep(AGAIN).await;
    }
}

/// Number of the latest change, so that the feed is not read from its beginning.
async fn newest(client: &Client) -> u64 {
    let request = balie_client::v1::ListRegistrationsRequest { page_size: 1, ..Default::default() };
    match client.registrations.list(request).await {
        Ok(page) => page.registrations.first().map_or(0, |latest| latest.change_number),
        Err(_) => 0,
    }
}
