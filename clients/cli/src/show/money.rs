//! Money: the API writes `58.00`, people read `€ 58,00`.

/// An amount for people, such as `€ 58,00` (domain section 2), of the API or as typed. None at all is nothing; anything
/// that is not an amount is shown as it is.
pub(crate) fn euro(amount: &str) -> String {
    match cents(amount) {
        Some(cents) => of_cents(cents),
        None if amount.trim().is_empty() => of_cents(0),
        None => format!("€ {amount}"),
    }
}

/// An amount in cents for people.
pub(crate) fn of_cents(cents: i64) -> String {
    balie_typed::show_cents(cents)
}

/// Nothing is due: an amount of nothing, or none at all.
pub(crate) fn is_zero(amount: &str) -> bool {
    amount.trim().is_empty() || cents(amount) == Some(0)
}

/// An amount in cents, of the API or as typed; none when it is blank or no amount.
pub(crate) fn cents(amount: &str) -> Option<i64> {
    let typed = || balie_typed::parse_cents(amount).ok().flatten().map(u64::cast_signed);
    balie_typed::wire_cents(amount).or_else(typed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_always_have_two_decimals() {
        for (amount, shown) in [
            ("58.00", "€ 58,00"),
            ("", "€ 0,00"),
            ("8", "€ 8,00"),
            ("8,5", "€ 8,50"),
            ("€ 8,05", "€ 8,05"),
            ("acht", "€ acht"),
            ("1.000,00", "€ 1.000,00"),
            ("1234.50", "€ 1.234,50"),
            ("1234567.89", "€ 1.234.567,89"),
            ("20.555", "€ 20.555"),
        ] {
            assert_eq!(euro(amount), shown, "{amount}");
        }
        assert_eq!(of_cents(-250), "€ -2,50");
        assert!(is_zero("0.00") && is_zero("") && !is_zero("0.50") && !is_zero("x"));
        assert_eq!(cents(""), None, "no amount is not nothing");
    }
}
