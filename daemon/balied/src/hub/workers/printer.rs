//! Printing passes and test cards, one at a time for each printer.
//!
//! Until the printer is told to print, a job stays queued in the store: a crash then loses nothing and prints
//! nothing. The moment before, the job is stored as started; a crash after that leaves it unknown.

use super::printing::{carry_out, ended};
use super::{AFTER_FAULT, gave_up, next_job, persist};
use crate::hub::jobs::{CANCELLED, INTERRUPTED, NOT_AWAITED, outcome_reason};
use crate::hub::names::JobKind;
use crate::hub::outcome::tell;
use crate::hub::query::Name;
use crate::hub::records::registration;
use crate::hub::{Caller, Hub, HubError};
use balie_devices::DeviceId;
use balie_devices::printer::{PrintOutcome as Printed, PrintRequest};
use balie_registration::machine::{Command, JobId, PassPrint, PrintOutcome, State};
use balie_store::{Job, JobState, WriteTx};
use chrono::{DateTime, Utc};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// Prints what is queued for a printer until told to stop.
pub async fn run(hub: Hub, device: String, stop: CancellationToken) {
    while let Some(job) = next_job(&hub, &device, &stop).await {
        let printed = match JobKind::from_name(&job.kind) {
            Some(JobKind::PrintTestCard) => test_card(&hub, &device, &job, &stop).await,
            _ => print(&hub, &device, &job, &stop).await,
        };
        if let Err(error) = printed {
            tracing::error!(job = job.id, device, %error, "print could not be carried out");
            if !gave_up(&hub, &stop, &job, &error).await {
                tokio::select! {
                    () = stop.cancelled() => return,
                    () = tokio::time::sleep(AFTER_FAULT) => {}
                }
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
    let internal = |error: &dyn std::fmt::Display| HubError::Internal(error.to_string());
    let printer: DeviceId = device.parse().map_err(|error| internal(&error))?;
    let dpi = hub.devices().resolution(&printer).unwrap_or_default().dpi();
    let front = hub.draw(move |documents| documents.pass_bitmap_at(&artwork, dpi)).await?;
    let (width, height) = (front.width() as usize, front.height() as usize);
    let front = balie_devices::Monochrome::from_packed(width, height, front.bits().to_vec())
        .map_err(|error| internal(&error))?;
    let request = PrintRequest { key: job.id.clone(), front, insertion: None };
    let print = |control| hub.devices().print(&printer, request, control);
    let outcome = carry_out(hub, job, id, stop, print).await?;
    match outcome {
        Printed::Done => {
            let command = Command::PrintEnded { job: JobId(id), outcome: PrintOutcome::Done };
            end(hub, stop, job, JobState::Done, "PRINTED", command).await
        }
        // A stopping daemon leaves the job queued for its next start.
        Printed::CancelledBeforeStart if stop.is_cancelled() => Ok(()),
        Printed::CancelledBeforeStart => {
            end(hub, stop, job, JobState::Cancelled, CANCELLED, not_printed(id, CANCELLED)).await
        }
        Printed::Failed { reason, .. } => {
            end(hub, stop, job, JobState::Failed, reason.code(), not_printed(id, reason.code())).await
        }
        Printed::Unknown { reason } => {
            end(hub, stop, job, JobState::Unknown, reason.code(), unknown(id, reason.code())).await
        }
    }
}

/// A test card belongs to no registration.
async fn test_card(hub: &Hub, device: &str, job: &Job, stop: &CancellationToken) -> Result<(), HubError> {
    let bad = || HubError::BadState(format!("job {}", job.id));
    let (id, printer) = (parse(&job.id).ok_or_else(bad)?, device.parse::<DeviceId>().map_err(|_| bad())?);
    let print = |control| hub.devices().print_test_card(&printer, job.id.clone(), control);
    let outcome = carry_out(hub, job, id, stop, print).await?;
    match ended(outcome, stop) {
        Some((state, reason)) => {
            persist(stop, &job.id, || hub.end_print(job.id.clone(), state, reason)).await
        }
        None => Ok(()),
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
    let Some(record) = tx.read().registration(of).await? else { return Ok(()) };
    match registration(&record) {
        Ok(waiting) if awaits(&waiting.state, id) => {}
        Ok(_) => return Ok(()),
        // The daemon starts all the same: its job stays unknown, and nothing else can be done with it.
        Err(error) => {
            tracing::error!(job = job.id, %error, "a print cannot be told to its registration");
            return Ok(());
        }
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
