//! Reading a date as it was typed.

use crate::values::ValueError;
use balie_typed::DateUse;
use chrono::NaiveDate;

/// Reads a date as [`balie_typed::parse_date`] does.
///
/// # Errors
/// [`ValueError::Required`] when blank, else what that refuses.
pub fn parse_date(text: &str, today: NaiveDate, date_use: DateUse) -> Result<NaiveDate, ValueError> {
    balie_typed::parse_date(text, today, date_use)?.ok_or(ValueError::Required)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::{DateError, show_date};

    #[test]
    fn blank_is_required_and_the_rest_is_said_by_the_reader() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        let read = |typed| parse_date(typed, today, DateUse::Birth);
        assert_eq!(read(" "), Err(ValueError::Required));
        assert_eq!(read("15--04-2021"), Err(DateError::Form.into()));
        assert_eq!(read("24-11-2026"), Err(DateError::Future.into()));
        assert_eq!(read("1-1-91").map(show_date), Ok("01-01-1991".to_owned()));
    }
}
