//! Why a value was refused. Each topic has an error of its own beside its values.

use super::account::AccountError;
use super::address::AddressError;
use super::contact::ContactError;
use super::date::DateError;
use super::pass::PassError;
use crate::explain::{Explain, Lang};
use serde::{Deserialize, Serialize};

/// Why a piece of input is not the value it should be.
///
/// Holds counts, country codes and single characters, never the input itself, so that it may be logged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case", tag = "topic")]
#[non_exhaustive]
pub enum ValueError {
    /// Nothing was entered where something is required.
    #[error("required")]
    Required,
    /// A character that may not occur in this field.
    #[error("character {found:?} not allowed")]
    Character {
        /// The first such character.
        found: char,
    },
    /// A name where initials are asked.
    #[error("a name instead of initials")]
    InitialsName,
    /// A word for none where initials are asked.
    #[error("a word for none instead of initials")]
    InitialsNone,
    /// A prefix of a surname that is abbreviated.
    #[error("an abbreviated prefix")]
    PrefixShort,
    /// Not a single letter where there must be one.
    #[error("no letter")]
    NoLetter,
    /// Too few characters.
    #[error("{found} characters, at least {min} expected")]
    TooShort {
        /// Fewest characters.
        min: usize,
        /// Characters entered.
        found: usize,
    },
    /// Too many characters.
    #[error("{found} characters, at most {max} expected")]
    TooLong {
        /// Most characters.
        max: usize,
        /// Characters entered.
        found: usize,
    },
    /// Not a whole number from 1 to 99 999 999.
    #[error("not a patron number")]
    PatronNumber,
    /// Not a country code of two letters.
    #[error("not a country code")]
    CountryForm,
    /// Not the pass number of another library: 1 to 40 letters, digits and spaces.
    #[error("not a pass number of another library")]
    HomePassForm,
    /// Not an amount of money in euro with at most two decimals from 0,00 to 99.999,99.
    #[error("not an amount of money")]
    MoneyForm,
    /// An amount outside 0,00 to 99.999,99 euro.
    #[error("amount out of range")]
    MoneyRange,
    /// A pass or branch number.
    #[error(transparent)]
    Pass(#[from] PassError),
    /// IBAN, BIC, creditor identifier or mandate reference.
    #[error(transparent)]
    Account(#[from] AccountError),
    /// Postcode or house number.
    #[error(transparent)]
    Address(#[from] AddressError),
    /// A date.
    #[error(transparent)]
    Date(#[from] DateError),
    /// Phone number or e-mail address.
    #[error(transparent)]
    Contact(#[from] ContactError),
}

impl Explain for ValueError {
    fn code(&self) -> &'static str {
        match self {
            Self::Required => "REQUIRED",
            Self::Character { .. } => "CHARACTER",
            Self::NoLetter => "NO_LETTER",
            Self::InitialsName => "INITIALS_NAME",
            Self::InitialsNone => "INITIALS_NONE",
            Self::PrefixShort => "PREFIX_SHORT",
            Self::TooShort { .. } => "TOO_SHORT",
            Self::TooLong { .. } => "TOO_LONG",
            Self::PatronNumber => "PATRON_NUMBER",
            Self::CountryForm => "COUNTRY_FORM",
            Self::HomePassForm => "HOME_PASS_FORM",
            Self::MoneyForm => "MONEY_FORM",
            Self::MoneyRange => "MONEY_RANGE",
            Self::Pass(error) => error.code(),
            Self::Account(error) => error.code(),
            Self::Address(error) => error.code(),
            Self::Date(error) => error.code(),
            Self::Contact(error) => error.code(),
        }
    }

    fn message(&self, lang: Lang) -> String {
        match self {
            Self::Required => lang.pick("Dit veld is verplicht.", "This field is required."),
            Self::Character { found } => {
                let shown = visible(*found);
                lang.pick(
                    &format!("Het teken {shown} kan hier niet staan; haal het weg."),
                    &format!("The character {shown} cannot occur here; remove it."),
                )
            }
            Self::NoLetter => lang.pick(
                "Hier staat geen letter; typ een naam of woord.",
                "There is no letter here; type a name or word.",
            ),
            Self::InitialsName => lang.pick(
                "Dit kan een naam zijn; wat zijn de voorletters? Typ ze met punten of los: B., J.A.C. of j a c.",
                "This may be a name; what are the initials? Type them with dots or apart: B., J.A.C. or j a c.",
            ),
            Self::InitialsNone => lang.pick(
                "Zijn er geen voorletters? Zeg dat dan zo: een streepje (-) op het scherm, het woord geen als het \
                 wordt gevraagd, --no-initials in een opdracht.",
                "Are there no initials? Then say so like this: a hyphen (-) on the screen, the word none where it \
                 is asked, --no-initials in a command.",
            ),
            Self::PrefixShort => lang.pick(
                "Schrijf het voorvoegsel voluit, bijvoorbeeld van de in plaats van v.d.",
                "Write the prefix in full, for example van de instead of v.d.",
            ),
            Self::TooShort { min, found } => {
                let (tekens, characters) =
                    if *found == 1 { ("teken", "character") } else { ("tekens", "characters") };
                lang.pick(
                    &format!("Te kort: {found} {tekens}, ten minste {min} nodig."),
                    &format!("Too short: {found} {characters}, at least {min} needed."),
                )
            }
            Self::TooLong { max, found } => lang.pick(
                &format!("Te lang: {found} tekens, hoogstens {max} mogelijk; kort het af."),
                &format!("Too long: {found} characters, at most {max} possible; shorten it."),
            ),
            Self::PatronNumber => lang.pick(
                "Geen klantnummer: een getal van 1 tot en met 99999999.",
                "Not a patron number: a whole number from 1 to 99999999.",
            ),
            Self::CountryForm => lang.pick(
                "Geen land: typ de naam of de code van twee letters, bijvoorbeeld Duitsland of DE.",
                "Not a country: type its name or its code of two letters, for example Germany or DE.",
            ),
            Self::HomePassForm => lang.pick(
                "Geen pasnummer van een andere bibliotheek: hoogstens veertig letters, cijfers en spaties.",
                "Not a pass number of another library: at most forty letters, digits and spaces.",
            ),
            Self::MoneyForm => lang.pick(
                "Geen geldig bedrag: typ euro's en centen, bijvoorbeeld 58,00.",
                "Not an amount: type euros and cents, for example 58,00.",
            ),
            Self::MoneyRange => lang.pick(
                "Bedrag buiten bereik: € 0,00 tot en met € 99.999,99.",
                "Amount out of range: € 0,00 up to € 99.999,99.",
            ),
            Self::Pass(error) => error.message(lang),
            Self::Account(error) => error.message(lang),
            Self::Address(error) => error.message(lang),
            Self::Date(error) => error.message(lang),
            Self::Contact(error) => error.message(lang),
        }
    }
}

/// A character as a person can recognise it: itself, or its code point when it cannot be seen.
fn visible(c: char) -> String {
    if super::text::is_invisible(c) || c.is_control() || c.is_whitespace() {
        format!("U+{:04X}", u32::from(c))
    } else {
        format!("\"{c}\"")
    }
}
