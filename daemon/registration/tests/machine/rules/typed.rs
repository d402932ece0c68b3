//! What is kept as typed, whether it holds or not, has a bounded length and no control characters.

use crate::common::*;
use balie_registration::machine::{
    AddressInput, Command, DetailsInput, LoginInput, PersonInput, State, SubscriptionInput, handle,
};
use proptest::prelude::*;

fn at_person() -> Desk {
    let mut desk = Desk::new();
    desk.does(scan(PASS));
    desk
}

fn kept(desk: &Desk) -> &PersonInput {
    let State::EnteringPerson { kept, .. } = desk.state() else { panic!("{:?}", desk.step()) };
    kept.person.as_ref().unwrap()
}

/// Each text of the form: its path, how to set it, the most characters that are kept.
type Field = (&'static str, fn(&mut PersonInput) -> &mut String, usize);
const FIELDS: [Field; 17] = [
    ("person.initials", |person| &mut person.initials, 64),
    ("person.prefix", |person| &mut person.prefix, 64),
    ("person.surname", |person| &mut person.surname, 160),
    ("person.call_name", |person| &mut person.call_name, 80),
    ("person.birth_date", |person| &mut person.birth_date, 64),
    ("person.main_address.postcode", |person| &mut person.main_address.postcode, 64),
    ("person.main_address.house_number", |person| &mut person.main_address.house_number, 120),
    ("person.main_address.street", |person| &mut person.main_address.street, 120),
    ("person.main_address.place", |person| &mut person.main_address.place, 120),
    ("person.postal_address.country", |person| &mut person.postal_address.country, 64),
    ("person.invoice_address.street", |person| &mut person.invoice_address.street, 120),
    ("person.alternative_address.place", |person| &mut person.alternative_address.place, 120),
    ("person.phone", |person| &mut person.phone, 64),
    ("person.sms_number", |person| &mut person.sms_number, 64),
    ("person.email", |person| &mut person.email, 508),
    ("person.contact_person", |person| &mut person.contact_person, 160),
    ("person.contact_phone", |person| &mut person.contact_phone, 64),
];

#[test]
fn half_typed_data_are_kept_up_to_twice_the_length_of_each_value() {
    for (path, field, most) in FIELDS {
        let mut desk = at_person();
        let mut person = PersonInput::default();
        *field(&mut person) = "é".repeat(most);
        desk.does(keep(person.clone()));
        assert!(*kept(&desk) == person, "{path}");
        field(&mut person).push('x');
        assert_eq!(fields(&desk.refuses(keep(person))), [(path, "TOO_LONG")]);
    }
}

#[test]
fn everything_that_is_too_long_is_named_at_once() {
    let mut person = PersonInput::default();
    for (_, field, most) in FIELDS {
        *field(&mut person) = "x".repeat(most + 1);
    }
    let refused = at_person().refuses(keep(person));
    assert_eq!(fields(&refused), FIELDS.map(|(path, ..)| (path, "TOO_LONG")));
}

/// What is not checked, because it is blank or of no meaning for this patron, is kept as typed all the same.
#[test]
fn entering_keeps_no_more_than_keeping() {
    let long = " ".repeat(900_000);
    let abroad = AddressInput { country: long.clone(), ..AddressInput::default() };
    for (person, path) in [
        (PersonInput { prefix: long.clone(), ..adult() }, "person.prefix"),
        (PersonInput { surname: format!("Test{long}"), ..adult() }, "person.surname"),
        (PersonInput { postal_address: abroad, ..adult() }, "person.postal_address.country"),
        (PersonInput { initials: long.clone(), ..school() }, "person.initials"),
        (PersonInput { birth_date: "x".repeat(900_000), ..school() }, "person.birth_date"),
    ] {
        assert_eq!(fields(&at_person().refuses(enter(person))), [(path, "TOO_LONG")]);
    }
    let iban = DetailsInput { iban: long.clone(), ..DetailsInput::default() };
    let refused = Desk::new().up_to_details().refuses(Command::EnterDetails(iban));
    assert_eq!(fields(&refused), [("details.iban", "TOO_LONG")]);

    let mut desk = Desk::new();
    desk.up_to_details().does(details(""));
    let email = LoginInput { wanted: true, email: format!("{EMAIL}{long}") };
    assert_eq!(fields(&desk.refuses(Command::ChooseLogin(email))), [("email", "TOO_LONG")]);
    desk.does(login(EMAIL)).does(EXISTING).starts(find(&format!("2512345678{long}")));
    assert_eq!(desk.state().kept().unwrap().user_name.as_deref(), Some("2512345678"));

    let mut desk = Desk::new();
    desk.up_to_subscription();
    let library =
        SubscriptionInput { code: "0045".into(), home_library: long, ..SubscriptionInput::default() };
    assert_eq!(fields(&desk.refuses(choice(library))), [("subscription.home_library", "TOO_LONG")]);
}

#[test]
fn control_characters_are_dropped() {
    let mut desk = at_person();
    let surname = "Te\0st\u{1b}[31m\r\nvan\u{9b}2J \u{7f}";
    desk.does(keep(PersonInput { surname: surname.into(), ..PersonInput::default() }));
    assert_eq!(kept(&desk).surname, "Test[31m  van2J ");
}

proptest! {
    #[test]
    fn whatever_is_typed_is_kept_or_named(surname in any::<String>(), times in 1usize..40) {
        let mut desk = at_person();
        let person = PersonInput { surname: surname.repeat(times), ..PersonInput::default() };
        match handle(&desk.registration, keep(person.clone()), &desk.world.facts()) {
            Ok(_) => {
                desk.does(keep(person));
                prop_assert!(kept(&desk).surname.chars().count() <= 160);
                prop_assert!(!kept(&desk).surname.chars().any(char::is_control));
            }
            Err(refused) => prop_assert_eq!(fields(&refused), [("person.surname", "TOO_LONG")]),
        }
    }
}
