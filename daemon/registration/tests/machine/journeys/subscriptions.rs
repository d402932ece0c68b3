//! Subscriptions with a way of their own: guest, instalments, month, d-Bos, volunteers.

use crate::common::*;
use balie_registration::Role;
use balie_registration::machine::{
    Command, MandateSource, PrintOutcome, Settlement, Standing, Step, SubscriptionInput,
};

fn input(code: &str) -> SubscriptionInput {
    SubscriptionInput { code: code.into(), ..SubscriptionInput::default() }
}

#[test]
fn a_guest_names_the_library_at_home() {
    let mut desk = Desk::new();
    desk.up_to_subscription();
    let refused = desk.refuses(subscription("0345"));
    assert_eq!(
        fields(&refused),
        [
            ("subscription.code", "SUBSCRIPTION_NEEDS_HOME_LIBRARY"),
            ("subscription.home_library", "REQUIRED"),
            ("subscription.home_pass_number", "REQUIRED"),
        ]
    );
    let guest = SubscriptionInput {
        home_library: "Forum Groningen".into(),
        home_pass_number: "GR 0012345".into(),
        ..input("0345")
    };
    let odd = SubscriptionInput { home_pass_number: "nr. 12/3".into(), ..guest.clone() };
    assert_eq!(fields(&desk.refuses(choice(odd))), [("subscription.home_pass_number", "HOME_PASS_FORM")]);
    let long = SubscriptionInput { home_pass_number: "1".repeat(41), ..guest.clone() };
    assert_eq!(fields(&desk.refuses(choice(long))), [("subscription.home_pass_number", "HOME_PASS_FORM")]);
    desk.does(choice(guest));
    let home = desk.choice().home.as_ref().unwrap();
    assert_eq!((home.name.as_str(), home.pass_number.as_str()), ("Forum Groningen", "GR 0012345"));
    assert_eq!(desk.choice().valid_through.unwrap().to_string(), "2026-03-02", "three weeks");
    desk.does(Command::Save).prints(PrintOutcome::Done);
    assert_eq!((desk.settled_by(), desk.step()), (Settlement::NothingDue, Step::Enrolled));
}

#[test]
fn instalments_on_request_and_with_a_mandate() {
    let mut desk = Desk::new();
    desk.up_to_subscription();
    assert_eq!(
        fields(&desk.refuses(subscription("0049"))),
        [("subscription.code", "SUBSCRIPTION_ONLY_ON_REQUEST")]
    );
    desk.does(choice(SubscriptionInput { instalments_requested: true, ..input("0049") }));
    assert_eq!(desk.choice().fee.to_string(), "€ 5,00");
    assert_eq!(desk.choice().valid_through.unwrap().to_string(), "2026-03-09");
    desk.does(Command::Save);
    for other in [cash("5,00"), card("5,00"), remit("kennis van mij"), Command::Register] {
        assert_eq!(told(&desk.refuses(other)), ("NEEDS_DIRECT_DEBIT", vec![]));
    }
    desk.does(Command::CollectByDirectDebit).prints(PrintOutcome::Done);
    assert_eq!(told(&desk.refuses(Command::Register)), ("NEEDS_DIRECT_DEBIT", vec![]), "no way round it");
    desk.does(mandate(account_data()));
    let reference = desk.form().reference;
    desk.does(signed(MandateSource::Scan)).does(check(reference)).does(confirm(""));
    assert!(matches!(desk.standing(), Standing::Active { source: MandateSource::Scan, .. }));
}

/// A first month for free is no way round the mandate.
#[test]
fn instalments_with_a_discount_still_want_the_mandate() {
    let mut desk = Desk::new();
    desk.up_to_subscription();
    let free = SubscriptionInput { instalments_requested: true, discount: "5".into(), ..input("0049") };
    desk.does(choice(free)).does(Command::Save);
    assert_eq!((desk.settled_by(), desk.step()), (Settlement::DirectDebit, Step::IssuingPass));
    desk.does(Command::SkipPrint);
    assert_eq!(desk.step(), Step::EnteringMandate);
    assert_eq!(told(&desk.refuses(Command::Register)), ("NEEDS_DIRECT_DEBIT", vec![]));
}

#[test]
fn a_month_is_paid_at_once() {
    let mut desk = Desk::new();
    desk.saved("0091");
    assert_eq!(desk.ledger().session.to_string(), "€ 11,50");
    assert_eq!(desk.choice().valid_through.unwrap().to_string(), "2026-03-09");
    for other in [remit("kennis van mij"), Command::Register, Command::CollectByDirectDebit] {
        assert_eq!(told(&desk.refuses(other)), ("MUST_PAY_AT_ONCE", vec![]));
    }
    desk.does(cash("20"));
    assert_eq!(desk.ledger().receipts[0].change.to_string(), "€ 8,50");
    assert_eq!(desk.settled_by(), Settlement::Paid);
}

#[test]
fn a_month_costs_an_institution_less() {
    let mut desk = Desk::new();
    desk.does(scan(PASS)).does(enter(school())).does(choose()).does(details("")).does(login_no());
    desk.does(subscription("0091"));
    assert_eq!(desk.choice().fee.to_string(), "€ 10,00");
}

#[test]
fn the_dbos_supplement_is_educations() {
    let dbos = || choice(SubscriptionInput { dbos_school: true, ..input("0086") });
    let mut desk = Desk::of(World::by(Role::Education));
    desk.does(scan(PASS)).does(enter(school())).does(choose()).does(details("")).does(login_no());
    desk.world.role = Role::Counter;
    let code = "subscription.code";
    assert_eq!(fields(&desk.refuses(dbos())), [(code, "SUBSCRIPTION_ROLE_EDUCATION_ONLY")]);
    desk.world.role = Role::Education;
    assert_eq!(fields(&desk.refuses(subscription("0086"))), [(code, "SUBSCRIPTION_NOT_DBOS_SCHOOL")]);
    desk.does(dbos());
    assert!(desk.choice().dbos_school && desk.choice().fee.is_zero());
    // What education handed out the counter may save and print.
    desk.world.role = Role::Counter;
    desk.does(Command::Save).does(Command::SkipPrint);
    assert_eq!(desk.step(), Step::Enrolled);
}

#[test]
fn free_for_an_institution_takes_a_branch_administrator_and_a_reason() {
    let free = |reason: &str| choice(SubscriptionInput { reason: reason.into(), ..input("0001") });
    let mut desk = Desk::new();
    desk.does(scan(PASS)).does(enter(school())).does(choose()).does(details("")).does(login_no());
    let code = "subscription.code";
    for role in [Role::Counter, Role::Education] {
        desk.world.role = role;
        let refused = desk.refuses(free("Afspraak met de directie"));
        assert_eq!(fields(&refused), [(code, "SUBSCRIPTION_ROLE_ADMIN_ONLY")], "{role:?}");
    }
    desk.world.role = Role::BranchAdmin;
    let reason = "subscription.reason";
    assert_eq!(fields(&desk.refuses(free(" "))), [(code, "SUBSCRIPTION_NEEDS_REASON"), (reason, "REQUIRED")]);
    assert_eq!(fields(&desk.refuses(free("ja"))), [(reason, "TOO_SHORT")]);
    desk.does(free("Afspraak met de directie"));
    assert_eq!(desk.choice().reason.as_ref().unwrap().as_str(), "Afspraak met de directie");
    assert_eq!(desk.choice().valid_through.unwrap().to_string(), "2027-02-28");
    // A draft that lay overnight is a branch administrator's on the next day too.
    desk.world.now = instant("2026-02-11 12:00");
    desk.world.role = Role::Counter;
    assert_eq!(fields(&desk.refuses(Command::Save)), [(code, "SUBSCRIPTION_ROLE_ADMIN_ONLY")]);
    desk.world.role = Role::BranchAdmin;
    desk.does(Command::Save);
    assert_eq!(desk.choice().reason.as_ref().unwrap().as_str(), "Afspraak met de directie");
}

#[test]
fn volunteers_carry_the_selection() {
    let mut desk = Desk::new();
    desk.up_to_details().does(details("")).does(login_no());
    let refused = desk.refuses(subscription("0001"));
    assert_eq!(fields(&refused), [("subscription.code", "SUBSCRIPTION_NEEDS_SELECTION")]);
    desk.does(Command::StepBack).does(Command::StepBack).does(selection("Vrijwilliger")).does(login_no());
    desk.does(subscription("0001"));
    assert_eq!(desk.choice().valid_through.unwrap().to_string(), "2027-02-28", "a year, to the month's end");
    desk.does(Command::StepBack).does(Command::StepBack).does(Command::StepBack);
    desk.does(details("")).does(login_no());
    desk.does(choice(SubscriptionInput { staff: true, ..input("0001") }));
    assert!(desk.choice().staff);
}
