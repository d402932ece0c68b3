//! Commands: what a clerk does, and results of slow work.

use super::input::{DetailsInput, IdentityInput, LoginInput, MandateInput, PersonInput, SubscriptionInput};
use super::state::{MandateSource, PaymentMethod};
use super::step::CommandKind;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Identifies a piece of slow work; also its idempotency key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct JobId(pub Uuid);

/// A scanned or typed pass.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PassInput {
    /// What was scanned or typed.
    pub code: String,
    /// The clerk confirms a pass of another branch.
    pub confirm_other_branch: bool,
}

/// What came out of the printer, as a person saw it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SeenPrint {
    /// A good pass.
    Printed,
    /// Nothing; the pass is still blank.
    NotPrinted,
    /// A spoiled pass.
    Spoiled,
}

/// How a print ended, as the printer told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "ended")]
pub enum PrintOutcome {
    /// The printer confirmed the card.
    Done,
    /// Nothing was printed; `reason` is a stable code such as `RIBBON_ENDED` or `CANCELLED`.
    NotPrinted {
        /// Stable code.
        reason: String,
    },
    /// Nobody knows; a person must look.
    Unknown {
        /// Stable code.
        reason: String,
    },
}

/// How the search for an account ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "ended")]
pub enum SearchOutcome {
    /// Found.
    Found {
        /// User name as the provider writes it.
        user_name: String,
        /// Subject identifier at the provider.
        subject: String,
    },
    /// No account with this user name.
    NotFound,
    /// The provider does not answer.
    Unavailable,
}

/// How generating an account ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "ended")]
pub enum GenerateOutcome {
    /// "Genereren van inlogaccount gelukt".
    Generated {
        /// User name.
        user_name: String,
        /// Subject identifier at the provider.
        subject: String,
        /// Until when the activation link works.
        deadline: DateTime<Utc>,
    },
    /// Refused; `reason` is a stable code of the provider.
    Failed {
        /// Stable code.
        reason: String,
    },
}

/// What was observed of an account that waits for activation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountObservation {
    /// The patron activated it.
    Activated,
    /// The deadline passed: the provider deleted it.
    Lapsed,
}

/// A command to a registration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "command", content = "with")]
pub enum Command {
    /// Scan the blank pass.
    AssignPass(PassInput),
    /// Enter NAW data.
    EnterPerson(Box<PersonInput>),
    /// Keep what was typed of the NAW data so far; nothing is checked.
    KeepPerson(Box<PersonInput>),
    /// Choose salutation, judge duplicates.
    ChoosePerson(IdentityInput),
    /// Enter IBAN, newsletter, selection.
    EnterDetails(DetailsInput),
    /// Login account yes or no.
    ChooseLogin(LoginInput),
    /// Existing (`true`) or new account.
    ChooseAccount {
        /// Use an existing account.
        existing: bool,
    },
    /// Look for an existing account.
    FindAccount {
        /// User name as typed.
        user_name: String,
    },
    /// Choose the subscription.
    ChooseSubscription(SubscriptionInput),
    /// Save.
    Save,
    /// Receive money.
    Pay {
        /// How.
        method: PaymentMethod,
        /// What the patron gives, as typed.
        tendered: String,
    },
    /// Remit what remains.
    Remit {
        /// Why, as typed.
        reason: String,
    },
    /// Leave what remains open.
    Register,
    /// Collect what remains by direct debit.
    CollectByDirectDebit,
    /// Print the pass.
    PrintPass {
        /// Device id; none: the hub chose one.
        device: Option<String>,
        /// Also when characters come out as empty boxes.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        despite_missing_characters: bool,
    },
    /// Say what came out.
    ResolvePrint {
        /// The print that the person speaks of.
        job: JobId,
        /// What came out.
        seen: SeenPrint,
    },
    /// Another blank pass for a spoiled one.
    ReplacePass(PassInput),
    /// Hand out unprinted.
    SkipPrint,
    /// Enter account data of the mandate.
    EnterMandate(MandateInput),
    /// The patron signed.
    MandateSigned {
        /// Where the signed form comes from.
        source: MandateSource,
    },
    /// Read the barcode of the form.
    CheckMandate {
        /// What was scanned.
        code: String,
    },
    /// The data are right.
    ConfirmMandate {
        /// Date on the form as typed; blank: today.
        signed_date: String,
    },
    /// Mandate for an enrolled patron.
    StartMandate,
    /// Revoke.
    RevokeMandate {
        /// Date as typed; blank: today.
        date: String,
        /// Why, as typed.
        reason: String,
        /// What was to be collected by it has been collected already.
        collected: bool,
    },
    /// Switch service flag.
    SetSwitchService {
        /// Used.
        switch_service: bool,
    },
    /// One step back.
    StepBack,
    /// Cancel.
    Cancel {
        /// Why, as typed.
        reason: String,
        /// A pass that was handed out without printing came back, still blank. Left out of what is written down where
        /// it is not so, so that a repeated request is known as such across releases.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        pass_returned: bool,
    },
    /// Forget the login account.
    ForgetAccount,
    /// Generate the login account anew.
    GenerateAccount {
        /// E-mail as typed; blank: the one entered before.
        email: String,
    },
    /// Result: the print ended.
    PrintEnded {
        /// Which print.
        job: JobId,
        /// How.
        outcome: PrintOutcome,
    },
    /// Result: the search ended.
    AccountSearched {
        /// Which search.
        job: JobId,
        /// How.
        outcome: SearchOutcome,
    },
    /// Result: generating ended.
    AccountGenerated {
        /// Which attempt.
        job: JobId,
        /// How.
        outcome: GenerateOutcome,
    },
    /// Result: forgetting ended.
    AccountForgotten {
        /// Which attempt.
        job: JobId,
    },
    /// Result: activation or its deadline.
    AccountObserved(AccountObservation),
}

impl Command {
    /// Its kind.
    pub fn kind(&self) -> CommandKind {
        match self {
            Self::AssignPass(_) => CommandKind::AssignPass,
            Self::EnterPerson(_) => CommandKind::EnterPerson,
            Self::KeepPerson(_) => CommandKind::KeepPerson,
            Self::ChoosePerson(_) => CommandKind::ChoosePerson,
            Self::EnterDetails(_) => CommandKind::EnterDetails,
            Self::ChooseLogin(_) => CommandKind::ChooseLogin,
            Self::ChooseAccount { .. } => CommandKind::ChooseAccount,
            Self::FindAccount { .. } => CommandKind::FindAccount,
            Self::ChooseSubscription(_) => CommandKind::ChooseSubscription,
            Self::Save => CommandKind::Save,
            Self::Pay { .. } => CommandKind::Pay,
            Self::Remit { .. } => CommandKind::Remit,
            Self::Register => CommandKind::Register,
            Self::CollectByDirectDebit => CommandKind::CollectByDirectDebit,
            Self::PrintPass { .. } => CommandKind::PrintPass,
            Self::ResolvePrint { .. } => CommandKind::ResolvePrint,
            Self::ReplacePass(_) => CommandKind::ReplacePass,
            Self::SkipPrint => CommandKind::SkipPrint,
            Self::EnterMandate(_) => CommandKind::EnterMandate,
            Self::MandateSigned { .. } => CommandKind::MandateSigned,
            Self::CheckMandate { .. } => CommandKind::CheckMandate,
            Self::ConfirmMandate { .. } => CommandKind::ConfirmMandate,
            Self::StartMandate => CommandKind::StartMandate,
            Self::RevokeMandate { .. } => CommandKind::RevokeMandate,
            Self::SetSwitchService { .. } => CommandKind::SetSwitchService,
            Self::StepBack => CommandKind::StepBack,
            Self::Cancel { .. } => CommandKind::Cancel,
            Self::ForgetAccount => CommandKind::ForgetAccount,
            Self::GenerateAccount { .. } => CommandKind::GenerateAccount,
            Self::PrintEnded { .. } => CommandKind::PrintEnded,
            Self::AccountSearched { .. } => CommandKind::AccountSearched,
            Self::AccountGenerated { .. } => CommandKind::AccountGenerated,
            Self::AccountForgotten { .. } => CommandKind::AccountForgotten,
            Self::AccountObserved(_) => CommandKind::AccountObserved,
        }
    }
}
