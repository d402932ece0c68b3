//! The manual's example patron: Basis by direct debit, with a scanned pass, a printed card and a mandate
//! that is processed without upload, by scanning its barcode.

use super::clerk::{ADDRESS, Clerk, NAME, RIGHT, VERIFIED};
use balie_client::v1::{self, mandate};
use balie_journeys::Branch;

const PASS: &str = "29401000075801";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_adult_with_direct_debit() {
    let mut branch = Branch::open("").await;
    let out = branch.path().join("out");
    std::fs::create_dir(&out).expect("a directory");
    let mut clerk = Clerk::sits(&branch, "adult-direct-debit", &["--out", "out"]);
    clerk.reads("is gereed").await.reads("Scan de blanco pas *: ").await;
    branch.scanner.scan(PASS).expect("the scanner is plugged in");
    clerk.reads(&format!("Pas {PASS} is voor deze klant")).await;
    clerk.goes_through_all(&[NAME, ADDRESS]).await;
    clerk
        .goes_through(&[
            ("Telefoon", "(088) 012 82 95"),
            ("SMS-nummer", ""),
            ("E-mailadres", "info@bibliotheekannen.nl"),
        ])
        .await;
    clerk.goes_through(RIGHT).await;
    clerk
        .goes_through(&[
            ("IBAN", "NL91 ABNA 0417 1643 00"),
            ("Nieuwsbrief", "n"),
            ("Selectie", ""),
            ("Wil de klant een inlogaccount?", ""),
            ("E-mailadres", ""),
            ("Inlogaccount", ""),
        ])
        .await;
    clerk.saves_with("0045").await;
    clerk.reads("Opgeslagen. Klantnummer 381847.").await;
    clerk.reads("Genereren van inlogaccount gelukt").await.reads("24 uur").await;
    clerk.answers("Ontvangen bedrag *: ", "i").await;
    clerk.answers("Pas printen? *", "p").await;
    clerk.reads("Doe de pas in de printer").await;
    branch.printer.insert_card();
    clerk.reads("De pas is geprint.").await;
    assert_eq!(branch.cards(1).await.len(), 1);
    clerk
        .goes_through(&[
            ("IBAN * [NL91 ABNA 0417 1643 00]: ", ""),
            ("Naam rekeninghouder * [Mw. A. van de Test]: ", ""),
            ("Plaats rekeninghouder * [Annen]: ", ""),
            ("overstapservice", ""),
        ])
        .await;
    // There is no document scanner, so scanning is not offered.
    clerk.reads("  b = selecteer bestand, g = geen upload\n").await;
    clerk.answers("Bron van het formulier *: ", "g").await;
    clerk.reads("Scan de barcode").await;
    let client = branch.client("check").await;
    let name = format!("registrations/pass:{PASS}");
    let now = client.registrations.get(&name).await.expect("it is there");
    let reference = now.mandate.clone().expect("a mandate").reference;
    branch.scanner.scan(&reference).expect("the scanner is plugged in");
    clerk.reads("381847").await.reads("incassomachtiging").await;
    clerk.goes_through(VERIFIED).await;
    clerk.reads("Vastleggen klantdocument voltooid").await;
    clerk.reads("De klant is ingeschreven.").await;
    assert!(clerk.ends().await.success());

    let now = client.registrations.get(&name).await.expect("it is there");
    assert_eq!(now.step(), v1::Step::Enrolled);
    assert_eq!(now.mandate.map(|mandate| mandate.state()), Some(mandate::State::Active));
    assert_eq!(now.ledger.map(|ledger| ledger.settlement()), Some(v1::Settlement::DirectDebit));
    assert_eq!(branch.printer.cards().len(), 1);
    let papers: Vec<_> = out.read_dir().expect("a directory").map(|entry| entry.unwrap().path()).collect();
    let ends = |end: &str| papers.iter().any(|path| path.extension().is_some_and(|found| found == end));
    assert!(ends("pdf") && ends("png"), "{papers:?}");
}
