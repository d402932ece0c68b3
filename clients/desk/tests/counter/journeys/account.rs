//! Login accounts: one that the patron has already, and one that is not activated in time.

use super::{at, pause};
use crate::desk::{Desk, Look};
use crate::display::Display;
use crate::reader::Kind;
use balie_client::v1::{self, Registration, Step, login_account};
use balie_client::{Client, Command};
use balie_journeys::{Branch, account_is, apply, example_person, pass_number, saved, until};
use std::time::Duration;

/// A registration of somebody else whose account is to be chosen.
async fn choosing(client: &Client) -> Registration {
    let pass = v1::AssignPass { code: pass_number(2), confirm_other_branch: false };
    let mut now = client.registrations.create(Some(pass)).await.expect("a free pass");
    let email = "t.bakker@example.org".to_owned();
    let person = v1::Person {
        surname: "Bakker".into(),
        birth_date: "03-03-1980".into(),
        email: email.clone(),
        ..example_person()
    };
    let choose = v1::ChoosePerson { salutation: v1::Salutation::Mrs.into(), ..Default::default() };
    for command in [
        Command::EnterPerson(v1::EnterPerson { person: Some(person) }),
        Command::ChoosePerson(choose),
        Command::EnterDetails(v1::EnterDetails { details: Some(v1::Details::default()), new_person: false }),
        Command::ChooseLogin(v1::ChooseLogin { wanted: true, email }),
    ] {
        now = apply(client, &now, command).await;
    }
    now
}

/// Waits until the account of a registration is in this state, and the window had time to show it.
async fn with(client: &Client, now: &Registration, state: login_account::State) -> Registration {
    let now = account_is(client, &now.name, state).await;
    pause(600).await;
    now
}

/// Not found at first, then found and linked.
pub async fn is_found(look: Look) {
    let display = Display::start();
    let branch = Branch::open("").await;
    let client = branch.client("balie-2").await;
    let earlier = saved(&client, &pass_number(1), example_person(), "0045").await;
    let earlier = with(&client, &earlier, login_account::State::Pending).await;
    let user_name = earlier.login.unwrap().user_name;
    let now = choosing(&client).await;
    let mut desk = Desk::start(&display, &branch, "account", look);
    desk.press(&["F3"]);
    desk.text("bakker");
    desk.sees_named(Kind::Row, "Bakker");
    desk.press(&["Return"]);
    desk.shows(Step::ChoosingAccount);
    desk.press(&["Down"]);
    desk.shot("existing");
    desk.press(&["Return"]);
    at(&desk, &client, &now, Step::FindingAccount).await;
    desk.text("niemand");
    desk.press(&["Return"]);
    until(&client, &now.name, |now| {
        now.login.as_ref().is_some_and(|login| login.search_state == "NOT_FOUND")
    })
    .await;
    pause(500).await;
    desk.shot("not-found");
    desk.press(&["ctrl+a"]);
    desk.text(&user_name);
    desk.press(&["Return"]);
    let now = at(&desk, &client, &now, Step::ChoosingSubscription).await;
    assert_eq!(now.login.unwrap().user_name, user_name);
    desk.shot("found");
    assert!(desk.lives());
}

/// A day later it has lapsed: found among the accounts, forgotten, and generated anew.
pub async fn lapses(look: Look) {
    let display = Display::start();
    let mut branch = Branch::open("").await;
    let client = branch.client("balie-2").await;
    let earlier = saved(&client, &pass_number(1), example_person(), "0045").await;
    let earlier = with(&client, &earlier, login_account::State::Pending).await;
    branch.ahead(Duration::from_secs(25 * 3600)).await;
    let client = branch.client("balie-2").await;
    with(&client, &earlier, login_account::State::Lapsed).await;

    let mut desk = Desk::start(&display, &branch, "lapsed", look);
    desk.press(&["F3", "Tab", "Tab", "Tab", "Return"]);
    desk.shot("accounts");
    desk.press(&["Tab", "Tab", "Return"]);
    pause(700).await;
    desk.shot("lapsed");
    desk.press(&["alt+g"]);
    let forgotten = with(&client, &earlier, login_account::State::Forgotten).await;
    desk.shot("forgotten");
    desk.press(&["alt+g"]);
    let anew = with(&client, &earlier, login_account::State::Pending).await;
    desk.shot("anew");
    assert_ne!(anew.etag, forgotten.etag);
    assert!(desk.lives());
}
