//! The number of a branch.

use super::PassError;
use crate::values::ValueError;
use crate::values::text::{as_text, squeeze};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The four digits that name a branch (vestiging): 9401 is Annen, 5280 another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct BranchNumber(u16);

impl BranchNumber {
    /// Reads exactly four digits; spaces are ignored.
    ///
    /// # Errors
    /// [`ValueError::Required`] when blank, [`PassError::Branch`] otherwise.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        let digits = squeeze(text);
        if digits.is_empty() {
            return Err(ValueError::Required);
        }
        if digits.len() != 4 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(PassError::Branch.into());
        }
        digits.parse().map(Self).map_err(|_| PassError::Branch.into())
    }

    /// As a number from 0 to 9999.
    pub fn get(self) -> u16 {
        self.0
    }

    /// Only for digits already taken from a checked number.
    pub(in crate::values) fn from_checked(number: u16) -> Self {
        debug_assert!(number <= 9999);
        Self(number)
    }
}

impl fmt::Display for BranchNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.0)
    }
}

as_text!(BranchNumber);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn four_digits_and_nothing_else() {
        for (typed, shown) in [("9401", "9401"), (" 52 80 ", "5280"), ("0012", "0012")] {
            assert_eq!(BranchNumber::parse(typed).map(|b| b.to_string()), Ok(shown.to_owned()));
        }
        for typed in ["940", "94011", "94o1", "-940", "+940", "٩٤٠١"] {
            assert_eq!(BranchNumber::parse(typed), Err(PassError::Branch.into()), "{typed}");
        }
        assert_eq!(BranchNumber::parse("  "), Err(ValueError::Required));
    }

    proptest! {
        #[test]
        fn shown_reads_back(number in 0u16..=9999) {
            let branch = BranchNumber::parse(&format!("{number:04}")).unwrap();
            prop_assert_eq!(branch.get(), number);
            prop_assert_eq!(BranchNumber::parse(&branch.to_string()), Ok(branch));
        }
    }
}
