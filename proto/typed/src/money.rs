//! Amounts of euro.

use crate::text::clean;

/// The largest amount, in cents: € 99.999,99.
pub const MOST_CENTS: u64 = 9_999_999;

/// Why a text is no amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AmountError {
    /// Not written as an amount, or with more than two decimals.
    Form,
    /// More than [`MOST_CENTS`].
    Range,
}

/// Reads what a clerk types, in cents: `58`, `58,5`, `58,00`, `58.00`, `58,-`, `€ 58,00`, `58,00 €`, `1.234,50`.
/// Thousands are only grouped in an amount that ends in a comma and cents: `20.555` is a slip, not twenty thousand
/// euro. None when blank.
///
/// # Errors
/// [`AmountError`].
pub fn parse_cents(text: &str) -> Result<Option<u64>, AmountError> {
    let text = clean(text);
    let text = text.trim();
    // In front, as in the Netherlands, or behind, as elsewhere.
    let text = text.strip_prefix('€').or_else(|| text.strip_suffix('€')).unwrap_or(text).trim();
    if text.is_empty() {
        return Ok(None);
    }
    // Whole euros as they are written on a price tag.
    let euros = text.strip_suffix(",--").or_else(|| text.strip_suffix(",-"));
    let text = euros.map_or_else(|| text.to_owned(), |euros| format!("{euros},00"));
    let text = text.as_str();
    let (whole, fraction) = match text.rfind([',', '.']) {
        Some(at) if text.len() - at - 1 <= 2 => (&text[..at], &text[at + 1..]),
        _ => (text, ""),
    };
    let groups: Vec<&str> = whole.split('.').collect();
    let has_cents = text.strip_prefix(whole).is_some_and(|end| end.starts_with(',') && end.len() == 3);
    let grouped = groups.len() == 1
        || (has_cents
            && groups.iter().skip(1).all(|group| group.len() == 3)
            && (1..=3).contains(&groups[0].len()));
    let digits = groups.concat();
    let numeric = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !grouped || digits.is_empty() || digits.len() > 12 || !numeric(&digits) || !numeric(fraction) {
        return Err(AmountError::Form);
    }
    let cents: u64 = format!("{digits}{fraction:0<2}").parse().map_err(|_| AmountError::Form)?;
    if cents > MOST_CENTS { Err(AmountError::Range) } else { Ok(Some(cents)) }
}

/// An amount as the API writes it (`58.00`, `-2.50`; a sum of many may be large), in cents. None for anything else.
#[must_use]
pub fn wire_cents(text: &str) -> Option<i64> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text),
    };
    let (whole, fraction) = digits.split_once('.')?;
    let numeric = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let fits = (1..=15).contains(&whole.len()) && fraction.len() == 2;
    if !fits || !numeric(whole) || !numeric(fraction) {
        return None;
    }
    Some(sign * format!("{whole}{fraction}").parse::<i64>().ok()?)
}

/// An amount for people: `€ 58,00`, `€ 1.234,50`, `€ -2,50` (domain rule "Money shows as").
#[must_use]
pub fn show_cents(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    let (mut euros, cents) = (cents.unsigned_abs() / 100, cents.unsigned_abs() % 100);
    let mut groups = Vec::new();
    while euros >= 1000 {
        groups.push(format!("{:03}", euros % 1000));
        euros /= 1000;
    }
    groups.push(euros.to_string());
    groups.reverse();
    format!("€ {sign}{},{cents:02}", groups.join("."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_what_clerks_type() {
        for (typed, cents) in [
            ("58", 5800),
            ("58,5", 5850),
            ("58,00", 5800),
            ("58.00", 5800),
            ("€ 11,50", 1150),
            ("€\u{a0}11,50", 1150),
            ("\u{200E}€ 11,50", 1150),
            ("1.234,50", 123_450),
            ("20,", 2000),
            ("20,-", 2000),
            ("€ 20,--", 2000),
            ("20,\u{2013}", 2000),
            ("1.234,-", 123_400),
            ("€ 1.234,--", 123_400),
            ("58,00 €", 5800),
            ("58€", 5800),
            ("５８,５０", 5850),
            ("058", 5800),
            ("€4.999,99", 499_999),
            ("0", 0),
            ("0,05", 5),
            ("99999,99", MOST_CENTS),
        ] {
            assert_eq!(parse_cents(typed), Ok(Some(cents)), "{typed}");
        }
        for blank in ["", " ", "€", " € "] {
            assert_eq!(parse_cents(blank), Ok(None), "{blank:?}");
        }
    }

    #[test]
    fn refuses_what_is_no_amount() {
        for typed in [
            "-1",
            "\u{2212}1",
            "12,345",
            "1.23.4",
            "20.555",
            "1.234",
            "1.234,5",
            "1.234.50",
            "5 0",
            "tien",
            "1e3",
            ",5",
            ",-",
            "-",
            "5-",
            "5,-5",
            "58 euro",
            "€€€ x",
            "€€5",
            "€ 5 €",
            "€ €",
            "1 234,50",
            "12.34,50",
            "0,075",
            "1,234.56",
            "1,000,100.01",
            "1000,100.01",
            "5,--5",
            "1,-,-",
            "+5",
            "٥",
        ] {
            assert_eq!(parse_cents(typed), Err(AmountError::Form), "{typed}");
        }
        assert_eq!(parse_cents("100000"), Err(AmountError::Range));
    }

    #[test]
    fn amounts_of_the_api_are_read_as_they_are_written() {
        for (text, cents) in [
            ("58.00", Some(5800)),
            ("0.05", Some(5)),
            ("-2.50", Some(-250)),
            ("1234567.89", Some(123_456_789)),
            ("", None),
            ("58", None),
            ("58,00", None),
            ("58.0", None),
            ("1.234.50", None),
            (".50", None),
        ] {
            assert_eq!(wire_cents(text), cents, "{text}");
        }
    }

    #[test]
    fn amounts_are_shown_the_dutch_way() {
        for (cents, shown) in [
            (5800, "€ 58,00"),
            (5, "€ 0,05"),
            (0, "€ 0,00"),
            (123_450, "€ 1.234,50"),
            (123_456_789, "€ 1.234.567,89"),
            (100_000, "€ 1.000,00"),
            (-250, "€ -2,50"),
            (-100_000, "€ -1.000,00"),
        ] {
            assert_eq!(show_cents(cents), shown);
        }
    }

    proptest! {
        #[test]
        fn a_shown_amount_reads_back(cents in 0u64..=MOST_CENTS) {
            let shown = show_cents(cents.cast_signed());
            prop_assert_eq!(parse_cents(&shown), Ok(Some(cents)));
            let wire = format!("{}.{:02}", cents / 100, cents % 100);
            prop_assert_eq!(wire_cents(&wire), Some(cents.cast_signed()));
        }

        #[test]
        fn parsing_never_panics(text in "\\PC{0,20}", any in any::<String>()) {
            let _ = (parse_cents(&text), parse_cents(&any), wire_cents(&text));
        }
    }
}
