//! Dated prices.

use super::Audience;
use crate::values::Money;
use chrono::NaiveDate;

/// What a subscription costs per period from a date on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Price {
    /// The first enrolment date this price holds for.
    pub valid_from: NaiveDate,
    /// The audience that pays it; everybody the subscription is for when absent.
    pub audience: Option<Audience>,
    /// Per period; `€ 0,00` is free ("Gratis").
    pub amount: Money,
}

impl Price {
    /// Whether this audience pays it.
    pub fn applies_to(&self, audience: Audience) -> bool {
        self.audience.is_none_or(|only| only == audience)
    }
}

/// The prices of one subscription: for each audience in strictly ascending order of date, so that on
/// every date exactly one is in force, and adding a later one leaves all earlier fees as they were.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prices(pub(super) Vec<Price>);

impl Prices {
    /// Every price, in the order of the catalogue.
    pub fn all(&self) -> &[Price] {
        &self.0
    }

    /// The price in force for an audience on a date; `None` before the first.
    pub fn on(&self, audience: Audience, date: NaiveDate) -> Option<Money> {
        let mut known = self.0.iter().filter(|price| price.applies_to(audience));
        known.rfind(|price| price.valid_from <= date).map(|price| price.amount)
    }

    /// The first date the audience has a price on.
    pub fn first_from(&self, audience: Audience) -> Option<NaiveDate> {
        self.0.iter().find(|price| price.applies_to(audience)).map(|price| price.valid_from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn price(from: &str, audience: Option<Audience>, cents: u64) -> Price {
        Price { valid_from: from.parse().unwrap(), audience, amount: Money::from_cents(cents).unwrap() }
    }

    #[test]
    fn each_audience_pays_its_price_in_force() {
        let prices = Prices(vec![
            price("2021-01-01", None, 900),
            price("2026-01-01", Some(Audience::Person), 1150),
            price("2026-01-01", Some(Audience::Institution), 1000),
        ]);
        for (audience, date, cents) in [
            (Audience::Person, "2020-12-31", None),
            (Audience::Person, "2021-01-01", Some(900)),
            (Audience::Person, "2025-12-31", Some(900)),
            (Audience::Person, "2026-01-01", Some(1150)),
            (Audience::Institution, "2025-12-31", Some(900)),
            (Audience::Institution, "2026-01-01", Some(1000)),
            (Audience::Institution, "2126-01-01", Some(1000)),
        ] {
            let found = prices.on(audience, date.parse().unwrap());
            assert_eq!(found.map(Money::cents), cents, "{audience:?} on {date}");
        }
        assert_eq!(prices.first_from(Audience::Institution), "2021-01-01".parse().ok());
    }
}
