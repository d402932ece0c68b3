//! Scanning the page of a signed mandate.

use super::documents::{Documents, stub};
use super::{Jobs, call};
use crate::call::RequestId;
use crate::connection::Transport;
use crate::error::{ClientError, Part as _};
use crate::watch::{Source, Watch};
use balie_proto::v1::watch_mandate_scan_response::Event;
use balie_proto::v1::{
    Job, JobState, PaperSource, ScanMandatePageRequest, ScannedMandatePage, WatchMandateScanRequest,
    WatchMandateScanResponse,
};
use tonic::{Status, Streaming};

/// What a scan that is followed tells.
#[derive(Debug, Clone, PartialEq)]
#[allow(clippy::large_enum_variant, reason = "a handful in a scan, each taken apart at once")]
pub enum ScanEvent {
    /// The job as it is now; its progress is in words. The last event, unless the job is done.
    Job(Job),
    /// The page, reduced to about 100 dots per inch: a whole PNG. Comes before the barcodes are searched.
    Preview(Vec<u8>),
    /// A part of the page has come in; there is nothing to show yet.
    PreviewPart,
    /// What was found on the page, which is stored. The last event.
    Page(ScannedMandatePage),
}

impl Documents {
    /// Starts a scan of the signed page of a mandate. `scanner` is "devices/{id}", or empty when the branch has one.
    /// Follow the job with [`Documents::watch_mandate_scan`]; cancel it with [`Jobs::cancel`].
    ///
    /// # Errors
    /// FAILED_PRECONDITION `NO_DOCUMENT_SCANNER` or `CHOOSE_DOCUMENT_SCANNER` (the ids are in the metadata); NOT_FOUND
    /// `NO_DOCUMENT` where no mandate form is out.
    pub async fn scan_mandate_page(
        &self,
        registration: &str,
        scanner: &str,
        source: PaperSource,
    ) -> Result<Job, ClientError> {
        self.scan_mandate_page_as(RequestId::new(), registration, scanner, source).await
    }

    /// As [`Documents::scan_mandate_page`], with a request id of the caller.
    ///
    /// # Errors
    /// Also `REQUEST_ID_REUSED`.
    pub async fn scan_mandate_page_as(
        &self,
        request_id: RequestId,
        registration: &str,
        scanner: &str,
        source: PaperSource,
    ) -> Result<Job, ClientError> {
        let request = ScanMandatePageRequest {
            name: registration.to_owned(),
            device: scanner.to_owned(),
            source: source.into(),
            request_id: request_id.to_string(),
        };
        call!(self.scan_mandate_page(request))?.job.part("job")
    }

    /// Follows a scan to its end: see [`ScanEvent`]. After an interruption it begins with the present state again.
    pub fn watch_mandate_scan(&self, job: &str) -> Watch<ScanEvent> {
        let request = WatchMandateScanRequest { job: job.to_owned() };
        let following =
            Following { transport: self.transport.clone(), request, picture: Vec::new(), ended: false };
        Watch::start(following, self.policy.clone())
    }
}

struct Following {
    transport: Transport,
    request: WatchMandateScanRequest,
    picture: Vec<u8>,
    ended: bool,
}

impl Source for Following {
    type Message = WatchMandateScanResponse;
    type Item = ScanEvent;

    async fn open(&mut self) -> Result<Streaming<WatchMandateScanResponse>, Status> {
        self.picture.clear();
        let request = self.request.clone();
        Ok(stub(self.transport.clone()).watch_mandate_scan(request).await?.into_inner())
    }

    fn take(&mut self, message: WatchMandateScanResponse) -> Result<ScanEvent, ClientError> {
        Ok(match message.event.part("event")? {
            Event::Job(job) => {
                self.ended = Jobs::has_ended(job.state()) && job.state() != JobState::Done;
                ScanEvent::Job(job)
            }
            Event::Preview(piece) => {
                self.picture.extend(piece.content);
                match piece.last {
                    true => ScanEvent::Preview(std::mem::take(&mut self.picture)),
                    false => ScanEvent::PreviewPart,
                }
            }
            Event::Page(page) => {
                self.ended = true;
                ScanEvent::Page(page)
            }
        })
    }

    fn is_complete(&self) -> bool {
        self.ended
    }
}
