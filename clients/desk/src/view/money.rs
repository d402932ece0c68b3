//! Settling.

use crate::session::Session;
use crate::typed::{Cents, cents, euro, euro_of};
use crate::ui::{Settled, Till};
use balie_client::v1::{Registration, Settlement};

/// How the fee was settled.
pub fn settled(now: &Registration) -> Settled {
    match now.ledger.as_ref().map(|ledger| ledger.settlement()).unwrap_or_default() {
        Settlement::Unspecified => Settled::No,
        Settlement::NothingDue => Settled::NothingDue,
        Settlement::Paid => Settled::Paid,
        Settlement::Remitted => Settled::Remitted,
        Settlement::Registered => Settled::Registered,
        Settlement::DirectDebit => Settled::DirectDebit,
    }
}

/// What remains to receive.
pub(super) fn owed(now: &Registration) -> Cents {
    now.ledger.as_ref().and_then(|ledger| cents(&ledger.remaining)).unwrap_or_default()
}

/// The till, with help for the change of what was typed.
pub fn till(session: &Session) -> Till {
    let Some(now) = session.registration() else { return Till::default() };
    let ledger = now.ledger.clone().unwrap_or_default();
    let remaining = owed(now);
    let typed = session.form.text("tendered").trim();
    let tendered = if typed.is_empty() { Some(remaining) } else { cents(typed) };
    let card = session.form.text("method") == "card";
    let over = tendered.map_or(0, |tendered| (tendered - remaining).max(0));
    let short = tendered.map_or(0, |tendered| (remaining - tendered).max(0));
    Till {
        session: euro_of(&ledger.session_amount).into(),
        received: euro_of(&ledger.received).into(),
        remaining: euro(remaining).into(),
        change: euro(over).into(),
        short: euro(short).into(),
        gives_change: over > 0 && !card,
        is_short: short > 0,
        can_settle: tendered.is_some_and(|tendered| tendered > 0) && !(card && over > 0),
        settled: settled(now),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Open;
    use balie_client::{Language, v1};

    fn typed(method: &str, tendered: &str) -> Till {
        let today = chrono::NaiveDate::from_ymd_opt(2026, 5, 1).unwrap();
        let mut session = Session::new(Language::Dutch, "balie-1".into(), today);
        let ledger =
            v1::Ledger { session_amount: "58.00".into(), remaining: "58.00".into(), ..Default::default() };
        session.open = Some(Open::new(Registration { ledger: Some(ledger), ..Default::default() }));
        session.form.edit("method", method);
        session.form.edit("tendered", tendered);
        till(&session)
    }

    #[test]
    fn change_is_computed_while_it_is_typed() {
        let till = typed("cash", "60");
        assert!(till.gives_change && till.can_settle && !till.is_short);
        assert_eq!(till.change, "€ 2,00");
    }

    #[test]
    fn less_leaves_a_rest_and_nothing_typed_is_exactly_enough() {
        let till = typed("cash", "50");
        assert!(till.is_short && till.can_settle);
        assert_eq!(till.short, "€ 8,00");
        let till = typed("cash", "");
        assert!(till.can_settle && !till.gives_change && !till.is_short);
    }

    #[test]
    fn a_card_gives_no_change_and_words_are_no_amount() {
        assert!(!typed("card", "60").can_settle);
        assert!(typed("card", "58").can_settle);
        assert!(!typed("cash", "zestig").can_settle);
        assert!(!typed("cash", "0").can_settle);
    }
}
