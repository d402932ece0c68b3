//! Business identifier codes.

use super::AccountError;
use crate::values::ValueError;
use crate::values::text::{as_text, squeeze};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A BIC (ISO 9362:2022): four letters of the bank, two of the country, two characters of the location
/// and, in the long form, three of the branch.
///
/// The standard would allow digits among the first four; no bank has any, and a digit there is a typing
/// error more often than not, so they are refused.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Bic(String);

impl Bic {
    /// Reads 8 or 11 characters; spaces are ignored, letters of either case will do.
    ///
    /// # Errors
    /// [`ValueError::Required`] when blank, else [`AccountError::BicLength`] or [`AccountError::BicForm`].
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        let text = squeeze(text).to_ascii_uppercase();
        if text.is_empty() {
            return Err(ValueError::Required);
        }
        if !text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Err(AccountError::BicForm.into());
        }
        if ![8, 11].contains(&text.len()) {
            return Err(AccountError::BicLength { found: text.len() }.into());
        }
        if !text.bytes().take(6).all(|byte| byte.is_ascii_uppercase()) {
            return Err(AccountError::BicForm.into());
        }
        Ok(Self(text))
    }

    /// The code, 8 or 11 capitals and digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The country of the bank (ISO 3166-1 alpha-2, and XK).
    pub fn country(&self) -> &str {
        self.0.get(4..6).unwrap_or_default()
    }
}

impl fmt::Display for Bic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

as_text!(Bic);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn eight_or_eleven() {
        for (typed, shown, country) in [
            ("INGBNL2A", "INGBNL2A", "NL"),
            ("deut de ff 500", "DEUTDEFF500", "DE"),
            ("NEDSZAJJXXX", "NEDSZAJJXXX", "ZA"),
        ] {
            let bic = Bic::parse(typed).unwrap();
            assert_eq!((bic.as_str(), bic.country()), (shown, country));
        }
    }

    #[test]
    fn tells_what_is_wrong() {
        for (typed, error) in [
            ("INGBNL2", AccountError::BicLength { found: 7 }),
            ("INGBNL2AX", AccountError::BicLength { found: 9 }),
            ("1NGBNL2A", AccountError::BicForm),
            ("INGB2L2A", AccountError::BicForm),
            ("INGBNL2é", AccountError::BicForm),
            ("INGB-NL2A", AccountError::BicForm),
        ] {
            assert_eq!(Bic::parse(typed), Err(error.into()), "{typed}");
        }
        assert_eq!(Bic::parse(""), Err(ValueError::Required));
    }

    proptest! {
        #[test]
        fn shown_reads_back(text in "[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?") {
            let bic = Bic::parse(&text).unwrap();
            prop_assert_eq!(Bic::parse(&bic.to_string()), Ok(bic));
        }

        #[test]
        fn parsing_never_panics(text in any::<String>()) {
            let _ = Bic::parse(&text);
        }
    }
}
