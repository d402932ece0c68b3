//! The chosen subscription.

use super::money;
use balie_client::v1::SubscriptionChoice;
use clap::Args;
use serde::Deserialize;

/// Code, discount, and what the rules of some subscriptions ask for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct SubscriptionInput {
    /// Tariff code, such as 0045
    pub code: String,
    /// Discount in euro
    #[arg(long)]
    #[serde(deserialize_with = "money::amount")]
    pub discount: Option<String>,
    /// The patron asked to pay in instalments (for 0049)
    #[arg(long)]
    pub instalments_requested: bool,
    /// The school is a d-Bos school (for 0086)
    #[arg(long)]
    pub dbos_school: bool,
    /// The patron is staff of the library (for 0001)
    #[arg(long)]
    pub staff: bool,
    /// For a guest: name of the home library (for 0345)
    #[arg(long)]
    pub home_library: Option<String>,
    /// For a guest: pass number at the home library
    #[arg(long)]
    pub home_pass_number: Option<String>,
    /// Why a branch administrator hands it out (for 0001 of an institution)
    #[arg(long)]
    pub reason: Option<String>,
}

impl From<SubscriptionInput> for SubscriptionChoice {
    fn from(input: SubscriptionInput) -> Self {
        Self {
            code: input.code,
            discount: input.discount.unwrap_or_default(),
            instalments_requested: input.instalments_requested,
            dbos_school: input.dbos_school,
            staff: input.staff,
            home_library: input.home_library.unwrap_or_default(),
            home_pass_number: input.home_pass_number.unwrap_or_default(),
            reason: input.reason.unwrap_or_default(),
            ..Self::default()
        }
    }
}
