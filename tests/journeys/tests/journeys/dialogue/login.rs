//! The login account: none, and an existing one that turns out not to exist.

use super::clerk::{ADDRESS, Clerk, NAME, NOTHING_ELSE, RIGHT, UNREACHABLE};
use balie_client::v1::login_account::State;
use balie_journeys::Branch;

const PASS: &str = "29401000075801";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_existing_account_is_not_found_and_a_new_one_generated() {
    let branch = Branch::open("").await;
    let mut clerk = Clerk::sits(&branch, "login-not-found", &[]);
    clerk.answers("blanco pas *", PASS).await;
    clerk.goes_through_all(&[NAME, ADDRESS, UNREACHABLE, RIGHT, NOTHING_ELSE]).await;
    clerk
        .goes_through(&[
            ("inlogaccount?", ""),
            // "Leeg" makes it a no; one step back, and yes after all.
            ("E-mailadres: ", ""),
            ("Abonnement *", "<"),
            ("inlogaccount? (j/N): ", "j"),
            ("E-mailadres: ", "a@voorbeeld.nl"),
            ("Inlogaccount", "b"),
            ("Gebruikersnaam *: ", "nergens"),
        ])
        .await;
    clerk.reads("nergens is niet gevonden").await;
    clerk.answers("Hoe verder?", "o").await;
    clerk.answers("Gebruikersnaam * [nergens]: ", "elders").await;
    clerk.reads("elders is niet gevonden").await;
    clerk.answers("Hoe verder?", "n").await;
    clerk.reads("bij het opslaan gegenereerd").await;
    clerk.saves_with("0045").await;
    clerk.reads("Genereren van inlogaccount gelukt").await.reads("24 uur").await;
    clerk.answers("Ontvangen bedrag *", "!q").await;
    assert!(clerk.ends().await.success());
    let now = branch.client("check").await.registrations.get(&format!("registrations/pass:{PASS}")).await;
    assert_eq!(now.expect("it is there").login.map(|login| login.state()), Some(State::Pending));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_a_search_without_result_no_account_can_be_chosen() {
    let branch = Branch::open("").await;
    let mut clerk = Clerk::sits_with(&branch, "login-none", &[], "en");
    clerk
        .goes_through(&[
            ("blank pass *", PASS),
            ("Person *", "f"),
            ("Initials *", "A."),
            ("Prefix", ""),
            ("Surname *", "Test"),
            ("Date of birth *", "01-01-1991"),
            ("Postal code *", "DE 26871"),
            // Outside the Netherlands one of the two will do.
            ("House number or name: ", "3"),
            ("Street: ", "Am Markt"),
            ("Place *", "Papenburg"),
            ("Telephone", ""),
            ("SMS number", ""),
            ("E-mail", "a@voorbeeld.nl"),
            ("Is everything right?", "y"),
            ("Salutation", ""),
            ("IBAN", ""),
            ("Newsletter", ""),
            ("Selection", ""),
            ("login account?", ""),
            ("E-mail [a@voorbeeld.nl]: ", ""),
            ("Login account", "e"),
            ("User name *: ", "nowhere"),
            ("What next?", "x"),
        ])
        .await;
    clerk.reads("No login account.").await;
    clerk.answers("Subscription *", "0045").await;
    clerk.answers("Discount", "").await;
    clerk.reads("none").await;
    clerk.answers("Save?", "y").await;
    clerk.answers("Amount received *", "!q").await;
    clerk.reads("balie register --resume").await;
    assert!(clerk.ends().await.success());
    let now = branch.client("check").await.registrations.get(&format!("registrations/pass:{PASS}")).await;
    let now = now.expect("it is there");
    assert_eq!(now.login.map(|login| login.state()), Some(State::None));
    assert_eq!(now.person.and_then(|person| person.main_address).expect("an address").country, "DE");
}
