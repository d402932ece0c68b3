//! Numbers for text messages.

use super::{ContactError, Phone};
use crate::values::ValueError;
use crate::values::text::as_text;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A telephone number that can receive text messages: a Dutch one is mobile (06), a foreign one is not
/// known to be anything else.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SmsNumber(Phone);

impl SmsNumber {
    /// Reads a number as [`Phone::parse`] does.
    ///
    /// # Errors
    /// Those of [`Phone::parse`], and [`ContactError::NotMobile`], `MobileRange` or `NotMobileAbroad`.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        let phone = Phone::parse(text)?;
        match phone.is_mobile() {
            true => Ok(Self(phone)),
            false if !phone.is_dutch() => Err(ContactError::NotMobileAbroad.into()),
            false if phone.begins_as_mobile() => Err(ContactError::MobileRange.into()),
            false => Err(ContactError::NotMobile.into()),
        }
    }

    /// As a telephone number.
    pub fn phone(&self) -> &Phone {
        &self.0
    }
}

impl fmt::Display for SmsNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

as_text!(SmsNumber, |number: &SmsNumber| number.0.e164().to_owned());

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_that_take_text_messages() {
        for typed in ["06 12345678", "+32 470 12 34 56"] {
            let number = SmsNumber::parse(typed).unwrap();
            assert_eq!(SmsNumber::parse(&number.to_string()), Ok(number));
        }
        for (typed, error) in [
            ("0592 271 234", ContactError::NotMobile),
            ("(088) 012 82 95", ContactError::NotMobile),
            ("14 0592", ContactError::NotMobile),
            ("066 1234567", ContactError::MobileRange),
            ("067 1234567", ContactError::MobileRange),
            ("06 00000000", ContactError::MobileRange),
            ("+49 30 123456", ContactError::NotMobileAbroad),
        ] {
            assert_eq!(SmsNumber::parse(typed), Err(error.into()), "{typed}");
        }
        assert_eq!(SmsNumber::parse(""), Err(ValueError::Required));
    }
}
