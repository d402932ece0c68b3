//! What a clerk sees at "Abonnement kiezen".

use super::{
    Applicant, Audience, Becomes, Catalogue, Ineligible, Quote, Subscription, SubscriptionCode, eligibility,
};
use chrono::NaiveDate;

/// One subscription as it stands for one applicant on one enrolment date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubscriptionOption<'c> {
    /// The catalogue entry.
    pub subscription: &'c Subscription,
    /// Every reason why it may not be chosen; empty when it may.
    pub refusals: Vec<Ineligible>,
    /// What it costs and how long it lasts, without discount; `None` only when the catalogue has no
    /// price for the audience on that date (then [`Ineligible::NoPriceYet`] or
    /// [`Ineligible::AudienceMismatch`] is among the refusals).
    pub quote: Option<Quote>,
    /// It is filled in by itself: the clerk does not choose (youth).
    pub automatic: bool,
    /// What it turns into for the applicant, and when (youth).
    pub becomes: Option<Becomes>,
}

impl SubscriptionOption<'_> {
    /// Whether it may be chosen.
    pub fn is_allowed(&self) -> bool {
        self.refusals.is_empty()
    }
}

impl Catalogue {
    /// Every subscription for the applicant's audience in the order of the catalogue, also those that
    /// may not be chosen, with the reasons.
    ///
    /// A person to whom an automatic subscription applies (youth, 0 to 18) is offered that one alone:
    /// the manual fills it in and lists all others under "Volwassenen". Entries marked
    /// `beside_automatic` stay possible; in the built-in catalogue that is the guest (0345), who
    /// keeps the subscription of the library at home whatever the age.
    pub fn options(&self, applicant: &Applicant<'_>, enrolment: NaiveDate) -> Vec<SubscriptionOption<'_>> {
        let of_audience = self.subscriptions.iter().filter(|entry| entry.is_for(applicant.audience));
        of_audience.map(|entry| self.judge(entry, applicant, enrolment)).collect()
    }

    /// How one subscription stands for the applicant, whatever its audience; `None` for a code that is
    /// not in the catalogue.
    pub fn option(
        &self,
        code: SubscriptionCode,
        applicant: &Applicant<'_>,
        enrolment: NaiveDate,
    ) -> Option<SubscriptionOption<'_>> {
        self.get(code).map(|entry| self.judge(entry, applicant, enrolment))
    }

    /// The subscription to fill in without asking, if there is one for this applicant.
    pub fn automatic_option(
        &self,
        applicant: &Applicant<'_>,
        enrolment: NaiveDate,
    ) -> Option<SubscriptionOption<'_>> {
        self.options(applicant, enrolment).into_iter().find(|option| option.automatic)
    }

    fn judge<'c>(
        &'c self,
        subscription: &'c Subscription,
        applicant: &Applicant<'_>,
        enrolment: NaiveDate,
    ) -> SubscriptionOption<'c> {
        let audience = applicant.audience;
        let refusals = eligibility::refusals(self, subscription, applicant, enrolment);
        let price =
            subscription.is_for(audience).then(|| subscription.prices.on(audience, enrolment)).flatten();
        let quote = price.map(|price| {
            Quote::new(price, subscription.validity(audience, applicant.birth_date.last(), enrolment))
        });
        let automatic = subscription.automatic && audience == Audience::Person && refusals.is_empty();
        let becomes = subscription.becomes_on(audience, applicant.birth_date.last());
        SubscriptionOption { subscription, refusals, quote, automatic, becomes }
    }
}
