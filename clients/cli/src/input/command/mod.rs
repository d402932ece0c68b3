//! Every command of the API, as a subcommand and as JSON: `{"assign_pass": {"code": "…"}}`.

mod content;
mod convert;
#[cfg(test)]
mod tests;

use super::MandateInput;
use clap::Subcommand;
use content::*;
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
    Cancel(CancelInput),
    /// Forget the login account
    ForgetAccount(Nothing),
    /// Generate the login account anew
    GenerateAccount(GenerateAccountInput),
}
