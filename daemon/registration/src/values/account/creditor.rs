//! The creditor identifier of the library.

use super::{AccountError, mod97};
use crate::values::ValueError;
use crate::values::text::{as_text, squeeze};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Most characters (EPC AT-02).
const MAX: usize = 35;
/// A Dutch identifier: `NL`, check digits, business code, KvK number of 8 and a suffix of 4 digits.
const DUTCH: usize = 19;

/// A SEPA creditor identifier (EPC SEPA Core Direct Debit rulebook AT-02): country, two check digits,
/// a business code of three characters that does not count in the check, and a national identifier.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CreditorId(String);

impl CreditorId {
    /// Reads an identifier; spaces are ignored, letters of either case will do.
    ///
    /// # Errors
    /// [`ValueError::Required`] when blank, else an [`AccountError`]: `CreditorForm`, `CreditorLength`
    /// (35 at most; 19 for NL) or `CreditorCheckDigits` (02 to 98; mod 97, positions 5 to 7 ignored).
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        let text = squeeze(text).to_ascii_uppercase();
        if text.is_empty() {
            return Err(ValueError::Required);
        }
        if !text.is_ascii() || !has_form(text.as_bytes()) {
            return Err(AccountError::CreditorForm.into());
        }
        let dutch = text.starts_with("NL");
        if text.len() > MAX || (dutch && text.len() != DUTCH) {
            let expected = if dutch { DUTCH } else { MAX };
            return Err(AccountError::CreditorLength { found: text.len(), expected }.into());
        }
        let (front, national) = (&text[..4], &text[7..]);
        let in_range = ("02"..="98").contains(&&text[2..4]);
        if !in_range || mod97::remainder(national.chars().chain(front.chars())) != 1 {
            return Err(AccountError::CreditorCheckDigits.into());
        }
        Ok(Self(text))
    }

    /// The identifier without spaces.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The country of the scheme that issued it (ISO 3166-1 alpha-2).
    pub fn country(&self) -> &str {
        self.0.get(..2).unwrap_or_default()
    }

    /// The creditor business code at positions 5 to 7; `ZZZ` when not used. Identifiers that differ only
    /// here are the same creditor.
    pub fn business_code(&self) -> &str {
        self.0.get(4..7).unwrap_or_default()
    }
}

fn has_form(text: &[u8]) -> bool {
    text.len() > 7
        && text[..2].iter().all(u8::is_ascii_uppercase)
        && text[2..4].iter().all(u8::is_ascii_digit)
        && text[4..7].iter().all(u8::is_ascii_alphanumeric)
        && text[7..].iter().all(|byte| byte.is_ascii_alphanumeric() || b"+?/-:().,'".contains(byte))
}

impl fmt::Display for CreditorId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

as_text!(CreditorId);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_identifiers() {
        // The first is the test identifier of the Deutsche Bundesbank.
        for (typed, country, code) in [
            ("DE98ZZZ09999999999", "DE", "ZZZ"),
            ("de98 abc 09999999999", "DE", "ABC"),
            ("NL69ZZZ123456780000", "NL", "ZZZ"),
        ] {
            let id = CreditorId::parse(typed).unwrap();
            assert_eq!((id.country(), id.business_code()), (country, code), "{typed}");
        }
    }

    #[test]
    fn tells_what_is_wrong() {
        for (typed, error) in [
            ("DE97ZZZ09999999999", AccountError::CreditorCheckDigits),
            ("DE98ZZZ09999999998", AccountError::CreditorCheckDigits),
            // The remainder of 01 is that of 98.
            ("DE01ZZZ09999999999", AccountError::CreditorCheckDigits),
            ("NL98ZZZ1234567800", AccountError::CreditorLength { found: 17, expected: 19 }),
            ("DE98ZZZ", AccountError::CreditorForm),
            ("9898ZZZ09999999999", AccountError::CreditorForm),
            ("DEX8ZZZ09999999999", AccountError::CreditorForm),
            ("DE98ZZZ0999999999é", AccountError::CreditorForm),
        ] {
            assert_eq!(CreditorId::parse(typed), Err(error.into()), "{typed}");
        }
        let long = format!("DE98ZZZ{}", "9".repeat(29));
        assert_eq!(
            CreditorId::parse(&long),
            Err(AccountError::CreditorLength { found: 36, expected: 35 }.into())
        );
        assert_eq!(CreditorId::parse(" "), Err(ValueError::Required));
    }

    proptest! {
        #[test]
        fn the_business_code_does_not_count_and_every_other_digit_does(
            kvk in 0u64..1_000_000_000_000, code in "[A-Z0-9]{3}", place in 7usize..19, add in 1u8..=9
        ) {
            let national = format!("{kvk:012}");
            let check = mod97::check_digits(format!("{national}NL").chars());
            let id = CreditorId::parse(&format!("NL{check:02}{code}{national}")).unwrap();
            prop_assert_eq!(CreditorId::parse(&id.to_string()), Ok(id.clone()));
            let mut wrong = id.to_string().into_bytes();
            wrong[place] = b'0' + (wrong[place] - b'0' + add) % 10;
            let wrong = String::from_utf8(wrong).unwrap();
            prop_assert_eq!(CreditorId::parse(&wrong), Err(AccountError::CreditorCheckDigits.into()));
        }

        #[test]
        fn parsing_never_panics(text in any::<String>()) {
            let _ = CreditorId::parse(&text);
        }
    }
}
