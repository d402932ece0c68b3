//! Dates in files.

use crate::words::{both, custom};
use serde::Deserialize as _;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, Unexpected, Visitor};
use std::fmt;
use toml::value::Datetime;

/// Reads a date for a field of text: TOML's own local date (`1991-01-01`), or text in any spelling, which is passed on
/// as it is. For `#[serde(deserialize_with)]`.
///
/// # Errors
/// A date with a time, a time, a number, a table, each told with what is possible.
pub fn date<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    deserializer.deserialize_any(Date)
}

struct Date;

impl<'de> Visitor<'de> for Date {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&both(
            "een datum, zoals 1991-01-31 of \"31-01-1991\"",
            "a date, such as 1991-01-31 or \"31-01-1991\"",
        ))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Some(text.to_owned()))
    }

    /// `null` in JSON: no date.
    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        let Ok(read) = Datetime::deserialize(MapAccessDeserializer::new(map)) else {
            return Err(A::Error::invalid_type(Unexpected::Map, &self));
        };
        match read {
            Datetime { date: Some(date), time: None, offset: None } => Ok(Some(date.to_string())),
            Datetime { date: Some(date), .. } => Err(custom(
                format_args!("{read} is een tijdstip; schrijf alleen de datum: {date}."),
                format_args!("{read} is an instant; write the date only: {date}."),
            )),
            Datetime { date: None, .. } => Err(custom(
                format_args!("{read} is een tijd; hier hoort een datum, zoals 1991-01-31."),
                format_args!("{read} is a time; a date belongs here, such as 1991-01-31."),
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Unreadable, Words};
    use serde::Deserialize;

    #[derive(Debug, Default, Deserialize)]
    #[serde(default, deny_unknown_fields)]
    struct Sample {
        #[serde(deserialize_with = "super::date")]
        born: Option<String>,
        name: Option<String>,
        count: u32,
    }

    fn born(text: &str) -> Result<Option<String>, Unreadable> {
        crate::toml::<Sample>(text).map(|sample| sample.born)
    }

    #[test]
    fn a_date_may_be_a_date_or_text() {
        assert_eq!(born("born = 1991-01-31"), Ok(Some("1991-01-31".into())));
        assert_eq!(born("born = \"1-1-91\""), Ok(Some("1-1-91".into())));
        assert_eq!(born("born = \"\""), Ok(Some(String::new())));
        assert_eq!(born(""), Ok(None));
        let json = |text| crate::json::<Sample>(text).map(|sample| sample.born);
        assert_eq!(json("{\"born\": \"1991-01-31\"}"), Ok(Some("1991-01-31".into())));
        assert_eq!(json("{\"born\": null}"), Ok(None));
    }

    #[track_caller]
    fn told(error: &Unreadable, line: usize, nl: &str, en: &str) {
        let Words { nl: told_nl, en: told_en } = error.words();
        assert_eq!((error.line, told_nl.as_str(), told_en.as_str()), (line, nl, en));
    }

    #[test]
    fn what_is_more_or_less_than_a_date_is_named() {
        for (text, nl, en) in [
            (
                "born = 1991-01-31T10:30:00Z",
                "born: 1991-01-31T10:30:00Z is een tijdstip; schrijf alleen de datum: 1991-01-31.",
                "born: 1991-01-31T10:30:00Z is an instant; write the date only: 1991-01-31.",
            ),
            (
                "born = 1991-01-31 00:00:00",
                "born: 1991-01-31T00:00:00 is een tijdstip; schrijf alleen de datum: 1991-01-31.",
                "born: 1991-01-31T00:00:00 is an instant; write the date only: 1991-01-31.",
            ),
            (
                "born = 10:30:00",
                "born: 10:30:00 is een tijd; hier hoort een datum, zoals 1991-01-31.",
                "born: 10:30:00 is a time; a date belongs here, such as 1991-01-31.",
            ),
            (
                "born = 19910131",
                "born: getal 19910131 kan hier niet; verwacht wordt een datum, zoals 1991-01-31 of \"31-01-1991\".",
                "born: number 19910131 cannot be here; expected is a date, such as 1991-01-31 or \"31-01-1991\".",
            ),
            (
                "born = { day = 1 }",
                "born.day: een tabel kan hier niet; verwacht wordt een datum, zoals 1991-01-31 of \"31-01-1991\".",
                "born.day: a table cannot be here; expected is a date, such as 1991-01-31 or \"31-01-1991\".",
            ),
        ] {
            told(&born(text).unwrap_err(), 1, nl, en);
        }
    }

    #[test]
    fn a_date_where_none_can_be_is_called_a_date() {
        told(
            &born("\nname = 1991-01-31").unwrap_err(),
            2,
            "name: datum 1991-01-31 kan hier niet; verwacht wordt tekst tussen aanhalingstekens.",
            "name: date 1991-01-31 cannot be here; expected is text in quotes.",
        );
        told(
            &born("count = 1991-01-31").unwrap_err(),
            1,
            "count: datum 1991-01-31 kan hier niet; verwacht wordt een geheel getal van 0 of hoger.",
            "count: date 1991-01-31 cannot be here; expected is a whole number of 0 or more.",
        );
    }
}
