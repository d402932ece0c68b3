//! `balie branch`: the branch and what it requires.

use crate::context::{Context, Outcome};
use crate::terminal::columns;
use crate::text::{Lang, inline, lists as text, names};
use crate::view;
use balie_client::v1::GetBranchResponse;

pub(super) async fn run(context: &mut Context<'_>) -> Outcome {
    let branch = context.client.branch.get().await?;
    context.result(|| view::branch(&branch), |lang| lines(lang, &branch));
    Ok(())
}

fn lines(lang: Lang, branch: &GetBranchResponse) -> Vec<String> {
    let row = |label: &str, value: String| vec![label.to_owned(), value];
    let mut rows = vec![
        row(text::branch_label(lang), format!("{} {}", branch.number, branch.display_name)),
        row(text::version_label(lang), branch.version.clone()),
        row(text::youth(lang), text::youth_through(lang, branch.youth_through_age)),
        row(text::selections(lang), branch.selections.join(", ")),
    ];
    rows.extend(branch.required_fields.iter().map(|required| {
        let fields = required.fields.iter().map(|path| inline(&names::field(lang, path)));
        let kind = names::patron_kind(lang, &required.patron_kind);
        vec![text::required_for(lang, kind), fields.collect::<Vec<_>>().join(", ")]
    }));
    columns(&rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use balie_client::v1::RequiredFields;

    #[test]
    fn what_is_required_is_told_in_words() {
        let required = RequiredFields {
            patron_kind: "adult".into(),
            fields: ["surname", "birth_date", "main_address.postcode", "sms_number", "email"]
                .map(str::to_owned)
                .to_vec(),
        };
        let branch = GetBranchResponse { required_fields: vec![required], ..Default::default() };
        for (lang, words) in [
            (Lang::Dutch, "volwassenen  achternaam, geboortedatum, postcode, SMS-nummer, e-mailadres"),
            (Lang::English, "adults  surname, date of birth, postal code, SMS number, e-mail"),
        ] {
            let text = lines(lang, &branch).join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
            let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(text.contains(&words) && !text.contains('_'), "{text}");
        }
    }
}
