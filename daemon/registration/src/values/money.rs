//! Money in euro.

use super::ValueError;
use balie_typed::{AmountError, MOST_CENTS, show_cents};
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

    /// The largest amount.
    fn most() -> Decimal {
        Decimal::new(MOST_CENTS.cast_signed(), 2)
    }

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

    /// Reads what a clerk types, as [`balie_typed::parse_cents`] does.
    ///
    /// # Errors
    /// [`ValueError::Required`] when blank, [`ValueError::MoneyForm`] when it is no amount or has
    /// more than two decimals, [`ValueError::MoneyRange`] when it is too large.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        match balie_typed::parse_cents(text) {
            Ok(Some(cents)) => Self::from_cents(cents),
            Ok(None) => Err(ValueError::Required),
            Err(AmountError::Form) => Err(ValueError::MoneyForm),
            Err(AmountError::Range) => Err(ValueError::MoneyRange),
        }
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
        Self::try_from(self.0 + other.0).unwrap_or(Self(Self::most()))
    }

    /// Whether it is exactly nothing.
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }
}

impl TryFrom<Decimal> for Money {
    type Error = ValueError;

    fn try_from(amount: Decimal) -> Result<Self, Self::Error> {
        if amount.is_sign_negative() && !amount.is_zero() || amount > Self::most() {
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
        f.write_str(&show_cents(self.cents().cast_signed()))
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
