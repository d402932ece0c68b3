//! Settling the fee (manual, "AFREKENEN NIEUWE LENER"; domain section 1 step 9).

use crate::machine::facts::Facts;
use crate::machine::handle::{Next, Stepped};
use crate::machine::rejection::{Rejection, Rule};
use crate::machine::state::{
    Enrolment, Ledger, PassPrint, PaymentMethod, Receipt, Remission, Settled, Settlement, State,
};
use crate::values::{Money, ReasonText};

/// On to the pass, settled like this.
pub(super) fn settled(enrolment: Box<Enrolment>, ledger: Ledger, by: Settlement) -> State {
    let print = PassPrint::Ready { last_failure: None };
    State::IssuingPass { enrolment, settled: Settled { ledger, by }, print }
}

/// Receives money. Less than what remains leaves the rest to receive; more is given back, in cash only.
pub fn pay(
    enrolment: Box<Enrolment>,
    mut ledger: Ledger,
    method: PaymentMethod,
    tendered: &str,
    facts: &Facts<'_>,
) -> Stepped {
    if enrolment.choice.needs_mandate {
        return Err(Rule::NeedsDirectDebit.into());
    }
    let tendered = Money::parse(tendered).map_err(|error| Rejection::field("tendered", error))?;
    if tendered.is_zero() {
        return Err(Rejection::field("tendered", Rule::NothingTendered));
    }
    let remaining = ledger.remaining();
    let change = tendered.saturating_sub(remaining);
    if method == PaymentMethod::Card && !change.is_zero() {
        return Err(Rejection::field("tendered", Rule::CardOverpaid { remaining }));
    }
    ledger.receipts.push(Receipt { method, tendered, change, at: facts.now });
    let state = if ledger.remaining().is_zero() {
        settled(enrolment, ledger, Settlement::Paid)
    } else {
        State::Settling { enrolment, ledger }
    };
    Ok(Next::to(state, &["ledger"]))
}

/// Remits what remains (kwijtschelden).
pub fn remit(enrolment: Box<Enrolment>, mut ledger: Ledger, reason: &str) -> Stepped {
    refuse_unless_credit(&enrolment)?;
    let reason = ReasonText::parse(reason).map_err(|error| Rejection::field("reason", error))?;
    ledger.remission = Some(Remission { amount: ledger.remaining(), reason });
    Ok(Next::to(settled(enrolment, ledger, Settlement::Remitted), &["ledger"]))
}

/// Leaves what remains open (registreren): a contribution letter follows, or the patron pays at self-service.
pub fn register(enrolment: Box<Enrolment>, ledger: Ledger) -> Stepped {
    refuse_unless_credit(&enrolment)?;
    Ok(Next::to(settled(enrolment, ledger, Settlement::Registered), &["ledger"]))
}

/// Collects what remains by direct debit; the mandate follows after the pass.
pub fn collect(enrolment: Box<Enrolment>, ledger: Ledger) -> Stepped {
    if enrolment.choice.pay_at_once {
        return Err(Rule::MustPayAtOnce.into());
    }
    Ok(Next::to(settled(enrolment, ledger, Settlement::DirectDebit), &["ledger"]))
}

fn refuse_unless_credit(enrolment: &Enrolment) -> Result<(), Rejection> {
    if enrolment.choice.pay_at_once {
        return Err(Rule::MustPayAtOnce.into());
    }
    if enrolment.choice.needs_mandate {
        return Err(Rule::NeedsDirectDebit.into());
    }
    Ok(())
}
