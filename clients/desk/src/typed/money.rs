//! Money: decimal strings on the wire, `€ 58,00` for people.

/// An amount in cents.
pub type Cents = i64;

/// An amount as typed or as the API writes it, read as the daemon reads it: `60`, `60,5`, `€ 58,00`, `58.00`,
/// `1.234,50`. None when it is no amount from 0 up, or has more than two decimals.
pub fn cents(text: &str) -> Option<Cents> {
    let bare = text.trim().trim_start_matches('€').trim();
    let (whole, part) = match bare.rfind([',', '.']) {
        Some(at) => (&bare[..at], &bare[at + 1..]),
        None => (bare, ""),
    };
    let groups: Vec<&str> = whole.split('.').collect();
    let is_group = |(index, group): (usize, &&str)| match index {
        0 => (1..=3).contains(&group.len()),
        _ => group.len() == 3,
    };
    if groups.len() > 1 {
        // Only in front of a comma and cents: 20.555 is a slip.
        let has_cents = bare.as_bytes().get(whole.len()) == Some(&b',') && part.len() == 2;
        if !has_cents || !groups.iter().enumerate().all(is_group) {
            return None;
        }
    }
    let whole = groups.concat();
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 9 || part.len() > 2 || !all_digits(&whole) || !all_digits(part) {
        return None;
    }
    Some(whole.parse::<Cents>().ok()? * 100 + format!("{part:0<2}").parse::<Cents>().ok()?)
}

/// An amount for people.
pub fn euro(cents: Cents) -> String {
    format!("€ {},{:02}", cents / 100, cents % 100)
}

/// An amount of the API for people; nothing is zero.
pub fn euro_of(amount: &str) -> String {
    euro(cents(amount).unwrap_or_default())
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
        assert_eq!(euro_of(""), "€ 0,00");
    }
}
