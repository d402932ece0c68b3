//! House numbers with their additions.

use super::AddressError;
use crate::values::ValueError;
use crate::values::text::{as_text, masked_debug, tidy};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Most characters of an addition.
const MAX_ADDITION: usize = 6;

/// A number from 1 to 99 999 with an addition of up to six characters (the sizes of huisnummer,
/// huisletter and toevoeging together in the Dutch register of addresses, BAG).
///
/// One spelling: a single letter is attached (`41a`), what begins with a digit follows a hyphen (`41-2`),
/// a longer word follows a space (`41 bis`). The letters keep the case they were typed in.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct HouseNumber {
    number: u32,
    addition: String,
}

impl HouseNumber {
    /// Reads a number and what follows it; hyphens, slashes and spaces between the two do not matter.
    ///
    /// # Errors
    /// [`ValueError::Required`] when blank, else [`AddressError::HouseNumberForm`] or
    /// [`AddressError::HouseNumberAddition`].
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        let text = tidy(text);
        if text.is_empty() {
            return Err(ValueError::Required);
        }
        let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        let (number, rest) = text.split_at(end);
        let number = number
            .parse::<u32>()
            .ok()
            .filter(|number| (1..=99_999).contains(number))
            .ok_or(AddressError::HouseNumberForm)?;
        let separators = [' ', '-', '/'];
        let addition = rest.trim_matches(separators);
        let fits = addition.len() <= MAX_ADDITION
            && addition.chars().all(|c| c.is_ascii_alphanumeric() || separators.contains(&c))
            && (!addition.is_empty() || rest.is_empty());
        if !fits {
            return Err(AddressError::HouseNumberAddition.into());
        }
        Ok(Self { number, addition: addition.to_owned() })
    }

    /// The number, 1 to 99 999.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// The addition, when there is one: `a`, `2`, `bis`.
    pub fn addition(&self) -> Option<&str> {
        (!self.addition.is_empty()).then_some(&self.addition)
    }
}

impl fmt::Display for HouseNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let between = match self.addition.as_bytes() {
            [] => "",
            [first, ..] if first.is_ascii_digit() => "-",
            [_] => "",
            _ => " ",
        };
        write!(f, "{}{between}{}", self.number, self.addition)
    }
}

as_text!(HouseNumber);
masked_debug!(HouseNumber);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_spelling() {
        for (typed, shown) in [
            ("41", "41"),
            ("041", "41"),
            ("41a", "41a"),
            ("41 A", "41A"),
            ("41-a", "41a"),
            ("41-2", "41-2"),
            ("41/2", "41-2"),
            ("41 2", "41-2"),
            ("41 bis", "41 bis"),
            ("41bis", "41 bis"),
            ("12 a-3", "12 a-3"),
            ("99999 hs", "99999 hs"),
        ] {
            assert_eq!(HouseNumber::parse(typed).map(|n| n.to_string()), Ok(shown.to_owned()), "{typed}");
        }
        let number = HouseNumber::parse("41 bis").unwrap();
        assert_eq!((number.number(), number.addition()), (41, Some("bis")));
        assert_eq!(HouseNumber::parse("7").unwrap().addition(), None);
    }

    #[test]
    fn tells_what_is_wrong() {
        for (typed, error) in [
            ("0", AddressError::HouseNumberForm),
            ("a41", AddressError::HouseNumberForm),
            ("-41", AddressError::HouseNumberForm),
            ("100000", AddressError::HouseNumberForm),
            ("99999999999999999999", AddressError::HouseNumberForm),
            ("41 benedenverdieping", AddressError::HouseNumberAddition),
            ("41 é", AddressError::HouseNumberAddition),
            ("41-", AddressError::HouseNumberAddition),
        ] {
            assert_eq!(HouseNumber::parse(typed), Err(error.into()), "{typed}");
        }
        assert_eq!(HouseNumber::parse(""), Err(ValueError::Required));
    }

    proptest! {
        #[test]
        fn shown_reads_back(text in "[1-9][0-9]{0,4}([ /-]?[a-zA-Z0-9][a-zA-Z0-9 /-]{0,5})?") {
            if let Ok(number) = HouseNumber::parse(&text) {
                prop_assert_eq!(HouseNumber::parse(&number.to_string()), Ok(number));
            }
        }

        #[test]
        fn parsing_never_panics(text in any::<String>(), like in "[0-9]{1,6}\\PC{0,8}") {
            let _ = HouseNumber::parse(&text);
            let _ = HouseNumber::parse(&like);
        }
    }
}
