//! Dates: typed in any usual form, shown as `dd-mm-yyyy`.

use balie_client::Timestamp;
use chrono::{DateTime, Datelike as _, Local, NaiveDate};

/// A date while it is typed: digits get their dashes (`0101199` becomes `01-01-199`). Text with separators
/// of the clerk's own is left alone.
pub fn shape_date(text: &str) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let shaped = match digits.len() {
        0..=2 => digits.clone(),
        3..=4 => format!("{}-{}", &digits[..2], &digits[2..]),
        5..=8 => format!("{}-{}-{}", &digits[..2], &digits[2..4], &digits[4..]),
        _ => return text.to_owned(),
    };
    // Only digits so far, or the dashes that were put in here: else the clerk has a form of their own.
    let own = text.chars().any(|c| !c.is_ascii_digit() && c != '-')
        || text.match_indices('-').any(|(at, _)| at != 2 && at != 5);
    if own || text.ends_with('-') { text.to_owned() } else { shaped }
}

/// A date as typed: `dd-mm-yyyy`, `ddmmyyyy`, `d-m-yy`, also with `/`, `.` or spaces, and ISO 8601. A year in
/// two digits is the latest that is not after `today`.
pub fn parse_date(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let parts: Vec<&str> = text.split(['-', '/', '.', ' ']).filter(|part| !part.is_empty()).collect();
    let (day, month, year) = match parts.as_slice() {
        [whole] if whole.len() == 8 && whole.is_ascii() => (&whole[..2], &whole[2..4], &whole[4..]),
        [year, month, day] if year.len() == 4 => (*day, *month, *year),
        [day, month, year] if matches!(year.len(), 2 | 4) => (*day, *month, *year),
        _ => return None,
    };
    let (day, month): (u32, u32) = (day.parse().ok()?, month.parse().ok()?);
    let full: i32 = year.parse().ok()?;
    if year.len() > 2 {
        return NaiveDate::from_ymd_opt(full, month, day);
    }
    let date = NaiveDate::from_ymd_opt(2000 + full, month, day)?;
    if date > today { NaiveDate::from_ymd_opt(1900 + full, month, day) } else { Some(date) }
}

/// What a date is tidied to when the clerk leaves the field: `1-6-91` becomes `01-06-1991`.
pub fn tidy_date(text: &str, today: NaiveDate) -> String {
    parse_date(text, today).map_or_else(|| text.to_owned(), shown)
}

/// A date of the API (ISO 8601) for people; anything else as it is.
pub fn date_shown(iso: &str) -> String {
    NaiveDate::parse_from_str(iso, "%Y-%m-%d").map_or_else(|_| iso.to_owned(), shown)
}

/// Whole years on a day. Born 29 February: the birthday counts on 1 March in common years.
pub fn age(born: NaiveDate, today: NaiveDate) -> i32 {
    let had_birthday = (today.month(), today.day()) >= (born.month(), born.day());
    today.year() - born.year() - i32::from(!had_birthday)
}

/// An instant in the time of this counter: `dd-mm-yyyy hh:mm`; empty when there is none.
pub fn moment_shown(at: Option<&Timestamp>) -> String {
    local(at).map(|at| at.format("%d-%m-%Y %H:%M").to_string()).unwrap_or_default()
}

/// An instant in a list: the time when it is of today, else the date.
pub fn when_shown(at: Option<&Timestamp>, today: NaiveDate) -> String {
    local(at)
        .map(|at| {
            if at.date_naive() == today { at.format("%H:%M") } else { at.format("%d-%m-%Y") }.to_string()
        })
        .unwrap_or_default()
}

fn shown(date: NaiveDate) -> String {
    date.format("%d-%m-%Y").to_string()
}

fn local(at: Option<&Timestamp>) -> Option<DateTime<Local>> {
    let at = at?;
    let utc = DateTime::from_timestamp(at.seconds, u32::try_from(at.nanos).ok()?)?;
    Some(utc.with_timezone(&Local))
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
        for own in ["1-1-91", "1/1/1991", "1991-01-01", "01-", "01-01-", "gisteren", "1-"] {
            assert_eq!(shape_date(own), own);
        }
        assert_eq!(shape_date("01-0"), "01-0", "a dash may be rubbed out again");
    }

    #[test]
    fn usual_forms_are_tidied() {
        let today = day("2026-05-01");
        for typed in ["01-01-1991", "01011991", "1-1-91", "1/1/1991", "1.1.91", "1991-01-01"] {
            assert_eq!(tidy_date(typed, today), "01-01-1991", "{typed}");
        }
        assert_eq!(tidy_date("1-6-26", today), "01-06-1926");
        assert_eq!(tidy_date("31-02-2020", today), "31-02-2020");
        assert_eq!(parse_date("", today), None);
        assert_eq!(parse_date("é1234567", today), None);
    }

    #[test]
    fn age_is_in_whole_years() {
        let years = |born, today| age(day(born), day(today));
        assert_eq!(years("2007-04-15", "2026-04-14"), 18);
        assert_eq!(years("2007-04-15", "2026-04-15"), 19);
        assert_eq!(years("2008-02-29", "2027-02-28"), 18);
        assert_eq!(years("2008-02-29", "2027-03-01"), 19);
    }

    #[test]
    fn dates_of_the_api_are_shown_the_dutch_way() {
        assert_eq!(date_shown("1991-01-31"), "31-01-1991");
        assert_eq!(date_shown(""), "");
        assert_eq!(moment_shown(None), "");
    }
}
