//! Those who do the slow work: one for each printer and document scanner, one for login accounts, and the timer.

mod accounts;
mod document_scanner;
mod form_printer;
mod printer;
mod printing;
mod restored;
mod timer;

use super::{Hub, HubError};
use balie_store::{Job, JobState};
use std::time::Duration;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

pub use timer::round;

/// How long a worker waits after the store failed it.
const AFTER_FAULT: Duration = Duration::from_secs(2);
/// How often a worker looks for delayed jobs that have come due.
const DUE: Duration = Duration::from_secs(1);

/// The running workers.
pub struct Workers {
    tasks: JoinSet<()>,
    stop: CancellationToken,
}

/// Recovers the jobs that were under way at the last stop, then starts all workers.
///
/// A print that was under way becomes unknown, and so does the print of its registration: only a person can
/// say what came out. A scan that had not ended is failed: it can be made once more.
///
/// # Errors
/// What the store could not do.
pub async fn start(hub: &Hub) -> Result<Workers, HubError> {
    recover(hub).await?;
    let stop = CancellationToken::new();
    let mut tasks = JoinSet::new();
    for device in hub.printers() {
        tasks.spawn(printer::run(hub.clone(), device, stop.clone()));
    }
    for device in hub.form_printers() {
        tasks.spawn(form_printer::run(hub.clone(), device, stop.clone()));
    }
    for device in hub.document_scanners() {
        tasks.spawn(document_scanner::run(hub.clone(), device, stop.clone()));
    }
    tasks.spawn(accounts::run(hub.clone(), stop.clone()));
    tasks.spawn(timer::run(hub.clone(), hub.parts.look_every, stop.clone()));
    Ok(Workers { tasks, stop })
}

impl Workers {
    /// Stops all workers. A print past the point of no return is waited for.
    pub async fn stop(mut self) {
        self.stop.cancel();
        while let Some(ended) = self.tasks.join_next().await {
            if let Err(error) = ended {
                tracing::error!(%error, "a worker ended abnormally");
            }
        }
    }
}

/// One transaction: a daemon that is killed while it starts must not leave a job that is unknown beside a
/// registration that still takes it to be printing. A restored backup brings such jobs along as well.
async fn recover(hub: &Hub) -> Result<(), HubError> {
    let (recovering, now) = (hub.clone(), hub.clock().now());
    hub.store()
        .write(move |tx| {
            Box::pin(async move {
                tx.recover_jobs(now).await?;
                let restored = tx.take_restored().await?;
                let waiting = [JobState::Unknown, JobState::Queued];
                for job in tx.read().list_jobs(&waiting, None, None, u32::MAX).await? {
                    if document_scanner::is_scan(&job) {
                        document_scanner::failed_after_restart(tx, &job, now).await?;
                    } else if job.state == JobState::Unknown {
                        printer::unknown_after_restart(&recovering, tx, &job, now).await?;
                    }
                }
                if restored {
                    restored::doubt_prints(&recovering, tx, now).await?;
                }
                Ok::<_, HubError>(())
            })
        })
        .await
}

/// Waits until a device has a job to do. None: the worker is to stop.
async fn next_job(hub: &Hub, device: &str, stop: &CancellationToken) -> Option<Job> {
    let mut news = hub.store().jobs();
    loop {
        let found = async {
            let mut snapshot = hub.store().read().await?;
            let now = hub.clock().now();
            Ok::<_, HubError>((
                snapshot.read().next_job(device, now).await?,
                snapshot.read().next_job_due(device, now).await?,
            ))
        };
        let wait = match found.await {
            Ok((Some(job), _)) => return Some(job),
            Ok((None, Some(_))) => Some(DUE),
            Ok((None, None)) => None,
            Err(error) => {
                tracing::error!(device, %error, "jobs cannot be read");
                Some(AFTER_FAULT)
            }
        };
        tokio::select! {
            () = stop.cancelled() => return None,
            changed = news.changed() => if changed.is_err() { return None },
            () = pause(wait) => {}
        }
    }
}

/// Stores what happened outside, again and again while the machine has no room or no time for it: it cannot be asked
/// once more. A daemon that is told to stop tries one last time; what is not stored then is found as begun at the
/// next start.
async fn persist<F>(stop: &CancellationToken, what: &str, store: impl Fn() -> F) -> Result<(), HubError>
where
    F: Future<Output = Result<(), HubError>>,
{
    loop {
        let last = stop.is_cancelled();
        match store().await {
            Err(HubError::Store(error)) if error.is_retryable() && !last => {
                tracing::error!(job = what, code = error.code(), "outcome waits to be stored");
                tokio::select! {
                    () = stop.cancelled() => {}
                    () = tokio::time::sleep(AFTER_FAULT) => {}
                }
            }
            other => return other,
        }
    }
}

/// Ends a job of which what is stored cannot be read, or what is stored of its registration: it can never be carried out,
/// and all others would wait behind it. What the outside may have been asked to do nobody knows then. False after any
/// other error, and when it cannot be ended.
async fn gave_up(hub: &Hub, stop: &CancellationToken, job: &Job, error: &HubError) -> bool {
    if !matches!(error, HubError::BadState(_)) {
        return false;
    }
    let end = || async {
        let found = hub.store().read().await?.read().job(&job.id).await?;
        let begun = found.is_some_and(|found| found.state != JobState::Queued);
        let state = if begun && !job.repeatable { JobState::Unknown } else { JobState::Failed };
        hub.end_print(job.id.clone(), state, error.code()).await
    };
    persist(stop, &job.id, end).await.is_ok()
}

async fn pause(wait: Option<Duration>) {
    match wait {
        Some(wait) => tokio::time::sleep(wait).await,
        None => std::future::pending().await,
    }
}
