//! Why a part of an address was refused.

use crate::explain::{Explain, Lang};
use serde::{Deserialize, Serialize};

/// Why something is not a postcode or house number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case", tag = "rule")]
#[non_exhaustive]
pub enum AddressError {
    /// Not four digits and two letters.
    #[error("not a postcode")]
    PostcodeForm,
    /// The first digit is 0.
    #[error("postcode begins with 0")]
    PostcodeZero,
    /// Letters that are never given out: SA, SD, SS.
    #[error("postcode letters {letters} do not exist")]
    PostcodeLetters {
        /// The letters.
        letters: String,
    },
    /// Not what a postcode looks like in another country.
    #[error("not a postcode of {english}")]
    ForeignPostcode {
        /// The country in Dutch.
        dutch: String,
        /// The country in English.
        english: String,
        /// A postcode of that country; empty where its form is not known.
        example: String,
    },
    /// No number from 1 to 99 999 in front.
    #[error("not a house number")]
    HouseNumberForm,
    /// An addition of more than six characters, or of other than letters and digits.
    #[error("not a house number addition")]
    HouseNumberAddition,
}

impl Explain for AddressError {
    fn code(&self) -> &'static str {
        match self {
            Self::PostcodeForm => "POSTCODE_FORM",
            Self::PostcodeZero => "POSTCODE_ZERO",
            Self::PostcodeLetters { .. } => "POSTCODE_LETTERS",
            Self::ForeignPostcode { .. } => "FOREIGN_POSTCODE",
            Self::HouseNumberForm => "HOUSE_NUMBER_FORM",
            Self::HouseNumberAddition => "HOUSE_NUMBER_ADDITION",
        }
    }

    fn message(&self, lang: Lang) -> String {
        match self {
            Self::PostcodeForm => lang.pick(
                "Geen postcode: vier cijfers en twee letters, bijvoorbeeld 9468 BG.",
                "Not a postcode: four digits and two letters, for example 9468 BG.",
            ),
            Self::PostcodeZero => lang.pick(
                "Een postcode begint niet met 0; controleer de cijfers.",
                "A postcode does not begin with 0; check the digits.",
            ),
            Self::PostcodeLetters { letters } => lang.pick(
                &format!("De letters {letters} komen in geen enkele postcode voor; controleer ze."),
                &format!("The letters {letters} occur in no postcode; check them."),
            ),
            Self::ForeignPostcode { example, .. } if example.is_empty() => lang.pick(
                "Geen postcode: hoogstens twaalf cijfers, letters, spaties en streepjes; leeg als er geen is.",
                "Not a postcode: at most twelve digits, letters, spaces and hyphens; empty when there is none.",
            ),
            Self::ForeignPostcode { dutch, english, example } => lang.pick(
                &format!("Geen postcode van {dutch}: die ziet eruit als {example}."),
                &format!("Not a postcode of {english}: those look like {example}."),
            ),
            Self::HouseNumberForm => lang.pick(
                "Een huisnummer begint met een getal van 1 tot en met 99999, bijvoorbeeld 41 of 41a.",
                "A house number begins with a number from 1 to 99999, for example 41 or 41a.",
            ),
            Self::HouseNumberAddition => lang.pick(
                "De toevoeging is hoogstens zes letters of cijfers, bijvoorbeeld 41-2 of 41 bis.",
                "The addition is at most six letters or digits, for example 41-2 or 41 bis.",
            ),
        }
    }
}
