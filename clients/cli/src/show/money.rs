//! Money: the API writes `58.00`, people read `€ 58,00`.

/// An amount for people, such as `€ 58,00` (domain section 2). Anything that is not an amount of the API is
/// shown as it is.
pub(crate) fn euro(amount: &str) -> String {
    if amount.is_empty() {
        return "€ 0,00".to_owned();
    }
    format!("€ {}", amount.replace('.', ","))
}

/// Nothing is due.
pub(crate) fn is_zero(amount: &str) -> bool {
    amount.chars().all(|c| matches!(c, '0' | '.' | ','))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_have_a_comma() {
        assert_eq!(euro("58.00"), "€ 58,00");
        assert_eq!(euro(""), "€ 0,00");
        assert!(is_zero("0.00") && is_zero("") && !is_zero("0.50"));
    }
}
