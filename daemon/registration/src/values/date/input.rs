//! Reading a date as it was typed.

use super::DateError;
use crate::values::ValueError;
use chrono::{Datelike, Months, NaiveDate};

/// Months in the 120 years a person or paper can be old.
const OLDEST: Months = Months::new(120 * 12);
/// Months in the ten years something can be planned ahead.
const FURTHEST: Months = Months::new(10 * 12);

/// What a date is for. Decides the century of a two-digit year and whether it may be after today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DateUse {
    /// A birth date: a two-digit year is the latest that is not after today; never after today.
    Birth,
    /// A day that has been, such as that of a signature: a two-digit year is 20jj; never after today.
    Past,
    /// Any other day: a two-digit year is 20jj; at most ten years ahead.
    Other,
}

/// Reads `dd-mm-jjjj`, `d-m-jj`, `ddmmjjjj` and ISO 8601 `jjjj-mm-dd`; a slash, a dot or a space will do
/// for the hyphen (domain rule "Dates accepted as").
///
/// # Errors
/// [`ValueError::Required`] when blank, else [`DateError::Form`], `NoSuchDay`, `Future`, `TooLongAgo`
/// (more than 120 years before `today`) or `TooFarAhead`.
pub fn parse_date(text: &str, today: NaiveDate, date_use: DateUse) -> Result<NaiveDate, ValueError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(ValueError::Required);
    }
    let (year, month, day) = split(text).ok_or(DateError::Form)?;
    let year = match year {
        Year::Whole(year) => year,
        Year::TwoDigits(year) => century(year, month, day, today, date_use) + year,
    };
    let date = NaiveDate::from_ymd_opt(year, month, day).ok_or(DateError::NoSuchDay)?;
    if date > today && date_use != DateUse::Other {
        return Err(DateError::Future.into());
    }
    if today.checked_sub_months(OLDEST).is_some_and(|oldest| date < oldest) {
        return Err(DateError::TooLongAgo.into());
    }
    if today.checked_add_months(FURTHEST).is_some_and(|furthest| date > furthest) {
        return Err(DateError::TooFarAhead.into());
    }
    Ok(date)
}

enum Year {
    Whole(i32),
    TwoDigits(i32),
}

/// The first year of the century that a two-digit year belongs to.
fn century(year: i32, month: u32, day: u32, today: NaiveDate, date_use: DateUse) -> i32 {
    if date_use != DateUse::Birth {
        return 2000;
    }
    let this = today.year().div_euclid(100) * 100;
    let after_today = (this + year, month, day) > (today.year(), today.month(), today.day());
    if after_today { this - 100 } else { this }
}

fn split(text: &str) -> Option<(Year, u32, u32)> {
    let parts: Vec<&str> = if text.contains(['-', '/', '.']) {
        text.split(['-', '/', '.']).map(str::trim).collect()
    } else {
        text.split_whitespace().collect()
    };
    if !parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit())) {
        return None;
    }
    match parts.as_slice() {
        [packed] if packed.len() == 8 => assemble(&packed[..2], &packed[2..4], &packed[4..]),
        [year, month, day] if year.len() == 4 => assemble(day, month, year),
        [day, month, year] => assemble(day, month, year),
        _ => None,
    }
}

fn assemble(day: &str, month: &str, year: &str) -> Option<(Year, u32, u32)> {
    if !(1..=2).contains(&day.len()) || !(1..=2).contains(&month.len()) {
        return None;
    }
    let number = year.parse().ok()?;
    let year = match year.len() {
        2 => Year::TwoDigits(number),
        4 => Year::Whole(number),
        _ => return None,
    };
    Some((year, month.parse().ok()?, day.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::date::show_date;
    use proptest::prelude::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
    }

    #[test]
    fn every_spelling() {
        for typed in [
            "15-04-2021",
            "15-4-2021",
            "15-4-21",
            "15042021",
            "15/04/2021",
            "15.4.21",
            "15 04 2021",
            "15 4 21",
            " 15 - 04 - 2021 ",
            "2021-04-15",
        ] {
            let read = parse_date(typed, today(), DateUse::Other);
            assert_eq!(read.map(show_date), Ok("15-04-2021".to_owned()), "{typed}");
        }
    }

    #[test]
    fn two_digit_years() {
        for (typed, date_use, shown) in [
            ("1-1-91", DateUse::Birth, "01-01-1991"),
            ("23-11-26", DateUse::Birth, "23-11-2026"),
            ("24-11-26", DateUse::Birth, "24-11-1926"),
            ("31-12-27", DateUse::Birth, "31-12-1927"),
            ("29-2-24", DateUse::Birth, "29-02-2024"),
            ("1-1-00", DateUse::Birth, "01-01-2000"),
            ("24-11-26", DateUse::Other, "24-11-2026"),
            ("1-1-27", DateUse::Other, "01-01-2027"),
            ("1-1-21", DateUse::Past, "01-01-2021"),
        ] {
            assert_eq!(parse_date(typed, today(), date_use).map(show_date), Ok(shown.to_owned()), "{typed}");
        }
    }

    #[test]
    fn tells_what_is_wrong() {
        for (typed, date_use, error) in [
            ("31-02-2020", DateUse::Other, DateError::NoSuchDay),
            ("29-02-2023", DateUse::Birth, DateError::NoSuchDay),
            ("29-02-27", DateUse::Birth, DateError::NoSuchDay),
            ("15-13-2021", DateUse::Birth, DateError::NoSuchDay),
            ("00-01-2021", DateUse::Birth, DateError::NoSuchDay),
            ("24-11-2026", DateUse::Birth, DateError::Future),
            ("24-11-2026", DateUse::Past, DateError::Future),
            ("22-11-1906", DateUse::Birth, DateError::TooLongAgo),
            ("01-01-0001", DateUse::Other, DateError::TooLongAgo),
            ("24-11-2036", DateUse::Other, DateError::TooFarAhead),
            ("15-04", DateUse::Other, DateError::Form),
            ("15-04-021", DateUse::Other, DateError::Form),
            ("150421", DateUse::Other, DateError::Form),
            ("15--04-2021", DateUse::Other, DateError::Form),
            ("15-04-2021-", DateUse::Other, DateError::Form),
            ("-15-04-2021", DateUse::Other, DateError::Form),
            ("1504202１", DateUse::Other, DateError::Form),
            ("15 april 2021", DateUse::Other, DateError::Form),
        ] {
            assert_eq!(parse_date(typed, today(), date_use), Err(error.into()), "{typed}");
        }
        assert_eq!(parse_date(" ", today(), DateUse::Other), Err(ValueError::Required));
        assert!(parse_date("23-11-1906", today(), DateUse::Birth).is_ok());
        assert!(parse_date("23-11-2036", today(), DateUse::Other).is_ok());
    }

    proptest! {
        #[test]
        fn a_shown_date_reads_back(days in 0u64..40_000) {
            let date = today() - chrono::Days::new(days);
            for typed in [show_date(date), date.format("%d%m%Y").to_string(), date.to_string()] {
                prop_assert_eq!(parse_date(&typed, today(), DateUse::Birth), Ok(date));
            }
        }

        #[test]
        fn a_two_digit_birth_year_is_within_the_last_century(days in 0u64..60_000) {
            let date = today() - chrono::Days::new(days);
            if let Ok(read) = parse_date(&date.format("%d-%m-%y").to_string(), today(), DateUse::Birth) {
                prop_assert!(read <= today() && read > today() - Months::new(1200));
            }
        }

        #[test]
        fn parsing_never_panics(
            text in any::<String>(), like in "[0-9]{0,9}[-/. ]?[0-9]{0,5}[-/. ]?\\PC{0,5}"
        ) {
            for date_use in [DateUse::Birth, DateUse::Past, DateUse::Other] {
                let _ = parse_date(&text, today(), date_use);
                let _ = parse_date(&like, today(), date_use);
                let _ = parse_date(&like, NaiveDate::MAX, date_use);
                let _ = parse_date(&like, NaiveDate::MIN, date_use);
            }
        }
    }
}
