//! `CatalogueService`.

use super::Api;
use super::convert::command::registration_id;
use super::convert::money::decimal;
use super::paging::date;
use super::status::hub_error;
use crate::hub::{HubError, Name};
use balie_proto::v1 as pb;
use balie_proto::v1::catalogue_service_server::CatalogueService;
use balie_registration::catalogue::{Period, SubscriptionOption, Term};
use balie_registration::machine::{Facts, JobId, SubscriptionInput, applicant, held, local_date};
use balie_registration::{Explain, Lang};
use chrono::NaiveDate;
use tonic::{Request, Response, Status};
use uuid::Uuid;

#[tonic::async_trait]
impl CatalogueService for Api {
    async fn get_catalogue(
        &self,
        request: Request<pb::GetCatalogueRequest>,
    ) -> Result<Response<pb::GetCatalogueResponse>, Status> {
        let caller = self.access.caller(&request)?;
        let today = local_date(self.hub.clock().now());
        let on = date(&request.into_inner().date, "date", today, caller.lang)?.unwrap_or(today);
        let subscriptions = self
            .hub
            .catalogue()
            .subscriptions()
            .iter()
            .map(|entry| pb::Subscription {
                code: entry.code.to_string(),
                display_name: entry.name.clone(),
                prices: entry
                    .audience
                    .iter()
                    .filter_map(|audience| {
                        let price = entry.prices.on(*audience, on)?;
                        Some(pb::AudiencePrice { audience: audience.key().to_owned(), price: decimal(price) })
                    })
                    .collect(),
                period: period(entry.period, caller.lang),
                term: match (entry.term, entry.age) {
                    (Term::Fixed, _) => "Vast".to_owned(),
                    (Term::Temporary, _) => "Tijd.".to_owned(),
                    (Term::Age, Some(age)) => format!("{}-{}", age.from(), age.through()),
                    (Term::Age, None) => String::new(),
                },
                in_use: entry.in_use,
                code_to_confirm: entry.code_to_confirm,
                period_to_confirm: entry.period_to_confirm,
                period_end: match entry.period {
                    Period::Months(_) => "month",
                    Period::ExactMonths(_) => "exact",
                    Period::Weeks(_) | Period::None => "",
                }
                .to_owned(),
            })
            .collect();
        Ok(Response::new(pb::GetCatalogueResponse { subscriptions }))
    }

    async fn list_subscription_options(
        &self,
        request: Request<pb::ListSubscriptionOptionsRequest>,
    ) -> Result<Response<pb::ListSubscriptionOptionsResponse>, Status> {
        let caller = self.access.caller(&request)?;
        let lang = caller.lang;
        let message = request.into_inner();
        let id = registration_id(&message.parent, "parent", lang)?;
        let stored = self.hub.look(&Name::Id(id)).await.map_err(|error| hub_error(&error, lang))?;
        let patron = stored.registration.state.patron();
        let patron = patron.ok_or_else(|| hub_error(&HubError::NoDocument, lang))?;
        let candidates = self.hub.earlier_of(&stored).await.map_err(|error| hub_error(&error, lang))?;
        let now = self.hub.clock().now();
        let facts = Facts {
            now,
            policy: self.hub.policy(),
            catalogue: self.hub.catalogue(),
            role: caller.role,
            pass_usage: None,
            candidates,
            gone_account: None,
            job: JobId(Uuid::nil()),
            patron_number: None,
            no_glyphs: Vec::new(),
            mandate_reference: None,
        };
        // The pass of a guest is asked with the choice itself; for the list the home library is enough.
        let home_pass_number =
            if message.home_library.trim().is_empty() { String::new() } else { "0".to_owned() };
        let input = SubscriptionInput {
            instalments_requested: message.instalments_requested,
            dbos_school: message.dbos_school,
            staff: message.staff,
            home_library: message.home_library,
            home_pass_number,
            reason: message.reason,
            ..SubscriptionInput::default()
        };
        let holds = held(patron, &facts);
        let applicant = applicant(patron, &input, &holds, &facts);
        let options = self.hub.catalogue().options(&applicant, facts.today());
        let options = options.iter().map(|option| view(option, facts.today(), lang)).collect();
        Ok(Response::new(pb::ListSubscriptionOptionsResponse { options }))
    }
}

fn view(option: &SubscriptionOption<'_>, today: NaiveDate, lang: Lang) -> pb::SubscriptionOption {
    let quote = option.quote.as_ref();
    let validity = quote.and_then(|quote| quote.validity());
    let money = |money: Option<balie_registration::values::Money>| money.map(decimal).unwrap_or_default();
    let subscription = pb::SubscriptionChoice {
        code: option.subscription.code.to_string(),
        display_name: option.subscription.name.clone(),
        price: money(quote.map(|quote| quote.price())),
        discount: money(quote.map(|quote| quote.discount())),
        fee: money(quote.map(|quote| quote.fee())),
        valid_from: today.to_string(),
        valid_through: validity.map(|validity| validity.through().to_string()).unwrap_or_default(),
        expiry_month: validity
            .map_or(0, |validity| i32::try_from(validity.expiry_month()).unwrap_or_default()),
        becomes: option.becomes.map(|becomes| becomes.code.to_string()).unwrap_or_default(),
        becomes_on: option.becomes.map(|becomes| becomes.on.to_string()).unwrap_or_default(),
        ..Default::default()
    };
    pb::SubscriptionOption {
        subscription: Some(subscription),
        allowed: option.is_allowed(),
        refusal_codes: option.refusals.iter().map(|reason| reason.code().to_owned()).collect(),
        refusals: option.refusals.iter().map(|reason| reason.message(lang)).collect(),
        automatic: option.automatic,
        validity_text: validity.map(|validity| validity.show(lang)).unwrap_or_default(),
    }
}

fn period(period: Period, lang: Lang) -> String {
    match (period, lang) {
        (Period::None, _) => String::new(),
        (Period::Months(months) | Period::ExactMonths(months), Lang::Nl) => format!("{months} mnd"),
        (Period::Months(months) | Period::ExactMonths(months), Lang::En) => match months.get() {
            1 => "1 month".to_owned(),
            more => format!("{more} months"),
        },
        (Period::Weeks(weeks), Lang::Nl) => format!("{weeks} weken"),
        (Period::Weeks(weeks), Lang::En) => format!("{weeks} weeks"),
    }
}
