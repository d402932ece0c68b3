//! Youth, an institution and a guest: what each is asked, and what follows.

use super::clerk::{ADDRESS, Clerk, NAME, NO_ACCOUNT, NOTHING_ELSE, RIGHT, UNREACHABLE};
use balie_client::v1;
use balie_journeys::Branch;

async fn registration(branch: &Branch, pass: &str) -> v1::Registration {
    let client = branch.client("check").await;
    client.registrations.get(&format!("registrations/pass:{pass}")).await.expect("it is there")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_child_gets_the_youth_subscription_by_itself() {
    let branch = Branch::open("").await;
    let mut clerk = Clerk::sits(&branch, "youth", &[]);
    clerk
        .goes_through(&[
            ("blanco pas *", "29401000075819"),
            ("Persoon *", "man"),
            ("Voorletters *", "b"),
            ("Voorvoegsel", ""),
            ("Achternaam *", "Jansen"),
            ("Geboortedatum *", "12-05-2015"),
            ("Roepnaam *", "Bram"),
        ])
        .await;
    clerk.goes_through_all(&[ADDRESS, UNREACHABLE]).await;
    clerk.goes_through(&[("Contactpersoon", "C. Jansen"), ("Telefoon contactpersoon", "06 12345678")]).await;
    clerk.goes_through_all(&[RIGHT, NOTHING_ELSE, NO_ACCOUNT]).await;
    clerk.reads("Geen inlogaccount.").await.reads("0010  Jeugd").await.reads("automatisch").await;
    clerk.goes_through(&[("Abonnement * [0010]", ""), ("Opslaan?", "j")]).await;
    // Nothing is due, so there is nothing to settle.
    clerk.answers("Pas printen? *", "o").await;
    clerk.reads("De klant is ingeschreven.").await;
    assert!(clerk.ends().await.success());
    assert!(!clerk.screen().contains("AFREKENEN"));

    let now = registration(&branch, "29401000075819").await;
    let person = now.person.expect("a person");
    assert_eq!((person.call_name.as_str(), person.contact_person.as_str()), ("Bram", "C. Jansen"));
    assert_eq!(now.subscription.map(|chosen| chosen.code).as_deref(), Some("0010"));
    assert_eq!(now.ledger.map(|ledger| ledger.settlement()), Some(v1::Settlement::NothingDue));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_institution_has_no_birth_date_and_is_registered() {
    let branch = Branch::open("").await;
    let mut clerk = Clerk::sits(&branch, "institution", &[]);
    clerk
        .goes_through(&[
            ("blanco pas *", "29401000075827"),
            ("Persoon *", "i"),
            ("Naam instelling *", "Obs De Eshof"),
        ])
        .await;
    clerk.goes_through(ADDRESS).await;
    clerk
        .goes_through(&[
            ("Telefoon", "0592 123456"),
            ("SMS-nummer", ""),
            ("E-mailadres", "info@eshof.nl"),
            ("Contactpersoon *", "D. de Vries"),
            ("Telefoon contactpersoon", ""),
            ("Klopt alles?", ""),
        ])
        .await;
    clerk.goes_through_all(&[NOTHING_ELSE, NO_ACCOUNT]).await;
    clerk.saves_with("0082").await.answers("Ontvangen bedrag *: ", "r").await;
    clerk.reads("geregistreerd, staat open").await;
    clerk.answers("Pas printen? *", "o").await;
    clerk.reads("€ 63,50").await;
    assert!(clerk.ends().await.success());
    for never in ["Geboortedatum", "Voorletters", "Aanhef"] {
        assert!(!clerk.screen().contains(never), "{never}:\n{}", clerk.screen());
    }

    let now = registration(&branch, "29401000075827").await;
    assert_eq!(now.person.map(|person| person.birth_date).as_deref(), Some("1980-01-01"));
    assert_eq!(now.salutation, i32::from(v1::Salutation::Institution));
    assert_eq!(now.ledger.map(|ledger| ledger.settlement()), Some(v1::Settlement::Registered));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_guest_tells_the_library_at_home() {
    let mut branch = Branch::open("").await;
    let mut clerk = Clerk::sits(&branch, "guest", &[]);
    clerk.reads("is gereed").await;
    clerk
        .goes_through(&[
            ("blanco pas *", "29401000075835"),
            ("Persoon *", "n"),
            ("Voorletters *", "E."),
            ("Voorvoegsel", ""),
            ("Achternaam *", "Bakker"),
            ("Geboortedatum *", "3-4-70"),
        ])
        .await;
    clerk.goes_through_all(&[ADDRESS, UNREACHABLE, RIGHT, NOTHING_ELSE, NO_ACCOUNT]).await;
    clerk.goes_through(&[("Abonnement *", "0345"), ("Thuisbibliotheek *", "Bibliotheek Utrecht")]).await;
    // The pass of the home library can be scanned as well.
    clerk.reads("Pasnummer thuisbibliotheek *: ").await;
    branch.scanner.scan("20123000045678").expect("the scanner is plugged in");
    clerk.answers("Opslaan?", "j").await;
    clerk.answers("Pas printen? *", "o").await;
    clerk.reads("De klant is ingeschreven.").await;
    assert!(clerk.ends().await.success());

    let now = registration(&branch, "29401000075835").await;
    let chosen = now.subscription.expect("a subscription");
    assert_eq!(chosen.code, "0345");
    assert_eq!(
        (chosen.home_library.as_str(), chosen.home_pass_number.as_str()),
        ("Bibliotheek Utrecht", "20123000045678")
    );
    assert_eq!(now.salutation, i32::from(v1::Salutation::Neutral));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_branch_requires_of_grown_ups_is_asked_of_them() {
    let mut branch = Branch::prepare("").await;
    let config = std::fs::read_to_string(branch.config()).expect("a configuration");
    let required = "required.adult = [\"initials\", \"main_address\", \"call_name\", \"contact_person\"]";
    let config = config.replacen("name = \"Annen\"", &format!("name = \"Annen\"\n{required}"), 1);
    std::fs::write(branch.config(), config).expect("a configuration");
    branch.start().await;
    let mut clerk = Clerk::sits(&branch, "required", &[]);
    clerk.answers("blanco pas *", "29401000075801").await;
    clerk
        .goes_through_all(&[NAME, &[("Roepnaam *", ""), ("Roepnaam *", "Bram")], ADDRESS, UNREACHABLE])
        .await;
    clerk.goes_through(&[("Contactpersoon *", "C. Jansen"), ("Telefoon contactpersoon", "")]).await;
    clerk.goes_through_all(&[RIGHT, NOTHING_ELSE, NO_ACCOUNT]).await;
    clerk.answers("Abonnement *", "!q").await;
    assert!(clerk.ends().await.success());
    let person = registration(&branch, "29401000075801").await.person.expect("a person");
    assert_eq!((person.call_name.as_str(), person.contact_person.as_str()), ("Bram", "C. Jansen"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn somebody_with_one_name_says_that_there_are_no_initials() {
    let branch = Branch::open("").await;
    let mut clerk = Clerk::sits(&branch, "one-name", &[]);
    clerk
        .goes_through(&[
            ("blanco pas *", "29401000075801"),
            ("Persoon *", "m"),
            ("Voorletters *", ""),
            ("Voorletters *", "geen"),
            ("Voorvoegsel", ""),
            ("Achternaam *", "Sukarno"),
            ("Geboortedatum *", "00-00-1991"),
        ])
        .await;
    clerk.goes_through_all(&[ADDRESS, UNREACHABLE]).await;
    clerk.reads("Voorletters").await.reads("geen").await.reads("00-00-1991").await;
    clerk.goes_through_all(&[RIGHT, NOTHING_ELSE, NO_ACCOUNT]).await;
    clerk.answers("Abonnement *", "!q").await;
    assert!(clerk.ends().await.success());
    let now = registration(&branch, "29401000075801").await;
    assert_eq!(now.addressed_as, "Dhr. Sukarno");
    let person = now.person.expect("a person");
    assert!(person.no_initials && person.initials.is_empty());
    assert_eq!(person.birth_date, "1991-00-00");
}
