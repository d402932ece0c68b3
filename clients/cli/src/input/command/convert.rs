//! What was typed or read, as a command of the API.

use super::CommandInput;
use super::content::*;
use crate::input::Method;
use balie_client::{Command, resource, v1};

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
            CommandInput::PrintPass(PrintPassInput { device, despite_missing_characters }) => {
                let device = resource::device(&device.unwrap_or_default());
                Self::PrintPass(v1::PrintPass { device, despite_missing_characters })
            }
            CommandInput::ResolvePrint(ResolvePrintInput { result, job }) => {
                Self::ResolvePrint(v1::ResolvePrint { result: result.into(), job: job.unwrap_or_default() })
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
            CommandInput::RevokeMandate(RevokeMandateInput { reason, date, collected }) => {
                let date = date.unwrap_or_default();
                Self::RevokeMandate(v1::RevokeMandate { date, reason, collected })
            }
            CommandInput::SetSwitchService(SwitchServiceInput { switch_service }) => {
                Self::SetSwitchService(v1::SetSwitchService { switch_service })
            }
            CommandInput::StepBack(Nothing {}) => Self::StepBack(v1::StepBack {}),
            CommandInput::Cancel(CancelInput { reason, pass_returned }) => {
                Self::Cancel(v1::Cancel { reason, pass_returned })
            }
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
