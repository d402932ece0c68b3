//! What every print has in common: it can be watched and called off until it begins, and that it begins is stored
//! before anything can come out.

use crate::hub::jobs::{CANCELLED, Preparing};
use crate::hub::{Hub, HubError};
use balie_devices::printer::{CommitRefused, PrintControl, PrintOutcome, PrintProgress};
use balie_devices::registry::NoSuchPrinter;
use balie_store::{Job, JobState};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// Carries a print out.
///
/// # Errors
/// `Internal` when there is no such printer: its job was queued under another configuration.
pub async fn carry_out<P, Fut>(
    hub: &Hub,
    job: &Job,
    id: Uuid,
    stop: &CancellationToken,
    print: P,
) -> Result<PrintOutcome, HubError>
where
    P: FnOnce(PrintControl) -> Fut + Send,
    Fut: Future<Output = Result<PrintOutcome, NoSuchPrinter>> + Send,
{
    let cancel = stop.child_token();
    let preparing = |progress| Preparing { progress, cancel: cancel.clone() };
    hub.progress().set(id, preparing(PrintProgress::Connecting));
    let (committing, key) = (hub.clone(), job.id.clone());
    let mut news = hub.store().jobs();
    // Whoever called it off before it was on the board could not tell it to stop.
    if is_off(hub, id).await {
        cancel.cancel();
    }
    let (control, mut told) = PrintControl::new(cancel.clone(), move || async move {
        committing.start_job(key).await.map_err(|error| CommitRefused(error.to_string()))
    });
    tracing::info!(job = job.id, device = job.device, "print begins");
    let printing = print(control);
    // Beside the print, which goes on while the store answers.
    let called_off = async {
        while !cancel.is_cancelled() && news.changed().await.is_ok() {
            if is_off(hub, id).await {
                cancel.cancel();
            }
        }
        std::future::pending::<()>().await;
    };
    tokio::pin!(printing, called_off);
    let outcome = loop {
        tokio::select! {
            Some(progress) = told.recv() => hub.progress().set(id, preparing(progress)),
            () = &mut called_off => {}
            outcome = &mut printing => break outcome,
        }
    };
    hub.progress().clear(id);
    tracing::info!(job = job.id, device = job.device, ?outcome, "print ended");
    outcome.map_err(|error| HubError::Internal(error.to_string()))
}

/// Whether nobody wants a print any more that has not begun: it was called off, or erased with its registration. What
/// the store cannot tell now it tells when the print is to begin.
async fn is_off(hub: &Hub, id: Uuid) -> bool {
    match hub.job(id).await {
        Ok(found) => found.job.state == JobState::Cancelled,
        Err(error) => matches!(error, HubError::NotFound { .. }),
    }
}

/// How the job of a print ends that changes no registration; none when a stopping daemon leaves it queued for its
/// next start.
pub fn ended(outcome: PrintOutcome, stop: &CancellationToken) -> Option<(JobState, &'static str)> {
    Some(match outcome {
        PrintOutcome::Done => (JobState::Done, "PRINTED"),
        PrintOutcome::Failed { reason, .. } => (JobState::Failed, reason.code()),
        PrintOutcome::Unknown { reason } => (JobState::Unknown, reason.code()),
        PrintOutcome::CancelledBeforeStart if stop.is_cancelled() => return None,
        PrintOutcome::CancelledBeforeStart => (JobState::Cancelled, CANCELLED),
    })
}
