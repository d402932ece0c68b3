//! Why a value was refused.

use crate::explain::{Explain, Lang};
use serde::{Deserialize, Serialize};

/// Why a piece of input is not the value it should be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case", tag = "rule")]
#[non_exhaustive]
pub enum ValueError {
    /// Nothing was entered where something is required.
    #[error("required")]
    Required,
    /// Not an amount of money in euro with at most two decimals from 0,00 to 99.999,99.
    #[error("not an amount of money")]
    MoneyForm,
    /// An amount outside 0,00 to 99.999,99 euro.
    #[error("amount out of range")]
    MoneyRange,
}

impl Explain for ValueError {
    fn code(&self) -> &'static str {
        match self {
            Self::Required => "REQUIRED",
            Self::MoneyForm => "MONEY_FORM",
            Self::MoneyRange => "MONEY_RANGE",
        }
    }

    fn message(&self, lang: Lang) -> String {
        let (nl, en) = match self {
            Self::Required => ("Dit veld is verplicht.", "This field is required."),
            Self::MoneyForm => (
                "Geen geldig bedrag: typ euro's en centen, bijvoorbeeld 58,00.",
                "Not an amount: type euros and cents, for example 58,00.",
            ),
            Self::MoneyRange => (
                "Bedrag buiten bereik: € 0,00 tot en met € 99.999,99.",
                "Amount out of range: € 0,00 up to € 99.999,99.",
            ),
        };
        match lang {
            Lang::Nl => nl.to_owned(),
            Lang::En => en.to_owned(),
        }
    }
}
