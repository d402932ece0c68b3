//! Account data of a mandate.

use balie_client::v1::{Address, EnterMandate};
use clap::Args;
use serde::Deserialize;

/// Account data of the mandate, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct MandateInput {
    /// IBAN of the account
    #[arg(long)]
    pub iban: Option<String>,
    /// BIC; foreign accounts only
    #[arg(long)]
    pub bic: Option<String>,
    /// Name of the account holder
    #[arg(long)]
    pub holder: Option<String>,
    /// Place of the account holder
    #[arg(long)]
    pub place: Option<String>,
    /// Street of the account holder; the address is needed for an account outside the EEA
    #[arg(long)]
    pub holder_street: Option<String>,
    /// House number or name of the house of the account holder
    #[arg(long)]
    pub holder_house_number: Option<String>,
    /// Postcode of the account holder
    #[arg(long)]
    pub holder_postcode: Option<String>,
    /// Country of the account holder, two letters or its name; NL when absent
    #[arg(long)]
    pub holder_country: Option<String>,
    /// The patron uses the switch service (overstapservice)
    #[arg(long)]
    pub switch_service: bool,
}

impl From<MandateInput> for EnterMandate {
    fn from(input: MandateInput) -> Self {
        Self {
            iban: input.iban.unwrap_or_default(),
            bic: input.bic.unwrap_or_default(),
            holder: input.holder.unwrap_or_default(),
            place: input.place.unwrap_or_default(),
            address: Some(Address {
                street: input.holder_street.unwrap_or_default(),
                house_number: input.holder_house_number.unwrap_or_default(),
                postcode: input.holder_postcode.unwrap_or_default(),
                country: input.holder_country.unwrap_or_default(),
                place: String::new(),
            }),
            switch_service: input.switch_service,
        }
    }
}
