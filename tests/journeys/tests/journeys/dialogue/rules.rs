//! What the rules of the branch ask of a clerk: another branch's pass, staff, volunteers, a d-Bos school, and
//! an existing login account.

use super::clerk::{ADDRESS, Clerk, NAME, NO_ACCOUNT, NOTHING_ELSE, RIGHT, UNREACHABLE};
use balie_client::v1::{self, login_account};
use balie_journeys::{Branch, account_is, example_person, pass_number, saved};

async fn registration(branch: &Branch, pass: &str) -> v1::Registration {
    let client = branch.client("check").await;
    client.registrations.get(&format!("registrations/pass:{pass}")).await.expect("it is there")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pass_of_another_branch_is_confirmed() {
    let mut branch = Branch::open("").await;
    let pass = "25280000000017";
    let mut clerk = Clerk::sits(&branch, "other-branch", &[]);
    clerk.reads("is gereed").await.reads("blanco pas *: ").await;
    branch.scanner.scan(pass).expect("the scanner is plugged in");
    clerk.reads("vestiging 5280").await;
    // Enter is no: the clerk has to look.
    clerk.answers("toch de goede? (j/N): ", "").await;
    clerk.answers("blanco pas *: ", pass).await;
    clerk.answers("toch de goede? (j/N): ", "j").await;
    clerk.reads(&format!("Pas {pass} is voor deze klant")).await;
    clerk.goes_through_all(&[NAME, ADDRESS, UNREACHABLE, RIGHT, NOTHING_ELSE, NO_ACCOUNT]).await;
    clerk.answers("Abonnement *", "0006").await;
    clerk.goes_through(&[("Opslaan?", "j"), ("Pas printen? *", "o")]).await;
    clerk.reads("De klant is ingeschreven.").await;
    assert!(clerk.ends().await.success());
    let now = registration(&branch, pass).await;
    assert_eq!((now.step(), now.branch.as_str()), (v1::Step::Enrolled, "9401"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_free_subscription_is_for_staff_and_volunteers() {
    let branch = Branch::open("").await;
    for (number, selection, question) in
        [(1, "", Some("Werkt de klant bij de bibliotheek?")), (2, "vrijwilliger", None)]
    {
        let pass = pass_number(number);
        let mut clerk = Clerk::sits(&branch, "free", &[]);
        clerk.answers("blanco pas *", &pass).await;
        clerk.goes_through_all(&[NAME, ADDRESS, UNREACHABLE, &RIGHT[..1]]).await;
        if number == 2 {
            // The same name and date as the first.
            clerk.answers("dezelfde klant? *", "n").await;
        }
        clerk.goes_through_all(&[&RIGHT[1..], &NOTHING_ELSE[..2]]).await;
        clerk.answers("Selectie", selection).await;
        clerk.goes_through(NO_ACCOUNT).await;
        clerk.answers("Abonnement *", "0001").await;
        if let Some(question) = question {
            clerk.answers(question, "j").await;
        }
        clerk.goes_through(&[("Opslaan?", "j"), ("Pas printen? *", "o")]).await;
        assert!(clerk.ends().await.success());
        let now = registration(&branch, &pass).await;
        assert_eq!(
            now.subscription.map(|chosen| (chosen.code, chosen.staff)),
            Some(("0001".into(), number == 1))
        );
    }
}

async fn until_the_subscription_of_a_school(clerk: &mut Clerk, pass: &str) {
    clerk
        .goes_through(&[("blanco pas *", pass), ("Persoon *", "i"), ("Naam instelling *", "Obs De Eshof")])
        .await;
    clerk.goes_through_all(&[ADDRESS, UNREACHABLE]).await;
    clerk
        .goes_through(&[
            ("Contactpersoon *", "D. de Vries"),
            ("Telefoon contactpersoon", ""),
            ("Klopt alles?", ""),
        ])
        .await;
    clerk.goes_through_all(&[NOTHING_ELSE, NO_ACCOUNT]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dbos_school_gets_its_supplement() {
    let branch = Branch::open("").await;
    let pass = pass_number(1);
    let mut clerk = Clerk::sits(&branch, "dbos", &[]);
    until_the_subscription_of_a_school(&mut clerk, &pass).await;
    clerk.goes_through(&[("Abonnement *", "0086"), ("d-Bos-school?", "j"), ("Opslaan?", "j")]).await;
    clerk.answers("Pas printen? *", "o").await;
    assert!(clerk.ends().await.success());
    let chosen = registration(&branch, &pass).await.subscription.expect("a subscription");
    assert!(chosen.code == "0086" && chosen.dbos_school, "{chosen:?}");
}

/// Tests run as root, who is a branch administrator.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_free_subscription_for_an_institution_takes_a_reason() {
    let branch = Branch::open("").await;
    let pass = pass_number(1);
    let mut clerk = Clerk::sits(&branch, "free-institution", &[]);
    until_the_subscription_of_a_school(&mut clerk, &pass).await;
    clerk.answers("Abonnement *", "0001").await;
    clerk.answers("Reden van dit abonnement *", "ja").await;
    clerk.reads("Te kort").await;
    clerk.answers("Reden van dit abonnement *", "Afspraak met de directie").await;
    clerk.goes_through(&[("Opslaan?", "j"), ("Pas printen? *", "o")]).await;
    assert!(clerk.ends().await.success());
    let chosen = registration(&branch, &pass).await.subscription.expect("a subscription");
    assert_eq!((chosen.code.as_str(), chosen.reason.as_str()), ("0001", "Afspraak met de directie"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_existing_account_is_found_and_linked() {
    let branch = Branch::open("").await;
    let client = branch.client("balie-2").await;
    let earlier = saved(&client, &pass_number(1), example_person(), "0045").await;
    let earlier = account_is(&client, &earlier.name, login_account::State::Pending).await;
    let user_name = earlier.login.expect("an account").user_name;
    let mut clerk = Clerk::sits(&branch, "login-found", &[]);
    clerk.answers("blanco pas *", &pass_number(2)).await;
    clerk
        .goes_through(&[
            ("Persoon *", "m"),
            ("Voorletters *", "C."),
            ("Voorvoegsel", ""),
            ("Achternaam *", "Bakker"),
            ("Geboortedatum *", "02-03-1980"),
        ])
        .await;
    clerk.goes_through_all(&[ADDRESS, UNREACHABLE, RIGHT, NOTHING_ELSE]).await;
    clerk
        .goes_through(&[
            ("inlogaccount?", ""),
            ("E-mailadres: ", "c@voorbeeld.nl"),
            ("Inlogaccount", "b"),
            ("Gebruikersnaam *: ", user_name.as_str()),
        ])
        .await;
    clerk.reads(&format!("Gevonden: {user_name} is gekoppeld.")).await;
    clerk.saves_with("0045").await;
    clerk.answers("Ontvangen bedrag *", "p").await;
    clerk.answers("Pas printen? *", "o").await;
    clerk.reads(&format!("gekoppeld, {user_name}")).await;
    assert!(clerk.ends().await.success());
    let login = registration(&branch, &pass_number(2)).await.login.expect("an account");
    assert_eq!((login.state(), login.user_name), (login_account::State::Linked, user_name));
}
