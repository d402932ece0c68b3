//! Registrations as records of the store, and back.

use super::{Hub, HubError, facts};
use balie_registration::machine::{
    AccountState, Candidate, Likeness, Registration, Settlement, Standing, State, Step, duplicates,
};
use balie_registration::values::{Iban, search_key};
use balie_store::{Content, Facets, Reader};
use uuid::Uuid;

/// Kind of the attachment that holds the page of a signed mandate.
pub const MANDATE_PAGE: &str = "mandate_page";

/// Candidates looked at in a duplicate check, at most.
pub const DUPLICATES: u32 = 50;

/// A registration with what only the store and the other registrations know.
#[derive(Debug, Clone)]
pub struct Stored {
    /// The registration.
    pub registration: Registration,
    /// Its place in the change feed.
    pub change_number: u64,
    /// Number of the branch.
    pub branch: String,
    /// Station that changed it last.
    pub station: String,
    /// Possible duplicates, while the person is chosen.
    pub duplicates: Vec<(Candidate, Vec<Likeness>)>,
    /// A page of the signed mandate is stored.
    pub document_stored: bool,
    epoch: String,
}

impl Stored {
    /// Tells this revision from every other, also after a restore.
    pub fn etag(&self) -> String {
        etag(self.registration.revision, &self.epoch)
    }

    /// Reads one registration with everything a clerk sees.
    ///
    /// # Errors
    /// `NotFound`, or what the store could not do.
    pub async fn load(hub: &Hub, mut reader: Reader<'_>, id: Uuid) -> Result<Self, HubError> {
        let record = reader.registration(&id.to_string()).await?;
        let record = record.ok_or(HubError::NotFound { what: "registration" })?;
        let mut stored = Self::from_record(hub, &record)?;
        let state = &stored.registration.state;
        if state.mandate_form().is_some() {
            let attachments = reader.attachments_of(&record.id).await?;
            stored.document_stored = attachments.iter().any(|found| found.kind == MANDATE_PAGE);
        }
        if state.step() == Step::ChoosingPerson
            && let Some(person) = state.person()
        {
            let iban = kept_iban(state);
            let found = facts::candidates(&mut reader, person, iban.as_ref(), id, None).await?;
            stored.duplicates = duplicates(person, iban.as_ref(), &found)
                .into_iter()
                .map(|(candidate, why)| (candidate.clone(), why))
                .collect();
        }
        Ok(stored)
    }

    /// From a record of a list, without looking further.
    ///
    /// # Errors
    /// `BadState` when the record cannot be read.
    pub fn from_record(hub: &Hub, record: &balie_store::Registration) -> Result<Self, HubError> {
        Ok(Self {
            registration: registration(record)?,
            change_number: record.change_number,
            branch: hub.policy().branch.to_string(),
            station: record.content.facets.station.clone().unwrap_or_default(),
            duplicates: Vec::new(),
            document_stored: false,
            epoch: hub.store().epoch().to_owned(),
        })
    }
}

/// The etag of a revision in an epoch of the store.
pub fn etag(revision: u64, epoch: &str) -> String {
    let epoch = epoch.split('-').next().unwrap_or_default();
    format!("{revision}-{epoch}")
}

/// The registration of a record.
///
/// # Errors
/// `BadState` when it cannot be read.
pub fn registration(record: &balie_store::Registration) -> Result<Registration, HubError> {
    let of = format_args!("registration {}", record.id);
    Ok(Registration {
        id: Uuid::parse_str(&record.id).map_err(|error| HubError::BadState(format!("{of}: {error}")))?,
        revision: record.revision,
        created_at: record.created_at,
        updated_at: record.updated_at,
        state: serde_json::from_str(&record.content.state)
            .map_err(|error| HubError::bad_state(of, &error))?,
    })
}

/// The record of a registration.
///
/// # Errors
/// `Internal` when it cannot be written down: a defect.
pub fn content(registration: &Registration, station: &str) -> Result<Content, HubError> {
    let state = &registration.state;
    Ok(Content {
        step: state.step().name().to_owned(),
        terminal: state.step().is_terminal(),
        state: serde_json::to_string(state).map_err(|error| HubError::Internal(error.to_string()))?,
        facets: facets(state, station),
    })
}

/// The IBAN that was typed, when it can be read.
pub fn kept_iban(state: &State) -> Option<Iban> {
    let typed = state.kept()?.details.as_ref()?.iban.clone();
    Iban::parse(&typed).ok()
}

fn facets(state: &State, station: &str) -> Facets {
    let person = state.person();
    let saved = state.enrolment();
    let cancelled = state.step() == Step::Cancelled;
    let cents = |money: balie_registration::values::Money| i64::try_from(money.cents()).unwrap_or_default();
    let account = state.account();
    Facets {
        pass_number: state.pass().map(|pass| pass.number.to_string()),
        pass_active: state.holds_pass(),
        patron_number: saved.map(|saved| u64::from(saved.patron_number.get())),
        birth_date: person.map(|person| person.birth_date.last_day()),
        surname_key: person.map(|person| search_key(person.name.surname())),
        email_key: person.and_then(|person| person.email.as_ref()).map(|email| email.normalised()),
        iban_key: iban(state).map(|iban| iban.electronic().to_owned()),
        subscription: state.choice().map(|choice| choice.code.clone()),
        station: Some(station.to_owned()),
        place: person.and_then(|person| person.main_address.as_ref()).map(|address| address.place.upper()),
        enrolled_on: saved.filter(|_| !cancelled).map(|saved| saved.choice.enrolled_on),
        open_balance_cents: if cancelled { 0 } else { cents(open_balance(state)) },
        fee_cents: saved.map_or(0, |saved| cents(saved.choice.fee)),
        mandate_state: mandate_state(state).map(str::to_owned),
        mandate_reference: state.mandate_form().map(|form| form.reference.to_string()),
        account_state: account.map(|account| account_state(account).to_owned()),
        account_deadline: match account {
            Some(AccountState::Pending { deadline, .. }) => Some(*deadline),
            _ => None,
        },
    }
}

fn iban(state: &State) -> Option<Iban> {
    match state.patron() {
        Some(patron) => patron.details.iban,
        None => None,
    }
    .or_else(|| state.mandate_form().map(|form| form.iban))
}

fn open_balance(state: &State) -> balie_registration::values::Money {
    match state {
        State::Settling { ledger, .. } => ledger.remaining(),
        _ => state
            .settled()
            .filter(|settled| settled.by == Settlement::Registered)
            .map(|settled| settled.open_balance())
            .unwrap_or_default(),
    }
}

/// Name of the mandate's state in the store.
pub fn mandate_state(state: &State) -> Option<&'static str> {
    match state {
        State::EnteringMandate { .. } => Some("entering"),
        State::SigningMandate { .. } => Some("signing"),
        State::ProcessingMandate { .. } => Some("processing"),
        State::VerifyingMandate { .. } => Some("verifying"),
        State::Enrolled { mandate: Standing::Active { .. }, .. } => Some("active"),
        State::Enrolled { mandate: Standing::Revoked { .. }, .. } => Some("revoked"),
        _ => None,
    }
}

/// Name of the account's state in the store.
pub fn account_state(account: &AccountState) -> &'static str {
    match account {
        AccountState::None => "none",
        AccountState::Linked { .. } => "linked",
        AccountState::Generating { .. } => "generating",
        AccountState::Pending { .. } => "pending",
        AccountState::Active { .. } => "active",
        AccountState::Failed { .. } => "failed",
        AccountState::Lapsed { .. } => "lapsed",
        AccountState::Forgetting { .. } => "forgetting",
        AccountState::Forgotten { .. } => "forgotten",
    }
}
