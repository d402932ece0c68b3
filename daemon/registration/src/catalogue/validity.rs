//! From when through when a subscription gives rights.

use super::{Period, birthday};
use crate::explain::Lang;
use crate::values::{show_date, show_month};
use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};
use std::num::NonZeroU32;

/// The days a subscription gives rights, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Span", into = "Span")]
pub struct Validity {
    from: NaiveDate,
    through: NaiveDate,
}

impl Validity {
    /// The validity of the first period, from the enrolment date; see [`Self::nth_period`].
    pub fn period(enrolment: NaiveDate, period: Period) -> Option<Self> {
        Self::nth_period(enrolment, period, 1)
    }

    /// The validity of a period, counted from 1, of a subscription that began on `first`.
    ///
    /// Each period begins the day after the one before it ended ("opzeggen per 1 mei 2022"), and is counted from
    /// `first`, so that a short month on the way leaves no trace (domain rule "Validity"):
    ///
    /// - Months: through the last day of the month that many months later, so that every subscription ends with a
    ///   month: 15-04-2021 and 12 months give 30-04-2022 (manual, tab "Contributie").
    /// - Months from day to day: through the day before the same day that many months later, cut to the length of the
    ///   month: one month from 31-01-2027 is through 27-02-2027, the second begins on 28-02 and the third on 31-03.
    /// - Weeks: that many times seven days, the first included: three weeks from 01-12-2026 are through 21-12-2026.
    /// - No period, number 0 or past the end of the calendar: `None`.
    pub fn nth_period(first: NaiveDate, period: Period, number: u32) -> Option<Self> {
        let begins = beginning(first, period, number.checked_sub(1)?)?;
        Self::new(begins, beginning(first, period, number)?.pred_opt()?)
    }

    /// The validity of an age subscription that includes `last_age`: through the day before the
    /// birthday on which the patron is older than that.
    ///
    /// Start (19 to 30) ends the day before the 31st birthday. `None` when that day lies before the
    /// enrolment.
    pub fn through_age(enrolment: NaiveDate, birth: NaiveDate, last_age: u32) -> Option<Self> {
        Self::new(enrolment, birthday(birth, last_age.checked_add(1)?)?.pred_opt()?)
    }

    fn new(from: NaiveDate, through: NaiveDate) -> Option<Self> {
        (from <= through && through < NaiveDate::MAX).then_some(Self { from, through })
    }

    /// The first day: the enrolment date.
    pub fn from(self) -> NaiveDate {
        self.from
    }

    /// The last day ("Rechten t/m"); never before [`Self::from`].
    pub fn through(self) -> NaiveDate {
        self.through
    }

    /// The month the subscription ends in ("Vervalmaand"), 1 to 12.
    pub fn expiry_month(self) -> u32 {
        self.through.month()
    }

    /// The first day of the next period, and the date a subscription can be ended per ("opzeggen per
    /// 1 mei 2022").
    pub fn next_from(self) -> NaiveDate {
        self.through.succ_opt().unwrap_or(NaiveDate::MAX)
    }

    /// Whether the date is within the validity.
    pub fn contains(self, date: NaiveDate) -> bool {
        (self.from..=self.through).contains(&date)
    }

    /// The text after "Geldig t/m": the month for an end of month, else the day, and the expiry month:
    /// `februari 2027 (vervalmaand:02)`, `21-06-2026 (vervalmaand:06)`.
    pub fn show(self, lang: Lang) -> String {
        let month_end = self.next_from().day() == 1;
        let through = if month_end { show_month(self.through, lang) } else { show_date(self.through) };
        match lang {
            Lang::Nl => format!("{through} (vervalmaand:{:02})", self.expiry_month()),
            Lang::En => format!("{through} (expiry month:{:02})", self.expiry_month()),
        }
    }
}

/// The first day after so many whole periods.
fn beginning(first: NaiveDate, period: Period, periods: u32) -> Option<NaiveDate> {
    let all = |length: NonZeroU32| length.get().checked_mul(periods);
    match period {
        _ if periods == 0 => Some(first),
        Period::Months(months) => {
            first.with_day(1)?.checked_add_months(Months::new(all(months)?.checked_add(1)?))
        }
        Period::ExactMonths(months) => first.checked_add_months(Months::new(all(months)?)),
        Period::Weeks(weeks) => first.checked_add_days(Days::new(u64::from(all(weeks)?) * 7)),
        Period::None => None,
    }
}

/// How a validity is stored; checked when it is read back.
#[derive(Serialize, Deserialize)]
struct Span {
    from: NaiveDate,
    through: NaiveDate,
}

impl From<Validity> for Span {
    fn from(validity: Validity) -> Self {
        Self { from: validity.from, through: validity.through }
    }
}

impl TryFrom<Span> for Validity {
    type Error = &'static str;

    fn try_from(span: Span) -> Result<Self, Self::Error> {
        Self::new(span.from, span.through).ok_or("a validity ends on or after its first day")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// The last day, the first day of the next period, and the month of expiry.
    fn ends(from: &str, period: Period, through: &str, next: &str, expiry: u32) {
        let validity = Validity::period(date(from), period).unwrap();
        assert_eq!(validity.from(), date(from));
        assert_eq!(validity.through(), date(through), "{from} + {period:?}");
        assert_eq!(validity.next_from(), date(next), "{from} + {period:?}");
        assert_eq!(validity.expiry_month(), expiry, "{from} + {period:?}");
    }

    #[test]
    fn months_end_with_a_month() {
        for (from, months, through, next, expiry) in [
            ("2021-04-15", 12, "2022-04-30", "2022-05-01", 4),
            ("2021-04-30", 12, "2022-04-30", "2022-05-01", 4),
            ("2026-02-10", 12, "2027-02-28", "2027-03-01", 2),
            ("2024-02-29", 12, "2025-02-28", "2025-03-01", 2),
            ("2027-02-28", 12, "2028-02-29", "2028-03-01", 2),
            ("2026-01-31", 1, "2026-02-28", "2026-03-01", 2),
            ("2026-04-15", 1, "2026-05-31", "2026-06-01", 5),
            ("2026-12-01", 1, "2027-01-31", "2027-02-01", 1),
            ("2026-12-31", 12, "2027-12-31", "2028-01-01", 12),
        ] {
            ends(from, Period::months(months).unwrap(), through, next, expiry);
        }
    }

    #[test]
    fn exact_months_end_the_day_before_the_same_day() {
        for (from, months, through, next, expiry) in [
            ("2026-12-01", 1, "2026-12-31", "2027-01-01", 12),
            ("2027-01-31", 1, "2027-02-27", "2027-02-28", 2),
            ("2028-01-31", 1, "2028-02-28", "2028-02-29", 2),
            ("2026-02-10", 1, "2026-03-09", "2026-03-10", 3),
            ("2027-02-28", 1, "2027-03-27", "2027-03-28", 3),
            ("2024-02-29", 12, "2025-02-27", "2025-02-28", 2),
            ("2026-12-31", 1, "2027-01-30", "2027-01-31", 1),
        ] {
            ends(from, Period::exact_months(months).unwrap(), through, next, expiry);
        }
    }

    #[test]
    fn later_periods_are_counted_from_the_first_day() {
        let months = Period::months(12).unwrap();
        let exact = Period::exact_months(1).unwrap();
        let weeks = Period::weeks(3).unwrap();
        for (first, period, number, from, through) in [
            ("2021-04-15", months, 2, "2022-05-01", "2023-04-30"),
            ("2021-04-15", months, 3, "2023-05-01", "2024-04-30"),
            ("2027-01-31", exact, 1, "2027-01-31", "2027-02-27"),
            ("2027-01-31", exact, 2, "2027-02-28", "2027-03-30"),
            ("2027-01-31", exact, 3, "2027-03-31", "2027-04-29"),
            ("2027-01-31", exact, 4, "2027-04-30", "2027-05-30"),
            ("2026-12-01", weeks, 2, "2026-12-22", "2027-01-11"),
        ] {
            let validity = Validity::nth_period(date(first), period, number).unwrap();
            assert_eq!(validity.from(), date(from), "{first} period {number}");
            assert_eq!(validity.through(), date(through), "{first} period {number}");
        }
        assert_eq!(Validity::nth_period(date("2027-01-31"), exact, 0), None);
        assert_eq!(Validity::nth_period(date("2027-01-31"), exact, u32::MAX), None);
        assert_eq!(Validity::nth_period(date("2027-01-31"), Period::None, 2), None);
    }

    #[test]
    fn a_guest_may_come_three_weeks() {
        let three = Period::weeks(3).unwrap();
        assert_eq!(Validity::period(date("2026-12-01"), three).unwrap().through(), date("2026-12-21"));
        let validity = Validity::period(date("2026-06-01"), three).unwrap();
        assert_eq!(validity.through(), date("2026-06-21"));
        assert_eq!(validity.next_from(), date("2026-06-22"));
        assert_eq!(validity.show(Lang::Nl), "21-06-2026 (vervalmaand:06)");
        assert!(validity.contains(date("2026-06-21")));
        assert!(!validity.contains(date("2026-06-22")));
        assert!(!validity.contains(date("2026-05-31")));
    }

    #[test]
    fn no_period_has_no_end() {
        assert_eq!(Validity::period(date("2026-06-01"), Period::None), None);
        assert_eq!(Validity::period(NaiveDate::MAX, Period::months(1).unwrap()), None);
        assert_eq!(Validity::period(NaiveDate::MAX, Period::weeks(1).unwrap()), None);
    }

    #[test]
    fn age_subscriptions_end_the_day_before_the_birthday() {
        for (enrolment, birth, last_age, through) in [
            ("2026-06-01", "2010-05-10", 18, Some("2029-05-09")),
            ("2029-05-09", "2010-05-10", 18, Some("2029-05-09")),
            ("2029-05-10", "2010-05-10", 18, None),
            ("2029-05-10", "2010-05-10", 30, Some("2041-05-09")),
            ("2026-06-01", "2012-02-29", 18, Some("2031-02-28")),
            ("2026-06-01", "2010-01-01", 18, Some("2028-12-31")),
        ] {
            let validity = Validity::through_age(date(enrolment), date(birth), last_age);
            assert_eq!(validity.map(Validity::through), through.map(date), "{birth} {last_age}");
        }
    }

    #[test]
    fn shown_as_the_manual_shows_it() {
        let validity = Validity::period(date("2026-02-10"), Period::months(12).unwrap()).unwrap();
        assert_eq!(validity.show(Lang::Nl), "februari 2027 (vervalmaand:02)");
        assert_eq!(validity.show(Lang::En), "February 2027 (expiry month:02)");
    }

    #[test]
    fn a_stored_validity_is_checked() {
        let validity = Validity::period(date("2021-04-15"), Period::months(12).unwrap()).unwrap();
        let json = serde_json::to_string(&validity).unwrap();
        assert_eq!(json, r#"{"from":"2021-04-15","through":"2022-04-30"}"#);
        assert_eq!(serde_json::from_str::<Validity>(&json).unwrap(), validity);
        let reversed = r#"{"from":"2022-04-30","through":"2021-04-15"}"#;
        assert!(serde_json::from_str::<Validity>(reversed).is_err());
    }

    proptest! {
        #[test]
        fn a_period_of_months_ends_with_the_right_month(days in 0i32..80_000, months in 1u32..=120) {
            let from = NaiveDate::from_num_days_from_ce_opt(710_000 + days).unwrap();
            let validity = Validity::period(from, Period::months(months).unwrap()).unwrap();
            let count = |day: NaiveDate| day.year() * 12 + day.month0() as i32;
            prop_assert!(validity.through() >= from);
            prop_assert_eq!(validity.next_from().day(), 1);
            prop_assert_eq!(count(validity.through()) - count(from), months as i32);
        }

        #[test]
        fn a_period_of_weeks_is_whole_weeks(days in 0i32..80_000, weeks in 1u32..=52) {
            let from = NaiveDate::from_num_days_from_ce_opt(710_000 + days).unwrap();
            let validity = Validity::period(from, Period::weeks(weeks).unwrap()).unwrap();
            prop_assert_eq!(validity.next_from().weekday(), from.weekday());
            prop_assert_eq!((validity.next_from() - from).num_weeks(), i64::from(weeks));
        }

        #[test]
        fn periods_follow_each_other_without_a_gap(
            days in 0i32..80_000,
            length in 1u32..=24,
            number in 1u32..=40,
            kind in 0..3,
        ) {
            let first = NaiveDate::from_num_days_from_ce_opt(710_000 + days).unwrap();
            let period = match kind {
                0 => Period::months(length),
                1 => Period::exact_months(length),
                _ => Period::weeks(length),
            };
            let period = period.unwrap();
            let one = Validity::nth_period(first, period, number).unwrap();
            let next = Validity::nth_period(first, period, number + 1).unwrap();
            prop_assert_eq!(one.next_from(), next.from());
            prop_assert_eq!(Validity::nth_period(first, period, 1), Validity::period(first, period));
            // A day of the month is kept wherever the month has it.
            if kind == 1 && first.day() <= 28 {
                prop_assert_eq!(next.from().day(), first.day());
            }
        }
    }
}
