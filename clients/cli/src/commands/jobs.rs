//! `balie jobs`: long work.

use crate::args::{JobsCommand, JobsListArgs};
use crate::context::{Context, Outcome};
use crate::failure::Failure;
use crate::show;
use crate::terminal::wrap;
use crate::text::{Lang, dialogue, lists as text, states};
use crate::view;
use balie_client::v1::{Job, JobState, ListJobsRequest};
use balie_client::{Update, resource};

pub(super) async fn run(context: &mut Context<'_>, command: Option<JobsCommand>) -> Outcome {
    match command.unwrap_or(JobsCommand::List(JobsListArgs::default())) {
        JobsCommand::List(args) => list(context, args).await,
        JobsCommand::Show { name } => {
            let job = context.client.jobs.get(&resource::job(&name)).await?;
            tell(context, &job);
            Ok(())
        }
        JobsCommand::Cancel { name } => {
            let job = context.client.jobs.cancel(&resource::job(&name)).await?;
            tell(context, &job);
            Ok(())
        }
        JobsCommand::Watch { name } => follow(context, &resource::job(&name)).await,
    }
}

async fn list(context: &mut Context<'_>, args: JobsListArgs) -> Outcome {
    let registration = match args.registration {
        Some(name) => context.registration_name(&name).await?,
        None => String::new(),
    };
    let request = ListJobsRequest {
        states: args.state.into_iter().map(i32::from).collect(),
        registration,
        page_size: args.limit,
        page_token: String::new(),
    };
    let jobs = context.client.jobs.list(request).await?.jobs;
    context.result(
        || view::list("jobs", &jobs, view::job),
        |lang| {
            if jobs.is_empty() {
                return vec![text::nothing(lang).to_owned()];
            }
            jobs.iter().flat_map(|job| entry(lang, job)).collect()
        },
    );
    Ok(())
}

fn tell(context: &mut Context<'_>, job: &Job) {
    context.result(|| view::job(job), |lang| entry(lang, job));
}

/// Follows a job to its end.
///
/// # Errors
/// [`Failure::Device`] unless it is done.
pub(super) async fn follow(context: &mut Context<'_>, name: &str) -> Outcome {
    let mut watch = context.client.jobs.watch(name);
    let mut last = None;
    while let Some(update) = watch.next().await {
        match update? {
            Update::Changed(job) => {
                context.event(|| view::job(&job), |lang| vec![show::status(lang, &job)]);
                last = Some(job);
            }
            Update::Interrupted(_) => context.terminal.error_line(dialogue::reconnecting(context.lang)),
        }
        if context.is_over() {
            return Ok(());
        }
    }
    match last {
        Some(job) if job.state() != JobState::Done => {
            let message = text::job_ended(context.lang, &job.name, show::outcome(context.lang, &job));
            Err(Failure::Device { message })
        }
        _ => Ok(()),
    }
}

/// A job in two lines.
pub(super) fn entry(lang: Lang, job: &Job) -> Vec<String> {
    let kind = states::job_kind(lang, job.kind());
    let made = show::instant(job.create_time.as_ref());
    let short = |name: &str| name.rsplit('/').next().unwrap_or_default().to_owned();
    let mut lines = vec![format!("{}  {kind}  {made}", short(&job.name))];
    let about = format!("{} · {}", show::status(lang, job), text::job_for(lang, short(&job.registration)));
    lines.extend(wrap(&about, "  "));
    lines
}
