//! Money in euro.

use super::ValueError;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::iter::Sum;

/// An amount of euro from 0,00 to 99.999,99, always with exactly two decimals.
///
/// Shown the Dutch way: `€ 58,00` (domain rule "Money shows as").
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(try_from = "Decimal", into = "Decimal")]
pub struct Money(Decimal);

impl Money {
    /// Nothing at all: `€ 0,00`.
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// An amount of whole cents.
    ///
    /// # Errors
    /// [`ValueError::MoneyRange`] above 9 999 999 cents.
    pub fn from_cents(cents: u64) -> Result<Self, ValueError> {
        let cents = i64::try_from(cents).map_err(|_| ValueError::MoneyRange)?;
        Self::try_from(Decimal::new(cents, 2))
    }

    /// The amount in whole cents.
    pub fn cents(self) -> u64 {
        let mut scaled = self.0;
        scaled.rescale(2);
        u64::try_from(scaled.mantissa()).unwrap_or_default()
    }

    /// The amount as a decimal with two places.
    pub fn decimal(self) -> Decimal {
        let mut amount = self.0;
        amount.rescale(2);
        amount
    }

    /// Reads what a clerk types: `58`, `58,5`, `58,00`, `58.00`, `€ 58,00`, `1.234,50`. Thousands are only grouped in an
    /// amount that ends in a comma and cents: `20.555` is a slip, not twenty thousand euro.
    ///
    /// # Errors
    /// [`ValueError::Required`] when blank, [`ValueError::MoneyForm`] when it is no amount or has
    /// more than two decimals, [`ValueError::MoneyRange`] when it is too large.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        let text = text.trim().trim_start_matches('€').trim();
        if text.is_empty() {
            return Err(ValueError::Required);
        }
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
            return Err(ValueError::MoneyForm);
        }
        let cents = format!("{digits}{fraction:0<2}").parse().map_err(|_| ValueError::MoneyForm)?;
        Self::from_cents(cents)
    }

    /// `self - other`, or nothing when that would be less than zero.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        (self >= other).then(|| Self(self.0 - other.0))
    }

    /// `self - other`, not below zero.
    pub fn saturating_sub(self, other: Self) -> Self {
        self.checked_sub(other).unwrap_or_default()
    }

    /// `self + other`, capped at the largest amount.
    pub fn saturating_add(self, other: Self) -> Self {
        Self::try_from(self.0 + other.0).unwrap_or(Self(Decimal::from_parts(9_999_999, 0, 0, false, 2)))
    }

    /// Whether it is exactly nothing.
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }
}

impl TryFrom<Decimal> for Money {
    type Error = ValueError;

    fn try_from(amount: Decimal) -> Result<Self, Self::Error> {
        if amount.is_sign_negative() && !amount.is_zero() || amount > Decimal::new(9_999_999, 2) {
            return Err(ValueError::MoneyRange);
        }
        let mut exact = amount.normalize();
        if exact.scale() > 2 {
            return Err(ValueError::MoneyForm);
        }
        exact.rescale(2);
        Ok(Self(exact.abs()))
    }
}

impl From<Money> for Decimal {
    fn from(money: Money) -> Self {
        money.decimal()
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, Self::saturating_add)
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cents = self.cents();
        let euros = (cents / 100).to_string();
        let grouped = match euros.len() {
            4.. => format!("{}.{}", &euros[..euros.len() - 3], &euros[euros.len() - 3..]),
            _ => euros,
        };
        write!(f, "€ {grouped},{:02}", cents % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_what_clerks_type_and_shows_it_the_dutch_way() {
        for (typed, shown) in [
            ("58", "€ 58,00"),
            ("58,5", "€ 58,50"),
            ("58,00", "€ 58,00"),
            ("58.00", "€ 58,00"),
            ("€ 11,50", "€ 11,50"),
            ("1.234,50", "€ 1.234,50"),
            ("20,", "€ 20,00"),
            ("0", "€ 0,00"),
            ("99999,99", "€ 99.999,99"),
        ] {
            assert_eq!(Money::parse(typed).map(|m| m.to_string()), Ok(shown.to_owned()), "{typed}");
        }
    }

    #[test]
    fn refuses_what_is_no_amount() {
        for (typed, error) in [
            ("", ValueError::Required),
            ("€", ValueError::Required),
            ("-1", ValueError::MoneyForm),
            ("12,345", ValueError::MoneyForm),
            ("1.23.4", ValueError::MoneyForm),
            ("20.555", ValueError::MoneyForm),
            ("1.234", ValueError::MoneyForm),
            ("1.234,5", ValueError::MoneyForm),
            ("1.234.50", ValueError::MoneyForm),
            ("5 0", ValueError::MoneyForm),
            ("tien", ValueError::MoneyForm),
            ("1e3", ValueError::MoneyForm),
            ("100000", ValueError::MoneyRange),
        ] {
            assert_eq!(Money::parse(typed), Err(error), "{typed}");
        }
    }

    proptest! {
        #[test]
        fn shown_money_reads_back(cents in 0u64..=9_999_999) {
            let money = Money::from_cents(cents).unwrap();
            prop_assert_eq!(money.cents(), cents);
            prop_assert_eq!(Money::parse(&money.to_string()), Ok(money));
        }

        #[test]
        fn parsing_never_panics(text in "\\PC{0,20}") {
            let _ = Money::parse(&text);
        }
    }
}
