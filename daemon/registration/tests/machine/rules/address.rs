//! Addresses: Dutch rules at home, and elsewhere the form of each country.

use crate::common::*;
use balie_registration::machine::{Address, AddressInput, Command, MandateInput, PersonInput};
use balie_registration::{Explain, Lang};

fn typed(postcode: &str, house: &str, street: &str, place: &str, country: &str) -> AddressInput {
    AddressInput {
        postcode: postcode.into(),
        house_number: house.into(),
        street: street.into(),
        place: place.into(),
        country: country.into(),
    }
}

fn with(main_address: AddressInput) -> PersonInput {
    PersonInput { main_address, ..adult() }
}

fn desk() -> Desk {
    let mut desk = Desk::new();
    desk.does(scan(PASS));
    desk
}

fn read(input: AddressInput) -> Address {
    let mut desk = desk();
    desk.does(enter(with(input)));
    desk.state().person().unwrap().main_address.clone().unwrap()
}

#[test]
fn addresses_at_home_and_abroad() {
    let mut desk = desk();
    let only_country = AddressInput { country: "BE".into(), ..AddressInput::default() };
    desk.does(enter(PersonInput {
        main_address: typed("d-26871", "3", "Hauptkanal links", "Papenburg", "de"),
        postal_address: kruisakkers(),
        invoice_address: only_country,
        ..adult()
    }));
    let person = desk.state().person().unwrap();
    let main = person.main_address.as_ref().unwrap();
    assert_eq!((main.postcode.as_str(), main.country.to_string().as_str()), ("26871", "DE"));
    assert_eq!(main.street_line(), "Hauptkanal links 3");
    assert_eq!(person.postal_address.as_ref().unwrap().place_line(), "9468 BG Annen");
    assert_eq!(person.invoice_address, None, "a country alone is no address");
}

#[test]
fn official_places_of_drenthe_have_digits() {
    for place in ["2e Exloërmond", "1e Exloërmond", "2e Valthermond"] {
        let address = read(typed("9571 AB", "12", "1e Exloërmond", place, ""));
        assert_eq!(address.place.as_str(), place);
        // The mandate of who lives there.
        let mut desk = Desk::new();
        desk.saved("0045").does(Command::CollectByDirectDebit).does(Command::SkipPrint);
        desk.does(mandate(MandateInput { place: place.into(), ..account_data() }));
        assert_eq!(desk.form().place.as_str(), place);
    }
}

#[test]
fn each_country_has_its_own_form() {
    for (input, street, place) in [
        (
            typed("75001", "12 bis", "Rue de Rivoli", "Paris 1er", "FR"),
            "Rue de Rivoli 12 bis",
            "75001 Paris 1er",
        ),
        (typed("11000", "1", "Celetná", "Praha 1", "CZ"), "Celetná 1", "110 00 Praha 1"),
        (typed("", "7", "Pearse Street", "Dublin 2", "IE"), "Pearse Street 7", "Dublin 2"),
        (typed("d02 af30", "", "Pearse Street", "Dublin 2", "Ierland"), "Pearse Street", "D02 AF30 Dublin 2"),
        (typed("NR25 7HG", "Rose Cottage", "", "Holt", "GB"), "Rose Cottage", "NR25 7HG Holt"),
        (
            typed("nr257hg", "Rose Cottage", "The Street", "Holt", "UK"),
            "The Street Rose Cottage",
            "NR25 7HG Holt",
        ),
        (typed("69007", "3 ter", "Rue Garibaldi", "Lyon 07", "FR"), "Rue Garibaldi 3 ter", "69007 Lyon 07"),
        (
            typed("3423", "23/3", "Hauptplatz", "St. Andrä-Wördern", "AT"),
            "Hauptplatz 23/3",
            "3423 St. Andrä-Wördern",
        ),
        (
            typed("TR3 6QL", "Trelissick House", "", "Feock, near Truro", "GB"),
            "Trelissick House",
            "TR3 6QL Feock, near Truro",
        ),
        (typed("6090", "", "Barabara ya 5", "Dodoma", "TZ"), "Barabara ya 5", "6090 Dodoma"),
        (typed("34413", "P.O. Box 12", "", "Dodoma", "TZ"), "P.O. Box 12", "34413 Dodoma"),
        (typed("", "Plot 12", "", "Gaborone", "Botswana"), "Plot 12", "Gaborone"),
        (
            typed("22162-1010", "12", "Main Street", "Springfield, VA", "US"),
            "Main Street 12",
            "22162-1010 Springfield, VA",
        ),
        (typed("", "12", "Henck Arronstraat", "Paramaribo", "SR"), "Henck Arronstraat 12", "Paramaribo"),
        (typed("", "5", "Breedestraat", "Willemstad", "CW"), "Breedestraat 5", "Willemstad"),
        (typed("", "18", "Kaya Grandi", "Kralendijk", "BQ"), "Kaya Grandi 18", "Kralendijk"),
        (typed("", "", "Nathan Road 100", "Kowloon", "HK"), "Nathan Road 100", "Kowloon"),
        (
            typed("546080", "#05-01", "Serangoon Road", "Singapore", "SG"),
            "Serangoon Road #05-01",
            "546080 Singapore",
        ),
        (typed("320", "Hóll", "", "Reykholt", "Iceland"), "Hóll", "320 Reykholt"),
        (typed("", "", "Weg naar Zee", "Paramaribo", "suriname"), "Weg naar Zee", "Paramaribo"),
    ] {
        let address = read(input);
        assert_eq!((address.street_line().as_str(), address.place_line().as_str()), (street, place));
        // As stored, and as it would be typed, it is the same.
        let stored = serde_json::to_string(&address).unwrap();
        assert_eq!(serde_json::from_str::<Address>(&stored).unwrap(), address);
        assert_eq!(read(AddressInput::from(&address)), address);
    }
}

#[test]
fn what_is_missing_abroad_is_named() {
    let mut desk = desk();
    for (input, expected) in [
        (typed("", "3", "Hauptkanal", "Papenburg", "DE"), vec![("person.main_address.postcode", "REQUIRED")]),
        (
            typed("9468 BG", "3", "Hauptkanal", "Papenburg", "DE"),
            vec![("person.main_address.postcode", "FOREIGN_POSTCODE")],
        ),
        (typed("", "", "", "Paramaribo", "SR"), vec![("person.main_address.street", "REQUIRED")]),
        (typed("", "12", "Waterkant", "", "SR"), vec![("person.main_address.place", "REQUIRED")]),
        (
            typed("", "12", "", "Paramaribo", "Atlantis"),
            // What the rest must be is known once the country is.
            vec![("person.main_address.country", "COUNTRY_FORM")],
        ),
        (
            typed("SW1A 1AA", "Rose Cottage", "", "Praha 1", "Atlantis"),
            vec![("person.main_address.country", "COUNTRY_FORM")],
        ),
    ] {
        assert_eq!(fields(&desk.refuses(enter(with(input)))), expected);
    }
}

#[test]
fn a_country_that_is_none_is_told_also_where_there_is_no_address() {
    let nowhere = AddressInput { country: "Atlantis".into(), ..AddressInput::default() };
    let refused = desk().refuses(enter(PersonInput { invoice_address: nowhere, ..adult() }));
    assert_eq!(fields(&refused), [("person.invoice_address.country", "COUNTRY_FORM")]);
}

#[test]
fn a_refusal_shows_a_postcode_of_that_country() {
    let mut desk = desk();
    let refused = desk.refuses(enter(with(typed("9468 BG", "3", "Hauptkanal", "Papenburg", "DE"))));
    assert!(
        refused.message(Lang::Nl).contains("Duitsland: die ziet eruit als 26133"),
        "{}",
        refused.message(Lang::Nl)
    );
    assert!(refused.message(Lang::En).contains("Germany: those look like 26133"));
}

#[test]
fn dutch_rules_stay_strict() {
    let mut desk = desk();
    for (input, field, why) in [
        (typed("", "41", "Kruisakkers", "Annen", "NL"), "postcode", "REQUIRED"),
        (typed("26871", "41", "Kruisakkers", "Annen", "Nederland"), "postcode", "POSTCODE_FORM"),
        (typed("9468 BG", "", "Kruisakkers", "Annen", ""), "house_number", "REQUIRED"),
        (typed("9468 BG", "Rose Cottage", "Kruisakkers", "Annen", ""), "house_number", "HOUSE_NUMBER_FORM"),
        (typed("9468 BG", "41", "Kruisakkers", "Annen 2", ""), "place", "CHARACTER"),
        (typed("9468 BG", "41", "", "Annen", ""), "street", "REQUIRED"),
    ] {
        let refused = desk.refuses(enter(with(input)));
        assert_eq!(fields(&refused), [(format!("person.main_address.{field}").as_str(), why)]);
    }
}

/// What was stored before houses could be missing reads as it did.
#[test]
fn an_address_stored_earlier_reads_back() {
    let stored = concat!(
        r#"{"postcode":"9468 BG","house_number":"41 bis","street":"Kruisakkers","#,
        r#""place":"Annen","country":"NL"}"#
    );
    let address: Address = serde_json::from_str(stored).unwrap();
    assert_eq!(
        (address.street_line().as_str(), address.place_line().as_str()),
        ("Kruisakkers 41 bis", "9468 BG Annen")
    );
    assert_eq!(serde_json::to_string(&address).unwrap(), stored);
}
