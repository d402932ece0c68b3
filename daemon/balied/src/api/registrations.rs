//! `RegistrationService`.

use super::Api;
use super::bounded::{bounded, fitting};
use super::convert::command::{command, pass_input, registration_id};
use super::convert::registration::{job_name, registration_view, step_from_wire};
use super::convert::{instant, timestamp};
use super::mask::{listed, masked};
use super::paging::{date, next_number, number_token, page_size};
use super::status::{Refusal, bad_field, hub_error};
use super::stream::{Streamed, follow};
use crate::hub::{Applied, Erase, Name, Request as Mutation, Seen, Stored};
use balie_proto::v1 as pb;
use balie_proto::v1::registration_service_server::RegistrationService;
use balie_registration::Lang;
use balie_registration::machine::local_date;
use balie_registration::values::search_key;
use balie_store::{Cursor, Filter};
use tonic::{Request, Response, Status};
use uuid::Uuid;

impl Api {
    pub(super) fn registration(&self, stored: &Stored) -> pb::Registration {
        registration_view(stored, self.hub.clock().now())
    }
}

/// A resource name of a registration: by id, `pass:`, `patron:` or `mandate:`.
pub(super) fn name(text: &str, lang: Lang) -> Result<Name, Status> {
    let refuse = || bad_field("name", Refusal::ResourceName("registrations/{uuid}"), lang);
    let id = text.strip_prefix("registrations/").ok_or_else(refuse)?;
    if let Some(pass) = id.strip_prefix("pass:") {
        return Ok(Name::Pass(pass.to_owned()));
    }
    if let Some(patron) = id.strip_prefix("patron:") {
        return patron.parse().map(Name::Patron).map_err(|_| refuse());
    }
    if let Some(reference) = id.strip_prefix("mandate:") {
        return Ok(Name::Mandate(reference.to_owned()));
    }
    Uuid::parse_str(id).map(Name::Id).map_err(|_| refuse())
}

/// The request id, which every mutation has.
pub(super) fn request_id(text: &str, lang: Lang) -> Result<Option<Uuid>, Status> {
    match text {
        "" => Err(bad_field("request_id", Refusal::Required, lang)),
        text => {
            Uuid::parse_str(text).map(Some).map_err(|_| bad_field("request_id", Refusal::RequestId, lang))
        }
    }
}

fn seen(etag: String) -> Option<Seen> {
    (!etag.is_empty()).then_some(Seen(etag))
}

fn jobs(applied: &Applied) -> Vec<String> {
    applied.jobs.iter().map(|job| job_name(*job)).collect()
}

#[tonic::async_trait]
impl RegistrationService for Api {
    async fn create_registration(
        &self,
        request: Request<pb::CreateRegistrationRequest>,
    ) -> Result<Response<pb::CreateRegistrationResponse>, Status> {
        let caller = self.access.caller(&request)?;
        let message = request.into_inner();
        let mutation = Mutation {
            request_id: request_id(&message.request_id, caller.lang)?,
            seen: None,
            validate_only: false,
        };
        let pass = message.pass.map(pass_input);
        let applied = self.hub.create(&caller, pass, mutation).await;
        let applied = applied.map_err(|error| hub_error(&error, caller.lang))?;
        let registration = Some(self.registration(&applied.stored));
        Ok(Response::new(pb::CreateRegistrationResponse { registration }))
    }

    async fn get_registration(
        &self,
        request: Request<pb::GetRegistrationRequest>,
    ) -> Result<Response<pb::GetRegistrationResponse>, Status> {
        let caller = self.access.caller(&request)?;
        let name = name(&request.into_inner().name, caller.lang)?;
        let stored = self.hub.get(&caller, &name).await.map_err(|error| hub_error(&error, caller.lang))?;
        let registration = Some(self.registration(&stored));
        Ok(Response::new(pb::GetRegistrationResponse { registration }))
    }

    async fn list_registrations(
        &self,
        request: Request<pb::ListRegistrationsRequest>,
    ) -> Result<Response<pb::ListRegistrationsResponse>, Status> {
        let caller = self.access.caller(&request)?;
        let lang = caller.lang;
        let message = request.into_inner();
        let limit = page_size(message.page_size, 50, lang)?;
        let today = local_date(self.hub.clock().now());
        let filter = filter(message.filter.unwrap_or_default(), today, lang)?;
        let after = match message.page_token.as_str() {
            "" => None,
            token => {
                Some(Cursor::decode(token).map_err(|_| bad_field("page_token", Refusal::PageToken, lang))?)
            }
        };
        let page = self.hub.list(&filter, after.as_ref(), limit).await;
        let (found, more) = page.map_err(|error| hub_error(&error, lang))?;
        let view = |stored| {
            let listed = bounded(listed(self.registration(stored)));
            masked(listed, message.read_mask.as_ref(), lang)
        };
        let views = found.iter().map(|(stored, _)| view(stored)).collect::<Result<Vec<_>, _>>()?;
        let registrations = fitting(views);
        let more = more || registrations.len() < found.len();
        let last = registrations.len().checked_sub(1).and_then(|last| found.get(last)).filter(|_| more);
        let next_page_token = last.map(|(_, cursor)| cursor.encode()).unwrap_or_default();
        Ok(Response::new(pb::ListRegistrationsResponse { registrations, next_page_token }))
    }

    async fn apply_command(
        &self,
        request: Request<pb::ApplyCommandRequest>,
    ) -> Result<Response<pb::ApplyCommandResponse>, Status> {
        let caller = self.access.caller(&request)?;
        let lang = caller.lang;
        let message = request.into_inner();
        let id = registration_id(&message.name, "name", lang)?;
        let mutation = Mutation {
            request_id: request_id(&message.request_id, lang)?,
            seen: seen(message.etag),
            validate_only: message.validate_only,
        };
        let command = command(message.command, lang)?;
        let applied = self.hub.apply(&caller, id, command, mutation).await;
        let applied = applied.map_err(|error| hub_error(&error, lang))?;
        let response = pb::ApplyCommandResponse {
            jobs: jobs(&applied),
            registration: Some(self.registration(&applied.stored)),
        };
        Ok(Response::new(response))
    }

    async fn erase_registration(
        &self,
        request: Request<pb::EraseRegistrationRequest>,
    ) -> Result<Response<pb::EraseRegistrationResponse>, Status> {
        let caller = self.access.caller(&request)?;
        let lang = caller.lang;
        let message = request.into_inner();
        let erase = Erase {
            registration: registration_id(&message.name, "name", lang)?,
            request_id: request_id(&message.request_id, lang)?,
            seen: seen(message.etag),
            unconfirmed: message.unconfirmed,
        };
        let erased = self.hub.erase(&caller, erase).await.map_err(|error| hub_error(&error, lang))?;
        let count = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
        Ok(Response::new(pb::EraseRegistrationResponse {
            change_number: erased.change,
            accounts: count(erased.cleared.accounts),
            messages: count(erased.cleared.messages),
            accounts_kept: count(erased.cleared.accounts_kept),
        }))
    }

    type WatchRegistrationStream = Streamed<pb::WatchRegistrationResponse>;

    async fn watch_registration(
        &self,
        request: Request<pb::WatchRegistrationRequest>,
    ) -> Result<Response<Self::WatchRegistrationStream>, Status> {
        let caller = self.access.caller(&request)?;
        let lang = caller.lang;
        let name = name(&request.into_inner().name, lang)?;
        let mut news = self.hub.store().changes();
        let first = self.hub.get(&caller, &name).await.map_err(|error| hub_error(&error, lang))?;
        let api = self.clone();
        Ok(Response::new(follow(|sender| async move {
            let name = Name::Id(first.registration.id);
            let mut sent = first.change_number;
            let registration = Some(bounded(api.registration(&first)));
            if !sender.send(pb::WatchRegistrationResponse { registration }).await {
                return Ok(());
            }
            while news.changed().await.is_ok() {
                let now = api.hub.look(&name).await.map_err(|error| hub_error(&error, lang))?;
                if now.change_number == sent {
                    continue;
                }
                sent = now.change_number;
                let registration = Some(bounded(api.registration(&now)));
                if !sender.send(pb::WatchRegistrationResponse { registration }).await {
                    break;
                }
            }
            Ok(())
        })))
    }

    async fn list_audit_entries(
        &self,
        request: Request<pb::ListAuditEntriesRequest>,
    ) -> Result<Response<pb::ListAuditEntriesResponse>, Status> {
        let caller = self.access.caller(&request)?;
        let lang = caller.lang;
        let message = request.into_inner();
        let id = registration_id(&message.parent, "parent", lang)?;
        let limit = page_size(message.page_size, 100, lang)?;
        let after = number_token(&message.page_token, lang)?.unwrap_or_default();
        let found = self.hub.audit(id, after, limit).await.map_err(|error| hub_error(&error, lang))?;
        let entries = fitting(found.iter().map(|record| pb::AuditEntry {
            time: Some(timestamp(record.entry.at)),
            actor: record.entry.actor.clone(),
            station: record.entry.station.clone().unwrap_or_default(),
            role: record.entry.role.clone(),
            action: record.entry.action.clone(),
            fields: record.entry.fields.clone(),
            revision: record.entry.revision.unwrap_or_default(),
        }));
        let next_page_token = next_number(&found, entries.len(), limit, |record| record.sequence);
        Ok(Response::new(pb::ListAuditEntriesResponse { entries, next_page_token }))
    }
}

fn filter(wire: pb::RegistrationFilter, today: chrono::NaiveDate, lang: Lang) -> Result<Filter, Status> {
    let text = |text: String| (!text.is_empty()).then_some(text);
    let steps = wire.steps.iter().map(|step| {
        step_from_wire(*step)
            .map(|step| step.name().to_owned())
            .ok_or_else(|| bad_field("filter.steps", Refusal::UnknownValue, lang))
    });
    let patron_number = match wire.patron_number.as_str() {
        "" => None,
        number => {
            Some(number.parse().map_err(|_| bad_field("filter.patron_number", Refusal::UnknownValue, lang))?)
        }
    };
    let bad_deadline = || bad_field("filter.account_deadline_before", Refusal::Date, lang);
    let deadline =
        wire.account_deadline_before.map(|at| instant(&at).ok_or_else(bad_deadline)).transpose()?;
    Ok(Filter {
        steps: steps.collect::<Result<_, _>>()?,
        terminal: wire.open_only.then_some(false),
        pass_number: text(wire.pass_number),
        patron_number,
        enrolled_from: date(&wire.enrolled_from, "filter.enrolled_from", today, lang)?,
        enrolled_until: date(&wire.enrolled_through, "filter.enrolled_through", today, lang)?,
        subscription: text(wire.subscription),
        station: text(wire.station),
        open_balance: wire.open_balance,
        mandate_state: mandate_state(wire.mandate_state, lang)?,
        account_state: account_state(wire.account_state, lang)?,
        account_deadline_before: deadline,
        surname_prefix: surname_prefix(&wire.surname),
        ..Filter::default()
    })
}

/// How the surname begins, as surnames are compared; none when nothing was asked. What has nothing that counts in a
/// surname, such as a hyphen alone, begins none: it does not mean everybody.
fn surname_prefix(asked: &str) -> Option<String> {
    let asked = asked.trim();
    let key = search_key(asked);
    let prefix = if key.is_empty() { asked.to_owned() } else { key };
    (!prefix.is_empty()).then_some(prefix)
}

/// The last word of an enumerator is the name in the store: `STATE_PENDING` is `pending`.
fn state_name(name: &str) -> Option<String> {
    match name.strip_prefix("STATE_")? {
        "UNSPECIFIED" => None,
        state => Some(state.to_ascii_lowercase()),
    }
}

fn mandate_state(state: i32, lang: Lang) -> Result<Option<String>, Status> {
    pb::mandate::State::try_from(state)
        .map(|state| state_name(state.as_str_name()))
        .map_err(|_| bad_field("filter.mandate_state", Refusal::UnknownValue, lang))
}

fn account_state(state: i32, lang: Lang) -> Result<Option<String>, Status> {
    pb::login_account::State::try_from(state)
        .map(|state| state_name(state.as_str_name()))
        .map_err(|_| bad_field("filter.account_state", Refusal::UnknownValue, lang))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_that_cannot_be_is_refused_and_does_not_mean_any() {
        let asked = |seconds, nanos| {
            let at = prost_types::Timestamp { seconds, nanos };
            let wire = pb::RegistrationFilter { account_deadline_before: Some(at), ..Default::default() };
            filter(wire, chrono::NaiveDate::default(), Lang::Nl)
        };
        assert!(asked(1_796_000_000, 0).is_ok_and(|filter| filter.account_deadline_before.is_some()));
        for (seconds, nanos) in [(i64::MAX, 0), (0, -1), (0, i32::MAX)] {
            let Err(refused) = asked(seconds, nanos) else { panic!("{seconds} {nanos}") };
            assert!(refused.message().contains("filter.account_deadline_before"), "{refused:?}");
        }
    }

    #[test]
    fn what_was_asked_of_a_surname_never_becomes_everybody() {
        for (asked, prefix) in [
            ("", None),
            ("  ", None),
            ("van de Test", Some("test")),
            ("Jansen-de", Some("jansende")),
            ("%", Some("%")),
            ("_", Some("_")),
            ("T%", Some("t%")),
            ("-", Some("-")),
            ("'.'", Some("'.'")),
            ("\0", Some("\0")),
        ] {
            assert_eq!(surname_prefix(asked).as_deref(), prefix, "{asked:?}");
        }
    }
}
