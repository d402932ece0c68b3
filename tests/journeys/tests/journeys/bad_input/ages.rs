//! Too young and too old for a subscription, by the ages of the manual.

use super::desk::{Desk, Refusal};
use balie_client::v1::{self, Registration};
use balie_client::{Client, Command};
use balie_journeys::{apply, example_person, pass_number};
use chrono::{Days, Months, NaiveDate, Utc};

/// Tariff code, lowest and highest age included.
const AGES: [(&str, u32, u32); 5] =
    [("0010", 0, 18), ("0021", 19, 30), ("0045", 19, 99), ("0049", 19, 99), ("0053", 19, 110)];

/// Somebody who is this old by a few days, so that the hour of the test does not matter.
fn born(age: u32) -> NaiveDate {
    Utc::now().date_naive() - Months::new(12 * age) - Days::new(3)
}

/// Somebody who will be this old in a few days, and is a year younger now.
fn nearly(age: u32) -> NaiveDate {
    Utc::now().date_naive() - Months::new(12 * age) + Days::new(3)
}

/// A draft at the choice of its subscription.
async fn choosing(client: &Client, serial: u32, birth: NaiveDate) -> Registration {
    let pass = v1::AssignPass { code: pass_number(serial), confirm_other_branch: false };
    let mut now = client.registrations.create(Some(pass)).await.expect("a free pass");
    let person = v1::Person {
        birth_date: birth.format("%d-%m-%Y").to_string(),
        call_name: "Anna".to_owned(),
        contact_person: "B. Test".to_owned(),
        contact_phone: "0592271234".to_owned(),
        email: String::new(),
        ..example_person()
    };
    for command in [
        Command::EnterPerson(v1::EnterPerson { person: Some(person) }),
        Command::ChoosePerson(v1::ChoosePerson { new_person: true, ..Default::default() }),
        Command::EnterDetails(v1::EnterDetails { details: Some(v1::Details::default()), new_person: true }),
        Command::ChooseLogin(v1::ChooseLogin { wanted: false, email: String::new() }),
    ] {
        now = apply(client, &now, command).await;
    }
    assert_eq!(now.step(), v1::Step::ChoosingSubscription);
    now
}

fn choose(code: &str) -> Command {
    let subscription =
        v1::SubscriptionChoice { code: code.to_owned(), instalments_requested: true, ..Default::default() };
    Command::ChooseSubscription(v1::ChooseSubscription { subscription: Some(subscription) })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn too_young_and_too_old_name_the_age_and_its_limit() {
    let desk = Desk::open("").await;
    let mut serial = 0;
    for (code, from, through) in AGES {
        let mut here = async |birth| {
            serial += 1;
            choosing(&desk.client, serial, birth).await
        };
        let too_old = here(born(through + 1)).await;
        let [nl, en] = [
            format!("Kan tot en met {through} jaar; deze klant is {} jaar.", through + 1),
            format!("Up to and including age {through}; this patron is {}.", through + 1),
        ];
        let expected = Refusal::field(&("subscription.code", "SUBSCRIPTION_AGE_ABOVE"), [&nl, &en]);
        desk.refuses_command(&too_old, choose(code), expected).await;
        // The last days at the highest age.
        let oldest = here(nearly(through + 1)).await;
        desk.client.registrations.check(&oldest.name, &oldest.etag, choose(code)).await.expect(code);
        if from == 0 {
            continue;
        }
        let too_young = here(nearly(from)).await;
        let [nl, en] = [
            format!("Kan vanaf {from} jaar; deze klant is {} jaar.", from - 1),
            format!("From age {from}; this patron is {}.", from - 1),
        ];
        let expected = Refusal::field(&("subscription.code", "SUBSCRIPTION_AGE_BELOW"), [&nl, &en]);
        desk.refuses_command(&too_young, choose(code), expected).await;
        let youngest = here(born(from)).await;
        desk.client.registrations.check(&youngest.name, &youngest.etag, choose(code)).await.expect(code);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_command_line_tells_the_clerk_why_and_what_can_be_had_is_taken() {
    let desk = Desk::open("").await;
    let now = choosing(&desk.client, 1, born(31)).await;
    desk.balie_refuses(
        Some(&now.name),
        &["do", &now.name, "choose-subscription", "0021"],
        3,
        [
            &["Code: Kan tot en met 30 jaar; deze klant is 31 jaar."],
            &["Code: Up to and including age 30; this patron is 31."],
        ],
    )
    .await;
    let nowhere = Refusal::field(
        &("subscription.code", "UNKNOWN_SUBSCRIPTION"),
        ["geen abonnement", "no subscription"],
    );
    desk.refuses_command(&now, choose("0999"), nowhere).await;
    assert_eq!(apply(&desk.client, &now, choose("0045")).await.step(), v1::Step::Confirming);
}
