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
    /// Too many or too few digits for the country.
    #[error("phone number has {found} digits, which its country does not use")]
    PhoneLength {
        /// Digits after the country code or the 0.
        found: usize,
    },
    /// Text messages cannot be sent to it.
    #[error("not a mobile number")]
    NotMobile,
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
            Self::NotMobile => "SMS_NOT_MOBILE",
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
                    "Geen nummer heeft {found} cijfers na de 0 of landcode; in Nederland zijn het er 9."
                ),
                &format!("No number has {found} digits after the 0 or country code; a Dutch one has 9."),
            ),
            Self::NotMobile => lang.pick(
                "Naar dit nummer kan geen sms; een Nederlands sms-nummer begint met 06.",
                "No text message can be sent to this number; a Dutch mobile number begins with 06.",
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
