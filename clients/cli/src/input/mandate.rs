//! Account data of a mandate.

use balie_client::v1::EnterMandate;
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
            switch_service: input.switch_service,
        }
    }
}
