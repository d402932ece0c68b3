//! Jobs as clerks see them, cancelling them, and what a person said of an unknown one.

use super::names::JobKind;
use super::scans::Scanning;
use super::{Caller, Hub, HubError};
use balie_devices::Reason;
use balie_devices::document_scanner::ScanProgress;
use balie_devices::printer::PrintProgress;
use balie_registration::machine::{JobId, SeenPrint};
use balie_store::{Job, JobState, StoreError, WriteTx};
use chrono::{DateTime, Utc};
use std::collections::HashMap;
use std::sync::Mutex;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// Stable code of a job that was called off.
pub const CANCELLED: &str = "CANCELLED";

/// Stable code of a print that was under way when the daemon stopped.
pub const INTERRUPTED: &str = "INTERRUPTED";
/// Stable code of a job whose registration does not wait for it any more.
pub const NOT_AWAITED: &str = "NOT_AWAITED";

/// A job that a worker has taken up and that has not passed the point of no return.
#[derive(Debug, Clone)]
pub struct Preparing {
    /// What it does now.
    pub progress: PrintProgress,
    /// Calls it off.
    pub cancel: CancellationToken,
}

/// What the workers are doing now. It is only told, never decided upon: the store decides.
#[derive(Debug)]
pub struct ProgressBoard {
    jobs: Mutex<HashMap<Uuid, Preparing>>,
    scans: Mutex<HashMap<Uuid, Scanning>>,
    changes: watch::Sender<u64>,
}

impl Default for ProgressBoard {
    fn default() -> Self {
        Self { jobs: Mutex::default(), scans: Mutex::default(), changes: watch::channel(0).0 }
    }
}

impl ProgressBoard {
    /// What a job does now; none when no worker has it.
    pub fn get(&self, job: Uuid) -> Option<Preparing> {
        self.lock().get(&job).cloned()
    }

    /// A number that grows with every change.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    pub(super) fn set(&self, job: Uuid, preparing: Preparing) {
        self.lock().insert(job, preparing);
        self.changes.send_modify(|count| *count += 1);
    }

    pub(super) fn clear(&self, job: Uuid) {
        self.lock().remove(&job);
        self.changes.send_modify(|count| *count += 1);
    }

    /// What a scan does now; none when no worker has it.
    pub fn scan(&self, job: Uuid) -> Option<Scanning> {
        self.scans().get(&job).cloned()
    }

    pub(super) fn set_scan(&self, job: Uuid, scanning: Scanning) {
        self.scans().insert(job, scanning);
        self.changes.send_modify(|count| *count += 1);
    }

    pub(super) fn clear_scan(&self, job: Uuid) {
        self.scans().remove(&job);
        self.changes.send_modify(|count| *count += 1);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<Uuid, Preparing>> {
        // A poisoned board still tells what it was told.
        self.jobs.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    fn scans(&self) -> std::sync::MutexGuard<'_, HashMap<Uuid, Scanning>> {
        self.scans.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// A job with what is known of it beside the store.
#[derive(Debug, Clone)]
pub struct JobView {
    /// The job.
    pub job: Job,
    /// Kind.
    pub kind: Option<JobKind>,
    /// Jobs ahead of it at the same device.
    pub ahead: u64,
    /// What a worker does with it now.
    pub progress: Option<PrintProgress>,
    /// What a worker scans with it now.
    pub scanning: Option<ScanProgress>,
    /// A worker has it, and it may still be cancelled.
    pub preparing: bool,
    /// Stable code of why it ended as it did.
    pub reason: Option<String>,
}

impl JobView {
    /// Nothing follows without a person.
    pub fn has_ended(&self) -> bool {
        self.job.state.is_final() || self.job.state == JobState::Unknown
    }

    /// The device reason behind the code, when it is one.
    pub fn device_reason(&self) -> Option<Reason> {
        let code = self.reason.as_deref()?;
        Reason::ALL.into_iter().find(|reason| reason.code() == code)
    }
}

/// The outcome of a job as stored.
pub fn outcome_json(reason: Option<&str>) -> String {
    serde_json::json!({ "reason": reason }).to_string()
}

/// The reason in the outcome of a job as stored.
pub fn outcome_reason(job: &Job) -> Option<String> {
    let outcome: serde_json::Value = serde_json::from_str(job.outcome.as_deref()?).ok()?;
    outcome.get("reason")?.as_str().map(str::to_owned)
}

impl Hub {
    /// One job.
    ///
    /// # Errors
    /// `NotFound`, or what the store could not do.
    pub async fn job(&self, id: Uuid) -> Result<JobView, HubError> {
        let mut snapshot = self.store().read().await?;
        let job = snapshot.read().job(&id.to_string()).await?;
        let job = job.ok_or(HubError::NotFound { what: "job" })?;
        let ahead = snapshot.read().jobs_ahead(&job.id).await?.unwrap_or_default();
        Ok(self.view(job, ahead))
    }

    /// Jobs, newest first: at most `limit` older than the one with sequence `before`.
    ///
    /// # Errors
    /// What the store could not do.
    pub async fn jobs(
        &self,
        states: &[JobState],
        registration: Option<Uuid>,
        before: Option<u64>,
        limit: u32,
    ) -> Result<Vec<JobView>, HubError> {
        let mut snapshot = self.store().read().await?;
        let registration = registration.map(|id| id.to_string());
        let jobs = snapshot.read().list_jobs(states, registration.as_deref(), before, limit).await?;
        let mut views = Vec::with_capacity(jobs.len());
        for job in jobs {
            let ahead = snapshot.read().jobs_ahead(&job.id).await?.unwrap_or_default();
            views.push(self.view(job, ahead));
        }
        Ok(views)
    }

    fn view(&self, job: Job, ahead: u64) -> JobView {
        let preparing = Uuid::parse_str(&job.id).ok().and_then(|id| self.progress().get(id));
        let scanning = Uuid::parse_str(&job.id).ok().and_then(|id| self.progress().scan(id));
        let queued = job.state == JobState::Queued;
        JobView {
            kind: JobKind::from_name(&job.kind),
            ahead,
            progress: preparing.as_ref().map(|preparing| preparing.progress),
            scanning: scanning.map(|scanning| scanning.progress),
            preparing: preparing.is_some() && queued,
            reason: outcome_reason(&job).or_else(|| {
                // Found under way at a start of the daemon.
                (job.state == JobState::Unknown).then(|| INTERRUPTED.to_owned())
            }),
            job,
        }
    }

    /// Calls off a job that has not passed the point of no return.
    ///
    /// # Errors
    /// `NotFound`; `JobNotCancellable` when it has begun or ended; what the store could not do.
    pub async fn cancel_job(&self, caller: &Caller, id: Uuid) -> Result<JobView, HubError> {
        if !caller.role.may_register() {
            return Err(HubError::RoleMayNot);
        }
        let job = self.job(id).await?;
        if job.is_scan() {
            return self.cancel_scan(id).await;
        }
        match job.kind {
            Some(JobKind::PrintPass) => self.call_off_print(caller, id).await?,
            Some(JobKind::PrintForm | JobKind::PrintTestCard) => {
                self.call_off(id, &[JobState::Queued]).await?
            }
            _ => return Err(HubError::JobNotCancellable),
        }
        // The store has decided; only now is the worker told, so that it never goes on with a job that is off.
        if let Some(preparing) = self.progress().get(id) {
            preparing.cancel.cancel();
        }
        self.job(id).await
    }
}

impl Hub {
    /// A scan can be called off at any moment, also one that has begun.
    async fn cancel_scan(&self, id: Uuid) -> Result<JobView, HubError> {
        self.call_off(id, &[JobState::Queued, JobState::Started]).await?;
        // The store has decided; only now is the worker told.
        if let Some(scanning) = self.progress().scan(id) {
            scanning.cancel.cancel();
        }
        self.job(id).await
    }
}

impl Hub {
    /// Stores that a job is called off, if it is in one of these states.
    async fn call_off(&self, id: Uuid, from: &'static [JobState]) -> Result<(), HubError> {
        let (key, outcome, now) = (id.to_string(), outcome_json(Some(CANCELLED)), self.clock().now());
        self.store()
            .write(move |tx| {
                Box::pin(async move {
                    let job = tx.read().job(&key).await?.ok_or(HubError::NotFound { what: "job" })?;
                    if !from.contains(&job.state) {
                        return Err(HubError::JobNotCancellable);
                    }
                    tx.move_job(&key, JobState::Cancelled, Some(&outcome), now).await?;
                    Ok::<_, HubError>(())
                })
            })
            .await
    }
}

/// Notes at an unknown print job what a person saw.
pub(super) async fn resolve_unknown(
    tx: &mut WriteTx,
    job: JobId,
    seen: SeenPrint,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let (state, reason) = match seen {
        SeenPrint::Printed => (JobState::Done, "SEEN_PRINTED"),
        SeenPrint::NotPrinted => (JobState::Failed, "SEEN_NOT_PRINTED"),
        SeenPrint::Spoiled => (JobState::Failed, "SEEN_SPOILED"),
    };
    tx.move_job(&job.0.to_string(), state, Some(&outcome_json(Some(reason))), now).await.map(|_| ())
}
