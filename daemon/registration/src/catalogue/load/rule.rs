//! The rules a catalogue file has to keep.

use super::AmountFault;
use crate::catalogue::{Audience, SubscriptionCode};
use crate::explain::{Explain, Lang};
use chrono::NaiveDate;

/// A rule of the catalogue format that is broken; the sentences are in `message`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message(Lang::En))]
#[non_exhaustive]
pub enum CatalogueRule {
    /// The text is not TOML 1.0; the detail is the parser's, in English.
    Syntax {
        /// What the parser says.
        detail: String,
    },
    /// A format version this program does not read.
    Format {
        /// What the file says.
        found: u32,
    },
    /// A key that does not exist, perhaps misspelt: never silently ignored.
    UnknownKey {
        /// The key.
        key: String,
    },
    /// A key that must be there.
    MissingKey {
        /// The key.
        key: &'static str,
    },
    /// A value of another kind than the key takes, with an example of the right kind.
    WrongType {
        /// The key.
        key: &'static str,
        /// A value of the right kind.
        example: &'static str,
    },
    /// A text that is blank, too long or has control characters.
    Text {
        /// The key.
        key: &'static str,
        /// The most characters.
        longest: usize,
    },
    /// A number out of range, both ends included.
    Number {
        /// The key.
        key: &'static str,
        /// The lowest allowed.
        from: u32,
        /// The highest allowed.
        through: u32,
    },
    /// A word that is none of the allowed ones.
    Word {
        /// The key.
        key: &'static str,
        /// What the file says.
        found: String,
        /// The words to choose from.
        allowed: &'static str,
    },
    /// The same word twice in a list.
    WordTwice {
        /// The key.
        key: &'static str,
        /// What the file says.
        found: String,
    },
    /// A list without items.
    EmptyList {
        /// The key.
        key: &'static str,
    },
    /// A code that is not four digits.
    Code {
        /// What the file says.
        found: String,
    },
    /// Two subscriptions with one code.
    DuplicateCode {
        /// The code.
        code: SubscriptionCode,
    },
    /// Not an amount from 0.00 to 99999.99 with at most two decimals.
    Amount {
        /// What the file says.
        found: String,
        /// What is wrong with it.
        fault: AmountFault,
    },
    /// A fine per day above the most for one item.
    FineAboveMax,
    /// Prices for an audience not in ascending order of date.
    PricesUnsorted {
        /// The audience.
        audience: Audience,
        /// The date of the price.
        date: NaiveDate,
    },
    /// Two prices for an audience from one date.
    PricesOverlap {
        /// The audience.
        audience: Audience,
        /// The date of the price.
        date: NaiveDate,
    },
    /// A price for an audience the subscription is not for.
    PriceAudience {
        /// The audience.
        audience: Audience,
    },
    /// A condition for an audience the subscription is not for.
    ConditionAudience {
        /// The audience.
        audience: Audience,
    },
    /// No price for an audience the subscription is for.
    NoPrice {
        /// The audience.
        audience: Audience,
    },
    /// An age range whose end is before its start.
    AgeReversed {
        /// The start in the file.
        from: u32,
        /// The end in the file.
        through: u32,
    },
    /// An age range where none can hold: the subscription is not for persons.
    AgeWithoutPersons,
    /// Term `age`, `automatic` or `becomes` without an age range.
    AgeMissing {
        /// The key.
        key: &'static str,
    },
    /// Not exactly one of `months` and `weeks`.
    PeriodUnit,
    /// `end` says how months end, and there are none.
    PeriodEndOfWeeks,
    /// `becomes` or `further` names a code that is not in the file.
    CodeNowhere {
        /// The key.
        key: &'static str,
        /// The code it names.
        code: SubscriptionCode,
    },
    /// `becomes` or `further` names a subscription that is not in use.
    CodeNotInUse {
        /// The key.
        key: &'static str,
        /// The code it names.
        code: SubscriptionCode,
    },
    /// `becomes` names a subscription that somebody of the next age may not have.
    BecomesAge {
        /// The code it names.
        code: SubscriptionCode,
        /// The age in whole years.
        age: u32,
    },
    /// No automatic subscription in use: youth could not be filled in.
    NoAutomatic,
    /// Two automatic subscriptions for one age.
    AutomaticOverlap {
        /// The one that was automatic already.
        first: SubscriptionCode,
        /// The age in whole years.
        age: u32,
    },
    /// An automatic subscription with a condition: nobody is there to judge it.
    AutomaticConditional,
    /// Paid at once and by mandate: the money cannot come both ways.
    PayAtOnceWithMandate,
    /// `further` without `once`: there is always room for another.
    FurtherWithoutOnce,
}

impl Explain for CatalogueRule {
    fn code(&self) -> &'static str {
        match self {
            Self::Syntax { .. } => "CATALOGUE_SYNTAX",
            Self::Format { .. } => "CATALOGUE_FORMAT",
            Self::UnknownKey { .. } => "CATALOGUE_UNKNOWN_KEY",
            Self::MissingKey { .. } => "CATALOGUE_MISSING_KEY",
            Self::WrongType { .. } => "CATALOGUE_WRONG_TYPE",
            Self::Text { .. } => "CATALOGUE_TEXT",
            Self::Number { .. } => "CATALOGUE_NUMBER",
            Self::Word { .. } => "CATALOGUE_WORD",
            Self::WordTwice { .. } => "CATALOGUE_WORD_TWICE",
            Self::EmptyList { .. } => "CATALOGUE_EMPTY_LIST",
            Self::Code { .. } => "CATALOGUE_CODE",
            Self::DuplicateCode { .. } => "CATALOGUE_DUPLICATE_CODE",
            Self::Amount { .. } => "CATALOGUE_AMOUNT",
            Self::FineAboveMax => "CATALOGUE_FINE_ABOVE_MAX",
            Self::PricesUnsorted { .. } => "CATALOGUE_PRICES_UNSORTED",
            Self::PricesOverlap { .. } => "CATALOGUE_PRICES_OVERLAP",
            Self::PriceAudience { .. } => "CATALOGUE_PRICE_AUDIENCE",
            Self::ConditionAudience { .. } => "CATALOGUE_CONDITION_AUDIENCE",
            Self::NoPrice { .. } => "CATALOGUE_NO_PRICE",
            Self::AgeReversed { .. } => "CATALOGUE_AGE_REVERSED",
            Self::AgeWithoutPersons => "CATALOGUE_AGE_WITHOUT_PERSONS",
            Self::AgeMissing { .. } => "CATALOGUE_AGE_MISSING",
            Self::PeriodUnit => "CATALOGUE_PERIOD_UNIT",
            Self::PeriodEndOfWeeks => "CATALOGUE_PERIOD_END_OF_WEEKS",
            Self::CodeNowhere { .. } => "CATALOGUE_CODE_NOWHERE",
            Self::CodeNotInUse { .. } => "CATALOGUE_CODE_NOT_IN_USE",
            Self::BecomesAge { .. } => "CATALOGUE_BECOMES_AGE",
            Self::NoAutomatic => "CATALOGUE_NO_AUTOMATIC",
            Self::AutomaticOverlap { .. } => "CATALOGUE_AUTOMATIC_OVERLAP",
            Self::AutomaticConditional => "CATALOGUE_AUTOMATIC_CONDITIONAL",
            Self::PayAtOnceWithMandate => "CATALOGUE_PAY_AT_ONCE_WITH_MANDATE",
            Self::FurtherWithoutOnce => "CATALOGUE_FURTHER_WITHOUT_ONCE",
        }
    }

    fn message(&self, lang: Lang) -> String {
        match lang {
            Lang::Nl => super::message::dutch(self),
            Lang::En => super::message::english(self),
        }
    }
}
