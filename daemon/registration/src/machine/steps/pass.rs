//! Scanning the blank pass (manual step 2; domain section 1 step 2).

use crate::machine::command::PassInput;
use crate::machine::facts::{Facts, PassUsage};
use crate::machine::handle::{Next, Stepped};
use crate::machine::input::Kept;
use crate::machine::rejection::{Rejection, Rule};
use crate::machine::state::{Pass, State};
use crate::scan::{Scanned, classify};
use crate::values::{PassError, ValueError};

/// Takes a blank pass.
pub fn assign(kept: Kept, input: &PassInput, facts: &Facts<'_>) -> Stepped {
    let pass = checked(input, facts)?;
    Ok(Next::to(State::EnteringPerson { pass, kept }, &["pass"]))
}

/// A pass that may be given out: readable, not in use, of this branch or confirmed.
pub fn checked(input: &PassInput, facts: &Facts<'_>) -> Result<Pass, Rejection> {
    let refuse = |rule: Rule| Rejection::field("code", rule);
    let number = match classify(&input.code, None, &facts.policy.branch) {
        Scanned::OwnPass(number) | Scanned::OtherBranchPass(number) => number,
        Scanned::MandateBarcode(_) => return Err(refuse(Rule::MandateNotPass)),
        Scanned::Book { .. } => return Err(refuse(Rule::BookNotPass)),
        // An M in front makes it look like a mandate, but nobody scans half a mandate for a pass.
        Scanned::Unknown { why: ValueError::Account(_) } => {
            return Err(Rejection::field("code", ValueError::from(PassError::Characters { found: 'M' })));
        }
        Scanned::Unknown { why } => return Err(Rejection::field("code", why)),
    };
    match facts.pass_usage.as_ref().ok_or(Rejection::MissingFact("pass_usage"))? {
        PassUsage::Free => {}
        PassUsage::InUse { place } => return Err(refuse(Rule::PassInUse { place: place.clone() })),
        PassUsage::Spent => return Err(refuse(Rule::PassSpent)),
    }
    let other_branch = number.branch() != facts.policy.branch;
    if other_branch && !input.confirm_other_branch {
        return Err(refuse(Rule::PassOtherBranch { branch: number.branch().to_string() }));
    }
    Ok(Pass { number, other_branch })
}
