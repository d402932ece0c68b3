//! The example of the manual from the blank pass to the mandate.

use crate::common::*;
use balie_registration::Lang;
use balie_registration::machine::{
    AccountState, Command, DetailsInput, Effect, GenerateOutcome, MandateSource, PrintOutcome, Registration,
    Settlement, Standing, Step,
};
use balie_registration::values::{Money, Salutation, show_month};
use uuid::Uuid;

#[test]
fn basis_by_direct_debit_with_a_new_account() {
    let mut desk = Desk::new();
    assert_eq!((desk.step(), desk.registration.revision), (Step::AwaitingPass, 1));
    desk.does(scan(PASS));
    assert_eq!(desk.state().pass().unwrap().number.to_string(), PASS);
    assert!(desk.state().holds_pass());

    desk.does(enter(adult()));
    let person = desk.state().person().unwrap();
    assert_eq!(person.name.full(), "A. van de Test");
    let address = person.main_address.as_ref().unwrap();
    assert_eq!((address.postcode.as_str(), address.place.upper().as_str()), ("9468 BG", "ANNEN"));
    assert_eq!(person.phone.as_ref().unwrap().e164(), "+31880128295");
    desk.does(choose());
    assert_eq!(desk.state().identity().unwrap().salutation, Salutation::Mrs);

    let further = DetailsInput {
        iban: IBAN.into(),
        newsletter: true,
        selection: "BOEKSTART".into(),
        new_person: false,
    };
    desk.does(Command::EnterDetails(further));
    let patron = desk.state().patron().unwrap();
    assert_eq!(patron.person.name.addressed(patron.identity.salutation), "Mw. A. van de Test");
    assert!(patron.details.newsletter);
    assert_eq!(patron.details.selection.as_deref(), Some("Boekstart"), "as the branch writes it");

    desk.does(login(EMAIL)).does(NEW).does(subscription("0045"));
    let choice = desk.choice();
    let euro = |cents| Money::from_cents(cents).unwrap();
    assert_eq!((choice.price, choice.discount, choice.fee), (euro(58_00), euro(0), euro(58_00)));
    assert_eq!(choice.fee.to_string(), "€ 58,00");
    let through = choice.valid_through.unwrap();
    assert_eq!(through.to_string(), "2027-02-28");
    assert_eq!(show_month(through, Lang::Nl), "februari 2027");

    let Effect::CreateAccount { job, registration, email } = desk.starts(Command::Save) else { panic!() };
    assert_eq!((registration, email.as_str()), (desk.registration.id, EMAIL));
    assert_eq!(desk.step(), Step::Settling);
    let number = desk.state().enrolment().unwrap().patron_number;
    let outcome = GenerateOutcome::Generated {
        user_name: "2512345".into(),
        subject: "s-1".into(),
        deadline: instant("2026-02-11 10:00"),
    };
    desk.does(Command::AccountGenerated { job, outcome });
    assert!(matches!(desk.account(), AccountState::Pending { user_name, .. } if user_name == "2512345"));

    desk.does(Command::CollectByDirectDebit);
    assert_eq!((desk.settled_by(), desk.step()), (Settlement::DirectDebit, Step::IssuingPass));
    desk.prints(PrintOutcome::Done);
    assert_eq!(desk.step(), Step::EnteringMandate);
    assert!(desk.state().settled().unwrap().open_balance().is_zero());

    desk.does(mandate(account_data()));
    let reference = desk.form().reference;
    assert!(reference.to_string().len() <= 35);
    assert_eq!(desk.form().made_on, desk.world.today());
    desk.does(signed(MandateSource::NoUpload)).does(check(reference)).does(confirm(""));
    let Standing::Active { form, source, signed_on } = desk.standing() else { panic!() };
    assert_eq!((form.reference, *source), (reference, MandateSource::NoUpload));
    assert_eq!(*signed_on, desk.world.today());

    let enrolment = desk.state().enrolment().unwrap();
    assert_eq!(enrolment.patron_number, number);
    assert_eq!(enrolment.patron.pass.number.to_string(), PASS);
    assert_eq!(enrolment.saved_at, desk.world.now);
    assert_eq!((desk.step(), desk.registration.revision), (Step::Enrolled, 17));
}

#[test]
fn a_new_registration_is_blank() {
    let registration = Registration::start(Uuid::nil(), instant("2026-02-10 10:00"));
    assert!(!registration.state.holds_pass());
    assert!(registration.state.pass().is_none() && registration.state.person().is_none());
    assert!(registration.state.kept().unwrap().person.is_none());
}

/// Nothing typed is lost on the way back to the beginning, and nothing has to be typed again.
#[test]
fn all_the_way_back_and_forth() {
    let mut desk = Desk::new();
    desk.does(scan(PASS)).does(enter(adult())).does(choose()).does(details(IBAN));
    desk.does(login(EMAIL)).does(NEW).does(subscription("0045"));
    let there = desk.state().clone();
    let way = [
        Step::ChoosingSubscription,
        Step::ChoosingAccount,
        Step::ChoosingLogin,
        Step::EnteringDetails,
        Step::ChoosingPerson,
        Step::EnteringPerson,
        Step::AwaitingPass,
    ];
    for step in way {
        desk.does(Command::StepBack);
        assert_eq!(desk.step(), step);
    }
    assert!(!desk.state().holds_pass(), "the pass is free again");
    assert_eq!(told(&desk.refuses(Command::StepBack)), ("NOT_IN_THIS_STEP", vec![]));
    let kept = desk.state().kept().unwrap().clone();
    desk.does(scan(PASS)).does(enter(kept.person.unwrap()));
    desk.does(Command::ChoosePerson(kept.identity.unwrap()));
    desk.does(Command::EnterDetails(kept.details.unwrap()));
    desk.does(Command::ChooseLogin(kept.login.unwrap())).does(NEW).does(choice(kept.subscription.unwrap()));
    assert_eq!(*desk.state(), there);
}
