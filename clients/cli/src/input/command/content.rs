//! What each command carries.

use crate::input::{
    DetailsInput, Method, PersonInput, PrintSeen, SalutationInput, Source, SubscriptionInput, money, yes_no,
};
use clap::Args;
use serde::Deserialize;

/// A command without content.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Nothing {}

/// A scanned or typed pass.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct PassInput {
    /// What was scanned or typed
    pub code: String,
    /// A pass of another branch is right
    #[arg(long)]
    pub confirm_other_branch: bool,
}

/// Name, address and birth date.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct EnterPersonInput {
    #[command(flatten)]
    pub person: PersonInput,
}

/// Salutation and duplicates.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct ChoosePersonInput {
    /// Salutation; as follows from the kind of person when absent
    #[arg(long, value_enum)]
    pub salutation: Option<SalutationInput>,
    /// This is somebody else than every duplicate offered
    #[arg(long)]
    pub new_person: bool,
    /// Re-enrol: name of the earlier registration
    #[arg(long, value_name = "NAME", conflicts_with = "new_person")]
    pub re_enrol: Option<String>,
}

/// IBAN, newsletter, selection.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct EnterDetailsInput {
    #[command(flatten)]
    pub details: DetailsInput,
    /// This is somebody else than the patron whose IBAN this is too
    #[arg(long)]
    pub new_person: bool,
}

/// Whether a login account is wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct ChooseLoginInput {
    /// Wanted: yes or no
    #[arg(value_parser = yes_no, action = clap::ArgAction::Set)]
    pub wanted: bool,
    /// E-mail address; without one the answer becomes no
    #[arg(long)]
    pub email: Option<String>,
}

/// Existing or new account.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct ChooseAccountInput {
    /// Use an existing account; otherwise a new one is generated on saving
    #[arg(long)]
    pub existing: bool,
}

/// Existing account to look for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct FindAccountInput {
    /// User name
    pub user_name: String,
}

/// Subscription.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct ChooseSubscriptionInput {
    #[command(flatten)]
    pub subscription: SubscriptionInput,
}

/// Money received.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct PayInput {
    /// What the patron gives, in euro
    #[serde(deserialize_with = "money::amount")]
    pub tendered: Option<String>,
    /// How; cash when absent
    #[arg(long, value_enum)]
    pub method: Option<Method>,
}

/// Why.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct ReasonInput {
    /// Why, 3 to 200 characters
    pub reason: String,
}

/// Why, and where the pass is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct CancelInput {
    /// Why, 3 to 200 characters
    pub reason: String,
    /// The pass that was handed out without printing is back; otherwise its number is spent
    #[arg(long)]
    pub pass_returned: bool,
}

/// Printer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct PrintPassInput {
    /// Printer; may be absent when the branch has one
    #[arg(long)]
    pub device: Option<String>,
    /// Also when no font has some characters, which come out as empty boxes
    #[arg(long)]
    pub despite_missing_characters: bool,
}

/// What came out of the printer.
#[derive(Debug, Clone, PartialEq, Eq, Args, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ResolvePrintInput {
    /// What came out
    #[arg(value_enum)]
    pub result: PrintSeen,
    /// The print, "jobs/{uuid}"; the one in doubt now when absent
    #[arg(long)]
    #[serde(default)]
    pub job: Option<String>,
}

/// Signed form.
#[derive(Debug, Clone, PartialEq, Eq, Args, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MandateSignedInput {
    /// Where the signed form comes from
    #[arg(value_enum)]
    pub source: Source,
}

/// Barcode of the form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct CheckMandateInput {
    /// What was scanned or typed
    pub code: String,
}

/// Date on the form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct ConfirmMandateInput {
    /// Date on the form; today when absent
    #[arg(long)]
    #[serde(deserialize_with = "balie_reading::date")]
    pub signed_date: Option<String>,
}

/// Revocation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct RevokeMandateInput {
    /// Why, 3 to 200 characters
    pub reason: String,
    /// Date of revocation; today when absent
    #[arg(long)]
    #[serde(deserialize_with = "balie_reading::date")]
    pub date: Option<String>,
    /// What was to be collected by it has been collected already; otherwise it is open again
    #[arg(long)]
    pub collected: bool,
}

/// Switch service flag.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct SwitchServiceInput {
    /// The patron uses the switch service: yes or no
    #[arg(value_parser = yes_no, action = clap::ArgAction::Set)]
    pub switch_service: bool,
}

/// E-mail address of the account.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct GenerateAccountInput {
    /// E-mail address; the one entered before when absent
    #[arg(long)]
    pub email: Option<String>,
}
