//! The connection to the daemon: made again until it holds, and followed from then on.

use super::hands::Wire;
use super::options::Options;
use super::scanner::{self, Claiming};
use crate::session::Event;
use crate::ui::Distrust;
use balie_client::station::{Credentials, CredentialsError, TlsFault};
use balie_client::watch::Update;
use balie_client::{Client, ClientError, Endpoint, Language};
use std::time::Duration;

/// Between two attempts to reach a daemon that was never reached.
const AGAIN: Duration = Duration::from_secs(1);

/// Connects, to where this PC was just enrolled or to what the environment says, then follows devices, scanner and
/// branch until aborted.
pub(super) async fn keep(
    options: Options,
    language: Language,
    enrolled: Option<Endpoint>,
    claiming: Claiming,
    wire: Wire,
) {
    let client = loop {
        let Ok(caller) = options.caller(language) else { return };
        // Looked at each time: this PC may be enrolled from the command line meanwhile.
        let is_missing = enrolled.is_none() && Endpoint::is_missing();
        let endpoint = enrolled.clone().unwrap_or_else(Endpoint::from_env);
        introduce(&endpoint, &wire);
        match Client::connect(endpoint, caller).await {
            Ok(client) => break client,
            Err(error) => {
                tracing::debug!(%error, "the daemon is not there yet");
                wire.tell(if is_missing { Event::Unenrolled } else { absent(&error) });
            }
        }
        tokio::time::sleep(AGAIN).await;
    };
    wire.have(client.clone());
    tokio::join!(devices(&client, &wire), scanner::follow(&client, &wire, claiming), changes(&client, &wire));
}

/// Tells where the daemon is, and what this PC is called there: a certificate decides on the name, whatever the PC
/// calls itself.
fn introduce(endpoint: &Endpoint, wire: &Wire) {
    let Endpoint::Tcp { server, credentials } = endpoint else {
        return wire.tell(Event::Server(String::new()));
    };
    wire.tell(Event::Server(server.clone()));
    let credentials = credentials.as_deref().and_then(|directory| Credentials::load(directory).ok());
    if let Some(station) = credentials.and_then(|credentials| credentials.station()) {
        wire.tell(Event::Station(station));
    }
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
                            Ok(branch) => {
                                if let Ok(caller) = client.branch.caller().await {
                                    wire.tell(Event::Station(caller.station));
                                }
                                wire.tell(Event::Up(branch));
                            }
                            Err(error) => {
                                tracing::warn!(%error, "the branch cannot be read");
                                wire.tell(absent(&error));
                                continue;
                            }
                        }
                        up = true;
                    }
                    wire.tell(Event::Devices(devices));
                }
                Ok(Update::Interrupted(error)) => {
                    up = false;
                    wire.tell(absent(&error));
                }
                Err(error) => {
                    tracing::warn!(%error, "the devices cannot be followed");
                    wire.tell(absent(&error));
                    break;
                }
            }
        }
        tokio::time::sleep(AGAIN).await;
    }
}

/// What it means to a clerk that the daemon cannot be worked with.
fn absent(error: &ClientError) -> Event {
    let distrust = match error {
        ClientError::Credentials(CredentialsError::Missing(_)) => return Event::Unenrolled,
        ClientError::Credentials(_) => Distrust::Unusable,
        ClientError::Tls { fault: TlsFault::Ended, .. } => Distrust::Ended,
        ClientError::Tls { fault: TlsFault::NotAccepted, .. } => Distrust::Refused,
        ClientError::Tls { fault: TlsFault::NotTheDaemon, .. } => Distrust::OtherServer,
        ClientError::Tls { fault: TlsFault::Name, .. } => Distrust::Name,
        ClientError::Tls { fault: TlsFault::Clock, .. } => Distrust::Clock,
        error if error.has_reason("STATION_REVOKED") => Distrust::Revoked,
        error if error.has_reason("CERTIFICATE_UNKNOWN") || error.has_reason("NO_CERTIFICATE") => {
            Distrust::Refused
        }
        _ => return Event::Away,
    };
    Event::Distrusted(distrust)
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

#[cfg(test)]
mod tests {
    use super::*;
    use balie_client::{Code, Refusal};

    fn refused(reason: &str) -> ClientError {
        ClientError::Refused(Box::new(Refusal {
            code: Code::Unauthenticated,
            message: String::new(),
            reason: Some(reason.to_owned()),
            metadata: Default::default(),
            violations: Vec::new(),
            preconditions: Vec::new(),
            retry_after: None,
        }))
    }

    #[test]
    fn a_pc_that_is_not_let_in_is_told_from_a_daemon_that_is_away() {
        let tls = |fault| ClientError::Tls { at: String::new(), fault };
        for (error, distrust) in [
            (tls(TlsFault::Ended), Distrust::Ended),
            (tls(TlsFault::NotAccepted), Distrust::Refused),
            (tls(TlsFault::NotTheDaemon), Distrust::OtherServer),
            (tls(TlsFault::Name), Distrust::Name),
            (tls(TlsFault::Clock), Distrust::Clock),
            (refused("STATION_REVOKED"), Distrust::Revoked),
            (refused("CERTIFICATE_UNKNOWN"), Distrust::Refused),
            (refused("NO_CERTIFICATE"), Distrust::Refused),
            (CredentialsError::Readable("station.pem".into()).into(), Distrust::Unusable),
        ] {
            let event = absent(&error);
            assert!(matches!(event, Event::Distrusted(told) if told == distrust), "{error:?}: {event:?}");
        }
        assert!(matches!(absent(&CredentialsError::Missing("balie".into()).into()), Event::Unenrolled));
        for error in [tls(TlsFault::NotTls), refused("BUSY"), ClientError::TimedOut] {
            assert!(matches!(absent(&error), Event::Away), "{error:?}");
        }
    }
}
