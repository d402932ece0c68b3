//! Dates while they are typed, and instants, on the clock of the library.

use balie_client::Timestamp;
use balie_typed::{DateError, DateUse, PartialDate, local, parse_birth, parse_date};
use chrono::{DateTime, NaiveDate};
use chrono_tz::Tz;

/// A date while it is typed: digits get their dashes (`0101199` becomes `01-01-199`). Text with separators
/// of the clerk's own is left alone.
pub fn shape_date(text: &str) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let shaped = match digits.len() {
        0..=2 => digits.clone(),
        3..=4 => format!("{}-{}", &digits[..2], &digits[2..]),
        // No month is that high: the year came first, and the day is read from the digits.
        8 if digits[2..4] > *"12" => digits.clone(),
        5..=8 => format!("{}-{}-{}", &digits[..2], &digits[2..4], &digits[4..]),
        _ => return text.to_owned(),
    };
    // Only digits so far, or the dashes that were put in here: else the clerk has a form of their own.
    let own = text.chars().any(|c| !c.is_ascii_digit() && c != '-')
        || text.match_indices('-').any(|(at, _)| at != 2 && at != 5);
    if own || text.ends_with('-') { text.to_owned() } else { shaped }
}

/// What the date in a field is for; none when the field holds no date.
pub fn date_use(path: &str) -> Option<DateUse> {
    match path.rsplit('.').next().unwrap_or(path) {
        "birth_date" => Some(DateUse::Birth),
        "signed_date" | "date" => Some(DateUse::Past),
        _ => None,
    }
}

/// The date in a field of this use; of a birth date the day or month may be unknown. None when blank.
///
/// # Errors
/// Those of [`parse_date`] and [`parse_birth`].
pub fn read_date(text: &str, today: NaiveDate, date_use: DateUse) -> Result<Option<PartialDate>, DateError> {
    match date_use {
        DateUse::Birth => parse_birth(text, today),
        _ => parse_date(text, today, date_use).map(|date| date.map(PartialDate::from)),
    }
}

/// What a date is tidied to when the clerk leaves the field: `1-6-91` becomes `01-06-1991`.
pub fn tidy_date(text: &str, today: NaiveDate, date_use: DateUse) -> String {
    read_date(text, today, date_use).ok().flatten().map_or_else(|| text.to_owned(), |date| date.to_string())
}

/// A date of the API (ISO 8601) for people, `00` for what is not known of a birth date; anything else as it is.
pub fn date_shown(iso: &str) -> String {
    PartialDate::from_iso(iso).map_or_else(|| iso.to_owned(), |date| date.to_string())
}

/// An instant on the clock of the library: `dd-mm-yyyy hh:mm`; empty when there is none.
pub fn moment_shown(at: Option<&Timestamp>) -> String {
    at_library(at).map(|at| at.format("%d-%m-%Y %H:%M").to_string()).unwrap_or_default()
}

/// An instant in a list: the time when it is of today, else the date.
pub fn when_shown(at: Option<&Timestamp>, today: NaiveDate) -> String {
    at_library(at)
        .map(|at| {
            if at.date_naive() == today { at.format("%H:%M") } else { at.format("%d-%m-%Y") }.to_string()
        })
        .unwrap_or_default()
}

fn at_library(at: Option<&Timestamp>) -> Option<DateTime<Tz>> {
    let at = at?;
    DateTime::from_timestamp(at.seconds, u32::try_from(at.nanos).ok()?).map(local)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn dashes_come_while_digits_are_typed() {
        let mut text = String::new();
        for digit in "01011991".chars() {
            text.push(digit);
            text = shape_date(&text);
        }
        assert_eq!(text, "01-01-1991");
        for own in
            ["1-1-91", "1/1/1991", "1991-01-01", "01-", "01-01-", "gisteren", "1-", "15--04-2021", "1 jan 91"]
        {
            assert_eq!(shape_date(own), own);
        }
        assert_eq!(shape_date("01-0"), "01-0", "a dash may be rubbed out again");
        assert_eq!(shape_date("19-91-0101"), "19910101", "the year first");
        assert_eq!(tidy_date("19910101", day("2026-05-01"), DateUse::Birth), "01-01-1991");
    }

    #[test]
    fn usual_forms_are_tidied() {
        let today = day("2026-05-01");
        let tidy = |typed| tidy_date(typed, today, DateUse::Birth);
        for typed in ["01-01-1991", "01011991", "1-1-91", "1/1/1991", "1.1.91", "1991-01-01", "1 jan 1991"] {
            assert_eq!(tidy(typed), "01-01-1991", "{typed}");
        }
        assert_eq!(tidy("1-6-26"), "01-06-1926");
        assert_eq!(tidy("0-5-75"), "00-05-1975", "the day is not known");
        assert_eq!(tidy("00001975"), "00-00-1975");
        assert_eq!(tidy_date("0-5-25", today, DateUse::Past), "0-5-25", "only of a birth");
        assert_eq!(tidy_date("1-6-26", today, DateUse::Past), "1-6-26", "a day to come is no day that was");
        for slip in ["31-02-2020", "15--04-2021", "15-04-2021-", "", "é1234567", "01-01-1850"] {
            assert_eq!(tidy(slip), slip, "the daemon says what is wrong with what was typed");
        }
    }

    #[test]
    fn what_a_date_is_for_follows_from_its_field() {
        assert_eq!(date_use("person.birth_date"), Some(DateUse::Birth));
        assert_eq!(date_use("signed_date"), Some(DateUse::Past));
        assert_eq!(date_use("date"), Some(DateUse::Past));
        assert_eq!(date_use("tendered"), None);
    }

    #[test]
    fn dates_of_the_api_are_shown_the_dutch_way() {
        assert_eq!(date_shown("1991-01-31"), "31-01-1991");
        assert_eq!(date_shown("1975-05-00"), "00-05-1975");
        assert_eq!(date_shown(""), "");
        assert_eq!(moment_shown(None), "");
    }

    /// Whatever the clock of the PC is set to.
    #[test]
    fn an_instant_near_midnight_is_of_the_day_of_the_library() {
        // 31 December 2026, 23:30 in UTC.
        let at = Timestamp { seconds: 1_798_759_800, nanos: 0 };
        assert_eq!(moment_shown(Some(&at)), "01-01-2027 00:30");
        assert_eq!(when_shown(Some(&at), day("2027-01-01")), "00:30");
        assert_eq!(when_shown(Some(&at), day("2026-12-31")), "01-01-2027");
    }
}
