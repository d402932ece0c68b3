//! Why a phone number or e-mail address was refused.

use crate::explain::{Explain, Lang};
use serde::{Deserialize, Serialize};

/// Why something is not a phone number or e-mail address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case", tag = "rule")]
#[non_exhaustive]
pub enum ContactError {
    /// Something else than digits, a plus in front and the usual separators.
    #[error("phone number holds {found:?}")]
    PhoneCharacters {
        /// The first such character.
        found: char,
    },
    /// Cannot be a number in any numbering plan.
    #[error("not a phone number")]
    PhoneForm,
    /// Too many or too few digits for the Netherlands.
    #[error("phone number has {found} digits, which Dutch ones have not")]
    PhoneLength {
        /// Digits after the country code or the 0.
        found: usize,
    },
    /// Too many or too few digits for another country.
    #[error("phone number has {found} digits after +{code}, which numbers there have not")]
    PhoneLengthAbroad {
        /// Country calling code.
        code: i32,
        /// Digits after it.
        found: usize,
    },
    /// Text messages cannot be sent to it: Dutch, and does not begin with 06.
    #[error("not a mobile number")]
    NotMobile,
    /// Begins with 06 as Dutch mobile numbers do, in a range that no telephone has.
    #[error("not in a range of mobile numbers")]
    MobileRange,
    /// Text messages cannot be sent to it: a number of another country, and not mobile there.
    #[error("not a mobile number in its country")]
    NotMobileAbroad,
    /// No address by its form.
    #[error("not an e-mail address")]
    EmailForm,
    /// More than 64 bytes before the @.
    #[error("{found} characters before the @, at most 64 expected")]
    EmailLocal {
        /// Bytes found.
        found: usize,
    },
    /// No dot, or no name, after the @.
    #[error("no domain in the e-mail address")]
    EmailDomain,
    /// More than 254 characters.
    #[error("e-mail address has {found} characters, at most 254 expected")]
    EmailLength {
        /// Bytes found.
        found: usize,
    },
}

impl Explain for ContactError {
    fn code(&self) -> &'static str {
        match self {
            Self::PhoneCharacters { .. } => "PHONE_CHARACTERS",
            Self::PhoneForm => "PHONE_FORM",
            Self::PhoneLength { .. } => "PHONE_LENGTH",
            Self::PhoneLengthAbroad { .. } => "PHONE_LENGTH_ABROAD",
            Self::NotMobile => "SMS_NOT_MOBILE",
            Self::MobileRange => "SMS_MOBILE_RANGE",
            Self::NotMobileAbroad => "SMS_NOT_MOBILE_ABROAD",
            Self::EmailForm => "EMAIL_FORM",
            Self::EmailLocal { .. } => "EMAIL_LOCAL_LENGTH",
            Self::EmailDomain => "EMAIL_DOMAIN",
            Self::EmailLength { .. } => "EMAIL_LENGTH",
        }
    }

    fn message(&self, lang: Lang) -> String {
        match self {
            Self::PhoneCharacters { .. } => lang.pick(
                "Een telefoonnummer bestaat uit cijfers, met hoogstens een + vooraan.",
                "A phone number holds digits, with at most a + in front.",
            ),
            Self::PhoneForm => lang.pick(
                "Geen telefoonnummer: typ bijvoorbeeld 0592 123 456, 06 12345678 of +49 30 123456.",
                "Not a phone number: type for example 0592 123 456, 06 12345678 or +49 30 123456.",
            ),
            Self::PhoneLength { found } => lang.pick(
                &format!(
                    "Een Nederlands nummer heeft 9 cijfers na de 0 of +31, hier {}; dat van een gemeente is 14 en het \
                     netnummer, zoals 14 0592.",
                    if *found == 1 { "staat er 1".to_owned() } else { format!("staan er {found}") }
                ),
                &format!(
                    "A Dutch number has 9 digits after the 0 or +31, here {found}; that of a municipality is 14 and \
                     the area code, such as 14 0592."
                ),
            ),
            Self::PhoneLengthAbroad { code, found } => {
                let (cijfers, digits) = if *found == 1 { ("cijfer", "digit") } else { ("cijfers", "digits") };
                lang.pick(
                    &format!("Na +{code} staan hier {found} {cijfers}; zo lang is daar geen nummer, controleer het."),
                    &format!("There are {found} {digits} here after +{code}; no number there is so long, check it."),
                )
            }
            Self::NotMobile => lang.pick(
                "Naar dit nummer kan geen sms; een Nederlands sms-nummer begint met 06.",
                "No text message can be sent to this number; a Dutch mobile number begins with 06.",
            ),
            Self::MobileRange => lang.pick(
                "Naar dit nummer kan geen sms: geen telefoon heeft 060, 066 of 067; controleer de cijfers.",
                "No text message can be sent to this number: no telephone has 060, 066 or 067; check the digits.",
            ),
            Self::NotMobileAbroad => lang.pick(
                "Naar dit nummer kan geen sms: in dat land is het geen mobiel nummer.",
                "No text message can be sent to this number: it is not a mobile one in that country.",
            ),
            Self::EmailForm => lang.pick(
                "Geen e-mailadres: typ naam@voorbeeld.nl, zonder spaties, aanhalingstekens of haakjes.",
                "Not an e-mail address: type name@example.org, without spaces, quotes or brackets.",
            ),
            Self::EmailLocal { found } => lang.pick(
                &format!("Voor het apenstaartje staan {found} tekens, hoogstens 64 mogelijk."),
                &format!("There are {found} characters before the @, at most 64 possible."),
            ),
            Self::EmailDomain => lang.pick(
                "Na het apenstaartje ontbreekt een volledige domeinnaam, bijvoorbeeld voorbeeld.nl.",
                "A whole domain name is missing after the @, for example example.org.",
            ),
            Self::EmailLength { found } => lang.pick(
                &format!("E-mailadres heeft {found} tekens, hoogstens 254 mogelijk."),
                &format!("E-mail address has {found} characters, at most 254 possible."),
            ),
        }
    }
}
