//! Dates.

use crate::month::month_number;
use crate::text::clean;
use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

/// Months in the 120 years a person or paper can be old.
const OLDEST: Months = Months::new(120 * 12);
/// Months in the ten years something can be planned ahead.
const FURTHEST: Months = Months::new(10 * 12);
/// Years that eight digits together can be of; no day of one of them reads as a day of another, whichever comes first.
const PACKED_YEARS: RangeInclusive<i32> = 1900..=2100;
/// What may stand between day, month and year, besides a space.
const BETWEEN: [char; 3] = ['-', '/', '.'];

/// Why something is not the date it should be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case", tag = "rule")]
pub enum DateError {
    /// Not written as a date.
    #[error("not a date")]
    Form,
    /// A day that month does not have, or a month the year does not have.
    #[error("no such day")]
    NoSuchDay,
    /// After today where that cannot be.
    #[error("in the future")]
    Future,
    /// More than 120 years ago.
    #[error("more than 120 years ago")]
    TooLongAgo,
    /// More than ten years from now.
    #[error("more than 10 years ahead")]
    TooFarAhead,
}

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

/// Reads `dd-mm-jjjj`, `d-m-jj`, `d-m-'jj`, `ddmmjjjj` and ISO 8601 `jjjj-mm-dd`, also as `jjjjmmdd` where that is a
/// day and `ddmmjjjj` is none; a slash, a dot or spaces will do for the hyphen, and the name of a month in Dutch or
/// English, or the first letters of it, for its number (domain rule "Dates accepted as"). None when blank. A birth date
/// that is not known to the day is read by [`crate::parse_birth`].
///
/// # Errors
/// [`DateError::Form`], `NoSuchDay`, `Future`, `TooLongAgo` (more than 120 years before `today`) or `TooFarAhead`.
pub fn parse_date(text: &str, today: NaiveDate, date_use: DateUse) -> Result<Option<NaiveDate>, DateError> {
    let Some((year, month, day)) = read(text, today, date_use)? else { return Ok(None) };
    let date = NaiveDate::from_ymd_opt(year, month, day).ok_or(DateError::NoSuchDay)?;
    check_range(date, date, today, date_use)?;
    Ok(Some(date))
}

/// Year, month and day as written, the year in full. None when blank.
pub(crate) fn read(
    text: &str,
    today: NaiveDate,
    date_use: DateUse,
) -> Result<Option<(i32, u32, u32)>, DateError> {
    let text = clean(text);
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let (year, month, day) = split(text).ok_or(DateError::Form)?;
    let year = match year {
        Year::Whole(year) => year,
        Year::TwoDigits(year) => century(year, month, day, today, date_use) + year,
    };
    Ok(Some((year, month, day)))
}

/// Refuses a date that cannot be, from the first to the last day it may stand for.
pub(crate) fn check_range(
    first: NaiveDate,
    last: NaiveDate,
    today: NaiveDate,
    date_use: DateUse,
) -> Result<(), DateError> {
    if first > today && date_use != DateUse::Other {
        return Err(DateError::Future);
    }
    if today.checked_sub_months(OLDEST).is_some_and(|oldest| last < oldest) {
        return Err(DateError::TooLongAgo);
    }
    if today.checked_add_months(FURTHEST).is_some_and(|furthest| first > furthest) {
        return Err(DateError::TooFarAhead);
    }
    Ok(())
}

/// `dd-mm-jjjj`: `15-04-2021`.
#[must_use]
pub fn show_date(date: NaiveDate) -> String {
    date.format("%d-%m-%Y").to_string()
}

/// Age in whole years on a day (domain rule "Age"); 0 before birth. Who was born on 29 February has a birthday on 1
/// March in common years.
#[must_use]
pub fn age_on(born: NaiveDate, day: NaiveDate) -> u32 {
    // chrono compares month and day, which puts a leap day's birthday on 1 March.
    day.years_since(born).unwrap_or(0)
}

#[derive(Clone, Copy)]
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
    if text.contains(char::is_alphabetic) {
        return in_words(text);
    }
    // Two separators with nothing in between are a slip of the fingers, which is told: what else was mistyped nobody
    // knows.
    let parts: Vec<&str> = match text.contains(BETWEEN) {
        true => text.split(BETWEEN).map(str::trim).collect(),
        false => text.split_whitespace().collect(),
    };
    match parts.as_slice() {
        [packed] if packed.len() == 8 && all_digits(packed) => {
            let day_first = assemble(&packed[..2], number(&packed[2..4])?, &packed[4..]);
            let year_first = || assemble(&packed[6..], number(&packed[4..6])?, &packed[..4]);
            day_first.filter(is_packed).or_else(|| year_first().filter(is_packed)).or(day_first)
        }
        [year, month, day] if year.len() == 4 && all_digits(year) => assemble(day, number(month)?, year),
        [day, month, year] => assemble(day, number(month)?, year),
        _ => None,
    }
}

/// A day of the years that digits without separators can be of, also one that is not known (`00`).
fn is_packed(&(year, month, day): &(Year, u32, u32)) -> bool {
    let Year::Whole(year) = year else { return false };
    PACKED_YEARS.contains(&year) && NaiveDate::from_ymd_opt(year, month.max(1), day.max(1)).is_some()
}

/// With the name of the month: `15 april 2021`, `15 apr. '21`, `15-apr-21`, `15apr2021`.
fn in_words(text: &str) -> Option<(Year, u32, u32)> {
    let (day, rest) = text.split_at(text.find(char::is_alphabetic)?);
    let (month, year) = rest.split_at(rest.find(|c: char| !c.is_alphabetic())?);
    // The dot of a short month, and the comma of English.
    let year = year.strip_prefix(['.', ',']).unwrap_or(year).trim();
    let year = year.strip_prefix(['-', '/']).unwrap_or(year).trim();
    let day = day.trim();
    let day = day.strip_suffix(BETWEEN).unwrap_or(day).trim();
    assemble(day, month_number(month)?, year)
}

fn all_digits(part: &str) -> bool {
    part.bytes().all(|byte| byte.is_ascii_digit())
}

/// One or two digits.
fn number(part: &str) -> Option<u32> {
    if (1..=2).contains(&part.len()) && all_digits(part) { part.parse().ok() } else { None }
}

fn assemble(day: &str, month: u32, year: &str) -> Option<(Year, u32, u32)> {
    let (short, year) = match year.strip_prefix('\'') {
        Some(year) => (true, year),
        None => (false, year),
    };
    if !all_digits(year) {
        return None;
    }
    let year = match (year.len(), year.parse().ok()?) {
        (2, year) => Year::TwoDigits(year),
        (4, year) if !short => Year::Whole(year),
        _ => return None,
    };
    Some((year, month, number(day)?))
}

#[cfg(test)]
#[path = "date_tests.rs"]
mod tests;
