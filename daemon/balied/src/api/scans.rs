//! Following a scan: the job, the page, what was found.

use super::Api;
use super::convert::job::job_view;
use super::documents::PIECE;
use super::status::hub_error;
use super::stream::Sender;
use crate::hub::{HubError, JobView, Name, ScanFindings, WITHOUT_BARCODE};
use balie_proto::v1 as pb;
use balie_proto::v1::watch_mandate_scan_response::Event;
use balie_registration::Lang;
use balie_store::JobState;
use tonic::Status;
use uuid::Uuid;

/// What the clerk should know of a page with these references: code and words.
pub fn notice(references: &[String], lang: Lang) -> (String, String) {
    if !references.is_empty() {
        return (String::new(), String::new());
    }
    let words = match lang {
        Lang::Nl => {
            "De pagina is bewaard, maar er staat geen leesbare barcode op. Scan de barcode linksboven op het formulier met de handscanner, of leg de pagina recht en scan haar opnieuw."
        }
        Lang::En => {
            "The page is stored, but it has no readable barcode. Scan the barcode at the top left of the form with the hand scanner, or straighten the page and scan it again."
        }
    };
    (WITHOUT_BARCODE.to_owned(), words.to_owned())
}

/// A client that follows a scan.
pub struct ScanWatch {
    pub api: Api,
    pub id: Uuid,
    pub lang: Lang,
}

type ToClient = Sender<pb::WatchMandateScanResponse>;

impl ScanWatch {
    /// Follows the scan to its end.
    pub async fn run(self, first: JobView, sender: ToClient) -> Result<(), Status> {
        let followed = self.follow(first, &sender).await;
        followed.map(|_| ()).map_err(|error| hub_error(&error, self.lang))
    }

    /// False when nobody listens any more.
    async fn follow(&self, first: JobView, sender: &ToClient) -> Result<bool, HubError> {
        let hub = &self.api.hub;
        let (mut stored, mut progress) = (hub.store().jobs(), hub.progress().changes());
        let mut now = first;
        let mut sent = None;
        let mut shown = false;
        loop {
            let done = now.job.state == JobState::Done;
            // The page comes as soon as it is there, and before the word that the job is done.
            let there = done || hub.progress().scan(self.id).is_some_and(|scan| scan.preview.is_some());
            if there && !shown {
                shown = true;
                if !self.show(sender).await? {
                    return Ok(false);
                }
            }
            let view = job_view(&now, self.lang);
            if sent.as_ref() != Some(&view) && !send(sender, Event::Job(view.clone())).await {
                return Ok(false);
            }
            sent = Some(view);
            if done {
                return Ok(send(sender, Event::Page(self.findings(&now).await?)).await);
            }
            if now.has_ended() {
                return Ok(true);
            }
            let changed = tokio::select! {
                changed = stored.changed() => changed,
                changed = progress.changed() => changed,
            };
            if changed.is_err() {
                return Ok(true);
            }
            now = hub.job(self.id).await?;
        }
    }

    /// Sends the page, where there is one.
    async fn show(&self, sender: &ToClient) -> Result<bool, HubError> {
        let Some(preview) = self.api.hub.scan_preview(self.id).await? else { return Ok(true) };
        let pieces = preview.chunks(PIECE);
        let count = pieces.len();
        for (at, piece) in pieces.enumerate() {
            let media_type = if at == 0 { "image/png".to_owned() } else { String::new() };
            let preview = pb::PagePreview { media_type, content: piece.to_vec(), last: at + 1 == count };
            if !send(sender, Event::Preview(preview)).await {
                return Ok(false);
            }
        }
        Ok(true)
    }

    async fn findings(&self, now: &JobView) -> Result<pb::ScannedMandatePage, HubError> {
        let ScanFindings { references, more_sheets } = ScanFindings::of(&now.job)?;
        let (notice_code, notice) = notice(&references, self.lang);
        let id = now.job.registration_id.as_deref().and_then(|id| Uuid::parse_str(id).ok());
        let registration = match id {
            Some(id) => Some(self.api.registration(&self.api.hub.look(&Name::Id(id)).await?)),
            None => None,
        };
        Ok(pb::ScannedMandatePage { references, notice_code, notice, more_sheets, registration })
    }
}

async fn send(sender: &ToClient, event: Event) -> bool {
    sender.send(pb::WatchMandateScanResponse { event: Some(event) }).await
}
