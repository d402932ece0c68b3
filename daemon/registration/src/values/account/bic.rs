//! Business identifier codes.

use super::AccountError;
use crate::values::ValueError;
use crate::values::text::{as_text, clean, squeeze, without_label};
use serde::{Deserialize, Serialize};
use std::fmt;

/// What a BIC is called, in the order of `BIC/SWIFT:`, and once more for `SWIFT/BIC:`.
const NAMES: [&str; 3] = ["bic", "swift", "bic"];

/// A BIC (ISO 9362:2022): four letters of the bank, two of the country, two characters of the location
/// and, in the long form, three of the branch.
///
/// The standard would allow digits among the first four; no bank has any, and a digit there is a typing
/// error more often than not, so they are refused. So is a 0 as the second character of the location: banks test with
/// it (ISO 9362:2014, kept in use by SWIFT), and nothing can be collected through it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Bic(String);

impl Bic {
    /// Reads 8 or 11 characters; spaces and the word BIC or SWIFT in front are ignored, letters of either case will do.
    ///
    /// # Errors
    /// [`ValueError::Required`] when blank, else [`AccountError::BicLength`], [`AccountError::BicForm`] or
    /// [`AccountError::BicTest`].
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        let text = clean(text);
        let text = NAMES.iter().fold(text.as_str(), |rest, name| without_label(rest, &[*name]));
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
        if text.as_bytes().get(7) == Some(&b'0') {
            return Err(AccountError::BicTest.into());
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
            ("SSKNDE77XXX", "SSKNDE77XXX", "DE"),
            ("NOLADE21KIE", "NOLADE21KIE", "DE"),
            ("BIC: INGBNL2A", "INGBNL2A", "NL"),
            ("BIC/SWIFT: INGBNL2A", "INGBNL2A", "NL"),
            ("SWIFT-code INGBNL2A", "INGBNL2A", "NL"),
            ("Swift/BIC\u{a0}INGB\u{200B}NL2A", "INGBNL2A", "NL"),
            // A bank whose code begins with a name.
            ("BICF DE FF", "BICFDEFF", "DE"),
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
            ("INGBNL20", AccountError::BicTest),
            ("INGBNLA0XXX", AccountError::BicTest),
        ] {
            assert_eq!(Bic::parse(typed), Err(error.into()), "{typed}");
        }
        assert_eq!(Bic::parse(""), Err(ValueError::Required));
    }

    proptest! {
        #[test]
        fn shown_reads_back(text in "[A-Z]{6}[A-Z0-9][A-Z1-9]([A-Z0-9]{3})?") {
            let bic = Bic::parse(&text).unwrap();
            prop_assert_eq!(Bic::parse(&bic.to_string()), Ok(bic));
        }

        #[test]
        fn parsing_never_panics(text in any::<String>()) {
            let _ = Bic::parse(&text);
        }
    }
}
