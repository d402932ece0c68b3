//! Dates: the API writes ISO 8601, people read `dd-mm-yyyy`.

use balie_client::Timestamp;
use balie_typed::{PartialDate, local, local_date, parse_birth};
use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};

/// A date for people, `00` for what is not known of a birth date; anything else than an ISO date is shown as it is.
pub(crate) fn date(iso: &str) -> String {
    PartialDate::from_iso(iso).map_or_else(|| iso.to_owned(), |date| date.to_string())
}

/// Today at this counter.
pub(crate) fn today() -> NaiveDate {
    local_date(Utc::now())
}

/// An instant for people, on the clock of the library whatever that of this machine says; empty when there is
/// none.
pub(crate) fn instant(at: Option<&Timestamp>) -> String {
    utc(at).map(|at| local(at).format("%d-%m-%Y %H:%M").to_string()).unwrap_or_default()
}

/// An instant for machines (RFC 3339, UTC).
pub(crate) fn rfc3339(at: Option<&Timestamp>) -> Option<String> {
    utc(at).map(|at| at.to_rfc3339_opts(SecondsFormat::AutoSi, true))
}

fn utc(at: Option<&Timestamp>) -> Option<DateTime<Utc>> {
    let at = at?;
    DateTime::from_timestamp(at.seconds, u32::try_from(at.nanos).ok()?)
}

/// Whole years today, of a birth date as typed; none while it is none. The daemon decides what a date is; this is only
/// used to know what to ask next.
pub(crate) fn age_today(typed: &str, today: NaiveDate) -> Option<u32> {
    let born = parse_birth(typed, today).ok().flatten()?;
    Some(born.age_on(today))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn dates_for_people() {
        assert_eq!(date("1991-01-01"), "01-01-1991");
        assert_eq!(date("1975-00-00"), "00-00-1975");
        assert_eq!(date("1975-05-00"), "00-05-1975");
        assert_eq!(date("01-01-1991"), "01-01-1991");
        assert_eq!(date(""), "");
    }

    #[test]
    fn every_usual_form_is_understood() {
        let age = |typed| age_today(typed, day("2026-05-01"));
        for typed in
            ["01-01-1991", "01011991", "1-1-91", "1/1/1991", "1.1.91", "1991-01-01", "1 1 1991", "1 jan 1991"]
        {
            assert_eq!(age(typed), Some(35), "{typed}");
        }
        assert_eq!(age("1-6-26"), Some(99));
        for typed in ["", "31-02-2020", "gisteren", "1-2", "1-2-3-4", "é1234567", "15--04-2021"] {
            assert_eq!(age(typed), None, "{typed}");
        }
    }

    #[test]
    fn age_is_in_whole_years() {
        let age = |born, today| age_today(born, day(today));
        assert_eq!(age("15-04-2007", "2026-04-14"), Some(18));
        assert_eq!(age("15-04-2007", "2026-04-15"), Some(19));
        assert_eq!(age("00-00-2007", "2026-12-30"), Some(18), "born on the last day it can be");
        assert_eq!(age("00-00-2007", "2026-12-31"), Some(19));
        assert_eq!(age("29-02-2008", "2027-02-28"), Some(18));
        assert_eq!(age("29-02-2008", "2027-03-01"), Some(19));
        assert_eq!(age("01-01-2030", "2026-01-01"), None);
    }

    #[test]
    fn instants_are_utc_for_machines() {
        let at = Timestamp { seconds: 1_777_777_777, nanos: 0 };
        assert_eq!(rfc3339(Some(&at)).as_deref(), Some("2026-05-03T03:09:37Z"));
        assert_eq!(rfc3339(None), None);
        // Summer time at the library.
        assert_eq!(instant(Some(&at)), "03-05-2026 05:09");
        assert_eq!(instant(None), "");
    }
}
