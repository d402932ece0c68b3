//! Registrations as a client makes them, from the manual's example patron to the form that waits for a signature.

use crate::PATIENCE;
use balie_client::{Client, Command, v1};

/// The manual's example patron, born 01-01-1991.
pub fn example_person() -> v1::Person {
    v1::Person {
        kind: v1::PersonKind::Woman.into(),
        initials: "A.".to_owned(),
        prefix: "van de".to_owned(),
        surname: "Test".to_owned(),
        birth_date: "01-01-1991".to_owned(),
        main_address: Some(v1::Address {
            postcode: "9468bg".to_owned(),
            house_number: "41".to_owned(),
            street: "Kruisakkers".to_owned(),
            place: "Annen".to_owned(),
            country: String::new(),
        }),
        phone: "(088) 012 82 95".to_owned(),
        email: "info@bibliotheekannen.nl".to_owned(),
        ..Default::default()
    }
}

/// Applies a command to the registration as it is now.
///
/// # Panics
/// When it is refused.
pub async fn apply(client: &Client, now: &v1::Registration, command: Command) -> v1::Registration {
    let named = format!("{:?}", now.step());
    // Generating an account changes a saved registration meanwhile: no check of the etag from there on.
    let etag = if now.patron_number.is_empty() { now.etag.as_str() } else { "" };
    match client.registrations.apply(&now.name, etag, command).await {
        Ok(applied) => applied.registration,
        Err(error) => panic!("refused in {named}: {error:?}"),
    }
}

/// Waits until the registration is as wanted.
///
/// # Panics
/// When it does not become so.
pub async fn until(
    client: &Client,
    name: &str,
    wanted: impl Fn(&v1::Registration) -> bool,
) -> v1::Registration {
    let found = tokio::time::timeout(PATIENCE, client.registrations.watch(name).find(wanted)).await;
    found.expect("in time").expect("the stream goes on").expect("the registration becomes so")
}

/// Waits until the login account of the registration is in this state.
///
/// # Panics
/// When it does not become so.
pub async fn account_is(client: &Client, name: &str, state: v1::login_account::State) -> v1::Registration {
    until(client, name, |now| now.login.as_ref().is_some_and(|login| login.state() == state)).await
}

/// From a scanned pass to the step after saving, for a person with a subscription.
pub async fn saved(client: &Client, pass: &str, person: v1::Person, code: &str) -> v1::Registration {
    let pass = v1::AssignPass { code: pass.to_owned(), confirm_other_branch: false };
    let email = person.email.clone();
    let mut now = client.registrations.create(Some(pass)).await.expect("a free pass");
    now = apply(client, &now, Command::EnterPerson(v1::EnterPerson { person: Some(person) })).await;
    let choose = v1::ChoosePerson { new_person: true, ..Default::default() };
    now = apply(client, &now, Command::ChoosePerson(choose)).await;
    let details = v1::EnterDetails { details: Some(v1::Details::default()), new_person: true };
    now = apply(client, &now, Command::EnterDetails(details)).await;
    let wanted = !email.is_empty();
    now = apply(client, &now, Command::ChooseLogin(v1::ChooseLogin { wanted, email })).await;
    if now.step() == v1::Step::ChoosingAccount {
        now = apply(client, &now, Command::ChooseAccount(v1::ChooseAccount { existing: false })).await;
    }
    let subscription = v1::SubscriptionChoice { code: code.to_owned(), ..Default::default() };
    let choose = v1::ChooseSubscription { subscription: Some(subscription) };
    now = apply(client, &now, Command::ChooseSubscription(choose)).await;
    apply(client, &now, Command::Save(v1::Save {})).await
}

/// A registration whose mandate form is out, of a person without a login account.
///
/// # Panics
/// When a step is refused.
pub async fn signing(client: &Client, serial: u32) -> v1::Registration {
    let mut person = example_person();
    // Without an account, whose generating would change the registration meanwhile.
    person.email.clear();
    let mut now = saved(client, &pass_number(serial), person, "0045").await;
    now = apply(client, &now, Command::CollectByDirectDebit(v1::CollectByDirectDebit {})).await;
    now = apply(client, &now, Command::SkipPrint(v1::SkipPrint {})).await;
    let enter = v1::EnterMandate {
        iban: "NL91 ABNA 0417 1643 00".to_owned(),
        holder: "Mw. A. van de Test".to_owned(),
        place: "Annen".to_owned(),
        ..Default::default()
    };
    apply(client, &now, Command::EnterMandate(enter)).await
}

/// What a person says who looked at what came out of the print that is in doubt.
pub fn seen(now: &v1::Registration, result: v1::PrintResult) -> Command {
    let job = now.pass_print.as_ref().map(|print| print.job.clone()).unwrap_or_default();
    Command::ResolvePrint(v1::ResolvePrint { result: result.into(), job })
}

/// A pass number of branch 9401 with this serial.
pub fn pass_number(serial: u32) -> String {
    let payload = format!("29401{serial:08}");
    let sum: u32 = payload
        .bytes()
        .rev()
        .enumerate()
        .map(|(at, digit)| {
            let digit = u32::from(digit - b'0') * if at % 2 == 0 { 2 } else { 1 };
            digit / 10 + digit % 10
        })
        .sum();
    format!("{payload}{}", (10 - sum % 10) % 10)
}
