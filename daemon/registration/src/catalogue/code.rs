//! The four-digit code of a subscription ("tariefcode").

use crate::explain::{Explain, Lang};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The code of a subscription: exactly four digits, `0000` to `9999`, as the manual's lists show it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SubscriptionCode([u8; 4]);

/// A text that is no subscription code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a subscription code is four digits")]
pub struct CodeError;

impl SubscriptionCode {
    pub(super) const ZERO: Self = Self(*b"0000");

    /// Reads exactly four ASCII digits; surrounding blanks are ignored.
    ///
    /// # Errors
    /// [`CodeError`] for anything else; `45` is not completed to `0045`, since a clerk who types two
    /// digits may as well have lost two.
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        let digits: [u8; 4] = text.trim().as_bytes().try_into().map_err(|_| CodeError)?;
        if digits.iter().all(u8::is_ascii_digit) { Ok(Self(digits)) } else { Err(CodeError) }
    }
}

impl fmt::Display for SubscriptionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|&digit| write!(f, "{}", char::from(digit)))
    }
}

impl fmt::Debug for SubscriptionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SubscriptionCode({self})")
    }
}

impl FromStr for SubscriptionCode {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl TryFrom<String> for SubscriptionCode {
    type Error = CodeError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<SubscriptionCode> for String {
    fn from(code: SubscriptionCode) -> Self {
        code.to_string()
    }
}

impl Explain for CodeError {
    fn code(&self) -> &'static str {
        "SUBSCRIPTION_CODE_FORM"
    }

    fn message(&self, lang: Lang) -> String {
        match lang {
            Lang::Nl => "Een tariefcode heeft precies vier cijfers, bijvoorbeeld 0045.",
            Lang::En => "A subscription code has exactly four digits, for example 0045.",
        }
        .to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_four_digits_are_a_code() {
        for text in ["", "45", "00450", "004a", "٠٠٤٥", "-045", "00 5"] {
            assert_eq!(SubscriptionCode::parse(text), Err(CodeError), "{text:?}");
        }
        assert_eq!(SubscriptionCode::parse(" 0045 ").map(|code| code.to_string()), Ok("0045".to_owned()));
    }

    #[test]
    fn stored_codes_are_checked() {
        assert_eq!(serde_json::from_str::<SubscriptionCode>("\"0021\"").unwrap().to_string(), "0021");
        assert!(serde_json::from_str::<SubscriptionCode>("\"21\"").is_err());
    }

    proptest! {
        #[test]
        fn every_number_reads_back(number in 0u32..10_000) {
            let text = format!("{number:04}");
            prop_assert_eq!(SubscriptionCode::parse(&text).unwrap().to_string(), text);
        }

        #[test]
        fn parsing_never_panics(text in "\\PC{0,8}") {
            let _ = SubscriptionCode::parse(&text);
        }
    }
}
