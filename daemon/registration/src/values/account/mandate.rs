//! The unique reference of a direct debit mandate.

use super::{AccountError, mod97};
use crate::values::ValueError;
use crate::values::pass::BranchNumber;
use crate::values::text::{as_text, squeeze};
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Letters and digits of a whole reference: M, branch 4, date 6, sequence 5, check 2.
const LENGTH: usize = 18;

/// A mandate reference (EPC SEPA Core Direct Debit rulebook AT-01: at most 35 characters of the SEPA set,
/// unique per creditor, letters of either case the same): `M9401-261123-00007-19`.
///
/// Ours hold the branch, the date of issue, a running sequence of the branch, and two check digits
/// (ISO/IEC 7064 MOD 97-10 over the letters and digits before them), so that half a scan or a mistyped
/// reference is noticed before it is looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MandateReference {
    branch: BranchNumber,
    issued: NaiveDate,
    sequence: u32,
}

impl MandateReference {
    /// Largest sequence of one branch on one day.
    pub const MAX_SEQUENCE: u32 = 99_999;

    /// The reference with this sequence, 0 to 99 999, issued by a branch on a day of 2000 to 2099. The
    /// caller sees to it that no sequence is used twice.
    ///
    /// # Errors
    /// [`AccountError::MandateRange`] for a larger sequence or another century.
    pub fn issue(branch: BranchNumber, date: NaiveDate, sequence: u32) -> Result<Self, ValueError> {
        if sequence > Self::MAX_SEQUENCE || !(2000..=2099).contains(&date.year()) {
            return Err(AccountError::MandateRange.into());
        }
        Ok(Self { branch, issued: date, sequence })
    }

    /// Reads what was scanned or typed; spaces and hyphens are ignored, letters of either case will do.
    ///
    /// # Errors
    /// [`ValueError::Required`] when blank, else an [`AccountError`]: `MandateForm`, `MandateIncomplete`
    /// when it breaks off, `MandateCheckDigits`.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        let text = squeeze(text).replace('-', "").to_ascii_uppercase();
        if text.is_empty() {
            return Err(ValueError::Required);
        }
        let form = || ValueError::from(AccountError::MandateForm);
        let digits = text.strip_prefix('M').ok_or_else(form)?;
        if text.len() > LENGTH || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(form());
        }
        if text.len() < LENGTH {
            return Err(AccountError::MandateIncomplete { found: text.len(), expected: LENGTH }.into());
        }
        let number = |from: usize, to: usize| digits.get(from..to).and_then(|part| part.parse::<u32>().ok());
        if mod97::remainder(text.chars()) != 1 || !(2..=98).contains(&number(15, 17).unwrap_or_default()) {
            return Err(AccountError::MandateCheckDigits.into());
        }
        let year = number(4, 6).and_then(|year| i32::try_from(year).ok()).ok_or_else(form)?;
        let (month, day) = number(6, 8).zip(number(8, 10)).ok_or_else(form)?;
        let issued = NaiveDate::from_ymd_opt(2000 + year, month, day).ok_or_else(form)?;
        let branch = BranchNumber::parse(&digits[..4]).map_err(|_| form())?;
        Self::issue(branch, issued, number(10, 15).ok_or_else(form)?)
    }

    /// The branch that issued it.
    pub fn branch(self) -> BranchNumber {
        self.branch
    }

    /// The day it was issued.
    pub fn issued(self) -> NaiveDate {
        self.issued
    }

    /// The sequence within branch and day, 0 to 99 999.
    pub fn sequence(self) -> u32 {
        self.sequence
    }
}

impl fmt::Display for MandateReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let body = format!("M{}-{}-{:05}", self.branch, self.issued.format("%y%m%d"), self.sequence);
        let check = mod97::check_digits(body.chars());
        write!(f, "{body}-{check:02}")
    }
}

as_text!(MandateReference);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn issued_as_it_is_printed() {
        let branch = BranchNumber::parse("9401").unwrap();
        let reference = MandateReference::issue(branch, day(2026, 11, 23), 7).unwrap();
        assert_eq!(reference.to_string(), "M9401-261123-00007-19");
        for typed in [
            "M9401-261123-00007-19",
            "m9401 261123 00007 19",
            "M94012611230000719\r\n",
            "\u{FEFF}M9401\u{2013}261123\u{2011}00007\u{2212}19",
        ] {
            assert_eq!(MandateReference::parse(typed), Ok(reference), "{typed}");
        }
    }

    #[test]
    fn tells_what_is_wrong() {
        for (typed, error) in [
            ("M9401-261123-000", AccountError::MandateIncomplete { found: 14, expected: 18 }),
            ("M9401-261123-00007-1", AccountError::MandateIncomplete { found: 17, expected: 18 }),
            ("M", AccountError::MandateIncomplete { found: 1, expected: 18 }),
            ("M9401-261123-00007-18", AccountError::MandateCheckDigits),
            ("M9401-261123-00007-199", AccountError::MandateForm),
            ("9401-261123-00007-19", AccountError::MandateForm),
            ("M9401-261123-0OOO7-19", AccountError::MandateForm),
            ("29401000075801", AccountError::MandateForm),
        ] {
            assert_eq!(MandateReference::parse(typed), Err(error.into()), "{typed}");
        }
        assert_eq!(MandateReference::parse("- -"), Err(ValueError::Required));
    }

    #[test]
    fn a_date_that_does_not_exist_is_refused_even_with_right_check_digits() {
        let body = "M940126023000007";
        let typed = format!("{body}{:02}", mod97::check_digits(body.chars()));
        assert_eq!(MandateReference::parse(&typed), Err(AccountError::MandateForm.into()));
    }

    #[test]
    fn issue_stays_in_range() {
        let branch = BranchNumber::parse("9401").unwrap();
        for (date, sequence, fits) in [
            (day(2026, 1, 1), 99_999, true),
            (day(2026, 1, 1), 100_000, false),
            (day(1999, 12, 31), 1, false),
            (day(2100, 1, 1), 1, false),
        ] {
            assert_eq!(MandateReference::issue(branch, date, sequence).is_ok(), fits);
        }
    }

    fn references() -> impl Strategy<Value = MandateReference> {
        (0u32..=9999, 0u64..36_000, 0u32..=MandateReference::MAX_SEQUENCE).prop_map(
            |(branch, days, sequence)| {
                let branch = BranchNumber::parse(&format!("{branch:04}")).unwrap();
                MandateReference::issue(branch, day(2000, 1, 1) + chrono::Days::new(days), sequence).unwrap()
            },
        )
    }

    proptest! {
        #[test]
        fn shown_reads_back_within_the_sepa_limits(reference in references()) {
            let shown = reference.to_string();
            prop_assert!(shown.len() <= 35 && shown.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'));
            prop_assert_eq!(MandateReference::parse(&shown), Ok(reference));
        }

        #[test]
        fn every_part_of_a_scan_is_refused(reference in references()) {
            let shown = reference.to_string();
            for end in 0..shown.len() {
                prop_assert!(MandateReference::parse(&shown[..end]).is_err());
                prop_assert!(MandateReference::parse(&shown[end + 1..]).is_err());
            }
        }

        #[test]
        fn every_single_wrong_digit_and_swap_is_refused(reference in references(), add in 1u8..=9) {
            let shown = reference.to_string().replace('-', "").into_bytes();
            for place in 1..shown.len() {
                let mut wrong = shown.clone();
                wrong[place] = b'0' + (wrong[place] - b'0' + add) % 10;
                prop_assert!(MandateReference::parse(std::str::from_utf8(&wrong).unwrap()).is_err());
                let mut swapped = shown.clone();
                swapped.swap(place - 1, place);
                let read = MandateReference::parse(std::str::from_utf8(&swapped).unwrap());
                prop_assert_eq!(read.is_ok(), swapped == shown);
            }
        }

        #[test]
        fn parsing_never_panics(text in any::<String>(), like in "[mM][0-9 -]{0,30}") {
            let _ = MandateReference::parse(&text);
            let _ = MandateReference::parse(&like);
        }
    }
}
