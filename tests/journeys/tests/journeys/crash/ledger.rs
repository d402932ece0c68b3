//! What was asked and what was told, kept outside the daemon.

use super::journey::Plan;
use balie_client::{Command, RequestId, v1};

/// A request, as it can be asked again.
#[derive(Debug, Clone)]
pub struct Asked {
    pub id: RequestId,
    pub what: What,
}

/// The content of a request.
#[derive(Debug, Clone)]
pub enum What {
    Create { pass: String },
    Apply { name: String, etag: String, command: Box<Command> },
    Upload { name: String, page: Vec<u8> },
}

/// An answer.
#[derive(Debug, Clone)]
pub struct Told {
    pub registration: v1::Registration,
    pub jobs: Vec<String>,
}

/// One journey: its plan, every step that was confirmed, and the request whose answer never came.
#[derive(Debug, Clone)]
pub struct Journey {
    pub plan: Plan,
    pub steps: Vec<(Asked, Told)>,
    pub doubt: Option<Asked>,
    /// The registration as last seen.
    pub now: Option<v1::Registration>,
    pub finished: bool,
    /// It was checked since it was finished.
    pub checked: bool,
}

impl Journey {
    pub fn new(plan: Plan) -> Self {
        Self { plan, steps: Vec::new(), doubt: None, now: None, finished: false, checked: false }
    }

    /// The registration as last seen, once there is one.
    pub fn seen(&self) -> Option<&v1::Registration> {
        self.now.as_ref()
    }

    /// Takes down an answer.
    pub fn told(&mut self, asked: Asked, told: Told) {
        self.doubt = None;
        self.now = Some(told.registration.clone());
        self.steps.push((asked, told));
    }

    /// Prints that were asked for.
    pub fn prints(&self) -> usize {
        self.actions().iter().filter(|action| **action == "print_pass").count()
    }

    /// What the audit trail must say of the clerks, in order: every confirmed step once.
    pub fn actions(&self) -> Vec<&'static str> {
        let mut actions = Vec::new();
        for (asked, _) in &self.steps {
            match &asked.what {
                What::Create { .. } => actions.extend(["create", "assign_pass"]),
                What::Upload { .. } => actions.push("upload_mandate_page"),
                What::Apply { command, .. } => actions.push(name(command)),
            }
        }
        actions
    }
}

fn name(command: &Command) -> &'static str {
    match command {
        Command::EnterPerson(_) => "enter_person",
        Command::ChoosePerson(_) => "choose_person",
        Command::EnterDetails(_) => "enter_details",
        Command::ChooseLogin(_) => "choose_login",
        Command::ChooseAccount(_) => "choose_account",
        Command::ChooseSubscription(_) => "choose_subscription",
        Command::Save(_) => "save",
        Command::Pay(_) => "pay",
        Command::Remit(_) => "remit",
        Command::Register(_) => "register",
        Command::CollectByDirectDebit(_) => "collect_by_direct_debit",
        Command::PrintPass(_) => "print_pass",
        Command::ResolvePrint(_) => "resolve_print",
        Command::SkipPrint(_) => "skip_print",
        Command::EnterMandate(_) => "enter_mandate",
        Command::MandateSigned(_) => "mandate_signed",
        Command::CheckMandate(_) => "check_mandate",
        Command::ConfirmMandate(_) => "confirm_mandate",
        Command::Cancel(_) => "cancel",
        other => panic!("no journey does {other:?}"),
    }
}
