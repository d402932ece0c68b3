//! The number on a library pass.

use super::{BranchNumber, PassError, ean, luhn};
use crate::values::ValueError;
use crate::values::text::{as_text, squeeze};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Digits of a pass number.
const LENGTH: usize = 14;
/// Largest serial: eight digits.
const MAX_SERIAL: u32 = 99_999_999;

/// A library pass number: `2` (patron), four digits of the branch, eight of a serial, and a mod-10
/// (Luhn) check digit. `29401000075801` is one.
///
/// Source: domain rule "Scan the blank pass"; check digit as in ISO/IEC 7812-1 annex B.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PassNumber(u64);

impl PassNumber {
    /// Reads what was scanned or typed; spaces are ignored.
    ///
    /// # Errors
    /// [`ValueError::Required`] when blank, else a [`PassError`]: `Characters`, `IsBook` (14 digits that
    /// begin with 3, or the EAN of a book or magazine), `Length`, `Prefix`, `CheckDigit`; the first that holds in this
    /// order.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        let text = squeeze(text);
        if text.is_empty() {
            return Err(ValueError::Required);
        }
        if let Some(found) = text.chars().find(|c| !c.is_ascii_digit()) {
            return Err(PassError::Characters { found }.into());
        }
        if is_item(&text) {
            return Err(PassError::IsBook.into());
        }
        if text.len() != LENGTH {
            return Err(PassError::Length { found: text.len() }.into());
        }
        if let Some(found) = text.chars().next().filter(|&first| first != '2') {
            return Err(PassError::Prefix { found }.into());
        }
        let digits: Vec<u8> = text.bytes().map(|byte| byte - b'0').collect();
        let (payload, check) = digits.split_at(LENGTH - 1);
        if check != [luhn::check_digit(payload)] {
            return Err(PassError::CheckDigit.into());
        }
        text.parse().map(Self).map_err(|_| PassError::Length { found: text.len() }.into())
    }

    /// The pass with this serial (0 to 99 999 999) of a branch; computes the check digit.
    ///
    /// # Errors
    /// [`PassError::Serial`] above 99 999 999.
    pub fn from_parts(branch: BranchNumber, serial: u32) -> Result<Self, ValueError> {
        if serial > MAX_SERIAL {
            return Err(PassError::Serial.into());
        }
        let payload = 2_000_000_000_000 + u64::from(branch.get()) * 100_000_000 + u64::from(serial);
        let digits: Vec<u8> = payload.to_string().bytes().map(|byte| byte - b'0').collect();
        Ok(Self(payload * 10 + u64::from(luhn::check_digit(&digits))))
    }

    /// The branch that issued the pass.
    pub fn branch(self) -> BranchNumber {
        BranchNumber::from_checked((self.0 / 1_000_000_000 % 10_000) as u16)
    }

    /// The serial within the branch, 0 to 99 999 999.
    pub fn serial(self) -> u32 {
        (self.0 / 10 % 100_000_000) as u32
    }
}

/// The barcode of an item: 14 digits that begin with 3, or the EAN of a book or magazine.
fn is_item(digits: &str) -> bool {
    digits.len() == LENGTH && digits.starts_with('3') || ean::is_printed(digits)
}

impl fmt::Display for PassNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:014}", self.0)
    }
}

as_text!(PassNumber);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::explain::{Explain, Lang};
    use proptest::prelude::*;

    fn refusal(text: &str) -> ValueError {
        PassNumber::parse(text).unwrap_err()
    }

    #[test]
    fn the_pass_of_the_manual() {
        let pass = PassNumber::parse("29401000075801").unwrap();
        assert_eq!((pass.branch().get(), pass.serial()), (9401, 7580));
        assert_eq!(PassNumber::parse(" 2 9401 00007580 1 "), Ok(pass));
        assert_eq!(PassNumber::from_parts(pass.branch(), pass.serial()), Ok(pass));
    }

    #[test]
    fn the_misprint_of_the_manual_is_refused_and_says_so() {
        let error = refusal("2940100075801");
        assert_eq!(error, PassError::Length { found: 13 }.into());
        assert!(error.message(Lang::En).contains("13 digits, 14 expected"));
        assert!(error.message(Lang::Nl).contains("13 cijfers, 14 verwacht"));
    }

    #[test]
    fn tells_what_is_wrong() {
        for (text, error) in [
            ("29401000075802", PassError::CheckDigit),
            ("294010000758011", PassError::Length { found: 15 }),
            ("2", PassError::Length { found: 1 }),
            ("2940100007580x", PassError::Characters { found: 'x' }),
            ("2940100007580١", PassError::Characters { found: '١' }),
            ("19401000075801", PassError::Prefix { found: '1' }),
            ("39401000075801", PassError::IsBook),
            ("30000000000000", PassError::IsBook),
            ("9789023457046", PassError::IsBook),
            ("9789023457047", PassError::Length { found: 13 }),
        ] {
            assert_eq!(refusal(text), error.into(), "{text}");
        }
        assert_eq!(refusal(" \t"), ValueError::Required);
    }

    #[test]
    fn serial_has_eight_digits() {
        let branch = BranchNumber::parse("0000").unwrap();
        assert!(PassNumber::from_parts(branch, MAX_SERIAL).is_ok());
        assert_eq!(PassNumber::from_parts(branch, MAX_SERIAL + 1), Err(PassError::Serial.into()));
    }

    fn passes() -> impl Strategy<Value = PassNumber> {
        (0u16..=9999, 0u32..=MAX_SERIAL).prop_map(|(branch, serial)| {
            PassNumber::from_parts(BranchNumber::from_checked(branch), serial).unwrap()
        })
    }

    proptest! {
        #[test]
        fn shown_reads_back(pass in passes()) {
            prop_assert_eq!(PassNumber::parse(&pass.to_string()), Ok(pass));
            prop_assert_eq!(PassNumber::from_parts(pass.branch(), pass.serial()), Ok(pass));
            let stored = serde_json::to_string(&pass).unwrap();
            prop_assert_eq!(serde_json::from_str::<PassNumber>(&stored).unwrap(), pass);
        }

        #[test]
        fn every_single_wrong_digit_is_refused(pass in passes(), add in 1u8..=9) {
            for place in 0..LENGTH {
                let mut digits = pass.to_string().into_bytes();
                digits[place] = b'0' + (digits[place] - b'0' + add) % 10;
                let read = PassNumber::parse(std::str::from_utf8(&digits).unwrap());
                prop_assert!(read.is_err(), "place {}", place);
            }
        }

        #[test]
        fn every_swap_of_neighbours_is_refused_but_0_and_9(pass in passes()) {
            for place in 0..LENGTH - 1 {
                let mut digits = pass.to_string().into_bytes();
                digits.swap(place, place + 1);
                let (a, b) = (digits[place], digits[place + 1]);
                // Luhn cannot see equal neighbours nor 09 <-> 90 (ISO/IEC 7812-1 annex B).
                let blind = a == b || (a.min(b), a.max(b)) == (b'0', b'9');
                prop_assert_eq!(PassNumber::parse(std::str::from_utf8(&digits).unwrap()).is_ok(), blind);
            }
        }

        #[test]
        fn parsing_never_panics(text in any::<String>()) {
            let _ = PassNumber::parse(&text);
        }

        #[test]
        fn digits_of_another_length_are_never_a_pass(text in "2[0-9]{0,12}|2[0-9]{14,20}") {
            let found = text.len();
            let refused = refusal(&text);
            prop_assert_eq!(refused, ValueError::from(PassError::Length { found }));
        }
    }
}
