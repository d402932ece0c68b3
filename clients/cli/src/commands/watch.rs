//! `balie watch`: registrations, devices and jobs as they change.

use super::{changes, devices, jobs};
use crate::args::WatchArgs;
use crate::context::{Context, Outcome};
use crate::failure::Failure;
use crate::text::dialogue;
use crate::view;
use balie_client::services::Changes;
use balie_client::v1::{Device, Job, ListJobsRequest, ListRegistrationsRequest};
use balie_client::{Update, Watch};
use serde_json::json;
use std::time::Duration;
use tokio::time::{MissedTickBehavior, interval};

/// How many of the newest jobs are looked at.
const NEWEST_JOBS: i32 = 50;

pub(super) async fn run(context: &mut Context<'_>, args: &WatchArgs) -> Outcome {
    let since = match args.since {
        Some(since) => since,
        None => now(context).await?,
    };
    let mut registrations = context.client.branch.watch_changes(since, "");
    let mut devices = context.client.devices.watch();
    let mut known_devices = devices::Known::default();
    let mut known_jobs = recent_jobs(context).await?;
    // The API follows one job at a time; all of them are looked at now and then.
    let mut look = interval(Duration::from_millis(args.interval));
    look.set_missed_tick_behavior(MissedTickBehavior::Delay);
    while !context.is_over() {
        tokio::select! {
            changed = next(&mut registrations) => tell_changes(context, changed?),
            changed = next(&mut devices) => tell_devices(context, changed?, &mut known_devices),
            _ = look.tick() => known_jobs = tell_jobs(context, known_jobs).await?,
        }
    }
    Ok(())
}

/// The number of the latest change: that of the registration that was changed last.
async fn now(context: &Context<'_>) -> Result<u64, Failure> {
    let request = ListRegistrationsRequest { page_size: 1, ..Default::default() };
    let newest = context.client.registrations.list(request).await?.registrations;
    Ok(newest.first().map_or(0, |registration| registration.change_number))
}

/// The next change, or none when the connection was interrupted.
async fn next<T>(watch: &mut Watch<T>) -> Result<Option<T>, Failure> {
    match watch.next().await {
        Some(Ok(Update::Changed(item))) => Ok(Some(item)),
        Some(Ok(Update::Interrupted(_))) => Ok(None),
        Some(Err(error)) => Err(error.into()),
        // These streams have no end of their own.
        None => std::future::pending().await,
    }
}

fn tell_changes(context: &mut Context<'_>, changed: Option<Changes>) {
    let Some(changed) = changed else {
        context.terminal.error_line(dialogue::reconnecting(context.lang));
        return;
    };
    for change in &changed.changes {
        context.event(|| json!({"change": view::change(change)}), |lang| changes::entry(lang, change));
    }
}

fn tell_devices(context: &mut Context<'_>, changed: Option<Vec<Device>>, known: &mut devices::Known) {
    for device in known.news(changed.unwrap_or_default()) {
        context.event(|| json!({"device": view::device(&device)}), |lang| devices::entry(lang, &device));
    }
}

async fn recent_jobs(context: &Context<'_>) -> Result<Vec<Job>, Failure> {
    let request = ListJobsRequest { page_size: NEWEST_JOBS, ..Default::default() };
    Ok(context.client.jobs.list(request).await?.jobs)
}

async fn tell_jobs(context: &mut Context<'_>, known: Vec<Job>) -> Result<Vec<Job>, Failure> {
    let now = match recent_jobs(context).await {
        // The streams tell of the interruption and come back; this one tries again at the next look.
        Err(Failure::Client(error)) if error.is_transient() => return Ok(known),
        other => other?,
    };
    for job in now.iter().rev().filter(|job| !known.contains(job)) {
        context.event(|| json!({"job": view::job(job)}), |lang| jobs::entry(lang, job));
    }
    Ok(now)
}
