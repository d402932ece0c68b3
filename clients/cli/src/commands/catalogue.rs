//! `balie catalogue`: the subscriptions in force.

use crate::args::CatalogueArgs;
use crate::context::{Context, Outcome};
use crate::show;
use crate::terminal::{align_right, columns};
use crate::text::{Lang, lists as text, names};
use crate::view;
use balie_client::v1::Subscription;

pub(super) async fn run(context: &mut Context<'_>, args: &CatalogueArgs) -> Outcome {
    let subscriptions = context.client.catalogue.get(&args.date).await?;
    context.result(
        || view::list("subscriptions", &subscriptions, view::subscription),
        |lang| table(lang, &subscriptions),
    );
    Ok(())
}

/// Who pays, in the order of the columns.
const AUDIENCES: [&str; 2] = ["person", "institution"];

fn table(lang: Lang, subscriptions: &[Subscription]) -> Vec<String> {
    let mut heading =
        [text::code, text::name, text::period, text::term].map(|label| label(lang).to_owned()).to_vec();
    let first_price = heading.len();
    heading.extend(AUDIENCES.map(|audience| names::audience(lang, audience).to_owned()));
    let mut rows = vec![heading];
    rows.extend(subscriptions.iter().map(|subscription| row(lang, subscription)));
    for column in 0..AUDIENCES.len() {
        align_right(&mut rows, first_price + column);
    }
    columns(&rows)
}

fn row(lang: Lang, subscription: &Subscription) -> Vec<String> {
    let price = |audience: &str| {
        let price = subscription.prices.iter().find(|price| price.audience == audience);
        price.map(|price| show::euro(&price.price)).unwrap_or_default()
    };
    let mut notes = Vec::new();
    if !subscription.in_use {
        notes.push(text::not_in_use(lang));
    }
    if subscription.code_to_confirm {
        notes.push(text::code_to_confirm(lang));
    }
    if subscription.period_to_confirm {
        notes.push(text::period_to_confirm(lang));
    }
    let is_range = subscription.term.starts_with(|first: char| first.is_ascii_digit());
    let term = if is_range {
        text::ages(lang, &subscription.term)
    } else {
        names::term(lang, &subscription.term).to_owned()
    };
    let mut row =
        vec![subscription.code.clone(), subscription.display_name.clone(), subscription.period.clone(), term];
    row.extend(AUDIENCES.map(price));
    row.push(notes.join(", "));
    row
}
