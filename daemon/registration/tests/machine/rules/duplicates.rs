//! Who may be the same patron (domain section 1 step 4).

use crate::common::*;
use balie_registration::machine::{Candidate, Command, DetailsInput, IdentityInput, PersonInput, Step};
use balie_registration::values::{Email, Iban, PatronNumber};
use uuid::Uuid;

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

/// Somebody who has nothing in common with the adult.
fn other(number: u128) -> Candidate {
    Candidate {
        registration: id(number),
        surname: "Bakker".into(),
        full_name: "D. Bakker".into(),
        birth_date: "1970-05-05".parse().unwrap(),
        email: Email::parse("d@voorbeeld.nl").ok(),
        iban: Iban::parse("NL20INGB0001234567").ok(),
        pass: None,
        patron_number: PatronNumber::new(12).ok(),
        subscription: None,
        step: Step::Enrolled,
    }
}

fn at_choice(candidates: Vec<Candidate>) -> Desk {
    let mut desk = Desk::new();
    desk.world.candidates = candidates;
    desk.does(scan(PASS)).does(enter(adult()));
    desk
}

fn judged(desk: &Desk) -> &[Uuid] {
    &desk.state().identity().unwrap().judged_different
}

fn re_enrol(number: u128) -> Command {
    Command::ChoosePerson(IdentityInput { re_enrol: Some(id(number)), ..IdentityInput::default() })
}

fn judge_iban(iban: &str) -> Command {
    Command::EnterDetails(DetailsInput { iban: iban.into(), new_person: true, ..DetailsInput::default() })
}

#[test]
fn who_is_offered_and_who_is_not() {
    let born = "1991-01-01".parse().unwrap();
    let email = Email::parse(&EMAIL.to_uppercase()).ok();
    for (candidate, offered) in [
        (other(1), false),
        (Candidate { birth_date: born, ..other(1) }, false),
        (Candidate { surname: "Test".into(), ..other(1) }, false),
        (Candidate { surname: "Tést".into(), birth_date: born, ..other(1) }, true),
        (Candidate { surname: "van de Tets".into(), birth_date: born, ..other(1) }, true),
        (Candidate { email, ..other(1) }, true),
    ] {
        let shown = format!("{candidate:?}");
        let mut desk = at_choice(vec![candidate, other(2)]);
        if offered {
            assert_eq!(fields(&desk.refuses(choose())), [("new_person", "DUPLICATES_FOUND")], "{shown}");
            desk.does(choose_new());
            assert_eq!(judged(&desk), [id(1)]);
        } else {
            desk.does(choose());
            assert!(judged(&desk).is_empty(), "{shown}");
        }
    }
}

#[test]
fn only_who_was_found_and_saved_enrols_again() {
    let twin = Candidate { email: Email::parse(EMAIL).ok(), ..other(1) };
    let unsaved = Candidate { patron_number: None, registration: id(3), ..twin.clone() };
    let mut desk = at_choice(vec![twin, other(2), unsaved]);
    for stranger in [2, 3, 4] {
        assert_eq!(fields(&desk.refuses(re_enrol(stranger))), [("re_enrol", "NO_SUCH_DUPLICATE")]);
    }
    let both = IdentityInput { new_person: true, re_enrol: Some(id(1)), salutation: None };
    assert_eq!(fields(&desk.refuses(Command::ChoosePerson(both))), [("re_enrol", "CONTRADICTORY_CHOICE")]);
    desk.does(re_enrol(1));
    let identity = desk.state().identity().unwrap();
    assert_eq!(identity.earlier.as_ref().unwrap().registration, id(1));
    assert!(identity.judged_different.is_empty(), "nobody was judged");
    // An IBAN of a third makes no second registration of this one.
    desk.does(details("NL20INGB0001234567"));
    assert!(judged(&desk).is_empty());
}

#[test]
fn an_iban_in_the_family_is_asked_about_once() {
    let family = Candidate { iban: Iban::parse(IBAN).ok(), ..other(5) };
    let mut desk = at_choice(vec![family, other(2)]);
    desk.does(choose());
    assert_eq!(fields(&desk.refuses(details(IBAN))), [("new_person", "DUPLICATES_FOUND")]);
    desk.does(judge_iban(IBAN));
    assert_eq!(judged(&desk), [id(5)]);
    // Back and forth with the same answers asks nothing new.
    let there = desk.state().clone();
    desk.does(Command::StepBack).does(Command::StepBack).does(choose()).does(judge_iban(IBAN));
    assert_eq!(*desk.state(), there);
    // Nor does answering only the details again, or going further back after that.
    desk.does(Command::StepBack).does(details(IBAN)).does(Command::StepBack).does(Command::StepBack);
    desk.does(choose()).does(details(IBAN));
    assert_eq!(*desk.state(), there);
    // Another IBAN leaves no judgement behind that nobody needs any more.
    desk.does(Command::StepBack).does(details(""));
    assert!(judged(&desk).is_empty());
}

/// An IBAN typed before is compared when the person is chosen again, so that re-enrolling can be chosen.
#[test]
fn an_iban_typed_before_takes_part_in_the_choice() {
    let same = Candidate { iban: Iban::parse(IBAN).ok(), ..other(5) };
    let mut desk = at_choice(vec![same]);
    assert_eq!(fields(&desk.refuses(re_enrol(5))), [("re_enrol", "NO_SUCH_DUPLICATE")]);
    desk.does(choose()).does(judge_iban(IBAN)).does(Command::StepBack).does(Command::StepBack);
    desk.does(re_enrol(5)).does(details(IBAN));
    assert_eq!(desk.state().identity().unwrap().earlier.as_ref().unwrap().registration, id(5));
}

/// What was judged by the IBAN alone is asked again when the e-mail address turns out to be the same too.
#[test]
fn a_new_likeness_is_a_new_question() {
    let mail = Email::parse("d@voorbeeld.nl").ok();
    let same = Candidate { iban: Iban::parse(IBAN).ok(), email: mail, ..other(5) };
    let mut desk = at_choice(vec![same]);
    desk.does(choose()).does(judge_iban(IBAN));
    for _ in 0..3 {
        desk.does(Command::StepBack);
    }
    desk.does(enter(PersonInput { email: "D@Voorbeeld.nl".into(), ..adult() }));
    assert_eq!(fields(&desk.refuses(choose())), [("new_person", "DUPLICATES_FOUND")]);
}
