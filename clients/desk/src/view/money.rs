//! Settling.

use crate::session::{HandOver, Session, remaining};
use crate::typed::{cents, euro, euro_of};
use crate::ui::{HandOver as Kind, HandOverView, Page, Settled, Till};
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

/// The till, with help for the change of what was typed.
pub fn till(session: &Session) -> Till {
    let Some(now) = session.registration() else { return Till::default() };
    let ledger = now.ledger.clone().unwrap_or_default();
    let remaining = remaining(now);
    let typed = session.form.text("tendered").trim();
    let tendered = if typed.is_empty() { Some(remaining) } else { cents(typed) };
    let card = session.form.text("method") == "card";
    // What was received already must not be set against what remains because of it.
    let counts = !session.awaits_receipt();
    let over = tendered.map_or(0, |tendered| (tendered - remaining).max(0));
    let short = tendered.map_or(0, |tendered| (remaining - tendered).max(0));
    Till {
        session: euro_of(&ledger.session_amount).into(),
        received: euro_of(&ledger.received).into(),
        remaining: euro(remaining).into(),
        change: euro(over).into(),
        short: euro(short).into(),
        gives_change: counts && over > 0 && !card,
        is_short: counts && short > 0,
        can_settle: session.can_pay() && tendered.is_some_and(|tendered| tendered > 0) && !(card && over > 0),
        settled: settled(now),
    }
}

/// Money that the clerk is to give the patron; not where the page in view tells it by itself.
pub fn hand_over(session: &Session) -> HandOverView {
    let told = |hand_over: &&HandOver| {
        hand_over.kind == Kind::Refund
            && session.page == Page::Step
            && session.registration().is_some_and(|now| now.name == hand_over.registration)
    };
    let Some(hand_over) = session.hand_over.as_ref().filter(|hand_over| !told(hand_over)) else {
        return HandOverView::default();
    };
    HandOverView {
        kind: hand_over.kind,
        amount: euro(hand_over.amount).into(),
        to: hand_over.to.as_str().into(),
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
        let step = v1::Step::Settling.into();
        session.open = Some(Open::new(Registration { step, ledger: Some(ledger), ..Default::default() }));
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
