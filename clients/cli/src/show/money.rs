//! Money: the API writes `58.00`, people read `€ 58,00`.

/// An amount for people, such as `€ 58,00` (domain section 2), of the API or as typed. Anything that is not an
/// amount is shown as it is.
pub(crate) fn euro(amount: &str) -> String {
    match cents(amount) {
        Some(cents) => of_cents(cents),
        None => format!("€ {amount}"),
    }
}

/// An amount in cents for people.
pub(crate) fn of_cents(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    format!("€ {sign}{},{:02}", cents.abs() / 100, cents.abs() % 100)
}

/// Nothing is due.
pub(crate) fn is_zero(amount: &str) -> bool {
    cents(amount) == Some(0)
}

/// An amount in cents: of the API, or typed with a comma, with or without cents. Nothing at all is zero.
pub(crate) fn cents(amount: &str) -> Option<i64> {
    let plain = amount.trim().trim_start_matches('€').trim_start();
    if plain.is_empty() {
        return Some(0);
    }
    let (whole, part) = plain.split_once(['.', ',']).unwrap_or((plain, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(part) || part.len() > 2 {
        return None;
    }
    let whole: i64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    whole.checked_mul(100)?.checked_add(format!("{part:0<2}").parse().ok()?)
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
        ] {
            assert_eq!(euro(amount), shown, "{amount}");
        }
        assert_eq!(of_cents(-250), "€ -2,50");
        assert!(is_zero("0.00") && is_zero("") && !is_zero("0.50") && !is_zero("x"));
    }
}
