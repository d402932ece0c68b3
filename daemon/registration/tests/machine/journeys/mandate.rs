//! The direct debit mandate: made, signed, processed, given up, revoked, made anew.

use crate::common::*;
use balie_registration::machine::{
    Command, MandateInput, MandateSource, Settlement, Standing, State, Step, SubscriptionInput,
};
use balie_registration::values::MandateReference;

/// The adult, who pays by direct debit and has the pass.
fn at_mandate() -> Desk {
    let mut desk = Desk::new();
    desk.saved("0045").does(Command::CollectByDirectDebit).does(Command::SkipPrint);
    desk
}

/// With a mandate in force.
fn with_mandate() -> Desk {
    let mut desk = at_mandate();
    desk.does(mandate(account_data()));
    let reference = desk.form().reference;
    desk.does(signed(MandateSource::NoUpload)).does(check(reference)).does(confirm(""));
    desk
}

#[test]
fn from_every_source() {
    for source in [MandateSource::Scan, MandateSource::File, MandateSource::NoUpload] {
        let mut desk = at_mandate();
        desk.does(mandate(account_data())).does(signed(source));
        assert!(matches!(desk.state(), State::ProcessingMandate { source: chosen, .. } if *chosen == source));
        // Read by hand scanner or decoded from the page, with or without hyphens.
        let reference = desk.form().reference.to_string().replace('-', "").to_lowercase();
        desk.does(check(reference)).does(confirm(""));
        assert!(matches!(desk.standing(), Standing::Active { source: kept, .. } if *kept == source));
    }
}

#[test]
fn only_the_barcode_of_this_form() {
    let mut desk = at_mandate();
    desk.does(mandate(account_data())).does(signed(MandateSource::NoUpload));
    let own = desk.form().reference;
    let other = MandateReference::issue(own.branch(), own.issued(), own.sequence() + 1).unwrap();
    let half = own.to_string()[..14].to_owned();
    for (code, why) in [
        (other.to_string(), "OTHER_MANDATE"),
        (PASS.to_owned(), "NOT_A_MANDATE"),
        (half, "NOT_A_MANDATE"),
        (String::new(), "REQUIRED"),
    ] {
        assert_eq!(fields(&desk.refuses(check(&code))), [("code", why)], "{code}");
    }
    desk.does(check(own));
    assert_eq!(desk.step(), Step::VerifyingMandate);
}

#[test]
fn back_from_signing_makes_the_form_void() {
    let mut desk = at_mandate();
    let typed = MandateInput { switch_service: true, ..account_data() };
    desk.does(mandate(typed));
    let void = desk.form().reference;
    desk.does(signed(MandateSource::Scan)).does(check(void));
    for step in [Step::ProcessingMandate, Step::SigningMandate, Step::EnteringMandate] {
        desk.does(Command::StepBack);
        assert_eq!(desk.step(), step);
    }
    assert_eq!(told(&desk.refuses(Command::StepBack)), ("NO_WAY_BACK", vec![]), "what was saved stays");
    let State::EnteringMandate { typed: Some(typed), .. } = desk.state() else { panic!("typed anew") };
    assert_eq!((typed.holder.as_str(), typed.switch_service), ("A. van de Test", true));
    assert_eq!(typed.iban, "NL91 ABNA 0417 1643 00");
    let corrected = MandateInput { place: "Gieten".into(), ..typed.clone() };
    desk.does(mandate(corrected)).does(signed(MandateSource::Scan));
    assert_ne!(desk.form().reference, void, "never the same twice");
    assert_eq!(fields(&desk.refuses(check(void))), [("code", "OTHER_MANDATE")]);
    assert_eq!(desk.form().place.as_str(), "Gieten");
}

#[test]
fn the_patron_does_not_sign() {
    let mut desk = at_mandate();
    desk.does(mandate(account_data())).does(Command::StepBack).does(Command::Register);
    assert_eq!((desk.step(), desk.settled_by()), (Step::Enrolled, Settlement::Registered));
    assert_eq!(*desk.standing(), Standing::None);
    assert_eq!(desk.state().settled().unwrap().open_balance().to_string(), "€ 58,00");
}

#[test]
fn the_holder_may_be_somebody_else() {
    let mut desk = at_mandate();
    let parent =
        MandateInput { holder: "C. Jansen-de Vries e/o".into(), place: "Rolde".into(), ..account_data() };
    desk.does(mandate(parent));
    assert_eq!(desk.form().holder.as_str(), "C. Jansen-de Vries e/o");
    assert_ne!(desk.form().holder.as_str(), desk.state().person().unwrap().name.full());
}

#[test]
fn the_switch_service_may_be_set_and_cleared() {
    let mut desk = at_mandate();
    let set = |switch_service| Command::SetSwitchService { switch_service };
    assert_eq!(told(&desk.refuses(set(true))), ("NOT_IN_THIS_STEP", vec![]));
    desk.does(mandate(account_data())).does(set(true));
    assert!(desk.form().switch_service);
    let reference = desk.form().reference;
    desk.does(signed(MandateSource::File)).does(check(reference)).does(confirm("")).does(set(false));
    assert!(!desk.form().switch_service);
    desk.does(revoke("", "overgestapt")).refuses(set(true));
}

#[test]
fn signed_and_revoked_on_days_that_can_be() {
    let mut desk = at_mandate();
    desk.does(mandate(account_data())).does(signed(MandateSource::NoUpload));
    let reference = desk.form().reference;
    desk.does(check(reference));
    desk.world.now = instant("2026-02-12 10:00");
    for (date, why) in [
        ("09-02-2026", "SIGNED_OUTSIDE"),
        ("13-02-2026", "DATE_FUTURE"),
        ("31-02-2026", "DATE_NO_SUCH_DAY"),
        ("morgen", "DATE_FORM"),
    ] {
        assert_eq!(fields(&desk.refuses(confirm(date))), [("signed_date", why)], "{date}");
    }
    desk.does(confirm("11-2-26"));
    assert!(
        matches!(desk.standing(), Standing::Active { signed_on, .. } if signed_on.to_string() == "2026-02-11")
    );

    for (date, why) in
        [("10-02-2026", "REVOKED_OUTSIDE"), ("13022026", "DATE_FUTURE"), ("31-02-2026", "DATE_NO_SUCH_DAY")]
    {
        assert_eq!(fields(&desk.refuses(revoke(date, "opgezegd"))), [("date", why)], "{date}");
    }
    assert_eq!(fields(&desk.refuses(revoke("", ""))), [("reason", "REQUIRED")]);
    desk.does(revoke("11-02-2026", "opgezegd"));
    let Standing::Revoked { form, signed_on, revoked_on, reason } = desk.standing() else { panic!() };
    assert_eq!((form.reference, reason.as_str()), (reference, "opgezegd"));
    assert_eq!((signed_on.to_string(), revoked_on.to_string()), ("2026-02-11".into(), "2026-02-11".into()));
}

#[test]
fn revoked_and_started_anew() {
    let mut desk = with_mandate();
    let first = desk.form().reference;
    assert_eq!(told(&desk.refuses(Command::StartMandate)), ("MANDATE_ACTIVE", vec![]));
    desk.does(revoke("", "andere rekening"));
    assert_eq!(told(&desk.refuses(revoke("", "nog eens"))), ("NO_ACTIVE_MANDATE", vec![]));
    desk.does(Command::StartMandate).does(mandate(account_data()));
    let second = desk.form().reference;
    assert_ne!(first, second);
    desk.does(signed(MandateSource::Scan)).does(check(second)).does(confirm(""));
    assert!(matches!(desk.standing(), Standing::Active { form, .. } if form.reference == second));
}

/// Starting a mandate and thinking better of it loses nothing of what stood before.
#[test]
fn a_mandate_not_finished_leaves_what_stood() {
    let mut desk = with_mandate();
    desk.does(revoke("", "andere rekening"));
    let stood = desk.state().clone();
    for end in [Command::StepBack, Command::Register] {
        desk.does(Command::StartMandate).does(mandate(account_data())).does(signed(MandateSource::Scan));
        desk.does(Command::StepBack).does(Command::StepBack).does(end);
        assert_eq!(*desk.state(), stood);
    }
    let mut desk = Desk::new();
    desk.enrolled();
    let stood = desk.state().clone();
    desk.does(Command::StartMandate).does(Command::Register);
    assert_eq!(*desk.state(), stood, "what was registered stays open");
}

/// In the manual's own order: Registreren first, then "Automatische incasso verwerken". Debt and direct debit never stand
/// beside each other.
#[test]
fn what_was_left_open_is_collected_once_there_is_a_mandate() {
    let mut desk = Desk::new();
    desk.enrolled();
    let open = |desk: &Desk| {
        let settled = desk.state().settled().unwrap();
        (settled.by, settled.open_balance().to_string(), settled.ledger.remaining().to_string())
    };
    let left_open = (Settlement::Registered, "€ 58,00".to_owned(), "€ 58,00".to_owned());
    let collected = (Settlement::DirectDebit, "€ 0,00".to_owned(), "€ 58,00".to_owned());
    assert_eq!(open(&desk), left_open);
    for _ in 0..2 {
        desk.does(Command::StartMandate).does(mandate(account_data())).does(signed(MandateSource::NoUpload));
        let reference = desk.form().reference;
        desk.does(check(reference));
        assert_eq!(open(&desk), left_open, "until it is confirmed");
        let changed = desk.decides(confirm("")).changed;
        assert_eq!(changed, ["ledger", "mandate"], "the audit trail names both");
        assert_eq!(open(&desk), collected);
        let changed = desk.decides(revoke("", "andere rekening")).changed;
        assert_eq!(changed, ["ledger", "mandate"]);
        assert_eq!(open(&desk), left_open, "nobody collects it any more");
    }
}

/// Only the bank and the central administration see what was collected: the clerk says it, and the patron is not asked
/// for it once more.
#[test]
fn what_was_collected_already_is_not_open_again() {
    let mut desk = with_mandate();
    let settled = desk.state().settled().unwrap().clone();
    assert_eq!(settled.by, Settlement::DirectDebit);
    assert_eq!(settled.ledger.remaining().to_string(), "€ 58,00");
    let changed = desk.decides(revoke_collected("opgezegd")).changed;
    assert_eq!(changed, ["mandate"], "the money is as it was");
    assert!(matches!(desk.standing(), Standing::Revoked { .. }));
    assert_eq!(*desk.state().settled().unwrap(), settled);
    assert_eq!(settled.open_balance().to_string(), "€ 0,00");
    assert_eq!(told(&desk.refuses(revoke_collected("nog eens"))), ("NO_ACTIVE_MANDATE", vec![]));

    // Neither making another mandate nor thinking better of it opens it.
    desk.does(Command::StartMandate).does(Command::Register);
    assert_eq!(*desk.state().settled().unwrap(), settled);
    desk.does(Command::StartMandate).does(mandate(account_data())).does(signed(MandateSource::NoUpload));
    let reference = desk.form().reference;
    desk.does(check(reference)).does(confirm(""));
    assert_eq!(*desk.state().settled().unwrap(), settled);
}

/// The first period of 0049 may be free, and then nobody owes it.
#[test]
fn nothing_is_open_where_nothing_was_to_be_collected() {
    let free = SubscriptionInput {
        code: "0049".into(),
        instalments_requested: true,
        discount: "5".into(),
        ..SubscriptionInput::default()
    };
    let mut desk = Desk::new();
    desk.up_to_subscription().does(Command::ChooseSubscription(free)).does(Command::Save);
    desk.does(Command::SkipPrint).does(mandate(account_data())).does(signed(MandateSource::NoUpload));
    let reference = desk.form().reference;
    desk.does(check(reference)).does(confirm(""));
    let changed = desk.decides(revoke("", "opgezegd")).changed;
    assert_eq!(changed, ["mandate"]);
    assert_eq!(desk.settled_by(), Settlement::DirectDebit);
}

#[test]
fn a_mandate_leaves_alone_what_was_settled_at_the_counter() {
    for end in [revoke("", "opgezegd"), revoke_collected("opgezegd")] {
        for (settle, by) in [
            (cash("60"), Settlement::Paid),
            (card("58"), Settlement::Paid),
            (remit("jubileum"), Settlement::Remitted),
        ] {
            let mut desk = Desk::new();
            desk.saved("0045").does(settle).does(Command::SkipPrint).does(Command::StartMandate);
            desk.does(mandate(account_data())).does(signed(MandateSource::NoUpload));
            let reference = desk.form().reference;
            desk.does(check(reference)).does(confirm(""));
            assert_eq!(desk.settled_by(), by);
            desk.does(end.clone());
            assert_eq!(desk.settled_by(), by);
        }
    }
}
