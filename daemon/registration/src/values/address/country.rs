//! Country codes.

use crate::values::ValueError;
use crate::values::text::{as_text, tidy};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A country in the form of ISO 3166-1 alpha-2: two capitals. Whether the code is given out is not
/// checked, because that list changes and an address is no place to stop a clerk for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CountryCode([char; 2]);

impl CountryCode {
    /// The Netherlands.
    pub const NL: Self = Self(['N', 'L']);

    /// Reads two letters of either case.
    ///
    /// # Errors
    /// [`ValueError::Required`] when blank, else [`ValueError::CountryForm`].
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        let letters: Vec<char> = tidy(text).chars().map(|c| c.to_ascii_uppercase()).collect();
        match letters.as_slice() {
            [] => Err(ValueError::Required),
            &[a, b] if a.is_ascii_uppercase() && b.is_ascii_uppercase() => Ok(Self([a, b])),
            _ => Err(ValueError::CountryForm),
        }
    }

    /// A Dutch address, for which the rules of postcode and house number hold.
    pub fn is_dutch(self) -> bool {
        self == Self::NL
    }
}

impl Default for CountryCode {
    fn default() -> Self {
        Self::NL
    }
}

impl fmt::Display for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|c| write!(f, "{c}"))
    }
}

as_text!(CountryCode);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_letters() {
        assert_eq!(CountryCode::parse(" nl "), Ok(CountryCode::NL));
        assert_eq!(CountryCode::parse("De").map(|c| (c.to_string(), c.is_dutch())), Ok(("DE".into(), false)));
        assert_eq!(CountryCode::parse(""), Err(ValueError::Required));
        for typed in ["N", "NLD", "N1", "ÑL"] {
            assert_eq!(CountryCode::parse(typed), Err(ValueError::CountryForm), "{typed}");
        }
    }
}
