//! Scanning the page of a signed mandate, as a job of a document scanner.

use super::forms::FormJob;
use super::jobs::{JobView, outcome_json};
use super::names::{JobKind, ScanWork, asked_job};
use super::pages::{attachment, page_entry, replace_page};
use super::records::Stored;
use super::requests::hash;
use super::{Caller, Hub, HubError};
use crate::page_reader::Wanted;
use balie_devices::document_scanner::{PaperSource, ScanProgress, ScannedPage};
use balie_documents::FirstPage;
use balie_store::{Job, JobState};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// The scan in the audit trail.
const SCAN: &str = "scan_mandate_page";

/// A wish for a scan.
#[derive(Debug, Clone)]
pub struct ScanWish {
    /// The registration.
    pub registration: Uuid,
    /// The scanner; may be left out when the branch has one.
    pub device: Option<String>,
    /// Where the paper lies; as configured when left out.
    pub source: Option<PaperSource>,
    /// Request id; the same one within 24 hours is carried out once.
    pub request_id: Option<Uuid>,
}

/// A scan that a worker has taken up.
#[derive(Debug, Clone)]
pub struct Scanning {
    /// What it does now.
    pub progress: ScanProgress,
    /// Calls it off.
    pub cancel: CancellationToken,
    /// The page, reduced, once it is there (PNG).
    pub preview: Option<Arc<Vec<u8>>>,
}

/// What was found on a scanned page; kept with the job.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScanFindings {
    /// Mandate references; empty when no barcode could be read.
    #[serde(default)]
    pub references: Vec<String>,
    /// More sheets lay in the feeder.
    #[serde(default)]
    pub more_sheets: bool,
}

impl Hub {
    /// Queues a scan for a registration whose mandate form is out.
    ///
    /// # Errors
    /// `RoleMayNot`; `ScannerChoice`; `NotFound`; `NoDocument` where no form is out; `RequestIdReused`.
    pub async fn scan_page(&self, caller: &Caller, wish: ScanWish) -> Result<JobView, HubError> {
        if !caller.role.may_register() {
            return Err(HubError::RoleMayNot);
        }
        let ScanWish { registration: id, device, source, request_id } = wish;
        let source = source.map(|source| format!("{source:?}").to_lowercase());
        let hash = hash(&("scan", id, &device, &source))?;
        let device = self.choose_document_scanner(device.as_deref())?;
        let work = ScanWork { source, caller: caller.clone().into() };
        let make = |job| asked_job(JobKind::ScanPage, job, Some(id), device, &work);
        self.queue_form_job(caller, FormJob { registration: id, request_id, hash, action: SCAN }, make).await
    }

    /// Ends a scan without a page. Does nothing when it has ended otherwise meanwhile: somebody called it off, or the
    /// registration was erased.
    ///
    /// # Errors
    /// What the store could not do.
    pub(super) async fn end_scan(&self, id: String, state: JobState, reason: &str) -> Result<(), HubError> {
        let (outcome, now) = (outcome_json(Some(reason)), self.clock().now());
        self.store()
            .write(move |tx| {
                Box::pin(async move {
                    if tx.read().job(&id).await?.is_some_and(|job| job.state == JobState::Started) {
                        tx.move_job(&id, state, Some(&outcome), now).await?;
                    }
                    Ok::<_, HubError>(())
                })
            })
            .await
    }

    /// Reads the page that a scan brought, and stores it in the transaction that ends the job.
    ///
    /// # Errors
    /// As for [`upload_page`](Self::upload_page). Nothing is stored then, and the job has not ended.
    pub(super) async fn take_scanned_page(
        &self,
        job: &Job,
        registration: Uuid,
        scanned: ScannedPage,
        first_page: impl FnOnce(FirstPage) + Send,
    ) -> Result<(), HubError> {
        let before = self.look(&super::Name::Id(registration)).await?;
        let page = self.read_page(&before, &scanned.bytes, first_page).await?;
        let now = self.clock().now();
        // The page has the id of its job: so it is found again.
        let info = attachment(&job.id, registration, page.kind, now);
        let sealed = self.seal(&info, &scanned.bytes)?;
        let findings = ScanFindings { references: page.references, more_sheets: scanned.more_sheets };
        let outcome = findings.outcome()?;
        let by = ScanWork::of(job)?.caller;
        let (hub, id) = (self.clone(), job.id.clone());
        self.store()
            .write(move |tx| {
                Box::pin(async move {
                    if !tx.read().job(&id).await?.is_some_and(|job| job.state == JobState::Started) {
                        return Ok(());
                    }
                    let stored = Stored::load(&hub, tx.read(), registration).await?;
                    // The clerk may have gone back meanwhile, and made another form.
                    let form = |of: &balie_registration::machine::Registration| {
                        of.state.mandate_form().map(|form| form.reference)
                    };
                    if form(&stored.registration) != form(&before.registration) {
                        return Err(HubError::NoDocument);
                    }
                    replace_page(tx, &info, sealed).await?;
                    let revision = Some(stored.registration.revision);
                    tx.audit(&page_entry(&by.into(), registration, "store_mandate_page", revision, now))
                        .await?;
                    tx.move_job(&id, JobState::Done, Some(&outcome), now).await?;
                    Ok::<_, HubError>(())
                })
            })
            .await
    }

    /// The reduced picture (PNG) of a scanned page: while it is being read, and as long as it is stored.
    ///
    /// # Errors
    /// As for [`page`](Self::page); none when there is no page of this job.
    pub async fn scan_preview(&self, job: Uuid) -> Result<Option<Arc<Vec<u8>>>, HubError> {
        if let Some(preview) = self.progress().scan(job).and_then(|scanning| scanning.preview) {
            return Ok(Some(preview));
        }
        let stored = self.store().read().await?.read().attachment(&job.to_string()).await?;
        let Some(sealed) = stored else { return Ok(None) };
        let page = self.unseal(sealed)?;
        let mut preview = None;
        let seen = |first: FirstPage| preview = Some(Arc::new(first.preview));
        self.parts.pages.read(&page.bytes, Wanted::Preview, seen).await?;
        Ok(preview)
    }
}

impl ScanFindings {
    /// What a job that is done found.
    ///
    /// # Errors
    /// `BadState` when that cannot be read: "no barcode" would be said of a page that has one.
    pub fn of(job: &Job) -> Result<Self, HubError> {
        let of = format_args!("outcome of job {}", job.id);
        let outcome = job.outcome.as_deref().ok_or_else(|| HubError::BadState(format!("no {of}")))?;
        serde_json::from_str(outcome).map_err(|error| HubError::bad_state(of, &error))
    }

    fn outcome(&self) -> Result<String, HubError> {
        let mut outcome =
            serde_json::to_value(self).map_err(|error| HubError::Internal(error.to_string()))?;
        if self.references.is_empty() {
            outcome["reason"] = super::pages::WITHOUT_BARCODE.into();
        }
        Ok(outcome.to_string())
    }
}

impl JobView {
    /// Whether it scans a page.
    pub fn is_scan(&self) -> bool {
        self.kind == Some(JobKind::ScanPage)
    }
}
