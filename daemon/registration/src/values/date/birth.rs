//! Birth dates and ages.

use super::DateError;
use crate::values::ValueError;
use crate::values::text::masked_debug;
use balie_typed::{PartialDate, parse_birth};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Birth date of every institution (manual, note on schools, institutions and homes).
const INSTITUTION: NaiveDate = match NaiveDate::from_ymd_opt(1980, 1, 1) {
    Some(date) => date,
    None => NaiveDate::MIN,
};

/// A birth date, of which day and month may be unknown. Stored as ISO 8601 `jjjj-mm-dd`, shown as `dd-mm-jjjj`, either
/// with `00` for what is not known; `Debug` is masked.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct BirthDate(PartialDate);

impl BirthDate {
    /// Reads what was typed, as [`parse_birth`].
    ///
    /// # Errors
    /// [`ValueError::Required`] when blank, else those of [`parse_birth`].
    pub fn parse(text: &str, today: NaiveDate) -> Result<Self, ValueError> {
        parse_birth(text, today)?.map(Self).ok_or(ValueError::Required)
    }

    /// The birth date of an institution: 01-01-1980, filled in and not asked.
    pub fn institution() -> Self {
        Self(INSTITUTION.into())
    }

    /// The date, with what is not known of it.
    pub fn date(self) -> PartialDate {
        self.0
    }

    /// The last day it can be: the date where it is known, and the one that counts for every rule on age where it is
    /// not.
    pub fn last_day(self) -> NaiveDate {
        self.0.last()
    }

    /// Age in whole years on a day (domain rule "Age"); 0 before birth. Who was born on 29 February has
    /// a birthday on 1 March in common years.
    pub fn age_on(self, day: NaiveDate) -> u32 {
        self.0.age_on(day)
    }
}

impl fmt::Display for BirthDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Every day can be a birth date; whether it is likely depends on today and is judged by [`parse_birth`].
impl From<NaiveDate> for BirthDate {
    fn from(date: NaiveDate) -> Self {
        Self(date.into())
    }
}

impl TryFrom<String> for BirthDate {
    type Error = ValueError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

/// As stored.
impl FromStr for BirthDate {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        PartialDate::from_iso(text).map(Self).ok_or_else(|| DateError::Form.into())
    }
}

impl From<BirthDate> for String {
    fn from(date: BirthDate) -> Self {
        date.0.iso()
    }
}

masked_debug!(BirthDate);

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{Datelike, Months};
    use proptest::prelude::*;

    fn date(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn whole_years_on_the_day() {
        let today = date(2026, 11, 23);
        for (born, day, age) in [
            // The patron of the manual: "(30 jr.)" on 15-04-2021.
            ("01-01-1991", date(2021, 4, 15), 30),
            ("24-11-2007", today, 18),
            ("23-11-2007", today, 19),
            ("23-11-1995", today, 31),
            ("23-11-2026", today, 0),
            ("23-11-2026", date(2026, 1, 1), 0),
            ("29-02-2008", date(2027, 2, 28), 18),
            ("29-02-2008", date(2027, 3, 1), 19),
            ("29-02-2008", date(2028, 2, 28), 19),
            ("29-02-2008", date(2028, 2, 29), 20),
        ] {
            assert_eq!(BirthDate::parse(born, today).unwrap().age_on(day), age, "{born} on {day}");
        }
    }

    #[test]
    fn institutions_share_one() {
        assert_eq!(BirthDate::institution().to_string(), "01-01-1980");
    }

    #[test]
    fn stored_dates_are_checked() {
        let read = |json: &str| serde_json::from_str::<BirthDate>(json);
        for (json, shown) in [
            ("\"1991-01-01\"", "01-01-1991"),
            ("\"1975-00-00\"", "00-00-1975"),
            ("\"1975-05-00\"", "00-05-1975"),
        ] {
            let date = read(json).unwrap();
            assert_eq!(date.to_string(), shown);
            assert_eq!(serde_json::to_string(&date).unwrap(), json);
        }
        for json in ["\"1991-02-30\"", "\"1991-00-15\"", "\"01-01-1991\"", "\"\"", "\"1991-01-01T00:00\""] {
            assert!(read(json).is_err(), "{json}");
        }
    }

    #[test]
    fn debug_shows_no_date() {
        assert_eq!(format!("{:?}", BirthDate::institution()), "BirthDate(•••)");
    }

    proptest! {
        #[test]
        fn age_grows_by_one_at_the_birthday(born in 0u64..40_000, years in 1u32..110) {
            let birth = BirthDate::from(date(1910, 1, 1) + chrono::Days::new(born));
            // Adding months puts a leap day on 28 February; the rule says 1 March.
            let mut birthday = birth.last_day() + Months::new(years * 12);
            if birthday.day() != birth.last_day().day() {
                birthday = birthday.succ_opt().unwrap();
            }
            prop_assert_eq!(birth.age_on(birthday), years);
            prop_assert_eq!(birth.age_on(birthday.pred_opt().unwrap()), years - 1);
        }

        #[test]
        fn age_never_falls(born in 0u64..40_000, day in 0u64..60_000) {
            let birth = BirthDate::from(date(1910, 1, 1) + chrono::Days::new(born));
            let day = date(1910, 1, 1) + chrono::Days::new(day);
            prop_assert!(birth.age_on(day) <= birth.age_on(day.succ_opt().unwrap()));
        }

        #[test]
        fn stored_reads_back(born in 0u64..40_000) {
            let birth = BirthDate::from(date(1910, 1, 1) + chrono::Days::new(born));
            let stored = serde_json::to_string(&birth).unwrap();
            prop_assert_eq!(serde_json::from_str::<BirthDate>(&stored).unwrap(), birth);
        }
    }
}
