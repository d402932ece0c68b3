//! The subscription catalogue: what may be chosen, by whom, for how much and how long.
//!
//! A branch's catalogue is a dated TOML file ([`Catalogue::load`]); the one built in
//! ([`Catalogue::built_in`]) goes through the same door. From an [`Applicant`] and an enrolment date
//! the catalogue answers every subscription of that audience with the price in force, the validity
//! and, where it may not be chosen, every reason why ([`Catalogue::options`]).
//!
//! Sources of the rules: the enrolment manual (May 2026), "Abonnement kiezen" and "Soorten
//! abonnementen"; where it is silent the decision stands at the item concerned.
//!
//! Layout: what a subscription is (`subscription`, `price`, `code`, `audience`, `limit`), who may have
//! it (`applicant`, `age`, `eligibility`, `ineligible`), what it costs and how long it lasts (`quote`,
//! `validity`, `period`), the answer to a clerk (`options`), and reading files (`load/`).

mod age;
mod applicant;
mod audience;
mod code;
mod eligibility;
mod ineligible;
mod limit;
mod load;
mod options;
mod period;
mod price;
mod quote;
mod subscription;
mod validity;

#[cfg(test)]
mod tests;

pub use age::{AgeRange, age_on, birthday};
pub use applicant::Applicant;
pub use audience::Audience;
pub use code::{CodeError, SubscriptionCode};
pub use ineligible::{Ineligible, Instead};
pub use limit::{Fine, Limit};
pub use load::{AmountFault, CatalogueErrors, CatalogueProblem, CatalogueRule};
pub use options::SubscriptionOption;
pub use period::Period;
pub use price::{Price, Prices};
pub use quote::{DiscountError, Quote};
pub use subscription::{Becomes, Needs, Once, Only, Subscription, Term};
pub use validity::Validity;

use chrono::NaiveDate;

/// Every subscription of a library, in the order of its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Catalogue {
    issuer: Option<String>,
    issued: Option<NaiveDate>,
    subscriptions: Vec<Subscription>,
}

impl Catalogue {
    /// The library the catalogue is of, where the file says so (key `issuer`).
    pub fn issuer(&self) -> Option<&str> {
        self.issuer.as_deref()
    }

    /// The date of the list the catalogue was made from, where the file says so (key `issued`).
    pub fn issued(&self) -> Option<NaiveDate> {
        self.issued
    }

    /// Every subscription, also those not in use, in the order of the file.
    pub fn subscriptions(&self) -> &[Subscription] {
        &self.subscriptions
    }

    /// The subscription with this code, also when it is not in use.
    pub fn get(&self, code: SubscriptionCode) -> Option<&Subscription> {
        self.subscriptions.iter().find(|subscription| subscription.code == code)
    }

    /// The subscription filled in by itself for a person of this age in whole years, if there is one
    /// (manual: "Het jeugdabonnement wordt automatisch ingevuld"). Loading proves there is at most one.
    pub fn automatic_for(&self, age: u32) -> Option<&Subscription> {
        self.subscriptions.iter().find(|subscription| {
            subscription.automatic && subscription.in_use && subscription.age.is_some_and(|r| r.contains(age))
        })
    }
}
