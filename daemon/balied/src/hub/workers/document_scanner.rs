//! Scanning pages, one at a time for each document scanner.
//!
//! Unlike a print, a scan can always be made once more: it only looks at the paper. So a scan that was under way or
//! waiting when the daemon stopped is failed, not unknown and not repeated by itself: nobody may be standing at the
//! scanner any more, and another paper may lie in it. Whoever wants the page scans again.

use super::{AFTER_FAULT, next_job};
use crate::hub::jobs::{CANCELLED, NOT_AWAITED, outcome_json};
use crate::hub::names::{JobKind, ScanWork};
use crate::hub::scans::Scanning;
use crate::hub::{Hub, HubError, PAGE_MAX};
use balie_devices::DeviceId;
use balie_devices::document_scanner::{ScanControl, ScanOutcome, ScanProgress, ScanRequest};
use balie_store::{Job, JobState, StoreError, WriteTx};
use chrono::{DateTime, Utc};
use std::sync::Arc;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// Stable code of a scan that had not ended when the daemon stopped.
const INTERRUPTED: &str = "SCAN_INTERRUPTED";

/// Scans what is queued for a scanner until told to stop.
pub async fn run(hub: Hub, device: String, stop: CancellationToken) {
    while let Some(job) = next_job(&hub, &device, &stop).await {
        let Err(error) = scan(&hub, &device, &job, &stop).await else { continue };
        // Called off before it was begun.
        if matches!(error, HubError::Store(StoreError::JobState { .. } | StoreError::NotFound { .. })) {
            continue;
        }
        tracing::error!(job = job.id, device, %error, "scan could not be carried out");
        // It must not be left as begun: nothing else would be scanned any more.
        while let Err(error) = hub.end_scan(job.id.clone(), JobState::Failed, error.code()).await {
            tracing::error!(job = job.id, device, %error, "scan could not be ended");
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(AFTER_FAULT) => {}
            }
        }
    }
}

async fn scan(hub: &Hub, device: &str, job: &Job, stop: &CancellationToken) -> Result<(), HubError> {
    // First of all: so it can be ended, whatever is wrong with it. One that stayed queued would be found again at once.
    hub.start_job(job.id.clone()).await?;
    let bad = || HubError::BadState(format!("job {}", job.id));
    let parse = |id: &str| Uuid::parse_str(id).map_err(|_| bad());
    let (id, registration) = (parse(&job.id)?, parse(job.registration_id.as_deref().ok_or_else(bad)?)?);
    let scanner: DeviceId = device.parse().map_err(|_| bad())?;
    let request = ScanRequest { source: ScanWork::of(job)?.paper_source(), max_bytes: PAGE_MAX };
    tracing::info!(job = job.id, device, "scan begins");
    let ended = carry_out(hub, job, id, registration, (&scanner, request), stop).await;
    hub.progress().clear_scan(id);
    tracing::info!(
        job = job.id,
        device,
        ended = ended.as_ref().err().map_or("done", HubError::code),
        "scan ended"
    );
    ended
}

async fn carry_out(
    hub: &Hub,
    job: &Job,
    id: Uuid,
    registration: Uuid,
    (scanner, request): (&DeviceId, ScanRequest),
    stop: &CancellationToken,
) -> Result<(), HubError> {
    let cancel = stop.child_token();
    let scanning = |progress| Scanning { progress, cancel: cancel.clone(), preview: None };
    hub.progress().set_scan(id, scanning(ScanProgress::Connecting));
    // Whoever calls it off stores that first, and may have done so before the worker could be told.
    if hub.job(id).await?.job.state != JobState::Started {
        return Ok(());
    }
    let (control, mut told) = ScanControl::new(cancel.clone());
    let scan = hub.devices().scan_page(scanner, request, control);
    tokio::pin!(scan);
    let outcome = loop {
        tokio::select! {
            Some(progress) = told.recv() => hub.progress().set_scan(id, scanning(progress)),
            outcome = &mut scan => break outcome.map_err(|error| HubError::Internal(error.to_string()))?,
        }
    };
    let end = |state, reason: &'static str| hub.end_scan(job.id.clone(), state, reason);
    match outcome {
        ScanOutcome::Failed { reason } => end(JobState::Failed, reason.code()).await,
        ScanOutcome::Cancelled if stop.is_cancelled() => end(JobState::Failed, INTERRUPTED).await,
        ScanOutcome::Cancelled => end(JobState::Cancelled, CANCELLED).await,
        ScanOutcome::Done(page) => {
            let seen = |first: balie_documents::FirstPage| {
                let preview = Some(Arc::new(first.preview));
                let progress = ScanProgress::Receiving { percent: Some(100) };
                hub.progress().set_scan(id, Scanning { preview, ..scanning(progress) });
            };
            let taking = hub.take_scanned_page(job, registration, page, seen);
            let taken = tokio::select! {
                taken = taking => taken,
                () = cancel.cancelled() => return end(JobState::Cancelled, CANCELLED).await,
            };
            match taken {
                Err(HubError::NoDocument | HubError::NotFound { .. }) => {
                    end(JobState::Failed, NOT_AWAITED).await
                }
                // The file is at fault, not the daemon: its code is what the clerk is told.
                Err(error) if error.is_of_the_page() => end(JobState::Failed, error.code()).await,
                taken => taken,
            }
        }
    }
}

/// Fails a scan that had not ended when the daemon stopped.
pub async fn failed_after_restart(tx: &mut WriteTx, job: &Job, now: DateTime<Utc>) -> Result<(), HubError> {
    let to = match job.state {
        JobState::Unknown => JobState::Failed,
        JobState::Queued => JobState::Cancelled,
        _ => return Ok(()),
    };
    tx.move_job(&job.id, to, Some(&outcome_json(Some(INTERRUPTED))), now).await?;
    Ok(())
}

/// Whether a job is one of these.
pub fn is_scan(job: &Job) -> bool {
    JobKind::from_name(&job.kind) == Some(JobKind::ScanPage)
}
