//! From when through when a subscription gives rights.

use super::{Period, birthday};
use crate::explain::Lang;
use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

/// The days a subscription gives rights, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Span", into = "Span")]
pub struct Validity {
    from: NaiveDate,
    through: NaiveDate,
}

impl Validity {
    /// The validity of one period from the enrolment date.
    ///
    /// - Months: through the last day of the month that many months later, so that every subscription
    ///   ends with a month: 15-04-2021 and 12 months give 30-04-2022 (manual, tab "Contributie").
    /// - Weeks: through the same weekday that many weeks later, that day included. Three weeks from
    ///   Monday the 1st is through Monday the 22nd: items lent for three weeks on the first day may
    ///   still be returned with a valid pass. The manual does not say; this is our decision.
    /// - No period: `None`; also `None` past the end of the calendar.
    pub fn period(enrolment: NaiveDate, period: Period) -> Option<Self> {
        let through = match period {
            Period::Months(months) => {
                let month = enrolment.with_day(1)?.checked_add_months(Months::new(months.get()))?;
                month.checked_add_months(Months::new(1))?.pred_opt()?
            }
            Period::Weeks(weeks) => enrolment.checked_add_days(Days::new(u64::from(weeks.get()) * 7))?,
            Period::None => return None,
        };
        Self::new(enrolment, through)
    }

    /// The validity of an age subscription that includes `last_age`: through the day before the
    /// birthday on which the patron is older than that.
    ///
    /// Youth (0 to 18) ends the day before the 19th birthday (manual: becomes Start "als de klant 19
    /// jaar wordt"), Start (19 to 30) the day before the 31st. `None` when that day lies before the
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
    /// `februari 2027 (vervalmaand:02)`, `22-06-2026 (vervalmaand:06)`.
    pub fn show(self, lang: Lang) -> String {
        let month_end = self.next_from().day() == 1;
        let through = if month_end {
            format!("{} {}", month_name(self.expiry_month(), lang), self.through.year())
        } else {
            self.through.format("%d-%m-%Y").to_string()
        };
        match lang {
            Lang::Nl => format!("{through} (vervalmaand:{:02})", self.expiry_month()),
            Lang::En => format!("{through} (expiry month:{:02})", self.expiry_month()),
        }
    }
}

fn month_name(month: u32, lang: Lang) -> &'static str {
    const NAMES: [(&str, &str); 12] = [
        ("januari", "January"),
        ("februari", "February"),
        ("maart", "March"),
        ("april", "April"),
        ("mei", "May"),
        ("juni", "June"),
        ("juli", "July"),
        ("augustus", "August"),
        ("september", "September"),
        ("oktober", "October"),
        ("november", "November"),
        ("december", "December"),
    ];
    let (nl, en) = NAMES[(month.saturating_sub(1) % 12) as usize];
    match lang {
        Lang::Nl => nl,
        Lang::En => en,
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
            let validity = Validity::period(date(from), Period::months(months).unwrap()).unwrap();
            assert_eq!(validity.from(), date(from));
            assert_eq!(validity.through(), date(through), "{from} + {months}");
            assert_eq!(validity.next_from(), date(next), "{from} + {months}");
            assert_eq!(validity.expiry_month(), expiry, "{from} + {months}");
        }
    }

    #[test]
    fn a_guest_may_come_three_weeks() {
        let validity = Validity::period(date("2026-06-01"), Period::weeks(3).unwrap()).unwrap();
        assert_eq!(validity.through(), date("2026-06-22"));
        assert_eq!(validity.next_from(), date("2026-06-23"));
        assert_eq!(validity.show(Lang::Nl), "22-06-2026 (vervalmaand:06)");
        assert!(validity.contains(date("2026-06-22")));
        assert!(!validity.contains(date("2026-06-23")));
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
        fn a_period_of_weeks_ends_on_the_same_weekday(days in 0i32..80_000, weeks in 1u32..=52) {
            let from = NaiveDate::from_num_days_from_ce_opt(710_000 + days).unwrap();
            let validity = Validity::period(from, Period::weeks(weeks).unwrap()).unwrap();
            prop_assert_eq!(validity.through().weekday(), from.weekday());
            prop_assert_eq!((validity.through() - from).num_weeks(), i64::from(weeks));
        }
    }
}
