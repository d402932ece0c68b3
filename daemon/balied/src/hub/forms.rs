//! Jobs for a mandate form that is out: printing it, and scanning it once it is signed.

use super::jobs::{JobView, outcome_json};
use super::names::{FormWork, JobKind, asked_job};
use super::pages::page_entry;
use super::records::Stored;
use super::requests::{Answer, hash, remember, replayed};
use super::{Caller, Hub, HubError};
use balie_registration::Lang;
use balie_registration::machine::JobId;
use balie_store::{JobState, NewJob, WriteTx};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// Stable code of a print of unknown outcome that somebody made anew.
const PRINTED_AGAIN: &str = "PRINTED_AGAIN";

/// A wish for a printed form.
#[derive(Debug, Clone)]
pub struct FormWish {
    /// The registration.
    pub registration: Uuid,
    /// The printer; may be left out when the branch has one.
    pub device: Option<String>,
    /// Language of the form.
    pub lang: Lang,
    /// Also when characters come out as empty boxes.
    pub despite_missing_characters: bool,
    /// Request id; the same one within 24 hours is carried out once.
    pub request_id: Option<Uuid>,
}

/// What is wanted of a form, apart from the job itself.
pub(super) struct FormJob {
    pub registration: Uuid,
    pub request_id: Option<Uuid>,
    /// Hash of the request.
    pub hash: Vec<u8>,
    /// Its name in the audit trail.
    pub action: &'static str,
}

impl Hub {
    /// Queues a print of the mandate form that is out.
    ///
    /// # Errors
    /// `RoleMayNot`; `FormPrinterChoice`; `NotFound`; `NoDocument` where no form is out; `RequestIdReused`; `Rejected`
    /// where characters would be missing.
    pub async fn print_form(&self, caller: &Caller, wish: FormWish) -> Result<JobView, HubError> {
        if !caller.role.may_register() {
            return Err(HubError::RoleMayNot);
        }
        let FormWish { registration, device, lang, despite_missing_characters, request_id } = wish;
        let work = FormWork { english: lang == Lang::En };
        let hash = hash(&("print_form", registration, &device, work.english))?;
        let device = self.choose_form_printer(device.as_deref())?;
        if !despite_missing_characters {
            self.refuse_missing_on_form(registration, lang).await?;
        }
        let form = FormJob { registration, request_id, hash, action: "print_mandate_form" };
        let make = |job| asked_job(JobKind::PrintForm, job, Some(registration), device, &work);
        self.queue_form_job(caller, form, make).await
    }

    /// Queues a job for a registration whose mandate form is out, once for each request id.
    ///
    /// # Errors
    /// `NotFound`; `NoDocument` where no form is out; `RequestIdReused`.
    pub(super) async fn queue_form_job(
        &self,
        caller: &Caller,
        form: FormJob,
        make: impl FnOnce(Uuid) -> NewJob,
    ) -> Result<JobView, HubError> {
        let (hub, caller, now) = (self.clone(), caller.clone(), self.clock().now());
        let id = Uuid::now_v7();
        let new = make(id);
        let job = self
            .store()
            .write(move |tx| {
                Box::pin(async move {
                    let replay = replayed(tx, &caller, form.request_id, &form.hash, now).await?;
                    if let Some(JobId(job)) = replay.and_then(|answer| answer.jobs.first().copied()) {
                        return Ok(job);
                    }
                    let stored = Stored::load(&hub, tx.read(), form.registration).await?;
                    if stored.registration.state.mandate_form().is_none() {
                        return Err(HubError::NoDocument);
                    }
                    settle_unknown_prints(tx, &new, now).await?;
                    tx.enqueue_job(&new, now).await?;
                    let revision = Some(stored.registration.revision);
                    tx.audit(&page_entry(&caller, form.registration, form.action, revision, now)).await?;
                    let answer = Answer { jobs: vec![JobId(id)], ..Answer::of(form.registration) };
                    remember(tx, &caller, form.request_id, &form.hash, &answer, now).await?;
                    Ok::<_, HubError>(id)
                })
            })
            .await?;
        self.job(job).await
    }

    /// Ends a print that changes no registration. Does nothing when it has ended otherwise meanwhile: somebody
    /// called it off, or the registration was erased.
    ///
    /// # Errors
    /// What the store could not do.
    pub(super) async fn end_print(&self, id: String, state: JobState, reason: &str) -> Result<(), HubError> {
        let (outcome, now) = (outcome_json(Some(reason)), self.clock().now());
        self.store()
            .write(move |tx| {
                Box::pin(async move {
                    let Some(job) = tx.read().job(&id).await? else { return Ok(()) };
                    if job.state.is_final() {
                        return Ok(());
                    }
                    if job.state == JobState::Queued && state != JobState::Cancelled {
                        // It never came to touch the outside: the store still wants it to have begun.
                        tx.start_job(&id, now).await?;
                    }
                    tx.move_job(&id, state, Some(&outcome), now).await?;
                    Ok::<_, HubError>(())
                })
            })
            .await
    }
}

/// Whoever prints once more has looked: earlier prints of unknown outcome did not come out. For prints that change no
/// registration.
pub(super) async fn settle_unknown_prints(
    tx: &mut WriteTx,
    new: &NewJob,
    now: DateTime<Utc>,
) -> Result<(), HubError> {
    for job in tx.read().list_jobs(&[JobState::Unknown], None, None, u32::MAX).await? {
        let same_place = match &new.registration_id {
            Some(_) => job.registration_id == new.registration_id,
            None => job.device == new.device,
        };
        if job.kind == new.kind && same_place {
            tx.move_job(&job.id, JobState::Failed, Some(&outcome_json(Some(PRINTED_AGAIN))), now).await?;
        }
    }
    Ok(())
}
