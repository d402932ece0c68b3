//! IBAN and BIC of a mandate, and facts the hub must bring.

use crate::common::*;
use balie_registration::machine::{Command, Facts, MandateInput, Rejection, handle};

const DE: &str = "DE89370400440532013000";
const GB: &str = "GB29 NWBK 6016 1331 9268 19";

fn desk() -> Desk {
    let mut desk = Desk::new();
    desk.saved("0045").does(Command::CollectByDirectDebit).does(Command::SkipPrint);
    desk
}

fn account(iban: &str, bic: &str) -> Command {
    mandate(MandateInput { iban: iban.into(), bic: bic.into(), ..account_data() })
}

#[test]
fn a_bic_goes_with_foreign_accounts_only() {
    for (iban, bic, refused) in [
        (IBAN, "", None),
        (IBAN, "ABNANL2A", Some("BIC_ONLY_FOREIGN")),
        (DE, "", None),
        (DE, "COBADEFFXXX", None),
        (DE, "ABNANL2A", Some("BIC_COUNTRY")),
        (DE, "COBADE", Some("BIC_LENGTH")),
        (DE, "C0BADEFF", Some("BIC_FORM")),
        (GB, "", Some("BIC_REQUIRED")),
        (GB, "nwbk gb 2l", None),
        (GB, "COBADEFF", Some("BIC_COUNTRY")),
    ] {
        let mut desk = desk();
        match refused {
            None => {
                desk.does(account(iban, bic));
                assert_eq!(desk.form().bic.is_some(), !bic.is_empty());
            }
            Some(why) => {
                assert_eq!(fields(&desk.refuses(account(iban, bic))), [("bic", why)], "{iban} {bic}");
            }
        }
    }
}

#[test]
fn every_wrong_field_is_named() {
    let mut desk = desk();
    let wrong = MandateInput {
        // Two neighbours swapped.
        iban: "NL91ABNA0417164030".into(),
        bic: "X".into(),
        holder: " ".into(),
        place: "2".into(),
        switch_service: false,
    };
    assert_eq!(
        fields(&desk.refuses(mandate(wrong))),
        [
            ("iban", "IBAN_CHECK_DIGITS"),
            ("bic", "BIC_LENGTH"),
            ("holder", "REQUIRED"),
            ("place", "CHARACTER")
        ]
    );
}

#[test]
fn numbers_that_must_be_fresh_are_not_made_up() {
    let desk = desk();
    let facts = Facts { mandate_reference: None, ..desk.world.facts() };
    let refused = handle(&desk.registration, mandate(account_data()), &facts).unwrap_err();
    assert_eq!(refused, Rejection::MissingFact("mandate_reference"));
    assert_explained(&refused);

    let mut desk = Desk::new();
    desk.up_to_subscription().does(subscription("0045"));
    let facts = Facts { patron_number: None, ..desk.world.facts() };
    let refused = handle(&desk.registration, Command::Save, &facts).unwrap_err();
    assert_eq!(refused, Rejection::MissingFact("patron_number"));
}
