//! What a subscription costs on one enrolment date.

use super::Validity;
use crate::explain::{Explain, Lang};
use crate::values::Money;
use serde::{Deserialize, Serialize};

/// The build-up of a fee ("Opbouw abonnementskosten"): price, discount and what is left to pay.
///
/// A quote is stored with the registration it was made for, so that later prices never change it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Stored", into = "Stored")]
pub struct Quote {
    price: Money,
    discount: Money,
    validity: Option<Validity>,
}

/// A discount larger than the price.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a discount of {discount} is more than the price of {price}")]
pub struct DiscountError {
    /// The price the discount was to be taken from.
    pub price: Money,
    /// The discount that was asked.
    pub discount: Money,
}

impl Quote {
    /// The quote of a price without discount. `validity` is absent for a subscription without an end.
    pub fn new(price: Money, validity: Option<Validity>) -> Self {
        Self { price, discount: Money::ZERO, validity }
    }

    /// The same quote with this discount instead of the one it had ("Korting"), from nothing up to the
    /// whole price.
    ///
    /// # Errors
    /// [`DiscountError`] when the discount is more than the price.
    pub fn with_discount(self, discount: Money) -> Result<Self, DiscountError> {
        match self.price.checked_sub(discount) {
            Some(_) => Ok(Self { discount, ..self }),
            None => Err(DiscountError { price: self.price, discount }),
        }
    }

    /// The catalogue price on the enrolment date ("Abonnement").
    pub fn price(&self) -> Money {
        self.price
    }

    /// What is taken off ("Korting").
    pub fn discount(&self) -> Money {
        self.discount
    }

    /// Price less discount ("Saldo").
    pub fn fee(&self) -> Money {
        self.price.saturating_sub(self.discount)
    }

    /// From when through when; `None` for a subscription without an end.
    pub fn validity(&self) -> Option<Validity> {
        self.validity
    }
}

impl Explain for DiscountError {
    fn code(&self) -> &'static str {
        "DISCOUNT_ABOVE_PRICE"
    }

    fn message(&self, lang: Lang) -> String {
        let Self { price, discount } = self;
        match lang {
            Lang::Nl => {
                format!("De korting van {discount} is hoger dan de prijs van {price}; verlaag de korting.")
            }
            Lang::En => format!("The discount of {discount} is more than the price of {price}; lower it."),
        }
    }
}

/// How a quote is stored; checked when it is read back.
#[derive(Serialize, Deserialize)]
struct Stored {
    price: Money,
    discount: Money,
    validity: Option<Validity>,
}

impl From<Quote> for Stored {
    fn from(quote: Quote) -> Self {
        Self { price: quote.price, discount: quote.discount, validity: quote.validity }
    }
}

impl TryFrom<Stored> for Quote {
    type Error = DiscountError;

    fn try_from(stored: Stored) -> Result<Self, Self::Error> {
        Self::new(stored.price, stored.validity).with_discount(stored.discount)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cents(cents: u64) -> Money {
        Money::from_cents(cents).unwrap()
    }

    #[test]
    fn a_discount_above_the_price_says_so() {
        let error = Quote::new(cents(5800), None).with_discount(cents(5801)).unwrap_err();
        assert_eq!(error.code(), "DISCOUNT_ABOVE_PRICE");
        assert!(error.message(Lang::Nl).contains("€ 58,01"), "{}", error.message(Lang::Nl));
    }

    #[test]
    fn a_stored_quote_is_checked() {
        let quote = Quote::new(cents(5800), None).with_discount(cents(800)).unwrap();
        let json = serde_json::to_string(&quote).unwrap();
        assert_eq!(serde_json::from_str::<Quote>(&json).unwrap(), quote);
        let forged = json.replace("8.00", "99.00").replace("599.00", "58.00");
        assert_ne!(forged, json);
        assert!(serde_json::from_str::<Quote>(&forged).is_err(), "{forged}");
    }

    proptest! {
        #[test]
        fn the_fee_is_price_less_discount(price in 0u64..=9_999_999, discount in 0u64..=9_999_999) {
            match Quote::new(cents(price), None).with_discount(cents(discount)) {
                Ok(quote) => {
                    prop_assert!(discount <= price);
                    prop_assert!(quote.fee() <= quote.price());
                    prop_assert_eq!(quote.fee().cents(), price - discount);
                }
                Err(error) => {
                    prop_assert!(discount > price);
                    prop_assert_eq!(error, DiscountError { price: cents(price), discount: cents(discount) });
                }
            }
        }
    }
}
