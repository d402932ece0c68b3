//! `balie changes`: the change feed.

use crate::args::ChangesArgs;
use crate::context::{Context, Outcome};
use crate::show;
use crate::text::{Lang, dialogue, lists as text};
use crate::view;
use balie_client::Update;
use balie_client::v1::Change;
use serde_json::json;

pub(super) async fn run(context: &mut Context<'_>, args: &ChangesArgs) -> Outcome {
    if let Some(number) = args.acknowledge {
        let number = context.client.branch.acknowledge(number, &args.epoch).await?;
        context.result(|| json!({"number": number}), |lang| vec![text::acknowledged(lang, number)]);
        return Ok(());
    }
    if let Some(reader) = &args.forget {
        context.client.branch.forget_reader(reader).await?;
        context.result(|| json!({"forgotten": reader}), |lang| vec![text::reader_forgotten(lang, reader)]);
        return Ok(());
    }
    if args.follow { follow(context, args).await } else { list(context, args).await }
}

async fn list(context: &mut Context<'_>, args: &ChangesArgs) -> Outcome {
    let page = context.client.branch.changes(args.since, args.limit, &args.epoch).await?;
    context.result(
        || {
            json!({
                "changes": page.changes.iter().map(view::change).collect::<Vec<_>>(),
                "last_number": page.last_number,
                "more": page.more,
                "epoch": page.epoch,
            })
        },
        |lang| {
            let mut lines: Vec<_> = page.changes.iter().flat_map(|change| entry(lang, change)).collect();
            lines.push(text::through_number(lang, page.last_number, &page.epoch));
            if page.more {
                lines.push(text::more(lang).to_owned());
            }
            lines
        },
    );
    Ok(())
}

async fn follow(context: &mut Context<'_>, args: &ChangesArgs) -> Outcome {
    let mut watch = context.client.branch.watch_changes(args.since, &args.epoch);
    while let Some(update) = watch.next().await {
        match update? {
            Update::Changed(changes) => {
                for change in &changes.changes {
                    context.event(
                        || {
                            let mut line = view::change(change);
                            line["epoch"] = changes.epoch.clone().into();
                            line
                        },
                        |lang| entry(lang, change),
                    );
                }
            }
            Update::Interrupted(_) => context.terminal.error_line(dialogue::reconnecting(context.lang)),
        }
        if context.is_over() {
            break;
        }
    }
    Ok(())
}

/// A change: its number, and the registration or that it was erased.
pub(super) fn entry(lang: Lang, change: &Change) -> Vec<String> {
    let mut lines = vec![text::change(lang, change.number)];
    match &change.registration {
        Some(registration) if !change.erased => lines.extend(show::entry(lang, registration)),
        _ => lines.push(text::erased(lang, &change.name)),
    }
    lines
}
