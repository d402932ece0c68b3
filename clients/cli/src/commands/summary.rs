//! `balie summary`: counts and sums by day and subscription.

use crate::args::SummaryArgs;
use crate::context::{Context, Outcome};
use crate::show;
use crate::terminal::{align_right, columns};
use crate::text::{Lang, lists as text};
use crate::view;
use balie_client::v1::SummaryRow;

pub(super) async fn run(context: &mut Context<'_>, args: &SummaryArgs) -> Outcome {
    let from = args.from.clone().unwrap_or_else(|| show::today().to_string());
    let through = args.through.clone().unwrap_or_else(|| from.clone());
    let rows = context.client.branch.summary(&from, &through).await?;
    context.result(|| view::list("rows", &rows, view::summary_row), |lang| table(lang, &rows));
    Ok(())
}

/// First column of amounts and counts, which end together.
const FIRST_NUMBER: usize = 2;

fn table(lang: Lang, rows: &[SummaryRow]) -> Vec<String> {
    if rows.is_empty() {
        return vec![text::nothing(lang).to_owned()];
    }
    let heading = [
        text::summary_heading_date(lang),
        text::subscription(lang),
        text::summary_heading_count(lang),
        text::summary_heading_fees(lang),
        text::summary_heading_open(lang),
    ];
    let mut cells = vec![heading.map(str::to_owned).to_vec()];
    cells.extend(rows.iter().map(|row| {
        vec![
            show::date(&row.date),
            row.subscription.clone(),
            row.count.to_string(),
            show::euro(&row.fees),
            show::euro(&row.open_balance),
        ]
    }));
    let sum = |amount: fn(&SummaryRow) -> &str| {
        rows.iter()
            .map(|row| show::cents(amount(row)))
            .sum::<Option<i64>>()
            .map_or_else(String::new, show::of_cents)
    };
    cells.push(vec![
        text::total(lang).to_owned(),
        String::new(),
        rows.iter().map(|row| row.count).sum::<i64>().to_string(),
        sum(|row| &row.fees),
        sum(|row| &row.open_balance),
    ]);
    for column in FIRST_NUMBER..cells[0].len() {
        align_right(&mut cells, column);
    }
    columns(&cells)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_has_a_heading_and_a_total() {
        let row = |count| SummaryRow {
            date: "2026-05-01".into(),
            subscription: "0045".into(),
            count,
            fees: "116.00".into(),
            open_balance: "0.00".into(),
        };
        let lines = table(Lang::Dutch, &[row(2), row(3)]);
        assert_eq!(lines.len(), 4);
        assert!(lines[1].starts_with("01-05-2026  0045") && lines[1].contains("€ 116,00"), "{lines:?}");
        assert!(lines[3].starts_with("Totaal") && lines[3].contains("5  € 232,00"), "{lines:?}");
        assert!(lines.iter().skip(1).all(|line| line.ends_with("€ 0,00")), "{lines:?}");
    }
}
