//! AFREKENEN NIEUWE LENER: cash with change, card, in parts, remission, registering.

use crate::common::*;
use balie_registration::machine::{Command, PaymentMethod, Settlement, Step, SubscriptionInput};
use balie_registration::values::Money;

fn euro(cents: u64) -> Money {
    Money::from_cents(cents).unwrap()
}

#[test]
fn cash_with_change() {
    let mut desk = Desk::new();
    desk.saved("0045");
    assert_eq!((desk.ledger().session, desk.ledger().remaining()), (euro(58_00), euro(58_00)));
    desk.does(cash("60"));
    let receipt = &desk.ledger().receipts[0];
    assert_eq!((receipt.method, receipt.at), (PaymentMethod::Cash, desk.world.now));
    assert_eq!((receipt.tendered, receipt.change), (euro(60_00), euro(2_00)));
    assert_eq!((desk.ledger().received(), desk.ledger().remaining()), (euro(58_00), euro(0)));
    assert_eq!((desk.settled_by(), desk.step()), (Settlement::Paid, Step::IssuingPass));
}

#[test]
fn a_card_gives_no_change() {
    let mut desk = Desk::new();
    desk.saved("0045");
    assert_eq!(fields(&desk.refuses(card("58,01"))), [("tendered", "CARD_OVERPAID")]);
    desk.does(card("€ 58,00"));
    assert_eq!(desk.ledger().receipts[0].method, PaymentMethod::Card);
    assert_eq!(desk.settled_by(), Settlement::Paid);
}

#[test]
fn part_of_it_then_registered() {
    let mut desk = Desk::new();
    desk.saved("0045").does(cash("20")).does(card("8,50"));
    assert_eq!((desk.step(), desk.ledger().remaining()), (Step::Settling, euro(29_50)));
    assert_eq!(fields(&desk.refuses(card("29,51"))), [("tendered", "CARD_OVERPAID")]);
    desk.does(Command::Register);
    let settled = desk.state().settled().unwrap();
    assert_eq!((settled.by, settled.open_balance()), (Settlement::Registered, euro(29_50)));
    assert_eq!(settled.ledger.received(), euro(28_50));
}

#[test]
fn remitted_with_a_reason() {
    let mut desk = Desk::new();
    desk.saved("0045").does(cash("8"));
    for (reason, why) in [("", "REQUIRED"), ("ab", "TOO_SHORT")] {
        assert_eq!(fields(&desk.refuses(remit(reason))), [("reason", why)]);
    }
    assert_eq!(told(&desk.refuses(remit(&"x".repeat(201)))), ("TOO_LONG", vec!["reason"]));
    desk.does(remit("actie leesmaand"));
    let settled = desk.state().settled().unwrap();
    assert_eq!((settled.by, settled.open_balance()), (Settlement::Remitted, euro(0)));
    assert_eq!((settled.ledger.remitted(), settled.ledger.remaining()), (euro(50_00), euro(0)));
    assert_eq!(settled.ledger.remission.as_ref().unwrap().reason.as_str(), "actie leesmaand");
}

#[test]
fn registered_leaves_all_open() {
    let mut desk = Desk::new();
    desk.enrolled();
    let settled = desk.state().settled().unwrap();
    assert_eq!((settled.by, settled.open_balance()), (Settlement::Registered, euro(58_00)));
}

#[test]
fn amounts_are_amounts() {
    let mut desk = Desk::new();
    desk.saved("0045");
    for (typed, why) in [
        ("", "REQUIRED"),
        ("0", "NOTHING_TENDERED"),
        ("0,00", "NOTHING_TENDERED"),
        ("vijf", "MONEY_FORM"),
        ("-5", "MONEY_FORM"),
        ("1,234", "MONEY_FORM"),
        ("100.000,00", "MONEY_RANGE"),
    ] {
        assert_eq!(fields(&desk.refuses(cash(typed))), [("tendered", why)], "{typed:?}");
        assert_eq!(fields(&desk.refuses(card(typed))), [("tendered", why)], "{typed:?}");
    }
}

#[test]
fn a_whole_discount_leaves_nothing_to_settle() {
    let mut desk = Desk::new();
    let given =
        SubscriptionInput { code: "0045".into(), discount: "58".into(), ..SubscriptionInput::default() };
    desk.up_to_subscription().does(choice(given));
    desk.does(Command::Save);
    assert_eq!((desk.settled_by(), desk.step()), (Settlement::NothingDue, Step::IssuingPass));
}
