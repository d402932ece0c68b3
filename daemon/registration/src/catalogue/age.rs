//! Age in whole years, birthdays, and ranges of ages.

use chrono::{Datelike, NaiveDate};

/// Age in whole years on a date; `None` before birth.
///
/// Somebody born on 29 February has the birthday on 1 March in common years (domain rule "Age").
pub fn age_on(birth: NaiveDate, date: NaiveDate) -> Option<u32> {
    date.years_since(birth)
}

/// The day somebody becomes `age` years old: 1 March in common years when born on 29 February.
/// `None` past the end of the calendar.
pub fn birthday(birth: NaiveDate, age: u32) -> Option<NaiveDate> {
    let year = birth.year().checked_add(i32::try_from(age).ok()?)?;
    birth.with_year(year).or_else(|| NaiveDate::from_ymd_opt(year, 3, 1))
}

/// Ages in whole years, both ends included: the table's "19-30" includes somebody of 30.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AgeRange {
    from: u32,
    through: u32,
}

impl AgeRange {
    /// The highest age a catalogue may name.
    pub const HIGHEST: u32 = 150;

    /// Ages `from` through `through`; `None` when reversed or above [`Self::HIGHEST`].
    pub fn new(from: u32, through: u32) -> Option<Self> {
        (from <= through && through <= Self::HIGHEST).then_some(Self { from, through })
    }

    /// The lowest age included.
    pub fn from(self) -> u32 {
        self.from
    }

    /// The highest age included.
    pub fn through(self) -> u32 {
        self.through
    }

    /// Whether the age is within the range.
    pub fn contains(self, age: u32) -> bool {
        (self.from..=self.through).contains(&age)
    }

    /// Whether some age is in both ranges.
    pub fn overlaps(self, other: Self) -> bool {
        self.from <= other.through && other.from <= self.through
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Days;
    use proptest::prelude::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn age_changes_on_the_birthday() {
        for (birth, on, age) in [
            ("1991-01-01", "2021-04-15", Some(30)),
            ("2007-05-10", "2026-05-09", Some(18)),
            ("2007-05-10", "2026-05-10", Some(19)),
            ("2004-02-29", "2023-02-28", Some(18)),
            ("2004-02-29", "2023-03-01", Some(19)),
            ("2004-02-29", "2024-02-28", Some(19)),
            ("2004-02-29", "2024-02-29", Some(20)),
            ("2026-05-10", "2026-05-10", Some(0)),
            ("2026-05-11", "2026-05-10", None),
        ] {
            assert_eq!(age_on(date(birth), date(on)), age, "{birth} on {on}");
        }
    }

    #[test]
    fn ranges_are_never_reversed() {
        assert_eq!(AgeRange::new(30, 19), None);
        assert_eq!(AgeRange::new(0, 151), None);
        let start = AgeRange::new(19, 30).unwrap();
        assert!(start.overlaps(AgeRange::new(30, 40).unwrap()));
        assert!(!start.overlaps(AgeRange::new(31, 40).unwrap()));
        assert!(!start.overlaps(AgeRange::new(0, 18).unwrap()));
    }

    proptest! {
        #[test]
        fn the_birthday_is_the_first_day_of_an_age(days in 0i32..60_000, age in 1u32..120) {
            let birth = NaiveDate::from_num_days_from_ce_opt(693_596 + days).unwrap();
            let day = birthday(birth, age).unwrap();
            prop_assert_eq!(age_on(birth, day), Some(age));
            prop_assert_eq!(age_on(birth, day - Days::new(1)), Some(age - 1));
        }

        #[test]
        fn a_range_includes_both_ends_and_nothing_outside(from in 0u32..=150, length in 0u32..=150) {
            let through = (from + length).min(AgeRange::HIGHEST);
            let range = AgeRange::new(from, through).unwrap();
            for age in 0..=160 {
                prop_assert_eq!(range.contains(age), age >= from && age <= through);
            }
        }
    }
}
