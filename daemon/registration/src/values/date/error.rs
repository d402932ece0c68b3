//! Why a date was refused.

use crate::explain::{Explain, Lang};
use serde::{Deserialize, Serialize};

/// Why something is not the date it should be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case", tag = "rule")]
#[non_exhaustive]
pub enum DateError {
    /// Not written as a date.
    #[error("not a date")]
    Form,
    /// A day that month does not have, or a month the year does not have.
    #[error("no such day")]
    NoSuchDay,
    /// After today where that cannot be.
    #[error("in the future")]
    Future,
    /// More than 120 years ago.
    #[error("more than 120 years ago")]
    TooLongAgo,
    /// More than ten years from now.
    #[error("more than 10 years ahead")]
    TooFarAhead,
}

impl Explain for DateError {
    fn code(&self) -> &'static str {
        match self {
            Self::Form => "DATE_FORM",
            Self::NoSuchDay => "DATE_NO_SUCH_DAY",
            Self::Future => "DATE_FUTURE",
            Self::TooLongAgo => "DATE_TOO_LONG_AGO",
            Self::TooFarAhead => "DATE_TOO_FAR_AHEAD",
        }
    }

    fn message(&self, lang: Lang) -> String {
        match self {
            Self::Form => lang.pick(
                "Geen datum: typ dd-mm-jjjj of ddmmjjjj, bijvoorbeeld 15-04-2021.",
                "Not a date: type dd-mm-yyyy or ddmmyyyy, for example 15-04-2021.",
            ),
            Self::NoSuchDay => lang.pick(
                "Deze dag bestaat niet; controleer dag en maand.",
                "There is no such day; check day and month.",
            ),
            Self::Future => lang.pick(
                "Deze datum ligt in de toekomst; controleer het jaar.",
                "This date is in the future; check the year.",
            ),
            Self::TooLongAgo => lang.pick(
                "Deze datum is meer dan 120 jaar geleden; controleer het jaar.",
                "This date is more than 120 years ago; check the year.",
            ),
            Self::TooFarAhead => lang.pick(
                "Deze datum is meer dan tien jaar vooruit; controleer het jaar.",
                "This date is more than ten years ahead; check the year.",
            ),
        }
    }
}
