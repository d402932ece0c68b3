//! Why a date was refused.

use crate::explain::{Explain, Lang};
pub use balie_typed::DateError;

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
                "Geen datum: typ dd-mm-jjjj, ddmmjjjj of de maand in letters, zoals 15-04-2021 of 15 april 2021.",
                "Not a date: type dd-mm-yyyy, ddmmyyyy or the month in letters, as 15-04-2021 or 15 April 2021.",
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
