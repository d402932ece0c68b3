//! The mandate: its account data, its form, and the signed page from a document scanner or from a file.

use super::clerk::{ACCOUNT, Clerk, VERIFIED};
use balie_client::{Client, Command, v1, v1::mandate};
use balie_journeys::paper::{document_scanner, form_printer, note, paper, reference};
use balie_journeys::{Branch, PATIENCE, apply, example_person, pass_number, saved, signing};
use balie_virtual::{EsclAction, EsclFault, EsclRequest, EveOptions, EvePrinter, VirtualEscl};

/// A branch with a document scanner that has a sheet with a note on its glass.
async fn with_scanner() -> (Branch, VirtualEscl, Client) {
    let scanner = VirtualEscl::start(&note()).await.expect("a virtual scanner");
    let branch = Branch::open(&document_scanner("glass", &scanner)).await;
    let client = branch.client("balie-2").await;
    (branch, scanner, client)
}

async fn mandate_in_force(client: &Client, name: &str) -> v1::Mandate {
    let now = client.registrations.get(name).await.expect("it is there");
    assert_eq!(now.step(), v1::Step::Enrolled);
    let mandate = now.mandate.expect("a mandate");
    assert_eq!(mandate.state(), mandate::State::Active);
    mandate
}

async fn last_job(client: &Client, registration: &str) -> v1::Job {
    let request = v1::ListJobsRequest { registration: registration.to_owned(), ..Default::default() };
    client.jobs.list(request).await.expect("jobs").jobs.remove(0)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_signed_page_is_scanned() {
    let (branch, scanner, client) = with_scanner().await;
    let now = signing(&client, 1).await;
    let mut clerk = Clerk::sits(&branch, "mandate-scanned", &["--resume", &pass_number(1)]);
    clerk.reads("s = scan pagina, b = selecteer bestand, g = geen upload").await;
    clerk.answers("Bron van het formulier *: ", "s").await;
    clerk.reads("Documentscanner glass: gereed").await.reads("Leg het getekende formulier").await;
    // The wrong side was up: the page is kept, and can be scanned again.
    clerk.answers("Pagina scannen (s = scannen, b = alleen de barcode) [scannen]: ", "").await;
    clerk.reads("De scanner scant").await.reads("geen leesbare barcode").await;
    scanner.set_page(&paper(&client, &now.name, 1.5).await).expect("a picture");
    clerk.answers("[alleen de barcode]: ", "s").await;
    clerk.reads("De pagina is bewaard.").await.reads(&reference(&now)).await;
    // Controleer: whose it is.
    clerk.reads("Mw. A. van de Test").await.reads("381847").await.reads("incassomachtiging").await;
    clerk.goes_through(VERIFIED).await;
    clerk.reads("Vastleggen klantdocument voltooid").await.reads("De klant is ingeschreven.").await;
    assert!(clerk.ends().await.success());
    let mandate = mandate_in_force(&client, &now.name).await;
    assert_eq!((mandate.source(), mandate.document_stored), (v1::MandateSource::Scan, true));
    assert_eq!(scanner.counters().jobs, 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_form_is_printed_for_each_word_and_never_by_enter() {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let place = directory.path().to_path_buf();
    let options = EveOptions { formats: "application/pdf", media: None };
    let start = tokio::task::spawn_blocking(move || EvePrinter::start(&place, &options)).await;
    // There is no such printer on this machine.
    let Some(printer) = start.expect("no panic").expect("it starts") else { return };
    let branch = Branch::open(&form_printer("office", &printer.uri())).await;
    let client = branch.client("balie-2").await;
    signing(&client, 1).await;
    let mut clerk = Clerk::sits(&branch, "form-printed", &["--resume", &pass_number(1)]);
    clerk.reads("p = formulier printen, b = selecteer bestand, g = geen upload").await;
    let source = "Bron van het formulier *: ";
    clerk.answers(source, "").await.reads("geen van de mogelijkheden").await;
    clerk.answers(source, "p").await.reads("Formulierprinter office: gereed").await;
    clerk.reads("Het formulier is geprint.").await;
    clerk.answers(source, "p").await.reads("Het formulier is geprint.").await;
    assert_eq!(printer.printed().len(), 2);
    drop(printer);
    clerk
        .answers(source, "p")
        .await
        .reads("Het formulier is niet geprint: ")
        .await
        .reads("De PDF staat klaar")
        .await;
    clerk.answers(source, "g").await.reads("Scan de barcode linksboven").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_scan_that_fails_is_told_with_what_helps() {
    let (mut branch, scanner, client) = with_scanner().await;
    let (now, other) = (signing(&client, 1).await, signing(&client, 2).await);
    let mut clerk = Clerk::sits(&branch, "mandate-scan-failed", &["--resume", &pass_number(1)]);
    clerk.answers("Bron van het formulier *", "s").await;
    scanner.plan(EsclFault::once(EsclRequest::Next, EsclAction::Truncate(30)));
    clerk.answers("[scannen]: ", "").await;
    clerk.reads("Er is geen pagina gescand").await.reads("maar voor een deel binnengekomen").await;
    clerk.reads("Scan de pagina opnieuw").await;
    // The form of another patron is refused, and nothing is stored.
    scanner.set_page(&paper(&client, &other.name, 0.0).await).expect("a picture");
    clerk.answers("[scannen]: ", "s").await;
    clerk.reads("andere machtiging").await;
    // With the scanner given up, the hand scanner reads the barcode from the paper.
    clerk.reads("[scannen]: ").await;
    branch.scanner.scan(&reference(&now)).expect("the scanner is plugged in");
    clerk.goes_through(VERIFIED).await;
    clerk.reads("De klant is ingeschreven.").await;
    assert!(clerk.ends().await.success());
    assert!(!mandate_in_force(&client, &now.name).await.document_stored);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_scan_is_called_off_by_the_clerk_and_by_leaving() {
    let (branch, scanner, client) = with_scanner().await;
    let now = signing(&client, 1).await;
    let mut clerk = Clerk::sits(&branch, "mandate-scan-cancelled", &["--resume", &pass_number(1)]);
    clerk.answers("Bron van het formulier *", "s").await;
    scanner.plan(EsclFault::once(EsclRequest::Next, EsclAction::Stall));
    clerk.answers("[scannen]: ", "").await;
    clerk.reads("annuleer = de scan annuleren").await.reads("De scanner scant").await;
    clerk.types("annuleer");
    clerk.reads("De scan wordt geannuleerd").await.reads("Er is geen pagina gescand: geannuleerd").await;
    assert_eq!(last_job(&client, &now.name).await.state(), v1::JobState::Cancelled);
    scanner.plan(EsclFault::once(EsclRequest::Next, EsclAction::Stall));
    clerk.answers("[scannen]: ", "").await;
    clerk.reads("De scanner scant").await;
    clerk.interrupts();
    clerk.reads("De inschrijving blijft open").await;
    assert!(clerk.ends().await.success());
    let ended = tokio::time::timeout(PATIENCE, async {
        loop {
            let job = last_job(&client, &now.name).await;
            if balie_client::services::Jobs::has_ended(job.state()) {
                return job;
            }
        }
    });
    assert_eq!(ended.await.expect("it ends").state(), v1::JobState::Cancelled);
    // Whoever goes on is where it was left.
    let mut clerk = Clerk::sits(&branch, "mandate-scan-resumed", &["--resume", &pass_number(1)]);
    clerk.answers("[scannen]: ", "<").await;
    clerk.answers("Bron van het formulier *", "g").await;
    clerk.answers("Scan de barcode linksboven", &reference(&now)).await;
    clerk.goes_through(VERIFIED).await;
    assert!(clerk.ends().await.success());
    assert_eq!(mandate_in_force(&client, &now.name).await.source(), v1::MandateSource::NoUpload);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_of_several_document_scanners_is_chosen() {
    let (first, second) = (VirtualEscl::start(&note()).await, VirtualEscl::start(&note()).await);
    let (first, second) = (first.expect("a scanner"), second.expect("a scanner"));
    let both = document_scanner("glass", &first) + &document_scanner("feeder", &second);
    let branch = Branch::open(&both).await;
    let client = branch.client("balie-2").await;
    let now = signing(&client, 1).await;
    second.set_page(&paper(&client, &now.name, 0.0).await).expect("a picture");
    let mut clerk = Clerk::sits(&branch, "several-document-scanners", &["--resume", &pass_number(1)]);
    clerk.answers("Bron van het formulier *", "s").await;
    clerk.answers("[scannen]: ", "").await;
    clerk.answers("Welke documentscanner? *", "").await.reads("Enter kiest er geen").await;
    clerk.answers("Welke documentscanner? *", "2").await;
    clerk.reads(&reference(&now)).await;
    clerk.goes_through(VERIFIED).await;
    assert!(clerk.ends().await.success());
    assert_eq!((first.counters().jobs, second.counters().jobs), (0, 1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_signed_page_is_a_file() {
    let branch = Branch::open("").await;
    let client = branch.client("balie-2").await;
    let person = v1::Person { email: String::new(), ..example_person() };
    let now = saved(&client, &pass_number(1), person, "0045").await;
    apply(&client, &now, Command::CollectByDirectDebit(v1::CollectByDirectDebit {})).await;
    let mut clerk = Clerk::sits(&branch, "mandate-from-file", &["--resume", &pass_number(1)]);
    clerk.answers("Pas printen? *", "o").await;
    // The account is that of somebody else, abroad, who changes banks.
    clerk
        .goes_through(&[
            ("IBAN *", "DE89 3704 0044 0532 0130 00"),
            ("BIC", "COBADEFFXXX"),
            ("Naam rekeninghouder * [Mw. A. van de Test]: ", "B. Test"),
            ("Plaats rekeninghouder * [Annen]: ", "Papenburg"),
            ("overstapservice? (j = ja, n = nee) [nee]: ", "j"),
            ("Bron van het formulier *: ", "b"),
            ("Bestand van de getekende pagina", "nergens.pdf"),
            ("  ! nergens.pdf", "balied.toml"),
        ])
        .await;
    clerk.reads("  ! ").await;
    let now = client.registrations.get(&now.name).await.expect("it is there");
    let other = signing(&client, 2).await;
    for (file, page) in [("ander.png", &other), ("getekende pagina.png", &now)] {
        let page = paper(&client, &page.name, -1.0).await;
        std::fs::write(branch.path().join(file), page).expect("a file");
    }
    clerk.answers("Bestand van de getekende pagina", "ander.png").await.reads("  ! ").await;
    clerk.answers("Bestand van de getekende pagina", "'getekende pagina.png'").await;
    clerk.reads("De pagina is bewaard.").await.reads(&reference(&now)).await;
    // The data are compared with the form in full.
    clerk.reads("B. Test").await.reads("Papenburg").await.reads("DE89 3704 0044 0532 0130 00").await;
    clerk.answers("Datum machtiging", "").await;
    clerk.answers("Typ ja", "").await.reads("  ! ").await;
    clerk.answers("Typ ja", "ja").await;
    clerk.reads("Incasso is aangevinkt.").await.reads("De klant is ingeschreven.").await;
    assert!(clerk.ends().await.success());
    let mandate = mandate_in_force(&client, &now.name).await;
    assert_eq!((mandate.source(), mandate.document_stored), (v1::MandateSource::File, true));
    assert!(mandate.switch_service && mandate.holder == "B. Test", "{mandate:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_direct_debit_after_all_leaves_the_amount_open() {
    let branch = Branch::open("").await;
    let client = branch.client("balie-2").await;
    let now = signing(&client, 1).await;
    let mut clerk = Clerk::sits(&branch, "mandate-given-up", &["--resume", &pass_number(1)]);
    // Back to the account data makes the form void; a new one has a reference of its own.
    clerk.answers("Bron van het formulier *", "<").await;
    clerk.goes_through(ACCOUNT).await;
    clerk.answers("Bron van het formulier *", "<").await;
    let again = client.registrations.get(&now.name).await.expect("it is there");
    clerk.answers("IBAN *", "<").await;
    clerk.answers("het bedrag open laten? (j/N): ", "").await;
    clerk.answers("IBAN *", "<").await;
    clerk.answers("het bedrag open laten? (j/N): ", "j").await;
    clerk.reads("geregistreerd, staat open: € 58,00").await;
    assert!(clerk.ends().await.success());
    let now = client.registrations.get(&again.name).await.expect("it is there");
    assert_eq!(now.step(), v1::Step::Enrolled);
    assert_eq!(now.ledger.map(|ledger| ledger.settlement()), Some(v1::Settlement::Registered));
}
