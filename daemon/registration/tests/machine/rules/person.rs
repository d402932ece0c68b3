//! NAW data and further data: required fields by kind of patron, and every field that can be wrong.

use crate::common::*;
use balie_registration::machine::{
    AddressInput, Command, DetailsInput, PatronKind, PersonField, PersonInput, PersonKind, Rejection, Step,
};
use std::collections::BTreeSet;

fn desk() -> Desk {
    let mut desk = Desk::new();
    desk.does(scan(PASS));
    desk
}

fn paths(rejection: &Rejection) -> Vec<&str> {
    let all = fields(rejection);
    assert!(all.iter().all(|(_, why)| *why == "REQUIRED"), "{all:?}");
    all.into_iter().map(|(field, _)| field).collect()
}

const MAIN: [&str; 4] = [
    "person.main_address.postcode",
    "person.main_address.house_number",
    "person.main_address.street",
    "person.main_address.place",
];

#[test]
fn what_each_kind_of_patron_must_tell() {
    let mut desk = desk();
    let blank = PersonInput::default();
    let refused = desk.refuses(enter(blank.clone()));
    assert_eq!(paths(&refused), ["person.kind", "person.birth_date", "person.surname"]);

    let mut expected = vec!["person.birth_date", "person.initials", "person.surname"];
    expected.extend(MAIN);
    let man = PersonInput { kind: Some(PersonKind::Man), ..blank.clone() };
    assert_eq!(paths(&desk.refuses(enter(man.clone()))), expected);

    let mut expected = vec!["person.initials", "person.surname", "person.call_name"];
    expected.extend(MAIN);
    let child = PersonInput { birth_date: "1-6-14".into(), ..man };
    assert_eq!(paths(&desk.refuses(enter(child))), expected);

    let mut expected = vec!["person.surname"];
    expected.extend(MAIN);
    expected.push("person.contact_person");
    let school = PersonInput { kind: Some(PersonKind::Institution), ..blank };
    assert_eq!(paths(&desk.refuses(enter(school))), expected);
}

#[test]
fn the_call_name_is_asked_until_the_19th_birthday() {
    let mut desk = desk();
    // Today is 10 February 2026.
    let born = |date: &str| enter(PersonInput { birth_date: date.into(), ..adult() });
    assert_eq!(fields(&desk.refuses(born("11-02-2007"))), [("person.call_name", "REQUIRED")]);
    desk.does(born("10-02-2007"));
}

#[test]
fn a_branch_may_require_more() {
    let mut desk = desk();
    let all = [
        PersonField::Phone,
        PersonField::SmsNumber,
        PersonField::Email,
        PersonField::ContactPerson,
        PersonField::ContactPhone,
    ];
    desk.world.policy.required.insert(PatronKind::Adult, BTreeSet::from(all));
    let bare = PersonInput {
        kind: Some(PersonKind::Woman),
        surname: "Test".into(),
        birth_date: "01-01-1991".into(),
        ..PersonInput::default()
    };
    let expected: Vec<String> =
        all.iter().flat_map(|field| field.paths()).map(|path| format!("person.{path}")).collect();
    assert_eq!(paths(&desk.refuses(enter(bare.clone()))), expected);
    desk.world.policy.required.insert(PatronKind::Adult, BTreeSet::new());
    desk.does(enter(bare));
}

/// Every field that a branch can require of a patron is missed when it is blank, whoever the patron is.
#[test]
fn every_field_that_can_be_required_is_asked_of_every_kind_it_is_of() {
    let all = [
        PersonField::Initials,
        PersonField::CallName,
        PersonField::MainAddress,
        PersonField::Phone,
        PersonField::SmsNumber,
        PersonField::Email,
        PersonField::ContactPerson,
        PersonField::ContactPhone,
    ];
    for (patron_kind, kind, birth_date) in [
        (PatronKind::Adult, PersonKind::Man, "01-01-1991"),
        (PatronKind::Youth, PersonKind::Woman, "1-6-14"),
        (PatronKind::Institution, PersonKind::Institution, ""),
    ] {
        for field in all {
            let name = serde_json::to_value(field).unwrap();
            assert_eq!(name, field.name(), "as it is written in the configuration");
            if !field.is_of(patron_kind) {
                continue;
            }
            let mut desk = desk();
            desk.world.policy.required.insert(patron_kind, BTreeSet::from([field]));
            let bare = PersonInput {
                kind: Some(kind),
                surname: "Test".into(),
                birth_date: birth_date.into(),
                ..PersonInput::default()
            };
            let expected: Vec<String> = field.paths().iter().map(|path| format!("person.{path}")).collect();
            assert_eq!(paths(&desk.refuses(enter(bare))), expected, "{patron_kind:?} {field:?}");
        }
    }
}

/// Each wrong field alone, and what is said about it.
#[test]
fn every_field_that_can_be_wrong() {
    type Spoil = fn(&mut PersonInput);
    let mut desk = desk();
    let table: [(&str, &str, Spoil); 29] = [
        ("person.kind", "REQUIRED", |p| p.kind = None),
        ("person.initials", "CHARACTER", |p| p.initials = "4".into()),
        ("person.prefix", "CHARACTER", |p| p.prefix = "v@n".into()),
        ("person.surname", "REQUIRED", |p| p.surname = " ".into()),
        ("person.surname", "CHARACTER", |p| p.surname = "Test1".into()),
        ("person.call_name", "CHARACTER", |p| p.call_name = "A/B".into()),
        ("person.birth_date", "DATE_FORM", |p| p.birth_date = "1 januari".into()),
        ("person.birth_date", "DATE_NO_SUCH_DAY", |p| p.birth_date = "29-02-1990".into()),
        ("person.birth_date", "DATE_NO_SUCH_DAY", |p| p.birth_date = "15-00-1990".into()),
        ("person.birth_date", "DATE_FUTURE", |p| p.birth_date = "11-02-2026".into()),
        ("person.birth_date", "DATE_FUTURE", |p| p.birth_date = "00-03-2026".into()),
        ("person.birth_date", "DATE_TOO_LONG_AGO", |p| p.birth_date = "01-01-1900".into()),
        ("person.main_address.postcode", "POSTCODE_FORM", |p| p.main_address.postcode = "9468".into()),
        ("person.main_address.postcode", "POSTCODE_ZERO", |p| p.main_address.postcode = "0468 BG".into()),
        ("person.main_address.postcode", "POSTCODE_LETTERS", |p| p.main_address.postcode = "9468 SS".into()),
        ("person.main_address.house_number", "HOUSE_NUMBER_FORM", |p| {
            p.main_address.house_number = "a41".into();
        }),
        ("person.main_address.house_number", "HOUSE_NUMBER_ADDITION", |p| {
            p.main_address.house_number = "41 hoogachter".into();
        }),
        ("person.main_address.street", "REQUIRED", |p| p.main_address.street = String::new()),
        ("person.main_address.place", "CHARACTER", |p| p.main_address.place = "Annen 2".into()),
        ("person.main_address.country", "COUNTRY_FORM", |p| p.main_address.country = "NLD".into()),
        ("person.postal_address.postcode", "FOREIGN_POSTCODE", |p| {
            p.postal_address =
                AddressInput { country: "DE".into(), postcode: "26871#".into(), ..kruisakkers() };
        }),
        ("person.invoice_address.street", "REQUIRED", |p| {
            p.invoice_address = AddressInput { street: String::new(), ..kruisakkers() };
        }),
        ("person.alternative_address.place", "REQUIRED", |p| {
            p.alternative_address = AddressInput { place: String::new(), ..kruisakkers() };
        }),
        ("person.phone", "PHONE_LENGTH", |p| p.phone = "0592 12".into()),
        ("person.phone", "PHONE_CHARACTERS", |p| p.phone = "0592 12345x".into()),
        ("person.sms_number", "SMS_NOT_MOBILE", |p| p.sms_number = "0592 123456".into()),
        ("person.email", "EMAIL_FORM", |p| p.email = "a test@voorbeeld.nl".into()),
        ("person.contact_person", "NO_LETTER", |p| p.contact_person = "-".into()),
        ("person.contact_phone", "PHONE_LENGTH", |p| p.contact_phone = "06 1234".into()),
    ];
    let mut all = adult();
    for (field, why, spoil) in table {
        let mut person = adult();
        spoil(&mut person);
        spoil(&mut all);
        assert_eq!(fields(&desk.refuses(enter(person))), [(field, why)]);
    }
    // Together they are told together, but for what a country decides: that is known once the country holds.
    let country = "person.main_address.country";
    let refused = desk.refuses(enter(all.clone()));
    let of_address = fields(&refused).into_iter().filter(|(field, _)| field.contains("main_address"));
    assert_eq!(of_address.collect::<Vec<_>>(), [(country, "COUNTRY_FORM")]);
    all.main_address.country = String::new();
    let refused = desk.refuses(enter(all));
    let distinct: BTreeSet<_> =
        table.iter().map(|(field, ..)| *field).filter(|field| *field != country).collect();
    let told: BTreeSet<_> = fields(&refused).into_iter().map(|(field, _)| field).collect();
    assert!(told.is_superset(&distinct), "{:?}", distinct.difference(&told));
}

#[test]
fn somebody_with_one_name_has_no_initials() {
    let mut desk = desk();
    let one_name =
        PersonInput { initials: String::new(), prefix: String::new(), surname: "Suharto".into(), ..adult() };
    assert_eq!(fields(&desk.refuses(enter(one_name.clone()))), [("person.initials", "REQUIRED")]);
    let both = PersonInput { no_initials: true, ..adult() };
    assert_eq!(fields(&desk.refuses(enter(both))), [("person.initials", "NO_INITIALS")]);
    desk.does(enter(PersonInput { no_initials: true, ..one_name.clone() }));
    let person = desk.state().person().unwrap();
    assert!(person.no_initials && person.name.full() == "Suharto");
    // It is kept with what was typed.
    desk.does(Command::StepBack);
    assert!(
        desk.state().kept().and_then(|kept| kept.person.as_ref()).is_some_and(|person| person.no_initials)
    );
    // An institution has none anyway.
    desk.does(enter(PersonInput { no_initials: true, ..school() }));
    assert!(!desk.state().person().unwrap().no_initials);
}

#[test]
fn a_name_as_initials_is_asked() {
    let mut desk = desk();
    for (typed, why) in [
        ("Bram", "INITIALS_NAME"),
        ("bram", "INITIALS_NAME"),
        ("JAC", "INITIALS_NAME"),
        ("Jan-Piet", "INITIALS_NAME"),
        ("Willem.", "INITIALS_NAME"),
        ("geen", "INITIALS_NONE"),
        ("n.v.t.", "INITIALS_NONE"),
    ] {
        let refused = desk.refuses(enter(PersonInput { initials: typed.into(), ..adult() }));
        assert_eq!(fields(&refused), [("person.initials", why)], "{typed}");
    }
    desk.does(enter(PersonInput { initials: "Bram.".into(), ..adult() }));
}

#[test]
fn an_institution_has_its_whole_name_in_one_field() {
    use balie_registration::{Explain, Lang};
    let mut desk = desk();
    let parts =
        PersonInput { initials: "A.".into(), prefix: "De".into(), surname: "Eshof".into(), ..school() };
    let refused = desk.refuses(enter(parts));
    let expected = [("person.initials", "INSTITUTION_NAME"), ("person.prefix", "INSTITUTION_NAME")];
    assert_eq!(fields(&refused), expected);
    let prefix = PersonInput { prefix: "De".into(), surname: "Eshof".into(), ..school() };
    assert!(desk.refuses(enter(prefix)).message(Lang::Nl).contains("in de naam"));
    desk.does(enter(PersonInput { prefix: " \u{200B}".into(), surname: "De Eshof".into(), ..school() }));
    assert_eq!(desk.state().person().unwrap().name.full(), "De Eshof");
}

/// What nobody sees, and what only looks like it, in every field at once.
#[test]
fn what_comes_along_with_a_paste_is_no_part_of_any_field() {
    let pasted = |text: &str| format!("\u{FEFF}\u{202D}{text}\u{200B}\u{202C}");
    let shown = |person: &balie_registration::machine::Person| serde_json::to_value(person).unwrap();
    let address = |of: AddressInput| AddressInput {
        postcode: pasted(&of.postcode),
        house_number: pasted(&of.house_number),
        street: pasted(&of.street),
        place: pasted(&of.place),
        country: pasted(&of.country),
    };
    for plain in [adult(), youth(), school()] {
        let mut clean = desk();
        clean.does(enter(plain.clone()));
        let dirty = PersonInput {
            kind: plain.kind,
            initials: pasted(&plain.initials),
            no_initials: plain.no_initials,
            prefix: pasted(&plain.prefix),
            surname: pasted(&plain.surname),
            call_name: pasted(&plain.call_name),
            birth_date: pasted(&plain.birth_date),
            main_address: address(plain.main_address),
            postal_address: address(plain.postal_address),
            invoice_address: address(plain.invoice_address),
            alternative_address: address(plain.alternative_address),
            phone: pasted(&plain.phone),
            sms_number: pasted(&plain.sms_number),
            email: pasted(&plain.email),
            contact_person: pasted(&plain.contact_person),
            contact_phone: pasted(&plain.contact_phone),
        };
        let mut desk = desk();
        desk.does(enter(dirty));
        assert_eq!(shown(desk.state().person().unwrap()), shown(clean.state().person().unwrap()));
    }
    let mut desk = Desk::new();
    desk.does(scan(&pasted(PASS))).does(enter(adult())).does(choose()).does(details(&pasted(IBAN)));
    desk.does(login(&pasted(EMAIL))).does(EXISTING).starts(find(&pasted("2512345678")));
    let mut desk = Desk::new();
    desk.up_to_details();
    let blank =
        DetailsInput { iban: pasted(""), selection: pasted("vrijwilliger"), ..DetailsInput::default() };
    desk.does(Command::EnterDetails(blank));
    let details = &desk.state().patron().unwrap().details;
    assert_eq!((details.iban, details.selection.as_deref()), (None, Some("vrijwilliger")));
}

#[test]
fn dates_as_people_write_them() {
    for typed in ["01-01-1991", "01011991", "1-1-91", "1/1/1991", "1991-01-01"] {
        let mut desk = desk();
        desk.does(enter(PersonInput { birth_date: typed.into(), ..adult() }));
        assert_eq!(desk.state().person().unwrap().birth_date.to_string(), "01-01-1991", "{typed}");
    }
}

#[test]
fn further_data_are_checked_together() {
    let mut desk = Desk::new();
    desk.up_to_details();
    let wrong = DetailsInput {
        // Two neighbours swapped.
        iban: "NL91ABNA0471164300".into(),
        selection: "Zomerlezen".into(),
        ..DetailsInput::default()
    };
    let refused = desk.refuses(Command::EnterDetails(wrong));
    assert_eq!(
        fields(&refused),
        [("details.iban", "IBAN_CHECK_DIGITS"), ("details.selection", "UNKNOWN_SELECTION")]
    );
    for (iban, why) in [
        ("NL91ABNA041716430", "IBAN_LENGTH"),
        ("QQ91ABNA0417164300", "IBAN_COUNTRY"),
        ("91ABNA0417164300", "IBAN_FORM"),
        ("NL91-ABNA-0417", "IBAN_CHARACTERS"),
    ] {
        assert_eq!(fields(&desk.refuses(details(iban))), [("details.iban", why)], "{iban}");
    }
    desk.world.policy.selections.push("Zomerlezen".into());
    desk.does(selection("zomerlezen"));
    let chosen = desk.state().patron().unwrap().details.selection.clone();
    assert_eq!(chosen.as_deref(), Some("Zomerlezen"));
}

#[test]
fn the_unknown_selection_names_the_known() {
    use balie_registration::{Explain, Lang};
    let mut desk = Desk::new();
    desk.up_to_details();
    let text = desk.refuses(selection("x")).message(Lang::Nl);
    assert!(text.contains("Boekstart") && text.contains("vrijwilliger"), "{text}");
}

#[test]
fn what_is_half_typed_is_kept_as_it_is() {
    let mut desk = desk();
    let half = PersonInput { birth_date: "31-02".into(), surname: "Te".into(), ..PersonInput::default() };
    desk.does(keep(half.clone()));
    assert_eq!(desk.step(), Step::EnteringPerson);
    desk.does(Command::StepBack).does(scan(OTHER_PASS));
    assert_eq!(desk.state().kept().and_then(|kept| kept.person.clone()), Some(half.clone()));
    // It is checked when it is entered.
    desk.refuses(enter(half));
    desk.does(enter(adult()));
    assert_eq!(desk.step(), Step::ChoosingPerson);
}
