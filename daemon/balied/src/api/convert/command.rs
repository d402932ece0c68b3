//! Commands: from the wire to the heart.

use super::job::job_id;
use super::person::{address_input, details_input, person_input, salutation};
use crate::api::status::{Refusal, bad_field};
use balie_proto::v1::{self as pb, command::Command as Wire};
use balie_registration::Lang;
use balie_registration::machine::{
    Command, IdentityInput, JobId, LoginInput, MandateInput, MandateSource, PassInput, PaymentMethod,
    SeenPrint, SubscriptionInput,
};
use tonic::Status;
use uuid::Uuid;

/// The command of a request.
///
/// # Errors
/// `INVALID_ARGUMENT` naming the field that is missing or cannot be read.
pub fn command(command: Option<pb::Command>, lang: Lang) -> Result<Command, Status> {
    let wire = command
        .and_then(|command| command.command)
        .ok_or_else(|| bad_field("command", Refusal::Required, lang))?;
    Ok(match wire {
        Wire::AssignPass(pass) => Command::AssignPass(pass_input(pass)),
        Wire::EnterPerson(enter) => {
            Command::EnterPerson(Box::new(person_input(enter.person.unwrap_or_default(), lang)?))
        }
        Wire::KeepPerson(keep) => {
            Command::KeepPerson(Box::new(person_input(keep.person.unwrap_or_default(), lang)?))
        }
        Wire::ChoosePerson(choose) => Command::ChoosePerson(IdentityInput {
            salutation: salutation(choose.salutation, lang)?,
            new_person: choose.new_person,
            re_enrol: re_enrol(&choose.re_enrol, lang)?,
        }),
        Wire::EnterDetails(enter) => {
            Command::EnterDetails(details_input(enter.details.unwrap_or_default(), enter.new_person))
        }
        Wire::ChooseLogin(choose) => {
            Command::ChooseLogin(LoginInput { wanted: choose.wanted, email: choose.email })
        }
        Wire::ChooseAccount(choose) => Command::ChooseAccount { existing: choose.existing },
        Wire::FindAccount(find) => Command::FindAccount { user_name: find.user_name },
        Wire::ChooseSubscription(choose) => {
            Command::ChooseSubscription(subscription_input(choose.subscription.unwrap_or_default()))
        }
        Wire::Save(_) => Command::Save,
        Wire::Pay(pay) => Command::Pay { method: payment_method(pay.method, lang)?, tendered: pay.tendered },
        Wire::Remit(remit) => Command::Remit { reason: remit.reason },
        Wire::Register(_) => Command::Register,
        Wire::CollectByDirectDebit(_) => Command::CollectByDirectDebit,
        Wire::PrintPass(print) => Command::PrintPass {
            device: device(&print.device, lang)?,
            despite_missing_characters: print.despite_missing_characters,
        },
        Wire::ResolvePrint(resolve) => {
            let seen = seen(resolve.result, lang)?;
            if resolve.job.is_empty() {
                return Err(bad_field("job", Refusal::Required, lang));
            }
            let job = JobId(job_id(&resolve.job, "job", lang)?);
            Command::ResolvePrint { job, seen }
        }
        Wire::ReplacePass(pass) => Command::ReplacePass(PassInput {
            code: pass.code,
            confirm_other_branch: pass.confirm_other_branch,
        }),
        Wire::SkipPrint(_) => Command::SkipPrint,
        Wire::EnterMandate(enter) => Command::EnterMandate(MandateInput {
            iban: enter.iban,
            bic: enter.bic,
            holder: enter.holder,
            place: enter.place,
            address: address_input(enter.address),
            switch_service: enter.switch_service,
        }),
        Wire::MandateSigned(signed) => Command::MandateSigned { source: source(signed.source, lang)? },
        Wire::CheckMandate(check) => Command::CheckMandate { code: check.code },
        Wire::ConfirmMandate(confirm) => Command::ConfirmMandate { signed_date: confirm.signed_date },
        Wire::StartMandate(_) => Command::StartMandate,
        Wire::RevokeMandate(pb::RevokeMandate { date, reason, collected }) => {
            Command::RevokeMandate { date, reason, collected }
        }
        Wire::SetSwitchService(set) => Command::SetSwitchService { switch_service: set.switch_service },
        Wire::StepBack(_) => Command::StepBack,
        Wire::Cancel(pb::Cancel { reason, pass_returned }) => Command::Cancel { reason, pass_returned },
        Wire::ForgetAccount(_) => Command::ForgetAccount,
        Wire::GenerateAccount(generate) => Command::GenerateAccount { email: generate.email },
    })
}

/// A scanned or typed pass.
pub fn pass_input(pass: pb::AssignPass) -> PassInput {
    PassInput { code: pass.code, confirm_other_branch: pass.confirm_other_branch }
}

/// A resource name `registrations/{uuid}`.
///
/// # Errors
/// `INVALID_ARGUMENT` when it is none.
pub fn registration_id(name: &str, field: &str, lang: Lang) -> Result<Uuid, Status> {
    name.strip_prefix("registrations/")
        .and_then(|id| Uuid::parse_str(id).ok())
        .ok_or_else(|| bad_field(field, Refusal::ResourceName("registrations/{uuid}"), lang))
}

fn re_enrol(name: &str, lang: Lang) -> Result<Option<Uuid>, Status> {
    match name {
        "" => Ok(None),
        name => registration_id(name, "re_enrol", lang).map(Some),
    }
}

fn device(name: &str, lang: Lang) -> Result<Option<String>, Status> {
    match name {
        "" => Ok(None),
        name => match name.strip_prefix("devices/") {
            Some(id) if !id.is_empty() => Ok(Some(id.to_owned())),
            _ => Err(bad_field("device", Refusal::ResourceName("devices/{id}"), lang)),
        },
    }
}

/// The subscription as typed; what only the daemon knows is ignored.
pub fn subscription_input(choice: pb::SubscriptionChoice) -> SubscriptionInput {
    SubscriptionInput {
        code: choice.code,
        discount: choice.discount,
        instalments_requested: choice.instalments_requested,
        dbos_school: choice.dbos_school,
        staff: choice.staff,
        home_library: choice.home_library,
        home_pass_number: choice.home_pass_number,
        reason: choice.reason,
    }
}

fn payment_method(method: i32, lang: Lang) -> Result<PaymentMethod, Status> {
    match pb::PaymentMethod::try_from(method) {
        Ok(pb::PaymentMethod::Unspecified | pb::PaymentMethod::Cash) => Ok(PaymentMethod::Cash),
        Ok(pb::PaymentMethod::Card) => Ok(PaymentMethod::Card),
        Err(_) => Err(bad_field("method", Refusal::UnknownValue, lang)),
    }
}

fn seen(result: i32, lang: Lang) -> Result<SeenPrint, Status> {
    match pb::PrintResult::try_from(result) {
        Ok(pb::PrintResult::Printed) => Ok(SeenPrint::Printed),
        Ok(pb::PrintResult::NotPrinted) => Ok(SeenPrint::NotPrinted),
        Ok(pb::PrintResult::Spoiled) => Ok(SeenPrint::Spoiled),
        Ok(pb::PrintResult::Unspecified) => Err(bad_field("result", Refusal::Required, lang)),
        Err(_) => Err(bad_field("result", Refusal::UnknownValue, lang)),
    }
}

fn source(source: i32, lang: Lang) -> Result<MandateSource, Status> {
    match pb::MandateSource::try_from(source) {
        Ok(pb::MandateSource::Scan) => Ok(MandateSource::Scan),
        Ok(pb::MandateSource::File) => Ok(MandateSource::File),
        Ok(pb::MandateSource::NoUpload) => Ok(MandateSource::NoUpload),
        Ok(pb::MandateSource::Unspecified) => Err(bad_field("source", Refusal::Required, lang)),
        Err(_) => Err(bad_field("source", Refusal::UnknownValue, lang)),
    }
}
