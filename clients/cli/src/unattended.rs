//! Registering from a file: every step in order, as far as it goes without a person.

use crate::args::RegisterArgs;
use crate::context::{Context, Outcome};
use crate::failure::Failure;
use crate::input::{
    DetailsInput, MandateInput, PersonInput, SalutationInput, SubscriptionInput, amount, read,
};
use crate::papers;
use crate::places;
use crate::show;
use crate::text::{Lang, account, steps, unattended as words};
use crate::view;
use balie_client::v1::{self, Registration, Step, pass_print::State as Print};
use balie_client::{Command, resource};
use serde::Deserialize;
use std::io::Read as _;
use std::path::Path;

/// A registration as a file. Keys that do not exist are refused with their line.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Plan {
    /// Number of the blank pass.
    pass: String,
    #[serde(default)]
    confirm_other_branch: bool,
    person: PersonInput,
    #[serde(default)]
    person_choice: PersonChoice,
    #[serde(default)]
    details: DetailsInput,
    #[serde(default)]
    login: LoginPlan,
    /// May be absent for youth, whose subscription is filled in.
    #[serde(default)]
    subscription: Option<SubscriptionInput>,
    #[serde(default)]
    settle: SettlePlan,
    #[serde(default)]
    print: PrintPlan,
    #[serde(default)]
    mandate: Option<MandateInput>,
}

impl Plan {
    fn pass(&self) -> v1::AssignPass {
        v1::AssignPass { code: self.pass.clone(), confirm_other_branch: self.confirm_other_branch }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct PersonChoice {
    salutation: Option<SalutationInput>,
    new_person: bool,
    re_enrol: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct LoginPlan {
    wanted: bool,
    email: Option<String>,
    /// Use this existing account instead of a new one.
    user_name: Option<String>,
}

#[derive(Debug, Default, Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Settle {
    #[default]
    Register,
    Cash,
    Card,
    Remit,
    DirectDebit,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct SettlePlan {
    by: Settle,
    /// What the patron gives, once; what remains when absent.
    #[serde(deserialize_with = "amount")]
    tendered: Option<String>,
    reason: Option<String>,
}

#[derive(Debug, Default, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum PrintAction {
    #[default]
    Print,
    Skip,
    Leave,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct PrintPlan {
    action: PrintAction,
    /// Also when no font has some characters of the name.
    despite_missing_characters: bool,
}

/// Registers from the file of the arguments.
pub(crate) async fn run(context: &mut Context<'_>, args: &RegisterArgs, file: &Path) -> Outcome {
    let plan = read(context.lang, file)?;
    if let Some(directory) = &args.out {
        places::directory(directory)?;
    }
    let mut now = match &args.resume {
        Some(name) => context.registration(name).await?,
        // A pass that is refused begins nothing.
        None => context.client.registrations.create(Some(plan.pass())).await?,
    };
    loop {
        if now.step() != Step::Enrolled {
            context.terminal.error_line(&words::at(context.lang, steps::label(context.lang, now.step())));
        }
        let next = match step(context, args, &plan, &now).await {
            Ok(Some(next)) => next,
            Ok(None) => break,
            Err(failure) => {
                how_to_go_on(context, file, &now);
                return Err(failure);
            }
        };
        if next.revision == now.revision {
            let step = steps::label(context.lang, now.step());
            return Err(Failure::Declined { message: words::no_progress(context.lang, step) });
        }
        now = next;
    }
    if let Some(directory) = &args.out {
        papers::pass(&context.client, &now.name, directory).await?;
    }
    context.result(|| view::registration(&now), |lang| show::entry(lang, &now));
    Ok(())
}

/// A registration that was begun is not begun again.
fn how_to_go_on(context: &mut Context<'_>, file: &Path, now: &Registration) {
    if !context.json {
        let text = words::go_on(context.lang, show::short_name(now), file.display());
        context.terminal.error_line(&text);
    }
}

fn read(lang: Lang, path: &Path) -> Result<Plan, Failure> {
    let bytes = if path == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        std::fs::read(path)
    };
    let bytes = bytes.map_err(|source| Failure::io(path, source))?;
    read::toml(lang, &path.display().to_string(), &bytes)
}

/// The registration after its present step; none when the file has no more to say.
async fn step(
    context: &mut Context<'_>,
    args: &RegisterArgs,
    plan: &Plan,
    now: &Registration,
) -> Result<Option<Registration>, Failure> {
    let command = match now.step() {
        Step::AwaitingPass => Command::AssignPass(plan.pass()),
        Step::EnteringPerson => {
            Command::EnterPerson(v1::EnterPerson { person: Some(plan.person.clone().into()) })
        }
        Step::ChoosingPerson => {
            let choice = &plan.person_choice;
            Command::ChoosePerson(v1::ChoosePerson {
                salutation: choice.salutation.map_or(v1::Salutation::Unspecified, Into::into).into(),
                new_person: choice.new_person,
                re_enrol: choice.re_enrol.as_deref().map(resource::registration).unwrap_or_default(),
            })
        }
        Step::EnteringDetails => Command::EnterDetails(v1::EnterDetails {
            details: Some(plan.details.clone().into()),
            new_person: plan.person_choice.new_person,
        }),
        Step::ChoosingLogin => return login(context, plan, now).await.map(Some),
        Step::ChoosingAccount => {
            Command::ChooseAccount(v1::ChooseAccount { existing: plan.login.user_name.is_some() })
        }
        Step::FindingAccount => return find(context, plan, now).await.map(Some),
        Step::ChoosingSubscription => Command::ChooseSubscription(v1::ChooseSubscription {
            subscription: plan.subscription.clone().map(Into::into),
        }),
        Step::Confirming => Command::Save(v1::Save {}),
        Step::Settling => settle(context.lang, &plan.settle, now)?,
        Step::IssuingPass => return print(context, args, plan, now).await,
        Step::EnteringMandate => match &plan.mandate {
            Some(mandate) => Command::EnterMandate(mandate.clone().into()),
            None => return Ok(None),
        },
        Step::SigningMandate => {
            save_form(context, args, now).await?;
            return Ok(None);
        }
        _ => return Ok(None),
    };
    Ok(Some(context.client.registrations.apply(&now.name, etag(now), command).await?.registration))
}

/// Generating the account changes a saved registration meanwhile, which is no reason to stop.
fn etag(now: &Registration) -> &str {
    if now.patron_number.is_empty() { &now.etag } else { "" }
}

/// Whether an account is wanted. There is none without an e-mail address, whatever the file wants: then that is told,
/// with what the patron has to know of it.
async fn login(context: &mut Context<'_>, plan: &Plan, now: &Registration) -> Result<Registration, Failure> {
    let entered = || now.person.as_ref().map(|person| person.email.clone());
    let email = plan.login.email.clone().or_else(|| plan.person.email.clone()).or_else(entered);
    let wanted = plan.login.wanted;
    let command = Command::ChooseLogin(v1::ChooseLogin { wanted, email: email.unwrap_or_default() });
    let applied = context.client.registrations.apply(&now.name, etag(now), command).await?;
    if wanted && applied.registration.step() == Step::ChoosingSubscription {
        let lang = context.lang;
        context.terminal.error_line(words::no_email(lang));
        context.terminal.error_line(account::no_online(lang));
    }
    Ok(applied.registration)
}

/// How the fee is settled. What the file says was given has been given once: it is not booked again for what remains,
/// neither in this run nor when the registration is resumed.
fn settle(lang: Lang, plan: &SettlePlan, now: &Registration) -> Result<Command, Failure> {
    let ledger = now.ledger.clone().unwrap_or_default();
    let pay = |method: v1::PaymentMethod| {
        let tendered = match &plan.tendered {
            None => ledger.remaining.clone(),
            Some(tendered) if show::is_zero(&ledger.received) => tendered.clone(),
            Some(_) => {
                let (received, open) = (show::euro(&ledger.received), show::euro(&ledger.remaining));
                return Err(Failure::Declined { message: words::part_received(lang, received, open) });
            }
        };
        Ok(Command::Pay(v1::Pay { method: method.into(), tendered }))
    };
    Ok(match plan.by {
        Settle::Register => Command::Register(v1::Register {}),
        Settle::Cash => pay(v1::PaymentMethod::Cash)?,
        Settle::Card => pay(v1::PaymentMethod::Card)?,
        Settle::Remit => Command::Remit(v1::Remit { reason: plan.reason.clone().unwrap_or_default() }),
        Settle::DirectDebit => Command::CollectByDirectDebit(v1::CollectByDirectDebit {}),
    })
}

async fn find(context: &mut Context<'_>, plan: &Plan, now: &Registration) -> Result<Registration, Failure> {
    let user_name = plan.login.user_name.clone().unwrap_or_default();
    let command = Command::FindAccount(v1::FindAccount { user_name: user_name.clone() });
    context.client.registrations.apply(&now.name, etag(now), command).await?;
    let settled = |registration: &Registration| {
        registration.login.as_ref().is_none_or(|login| login.search_state != "SEARCHING")
    };
    let found = context.client.registrations.watch(&now.name).find(settled).await?;
    let lang = context.lang;
    match found {
        Some(found) if found.step() != Step::FindingAccount => Ok(found),
        Some(found) if found.login.as_ref().is_some_and(|login| login.search_state == "NOT_FOUND") => {
            Err(Failure::Declined { message: words::account_not_found(lang, &user_name) })
        }
        _ => Err(Failure::Declined { message: words::account_search_unavailable(lang).to_owned() }),
    }
}

async fn print(
    context: &mut Context<'_>,
    args: &RegisterArgs,
    plan: &Plan,
    now: &Registration,
) -> Result<Option<Registration>, Failure> {
    let lang = context.lang;
    let state = now.pass_print.as_ref().map(v1::PassPrint::state).unwrap_or_default();
    match (state, plan.print.action) {
        (_, PrintAction::Leave) => return Ok(None),
        (Print::Spoiled, _) => {
            return Err(Failure::Device { message: words::print_spoiled(lang).to_owned() });
        }
        (Print::Ready, PrintAction::Skip) => {
            let command = Command::SkipPrint(v1::SkipPrint {});
            let applied = context.client.registrations.apply(&now.name, etag(now), command).await?;
            return Ok(Some(applied.registration));
        }
        (Print::Ready, PrintAction::Print) => {
            let device = resource::device(args.printer.as_deref().unwrap_or_default());
            let despite_missing_characters = plan.print.despite_missing_characters;
            let command = Command::PrintPass(v1::PrintPass { device, despite_missing_characters });
            context.client.registrations.apply(&now.name, etag(now), command).await?;
        }
        _ => {}
    }
    let ended = |registration: &Registration| {
        registration.pass_print.as_ref().is_none_or(|print| print.state() != Print::Printing)
    };
    let mut watch = context.client.registrations.watch(&now.name);
    let found = tokio::time::timeout(args.print_wait(), watch.find(ended)).await;
    let Ok(found) = found else {
        return Err(Failure::Device { message: words::print_too_slow(lang).to_owned() });
    };
    let Some(found) = found? else { return Ok(None) };
    let print = found.pass_print.clone().unwrap_or_default();
    match print.state() {
        Print::Unknown => Err(Failure::Device { message: words::print_unknown(lang, &print.last_failure) }),
        Print::Ready => Err(Failure::Device { message: words::print_failed(lang, &print.last_failure) }),
        _ => Ok(Some(found)),
    }
}

async fn save_form(context: &mut Context<'_>, args: &RegisterArgs, now: &Registration) -> Outcome {
    let Some(directory) = &args.out else {
        context.terminal.error_line(words::form_waits_nowhere(context.lang));
        return Ok(());
    };
    let form = papers::form(&context.client, &now.name, context.lang).await?;
    if !form.notice.is_empty() {
        context.terminal.error_line(&form.notice);
    }
    let path = papers::write(directory, &form)?;
    context.terminal.error_line(&words::form_waits(context.lang, path.display()));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use balie_client::v1::{Ledger, PaymentMethod};

    fn command(
        by: Settle,
        tendered: Option<&str>,
        received: &str,
        remaining: &str,
    ) -> Result<Command, Failure> {
        let plan = SettlePlan { by, tendered: tendered.map(str::to_owned), reason: None };
        let ledger = Ledger { received: received.into(), remaining: remaining.into(), ..Default::default() };
        settle(Lang::Dutch, &plan, &Registration { ledger: Some(ledger), ..Default::default() })
    }

    #[test]
    fn what_was_given_is_booked_once_and_what_remains_only_when_no_amount_is_named() {
        for (by, method) in [(Settle::Cash, PaymentMethod::Cash), (Settle::Card, PaymentMethod::Card)] {
            for (tendered, received, remaining, paid) in [
                (Some("20"), "0.00", "58.00", Some("20")),
                (Some("20"), "", "58.00", Some("20")),
                (Some("20"), "20.00", "38.00", None),
                (Some("38"), "20.00", "38.00", None),
                (None, "0.00", "58.00", Some("58.00")),
                (None, "20.00", "38.00", Some("38.00")),
            ] {
                let told = format!("{by:?} {tendered:?} after {received:?}");
                match (command(by, tendered, received, remaining), paid) {
                    (Ok(Command::Pay(pay)), Some(paid)) => {
                        assert_eq!((pay.method(), pay.tendered.as_str()), (method, paid), "{told}");
                    }
                    (Err(Failure::Declined { message }), None) => {
                        assert!(message.contains("€ 20,00") && message.contains("€ 38,00"), "{message}");
                    }
                    (other, _) => panic!("{told}: {other:?}"),
                }
            }
        }
        let left_open = command(Settle::Register, Some("20"), "20.00", "38.00");
        assert!(matches!(left_open, Ok(Command::Register(_))), "{left_open:?}");
    }
}
