//! `balie registrations`: list, show, follow and change registrations.

use super::{audit, do_command, erase};
use crate::args::{ListArgs, RegistrationsCommand};
use crate::context::{Context, Outcome};
use crate::show;
use crate::text::{dialogue, lists as text};
use crate::view;
use balie_client::v1::{Cancel, StepBack};
use balie_client::{Command, Update};

/// Open registrations shown without a subcommand.
const OPEN: usize = 50;

pub(super) async fn run(context: &mut Context<'_>, command: Option<RegistrationsCommand>) -> Outcome {
    let open = || RegistrationsCommand::List(ListArgs { open: true, limit: OPEN, ..Default::default() });
    match command.unwrap_or_else(open) {
        RegistrationsCommand::List(args) => list(context, args).await,
        RegistrationsCommand::Show { name } => show_one(context, &name).await,
        RegistrationsCommand::Cancel { name, reason, pass_returned } => {
            do_command::apply(context, &name, Command::Cancel(Cancel { reason, pass_returned })).await
        }
        RegistrationsCommand::Back { name } => {
            do_command::apply(context, &name, Command::StepBack(StepBack {})).await
        }
        RegistrationsCommand::Erase { name, unconfirmed, yes } => {
            erase::run(context, &name, unconfirmed, yes).await
        }
        RegistrationsCommand::Watch { name } => watch(context, &name).await,
        RegistrationsCommand::Audit { name } => audit::run(context, &name).await,
        RegistrationsCommand::Apply(args) => do_command::run(context, args).await,
    }
}

async fn list(context: &mut Context<'_>, args: ListArgs) -> Outcome {
    let limit = args.limit;
    let found = context.client.registrations.list_up_to(args.filter(), limit).await?;
    context.result(
        || view::list("registrations", &found, view::registration),
        |lang| {
            if found.is_empty() {
                return vec![text::nothing(lang).to_owned()];
            }
            found.iter().flat_map(|registration| show::entry(lang, registration)).collect()
        },
    );
    Ok(())
}

async fn show_one(context: &mut Context<'_>, name: &str) -> Outcome {
    let registration = context.registration(name).await?;
    context.result(|| view::registration(&registration), |lang| show::summary(lang, &registration));
    Ok(())
}

async fn watch(context: &mut Context<'_>, name: &str) -> Outcome {
    let name = context.registration_name(name).await?;
    let mut watch = context.client.registrations.watch(&name);
    while let Some(update) = watch.next().await {
        match update? {
            Update::Changed(registration) => {
                context.event(|| view::registration(&registration), |lang| show::entry(lang, &registration))
            }
            Update::Interrupted(_) => context.terminal.error_line(dialogue::reconnecting(context.lang)),
        }
        if context.is_over() {
            break;
        }
    }
    Ok(())
}
