//! `balie branch`: the branch and what it requires.

use crate::context::{Context, Outcome};
use crate::terminal::wrap;
use crate::text::lists as text;
use crate::view;

pub(super) async fn run(context: &mut Context<'_>) -> Outcome {
    let branch = context.client.branch.get().await?;
    context.result(
        || view::branch(&branch),
        |lang| {
            let mut lines = vec![
                text::branch(lang, &branch.number, &branch.display_name),
                text::version(lang, &branch.version),
                text::selections(lang, branch.selections.join(", ")),
            ];
            for required in &branch.required_fields {
                let fields = required.fields.join(", ");
                lines.extend(wrap(&text::required_for(lang, &required.patron_kind, fields), ""));
            }
            lines
        },
    );
    Ok(())
}
