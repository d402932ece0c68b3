//! Birth dates, of which the civil registry may not know the day, or neither day nor month.

use crate::date::{DateError, DateUse, age_on, check_range, read, show_date};
use chrono::{Datelike, Days, Months, NaiveDate};
use std::fmt;

/// What is written for a day or month that is not known (civil registry: `00-05-1975`, `00-00-1975`).
const UNKNOWN: u32 = 0;

/// A date of birth: one day, or any day of a month or year where no more is known.
///
/// Written with `00` for what is not known: `00-05-1975`, `00-00-1975`. In order of the last day it can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    last: NaiveDate,
    first: NaiveDate,
}

impl PartialDate {
    /// From the numbers of a date, month and day 0 where they are not known. None for a day the calendar does not have,
    /// and for a day of an unknown month.
    #[must_use]
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        let (first, months) = match (month, day) {
            (UNKNOWN, UNKNOWN) => (NaiveDate::from_ymd_opt(year, 1, 1)?, 12),
            (_, UNKNOWN) => (NaiveDate::from_ymd_opt(year, month, 1)?, 1),
            _ => return NaiveDate::from_ymd_opt(year, month, day).map(Self::from),
        };
        let last = first.checked_add_months(Months::new(months))?.checked_sub_days(Days::new(1))?;
        Some(Self { last, first })
    }

    /// Reads ISO 8601 `jjjj-mm-dd` as stored and on the wire, with `00` for what is not known.
    #[must_use]
    pub fn from_iso(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-');
        let mut next = |digits: usize| {
            parts.next().filter(|part| part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit()))
        };
        Self::new(next(4)?.parse().ok()?, next(2)?.parse().ok()?, next(2)?.parse().ok()?)
    }

    /// `jjjj-mm-dd`, with `00` for what is not known.
    #[must_use]
    pub fn iso(self) -> String {
        let (year, month, day) = self.numbers();
        format!("{year:04}-{month:02}-{day:02}")
    }

    /// The first day it can be.
    #[must_use]
    pub fn first(self) -> NaiveDate {
        self.first
    }

    /// The last day it can be, which counts for every rule on age.
    #[must_use]
    pub fn last(self) -> NaiveDate {
        self.last
    }

    /// Age in whole years on a day, of somebody born on the last day it can be; 0 before.
    #[must_use]
    pub fn age_on(self, day: NaiveDate) -> u32 {
        age_on(self.last, day)
    }

    fn numbers(self) -> (i32, u32, u32) {
        let Self { first, last } = self;
        let month = if first.month() == last.month() { first.month() } else { UNKNOWN };
        let day = if first == last { first.day() } else { UNKNOWN };
        (first.year(), month, day)
    }
}

impl From<NaiveDate> for PartialDate {
    fn from(date: NaiveDate) -> Self {
        Self { last: date, first: date }
    }
}

/// `dd-mm-jjjj`.
impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.first == self.last {
            return f.write_str(&show_date(self.first));
        }
        let (year, month, day) = self.numbers();
        write!(f, "{day:02}-{month:02}-{year:04}")
    }
}

/// Reads a birth date in every form of [`crate::parse_date`] with [`DateUse::Birth`], with `00` (or `0`) for a day that
/// is not known, and for the month too when neither is: `00-05-1975`, `00 mei 1975`, `00-00-1975`. None when blank.
///
/// # Errors
/// Those of [`crate::parse_date`]; `Future` and `TooLongAgo` where every day it can be is.
pub fn parse_birth(text: &str, today: NaiveDate) -> Result<Option<PartialDate>, DateError> {
    let Some((year, month, day)) = read(text, today, DateUse::Birth)? else { return Ok(None) };
    let date = PartialDate::new(year, month, day).ok_or(DateError::NoSuchDay)?;
    check_range(date.first, date.last, today, DateUse::Birth)?;
    Ok(Some(date))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn today() -> NaiveDate {
        day("2026-11-23")
    }

    fn read_birth(typed: &str) -> Result<PartialDate, DateError> {
        parse_birth(typed, today()).map(|date| date.expect("it is not blank"))
    }

    #[test]
    fn a_day_or_month_may_be_unknown() {
        for (typed, shown, last) in [
            ("00-00-1975", "00-00-1975", "1975-12-31"),
            ("0-0-75", "00-00-1975", "1975-12-31"),
            ("00001975", "00-00-1975", "1975-12-31"),
            ("1975-00-00", "00-00-1975", "1975-12-31"),
            ("00-05-1975", "00-05-1975", "1975-05-31"),
            ("00051975", "00-05-1975", "1975-05-31"),
            ("0/5/75", "00-05-1975", "1975-05-31"),
            ("1975-05-00", "00-05-1975", "1975-05-31"),
            ("19750000", "00-00-1975", "1975-12-31"),
            ("19750500", "00-05-1975", "1975-05-31"),
            ("00 mei 1975", "00-05-1975", "1975-05-31"),
            ("00-02-1976", "00-02-1976", "1976-02-29"),
            ("00-02-1975", "00-02-1975", "1975-02-28"),
            ("00-12-1975", "00-12-1975", "1975-12-31"),
            ("31-12-1975", "31-12-1975", "1975-12-31"),
            // Some day of this year or month may have been.
            ("00-00-26", "00-00-2026", "2026-12-31"),
            ("00-11-2026", "00-11-2026", "2026-11-30"),
            ("00-12-26", "00-12-1926", "1926-12-31"),
            // The last day of it is no more than 120 years ago.
            ("00-00-1906", "00-00-1906", "1906-12-31"),
            ("00-11-1906", "00-11-1906", "1906-11-30"),
        ] {
            let read = read_birth(typed).unwrap();
            assert_eq!((read.to_string().as_str(), read.last()), (shown, day(last)), "{typed}");
        }
        assert_eq!(parse_birth(" ", today()), Ok(None));
    }

    #[test]
    fn tells_what_is_wrong() {
        for (typed, error) in [
            ("15-00-1975", DateError::NoSuchDay),
            ("19750015", DateError::NoSuchDay),
            ("00-13-1975", DateError::NoSuchDay),
            ("30-02-1975", DateError::NoSuchDay),
            ("00-12-2026", DateError::Future),
            ("00-00-2027", DateError::Future),
            ("24-11-2026", DateError::Future),
            ("00-10-1906", DateError::TooLongAgo),
            ("00-00-1905", DateError::TooLongAgo),
            ("00-00-0000", DateError::TooLongAgo),
            ("00-1975", DateError::Form),
            ("1975", DateError::Form),
            ("000-00-1975", DateError::Form),
        ] {
            assert_eq!(read_birth(typed), Err(error), "{typed}");
        }
    }

    #[test]
    fn age_counts_from_the_last_day_it_can_be() {
        let age = |typed, on| read_birth(typed).unwrap().age_on(day(on));
        assert_eq!(age("00-00-2007", "2026-12-30"), 18);
        assert_eq!(age("00-00-2007", "2026-12-31"), 19);
        assert_eq!(age("00-05-2007", "2026-05-30"), 18);
        assert_eq!(age("00-05-2007", "2026-05-31"), 19);
        assert_eq!(age("00-02-2008", "2027-02-28"), 18);
        assert_eq!(age("00-02-2008", "2027-03-01"), 19);
        assert_eq!(age("00-00-2026", "2026-11-23"), 0);
    }

    #[test]
    fn only_the_form_on_the_wire_is_read_from_it() {
        for text in [
            "1975-0-00",
            "1975-00-0",
            "75-00-00",
            "1975-15-00",
            "1975-00-15",
            "1975-00-00-",
            "+975-00-00",
            "",
        ] {
            assert_eq!(PartialDate::from_iso(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn shown_and_stored_read_back(year in 1908i32..2026, month in 0u32..=12, day in 0u32..=31) {
            if let Some(date) = PartialDate::new(year, month, day) {
                prop_assert_eq!(PartialDate::from_iso(&date.iso()), Some(date));
                prop_assert_eq!(parse_birth(&date.to_string(), today()), Ok(Some(date)));
                prop_assert_eq!(parse_birth(&date.iso(), today()), Ok(Some(date)));
                prop_assert!(date.first() <= date.last());
            }
        }

        /// What is known of it makes nobody younger or older than they can be.
        #[test]
        fn nobody_counts_as_older_than_they_are(days in 0u64..40_000, later in 0u64..9_000) {
            let born = day("1910-01-01") + Days::new(days);
            let on = born + Days::new(later);
            for month in [0, born.month()] {
                let partial = PartialDate::new(born.year(), month, 0).unwrap();
                prop_assert!(partial.first() <= born && born <= partial.last());
                prop_assert!(partial.age_on(on) <= age_on(born, on));
                prop_assert!(partial.age_on(on) + 1 >= age_on(born, on));
            }
        }

        #[test]
        fn a_whole_date_is_read_as_any_other(
            text in "\\PC{0,12}",
            like in "[0-3]?[0-9][-/ .][01]?[0-9][-/ .][0-9]{2,4}",
        ) {
            for typed in [text, like] {
                if let Ok(date) = crate::parse_date(&typed, today(), DateUse::Birth) {
                    prop_assert_eq!(parse_birth(&typed, today()), Ok(date.map(PartialDate::from)));
                }
            }
        }
    }
}
