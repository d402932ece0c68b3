//! Scanning the page of a signed mandate: what each event of it means to a person.

use crate::show::{self, Progress};
use crate::text::{Lang, mandate as words};
use balie_client::v1::{Job, PaperSource, Registration, ScannedMandatePage};
use balie_client::{Client, ClientError, RequestId, ScanEvent, Watch};

/// A scan that is followed.
pub(crate) struct Scanning {
    lang: Lang,
    progress: Progress,
    last: Job,
}

/// What an event means.
#[allow(clippy::large_enum_variant, reason = "a handful in a scan, each taken apart at once")]
pub(crate) enum News {
    /// Nothing new to a person.
    Nothing,
    /// What the scanner does now.
    Doing(String),
    /// The page, reduced: a whole PNG.
    Preview(Vec<u8>),
    /// What was found on the page, which is stored.
    Page(ScannedMandatePage),
}

impl Scanning {
    /// Starts a scan; `device` is empty where the branch has one document scanner. Asked again with the same
    /// request id it is the same scan.
    ///
    /// # Errors
    /// As the daemon refuses.
    pub(crate) async fn start(
        client: &Client,
        id: RequestId,
        lang: Lang,
        registration: &Registration,
        device: &str,
        source: PaperSource,
    ) -> Result<Self, ClientError> {
        let last = client.documents.scan_mandate_page_as(id, &registration.name, device, source).await?;
        Ok(Self { lang, progress: Progress::default(), last })
    }

    /// Its events.
    pub(crate) fn events(&self, client: &Client) -> Watch<ScanEvent> {
        client.documents.watch_mandate_scan(&self.last.name)
    }

    /// Resource name of the job, to cancel it.
    pub(crate) fn job(&self) -> &str {
        &self.last.name
    }

    /// Takes an event in.
    pub(crate) fn take(&mut self, event: ScanEvent) -> News {
        match event {
            ScanEvent::Job(job) => {
                let told = self.progress.news(self.lang, &job);
                self.last = job;
                told.map_or(News::Nothing, News::Doing)
            }
            ScanEvent::Preview(picture) => News::Preview(picture),
            ScanEvent::PreviewPart => News::Nothing,
            ScanEvent::Page(page) => News::Page(page),
        }
    }

    /// Why there is no page, and what helps (perhaps nothing); after the last event, when that was none.
    pub(crate) fn failure(&self) -> (String, &str) {
        (words::scan_ended(self.lang, show::why(self.lang, &self.last)), &self.last.remedy)
    }
}
