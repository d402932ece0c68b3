//! The steps: what fills a form, which fields must hold, and the command it becomes.

mod after;
mod login;
mod mandate;
mod person;
mod subscription;

pub(super) use after::{after_edit, arrive};
pub(super) use mandate::scanned_code;
pub(super) use person::person;
pub use subscription::asks_reason;
pub(super) use subscription::{choose_offer, circumstances};

use super::ledger::received;
use super::{Form, Session, enrol};
use crate::typed::{cents, date_use, iban_holds, postcode_holds, read_date};
use crate::ui::{Action, Page, Problem};
use balie_client::address::AddressRules;
use balie_client::v1::{self, Step, pass_print};
use balie_client::{Command, FieldViolation};
use balie_typed::DateError;
use balie_typed::text::{clean, is_blank};

/// Fields and their text.
type Fields = Vec<(String, String)>;

fn field(path: &str, text: impl Into<String>) -> (String, String) {
    (path.to_owned(), text.into())
}

fn switch(on: bool) -> String {
    if on { "true".to_owned() } else { String::new() }
}

/// What fills the form of the step in view.
pub(super) fn load(session: &Session) -> Fields {
    let Some(now) = session.registration() else { return Vec::new() };
    match now.step() {
        Step::EnteringPerson => person::load(now),
        Step::ChoosingPerson => person::load_choice(now),
        Step::EnteringDetails => person::load_details(now),
        Step::ChoosingLogin => login::load(now),
        Step::ChoosingAccount => vec![field("account", "new")],
        Step::FindingAccount => login::load_search(now),
        Step::ChoosingSubscription => subscription::load(now),
        Step::Settling => vec![field("method", "cash")],
        Step::EnteringMandate => mandate::load(now),
        Step::SigningMandate => vec![field("source", "no-upload")],
        Step::ProcessingMandate => mandate::load_processing(now, scanned_code(session)),
        Step::AwaitingPass => vec![field("code", now.pass_number.clone())],
        _ => Vec::new(),
    }
}

/// The command that Enter sends in a step; none where Enter sends nothing.
pub(super) fn command(step: Step, session: &Session) -> Option<Command> {
    let form = &session.form;
    Some(match step {
        Step::EnteringPerson => Command::EnterPerson(v1::EnterPerson { person: Some(person(form)) }),
        Step::ChoosingPerson => Command::ChoosePerson(person::choice(form)),
        Step::EnteringDetails => Command::EnterDetails(person::details(form)),
        Step::ChoosingLogin => Command::ChooseLogin(login::wanted(form)),
        Step::ChoosingAccount => {
            Command::ChooseAccount(v1::ChooseAccount { existing: form.text("account") == "existing" })
        }
        Step::FindingAccount => {
            Command::FindAccount(v1::FindAccount { user_name: form.text("user_name").trim().to_owned() })
        }
        Step::ChoosingSubscription => Command::ChooseSubscription(v1::ChooseSubscription {
            subscription: Some(subscription::choice(form)),
        }),
        Step::Confirming => Command::Save(v1::Save {}),
        Step::EnteringMandate => Command::EnterMandate(mandate::entered(form)),
        Step::SigningMandate => {
            Command::MandateSigned(v1::MandateSigned { source: mandate::source(form).into() })
        }
        Step::ProcessingMandate => {
            Command::CheckMandate(v1::CheckMandate { code: form.text("code").trim().to_owned() })
        }
        Step::VerifyingMandate => {
            Command::ConfirmMandate(v1::ConfirmMandate { signed_date: form.text("signed_date").to_owned() })
        }
        _ => return None,
    })
}

/// The command of a button; none when it has none.
pub(super) fn command_of(action: Action, session: &Session) -> Option<Command> {
    let form = &session.form;
    let reason = || form.text("reason").trim().to_owned();
    let now = session.registration();
    let print = now.and_then(|now| now.pass_print.as_ref());
    let resolve = |result: v1::PrintResult| {
        let job = print.map(|print| print.job.clone()).unwrap_or_default();
        Command::ResolvePrint(v1::ResolvePrint { result: result.into(), job })
    };
    let mandate = now.and_then(|now| now.mandate.as_ref());
    Some(match action {
        Action::Cancel => {
            Command::Cancel(v1::Cancel { reason: reason(), pass_returned: form.is_on("pass_returned") })
        }
        Action::Remit => Command::Remit(v1::Remit { reason: reason() }),
        Action::Register => Command::Register(v1::Register {}),
        Action::Collect => Command::CollectByDirectDebit(v1::CollectByDirectDebit {}),
        Action::Printed => resolve(v1::PrintResult::Printed),
        Action::NotPrinted => resolve(v1::PrintResult::NotPrinted),
        Action::Spoiled => resolve(v1::PrintResult::Spoiled),
        Action::SkipPrint => Command::SkipPrint(v1::SkipPrint {}),
        Action::GiveUpMandate => Command::Register(v1::Register {}),
        Action::StartMandate => Command::StartMandate(v1::StartMandate {}),
        Action::Revoke => Command::RevokeMandate(v1::RevokeMandate {
            date: form.text("date").to_owned(),
            reason: reason(),
            collected: form.is_on("collected"),
        }),
        Action::SwitchService => Command::SetSwitchService(v1::SetSwitchService {
            switch_service: !mandate.is_some_and(|mandate| mandate.switch_service),
        }),
        Action::ForgetAccount => Command::ForgetAccount(v1::ForgetAccount {}),
        Action::GenerateAccount => Command::GenerateAccount(v1::GenerateAccount::default()),
        _ => return None,
    })
}

/// F10: what was typed, or exactly what remains as long as nothing was received or the clerk chose anew since; none
/// when it means nothing.
pub(super) fn pay(session: &Session) -> Option<Command> {
    let now = session.registration().filter(|now| now.step() == Step::Settling)?;
    let typed = session.form.text("tendered").trim();
    let tendered = if !typed.is_empty() {
        typed.to_owned()
    } else if received(now) == 0 || session.form.is_dirty() {
        now.ledger.as_ref().map(|ledger| ledger.remaining.clone()).unwrap_or_default()
    } else {
        return None;
    };
    let method = match session.form.text("method") {
        "card" => v1::PaymentMethod::Card,
        _ => v1::PaymentMethod::Cash,
    };
    Some(Command::Pay(v1::Pay { method: method.into(), tendered }))
}

/// Fields that are empty again once the daemon has what was typed in them.
pub(super) fn spent(step: Step) -> &'static [&'static str] {
    if step == Step::Settling { &["tendered"] } else { &[] }
}

/// The fields of the form in view, in order of the caret.
fn fields(session: &Session) -> Vec<&'static str> {
    match session.page {
        Page::Cancel if is_handed_out(session) => return vec!["reason", "pass_returned"],
        Page::Cancel | Page::Remit => return vec!["reason"],
        Page::Revoke => return vec!["date", "reason", "collected"],
        Page::Overview | Page::About => return vec!["search"],
        Page::Enrol => return enrol::FIELDS.to_vec(),
        Page::Step => {}
    }
    match session.step() {
        Step::AwaitingPass => vec!["code"],
        Step::EnteringPerson => person::fields(session),
        Step::ChoosingPerson => vec!["salutation", "twin"],
        Step::EnteringDetails => {
            vec!["details.iban", "details.newsletter", "details.selection", "new_person"]
        }
        Step::ChoosingLogin => vec!["wanted", "email"],
        Step::ChoosingAccount => vec!["account"],
        Step::FindingAccount => vec!["user_name"],
        Step::ChoosingSubscription => subscription::fields(session),
        Step::Settling => vec!["method", "tendered"],
        Step::IssuingPass if is_spoiled(session) => vec!["code"],
        Step::EnteringMandate => mandate::fields(session),
        Step::SigningMandate => vec!["source"],
        Step::ProcessingMandate => vec!["file", "code"],
        Step::VerifyingMandate => vec!["signed_date"],
        _ => Vec::new(),
    }
}

/// Where the caret is when the step comes into view.
pub(super) fn first_field(session: &Session) -> String {
    let wanting = |path: &&&'static str| problem(session, path) != Problem::None;
    match session.step() {
        Step::Settling => "tendered".to_owned(),
        Step::ChoosingLogin => "wanted".to_owned(),
        Step::ChoosingPerson if session.form.text("salutation") == "institution" => String::new(),
        Step::ProcessingMandate if session.form.text("source") != "file" => "code".to_owned(),
        Step::EnteringPerson | Step::EnteringMandate => {
            let fields = fields(session);
            let first = fields.iter().find(wanting).or(fields.first());
            first.map(|path| (*path).to_owned()).unwrap_or_default()
        }
        _ => fields(session).first().map(|path| (*path).to_owned()).unwrap_or_default(),
    }
}

/// The pass was spoiled: another blank one is asked for.
fn is_spoiled(session: &Session) -> bool {
    session.open.as_ref().is_some_and(|open| open.print_state() == pass_print::State::Spoiled)
}

/// The pass is with the patron, and was not printed.
fn is_handed_out(session: &Session) -> bool {
    session.open.as_ref().is_some_and(|open| open.print_state() == pass_print::State::Unprinted)
}

/// The field is asked in the form in view.
pub fn shown(session: &Session, path: &str) -> bool {
    match session.step() {
        Step::EnteringPerson if session.page == Page::Step => person::shown(session, path),
        Step::EnteringMandate if session.page == Page::Step => mandate::shown(session, path),
        _ => true,
    }
}

/// The field must have something.
pub fn required(session: &Session, path: &str) -> bool {
    match session.page {
        Page::Cancel | Page::Remit | Page::Revoke => return path == "reason",
        Page::Overview | Page::About => return false,
        Page::Enrol => return enrol::required(path),
        Page::Step => {}
    }
    match session.step() {
        Step::AwaitingPass => path == "code",
        Step::IssuingPass => path == "code" && is_spoiled(session),
        Step::EnteringPerson => person::required(session, path),
        Step::ChoosingPerson => path == "twin" && !twins(session).is_empty(),
        Step::ChoosingLogin => path == "email" && session.form.text("wanted") == "yes",
        Step::FindingAccount => path == "user_name",
        Step::ChoosingSubscription => {
            let guest = session.form.is_on("subscription.guest");
            path == "subscription.code"
                || (guest && matches!(path, "subscription.home_library" | "subscription.home_pass_number"))
        }
        Step::EnteringMandate => mandate::required(session, path),
        Step::ProcessingMandate => path == "code",
        _ => false,
    }
}

/// Earlier patrons that are to be judged in this step.
fn twins(session: &Session) -> &[v1::Duplicate] {
    session.registration().map(|now| now.duplicates.as_slice()).unwrap_or_default()
}

/// What is the matter with a field, as far as this program can tell.
pub fn problem(session: &Session, path: &str) -> Problem {
    if session.page == Page::Enrol {
        return enrol::problem(&session.form, path);
    }
    let text = session.form.text(path);
    if is_blank(text) {
        return if required(session, path) { Problem::Required } else { Problem::None };
    }
    // A clerk who is still typing has done nothing wrong yet: faults of form are told on leaving.
    let foreign = |path: &str| is_foreign(session, path.strip_suffix(".postcode").unwrap_or_default());
    match path.rsplit('.').next().unwrap_or(path) {
        _ if is_no_date(session, path, text) => Problem::Date,
        "iban" if !iban_holds(text) => Problem::Iban,
        "postcode" if !foreign(path) && !postcode_holds(text) => Problem::Postcode,
        "email" if !clean(text).contains('@') => Problem::Email,
        "tendered" | "discount" if cents(text).is_none() => Problem::Amount,
        _ => Problem::None,
    }
}

/// A field of a date holds none. Of a date that cannot be this one the daemon says why.
fn is_no_date(session: &Session, path: &str, text: &str) -> bool {
    let read = date_use(path).map(|date_use| read_date(text, session.today, date_use));
    matches!(read, Some(Err(DateError::Form | DateError::NoSuchDay)))
}

/// The address with this path is in another country.
fn is_foreign(session: &Session, address: &str) -> bool {
    person::address_rules(session, address) != AddressRules::Dutch
}

/// The first field that does not hold, in order of the caret.
pub fn first_problem(session: &Session) -> Option<String> {
    fields(session)
        .into_iter()
        .find(|path| problem(session, path) != Problem::None || session.form.is_refused(path))
        .map(str::to_owned)
}

/// One of these is shown at a field in view.
pub(super) fn has_field(session: &Session, violations: &[FieldViolation]) -> bool {
    let fields = fields(session);
    violations.iter().any(|violation| fields.contains(&violation.field.as_str()))
}

/// Resource name of the earlier registration that this patron is, when the clerk says so.
fn twin(form: &Form) -> Option<&str> {
    Some(form.text("twin")).filter(|twin| twin.starts_with("registrations/"))
}
