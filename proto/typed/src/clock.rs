//! The clock of the library.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::{Europe::Amsterdam, Tz};

/// An instant on the clock of the library (Europe/Amsterdam), whatever that of this machine says.
#[must_use]
pub fn local(at: DateTime<Utc>) -> DateTime<Tz> {
    at.with_timezone(&Amsterdam)
}

/// The date at the library at an instant.
#[must_use]
pub fn local_date(at: DateTime<Utc>) -> NaiveDate {
    local(at).date_naive()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_midnight_of_the_library_in_summer_and_in_winter() {
        for (at, date) in [
            ("2026-06-30T21:59:59Z", "2026-06-30"),
            ("2026-06-30T22:00:00Z", "2026-07-01"),
            ("2026-12-31T22:59:59Z", "2026-12-31"),
            ("2026-12-31T23:00:00Z", "2027-01-01"),
        ] {
            let at: DateTime<Utc> = at.parse().unwrap();
            assert_eq!(local_date(at).to_string(), date, "{at}");
        }
    }
}
