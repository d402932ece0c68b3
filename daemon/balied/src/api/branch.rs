//! `BranchService`.

use super::Api;
use super::bounded::{bounded, fitting};
use super::convert::registration::registration_name;
use super::paging::{date, page_size};
use super::status::{Refusal, bad_field, hub_error};
use super::stream::{Streamed, follow};
use crate::addresses::Found;
use crate::hub::{ChangeItem, HubError, Stored};
use balie_proto::v1 as pb;
use balie_proto::v1::branch_service_server::BranchService;
use balie_registration::Lang;
use balie_registration::machine::{ADULT_AGE, local_date};
use balie_registration::values::{Country, Postcode, PostcodeUse};
use tonic::{Request, Response, Status};

/// Changes sent at once on a stream.
const BATCH: u32 = 100;

impl Api {
    fn change(&self, (item, stored): &(ChangeItem, Option<Stored>)) -> pb::Change {
        pb::Change {
            number: item.number,
            name: registration_name(&item.id),
            registration: stored.as_ref().map(|stored| bounded(self.registration(stored))),
            erased: stored.is_none(),
        }
    }

    /// The changes that fit one answer, the number to go on from and whether there are more.
    async fn next_changes(
        &self,
        since: u64,
        limit: u32,
        epoch: &str,
    ) -> Result<(Vec<pb::Change>, u64, bool), HubError> {
        let (items, last_number, more) = self.hub.changes(since, limit, epoch).await?;
        let changes = fitting(items.iter().map(|item| self.change(item)));
        match changes.last() {
            Some(last) if changes.len() < items.len() => {
                let last_number = last.number;
                Ok((changes, last_number, true))
            }
            _ => Ok((changes, last_number, more)),
        }
    }
}

#[tonic::async_trait]
impl BranchService for Api {
    async fn get_branch(
        &self,
        request: Request<pb::GetBranchRequest>,
    ) -> Result<Response<pb::GetBranchResponse>, Status> {
        let lang = self.access.caller(&request)?.lang;
        let policy = self.hub.policy();
        let required_fields = policy
            .required
            .iter()
            .map(|(kind, fields)| {
                let mut paths = vec!["surname".to_owned()];
                if kind.name() != "institution" {
                    paths.push("birth_date".to_owned());
                }
                paths.extend(fields.iter().flat_map(|field| field.paths()).map(|path| (*path).to_owned()));
                pb::RequiredFields { patron_kind: kind.name().to_owned(), fields: paths }
            })
            .collect();
        Ok(Response::new(pb::GetBranchResponse {
            number: policy.branch.to_string(),
            display_name: policy.branch_name.clone(),
            required_fields,
            selections: policy.selections.clone(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            youth_through_age: i32::try_from(ADULT_AGE - 1).unwrap_or_default(),
            address_forms: Country::all().iter().map(|country| address_form(country, lang)).collect(),
        }))
    }

    async fn get_caller(
        &self,
        request: Request<pb::GetCallerRequest>,
    ) -> Result<Response<pb::GetCallerResponse>, Status> {
        let caller = self.access.caller(&request)?;
        let role = caller.role_name().to_owned();
        Ok(Response::new(pb::GetCallerResponse { user: caller.user, role, station: caller.station }))
    }

    async fn look_up_address(
        &self,
        request: Request<pb::LookUpAddressRequest>,
    ) -> Result<Response<pb::LookUpAddressResponse>, Status> {
        let caller = self.access.caller(&request)?;
        // Half a postcode is not known either: a clerk is still typing.
        let Ok(postcode) = Postcode::parse(&request.into_inner().postcode) else {
            return Ok(Response::new(pb::LookUpAddressResponse::default()));
        };
        let Found { street, place } =
            self.hub.address(&postcode).map_err(|error| hub_error(&error, caller.lang))?;
        Ok(Response::new(pb::LookUpAddressResponse { street, place }))
    }

    async fn list_changes(
        &self,
        request: Request<pb::ListChangesRequest>,
    ) -> Result<Response<pb::ListChangesResponse>, Status> {
        let caller = self.access.caller(&request)?;
        let message = request.into_inner();
        let limit = page_size(message.page_size, BATCH, caller.lang)?;
        let found = self.next_changes(message.since, limit, &message.epoch).await;
        let (changes, last_number, more) = found.map_err(|error| hub_error(&error, caller.lang))?;
        Ok(Response::new(pb::ListChangesResponse {
            changes,
            last_number,
            more,
            epoch: self.hub.store().epoch().to_owned(),
        }))
    }

    type WatchChangesStream = Streamed<pb::WatchChangesResponse>;

    async fn watch_changes(
        &self,
        request: Request<pb::WatchChangesRequest>,
    ) -> Result<Response<Self::WatchChangesStream>, Status> {
        let caller = self.access.caller(&request)?;
        let lang = caller.lang;
        let pb::WatchChangesRequest { mut since, epoch } = request.into_inner();
        if !epoch.is_empty() && epoch != self.hub.store().epoch() {
            return Err(hub_error(&HubError::EpochChanged, lang));
        }
        let mut news = self.hub.store().changes();
        let api = self.clone();
        Ok(Response::new(follow(|sender| async move {
            loop {
                let found = api.next_changes(since, BATCH, "").await;
                let (changes, last_number, more) = found.map_err(|error| hub_error(&error, lang))?;
                since = last_number;
                if !changes.is_empty() {
                    let epoch = api.hub.store().epoch().to_owned();
                    if !sender.send(pb::WatchChangesResponse { changes, last_number, epoch }).await {
                        return Ok(());
                    }
                }
                if !more && news.changed().await.is_err() {
                    return Ok(());
                }
            }
        })))
    }

    async fn acknowledge_changes(
        &self,
        request: Request<pb::AcknowledgeChangesRequest>,
    ) -> Result<Response<pb::AcknowledgeChangesResponse>, Status> {
        let caller = self.access.caller(&request)?;
        let message = request.into_inner();
        let number = self.hub.acknowledge(&caller.user, message.number, &message.epoch).await;
        let number = number.map_err(|error| hub_error(&error, caller.lang))?;
        Ok(Response::new(pb::AcknowledgeChangesResponse { number }))
    }

    async fn forget_reader(
        &self,
        request: Request<pb::ForgetReaderRequest>,
    ) -> Result<Response<pb::ForgetReaderResponse>, Status> {
        let caller = self.access.caller(&request)?;
        let lang = caller.lang;
        let pb::ForgetReaderRequest { reader } = request.into_inner();
        if reader.is_empty() {
            return Err(bad_field("reader", Refusal::Required, lang));
        }
        self.hub.forget_reader(&caller, reader).await.map_err(|error| hub_error(&error, lang))?;
        Ok(Response::new(pb::ForgetReaderResponse {}))
    }

    async fn summarize_registrations(
        &self,
        request: Request<pb::SummarizeRegistrationsRequest>,
    ) -> Result<Response<pb::SummarizeRegistrationsResponse>, Status> {
        let caller = self.access.caller(&request)?;
        let lang = caller.lang;
        let message = request.into_inner();
        let today = local_date(self.hub.clock().now());
        let required = |field| bad_field(field, Refusal::Required, lang);
        let from = date(&message.from, "from", today, lang)?.ok_or_else(|| required("from"))?;
        let through = date(&message.through, "through", today, lang)?.unwrap_or(today);
        let rows = self.hub.summary(from, through).await.map_err(|error| hub_error(&error, lang))?;
        let rows = rows.into_iter().map(|row| pb::SummaryRow {
            date: row.day.to_string(),
            subscription: row.subscription.unwrap_or_default(),
            count: i64::try_from(row.registrations).unwrap_or(i64::MAX),
            fees: cents(row.fee_cents),
            open_balance: cents(row.open_balance_cents),
        });
        let all = rows.len();
        let mut rows = fitting(rows);
        let mut next_from = String::new();
        if rows.len() < all
            && let Some(last) = rows.last()
        {
            // A day is never told in two parts: one has as many rows as there are subscriptions, which fit by far.
            next_from = last.date.clone();
            rows.retain(|row| row.date != next_from);
        }
        Ok(Response::new(pb::SummarizeRegistrationsResponse { rows, next_from }))
    }
}

fn address_form(country: &Country, lang: Lang) -> pb::AddressForm {
    let postcode = match country.postcode() {
        PostcodeUse::Required => pb::PostcodeUse::Required,
        PostcodeUse::Optional => pb::PostcodeUse::Optional,
        PostcodeUse::None => pb::PostcodeUse::None,
    };
    pb::AddressForm {
        country: country.code().to_string(),
        display_name: country.name(lang).to_owned(),
        postcode: postcode.into(),
        postcode_example: country.example().to_owned(),
    }
}

/// A sum can be larger than any one amount.
fn cents(cents: i64) -> String {
    rust_decimal::Decimal::new(cents, 2).to_string()
}
