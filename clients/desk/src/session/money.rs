//! Money that was received, and money that goes back to the patron.

use super::ledger::{amount, received, remaining};
use super::{Session, steps};
use crate::typed::{Cents, cents};
use crate::ui;
use balie_client::v1::{Registration, Step};

/// Money that the clerk is to give the patron. It stays in view, whatever page follows and whatever else is asked for
/// the same registration, until money is received again or another registration is created or opened.
#[derive(Debug, Clone, PartialEq)]
pub struct HandOver {
    /// What it is.
    pub kind: ui::HandOver,
    /// How much.
    pub amount: Cents,
    /// To whom.
    pub to: String,
    /// Resource name of the registration it is of.
    pub registration: String,
}

/// What the daemon booked because of a payment of this counter.
struct Receipt {
    change: Cents,
}

impl Session {
    /// F10 means something: an amount was typed, or nothing was received yet and it means exactly what remains. After
    /// a receipt a clerk types or chooses anew, so that a second press receives nothing.
    pub fn can_pay(&self) -> bool {
        steps::pay(self).is_some()
    }

    /// A payment was asked for and its answer has not come: what was typed says nothing of what is in view now.
    pub fn awaits_receipt(&self) -> bool {
        self.form.asked_payment().is_some()
    }

    /// What the daemon booked because of the payment of this counter, when it is in the registration as it is now
    /// and was not in the one in view.
    fn receipt(&self, now: &Registration) -> Option<Receipt> {
        let asked = self.form.asked_payment().or(self.under_way.as_ref())?;
        let tendered = cents(asked.tendered()?)?;
        let before = self.registration()?;
        let booked = received(now) - received(before);
        let own = now.station == self.station && booked == tendered.min(remaining(before)) && booked > 0;
        own.then(|| Receipt { change: amount(now, |ledger| &ledger.last_change) })
    }

    /// Takes note of a receipt before the registration comes into view as it is now: the amount is spent, and the
    /// change is to be given.
    pub(super) fn note_money(&mut self, now: &Registration) {
        if let Some(Receipt { change }) = self.receipt(now) {
            self.give(ui::HandOver::Change, change, now);
            if let Some(asked) = self.form.asked_payment().map(|asked| asked.id) {
                self.form.answered(asked);
                self.form.accept(steps::spent(Step::Settling));
            }
        }
        let stopped = self.registration().is_some_and(|before| before.step() != Step::Cancelled);
        if stopped && now.step() == Step::Cancelled && now.station == self.station {
            self.give(ui::HandOver::Refund, received(now), now);
        }
    }

    fn give(&mut self, kind: ui::HandOver, amount: Cents, now: &Registration) {
        let (to, registration) = (now.addressed_as.clone(), now.name.clone());
        self.hand_over = (amount > 0).then_some(HandOver { kind, amount, to, registration });
    }
}
