//! The decision function: a registration, a command and facts in; a new registration and effects out.

use super::command::Command;
use super::effect::{Decision, Effect};
use super::facts::Facts;
use super::rejection::Rejection;
use super::state::{Registration, State};
use super::steps::{account, back, cancel, login, mandate, pass, person, print, save, settle, subscription};
use super::table;
use crate::values::PassNumber;

/// What a step function decides.
#[derive(Debug)]
pub(super) struct Next {
    /// The state after.
    pub state: State,
    /// Slow work to start.
    pub effects: Vec<Effect>,
    /// Parts that changed.
    pub changed: Vec<&'static str>,
    /// A pass that may never be used again.
    pub spent: Option<PassNumber>,
}

impl Next {
    /// Only a new state.
    pub fn to(state: State, changed: &[&'static str]) -> Self {
        Self { state, effects: Vec::new(), changed: changed.to_vec(), spent: None }
    }

    /// And this work.
    pub fn with(mut self, effect: Effect) -> Self {
        self.effects.push(effect);
        self
    }
}

/// What a step function answers.
pub(super) type Stepped = Result<Next, Rejection>;

/// Decides on a command.
///
/// The registration passed in is not changed; a refused command has no effect at all. The revision grows
/// by exactly one.
///
/// # Errors
/// [`Rejection`], which names field, rule and remedy.
pub fn handle(
    registration: &Registration,
    command: Command,
    facts: &Facts<'_>,
) -> Result<Decision, Rejection> {
    let step = registration.state.step();
    let kind = command.kind();
    if kind.is_clerks() && !facts.role.may_register() {
        return Err(Rejection::RoleMayNot { role: facts.role, command: kind });
    }
    let targets = table::targets(step, kind);
    if targets.is_empty() {
        return Err(Rejection::NotInThisStep { step, command: kind, possible: table::possible(step) });
    }
    let next = dispatch(registration, command, facts)?;
    debug_assert!(
        targets.contains(&next.state.step()),
        "{} in {} led to {}, which the table does not know",
        kind.name(),
        step.name(),
        next.state.step().name()
    );
    let registration = Registration {
        id: registration.id,
        revision: registration.revision + 1,
        created_at: registration.created_at,
        updated_at: facts.now,
        state: next.state,
    };
    Ok(Decision { registration, effects: next.effects, changed: next.changed, spent_pass: next.spent })
}

fn dispatch(registration: &Registration, command: Command, facts: &Facts<'_>) -> Stepped {
    use Command as C;
    use State as S;
    let state = registration.state.clone();
    match (state, command) {
        (state, C::StepBack) => back::step_back(state),
        (state, C::Cancel { reason, pass_returned }) => cancel::cancel(state, &reason, pass_returned, facts),
        (state, C::ForgetAccount) => account::forget(state, facts),
        (state, C::GenerateAccount { email }) => account::generate(state, registration.id, &email, facts),
        (state, C::AccountGenerated { job, outcome }) => account::generated(state, job, outcome, facts),
        (state, C::AccountForgotten { job }) => account::forgotten(state, job),
        (state, C::AccountObserved(observation)) => account::observed(state, observation, facts),

        (S::AwaitingPass { kept }, C::AssignPass(input)) => pass::assign(kept, &input, facts),
        (S::EnteringPerson { pass, kept }, C::EnterPerson(input)) => person::enter(pass, kept, *input, facts),
        (S::EnteringPerson { pass, kept }, C::KeepPerson(input)) => person::keep(pass, kept, *input),
        (S::ChoosingPerson { pass, person, kept }, C::ChoosePerson(input)) => {
            person::choose(pass, person, kept, input, facts)
        }
        (S::EnteringDetails { pass, person, identity, kept }, C::EnterDetails(input)) => {
            person::details(pass, *person, identity, kept, input, facts)
        }
        (S::ChoosingLogin { patron, kept }, C::ChooseLogin(input)) => login::choose(patron, kept, input),
        (S::ChoosingAccount { patron, email, kept }, C::ChooseAccount { existing }) => {
            login::choose_account(patron, email, kept, existing)
        }
        (S::FindingAccount { patron, email, search, kept }, C::FindAccount { user_name }) => {
            login::find(patron, email, search, kept, user_name, facts)
        }
        (S::FindingAccount { patron, email, search, kept }, C::AccountSearched { job, outcome }) => {
            login::searched(patron, email, search, kept, job, outcome)
        }
        (S::ChoosingSubscription { patron, login, kept }, C::ChooseSubscription(input)) => {
            subscription::choose(patron, login, kept, input, facts)
        }
        (S::Confirming { patron, login, choice, kept }, C::Save) => {
            save::save(registration.id, *patron, login, choice, &kept, facts)
        }
        (S::Settling { enrolment, ledger }, C::Pay { method, tendered }) => {
            settle::pay(enrolment, ledger, method, &tendered, facts)
        }
        (S::Settling { enrolment, ledger }, C::Remit { reason }) => settle::remit(enrolment, ledger, &reason),
        (S::Settling { enrolment, ledger }, C::Register) => settle::register(enrolment, ledger),
        (S::Settling { enrolment, ledger }, C::CollectByDirectDebit) => settle::collect(enrolment, ledger),
        (
            S::IssuingPass { enrolment, settled, print },
            C::PrintPass { device, despite_missing_characters },
        ) => print::print(enrolment, settled, print, device, despite_missing_characters, facts),
        (S::IssuingPass { enrolment, settled, print }, C::PrintEnded { job, outcome }) => {
            print::ended(enrolment, settled, print, job, outcome, facts)
        }
        (S::IssuingPass { enrolment, settled, print }, C::ResolvePrint { job, seen }) => {
            print::resolve(enrolment, settled, print, job, seen, facts)
        }
        (S::IssuingPass { enrolment, settled, print }, C::ReplacePass(input)) => {
            print::replace(enrolment, settled, print, &input, facts)
        }
        (S::IssuingPass { enrolment, settled, print }, C::SkipPrint) => {
            print::skip(enrolment, settled, print, facts)
        }
        (S::EnteringMandate { member, typed: _, before }, C::EnterMandate(input)) => {
            mandate::enter(member, input, before, facts)
        }
        (S::EnteringMandate { member, before, .. }, C::Register) => mandate::give_up(member, before),
        (S::SigningMandate { member, form, before }, C::MandateSigned { source }) => {
            Ok(Next::to(S::ProcessingMandate { member, form, source, before }, &["mandate.source"]))
        }
        (S::ProcessingMandate { member, form, source, before }, C::CheckMandate { code }) => {
            mandate::check(member, form, source, &code, before)
        }
        (S::VerifyingMandate { member, form, source, .. }, C::ConfirmMandate { signed_date }) => {
            mandate::confirm(member, form, source, &signed_date, facts)
        }
        (S::Enrolled { member, mandate }, C::StartMandate) => mandate::start(member, mandate),
        (S::Enrolled { member, mandate }, C::RevokeMandate { date, reason, collected }) => {
            mandate::revoke(member, mandate, &date, &reason, collected, facts)
        }
        (state, C::SetSwitchService { switch_service }) => mandate::set_switch(state, switch_service),
        (state, command) => Err(Rejection::NotInThisStep {
            step: state.step(),
            command: command.kind(),
            possible: table::possible(state.step()),
        }),
    }
}
