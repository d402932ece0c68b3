//! The barcode scanner: claimed for this station as long as the dialogue lasts (UnifiedPOS claim).

use super::Dialogue;
use crate::text::{dialogue as words, states};
use balie_client::v1::claim_scanner_response::Event;
use balie_client::v1::{Device, DeviceState, Scan};
use balie_client::{Client, ClientError, Update, Watch, sentence};
use std::time::Duration;
use tokio::time::{Instant, timeout_at};

/// How long the first question waits for word of the scanner, so that it is not interrupted by it.
const FIRST_WORD: Duration = Duration::from_secs(2);

/// The claim on a scanner, when there is one.
#[derive(Default)]
pub(super) struct Scanner {
    claim: Option<Watch<Event>>,
    /// Resource name, once claimed.
    name: String,
    /// State as told last.
    told: Option<DeviceState>,
}

/// News of the claim; none when it ended.
pub(super) type News = Option<Result<Update<Event>, ClientError>>;

impl Scanner {
    /// Claims the only scanner of the branch; with `ask` the station that has it is asked to let it go.
    fn claim(&mut self, client: &Client, ask: bool) {
        self.told = None;
        self.claim = Some(client.devices.claim("", ask));
    }

    /// The next news; never any without a claim. Cancel safe.
    pub(super) async fn next(&mut self) -> News {
        match &mut self.claim {
            Some(claim) => claim.next().await,
            None => std::future::pending().await,
        }
    }
}

impl Dialogue<'_, '_> {
    /// Claims the scanner and waits until it is known whether there is one.
    pub(super) async fn claim_scanner(&mut self) {
        self.scanner.claim(&self.context.client, false);
        let until = Instant::now() + FIRST_WORD;
        while self.scanner.claim.is_some() && self.scanner.told.is_none() {
            match timeout_at(until, self.scanner.next()).await {
                Ok(news) => drop(self.scanner_news(news).await),
                Err(_too_late) => return,
            }
        }
    }

    /// The clerk asks for the scanner, or lets it go.
    pub(super) fn toggle_scanner(&mut self) {
        let lang = self.context.lang;
        if self.scanner.claim.take().is_some() {
            self.say(words::scanner_released(lang));
        } else {
            self.scanner.claim(&self.context.client, true);
            self.say(words::scanner_asked(lang));
        }
    }

    /// Takes news of the scanner in; gives the scan when it was one.
    pub(super) async fn scanner_news(&mut self, news: News) -> Option<Scan> {
        let lang = self.context.lang;
        match news {
            Some(Ok(Update::Changed(event))) => {
                self.found();
                return self.scanner_event(event).await;
            }
            Some(Ok(Update::Interrupted(_))) => self.lost(),
            Some(Err(error)) => {
                self.scanner.claim = None;
                let reason =
                    error.refusal().map_or_else(|| error.to_string(), |refusal| refusal.message.clone());
                self.say(words::scanner_unavailable(lang, reason));
            }
            None => self.scanner.claim = None,
        }
        None
    }

    async fn scanner_event(&mut self, event: Event) -> Option<Scan> {
        let lang = self.context.lang;
        match event {
            Event::Scan(scan) => return Some(scan),
            Event::Claimed(name) => self.scanner.name = name,
            Event::Device(device) => self.scanner_state(&device),
            Event::BadRead(reason) => self.problem(words::bad_read(lang, reason)),
            Event::Lost(reason) => {
                self.scanner.claim = None;
                self.problem(words::scanner_lost(lang, reason));
            }
            Event::ReleaseRequestedBy(station) => {
                // Whoever is busy with a patron keeps the scanner; a refusal means that it is lost already.
                if self.context.client.devices.retain(&self.scanner.name).await.is_ok() {
                    self.say(words::scanner_wanted(lang, station));
                }
            }
        }
        None
    }

    fn scanner_state(&mut self, device: &Device) {
        let lang = self.context.lang;
        let state = device.state();
        if self.scanner.told.replace(state) == Some(state) {
            return;
        }
        let name = &device.display_name;
        match state {
            DeviceState::Ready => self.say(words::scanner_ready(lang, name)),
            // It lasts a moment; what comes of it is told.
            DeviceState::Starting => self.scanner.told = None,
            other => {
                let state = states::device(lang, other);
                let text = words::scanner_not_ready(lang, name, state, sentence(&device.reason));
                self.say(text);
            }
        }
    }
}
