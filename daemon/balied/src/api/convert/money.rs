//! Money, from the heart to the wire.

use balie_proto::v1 as pb;
use balie_registration::machine::{Ledger, Settlement, State};
use balie_registration::values::Money;

/// A decimal string with a point and two decimals.
pub fn decimal(money: Money) -> String {
    money.decimal().to_string()
}

/// The ledger of a saved registration.
pub fn ledger_view(state: &State) -> Option<pb::Ledger> {
    match (state, state.settled()) {
        (_, Some(settled)) => Some(view(&settled.ledger, settlement(settled.by))),
        (State::Settling { ledger, .. }, None) => Some(view(ledger, pb::Settlement::Unspecified)),
        (State::Cancelled { was, .. }, None) => ledger_view(was),
        _ => None,
    }
}

fn settlement(by: Settlement) -> pb::Settlement {
    match by {
        Settlement::NothingDue => pb::Settlement::NothingDue,
        Settlement::Paid => pb::Settlement::Paid,
        Settlement::Remitted => pb::Settlement::Remitted,
        Settlement::Registered => pb::Settlement::Registered,
        Settlement::DirectDebit => pb::Settlement::DirectDebit,
    }
}

fn view(ledger: &Ledger, settlement: pb::Settlement) -> pb::Ledger {
    pb::Ledger {
        session_amount: decimal(ledger.session),
        received: decimal(ledger.received()),
        remitted: decimal(ledger.remitted()),
        remaining: decimal(ledger.remaining()),
        last_change: decimal(ledger.receipts.last().map(|receipt| receipt.change).unwrap_or_default()),
        settlement: settlement.into(),
    }
}
