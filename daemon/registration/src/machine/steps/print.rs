//! Issuing the pass (manual, "Klantpas printen"; domain section 1 step 10).
//!
//! A print runs once per job. Only a person can move on from an unknown outcome.

use super::pass::checked;
use crate::machine::command::{JobId, PassInput, PrintOutcome, SeenPrint};
use crate::machine::effect::Effect;
use crate::machine::facts::Facts;
use crate::machine::handle::{Next, Stepped};
use crate::machine::rejection::{Rejection, Rule};
use crate::machine::state::{Enrolment, Issued, Member, PassPrint, Settled, Settlement, Standing, State};

/// Starts a print. A pass on which some characters would be empty boxes is printed only for a clerk who knows that.
pub fn print(
    enrolment: Box<Enrolment>,
    settled: Settled,
    print: PassPrint,
    device: Option<String>,
    despite_missing_characters: bool,
    facts: &Facts<'_>,
) -> Stepped {
    refuse_unless_ready(&print)?;
    if !despite_missing_characters && !facts.no_glyphs.is_empty() {
        let rule = Rule::NoGlyphs { characters: facts.no_glyphs.clone() };
        return Err(Rejection::field("despite_missing_characters", rule));
    }
    let job = facts.job;
    let state = State::IssuingPass { enrolment, settled, print: PassPrint::Printing { job } };
    Ok(Next::to(state, &["pass_print"]).with(Effect::PrintPass { job, device }))
}

/// The printer told how it ended. A result of another job than the one that runs is refused, so that a late
/// answer never moves a registration on.
pub fn ended(
    enrolment: Box<Enrolment>,
    settled: Settled,
    print: PassPrint,
    job: JobId,
    outcome: PrintOutcome,
    facts: &Facts<'_>,
) -> Stepped {
    if !matches!(print, PassPrint::Printing { job: running } if running == job) {
        return Err(Rule::OtherJob.into());
    }
    let state = match outcome {
        PrintOutcome::Done => issued(enrolment, settled, Issued::Printed { job, at: facts.now }),
        PrintOutcome::NotPrinted { reason } => {
            let print = PassPrint::Ready { last_failure: Some(reason) };
            State::IssuingPass { enrolment, settled, print }
        }
        PrintOutcome::Unknown { reason } => {
            State::IssuingPass { enrolment, settled, print: PassPrint::Unknown { job, reason } }
        }
    };
    Ok(Next::to(state, &["pass_print"]))
}

/// A person says what came out of a print whose outcome is unknown. What is said of another print than the one that is in
/// doubt now, late or twice, is refused: it would let this one be printed again.
pub fn resolve(
    enrolment: Box<Enrolment>,
    settled: Settled,
    print: PassPrint,
    job: JobId,
    seen: SeenPrint,
    facts: &Facts<'_>,
) -> Stepped {
    match print {
        PassPrint::Unknown { job: in_doubt, .. } if in_doubt == job => {}
        PassPrint::Unknown { .. } => return Err(Rule::OtherJob.into()),
        PassPrint::Printing { .. } => return Err(Rule::PrintRunning.into()),
        PassPrint::Ready { .. } | PassPrint::Spoiled => return Err(Rule::PrintKnown.into()),
    }
    let state = match seen {
        SeenPrint::Printed => issued(enrolment, settled, Issued::Printed { job, at: facts.now }),
        SeenPrint::NotPrinted => {
            State::IssuingPass { enrolment, settled, print: PassPrint::Ready { last_failure: None } }
        }
        SeenPrint::Spoiled => State::IssuingPass { enrolment, settled, print: PassPrint::Spoiled },
    };
    Ok(Next::to(state, &["pass_print"]))
}

/// Takes another blank pass for a spoiled one, whose number is never used again.
pub fn replace(
    mut enrolment: Box<Enrolment>,
    settled: Settled,
    print: PassPrint,
    input: &PassInput,
    facts: &Facts<'_>,
) -> Stepped {
    if print != PassPrint::Spoiled {
        return Err(Rule::PassNotSpoiled.into());
    }
    let pass = checked(input, facts)?;
    if pass.number == enrolment.patron.pass.number {
        return Err(Rejection::field("code", Rule::PassSpent));
    }
    let spent = std::mem::replace(&mut enrolment.patron.pass, pass).number;
    let print = PassPrint::Ready { last_failure: None };
    let mut next = Next::to(State::IssuingPass { enrolment, settled, print }, &["pass", "pass_print"]);
    next.spent = Some(spent);
    Ok(next)
}

/// Hands the pass out without printing.
pub fn skip(enrolment: Box<Enrolment>, settled: Settled, print: PassPrint, facts: &Facts<'_>) -> Stepped {
    refuse_unless_ready(&print)?;
    Ok(Next::to(issued(enrolment, settled, Issued::Unprinted { at: facts.now }), &["pass_print"]))
}

fn refuse_unless_ready(print: &PassPrint) -> Result<(), Rejection> {
    match print {
        PassPrint::Ready { .. } => Ok(()),
        PassPrint::Printing { .. } => Err(Rule::PrintRunning.into()),
        PassPrint::Unknown { .. } => Err(Rule::PrintUnknown.into()),
        PassPrint::Spoiled => Err(Rule::PassSpoiled.into()),
    }
}

/// After the pass: the mandate when the fee is collected, else done.
fn issued(enrolment: Box<Enrolment>, settled: Settled, issued: Issued) -> State {
    let collect = settled.by == Settlement::DirectDebit;
    let member = Box::new(Member { enrolment: *enrolment, settled, issued });
    if collect {
        State::EnteringMandate { member, typed: None, before: None }
    } else {
        State::Enrolled { member, mandate: Standing::None }
    }
}
