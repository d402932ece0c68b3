//! The states of a registration: each holds exactly what is known in its step.

use super::command::JobId;
use super::input::{Kept, MandateInput};
use super::person::{Address, Person};
use super::step::Step;
use crate::catalogue::Becomes;
use crate::values::{
    Bic, Email, HolderName, Iban, InstitutionName, MandateReference, Money, PassNumber, PatronNumber,
    PlaceName, ReasonText, Salutation, UserName,
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The registration of one patron.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registration {
    /// Identifier, never reused.
    pub id: Uuid,
    /// From 1 up, by one a change.
    pub revision: u64,
    /// When it was started.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// Where it stands.
    pub state: State,
}

impl Registration {
    /// A new registration that waits for its pass (manual step 1).
    pub fn start(id: Uuid, now: DateTime<Utc>) -> Self {
        let state = State::AwaitingPass { kept: Kept::default() };
        Self { id, revision: 1, created_at: now, updated_at: now, state }
    }
}

/// Where a registration stands.
///
/// `before`, with the mandate, is set when a patron who was enrolled already starts one: what stood until
/// then, which stands again when the new one is not finished.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "step")]
#[allow(missing_docs, reason = "each variant is the step of the same name; see `Step`")]
pub enum State {
    AwaitingPass {
        kept: Kept,
    },
    EnteringPerson {
        pass: Pass,
        kept: Kept,
    },
    ChoosingPerson {
        pass: Pass,
        person: Box<Person>,
        kept: Kept,
    },
    EnteringDetails {
        pass: Pass,
        person: Box<Person>,
        identity: Identity,
        kept: Kept,
    },
    ChoosingLogin {
        patron: Box<Patron>,
        kept: Kept,
    },
    ChoosingAccount {
        patron: Box<Patron>,
        email: Email,
        kept: Kept,
    },
    FindingAccount {
        patron: Box<Patron>,
        email: Email,
        search: Search,
        kept: Kept,
    },
    ChoosingSubscription {
        patron: Box<Patron>,
        login: Login,
        kept: Kept,
    },
    Confirming {
        patron: Box<Patron>,
        login: Login,
        choice: Choice,
        kept: Kept,
    },
    Settling {
        enrolment: Box<Enrolment>,
        ledger: Ledger,
    },
    IssuingPass {
        enrolment: Box<Enrolment>,
        settled: Settled,
        print: PassPrint,
    },
    EnteringMandate {
        member: Box<Member>,
        typed: Option<MandateInput>,
        before: Option<Box<Standing>>,
    },
    SigningMandate {
        member: Box<Member>,
        form: MandateForm,
        before: Option<Box<Standing>>,
    },
    ProcessingMandate {
        member: Box<Member>,
        form: MandateForm,
        source: MandateSource,
        before: Option<Box<Standing>>,
    },
    VerifyingMandate {
        member: Box<Member>,
        form: MandateForm,
        source: MandateSource,
        before: Option<Box<Standing>>,
    },
    Enrolled {
        member: Box<Member>,
        mandate: Standing,
    },
    Cancelled {
        reason: ReasonText,
        at: DateTime<Utc>,
        pass_is_free: bool,
        was: Box<State>,
    },
}

/// The pass of the patron.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pass {
    /// Number on the pass.
    pub number: PassNumber,
    /// It is of another branch and the clerk confirmed that.
    pub other_branch: bool,
}

/// How the person was chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// How the patron is addressed.
    pub salutation: Salutation,
    /// Re-enrolled: earlier registration and the patron number that is kept.
    pub earlier: Option<Earlier>,
    /// Duplicates that the clerk judged to be somebody else.
    pub judged_different: Vec<Uuid>,
}

/// The earlier registration of a patron who enrols again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Earlier {
    /// Earlier registration.
    pub registration: Uuid,
    /// Patron number that is kept.
    pub patron_number: PatronNumber,
}

/// Further data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Details {
    /// IBAN for automatic collection.
    pub iban: Option<Iban>,
    /// Newsletter wanted.
    pub newsletter: bool,
    /// Selection code of the branch's list.
    pub selection: Option<String>,
}

/// Everything about the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Patron {
    /// Pass.
    pub pass: Pass,
    /// NAW data.
    pub person: Person,
    /// Chosen person.
    pub identity: Identity,
    /// Further data.
    pub details: Details,
}

/// The search for an existing account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "search")]
pub enum Search {
    /// Not begun.
    Idle,
    /// Under way.
    Searching {
        /// User name looked for.
        user_name: UserName,
        /// The work.
        job: JobId,
    },
    /// There is none with this name.
    NotFound {
        /// User name looked for.
        user_name: UserName,
    },
    /// The provider does not answer.
    Unavailable {
        /// User name looked for.
        user_name: UserName,
    },
}

/// The login account as answered before saving.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "login")]
pub enum Login {
    /// None: no online services.
    None,
    /// Link this existing account.
    Existing {
        /// E-mail address.
        email: Email,
        /// User name.
        user_name: String,
        /// Subject at the provider.
        subject: String,
    },
    /// Generate one on saving.
    New {
        /// E-mail address.
        email: Email,
    },
}

/// The chosen subscription as it was on the enrolment date: later prices do not change it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Tariff code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Price on the enrolment date.
    pub price: Money,
    /// Discount.
    pub discount: Money,
    /// Price less discount.
    pub fee: Money,
    /// Date the quote is for.
    pub enrolled_on: NaiveDate,
    /// First day.
    pub valid_from: NaiveDate,
    /// Last day; none: no end.
    pub valid_through: Option<NaiveDate>,
    /// What it turns into by itself, and when: youth on the 19th birthday.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub becomes: Option<Becomes>,
    /// Must be paid at once (0091).
    pub pay_at_once: bool,
    /// Needs a direct debit mandate (0049).
    pub needs_mandate: bool,
    /// Chosen because the patron asked for instalments.
    pub instalments_requested: bool,
    /// For a d-Bos school.
    pub dbos_school: bool,
    /// For staff.
    pub staff: bool,
    /// Why a branch administrator handed it out (0001 for an institution).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<ReasonText>,
    /// Home library of a guest.
    pub home: Option<HomeLibrary>,
}

/// The home library of a guest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HomeLibrary {
    /// Name.
    pub name: InstitutionName,
    /// Pass number there, as typed: other libraries number differently.
    pub pass_number: String,
}

/// A saved registration: a real patron.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrolment {
    /// The person.
    pub patron: Patron,
    /// The subscription.
    pub choice: Choice,
    /// Patron number.
    pub patron_number: PatronNumber,
    /// When it was saved.
    pub saved_at: DateTime<Utc>,
    /// Login account.
    pub account: AccountState,
}

/// The login account after saving.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "account")]
pub enum AccountState {
    /// None wanted.
    None,
    /// An existing one was linked.
    Linked {
        /// E-mail address.
        email: Email,
        /// User name.
        user_name: String,
        /// Subject at the provider.
        subject: String,
    },
    /// Being generated.
    Generating {
        /// E-mail address.
        email: Email,
        /// The work.
        job: JobId,
    },
    /// Waits for the patron to activate it.
    Pending {
        /// E-mail address.
        email: Email,
        /// User name.
        user_name: String,
        /// Subject at the provider.
        subject: String,
        /// The activation link works until then.
        deadline: DateTime<Utc>,
    },
    /// Activated.
    Active {
        /// E-mail address.
        email: Email,
        /// User name.
        user_name: String,
        /// Subject at the provider.
        subject: String,
    },
    /// Generating failed.
    Failed {
        /// E-mail address.
        email: Email,
        /// Stable code.
        reason: String,
    },
    /// Not activated in time; deleted by the provider.
    Lapsed {
        /// E-mail address.
        email: Email,
        /// User name.
        user_name: String,
        /// Subject at the provider.
        subject: String,
    },
    /// Being forgotten.
    Forgetting {
        /// E-mail address.
        email: Email,
        /// User name.
        user_name: String,
        /// The work.
        job: JobId,
    },
    /// Forgotten: a new one may be generated.
    Forgotten {
        /// E-mail address of the former account.
        email: Email,
    },
}

/// How a payment was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentMethod {
    /// Kas.
    Cash,
    /// Pin.
    Card,
}

/// A payment at the counter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// How.
    pub method: PaymentMethod,
    /// What the patron gave.
    pub tendered: Money,
    /// What was given back.
    pub change: Money,
    /// When.
    pub at: DateTime<Utc>,
}

/// What was kwijtgescholden.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remission {
    /// How much.
    pub amount: Money,
    /// Why.
    pub reason: ReasonText,
}

/// Money of the session (manual, "AFREKENEN NIEUWE LENER").
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ledger {
    /// Session amount: the fee.
    pub session: Money,
    /// Payments.
    pub receipts: Vec<Receipt>,
    /// Remission.
    pub remission: Option<Remission>,
}

impl Ledger {
    /// A session of this amount.
    pub fn new(session: Money) -> Self {
        Self { session, receipts: Vec::new(), remission: None }
    }

    /// Received, less change.
    pub fn received(&self) -> Money {
        self.receipts.iter().map(|receipt| receipt.tendered.saturating_sub(receipt.change)).sum()
    }

    /// Remitted.
    pub fn remitted(&self) -> Money {
        self.remission.as_ref().map_or(Money::ZERO, |remission| remission.amount)
    }

    /// Still to receive ("Restant sessie").
    pub fn remaining(&self) -> Money {
        self.session.saturating_sub(self.received()).saturating_sub(self.remitted())
    }
}

/// How the fee was settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Settlement {
    /// Nothing was due.
    NothingDue,
    /// Paid at the counter.
    Paid,
    /// The remainder was remitted.
    Remitted,
    /// The remainder was left open.
    Registered,
    /// The remainder is collected by direct debit.
    DirectDebit,
}

/// A settled fee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settled {
    /// The money.
    pub ledger: Ledger,
    /// How.
    pub by: Settlement,
}

impl Settled {
    /// What the patron still owes at the counter: only what was registered.
    pub fn open_balance(&self) -> Money {
        match self.by {
            Settlement::Registered => self.ledger.remaining(),
            _ => Money::ZERO,
        }
    }
}

/// The print of a pass that is not issued yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "print")]
pub enum PassPrint {
    /// May be printed.
    Ready {
        /// Stable code of why the print before did not succeed.
        last_failure: Option<String>,
    },
    /// A print runs.
    Printing {
        /// The work.
        job: JobId,
    },
    /// A person must say what came out.
    Unknown {
        /// The work.
        job: JobId,
        /// Stable code.
        reason: String,
    },
    /// Another blank pass is needed.
    Spoiled,
}

/// How the pass was issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "issued")]
pub enum Issued {
    /// Printed.
    Printed {
        /// The work.
        job: JobId,
        /// When it was known.
        at: DateTime<Utc>,
    },
    /// Handed out unprinted.
    Unprinted {
        /// When.
        at: DateTime<Utc>,
    },
}

/// A patron whose fee is settled and whose pass is issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// The saved registration.
    pub enrolment: Enrolment,
    /// The settled fee.
    pub settled: Settled,
    /// The pass.
    pub issued: Issued,
}

/// Where the signed form comes from (manual, "Actor document uploaden", Bronkeuze).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MandateSource {
    /// Scan pagina.
    Scan,
    /// Selecteer bestand.
    File,
    /// Geen upload.
    NoUpload,
}

/// The data on a mandate form (SEPA Core, recurrent).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MandateForm {
    /// Mandate reference (EPC AT-01); never reused.
    pub reference: MandateReference,
    /// IBAN of the debtor (AT-07).
    pub iban: Iban,
    /// BIC (AT-13); foreign accounts only.
    pub bic: Option<Bic>,
    /// Account holder (AT-14).
    pub holder: HolderName,
    /// Place of the account holder.
    pub place: PlaceName,
    /// Address of the account holder (AT-09), for accounts outside the EEA.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
    /// The banks' switch service is used (overstapservice).
    pub switch_service: bool,
    /// When the form was made.
    pub made_on: NaiveDate,
}

/// The mandate of an enrolled patron.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "standing")]
pub enum Standing {
    /// None.
    None,
    /// In force: "er staat een vinkje bij incasso".
    Active {
        /// The data.
        form: MandateForm,
        /// Where the signed form came from.
        source: MandateSource,
        /// Date of signing (AT-25).
        signed_on: NaiveDate,
    },
    /// Revoked.
    Revoked {
        /// The data.
        form: MandateForm,
        /// Date of signing.
        signed_on: NaiveDate,
        /// Date of revocation.
        revoked_on: NaiveDate,
        /// Why.
        reason: ReasonText,
    },
}

impl State {
    /// The step of this state.
    pub fn step(&self) -> Step {
        match self {
            Self::AwaitingPass { .. } => Step::AwaitingPass,
            Self::EnteringPerson { .. } => Step::EnteringPerson,
            Self::ChoosingPerson { .. } => Step::ChoosingPerson,
            Self::EnteringDetails { .. } => Step::EnteringDetails,
            Self::ChoosingLogin { .. } => Step::ChoosingLogin,
            Self::ChoosingAccount { .. } => Step::ChoosingAccount,
            Self::FindingAccount { .. } => Step::FindingAccount,
            Self::ChoosingSubscription { .. } => Step::ChoosingSubscription,
            Self::Confirming { .. } => Step::Confirming,
            Self::Settling { .. } => Step::Settling,
            Self::IssuingPass { .. } => Step::IssuingPass,
            Self::EnteringMandate { .. } => Step::EnteringMandate,
            Self::SigningMandate { .. } => Step::SigningMandate,
            Self::ProcessingMandate { .. } => Step::ProcessingMandate,
            Self::VerifyingMandate { .. } => Step::VerifyingMandate,
            Self::Enrolled { .. } => Step::Enrolled,
            Self::Cancelled { .. } => Step::Cancelled,
        }
    }
}
