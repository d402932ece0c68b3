//! Subscriptions on offer.

use super::{call, wrapper};
use crate::error::ClientError;
use balie_proto::v1::catalogue_service_client::CatalogueServiceClient;
use balie_proto::v1::{
    GetCatalogueRequest, ListSubscriptionOptionsRequest, Subscription, SubscriptionOption,
};

/// What the rules of some subscriptions ask about the patron.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Circumstances {
    /// The patron asked to pay in instalments (for 0049).
    pub instalments_requested: bool,
    /// The school is a d-Bos school (for 0086).
    pub dbos_school: bool,
    /// The patron is staff of the library (for 0001).
    pub staff: bool,
    /// Home library of a guest (for 0345); empty: no guest.
    pub home_library: String,
    /// Why a branch administrator hands it out (for 0001 of an institution).
    pub reason: String,
}

wrapper! {
    /// Subscriptions on offer (`CatalogueService`).
    Catalogue over CatalogueServiceClient
}

impl Catalogue {
    /// The whole catalogue as in force on a date; today when empty.
    ///
    /// # Errors
    /// A violation of `date`.
    pub async fn get(&self, date: &str) -> Result<Vec<Subscription>, ClientError> {
        let request = GetCatalogueRequest { date: date.to_owned() };
        Ok(call!(self.get_catalogue(request))?.subscriptions)
    }

    /// Every subscription for the person of a registration: allowed, or why not.
    ///
    /// # Errors
    /// NOT_FOUND; FAILED_PRECONDITION before the person is known.
    pub async fn options(
        &self,
        registration: &str,
        circumstances: &Circumstances,
    ) -> Result<Vec<SubscriptionOption>, ClientError> {
        let request = ListSubscriptionOptionsRequest {
            parent: registration.to_owned(),
            instalments_requested: circumstances.instalments_requested,
            dbos_school: circumstances.dbos_school,
            staff: circumstances.staff,
            home_library: circumstances.home_library.clone(),
            reason: circumstances.reason.clone(),
        };
        Ok(call!(self.list_subscription_options(request))?.options)
    }
}
