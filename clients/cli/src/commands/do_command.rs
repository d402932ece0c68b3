//! `balie do`: one command on one registration.

use super::jobs;
use crate::args::DoArgs;
use crate::context::{Context, Outcome};
use crate::failure::Failure;
use crate::input::{CommandInput, read};
use crate::show;
use crate::text::{end, failures, lists as text, settle, steps};
use crate::view;
use balie_client::v1::Step;
use balie_client::{Applied, Command, RequestId};
use serde_json::json;

pub(super) async fn run(context: &mut Context<'_>, args: DoArgs) -> Outcome {
    let mut command = command(context, args.command, args.command_json).await?;
    let name = context.registration_name(&args.name).await?;
    if let Command::ResolvePrint(resolve) = &mut command
        && resolve.job.is_empty()
    {
        let now = context.client.registrations.get(&name).await?;
        resolve.job = now.pass_print.map(|print| print.job).unwrap_or_default();
    }
    let etag = args.etag.unwrap_or_default();
    if args.validate_only {
        let applied = context.client.registrations.check(&name, &etag, command).await?;
        context.result(
            || json!({"registration": view::registration(&applied.registration), "jobs": applied.jobs}),
            |lang| vec![text::would_succeed(lang).to_owned()],
        );
        return Ok(());
    }
    let request_id = match args.request_id {
        None => RequestId::new(),
        Some(id) => RequestId::parse(&id)
            .ok_or_else(|| Failure::usage(failures::bad_request_id(context.lang, &id)))?,
    };
    let paid = matches!(command, Command::Pay(_));
    let applied = context.client.registrations.apply_as(request_id, &name, &etag, command).await?;
    tell(context, &applied, paid);
    if args.wait {
        for job in &applied.jobs {
            jobs::follow(context, job).await?;
        }
    }
    Ok(())
}

/// Carries out a command and tells where the registration stands.
pub(super) async fn apply(context: &mut Context<'_>, name: &str, command: Command) -> Outcome {
    let name = context.registration_name(name).await?;
    let applied = context.client.registrations.apply(&name, "", command).await?;
    tell(context, &applied, false);
    Ok(())
}

fn tell(context: &mut Context<'_>, applied: &Applied, paid: bool) {
    context.result(
        || json!({"registration": view::registration(&applied.registration), "jobs": applied.jobs}),
        |lang| {
            let mut lines = vec![text::applied(lang, steps::label(lang, applied.registration.step()))];
            let change = applied.registration.ledger.as_ref().map(|ledger| ledger.last_change.as_str());
            if let Some(change) = change.filter(|change| paid && !show::is_zero(change)) {
                lines.push(settle::change(lang, show::euro(change)));
            }
            if applied.registration.step() == Step::Cancelled {
                lines.extend(show::pass_after(lang, &applied.registration));
                lines.extend(show::refund(&applied.registration).map(|amount| end::refund(lang, amount)));
            }
            if !applied.jobs.is_empty() {
                lines.push(text::jobs_started(lang, applied.jobs.join(", ")));
            }
            lines
        },
    );
}

async fn command(
    context: &mut Context<'_>,
    typed: Option<CommandInput>,
    json: Option<String>,
) -> Result<Command, Failure> {
    let json = match (typed, json) {
        (Some(input), None) => return Ok(input.into()),
        (None, Some(json)) => json,
        (Some(_), Some(_)) => return Err(Failure::usage(failures::two_sources(context.lang))),
        (None, None) => return Err(Failure::usage(failures::no_command(context.lang))),
    };
    let (source, json) = if json == "-" {
        let bytes = context.terminal.lines.all().await.map_err(|error| Failure::io("-", error))?;
        ("-", bytes)
    } else {
        ("--command", json.into_bytes())
    };
    read::json::<CommandInput>(context.lang, source, &json).map(Command::from)
}
