//! JSON of subscriptions.

use super::registration::subscription as quote;
use balie_client::v1::{Subscription, SubscriptionOption};
use serde_json::{Value, json};

/// A subscription of the catalogue.
pub(crate) fn subscription(subscription: &Subscription) -> Value {
    let prices: Vec<_> = subscription
        .prices
        .iter()
        .map(|price| json!({"audience": price.audience, "price": price.price}))
        .collect();
    json!({
        "code": subscription.code,
        "display_name": subscription.display_name,
        "prices": prices,
        "period": subscription.period,
        "period_end": subscription.period_end,
        "term": subscription.term,
        "in_use": subscription.in_use,
        "code_to_confirm": subscription.code_to_confirm,
        "period_to_confirm": subscription.period_to_confirm,
    })
}

/// A subscription for one person.
pub(crate) fn option(option: &SubscriptionOption) -> Value {
    json!({
        "subscription": option.subscription.as_ref().map(quote),
        "allowed": option.allowed,
        "refusal_codes": option.refusal_codes,
        "refusals": option.refusals,
        "automatic": option.automatic,
        "validity_text": option.validity_text,
    })
}
