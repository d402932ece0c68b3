//! Moving a job from state to state.

use chrono::{DateTime, Utc};
use sqlx::query;

use super::{Job, JobState};
use crate::error::{Entity, StoreError};
use crate::value::micros;
use crate::writer::WriteTx;

/// When a job that goes back to the queue may start again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retry {
    /// As soon as its device is free.
    Now,
    /// Not before this instant.
    At(DateTime<Utc>),
}

impl WriteTx {
    /// Marks a queued job as handed to its device. Once this is committed, and not before, the device may be
    /// touched: a crash from here on makes the job `Unknown` instead of doing it twice.
    ///
    /// # Errors
    /// `NotFound`; `JobState` when it is not queued (any more); `Taken` when its device has another job under
    /// way; `Invalid` when its time has not come.
    pub async fn start_job(&mut self, id: &str, at: DateTime<Utc>) -> Result<Job, StoreError> {
        let job = self.job_for(id, JobState::Started).await?;
        if job.state != JobState::Queued {
            return Err(StoreError::JobState {
                id: id.to_owned(),
                found: job.state,
                wanted: JobState::Started,
            });
        }
        if job.not_before.is_some_and(|not_before| not_before > at) {
            return Err(StoreError::Invalid { what: "the job is not due yet".to_owned() });
        }
        let sql =
            "UPDATE jobs SET state = 'started', attempts = attempts + 1, not_before = NULL, outcome = NULL,
                started_at = ?2, updated_at = ?2 WHERE id = ?1";
        self.execute(query(sql).bind(id).bind(micros(at))).await?;
        self.touched(id).await
    }

    /// Moves a job on and notes what came of it (JSON), such as the reason for attention. Without an outcome
    /// the earlier one stays.
    ///
    /// # Errors
    /// `NotFound`; `JobState` when that state cannot follow the present one, see
    /// [`JobState::may_become`]; use [`start_job`](Self::start_job) and [`requeue_job`](Self::requeue_job) to
    /// start a queued job and to queue one again; `Invalid` when the outcome is not JSON.
    pub async fn move_job(
        &mut self,
        id: &str,
        to: JobState,
        outcome: Option<&str>,
        at: DateTime<Utc>,
    ) -> Result<Job, StoreError> {
        let job = self.job_for(id, to).await?;
        if to == JobState::Queued || (job.state, to) == (JobState::Queued, JobState::Started) {
            return Err(StoreError::JobState { id: id.to_owned(), found: job.state, wanted: to });
        }
        let sql =
            "UPDATE jobs SET state = ?2, outcome = coalesce(?3, outcome), updated_at = ?4 WHERE id = ?1";
        self.execute(query(sql).bind(id).bind(to.name()).bind(outcome).bind(micros(at))).await?;
        self.touched(id).await
    }

    /// Puts a job back in its queue, at its old place: a repeatable one to be tried again, or an unknown one
    /// of which a person said that it did not happen.
    ///
    /// # Errors
    /// `NotFound`; `JobState` when it is queued already or finished.
    pub async fn requeue_job(
        &mut self,
        id: &str,
        retry: Retry,
        at: DateTime<Utc>,
    ) -> Result<Job, StoreError> {
        self.job_for(id, JobState::Queued).await?;
        let not_before = match retry {
            Retry::Now => None,
            Retry::At(instant) => Some(micros(instant)),
        };
        let sql = "UPDATE jobs SET state = 'queued', not_before = ?2, updated_at = ?3 WHERE id = ?1";
        self.execute(query(sql).bind(id).bind(not_before).bind(micros(at))).await?;
        self.touched(id).await
    }

    async fn job_for(&mut self, id: &str, wanted: JobState) -> Result<Job, StoreError> {
        let missing = || StoreError::NotFound { entity: Entity::Job, id: id.to_owned() };
        let job = self.read().job(id).await?.ok_or_else(missing)?;
        if !job.state.may_become(wanted) {
            return Err(StoreError::JobState { id: id.to_owned(), found: job.state, wanted });
        }
        Ok(job)
    }

    async fn touched(&mut self, id: &str) -> Result<Job, StoreError> {
        self.touch_jobs();
        let missing = || StoreError::NotFound { entity: Entity::Job, id: id.to_owned() };
        self.read().job(id).await?.ok_or_else(missing)
    }
}
