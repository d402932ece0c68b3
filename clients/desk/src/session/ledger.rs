//! The money of a registration, as the daemon tells it.

use crate::typed::{Cents, cents_of};
use balie_client::v1::{Ledger, Registration};

/// An amount of the ledger; nothing where there is none yet.
pub(super) fn amount(now: &Registration, of: impl Fn(&Ledger) -> &String) -> Cents {
    now.ledger.as_ref().and_then(|ledger| cents_of(of(ledger))).unwrap_or_default()
}

/// Received so far, less change.
pub fn received(now: &Registration) -> Cents {
    amount(now, |ledger| &ledger.received)
}

/// What remains to receive.
pub fn remaining(now: &Registration) -> Cents {
    amount(now, |ledger| &ledger.remaining)
}
