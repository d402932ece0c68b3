//! What a clerk is asked for an address or an account in another country, and in a village of Drenthe with a digit in
//! its name.

use super::clerk::{Clerk, NAME, NO_ACCOUNT, NOTHING_ELSE, RIGHT, UNREACHABLE, VERIFIED};
use balie_client::v1;
use balie_journeys::{Branch, pass_number};

async fn home(branch: &Branch, pass: &str) -> v1::Address {
    let client = branch.client("check").await;
    let now = client.registrations.get(&format!("registrations/pass:{pass}")).await.expect("it is there");
    assert_eq!(now.step(), v1::Step::Enrolled);
    now.person.and_then(|person| person.main_address).expect("an address")
}

async fn enrols(branch: &Branch, pass: &str, address: &[(&str, &str)]) -> v1::Address {
    let mut clerk = Clerk::sits(branch, "abroad", &[]);
    clerk.answers("blanco pas *", pass).await;
    clerk.goes_through(NAME).await.goes_through(address).await;
    clerk.goes_through_all(&[UNREACHABLE, RIGHT, NOTHING_ELSE, NO_ACCOUNT]).await;
    clerk.answers("Abonnement *", "0006").await;
    clerk.goes_through(&[("Opslaan?", "j"), ("Pas printen? *", "o")]).await;
    clerk.reads("De klant is ingeschreven.").await;
    assert!(clerk.ends().await.success());
    home(branch, pass).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_country_without_postcodes_is_named_alone() {
    let branch = Branch::open("").await;
    let address = [
        ("Postcode *", "Suriname"),
        ("Huisnummer of naam van het huis", ""),
        // Without a house the street is needed.
        ("Straat *", "Weg naar Zee"),
        ("Plaats *", "Paramaribo"),
    ];
    let home = enrols(&branch, &pass_number(1), &address).await;
    assert_eq!((home.country.as_str(), home.postcode.as_str(), home.house_number.as_str()), ("SR", "", ""));
    assert_eq!((home.street.as_str(), home.place.as_str()), ("Weg naar Zee", "Paramaribo"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_house_may_have_a_name_and_a_postcode_its_countrys_form() {
    let branch = Branch::open("").await;
    let pass = pass_number(1);
    let mut clerk = Clerk::sits(&branch, "abroad", &[]);
    clerk.answers("blanco pas *", &pass).await;
    clerk.goes_through(NAME).await;
    // One letter is no country, and a country with postcodes wants one.
    clerk.answers("Postcode *", "D-26871").await;
    clerk.reads("Buiten Nederland komt het land ervoor: DE 26871.").await;
    clerk.answers("Postcode *", "DE").await;
    clerk.reads("Typ het land met de postcode erachter, zoals DE 26133.").await;
    clerk.answers("Postcode *", "GB 9468 BG").await;
    clerk.reads("Geen postcode van Verenigd Koninkrijk: die ziet eruit als EC1Y 8SY.").await;
    clerk
        .goes_through(&[
            ("Postcode *", "GB nr257hg"),
            ("Huisnummer of naam van het huis", "Rose Cottage"),
            ("Straat", ""),
            ("Plaats *", "Holt"),
        ])
        .await;
    clerk.goes_through_all(&[UNREACHABLE, RIGHT, NOTHING_ELSE, NO_ACCOUNT]).await;
    clerk.answers("Abonnement *", "0006").await;
    clerk.goes_through(&[("Opslaan?", "j"), ("Pas printen? *", "o")]).await;
    assert!(clerk.ends().await.success());
    let home = home(&branch, &pass).await;
    assert_eq!((home.country.as_str(), home.postcode.as_str()), ("GB", "NR25 7HG"));
    assert_eq!((home.house_number.as_str(), home.street.as_str()), ("Rose Cottage", ""));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_village_with_a_digit_is_offered_by_the_list_and_taken() {
    let list = tempfile::NamedTempFile::new().expect("a file");
    // As a spreadsheet saves it.
    let rows = "\u{FEFF}Postcode;Straat;Plaats\r\n\"9571 AB\";\"Hoofdstraat\";\"2e Exloërmond\"\r\n;;\r\n";
    std::fs::write(list.path(), rows).expect("a list");
    let branch = Branch::open(&format!("[addresses]\nfile = \"{}\"", list.path().display())).await;
    let client = branch.client("check").await;
    let found = client.branch.look_up_address("9571ab").await.expect("an answer");
    assert_eq!((found.street.as_str(), found.place.as_str()), ("Hoofdstraat", "2e Exloërmond"));
    let address = [
        ("Postcode *", "9571 AB"),
        ("Huisnummer *", "12"),
        ("Straat *", found.street.as_str()),
        ("Plaats *", found.place.as_str()),
    ];
    let home = enrols(&branch, &pass_number(1), &address).await;
    assert_eq!(home.place, "2e Exloërmond");
}

/// A bank outside the EEA is to be told where the holder lives, who is not the patron here.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_holder_of_an_account_outside_the_eea_is_asked_where_they_live() {
    let branch = Branch::open("").await;
    let pass = pass_number(1);
    let mut clerk = Clerk::sits(&branch, "abroad-account", &[]);
    clerk.enters_example(&pass).await.saves_with("0045").await;
    clerk
        .goes_through(&[
            ("Ontvangen bedrag *: ", "i"),
            ("Pas printen? *", "o"),
            ("IBAN *", "IBAN GB82 WEST 1234 5698 7654 32"),
            ("BIC", "WESTGB2L"),
            ("Naam rekeninghouder *", "B. Smith"),
            ("Plaats rekeninghouder *", "London"),
            ("overstapservice", ""),
        ])
        .await;
    clerk.reads("staat op het formulier waar de rekeninghouder woont").await;
    clerk
        .goes_through(&[
            ("Land rekeninghouder", "Verenigd Koninkrijk"),
            ("Straat rekeninghouder *", "Mill Lane"),
            ("Huisnummer of naam huis rekeninghouder", "12"),
            ("Postcode rekeninghouder *", "9468 BG"),
        ])
        .await;
    clerk.reads("Geen postcode van Verenigd Koninkrijk").await;
    clerk
        .goes_through(&[("Postcode rekeninghouder *", "sw1a1aa"), ("Bron van het formulier *: ", "g")])
        .await;
    clerk.reads("Scan de barcode").await;
    let client = branch.client("check").await;
    let name = format!("registrations/pass:{pass}");
    let mandate = client.registrations.get(&name).await.expect("it is there").mandate.expect("a mandate");
    let address = mandate.address.expect("an address");
    assert_eq!((address.country.as_str(), address.postcode.as_str()), ("GB", "SW1A 1AA"));
    clerk.types(&mandate.reference);
    // As it is on the form, to be compared.
    clerk.reads("Mill Lane 12, SW1A 1AA London, GB").await.goes_through(VERIFIED).await;
    clerk.reads("De klant is ingeschreven.").await;
    assert!(clerk.ends().await.success());
}
