//! Dates: the API writes ISO 8601, people read `dd-mm-yyyy`.

use balie_client::Timestamp;
use chrono::{DateTime, Datelike as _, NaiveDate, SecondsFormat, Utc};
use chrono_tz::Europe::Amsterdam;

/// A date for people; anything else than an ISO date is shown as it is.
pub(crate) fn date(iso: &str) -> String {
    match NaiveDate::parse_from_str(iso, "%Y-%m-%d") {
        Ok(date) => date.format("%d-%m-%Y").to_string(),
        Err(_) => iso.to_owned(),
    }
}

/// Today at this counter.
pub(crate) fn today() -> NaiveDate {
    Utc::now().with_timezone(&Amsterdam).date_naive()
}

/// An instant for people, on the clock of the library whatever that of this machine says; empty when there is
/// none.
pub(crate) fn instant(at: Option<&Timestamp>) -> String {
    utc(at).map(|at| at.with_timezone(&Amsterdam).format("%d-%m-%Y %H:%M").to_string()).unwrap_or_default()
}

/// An instant for machines (RFC 3339, UTC).
pub(crate) fn rfc3339(at: Option<&Timestamp>) -> Option<String> {
    utc(at).map(|at| at.to_rfc3339_opts(SecondsFormat::AutoSi, true))
}

fn utc(at: Option<&Timestamp>) -> Option<DateTime<Utc>> {
    let at = at?;
    DateTime::from_timestamp(at.seconds, u32::try_from(at.nanos).ok()?)
}

/// A date as typed: `dd-mm-jjjj`, `ddmmjjjj`, `d-m-jj`, also with `/`, `.` or spaces, and ISO. The daemon
/// decides what a date is; this is only used to know what to ask next.
pub(crate) fn parse_typed(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let parts: Vec<&str> = text.split(['-', '/', '.', ' ']).filter(|part| !part.is_empty()).collect();
    let (day, month, year) = match parts.as_slice() {
        [whole] if whole.len() == 8 && whole.is_ascii() => (&whole[..2], &whole[2..4], &whole[4..]),
        [year, month, day] if year.len() == 4 => (*day, *month, *year),
        [day, month, year] => (*day, *month, *year),
        _ => return None,
    };
    let (day, month): (u32, u32) = (day.parse().ok()?, month.parse().ok()?);
    let full: i32 = year.parse().ok()?;
    let full = if year.len() > 2 { full } else { 2000 + full };
    let date = NaiveDate::from_ymd_opt(full, month, day)?;
    // A birth date in two digits is the latest one that is not in the future.
    if year.len() <= 2 && date > today { NaiveDate::from_ymd_opt(full - 100, month, day) } else { Some(date) }
}

/// Whole years today, of a birth date as typed (domain section 2: born 29 February, birthday on 1 March).
pub(crate) fn age_today(typed: &str, today: NaiveDate) -> Option<u32> {
    let born = parse_typed(typed, today)?;
    let had_birthday = (today.month(), today.day()) >= (born.month(), born.day());
    u32::try_from(today.year() - born.year() - i32::from(!had_birthday)).ok()
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
        assert_eq!(date("01-01-1991"), "01-01-1991");
        assert_eq!(date(""), "");
    }

    #[test]
    fn every_usual_form_is_understood() {
        let today = day("2026-05-01");
        for typed in ["01-01-1991", "01011991", "1-1-91", "1/1/1991", "1.1.91", "1991-01-01", "1 1 1991"] {
            assert_eq!(parse_typed(typed, today), Some(day("1991-01-01")), "{typed}");
        }
        assert_eq!(parse_typed("1-6-26", today), Some(day("1926-06-01")));
        for typed in ["", "31-02-2020", "gisteren", "1-2", "1-2-3-4", "é1234567"] {
            assert_eq!(parse_typed(typed, today), None, "{typed}");
        }
    }

    #[test]
    fn age_is_in_whole_years() {
        let age = |born, today| age_today(born, day(today));
        assert_eq!(age("15-04-2007", "2026-04-14"), Some(18));
        assert_eq!(age("15-04-2007", "2026-04-15"), Some(19));
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
