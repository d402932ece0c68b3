//! Every spelling of a date, and every slip.

use super::*;
use proptest::prelude::*;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
}

fn read(typed: &str, date_use: DateUse) -> Result<Option<String>, DateError> {
    parse_date(typed, today(), date_use).map(|date| date.map(show_date))
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
        "2021/04/15",
        "15 april 2021",
        "15 apr 2021",
        "15 apr. 2021",
        "15 April '21",
        "15-apr-21",
        "15apr2021",
        "15. april 2021",
        "15 April, 2021",
        "15-apr.-2021",
        "15 04 '21",
        "15. 04. 2021",
        "15-04/2021",
        "15\u{2044}04\u{2044}2021",
        "15\u{FF0F}04\u{FF0F}2021",
        "１５\u{2212}０４\u{2212}２０２１",
        "\u{202D}15\u{2060}-04-2021\u{FEFF}",
        "15-4-'21",
        "15-4-\u{2019}21",
        "15\u{2013}04\u{2013}2021",
        "\u{200E}15-04-2021\u{200E}",
        "15\u{a0}april\u{a0}2021",
        "1504202１",
        // As computers write it; the day cannot be 20-21-0415.
        "20210415",
        "２０２１０４１５",
    ] {
        assert_eq!(read(typed, DateUse::Other), Ok(Some("15-04-2021".to_owned())), "{typed}");
    }
    for typed in ["1 mrt 1991", "1 maart 1991", "1 March 1991", "1-mrt-1991", "1 mrt. '91"] {
        assert_eq!(read(typed, DateUse::Birth), Ok(Some("01-03-1991".to_owned())), "{typed}");
    }
}

/// Both orders can be no day of these years at once: a day is no 19 or 20 hundred.
#[test]
fn eight_digits_are_one_day() {
    for (typed, shown) in [
        ("19910101", "01-01-1991"),
        ("19910131", "31-01-1991"),
        ("20121203", "03-12-2012"),
        ("20011103", "03-11-2001"),
        ("20122012", "20-12-2012"),
        ("19121912", "19-12-1912"),
        ("01011991", "01-01-1991"),
    ] {
        assert_eq!(read(typed, DateUse::Birth), Ok(Some(shown.to_owned())), "{typed}");
    }
    let first = NaiveDate::from_ymd_opt(1900, 1, 1).unwrap();
    for date in first.iter_days().take_while(|date| date.year() <= 2100) {
        for typed in [date.format("%d%m%Y").to_string(), date.format("%Y%m%d").to_string()] {
            let Some((Year::Whole(year), month, day)) = split(&typed) else { panic!("{typed} is no date") };
            assert_eq!((year, month, day), (date.year(), date.month(), date.day()), "{typed}");
        }
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
        // Where others put the next century.
        ("16-07-68", DateUse::Birth, "16-07-1968"),
        ("12 mar 65", DateUse::Birth, "12-03-1965"),
        ("12mar65", DateUse::Birth, "12-03-1965"),
        ("24-11-26", DateUse::Other, "24-11-2026"),
        ("1-1-27", DateUse::Other, "01-01-2027"),
        ("1-1-21", DateUse::Past, "01-01-2021"),
    ] {
        assert_eq!(read(typed, date_use), Ok(Some(shown.to_owned())), "{typed}");
    }
}

#[test]
fn tells_what_is_wrong() {
    for (typed, date_use, error) in [
        ("31-02-2020", DateUse::Other, DateError::NoSuchDay),
        ("29-02-2023", DateUse::Birth, DateError::NoSuchDay),
        ("29-02-27", DateUse::Birth, DateError::NoSuchDay),
        ("15-13-2021", DateUse::Birth, DateError::NoSuchDay),
        ("31 april 2021", DateUse::Birth, DateError::NoSuchDay),
        ("00-01-2021", DateUse::Birth, DateError::NoSuchDay),
        ("24-11-2026", DateUse::Birth, DateError::Future),
        ("24-11-2026", DateUse::Past, DateError::Future),
        ("1-1-27", DateUse::Past, DateError::Future),
        ("22-11-1906", DateUse::Birth, DateError::TooLongAgo),
        ("01-01-0001", DateUse::Other, DateError::TooLongAgo),
        ("24-11-2036", DateUse::Other, DateError::TooFarAhead),
        ("15-04", DateUse::Other, DateError::Form),
        ("15-04-021", DateUse::Other, DateError::Form),
        ("150421", DateUse::Other, DateError::Form),
        ("15--04-2021", DateUse::Other, DateError::Form),
        ("15-04--2021", DateUse::Other, DateError::Form),
        ("15//04/2021", DateUse::Other, DateError::Form),
        ("15-04-2021-", DateUse::Other, DateError::Form),
        ("-15-04-2021", DateUse::Other, DateError::Form),
        ("15-04-2021-01", DateUse::Other, DateError::Form),
        ("15-04-'2021", DateUse::Other, DateError::Form),
        ("januari 1991", DateUse::Other, DateError::Form),
        ("1 januari", DateUse::Other, DateError::Form),
        ("1 ja 1991", DateUse::Other, DateError::Form),
        ("15--apr-2021", DateUse::Other, DateError::Form),
        ("15 apr apr 2021", DateUse::Other, DateError::Form),
        ("15 apr.. 2021", DateUse::Other, DateError::Form),
        ("jan 1 1991", DateUse::Other, DateError::Form),
        ("gisteren", DateUse::Other, DateError::Form),
        ("é1234567", DateUse::Other, DateError::Form),
        ("33238", DateUse::Other, DateError::Form),
        ("15 04-2021", DateUse::Other, DateError::Form),
        ("15 - - 04 - 2021", DateUse::Other, DateError::Form),
        ("15-04-20211", DateUse::Other, DateError::Form),
        ("15-004-2021", DateUse::Other, DateError::Form),
        ("15-04-−021", DateUse::Other, DateError::Form),
        ("١٥-٠٤-٢٠٢١", DateUse::Other, DateError::Form),
        ("15 avril 2021", DateUse::Other, DateError::Form),
        ("1e januari 1991", DateUse::Other, DateError::Form),
        // What other readers make a date of (dateutil 290, dateparser 970, webtrees 3086).
        ("22-23 February", DateUse::Other, DateError::Form),
        ("March 2021", DateUse::Other, DateError::Form),
        ("27.7.", DateUse::Other, DateError::Form),
        ("2020-0X-XX", DateUse::Other, DateError::Form),
        // Eight digits that are no day in either order.
        ("20213004", DateUse::Other, DateError::NoSuchDay),
        ("20210230", DateUse::Other, DateError::NoSuchDay),
        ("18991301", DateUse::Other, DateError::NoSuchDay),
        ("21010415", DateUse::Other, DateError::TooLongAgo),
        ("01011850", DateUse::Other, DateError::TooLongAgo),
        ("32-01-2021", DateUse::Other, DateError::NoSuchDay),
        ("29-02-1900", DateUse::Other, DateError::NoSuchDay),
        ("1991-01-01T00:00:00", DateUse::Other, DateError::Form),
    ] {
        assert_eq!(read(typed, date_use), Err(error), "{typed}");
    }
    for blank in ["", " ", "\u{FEFF}"] {
        assert_eq!(read(blank, DateUse::Other), Ok(None), "{blank:?}");
    }
    assert!(read("23-11-1906", DateUse::Birth).is_ok());
    assert!(read("23-11-2036", DateUse::Other).is_ok());
}

#[test]
fn age_is_in_whole_years() {
    let date = |text: &str| text.parse::<NaiveDate>().unwrap();
    for (born, day, age) in [
        ("2007-04-15", "2026-04-14", 18),
        ("2007-04-15", "2026-04-15", 19),
        ("2008-02-29", "2027-02-28", 18),
        ("2008-02-29", "2027-03-01", 19),
        ("2030-01-01", "2026-01-01", 0),
    ] {
        assert_eq!(age_on(date(born), date(day)), age, "{born} on {day}");
    }
}

proptest! {
    #[test]
    fn a_shown_date_reads_back(days in 0u64..40_000) {
        let date = today() - chrono::Days::new(days);
        let month = crate::MONTHS[date.month0() as usize];
        for typed in [
            show_date(date),
            date.format("%d%m%Y").to_string(),
            date.to_string(),
            format!("{} {} {}", date.day(), month.0, date.year()),
            format!("{} {} {}", date.day(), month.1, date.year()),
        ] {
            prop_assert_eq!(parse_date(&typed, today(), DateUse::Birth), Ok(Some(date)), "{}", typed);
        }
    }

    #[test]
    fn a_two_digit_birth_year_is_within_the_last_century(days in 0u64..60_000) {
        let date = today() - chrono::Days::new(days);
        let typed = date.format("%d-%m-%y").to_string();
        if let Ok(Some(read)) = parse_date(&typed, today(), DateUse::Birth) {
            prop_assert!(read <= today() && read > today() - Months::new(1200));
        }
    }

    #[test]
    fn parsing_never_panics(
        text in any::<String>(), like in "[0-9]{0,9}[-/. ]?([0-9]{0,5}|\\p{L}{1,4})[-/. ]?\\PC{0,5}"
    ) {
        for date_use in [DateUse::Birth, DateUse::Past, DateUse::Other] {
            let _ = parse_date(&text, today(), date_use);
            let _ = parse_date(&like, today(), date_use);
            let _ = parse_date(&like, NaiveDate::MAX, date_use);
            let _ = parse_date(&like, NaiveDate::MIN, date_use);
        }
    }
}
