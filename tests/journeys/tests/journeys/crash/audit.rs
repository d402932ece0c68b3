//! After a restart: what clerks were told against what the daemon says now.

use super::clerk::ask;
use super::ledger::{Journey, Told};
use balie_client::{Client, v1};

/// The journey's registration holds everything that was confirmed, and each confirmed step happened once.
pub async fn check(client: &Client, journey: &Journey) {
    let Some((_, last)) = journey.steps.last() else { return };
    let told = &last.registration;
    let now = client.registrations.get(&told.name).await.expect("what was confirmed is there");
    assert!(now.revision >= told.revision, "{}: {} < {}", now.name, now.revision, told.revision);
    if now.revision == told.revision {
        assert_eq!(settled(&now), settled(told), "{}: the same revision says something else", now.name);
    }
    for (_, told) in &journey.steps {
        keeps(&now, &told.registration);
        for job in &told.jobs {
            client.jobs.get(job).await.expect("a job that was told of is there");
        }
    }
    typed(&now, journey);

    let trail = client.registrations.audit(&now.name).await.expect("the audit trail");
    let done: Vec<_> = trail
        .iter()
        .filter(|entry| entry.actor != "balied" && entry.action != "viewed")
        .map(|entry| entry.action.as_str())
        .collect();
    assert_eq!(done, journey.actions(), "{}: every confirmed step once, in order", now.name);
}

/// Settles a request whose answer never came: asked again, twice, it has one effect and one answer.
pub async fn settle(client: &Client, journey: &mut Journey) {
    let Some(asked) = journey.doubt.take() else { return };
    let first = ask(client, &asked).await.expect("the same request is answered");
    let again = ask(client, &asked).await.expect("and answered again");
    same(&first, &again);
    journey.told(asked, first);
}

/// A request that was answered long ago is answered as then, and changes nothing.
pub async fn repeat(client: &Client, journey: &Journey, step: usize) {
    let (asked, told) = &journey.steps[step];
    let before = client.registrations.get(&told.registration.name).await.expect("it is there");
    let again = ask(client, asked).await.expect("the same request is answered");
    same(told, &again);
    let after = client.registrations.get(&told.registration.name).await.expect("it is there");
    // Accounts and prints move on by themselves; a clerk's command would be one more step of the trail.
    assert!(after.revision - before.revision <= 1, "{}", after.name);
}

fn same(one: &Told, other: &Told) {
    assert_eq!(one.registration.name, other.registration.name);
    assert_eq!(one.jobs, other.jobs);
    keeps(&other.registration, &one.registration);
}

/// What follows from a registration and its revision alone: not from the others, nor from the day.
fn settled(registration: &v1::Registration) -> v1::Registration {
    v1::Registration { duplicates: Vec::new(), age: 0, ..registration.clone() }
}

/// What was told once does not change any more, as no journey goes back.
fn keeps(now: &v1::Registration, told: &v1::Registration) {
    let (name, blank) = (&told.name, v1::Registration::default());
    macro_rules! kept {
        ($($field:ident),+) => {
            $(if told.$field != blank.$field {
                assert_eq!(now.$field, told.$field, "{name}: {}", stringify!($field));
            })+
        };
    }
    kept!(
        name,
        create_time,
        branch,
        pass_number,
        person,
        details,
        subscription,
        patron_number,
        enrolment_date
    );
    kept!(cancel_reason);
    assert!(now.step >= told.step, "{name}: step {} after {}", now.step, told.step);
    if let Some(told) = &told.mandate
        && !told.reference.is_empty()
    {
        let now = now.mandate.as_ref().expect("a mandate");
        let facts = |mandate: &v1::Mandate| {
            [&mandate.reference, &mandate.iban, &mandate.bic, &mandate.holder, &mandate.place]
                .map(Clone::clone)
        };
        assert_eq!(facts(now), facts(told), "{name}: mandate");
        assert!(now.document_stored || !told.document_stored, "{name}: the page is gone");
    }
    if let Some(told) = &told.login
        && !told.user_name.is_empty()
    {
        let now = now.login.as_ref().expect("an account");
        assert_eq!((&now.user_name, &now.email), (&told.user_name, &told.email), "{name}: account");
    }
    if let Some(told) = &told.ledger {
        let now = now.ledger.as_ref().expect("a ledger");
        assert_eq!(now.session_amount, told.session_amount, "{name}: fee");
        let money = |text: &str| text.parse::<rust_decimal::Decimal>().expect("an amount");
        assert!(money(&now.received) >= money(&told.received), "{name}: received");
    }
}

/// What is stored is what was typed.
fn typed(now: &v1::Registration, journey: &Journey) {
    let plan = &journey.plan;
    assert_eq!(now.pass_number, plan.pass);
    let Some(person) = &now.person else { return };
    assert_eq!((&person.surname, &person.email), (&plan.person.surname, &plan.person.email));
    assert_eq!(person.call_name, plan.person.call_name);
    if let Some(details) = now.details.as_ref().filter(|details| !details.iban.is_empty()) {
        assert_eq!(details.iban.replace(' ', ""), plan.iban);
    }
}
