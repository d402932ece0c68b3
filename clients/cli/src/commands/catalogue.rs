//! `balie catalogue`: the subscriptions in force.

use crate::args::CatalogueArgs;
use crate::context::{Context, Outcome};
use crate::show;
use crate::terminal::columns;
use crate::text::{Lang, lists as text};
use crate::view;
use balie_client::v1::Subscription;

pub(super) async fn run(context: &mut Context<'_>, args: &CatalogueArgs) -> Outcome {
    let subscriptions = context.client.catalogue.get(&args.date).await?;
    context.result(
        || view::list("subscriptions", &subscriptions, view::subscription),
        |lang| columns(&subscriptions.iter().map(|subscription| row(lang, subscription)).collect::<Vec<_>>()),
    );
    Ok(())
}

fn row(lang: Lang, subscription: &Subscription) -> Vec<String> {
    let prices: Vec<_> = subscription
        .prices
        .iter()
        .map(|price| {
            let audience = match price.audience.as_str() {
                "person" => text::person(lang),
                "institution" => text::institution(lang),
                other => other,
            };
            text::price_of(lang, audience, show::euro(&price.price))
        })
        .collect();
    let mut notes = Vec::new();
    if !subscription.in_use {
        notes.push(text::not_in_use(lang));
    }
    if subscription.code_to_confirm {
        notes.push(text::code_to_confirm(lang));
    }
    let mut last = prices.join(", ");
    if !notes.is_empty() {
        last.push_str(&format!(" ({})", notes.join(", ")));
    }
    vec![
        subscription.code.clone(),
        subscription.display_name.clone(),
        subscription.period.clone(),
        subscription.term.clone(),
        last,
    ]
}
