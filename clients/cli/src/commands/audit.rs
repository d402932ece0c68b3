//! `balie registrations audit`: who saw or changed what, without values.

use crate::context::{Context, Outcome};
use crate::show;
use crate::terminal::columns;
use crate::text::{lists as text, names};
use crate::view;
use balie_client::station::role_name;

pub(super) async fn run(context: &mut Context<'_>, name: &str) -> Outcome {
    let name = context.registration_name(name).await?;
    let entries = context.client.registrations.audit(&name).await?;
    context.result(
        || view::list("entries", &entries, view::audit_entry),
        |lang| {
            if entries.is_empty() {
                return vec![text::nothing(lang).to_owned()];
            }
            let heading = [text::when, text::who, text::station, text::what];
            let mut rows = vec![heading.map(|label| label(lang).to_owned()).to_vec()];
            rows.extend(entries.iter().map(|entry| {
                let parts: Vec<_> = entry.fields.iter().map(|name| names::part(lang, name)).collect();
                vec![
                    show::instant(entry.time.as_ref()),
                    format!("{} ({})", entry.actor, role_name(&entry.role, lang)),
                    entry.station.clone(),
                    [names::action(lang, &entry.action), &parts.join(", ")]
                        .into_iter()
                        .filter(|part| !part.is_empty())
                        .collect::<Vec<_>>()
                        .join(": "),
                ]
            }));
            columns(&rows)
        },
    );
    Ok(())
}
