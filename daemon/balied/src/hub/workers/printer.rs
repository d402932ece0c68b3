//! Printing passes, one at a time for each printer.
//!
//! Until the printer is told to print, a job stays queued in the store: a crash then loses nothing and prints
//! nothing. The moment before, the job is stored as started; a crash after that leaves it unknown.

use super::{AFTER_FAULT, next_job, persist};
use crate::hub::jobs::{CANCELLED, Preparing, outcome_reason};
use crate::hub::outcome::tell;
use crate::hub::query::Name;
use crate::hub::records::registration;
use crate::hub::{Caller, Hub, HubError};
use balie_devices::DeviceId;
use balie_devices::printer::{
    BeforeCommit, CommitRefused, PrintControl, PrintOutcome as Printed, PrintProgress, PrintRequest,
};
use balie_registration::machine::{Command, JobId, PassPrint, PrintOutcome, State};
use balie_store::{Job, JobState, WriteTx};
use chrono::{DateTime, Utc};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// Stable code of a print that was under way when the daemon stopped.
const INTERRUPTED: &str = "INTERRUPTED";
/// Stable code of a job whose registration does not wait for it any more.
const NOT_AWAITED: &str = "NOT_AWAITED";

/// Prints what is queued for a printer until told to stop.
pub async fn run(hub: Hub, device: String, stop: CancellationToken) {
    while let Some(job) = next_job(&hub, &device, &stop).await {
        if let Err(error) = print(&hub, &device, &job, &stop).await {
            tracing::error!(job = job.id, device, %error, "print could not be carried out");
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(AFTER_FAULT) => {}
            }
        }
        if stop.is_cancelled() {
            return;
        }
    }
}

async fn print(hub: &Hub, device: &str, job: &Job, stop: &CancellationToken) -> Result<(), HubError> {
    let (Some(id), Some(registration)) = (parse(&job.id), job.registration_id.as_deref().and_then(parse))
    else {
        return Err(HubError::BadState(format!("job {}", job.id)));
    };
    let stored = hub.look(&Name::Id(registration)).await?;
    if !awaits(&stored.registration.state, id) {
        return end(hub, stop, job, JobState::Cancelled, NOT_AWAITED, not_printed(id, NOT_AWAITED)).await;
    }
    let artwork = hub.pass_artwork(&stored)?;
    let front = hub.draw(move |documents| documents.pass_bitmap(&artwork)).await?;
    let internal = |error: &dyn std::fmt::Display| HubError::Internal(error.to_string());
    let (width, height) = (front.width() as usize, front.height() as usize);
    let front = balie_devices::Monochrome::from_packed(width, height, front.bits().to_vec())
        .map_err(|error| internal(&error))?;
    let cancel = stop.child_token();
    let (progress, mut told) = mpsc::unbounded_channel();
    let preparing = |progress| Preparing { progress, cancel: cancel.clone() };
    hub.progress().set(id, preparing(PrintProgress::Connecting));

    let request = PrintRequest { key: job.id.clone(), front, insertion: None };
    let committing = hub.clone();
    let key = job.id.clone();
    let before_commit: BeforeCommit = Box::new(move || {
        Box::pin(
            async move { committing.start_job(key).await.map_err(|error| CommitRefused(error.to_string())) },
        )
    });
    tracing::info!(job = job.id, device, "print begins");
    let printer: DeviceId = device.parse().map_err(|error| internal(&error))?;
    let control = PrintControl { progress, cancel: cancel.clone(), before_commit };
    let printing = hub.devices().print(&printer, request, control);
    tokio::pin!(printing);
    let outcome = loop {
        tokio::select! {
            Some(progress) = told.recv() => hub.progress().set(id, preparing(progress)),
            outcome = &mut printing => break outcome,
        }
    };
    hub.progress().clear(id);
    let outcome = outcome.map_err(|error| internal(&error))?;
    tracing::info!(job = job.id, device, ?outcome, "print ended");
    match outcome {
        Printed::Done => {
            let command = Command::PrintEnded { job: JobId(id), outcome: PrintOutcome::Done };
            end(hub, stop, job, JobState::Done, "PRINTED", command).await
        }
        Printed::CancelledBeforeStart => called_off(hub, job, id, stop).await,
        Printed::Failed { reason, .. } => {
            end(hub, stop, job, JobState::Failed, reason.code(), not_printed(id, reason.code())).await
        }
        Printed::Unknown { reason } => {
            end(hub, stop, job, JobState::Unknown, reason.code(), unknown(id, reason.code())).await
        }
    }
}

/// Whoever called it off has stored that; a stopping daemon leaves the job queued for its next start.
async fn called_off(hub: &Hub, job: &Job, id: Uuid, stop: &CancellationToken) -> Result<(), HubError> {
    if stop.is_cancelled() {
        return Ok(());
    }
    match hub.job(id).await?.job.state {
        JobState::Queued => {
            end(hub, stop, job, JobState::Cancelled, CANCELLED, not_printed(id, CANCELLED)).await
        }
        _ => Ok(()),
    }
}

fn awaits(state: &State, id: Uuid) -> bool {
    matches!(state, State::IssuingPass { print: PassPrint::Printing { job }, .. } if job.0 == id)
}

/// Tells the registration that still waits for it of a print that was under way when the daemon stopped, or when
/// the backup was made that was put back.
pub async fn unknown_after_restart(
    hub: &Hub,
    tx: &mut WriteTx,
    job: &Job,
    now: DateTime<Utc>,
) -> Result<(), HubError> {
    let (Some(id), Some(of)) = (parse(&job.id), job.registration_id.as_deref()) else { return Ok(()) };
    let record = tx.read().registration(of).await?;
    let waiting = record.as_ref().map(registration).transpose()?;
    if !waiting.is_some_and(|waiting| awaits(&waiting.state, id)) {
        return Ok(());
    }
    let reason = outcome_reason(job).unwrap_or_else(|| INTERRUPTED.to_owned());
    tell(hub, tx, &Caller::system(), Some(of), unknown(id, &reason), now).await
}

async fn end(
    hub: &Hub,
    stop: &CancellationToken,
    job: &Job,
    state: JobState,
    reason: &str,
    command: Command,
) -> Result<(), HubError> {
    let caller = Caller::system();
    persist(stop, &job.id, || hub.end_job(&caller, job, state, Some(reason), command.clone())).await
}

fn not_printed(job: Uuid, reason: &str) -> Command {
    Command::PrintEnded { job: JobId(job), outcome: PrintOutcome::NotPrinted { reason: reason.to_owned() } }
}

fn unknown(job: Uuid, reason: &str) -> Command {
    Command::PrintEnded { job: JobId(job), outcome: PrintOutcome::Unknown { reason: reason.to_owned() } }
}

fn parse(id: &str) -> Option<Uuid> {
    Uuid::parse_str(id).ok()
}
