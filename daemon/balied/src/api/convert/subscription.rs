//! Subscriptions, from the heart to the wire.

use super::money::decimal;
use balie_proto::v1 as pb;
use balie_registration::machine::{Choice, SubscriptionInput};
use chrono::Datelike;

/// The chosen subscription with its quote.
pub fn choice_view(choice: &Choice) -> pb::SubscriptionChoice {
    pb::SubscriptionChoice {
        code: choice.code.clone(),
        display_name: choice.name.clone(),
        price: decimal(choice.price),
        discount: decimal(choice.discount),
        fee: decimal(choice.fee),
        valid_from: choice.valid_from.to_string(),
        valid_through: choice.valid_through.map(|date| date.to_string()).unwrap_or_default(),
        expiry_month: choice.valid_through.map_or(0, |date| i32::try_from(date.month()).unwrap_or_default()),
        instalments_requested: choice.instalments_requested,
        dbos_school: choice.dbos_school,
        staff: choice.staff,
        home_library: choice.home.as_ref().map(|home| home.name.to_string()).unwrap_or_default(),
        home_pass_number: choice.home.as_ref().map(|home| home.pass_number.clone()).unwrap_or_default(),
        reason: choice.reason.as_ref().map(ToString::to_string).unwrap_or_default(),
        becomes: choice.becomes.map(|becomes| becomes.code.to_string()).unwrap_or_default(),
        becomes_on: choice.becomes.map(|becomes| becomes.on.to_string()).unwrap_or_default(),
    }
}

/// What was typed and kept.
pub fn kept_choice_view(input: &SubscriptionInput) -> pb::SubscriptionChoice {
    pb::SubscriptionChoice {
        code: input.code.clone(),
        discount: input.discount.clone(),
        instalments_requested: input.instalments_requested,
        dbos_school: input.dbos_school,
        staff: input.staff,
        home_library: input.home_library.clone(),
        home_pass_number: input.home_pass_number.clone(),
        reason: input.reason.clone(),
        ..Default::default()
    }
}
