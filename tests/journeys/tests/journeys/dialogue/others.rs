//! The clerk is not alone: the daemon restarts, others change the registration, want the scanner, or had it
//! before.

use super::clerk::{ADDRESS, Clerk, NAME, NO_ACCOUNT, NOTHING_ELSE, RIGHT, UNREACHABLE};
use balie_client::{Command, v1};
use balie_journeys::{Branch, PATIENCE, apply, example_person, saved};

const PASS: &str = "29401000075801";
const NAME_OF_PASS: &str = "registrations/pass:29401000075801";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_daemon_that_is_killed_takes_nothing_typed_with_it() {
    let mut branch = Branch::open("").await;
    let mut clerk = Clerk::sits(&branch, "daemon-killed", &[]);
    clerk.reads("is gereed").await;
    clerk.answers("blanco pas *", PASS).await;
    clerk.goes_through(&NAME[..3]).await;
    clerk.reads("Achternaam *").await;
    branch.kill();
    clerk.reads("Balie antwoordt niet").await;
    // Typing goes on; the answer waits until somebody is there to judge it.
    clerk.answers("Achternaam *", "Test").await;
    branch.start().await;
    clerk.reads("er weer").await;
    clerk.answers("Geboortedatum *", "01-01-1991").await;
    clerk.goes_through_all(&[ADDRESS, UNREACHABLE]).await;
    clerk.reads("van de").await;
    clerk.goes_through_all(&[RIGHT, NOTHING_ELSE]).await;
    // Also while nothing is typed, and with the scanner claimed anew.
    clerk.reads("inlogaccount?").await;
    branch.kill();
    clerk.reads("Balie antwoordt niet").await;
    branch.start().await;
    clerk.reads("er weer").await;
    clerk.goes_through(&[("inlogaccount?", "n"), ("Abonnement *", "!q")]).await;
    assert!(clerk.ends().await.success());
    let now = branch.client("check").await.registrations.get(NAME_OF_PASS).await.expect("it is there");
    assert_eq!(now.step(), v1::Step::ChoosingSubscription);
    assert_eq!(now.addressed_as, "Mw. A. van de Test");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_change_by_somebody_else_is_shown_and_gone_on_with() {
    let branch = Branch::open("").await;
    let client = branch.client("balie-2").await;
    let person = v1::Person { email: String::new(), ..example_person() };
    let now = saved(&client, PASS, person, "0045").await;
    let mut clerk = Clerk::sits(&branch, "changed-elsewhere", &["--resume", PASS]);
    clerk.reads("Ontvangen bedrag *: ").await;
    apply(&client, &now, Command::Pay(v1::Pay { tendered: "60".into(), method: 0 })).await;
    clerk.reads("intussen elders gewijzigd").await.reads("balie-2").await;
    // The question lost its sense; the clerk is where the registration is.
    clerk.answers("Pas printen? *", "o").await;
    clerk.reads("De klant is ingeschreven.").await;
    assert!(clerk.ends().await.success());
    let now = client.registrations.get(NAME_OF_PASS).await.expect("it is there");
    assert_eq!(now.ledger.map(|ledger| ledger.received).as_deref(), Some("58.00"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_scanner_is_kept_let_go_and_asked_for() {
    let mut branch = Branch::open("").await;
    let mut clerk = Clerk::sits(&branch, "scanner", &[]);
    clerk.reads("is gereed").await.reads("blanco pas *").await;
    let other = branch.client("balie-2").await;
    let mut claim = other.devices.claim("", true);
    clerk.reads("Balieplek balie-2 vraagt om de scanner").await;
    let answer = tokio::time::timeout(PATIENCE, claim.changed()).await.expect("in time");
    assert!(answer.expect("an answer").is_err(), "it is kept");
    // A scan where none is asked does not count.
    branch.scanner.scan(PASS).expect("the scanner is plugged in");
    clerk.reads("is voor deze klant").await.reads("Persoon *").await;
    branch.scanner.scan(PASS).expect("the scanner is plugged in");
    clerk.reads("de scan telt niet").await;
    clerk.answers("Persoon *", "!scanner").await;
    clerk.reads("afgestaan").await;
    let mut claim = other.devices.claim("", false);
    let claimed = tokio::time::timeout(PATIENCE, claim.changed()).await.expect("in time");
    assert!(claimed.expect("an event").is_ok(), "it was let go");
    // Typing works without it.
    clerk.answers("Persoon *", "v").await;
    drop(claim);
    clerk.answers("Voorletters *", "!scanner").await;
    clerk.reads("is gereed").await;
    clerk.answers("Voorletters *", "!q").await;
    assert!(clerk.ends().await.success());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn somebody_known_is_shown_beside_what_was_entered() {
    let branch = Branch::open("").await;
    let client = branch.client("balie-2").await;
    let person = v1::Person { email: String::new(), ..example_person() };
    let earlier = saved(&client, "29401000075819", person, "0045").await;
    let mut clerk = Clerk::sits(&branch, "duplicates", &[]);
    clerk.answers("blanco pas *", PASS).await;
    clerk.goes_through_all(&[NAME, ADDRESS, UNREACHABLE, &RIGHT[..1]]).await;
    clerk.reads("misschien al bekend").await.reads("29401000075819").await.reads("381847").await;
    clerk.answers("dezelfde klant? *", "").await.reads("  ! ").await;
    clerk.answers("dezelfde klant? *", "1").await;
    clerk.answers("Aanhef", "<").await;
    clerk.answers("dezelfde klant? *", "1").await;
    clerk.goes_through_all(&[&RIGHT[1..], NOTHING_ELSE, NO_ACCOUNT]).await;
    clerk.saves_with("0091").await;
    clerk.reads("Klantnummer 381847").await;
    // 0091 must be paid at once: nothing else is offered.
    clerk.reads("direct worden betaald").await;
    clerk.answers("(een bedrag = contant, p = pin): ", "5").await;
    clerk.reads("Nog te ontvangen: € 6,50").await;
    clerk.answers("Ontvangen bedrag *", "p").await;
    clerk.reads("betaald").await;
    clerk.answers("Pas printen? *", "!stand").await;
    clerk.reads("Mw. A. van de Test").await;
    clerk.answers("Pas printen? *", "!q").await;
    assert!(clerk.ends().await.success());
    let now = client.registrations.get(NAME_OF_PASS).await.expect("it is there");
    assert_eq!(now.patron_number, earlier.patron_number);
    assert_eq!(now.ledger.map(|ledger| ledger.received).as_deref(), Some("11.50"));
}
