//! Bringing in the result of slow work: the job ends and the registration moves on in one transaction.

use super::apply::decide;
use super::jobs::{CANCELLED, outcome_json};
use super::records::registration;
use super::{Caller, Hub, HubError};
use balie_registration::machine::{Command, JobId, PrintOutcome, Rejection};
use balie_store::{Job, JobState, WriteTx};
use chrono::{DateTime, Utc};
use uuid::Uuid;

impl Hub {
    /// Calls off a print that has not begun: its pass may be printed again.
    ///
    /// # Errors
    /// `NotFound`; `JobNotCancellable` from the moment that it begins; what the store could not do.
    pub(super) async fn call_off_print(&self, caller: &Caller, job: Uuid) -> Result<(), HubError> {
        let (hub, caller, id) = (self.clone(), caller.clone(), job.to_string());
        let outcome = PrintOutcome::NotPrinted { reason: CANCELLED.to_owned() };
        let command = Command::PrintEnded { job: JobId(job), outcome };
        let now = self.clock().now();
        self.store()
            .write(move |tx| {
                Box::pin(async move {
                    let job = tx.read().job(&id).await?.ok_or(HubError::NotFound { what: "job" })?;
                    if job.state != JobState::Queued {
                        // It has ended, or its card may be coming out.
                        return Err(HubError::JobNotCancellable);
                    }
                    tx.move_job(&id, JobState::Cancelled, Some(&outcome_json(Some(CANCELLED))), now).await?;
                    tell(&hub, tx, &caller, job.registration_id.as_deref(), command, now).await
                })
            })
            .await
    }

    /// Ends a job and tells its registration.
    ///
    /// A registration that no longer waits for this job (the clerk went back, or it was cancelled) refuses
    /// the result; the job ends all the same, and nothing else happens. Neither does it when the job was called off
    /// or erased with its registration meanwhile.
    ///
    /// # Errors
    /// What the store could not do.
    pub async fn end_job(
        &self,
        caller: &Caller,
        job: &Job,
        state: JobState,
        reason: Option<&str>,
        command: Command,
    ) -> Result<(), HubError> {
        let (hub, caller, id) = (self.clone(), caller.clone(), job.id.clone());
        let outcome = outcome_json(reason);
        let now = self.clock().now();
        self.store()
            .write(move |tx| {
                Box::pin(async move {
                    let Some(job) = tx.read().job(&id).await? else { return Ok(()) };
                    if job.state.is_final() {
                        tracing::info!(job = id, found = %job.state, told = %state, "job had ended already");
                        return Ok(());
                    }
                    if job.state == JobState::Queued && state != JobState::Cancelled {
                        // It never came to touch the outside: the store still wants it to have begun.
                        tx.start_job(&id, now).await?;
                    }
                    tx.move_job(&id, state, Some(&outcome), now).await?;
                    tell(&hub, tx, &caller, job.registration_id.as_deref(), command, now).await
                })
            })
            .await
    }

    /// Stores that a job begins: from here on the outside may have been touched.
    ///
    /// # Errors
    /// A `Store` error when it is not queued any more, for example because it was called off.
    pub async fn start_job(&self, id: String) -> Result<(), HubError> {
        let now = self.clock().now();
        self.store()
            .write(move |tx| {
                Box::pin(async move { tx.start_job(&id, now).await.map(|_| ()).map_err(HubError::from) })
            })
            .await
    }

    /// Applies something that happened by itself, such as a deadline that passed.
    ///
    /// # Errors
    /// As for [`Hub::apply`].
    pub async fn happened(&self, id: Uuid, command: Command) -> Result<(), HubError> {
        let hub = self.clone();
        let now = self.clock().now();
        self.store()
            .write(move |tx| {
                Box::pin(async move {
                    let record = tx.read().registration(&id.to_string()).await?;
                    let record = record.ok_or(HubError::NotFound { what: "registration" })?;
                    decide(&hub, tx, &Caller::system(), registration(&record)?, command, now).await?;
                    Ok(())
                })
            })
            .await
    }
}

/// Tells a registration the result of a job, in the transaction that ends the job.
///
/// A registration that is gone or waits for something else lets it be: the job has ended all the same.
///
/// # Errors
/// What the store could not do; a rejection that is no such refusal.
pub(super) async fn tell(
    hub: &Hub,
    tx: &mut WriteTx,
    caller: &Caller,
    of: Option<&str>,
    command: Command,
    now: DateTime<Utc>,
) -> Result<(), HubError> {
    let Some(of) = of else { return Ok(()) };
    let Some(record) = tx.read().registration(of).await? else { return Ok(()) };
    match decide(hub, tx, caller, registration(&record)?, command, now).await {
        Ok(_) => Ok(()),
        Err(HubError::Rejected(rejection @ (Rejection::Forbidden(_) | Rejection::NotInThisStep { .. }))) => {
            tracing::info!(registration = %of, %rejection, "result not awaited any more");
            Ok(())
        }
        Err(error) => Err(error),
    }
}
