//! A patron of whom a branch knows all it can know, and the ways in which each value may be written down.

use balie_client::v1::{self, Registration, login_account::State};
use balie_client::{Client, Command};
use balie_journeys::paper::signed;
use balie_journeys::{Branch, account_is, apply, pass_number, saved, until};

/// What is looked for: each row is one value, in the forms it may be kept in.
#[derive(Debug, Clone)]
pub struct Values(Vec<(&'static str, Vec<String>)>);

impl Values {
    /// What everybody of [`person`] has. The house number has what stands around it in a state: five digits alone
    /// occur in an id now and then.
    fn of_person() -> Self {
        let rows: [(_, &[&str]); 12] = [
            ("surname", &["Zwaardemäker", "Zwaardemaker"]),
            ("initials with surname", &["J.Q. Zwaardemäker", "J. Q. Zwaardemäker", "\"J.Q.\""]),
            ("e-mail address", &["joke.zwrd@voorbeeld.nl"]),
            ("telephone", &["+31592271999", "0592 271 999", "0592271999", "0592-271999"]),
            ("number for text messages", &["+31631415926", "0631415926", "06 31 41 59 26", "06-31415926"]),
            ("street", &["Kruisakkerstraatweg"]),
            ("place", &["Zelhem"]),
            ("postcode", &["7021 ZX", "7021ZX"]),
            ("house number", &["\"41736\"", ":41736,", ":41736}", "Kruisakkerstraatweg 41736"]),
            ("birth date", &["1987-03-17", "17-03-1987", "17031987", "19870317", "17 maart 1987"]),
            ("contact person", &["Oosterbroek"]),
            ("IBAN", &["NL91ABNA0417164300", "NL91 ABNA 0417 1643 00"]),
        ];
        Self(rows.map(|(what, forms)| (what, forms.iter().map(ToString::to_string).collect())).to_vec())
    }

    fn also(&mut self, what: &'static str, value: String) {
        assert!(value.len() > 5, "{what}: {value:?}");
        self.0.push((what, vec![value]));
    }

    /// All forms of all values.
    pub fn forms(&self) -> Vec<String> {
        self.0.iter().flat_map(|(_, forms)| forms.clone()).collect()
    }

    /// The values of which no form is among those found.
    pub fn missing(&self, found: &[String]) -> Vec<&'static str> {
        let missing = self.0.iter().filter(|(_, forms)| !forms.iter().any(|form| found.contains(form)));
        missing.map(|(what, _)| *what).collect()
    }
}

/// Somebody with everything that is asked for.
pub fn person() -> v1::Person {
    v1::Person {
        kind: v1::PersonKind::Woman.into(),
        initials: "J.Q.".to_owned(),
        surname: "Zwaardemäker".to_owned(),
        birth_date: "17-03-1987".to_owned(),
        main_address: Some(v1::Address {
            postcode: "7021zx".to_owned(),
            house_number: "41736".to_owned(),
            street: "Kruisakkerstraatweg".to_owned(),
            place: "Zelhem".to_owned(),
            country: String::new(),
        }),
        phone: "0592 271 999".to_owned(),
        sms_number: "06 31 41 59 26".to_owned(),
        email: "joke.zwrd@voorbeeld.nl".to_owned(),
        contact_person: "Wilhelmina Oosterbroek".to_owned(),
        ..Default::default()
    }
}

/// The code in the message for an account.
pub fn code(branch: &Branch, user_name: &str) -> String {
    let message = branch.state().join("outbox").join(format!("{user_name}.eml"));
    let message = std::fs::read_to_string(message).expect("a message");
    message.split_whitespace().find(|word| word.len() == 64).expect("a code").to_owned()
}

/// Enrolled with everything: a generated account that waits to be activated, a printed pass, an active mandate and its
/// page. With the values to look for.
pub async fn enrolled(branch: &Branch, client: &Client, serial: u32) -> (Registration, Values) {
    let now = saved(client, &pass_number(serial), person(), "0045").await;
    let mut now = account_is(client, &now.name, State::Pending).await;
    now = apply(client, &now, Command::CollectByDirectDebit(v1::CollectByDirectDebit {})).await;
    now = apply(client, &now, Command::PrintPass(v1::PrintPass::default())).await;
    branch.printer.insert_card();
    now = until(client, &now.name, |now| now.step() == v1::Step::EnteringMandate).await;
    let enter = v1::EnterMandate {
        iban: "NL91 ABNA 0417 1643 00".to_owned(),
        holder: "J.Q. Zwaardemäker".to_owned(),
        place: "Zelhem".to_owned(),
        ..Default::default()
    };
    now = apply(client, &now, Command::EnterMandate(enter)).await;
    let page = client.documents.mandate_form(&now.name, v1::DocumentFormat::Png, "nl").await.expect("a page");
    let source = v1::MandateSource::File.into();
    now = apply(client, &now, Command::MandateSigned(v1::MandateSigned { source })).await;
    let uploaded =
        client.documents.upload_mandate_page(&now.name, signed(&page.content)).await.expect("it is stored");
    let code_of_page = uploaded.references.first().expect("a barcode").clone();
    now = apply(client, &now, Command::CheckMandate(v1::CheckMandate { code: code_of_page.clone() })).await;
    now = apply(client, &now, Command::ConfirmMandate(v1::ConfirmMandate::default())).await;
    assert_eq!(now.step(), v1::Step::Enrolled);
    let user_name = now.login.as_ref().expect("an account").user_name.clone();
    let mut values = Values::of_person();
    values.also("activation code", code(branch, &user_name));
    values.also("user name", user_name);
    values.also("mandate reference", code_of_page);
    (now, values)
}
