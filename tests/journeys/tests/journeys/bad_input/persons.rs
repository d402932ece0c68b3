//! Fields of a person and of an account that do not hold.

use super::desk::{Desk, Refusal};
use balie_client::v1::{self, Registration};
use balie_client::{Client, Command};
use balie_journeys::{apply, example_person, pass_number, saved};

/// The manual's IBAN with two digits that changed places.
const TRANSPOSED: &str = "NL91ABNA0471164300";
const IBAN: &str = "NL91ABNA0417164300";

fn person() -> v1::Person {
    v1::Person { email: String::new(), ..example_person() }
}

fn enter(person: v1::Person) -> Command {
    Command::EnterPerson(v1::EnterPerson { person: Some(person) })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_field_of_a_person_is_named_with_its_rule() {
    let desk = Desk::open("").await;
    let now = desk.draft(1).await;
    let address = |change: fn(&mut v1::Address)| {
        let mut person = person();
        change(person.main_address.as_mut().expect("an address"));
        person
    };
    let cases = [
        (
            address(|address| address.postcode = "0468BG".to_owned()),
            ("person.main_address.postcode", "POSTCODE_ZERO"),
            ["0", "0"],
        ),
        (
            address(|address| address.postcode = "9468SS".to_owned()),
            ("person.main_address.postcode", "POSTCODE_LETTERS"),
            ["SS", "SS"],
        ),
        (
            v1::Person { birth_date: "31-02-1991".to_owned(), ..person() },
            ("person.birth_date", "DATE_NO_SUCH_DAY"),
            ["dag", "day"],
        ),
        (
            v1::Person { birth_date: "01-01-2199".to_owned(), ..person() },
            ("person.birth_date", "DATE_FUTURE"),
            ["toekomst", "future"],
        ),
        (
            v1::Person { email: "test.voorbeeld.nl".to_owned(), ..person() },
            ("person.email", "EMAIL_FORM"),
            ["mailadres", "e-mail"],
        ),
        (
            v1::Person { surname: String::new(), ..person() },
            ("person.surname", "REQUIRED"),
            ["verplicht", "required"],
        ),
    ];
    for (person, field, words) in &cases {
        desk.refuses_command(&now, enter(person.clone()), Refusal::field(field, *words)).await;
    }
    // All that is wrong at once, each by name.
    let wrong = v1::Person {
        surname: String::new(),
        birth_date: "32-13-1991".to_owned(),
        phone: "12".to_owned(),
        ..person()
    };
    let refused = desk.client.registrations.apply(&now.name, "", enter(wrong)).await.expect_err("refused");
    let refusal = refused.refusal().expect("a refusal in words");
    for field in ["person.surname", "person.birth_date", "person.phone"] {
        assert_eq!(refusal.violations_of(field).count(), 1, "{field}: {refusal:?}");
    }
    // What was kept before is still there, and the right data are taken.
    let kept = desk.client.registrations.get(&now.name).await.expect("it is there");
    assert_eq!(kept.person, now.person);
    assert_eq!(apply(&desk.client, &now, enter(person())).await.step(), v1::Step::ChoosingPerson);
}

async fn at_details(client: &Client, now: &Registration) -> Registration {
    let now = apply(client, now, enter(person())).await;
    let choose = v1::ChoosePerson { new_person: true, ..Default::default() };
    apply(client, &now, Command::ChoosePerson(choose)).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn transposed_digits_of_an_iban_are_found() {
    let desk = Desk::open("").await;
    let now = at_details(&desk.client, &desk.draft(1).await).await;
    let details = |iban: &str, selection: &str| {
        let (iban, selection) = (iban.to_owned(), selection.to_owned());
        let details = Some(v1::Details { iban, newsletter: true, selection });
        Command::EnterDetails(v1::EnterDetails { details, new_person: false })
    };
    let words = ["controlecijfers van de IBAN", "check digits of the IBAN"];
    let expected = Refusal::field(&("details.iban", "IBAN_CHECK_DIGITS"), words);
    desk.refuses_command(&now, details(TRANSPOSED, ""), expected).await;
    let short = Refusal::field(&("details.iban", "IBAN_LENGTH"), ["18", "18"]);
    desk.refuses_command(&now, details("NL91ABNA041716430", ""), short).await;
    let unknown = Refusal::field(&("details.selection", "UNKNOWN_SELECTION"), ["Boekstart", "Boekstart"]);
    desk.refuses_command(&now, details(IBAN, "Boekstop"), unknown).await;
    desk.balie_refuses(
        Some(&now.name),
        &["do", &now.name, "enter-details", "--iban", TRANSPOSED],
        3,
        [
            &["IBAN: De controlecijfers van de IBAN kloppen niet"],
            &["IBAN (account number): The check digits of the IBAN are wrong"],
        ],
    )
    .await;
    assert_eq!(apply(&desk.client, &now, details(IBAN, "")).await.step(), v1::Step::ChoosingLogin);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_mandate_names_iban_bic_and_barcode() {
    let desk = Desk::open("").await;
    let mut now = saved(&desk.client, &pass_number(1), person(), "0045").await;
    let collect = Command::CollectByDirectDebit(v1::CollectByDirectDebit {});
    for command in [collect, Command::SkipPrint(v1::SkipPrint {})] {
        now = apply(&desk.client, &now, command).await;
    }
    let mandate = |iban: &str, bic: &str| {
        Command::EnterMandate(v1::EnterMandate {
            iban: iban.to_owned(),
            bic: bic.to_owned(),
            holder: "A. van de Test".to_owned(),
            place: "Annen".to_owned(),
            ..Default::default()
        })
    };
    let words = ["controlecijfers van de IBAN", "check digits of the IBAN"];
    let expected = Refusal::field(&("iban", "IBAN_CHECK_DIGITS"), words);
    desk.refuses_command(&now, mandate(TRANSPOSED, ""), expected).await;
    let foreign = Refusal::field(&("bic", "BIC_ONLY_FOREIGN"), ["BIC", "BIC"]);
    desk.refuses_command(&now, mandate(IBAN, "ABNANL2A"), foreign).await;
    now = apply(&desk.client, &now, mandate(IBAN, "")).await;
    let source = v1::MandateSource::NoUpload.into();
    now = apply(&desk.client, &now, Command::MandateSigned(v1::MandateSigned { source })).await;
    let check = |code: &str| Command::CheckMandate(v1::CheckMandate { code: code.to_owned() });
    let not_one = Refusal::field(&("code", "NOT_A_MANDATE"), ["machtiging", "mandate"]);
    desk.refuses_command(&now, check(&now.pass_number), not_one).await;
    let reference = now.mandate.clone().expect("a mandate").reference;
    assert_eq!(apply(&desk.client, &now, check(&reference)).await.step(), v1::Step::VerifyingMandate);
}
