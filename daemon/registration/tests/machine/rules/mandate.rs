//! IBAN and BIC of a mandate, and facts the hub must bring.

use crate::common::*;
use balie_registration::machine::{AddressInput, Command, Facts, MandateInput, Rejection, handle};
use balie_registration::values::SepaScope;
use balie_registration::{Explain, Lang};

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
fn an_account_outside_the_scope_of_sepa_is_refused_with_words_that_say_so() {
    for (iban, bic) in [
        ("TR33 0006 1005 1978 6457 8413 26", "TCZBTR2A"),
        ("RU03 0445 2522 5408 1781 0538 0913 1041 9", ""),
        ("BR18 0036 0305 0000 1000 9795 493C 1", ""),
        ("SA03 8000 0000 6080 1016 7519", ""),
        ("EG38 0019 0005 0000 0000 2631 8000 2", ""),
        ("UA21 3223 1300 0002 6007 2335 6600 1", ""),
        ("XK05 1212 0123 4567 8906", ""),
        ("BI42 10000 10001 00003320451 81", ""),
        ("HN54 PISA 0000 0000 0000 0012 3124", ""),
        ("MA64 0115 1900 0001 2050 0053 4921", ""),
        ("PK36 SCBL 0000 0011 2345 6702", ""),
        ("AE07 0331 2345 6789 0123 456", ""),
        ("DO28 BAGR 0000 0001 2124 5361 1324", ""),
        ("FO62 6460 0001 6316 34", ""),
        ("GL89 6471 0001 0002 06", ""),
        ("IL62 0108 0000 0009 9999 999", ""),
        ("GE29 NB00 0000 0101 9049 17", ""),
        ("SC18 SSCB 1101 0000 0000 0000 1497 USD", ""),
    ] {
        let refused = desk().refuses(account(iban, bic));
        assert_eq!(fields(&refused), [("iban", "ACCOUNT_OUTSIDE_SEPA")], "{iban}");
        assert!(
            refused.message(Lang::Nl).contains("buiten SEPA")
                && refused.message(Lang::En).contains("outside SEPA")
        );
        // It is told where the account is asked first.
        let mut earlier = Desk::new();
        let refused = earlier.up_to_details().refuses(details(iban));
        assert_eq!(fields(&refused), [("details.iban", "ACCOUNT_OUTSIDE_SEPA")], "{iban}");
    }
}

#[test]
fn another_list_of_a_branch_decides() {
    let mut desk = desk();
    let text =
        SepaScope::BUILT_IN.replace("VA = { eea = false }", "VA = { eea = false }\nTR = { eea = false }");
    desk.world.policy.sepa = toml::from_str(&text).unwrap();
    desk.does(account("TR33 0006 1005 1978 6457 8413 26", "TCZBTR2A"));
}

#[test]
fn outside_the_eea_the_address_of_the_holder_is_kept() {
    let form = |holder: &str, address: AddressInput| MandateInput {
        iban: GB.into(),
        bic: "NWBKGB2L".into(),
        holder: holder.into(),
        address,
        ..account_data()
    };
    let nowhere = AddressInput::default;
    // The patron's own is known.
    let mut desk = desk();
    desk.does(mandate(form("Mw. A. van de Test", nowhere())));
    assert_eq!(desk.form().address, desk.state().person().unwrap().main_address);
    // Somebody else's is asked, except for the place, which is known.
    let mut desk = self::desk();
    let refused = desk.refuses(mandate(form("B. Smith", nowhere())));
    assert_eq!(
        fields(&refused),
        [
            ("address.postcode", "REQUIRED"),
            ("address.house_number", "REQUIRED"),
            ("address.street", "REQUIRED"),
        ]
    );
    let typed = AddressInput { place: String::new(), ..kruisakkers() };
    desk.does(mandate(form("B. Smith", typed)));
    let address = desk.form().address.clone().unwrap();
    assert_eq!((address.postcode.as_str(), address.place.to_string().as_str()), ("9468 BG", "Annen"));
    desk.does(Command::StepBack).does(mandate(form("B. Smith", AddressInput::from(&address))));
    assert_eq!(desk.form().address, Some(address));
    // In the EEA nobody asks for it, and what is typed is checked and kept.
    let mut desk = self::desk();
    let wrong = AddressInput { postcode: "0468 BG".into(), ..kruisakkers() };
    let refused = desk.refuses(mandate(MandateInput { address: wrong, ..account_data() }));
    assert_eq!(fields(&refused), [("address.postcode", "POSTCODE_ZERO")]);
    desk.does(mandate(account_data()));
    assert_eq!(desk.form().address, None);
}

/// The patron's own address stands for that of the holder only where nothing says that it is another one.
#[test]
fn another_place_or_country_than_the_patrons_asks_for_the_address() {
    let typed = |place: &str, country: &str| MandateInput {
        iban: GB.into(),
        bic: "NWBKGB2L".into(),
        place: place.into(),
        address: AddressInput { country: country.into(), ..AddressInput::default() },
        ..account_data()
    };
    for place in ["Annen", "ANNEN", " annen\u{200B}"] {
        let mut desk = desk();
        desk.does(mandate(typed(place, "")));
        assert_eq!(desk.form().address, desk.state().person().unwrap().main_address, "{place}");
    }
    let dutch = ["address.postcode", "address.house_number", "address.street"];
    for (place, country, missing) in [
        ("London", "", &dutch[..]),
        ("Annen", "NL", &dutch),
        ("London", "GB", &["address.postcode", "address.street"]),
        ("Annen", "Engeland", &["address.postcode", "address.street"]),
    ] {
        let refused = desk().refuses(mandate(typed(place, country)));
        let expected: Vec<_> = missing.iter().map(|field| (*field, "REQUIRED")).collect();
        assert_eq!(fields(&refused), expected, "{place} {country}");
    }
    // A country is read whatever the account is.
    for iban in [GB, IBAN, DE] {
        let bic = if iban == GB { "NWBKGB2L" } else { "" };
        let unknown = MandateInput { iban: iban.into(), bic: bic.into(), ..typed("Annen", "Atlantis") };
        let refused = desk().refuses(mandate(unknown));
        assert_eq!(fields(&refused), [("address.country", "COUNTRY_FORM")], "{iban}");
    }
    let mut desk = desk();
    desk.does(mandate(MandateInput { iban: IBAN.into(), bic: String::new(), ..typed("Annen", "GB") }));
    assert_eq!(desk.form().address, None, "a country alone is no address");
}

/// Somebody with one name of one letter has an account as well.
#[test]
fn a_holder_may_have_one_letter() {
    for holder in ["X", "李"] {
        let mut desk = desk();
        desk.does(mandate(MandateInput { holder: holder.into(), ..account_data() }));
        assert_eq!(desk.form().holder.as_str(), holder);
    }
}

#[test]
fn a_bic_of_tests_and_check_digits_that_nobody_gives_out_are_refused() {
    assert_eq!(fields(&desk().refuses(account(DE, "COBADEF0"))), [("bic", "BIC_TEST")]);
    assert_eq!(
        fields(&desk().refuses(account("NL99 INGB 0000 0000 81", ""))),
        [("iban", "IBAN_CHECK_RANGE")]
    );
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
        address: AddressInput::default(),
        switch_service: false,
    };
    assert_eq!(
        fields(&desk.refuses(mandate(wrong))),
        [
            ("iban", "IBAN_CHECK_DIGITS"),
            ("bic", "BIC_LENGTH"),
            ("holder", "REQUIRED"),
            ("place", "NO_LETTER")
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
