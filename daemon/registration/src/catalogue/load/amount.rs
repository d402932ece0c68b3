//! Amounts of money in a catalogue file.

use crate::values::Money;
use rust_decimal::Decimal;

/// Why a text is no amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AmountFault {
    /// Not digits with at most one decimal point.
    Form,
    /// More than two decimals.
    Decimals,
    /// Less than nothing.
    Negative,
    /// More than 99999.99.
    TooHigh,
}

/// Reads `58`, `58.5` or `58.00`. A decimal point only: a file is for programs as well, and a comma
/// would be read as thousands by some of them.
pub(super) fn parse(text: &str) -> Result<Money, AmountFault> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let numeric = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !numeric(whole) || !numeric(fraction) {
        return Err(AmountFault::Form);
    }
    if fraction.len() > 2 {
        return Err(AmountFault::Decimals);
    }
    if digits.len() != text.len() {
        return Err(AmountFault::Negative);
    }
    let amount = Decimal::from_str_exact(text).map_err(|_| AmountFault::TooHigh)?;
    Money::try_from(amount).map_err(|_| AmountFault::TooHigh)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn amounts_are_read_strictly() {
        for (text, cents) in [
            ("0", Ok(0)),
            ("0.00", Ok(0)),
            ("58", Ok(5800)),
            ("58.5", Ok(5850)),
            ("11.50", Ok(1150)),
            ("99999.99", Ok(9_999_999)),
            ("", Err(AmountFault::Form)),
            ("58,00", Err(AmountFault::Form)),
            ("58.", Err(AmountFault::Form)),
            (".5", Err(AmountFault::Form)),
            ("1.2.3", Err(AmountFault::Form)),
            ("€ 58", Err(AmountFault::Form)),
            ("--1", Err(AmountFault::Form)),
            ("5.000", Err(AmountFault::Decimals)),
            ("-1.005", Err(AmountFault::Decimals)),
            ("-1.00", Err(AmountFault::Negative)),
            ("100000.00", Err(AmountFault::TooHigh)),
            ("99999999999999999999999999999999999999", Err(AmountFault::TooHigh)),
        ] {
            assert_eq!(parse(text).map(Money::cents), cents, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn every_amount_reads_back(cents in 0u64..=9_999_999) {
            let text = format!("{}.{:02}", cents / 100, cents % 100);
            prop_assert_eq!(parse(&text).map(Money::cents), Ok(cents));
        }
    }
}
