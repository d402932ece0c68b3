//! `balie registrations audit`: who saw or changed what, without values.

use crate::context::{Context, Outcome};
use crate::show;
use crate::terminal::columns;
use crate::text::lists as text;
use crate::view;

pub(super) async fn run(context: &mut Context<'_>, name: &str) -> Outcome {
    let name = context.registration_name(name).await?;
    let entries = context.client.registrations.audit(&name).await?;
    context.result(
        || view::list("entries", &entries, view::audit_entry),
        |lang| {
            if entries.is_empty() {
                return vec![text::nothing(lang).to_owned()];
            }
            let rows: Vec<_> = entries
                .iter()
                .map(|entry| {
                    vec![
                        show::instant(entry.time.as_ref()),
                        format!("{} ({})", entry.actor, entry.role),
                        entry.station.clone(),
                        entry.action.clone(),
                        entry.fields.join(", "),
                    ]
                })
                .collect();
            columns(&rows)
        },
    );
    Ok(())
}
