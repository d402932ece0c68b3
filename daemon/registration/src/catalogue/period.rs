//! For how long one payment lasts.

use serde::{Deserialize, Serialize};
use std::num::NonZeroU32;

/// The period of a subscription, as its price is quoted ("/12 mnd").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// Whole calendar months; ends on the last day of a month.
    Months(NonZeroU32),
    /// Months from day to day; ends the day before the same day of a later month, cut to that month's length.
    ExactMonths(NonZeroU32),
    /// Whole weeks (guest lending).
    Weeks(NonZeroU32),
    /// No invoiced period: the subscription lasts until it is ended or, for an age subscription that
    /// turns into no other, until the patron outgrows it.
    None,
}

impl Period {
    /// The most months a catalogue may name: ten years.
    pub const MOST_MONTHS: u32 = 120;
    /// The most weeks a catalogue may name: one year.
    pub const MOST_WEEKS: u32 = 52;

    /// A period of months, 1 to [`Self::MOST_MONTHS`].
    pub fn months(number: u32) -> Option<Self> {
        NonZeroU32::new(number).filter(|months| months.get() <= Self::MOST_MONTHS).map(Self::Months)
    }

    /// A period of months from day to day, 1 to [`Self::MOST_MONTHS`].
    pub fn exact_months(number: u32) -> Option<Self> {
        NonZeroU32::new(number).filter(|months| months.get() <= Self::MOST_MONTHS).map(Self::ExactMonths)
    }

    /// A period of weeks, 1 to [`Self::MOST_WEEKS`].
    pub fn weeks(number: u32) -> Option<Self> {
        NonZeroU32::new(number).filter(|weeks| weeks.get() <= Self::MOST_WEEKS).map(Self::Weeks)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_have_a_length() {
        assert_eq!(Period::months(0), None);
        assert_eq!(Period::months(121), None);
        assert_eq!(Period::exact_months(0), None);
        assert_eq!(Period::exact_months(121), None);
        assert_eq!(Period::weeks(0), None);
        assert_eq!(Period::weeks(53), None);
        assert!(matches!(Period::months(12), Some(Period::Months(months)) if months.get() == 12));
        assert!(matches!(Period::exact_months(1), Some(Period::ExactMonths(months)) if months.get() == 1));
        assert!(matches!(Period::weeks(3), Some(Period::Weeks(weeks)) if weeks.get() == 3));
    }
}
