//! Going back loses nothing, and what does not hold is asked again where it was typed.

use super::clerk::{ADDRESS, Clerk, NAME};
use balie_client::v1;
use balie_journeys::Branch;

const PASS: &str = "29401000075801";
const NAME_OF_PASS: &str = "registrations/pass:29401000075801";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn back_and_forth_keeps_everything_typed() {
    let branch = Branch::open("").await;
    let mut clerk = Clerk::sits(&branch, "back-and-forth", &[]);
    clerk.answers("blanco pas *", PASS).await;
    clerk.goes_through(NAME).await;
    // A question back within the step, and forth with what was typed.
    clerk.goes_through(&[("Postcode *: ", "<"), ("Geboortedatum * [01-01-1991]: ", "")]).await;
    // The whole step back in the middle of it: what is half typed is kept at the daemon.
    clerk.answers("Postcode *: ", "<<").await;
    clerk.reads("Blanco pas scannen").await;
    let client = branch.client("check").await;
    clerk.answers("blanco pas *: ", PASS).await;
    clerk.answers("Postcode *: ", "terug").await;
    clerk.answers("Geboortedatum * [01-01-1991]: ", "").await;
    clerk.goes_through(ADDRESS).await;
    clerk
        .goes_through(&[
            ("Telefoon", "06 12345678"),
            ("SMS-nummer", ""),
            ("E-mailadres", "a@voorbeeld.nl"),
            ("Klopt alles?", ""),
            ("Aanhef", "n"),
            ("IBAN", "NL91ABNA0417164300"),
            ("Nieuwsbrief", "j"),
            ("Selectie", "boekstart"),
            // Back through three steps.
            ("inlogaccount?", "<"),
            ("IBAN [NL91ABNA0417164300]: ", "<"),
            ("Aanhef (d = Dhr., m = Mw., n = zonder aanhef) [zonder aanhef]: ", "<"),
        ])
        .await;
    // As it was understood; the question has what was typed.
    clerk.reads("0612345678").await.reads("a@voorbeeld.nl").await;
    // One field is changed by its number, another is cleared.
    clerk
        .goes_through(&[
            ("Klopt alles?", "4"),
            ("Achternaam * [Test]: ", "Tester"),
            ("Klopt alles?", "10"),
            ("Telefoon [06 12345678]: ", "-"),
            ("Klopt alles?", ""),
            ("Aanhef", ""),
            ("IBAN [NL91ABNA0417164300]: ", ""),
            ("[ja]: ", ""),
            ("Selectie [boekstart]: ", ""),
            ("inlogaccount? (J/n): ", ""),
            ("E-mailadres [a@voorbeeld.nl]: ", ""),
            ("Inlogaccount", ""),
            ("Abonnement *: ", "0045"),
            ("Korting [geen]: ", "8"),
            ("Opslaan?", "n"),
            ("Abonnement * [0045]: ", ""),
            ("Korting [€ 8,00]: ", ""),
            ("Opslaan?", "j"),
        ])
        .await;
    clerk.answers("Ontvangen bedrag *: ", "!q").await;
    assert!(clerk.ends().await.success());

    let now = client.registrations.get(NAME_OF_PASS).await.expect("it is there");
    let person = now.person.expect("a person");
    assert_eq!(person.surname, "Tester");
    assert_eq!((person.phone.as_str(), person.email.as_str()), ("", "a@voorbeeld.nl"));
    assert_eq!(now.salutation, i32::from(v1::Salutation::Neutral));
    let details = now.details.expect("details");
    assert!(details.newsletter && details.selection == "Boekstart", "{details:?}");
    assert_eq!(now.ledger.map(|ledger| ledger.remaining).as_deref(), Some("50.00"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_does_not_hold_is_asked_again_and_nothing_else() {
    let branch = Branch::open("").await;
    let mut clerk = Clerk::sits(&branch, "wrong-values", &[]);
    for (wrong, why) in [
        ("", "Dit veld is verplicht."),
        ("2940100075801", "13"),
        ("29401000075802", "controlecijfer"),
        ("39401000075801", "boek"),
    ] {
        clerk.answers("blanco pas *: ", wrong).await;
        clerk.reads(why).await;
    }
    clerk.answers("blanco pas *: ", PASS).await;
    for (question, wrong, right) in [
        ("Persoon *", "x", "v"),
        ("Voorletters *: ", "", "A."),
        ("Voorvoegsel: ", "!!", "van de"),
        ("Achternaam *: ", "-", "Test"),
        ("Geboortedatum *: ", "31-02-1991", "1-1-91"),
        ("Postcode *: ", "9468 SA", "9468 BG"),
        ("Huisnummer *: ", "", "41"),
        ("Straat *: ", "", "Kruisakkers"),
        ("Plaats *: ", "", "Annen"),
        ("Telefoon: ", "12", "06 12345678"),
        ("SMS-nummer: ", "abc", ""),
        ("E-mailadres: ", "a@", "a@voorbeeld.nl"),
    ] {
        clerk.answers(question, wrong).await.reads("  ! ").await;
        clerk.answers(question, right).await;
    }
    clerk.reads("01-01-1991").await.reads("9468 BG").await.reads("0612345678").await;
    clerk
        .goes_through(&[
            ("Klopt alles?", "99"),
            ("  ! ", ""),
            ("Aanhef", "zonder aanhef"),
            ("IBAN: ", "NL91 ABNA 0417 1643 01"),
            ("  ! ", ""),
        ])
        .await;
    // Enter at an optional field that was wrong leaves it empty.
    clerk
        .goes_through(&[
            ("Nieuwsbrief", "misschien"),
            ("  ! ", "n"),
            ("Selectie: ", "zomaar"),
            ("  ! ", ""),
            ("inlogaccount?", "j"),
            ("E-mailadres [a@voorbeeld.nl]: ", "b@"),
            ("  ! ", ""),
            ("Inlogaccount", "n"),
            ("Abonnement *: ", "0021"),
            ("30 jaar", "1234"),
            ("  ! ", "0045"),
            ("Korting [geen]: ", "99"),
            ("  ! ", "-"),
            ("Opslaan?", ""),
            ("  ! ", "j"),
            ("Ontvangen bedrag *: ", ""),
            ("Enter rekent niets af", "nul"),
            ("  ! ", "60"),
        ])
        .await;
    clerk.reads("Terug te geven: € 2,00").await;
    clerk.answers("Pas printen? *", "stop").await;
    assert!(clerk.ends().await.success());
    let now = branch.client("check").await.registrations.get(NAME_OF_PASS).await.expect("it is there");
    assert_eq!(now.step(), v1::Step::IssuingPass);
    assert_eq!(now.ledger.map(|ledger| ledger.settlement()), Some(v1::Settlement::Paid));
}
