//! Values of arguments: tidied where it is clear what is meant, refused where nothing can be.
//!
//! An argument with the empty default is not given; anything else than that never becomes it, as it would then mean
//! everything.

use balie_client::resource::{MOST_PATRON_DIGITS, PASS_DIGITS};
use balie_typed::text::squeeze;
use balie_typed::{DateUse, local_date, parse_date};
use chrono::Utc;

/// A date as the API takes it.
pub(super) fn date(text: &str) -> Result<String, String> {
    if text.is_empty() {
        return Ok(String::new());
    }
    match parse_date(text, local_date(Utc::now()), DateUse::Other) {
        Ok(Some(date)) => Ok(date.to_string()),
        _ => Err("expected a date, such as 31-01-2026".to_owned()),
    }
}

/// A pass number to look for; spaces between groups of digits do not matter.
pub(super) fn pass_number(text: &str) -> Result<String, String> {
    let number = squeeze(text);
    match number.len() {
        0 if text.is_empty() => Ok(number),
        _ if number.is_empty() || !is_number(&number) => {
            Err("expected a pass number of 14 digits".to_owned())
        }
        PASS_DIGITS => Ok(number),
        found => Err(format!("{found} digits, {PASS_DIGITS} expected")),
    }
}

/// A patron number to look for; spaces between groups of digits do not matter.
pub(super) fn patron_number(text: &str) -> Result<String, String> {
    let number = squeeze(text);
    match number.len() {
        0 if text.is_empty() => Ok(number),
        1..=MOST_PATRON_DIGITS if is_number(&number) => Ok(number),
        _ => Err("expected a patron number of at most 9 digits".to_owned()),
    }
}

/// How many to show: one at least.
pub(super) fn limit(text: &str) -> Result<usize, String> {
    match text.parse::<usize>() {
        Ok(0) => Err("0 is not in 1..".to_owned()),
        Ok(limit) => Ok(limit),
        Err(error) => Err(error.to_string()),
    }
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_clear_is_tidied_and_nothing_else_is_taken() {
        type Read = fn(&str) -> Result<String, String>;
        let cases: &[(Read, &str, Option<&str>)] = &[
            (pass_number, "", Some("")),
            (pass_number, "29401000902020", Some("29401000902020")),
            (pass_number, "2 9401 0009 02020", Some("29401000902020")),
            (pass_number, "\u{FEFF}2940100090\u{a0}2020", Some("29401000902020")),
            (pass_number, " ", None),
            (pass_number, "2940100090202", None),
            (pass_number, "294010009020201", None),
            (pass_number, "2940100090202x", None),
            (patron_number, "", Some("")),
            (patron_number, "381 847", Some("381847")),
            (patron_number, " ", None),
            (patron_number, "1234567890", None),
            (patron_number, "Test", None),
            (date, "", Some("")),
            (date, "31-01-2026", Some("2026-01-31")),
            (date, "2026-01-31", Some("2026-01-31")),
            (date, "31 jan 2026", Some("2026-01-31")),
            (date, " ", None),
            (date, "vandaag", None),
            (date, "31-02-2026", None),
        ];
        for &(read, typed, value) in cases {
            assert_eq!(read(typed).ok().as_deref(), value, "{typed:?}");
        }
        assert_eq!(pass_number("2940100090202"), Err("13 digits, 14 expected".to_owned()));
    }

    #[test]
    fn nothing_is_no_number_of_rows() {
        assert_eq!(limit("1"), Ok(1));
        assert_eq!(limit("0"), Err("0 is not in 1..".to_owned()));
        assert_eq!(limit("x"), Err("invalid digit found in string".to_owned()));
        assert!(limit("-1").is_err() && limit("").is_err());
    }
}
