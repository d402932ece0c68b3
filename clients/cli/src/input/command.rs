//! Every command of the API, as a subcommand and as JSON: `{"assign_pass": {"code": "…"}}`.

use super::{
    DetailsInput, MandateInput, Method, PersonInput, PrintSeen, SalutationInput, Source, SubscriptionInput,
    money, yes_no,
};
use balie_client::{Command, resource, v1};
use clap::{Args, Subcommand};
use serde::Deserialize;

/// A command to a registration.
#[derive(Debug, Clone, PartialEq, Eq, Subcommand, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[allow(clippy::large_enum_variant, reason = "made once for each run of the program")]
pub(crate) enum CommandInput {
    /// Scan the blank pass
    AssignPass(PassInput),
    /// Enter name, address and birth date
    EnterPerson(EnterPersonInput),
    /// Keep what was typed of name, address and birth date so far; nothing is checked
    KeepPerson(EnterPersonInput),
    /// Choose the salutation and judge duplicates
    ChoosePerson(ChoosePersonInput),
    /// Enter IBAN, newsletter, selection
    EnterDetails(EnterDetailsInput),
    /// Answer whether the patron wants a login account
    ChooseLogin(ChooseLoginInput),
    /// Choose a new account, or an existing one
    ChooseAccount(ChooseAccountInput),
    /// Look for an existing account
    FindAccount(FindAccountInput),
    /// Choose the subscription
    ChooseSubscription(ChooseSubscriptionInput),
    /// Save (Opslaan): the registration becomes real
    Save(Nothing),
    /// Receive money (Afrekenen)
    Pay(PayInput),
    /// Remit what remains (Kwijtschelden)
    Remit(ReasonInput),
    /// Leave what remains open (Registreren)
    Register(Nothing),
    /// Collect what remains by direct debit
    CollectByDirectDebit(Nothing),
    /// Print the pass
    PrintPass(PrintPassInput),
    /// Say what came out of the printer
    ResolvePrint(ResolvePrintInput),
    /// Take another blank pass for one that was spoiled
    ReplacePass(PassInput),
    /// Hand the pass out without printing
    SkipPrint(Nothing),
    /// Enter the account data of the mandate
    EnterMandate(MandateInput),
    /// The patron signed the form
    MandateSigned(MandateSignedInput),
    /// Read the barcode of the signed form
    CheckMandate(CheckMandateInput),
    /// The data of the signed form are right
    ConfirmMandate(ConfirmMandateInput),
    /// Start a mandate for an enrolled patron
    StartMandate(Nothing),
    /// Revoke the mandate
    RevokeMandate(RevokeMandateInput),
    /// Set the switch service flag
    SetSwitchService(SwitchServiceInput),
    /// Go back one step; what was entered is kept
    StepBack(Nothing),
    /// Cancel the registration
    Cancel(ReasonInput),
    /// Forget the login account
    ForgetAccount(Nothing),
    /// Generate the login account anew
    GenerateAccount(GenerateAccountInput),
}

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

/// Printer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct PrintPassInput {
    /// Printer; may be absent when the branch has one
    #[arg(long)]
    pub device: Option<String>,
}

/// What came out of the printer.
#[derive(Debug, Clone, PartialEq, Eq, Args, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ResolvePrintInput {
    /// What came out
    #[arg(value_enum)]
    pub result: PrintSeen,
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
    pub date: Option<String>,
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

impl From<CommandInput> for Command {
    fn from(input: CommandInput) -> Self {
        match input {
            CommandInput::AssignPass(PassInput { code, confirm_other_branch }) => {
                Self::AssignPass(v1::AssignPass { code, confirm_other_branch })
            }
            CommandInput::EnterPerson(input) => {
                Self::EnterPerson(v1::EnterPerson { person: Some(input.person.into()) })
            }
            CommandInput::KeepPerson(input) => {
                Self::KeepPerson(v1::KeepPerson { person: Some(input.person.into()) })
            }
            CommandInput::ChoosePerson(input) => Self::ChoosePerson(input.into()),
            CommandInput::EnterDetails(EnterDetailsInput { details, new_person }) => {
                Self::EnterDetails(v1::EnterDetails { details: Some(details.into()), new_person })
            }
            CommandInput::ChooseLogin(ChooseLoginInput { wanted, email }) => {
                Self::ChooseLogin(v1::ChooseLogin { wanted, email: email.unwrap_or_default() })
            }
            CommandInput::ChooseAccount(ChooseAccountInput { existing }) => {
                Self::ChooseAccount(v1::ChooseAccount { existing })
            }
            CommandInput::FindAccount(FindAccountInput { user_name }) => {
                Self::FindAccount(v1::FindAccount { user_name })
            }
            CommandInput::ChooseSubscription(input) => {
                let subscription = Some(input.subscription.into());
                Self::ChooseSubscription(v1::ChooseSubscription { subscription })
            }
            CommandInput::Save(Nothing {}) => Self::Save(v1::Save {}),
            CommandInput::Pay(PayInput { tendered, method }) => Self::Pay(v1::Pay {
                method: method.unwrap_or(Method::Cash).into(),
                tendered: tendered.unwrap_or_default(),
            }),
            CommandInput::Remit(ReasonInput { reason }) => Self::Remit(v1::Remit { reason }),
            CommandInput::Register(Nothing {}) => Self::Register(v1::Register {}),
            CommandInput::CollectByDirectDebit(Nothing {}) => {
                Self::CollectByDirectDebit(v1::CollectByDirectDebit {})
            }
            CommandInput::PrintPass(PrintPassInput { device }) => {
                Self::PrintPass(v1::PrintPass { device: resource::device(&device.unwrap_or_default()) })
            }
            CommandInput::ResolvePrint(ResolvePrintInput { result }) => {
                Self::ResolvePrint(v1::ResolvePrint { result: result.into() })
            }
            CommandInput::ReplacePass(PassInput { code, confirm_other_branch }) => {
                Self::ReplacePass(v1::ReplacePass { code, confirm_other_branch })
            }
            CommandInput::SkipPrint(Nothing {}) => Self::SkipPrint(v1::SkipPrint {}),
            CommandInput::EnterMandate(input) => Self::EnterMandate(input.into()),
            CommandInput::MandateSigned(MandateSignedInput { source }) => {
                Self::MandateSigned(v1::MandateSigned { source: source.into() })
            }
            CommandInput::CheckMandate(CheckMandateInput { code }) => {
                Self::CheckMandate(v1::CheckMandate { code })
            }
            CommandInput::ConfirmMandate(ConfirmMandateInput { signed_date }) => {
                Self::ConfirmMandate(v1::ConfirmMandate { signed_date: signed_date.unwrap_or_default() })
            }
            CommandInput::StartMandate(Nothing {}) => Self::StartMandate(v1::StartMandate {}),
            CommandInput::RevokeMandate(RevokeMandateInput { reason, date }) => {
                Self::RevokeMandate(v1::RevokeMandate { date: date.unwrap_or_default(), reason })
            }
            CommandInput::SetSwitchService(SwitchServiceInput { switch_service }) => {
                Self::SetSwitchService(v1::SetSwitchService { switch_service })
            }
            CommandInput::StepBack(Nothing {}) => Self::StepBack(v1::StepBack {}),
            CommandInput::Cancel(ReasonInput { reason }) => Self::Cancel(v1::Cancel { reason }),
            CommandInput::ForgetAccount(Nothing {}) => Self::ForgetAccount(v1::ForgetAccount {}),
            CommandInput::GenerateAccount(GenerateAccountInput { email }) => {
                Self::GenerateAccount(v1::GenerateAccount { email: email.unwrap_or_default() })
            }
        }
    }
}

impl From<ChoosePersonInput> for v1::ChoosePerson {
    fn from(input: ChoosePersonInput) -> Self {
        Self {
            salutation: input.salutation.map_or(v1::Salutation::Unspecified, v1::Salutation::from).into(),
            new_person: input.new_person,
            re_enrol: input.re_enrol.map(|name| resource::registration(&name)).unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Parser)]
    struct Line {
        #[command(subcommand)]
        command: CommandInput,
    }

    fn typed(line: &str) -> Command {
        let words = ["do"].into_iter().chain(line.split(' '));
        Line::try_parse_from(words).unwrap_or_else(|error| panic!("{error}")).command.into()
    }

    fn json(text: &str) -> Command {
        serde_json::from_str::<CommandInput>(text).unwrap().into()
    }

    #[test]
    fn a_command_is_the_same_typed_and_in_json() {
        let pairs = [
            ("assign-pass 29401000075801", r#"{"assign_pass": {"code": "29401000075801"}}"#),
            (
                "enter-person --kind woman --surname Test --postcode 9468BG --birth-date 1-1-91",
                r#"{"enter_person": {"person": {"kind": "woman", "surname": "Test",
                    "main_address": {"postcode": "9468BG"}, "birth_date": "1-1-91"}}}"#,
            ),
            ("keep-person --surname Te", r#"{"keep_person": {"person": {"surname": "Te"}}}"#),
            ("choose-person --re-enrol 0199", r#"{"choose_person": {"re_enrol": "registrations/0199"}}"#),
            (
                "enter-details --iban NL91ABNA0417164300 --newsletter --new-person",
                r#"{"enter_details": {"details": {"iban": "NL91ABNA0417164300", "newsletter": true},
                    "new_person": true}}"#,
            ),
            ("choose-login yes --email a@b.nl", r#"{"choose_login": {"wanted": true, "email": "a@b.nl"}}"#),
            ("choose-login nee", r#"{"choose_login": {"wanted": false}}"#),
            ("choose-account --existing", r#"{"choose_account": {"existing": true}}"#),
            ("find-account 25000001", r#"{"find_account": {"user_name": "25000001"}}"#),
            (
                "choose-subscription 0045 --discount 10",
                r#"{"choose_subscription": {"subscription": {"code": "0045", "discount": "10"}}}"#,
            ),
            ("save", r#"{"save": {}}"#),
            ("pay 60", r#"{"pay": {"tendered": "60", "method": "cash"}}"#),
            ("remit clementie", r#"{"remit": {"reason": "clementie"}}"#),
            ("register", r#"{"register": {}}"#),
            ("collect-by-direct-debit", r#"{"collect_by_direct_debit": {}}"#),
            ("print-pass --device evolis", r#"{"print_pass": {"device": "devices/evolis"}}"#),
            ("resolve-print not-printed", r#"{"resolve_print": {"result": "not_printed"}}"#),
            (
                "replace-pass 1 --confirm-other-branch",
                r#"{"replace_pass": {"code": "1", "confirm_other_branch": true}}"#,
            ),
            ("skip-print", r#"{"skip_print": {}}"#),
            ("enter-mandate --holder Test", r#"{"enter_mandate": {"holder": "Test"}}"#),
            ("mandate-signed no-upload", r#"{"mandate_signed": {"source": "no_upload"}}"#),
            ("check-mandate M1", r#"{"check_mandate": {"code": "M1"}}"#),
            ("confirm-mandate", r#"{"confirm_mandate": {}}"#),
            ("start-mandate", r#"{"start_mandate": {}}"#),
            ("revoke-mandate verhuisd", r#"{"revoke_mandate": {"reason": "verhuisd"}}"#),
            ("set-switch-service ja", r#"{"set_switch_service": {"switch_service": true}}"#),
            ("step-back", r#"{"step_back": {}}"#),
            ("cancel vergissing", r#"{"cancel": {"reason": "vergissing"}}"#),
            ("forget-account", r#"{"forget_account": {}}"#),
            ("generate-account", r#"{"generate_account": {}}"#),
        ];
        let mut seen = std::collections::HashSet::new();
        for (line, text) in pairs {
            let command = typed(line);
            assert_eq!(command, json(text), "{line}");
            seen.insert(std::mem::discriminant(&command));
        }
        assert_eq!(seen.len(), 29, "every command of the API has a subcommand");
    }

    #[test]
    fn unknown_keys_and_commands_are_refused() {
        for text in [r#"{"save": {"now": true}}"#, r#"{"sav": {}}"#, r#"{"assign_pass": {"cod": "1"}}"#] {
            assert!(serde_json::from_str::<CommandInput>(text).is_err(), "{text}");
        }
    }
}
