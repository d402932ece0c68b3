//! What the form says of holder and patron: as the documents draw the same data.

use balie_client::{Client, Command, v1};
use balie_documents::{Creditor, Documents, DocumentsConfig, Holder, Language, MandateForm, PatronReference};
use balie_journeys::{Branch, apply, example_person, pass_number, saved};

/// A form that is out, for J. Bakker.
async fn out(client: &Client, serial: u32, enter: v1::EnterMandate) -> v1::Registration {
    let mut person = v1::Person { email: String::new(), ..example_person() };
    (person.initials, person.prefix, person.surname) = ("J.".into(), String::new(), "Bakker".into());
    let mut now = saved(client, &pass_number(serial), person, "0045").await;
    for command in [
        Command::CollectByDirectDebit(v1::CollectByDirectDebit {}),
        Command::SkipPrint(v1::SkipPrint {}),
        Command::EnterMandate(enter),
    ] {
        now = apply(client, &now, command).await;
    }
    now
}

fn account(iban: &str, bic: &str, holder: &str) -> v1::EnterMandate {
    v1::EnterMandate {
        iban: iban.to_owned(),
        bic: bic.to_owned(),
        holder: holder.to_owned(),
        place: "Annen".to_owned(),
        ..Default::default()
    }
}

/// The form that is out, and the same data as the documents draw them.
async fn drawn(client: &Client, now: &v1::Registration, form: MandateForm, english: bool) -> [Vec<u8>; 2] {
    let (code, language) = if english { ("en", Language::English) } else { ("nl", Language::Dutch) };
    let png = v1::DocumentFormat::Png;
    let out = client.documents.mandate_form(&now.name, png, code).await.expect("a form");
    let documents = Documents::new(DocumentsConfig::default()).expect("built-in templates");
    [out.content, documents.mandate_png(&form, language, 150).expect("a form")]
}

fn form(now: &v1::Registration, holder: Holder) -> MandateForm {
    MandateForm {
        creditor: Creditor {
            name: "Bibliotheek Annen".to_owned(),
            street: "Kruisakkers 41".to_owned(),
            place: "9468 BG Annen".to_owned(),
            country: "Nederland".to_owned(),
            identifier: "NL79ZZZ999999990000".to_owned(),
        },
        reference: balie_journeys::paper::reference(now),
        holder,
        patron: None,
        purpose: String::new(),
        switch_service: false,
        branch_name: "Annen".to_owned(),
        signing_place: None,
        signing_date: None,
    }
}

fn dutch(name: &str) -> Holder {
    Holder {
        name: name.to_owned(),
        street: None,
        place: "Annen".to_owned(),
        country: None,
        iban: "NL91ABNA0417164300".to_owned(),
        bic: None,
    }
}

/// Whoever has another initial is another person, whatever the surname ends with.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_patron_is_named_where_somebody_else_pays() {
    let branch = Branch::open("").await;
    let client = branch.client("balie-1").await;
    for (serial, holder, other) in [
        (81, "J. Bakker", false),
        (82, "Mw. j bakker", false),
        (83, "Dhr. H.J. Bakker", true),
        (84, "J. de Bakker-Jansen", true),
    ] {
        let now = out(&client, serial, account("NL91ABNA0417164300", "", holder)).await;
        let reference = PatronReference { name: "J. Bakker".to_owned(), number: now.patron_number.clone() };
        let shown = now.mandate.as_ref().map(|mandate| mandate.holder.clone()).unwrap_or_default();
        let expected = MandateForm { patron: other.then_some(reference), ..form(&now, dutch(&shown)) };
        let [out, expected] = drawn(&client, &now, expected, false).await;
        assert!(out == expected, "{holder}: the form says something else");
    }
}

/// A bank outside the EEA is to be told where the holder lives.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_for_a_bank_outside_the_eea_says_where_the_holder_lives() {
    let branch = Branch::open("").await;
    let client = branch.client("balie-1").await;
    let address = v1::Address {
        postcode: "SW1A 1AA".to_owned(),
        house_number: "12".to_owned(),
        street: "Mill Lane".to_owned(),
        place: "London".to_owned(),
        country: "GB".to_owned(),
    };
    let enter = account("GB82WEST12345698765432", "WESTGB2L", "B. Smith");
    let now = out(&client, 85, v1::EnterMandate { address: Some(address.clone()), ..enter }).await;
    let told = now.mandate.as_ref().and_then(|mandate| mandate.address.clone()).expect("an address");
    assert_eq!((told.postcode, told.country), (address.postcode, address.country));
    for (english, country) in [(false, "Verenigd Koninkrijk"), (true, "United Kingdom")] {
        let holder = Holder {
            name: "B. Smith".to_owned(),
            street: Some("Mill Lane 12".to_owned()),
            place: "SW1A 1AA London".to_owned(),
            country: Some(country.to_owned()),
            iban: "GB82WEST12345698765432".to_owned(),
            bic: Some("WESTGB2L".to_owned()),
        };
        let patron = PatronReference { name: "J. Bakker".to_owned(), number: now.patron_number.clone() };
        let expected = MandateForm { patron: Some(patron), ..form(&now, holder) };
        let [out, expected] = drawn(&client, &now, expected, english).await;
        assert!(out == expected, "{country}: the form says something else");
    }
}
