//! Cancelling with a reason.

use crate::machine::effect::Effect;
use crate::machine::facts::Facts;
use crate::machine::handle::{Next, Stepped};
use crate::machine::rejection::{Rejection, Rule};
use crate::machine::state::{AccountState, Issued, PassPrint, State};
use crate::values::ReasonText;

/// Cancels. A pass that was not printed becomes free again; one that was printed or spoiled does not, as it
/// is no blank pass any more. One that was handed out without printing is with the patron, who may bring it in as it
/// is: its number is spent unless the clerk says that it came back. What was saved is cancelled by the branch
/// administrator only (domain section 3), and a login account that was generated for it is forgotten (one still being
/// generated: as soon as it is).
pub fn cancel(mut state: State, reason: &str, pass_returned: bool, facts: &Facts<'_>) -> Stepped {
    let reason = ReasonText::parse(reason).map_err(|error| Rejection::field("reason", error))?;
    if state.step().is_saved() && !facts.role.may_administer() {
        return Err(Rule::CancelNeedsAdmin.into());
    }
    let pass_is_free = match &state {
        State::IssuingPass { print, .. } => match print {
            PassPrint::Ready { .. } => true,
            PassPrint::Spoiled => false,
            PassPrint::Printing { .. } => return Err(Rule::PrintRunning.into()),
            PassPrint::Unknown { .. } => return Err(Rule::PrintUnknown.into()),
        },
        state => match state.member().map(|member| &member.issued) {
            None => true,
            Some(Issued::Unprinted { .. }) => pass_returned,
            Some(Issued::Printed { .. }) => false,
        },
    };
    let job = facts.job;
    let mut effects = Vec::new();
    if let Some(enrolment) = state.enrolment_mut()
        && let AccountState::Pending { email, user_name, .. } | AccountState::Active { email, user_name, .. } =
            &enrolment.account
    {
        effects.push(Effect::ForgetAccount { job, user_name: user_name.clone() });
        enrolment.account =
            AccountState::Forgetting { email: email.clone(), user_name: user_name.clone(), job };
    }
    let state = State::Cancelled { reason, at: facts.now, pass_is_free, was: Box::new(state) };
    Ok(Next { state, effects, changed: vec!["step"], spent: None })
}
