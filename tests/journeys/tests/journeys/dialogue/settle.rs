//! Settling: paid in parts, remitted, left open, and by direct debit only.

use super::clerk::{ACCOUNT, Clerk, VERIFIED};
use balie_client::v1;
use balie_journeys::Branch;

const PASS: &str = "29401000075801";

async fn ledger(branch: &Branch) -> v1::Ledger {
    let name = format!("registrations/pass:{PASS}");
    let now = branch.client("check").await.registrations.get(&name).await.expect("it is there");
    assert_eq!(now.step(), v1::Step::Enrolled);
    now.ledger.expect("a ledger")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_part_by_card_and_the_rest_in_cash() {
    let branch = Branch::open("").await;
    let mut clerk = Clerk::sits(&branch, "paid-in-parts", &[]);
    clerk.enters_example(PASS).await.saves_with("0053").await;
    clerk.reads("Te ontvangen    € 67,00").await;
    clerk.answers("Ontvangen bedrag *: ", "p 50,50").await;
    clerk.reads("Nog te ontvangen: € 16,50").await;
    clerk.answers("Ontvangen bedrag *: ", "20").await;
    clerk.reads("Terug te geven: € 3,50").await.reads("Afgerekend: betaald").await;
    clerk.answers("Pas printen? *", "o").await;
    assert!(clerk.ends().await.success());
    let ledger = ledger(&branch).await;
    assert_eq!(ledger.settlement(), v1::Settlement::Paid);
    assert_eq!((ledger.received.as_str(), ledger.remaining.as_str()), ("67.00", "0.00"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_remains_is_remitted_with_a_reason() {
    let branch = Branch::open("").await;
    let mut clerk = Clerk::sits(&branch, "remitted", &[]);
    clerk.enters_example(PASS).await.saves_with("0045").await;
    // Thought better of once; a reason that says nothing is refused.
    clerk.answers("Ontvangen bedrag *: ", "10").await;
    clerk.answers("Ontvangen bedrag *: ", "k").await;
    clerk.answers("Waarom kwijtschelden? *: ", "<").await;
    clerk.answers("Ontvangen bedrag *: ", "kwijtschelden").await;
    clerk.answers("Waarom kwijtschelden? *: ", "x").await.reads("  ! ").await;
    clerk.answers("Ontvangen bedrag *: ", "k").await;
    clerk.answers("Waarom kwijtschelden? *: ", "bijstand, besluit leidinggevende").await;
    clerk.reads("Afgerekend: kwijtgescholden").await;
    clerk.answers("Pas printen? *", "o").await;
    clerk.reads("De klant is ingeschreven.").await;
    assert!(clerk.ends().await.success());
    let ledger = ledger(&branch).await;
    assert_eq!(ledger.settlement(), v1::Settlement::Remitted);
    assert_eq!(
        (ledger.received.as_str(), ledger.remitted.as_str(), ledger.remaining.as_str()),
        ("10.00", "48.00", "0.00")
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_registered_stays_open() {
    let branch = Branch::open("").await;
    let mut clerk = Clerk::sits(&branch, "registered", &[]);
    clerk.enters_example(PASS).await.saves_with("0045").await;
    clerk.answers("Ontvangen bedrag *: ", "r").await;
    clerk.reads("contributiebrief").await.reads("geregistreerd, staat open").await;
    clerk.answers("Pas printen? *", "o").await;
    clerk.reads("geregistreerd, staat open: € 58,00").await;
    assert!(clerk.ends().await.success());
    let ledger = ledger(&branch).await;
    assert_eq!(ledger.settlement(), v1::Settlement::Registered);
    assert_eq!(ledger.remaining, "58.00");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn instalments_are_asked_for_and_collected_only() {
    let branch = Branch::open("").await;
    let mut clerk = Clerk::sits(&branch, "instalments", &[]);
    clerk.enters_example(PASS).await;
    clerk.answers("Abonnement *", "0049").await;
    clerk.answers("betaling in termijnen? (j/n): ", "n").await;
    clerk.reads("Dan kan 0049 niet.").await;
    clerk.answers("Abonnement *", "0049").await;
    clerk.answers("betaling in termijnen? (j/n): ", "j").await;
    clerk.goes_through(&[("Korting", ""), ("Opslaan?", "j")]).await;
    clerk.reads("alleen met automatische incasso").await.reads("€ 5,00").await;
    // Money is not taken for it.
    clerk.answers("Hoe afrekenen? * (i = incasso): ", "5").await.reads("  ! ").await;
    clerk.answers("Hoe afrekenen? * (i = incasso): ", "i").await;
    clerk.answers("Pas printen? *", "o").await;
    clerk.goes_through(ACCOUNT).await;
    clerk.answers("Bron van het formulier *", "g").await;
    let name = format!("registrations/pass:{PASS}");
    let now = branch.client("check").await.registrations.get(&name).await.expect("it is there");
    clerk.answers("Scan de barcode", &balie_journeys::paper::reference(&now)).await;
    clerk.goes_through(VERIFIED).await;
    clerk.reads("De klant is ingeschreven.").await.reads("0049 Basis (maand-incasso)").await;
    assert!(clerk.ends().await.success());
    assert_eq!(ledger(&branch).await.settlement(), v1::Settlement::DirectDebit);
}
