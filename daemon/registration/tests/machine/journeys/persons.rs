//! Youth, institution, neutral person, and somebody who enrols again.

use crate::common::*;
use balie_registration::machine::{
    Candidate, Command, IdentityInput, PatronName, PersonInput, PersonKind, Step, SubscriptionInput,
};
use balie_registration::values::{PatronNumber, Salutation};
use uuid::Uuid;

#[test]
fn youth_gets_its_subscription_by_itself() {
    let mut desk = Desk::new();
    desk.does(scan(PASS));
    let nameless = PersonInput { call_name: " ".into(), ..youth() };
    assert_eq!(fields(&desk.refuses(enter(nameless))), [("person.call_name", "REQUIRED")]);
    desk.does(enter(youth()));
    assert_eq!(desk.state().person().unwrap().call_name.as_ref().unwrap().as_str(), "Bram");
    desk.does(choose()).does(details("")).does(login_no()).does(subscription(""));
    let choice = desk.choice();
    assert_eq!((choice.code.as_str(), choice.name.as_str()), ("0010", "Jeugd"));
    assert!(choice.fee.is_zero());
    assert_eq!(choice.valid_through, None, "no end");
    let start = choice.becomes.unwrap();
    let on = start.on.to_string();
    assert_eq!((start.code.to_string().as_str(), on.as_str()), ("0021", "2033-06-01"), "the 19th birthday");
    desk.does(Command::Save);
    assert_eq!(desk.step(), Step::IssuingPass, "nothing to settle");
    desk.does(Command::SkipPrint);
    assert_eq!(desk.step(), Step::Enrolled);
}

#[test]
fn a_school_has_no_birth_date_and_no_title() {
    let mut desk = Desk::new();
    desk.does(scan(PASS));
    let anonymous = PersonInput { contact_person: String::new(), ..school() };
    assert_eq!(fields(&desk.refuses(enter(anonymous))), [("person.contact_person", "REQUIRED")]);
    let dated = PersonInput { birth_date: "31-02-2024".into(), ..school() };
    desk.does(enter(dated));
    let person = desk.state().person().unwrap();
    assert_eq!(person.birth_date.to_string(), "01-01-1980", "filled in, not asked");
    assert!(matches!(person.name, PatronName::Institution(_)));
    for title in [Salutation::Mr, Salutation::Mrs, Salutation::Neutral] {
        let titled = IdentityInput { salutation: Some(title), ..IdentityInput::default() };
        let refused = desk.refuses(Command::ChoosePerson(titled));
        assert_eq!(fields(&refused), [("salutation", "SALUTATION_KIND")]);
    }
    desk.does(choose());
    let identity = desk.state().identity().unwrap();
    assert_eq!(identity.salutation, Salutation::Institution);
    let name = desk.state().person().unwrap().name.addressed(identity.salutation);
    assert_eq!(name, "OBS De Eshoek");
    desk.does(details("")).does(login_no()).does(subscription("0082"));
    assert_eq!(desk.choice().fee.to_string(), "€ 63,50");
    assert_eq!(desk.choice().valid_through.unwrap().to_string(), "2027-02-28");
    desk.does(Command::Save).does(Command::Register).does(Command::SkipPrint);
    assert_eq!(desk.state().settled().unwrap().open_balance().to_string(), "€ 63,50");
}

#[test]
fn a_person_may_be_neutral_by_kind_or_by_choice() {
    let mut desk = Desk::new();
    desk.does(scan(PASS));
    desk.does(enter(PersonInput { kind: Some(PersonKind::Neutral), ..adult() })).does(choose());
    assert_eq!(desk.state().identity().unwrap().salutation, Salutation::Neutral);
    let person = desk.state().person().unwrap();
    assert_eq!(person.name.addressed(Salutation::Neutral), "A. van de Test");

    desk.does(Command::StepBack).does(Command::StepBack).does(enter(adult()));
    let institutional =
        IdentityInput { salutation: Some(Salutation::Institution), ..IdentityInput::default() };
    let refused = desk.refuses(Command::ChoosePerson(institutional));
    assert_eq!(fields(&refused), [("salutation", "SALUTATION_KIND")]);
    let neutral = IdentityInput { salutation: Some(Salutation::Neutral), ..IdentityInput::default() };
    desk.does(Command::ChoosePerson(neutral));
    assert_eq!(desk.state().identity().unwrap().salutation, Salutation::Neutral);
}

#[test]
fn who_enrols_again_keeps_the_patron_number() {
    let mut desk = Desk::new();
    let earlier = Candidate {
        registration: Uuid::from_u128(7),
        surname: "van de Test".into(),
        full_name: "A. van de Test".into(),
        birth_date: "1991-01-01".parse().unwrap(),
        email: None,
        iban: None,
        pass: None,
        patron_number: PatronNumber::new(4711).ok(),
        subscription: Some("0001".into()),
        step: Step::Enrolled,
    };
    desk.world.candidates = vec![earlier];
    desk.does(scan(PASS)).does(enter(adult()));
    assert_eq!(fields(&desk.refuses(choose())), [("new_person", "DUPLICATES_FOUND")]);
    let again = IdentityInput { re_enrol: Some(Uuid::from_u128(7)), ..IdentityInput::default() };
    desk.does(Command::ChoosePerson(again)).does(details("")).does(login_no());
    // What the patron had counts: 0001 is for staff once per person.
    let free = SubscriptionInput { code: "0001".into(), staff: true, ..SubscriptionInput::default() };
    let refused = desk.refuses(choice(free));
    assert_eq!(fields(&refused), [("subscription.code", "SUBSCRIPTION_ONCE_PER_PERSON")]);
    desk.does(subscription("0045"));
    desk.does(Command::Save);
    assert_eq!(desk.state().enrolment().unwrap().patron_number.get(), 4711);
}
