//! IBAN, newsletter and selection.

use balie_client::v1::Details;
use clap::Args;
use serde::Deserialize;

/// IBAN, newsletter and selection, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct DetailsInput {
    /// IBAN for automatic collection
    #[arg(long)]
    pub iban: Option<String>,
    /// The patron wants the newsletter
    #[arg(long)]
    pub newsletter: bool,
    /// Selection code, such as "Boekstart"
    #[arg(long)]
    pub selection: Option<String>,
}

impl From<DetailsInput> for Details {
    fn from(input: DetailsInput) -> Self {
        Self {
            iban: input.iban.unwrap_or_default(),
            newsletter: input.newsletter,
            selection: input.selection.unwrap_or_default(),
        }
    }
}
