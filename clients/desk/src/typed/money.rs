//! Money: decimal strings on the wire, `€ 58,00` for people.

use balie_typed::{parse_cents, show_cents, wire_cents};

/// An amount in cents.
pub type Cents = i64;

/// An amount as typed; none when it is blank or no amount.
pub fn cents(text: &str) -> Option<Cents> {
    parse_cents(text).ok().flatten().map(u64::cast_signed)
}

/// An amount of the API; none when there is none.
pub fn cents_of(amount: &str) -> Option<Cents> {
    wire_cents(amount)
}

/// An amount for people.
pub fn euro(cents: Cents) -> String {
    show_cents(cents)
}

/// An amount of the API for people; nothing is zero.
pub fn euro_of(amount: &str) -> String {
    euro(cents_of(amount).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_forms_are_read() {
        for (text, amount) in [
            ("60", 6000),
            ("60,5", 6050),
            ("€ 58,00", 5800),
            ("58.00", 5800),
            ("0,05", 5),
            ("60,", 6000),
            ("1.234,50", 123_450),
        ] {
            assert_eq!(cents(text), Some(amount), "{text}");
        }
        for text in ["", ",5", "-1", "1,234", "twaalf", "1.000", "20.555", "1.234,5", "5 0", "9999999999"] {
            assert_eq!(cents(text), None, "{text}");
        }
    }

    #[test]
    fn amounts_have_a_comma() {
        assert_eq!(euro(5800), "€ 58,00");
        assert_eq!(euro(5), "€ 0,05");
        assert_eq!(euro(123_450), "€ 1.234,50");
        assert_eq!(euro_of("1234.50"), "€ 1.234,50");
        assert_eq!(euro_of(""), "€ 0,00");
    }
}
