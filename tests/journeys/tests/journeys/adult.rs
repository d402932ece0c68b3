//! The manual's example patron from scanned pass to mandate, through real gRPC, a pty scanner and a TCP printer.

use balie_client::v1::{self, claim_scanner_response::Event, login_account, mandate, pass_print};
use balie_client::{Client, Command, watch::Update};
use balie_journeys::{Branch, PATIENCE, account_is, apply, example_person, saved, until};

const PASS: &str = "29401000075801";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_adult_with_direct_debit() {
    let mut branch = Branch::open("").await;
    let client = branch.client("balie-1").await;

    // The scanner is claimed, and the scanned pass comes as a data event.
    let mut claim = client.devices.claim("", false);
    let claimed = tokio::time::timeout(PATIENCE, claim.changed()).await.expect("in time");
    assert!(matches!(claimed, Some(Ok(Event::Claimed(_)))), "{claimed:?}");
    let mut scanned = None;
    for _ in 0..100 {
        branch.scanner.scan(PASS).expect("the scanner is plugged in");
        let event = tokio::time::timeout(std::time::Duration::from_secs(2), async {
            loop {
                match claim.next().await {
                    Some(Ok(Update::Changed(Event::Scan(scan)))) => return scan,
                    Some(Ok(_)) => {}
                    other => panic!("{other:?}"),
                }
            }
        });
        if let Ok(scan) = event.await {
            scanned = Some(scan);
            break;
        }
    }
    let scan = scanned.expect("the scan arrives");
    assert_eq!((scan.text.as_str(), scan.kind()), (PASS, v1::ScanKind::OwnPass));

    let mut now = saved(&client, &scan.text, example_person(), "0045").await;
    assert_eq!(now.step(), v1::Step::Settling);
    assert_eq!(now.patron_number, "381847");
    assert_eq!(now.ledger.as_ref().map(|ledger| ledger.remaining.as_str()), Some("58.00"));
    now = account_is(&client, &now.name, login_account::State::Pending).await;
    assert!(branch.state().join("outbox").read_dir().expect("an outbox").count() == 1);

    now = apply(&client, &now, Command::CollectByDirectDebit(v1::CollectByDirectDebit {})).await;
    now = apply(&client, &now, Command::PrintPass(v1::PrintPass::default())).await;
    assert_eq!(now.pass_print.as_ref().map(|print| print.state()), Some(pass_print::State::Printing));
    // A second print while one runs is refused, whoever asks.
    let again = Command::PrintPass(v1::PrintPass::default());
    let refused = branch.client("balie-2").await.registrations.apply(&now.name, "", again).await;
    assert!(refused.expect_err("one print at a time").has_reason("PRINT_RUNNING"));
    branch.printer.insert_card();
    assert_eq!(branch.cards(1).await.len(), 1);
    now = until(&client, &now.name, |now| now.step() == v1::Step::EnteringMandate).await;

    let enter = v1::EnterMandate {
        iban: "NL91 ABNA 0417 1643 00".to_owned(),
        holder: "Mw. A. van de Test".to_owned(),
        place: "Annen".to_owned(),
        ..Default::default()
    };
    now = apply(&client, &now, Command::EnterMandate(enter)).await;
    let form = client.documents.mandate_form(&now.name, v1::DocumentFormat::Pdf, "nl").await.expect("a form");
    assert!(form.content.starts_with(b"%PDF"));
    let page = client.documents.mandate_form(&now.name, v1::DocumentFormat::Png, "nl").await.expect("a page");
    let source = v1::MandateSource::File.into();
    now = apply(&client, &now, Command::MandateSigned(v1::MandateSigned { source })).await;
    let page = balie_journeys::paper::signed(&page.content);
    let uploaded = client.documents.upload_mandate_page(&now.name, page).await.expect("a barcode");
    let reference = now.mandate.as_ref().map(|mandate| mandate.reference.clone()).unwrap_or_default();
    assert_eq!(uploaded.references, std::slice::from_ref(&reference));
    now = apply(&client, &now, Command::CheckMandate(v1::CheckMandate { code: reference.clone() })).await;
    now = apply(&client, &now, Command::ConfirmMandate(v1::ConfirmMandate::default())).await;
    assert_eq!(now.step(), v1::Step::Enrolled);
    assert_eq!(now.mandate.as_ref().map(|mandate| mandate.state()), Some(mandate::State::Active));

    // A scanned mandate barcode opens its registration; the feed ends with its present state.
    let by_mandate = client.registrations.get(&format!("registrations/mandate:{reference}")).await;
    assert_eq!(by_mandate.expect("found").name, now.name);
    assert_eq!(branch.printer.cards().len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pass_is_in_use_once_and_bad_input_names_field_and_rule() {
    let branch = Branch::open("").await;
    let client = branch.client("balie-1").await;
    // Without an account, whose generating would change the registration meanwhile.
    let person = v1::Person { email: String::new(), ..example_person() };
    let now = saved(&client, PASS, person, "0045").await;

    let create = |code: &str| Some(v1::AssignPass { code: code.to_owned(), confirm_other_branch: false });
    for (code, reason) in [
        (PASS, "PASS_IN_USE"),
        ("2940100075801", "PASS_LENGTH"),
        ("29401000075802", "PASS_CHECK_DIGIT"),
        ("39401000075801", "BOOK"),
        ("25280000000017", "PASS_OTHER_BRANCH"),
    ] {
        let refused = client.registrations.create(create(code)).await.expect_err(code);
        let refusal = refused.refusal().expect("a refusal in words");
        assert_eq!(refusal.violations.len(), 1, "{code}: {refusal:?}");
        assert_eq!(refusal.violations[0].field, "code");
        assert!(refusal.violations[0].reason.contains(reason), "{code}: {refusal:?}");
    }
    // A stale etag changes nothing.
    let paid = Command::Pay(v1::Pay { method: 0, tendered: "60".to_owned() });
    let stale = client.registrations.apply(&now.name, "1-stale", paid.clone()).await;
    assert!(stale.expect_err("stale").has_reason("ETAG_STALE"));
    let now = apply(&client, &now, paid).await;
    assert_eq!(now.ledger.as_ref().map(|ledger| ledger.last_change.as_str()), Some("2.00"));
    assert_eq!(now.step(), v1::Step::IssuingPass);
}

/// In the manual's own order: Registreren at the till, and the mandate afterwards. Nobody is asked for the fee twice, and
/// once the mandate is revoked nobody forgets it; unless it has been collected by then.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_registered_is_collected_once_the_mandate_is_confirmed() {
    let branch = Branch::open("").await;
    let client = branch.client("balie-1").await;
    let person = v1::Person { email: String::new(), ..example_person() };
    let mut now = saved(&client, PASS, person, "0045").await;
    now = apply(&client, &now, Command::Register(v1::Register {})).await;
    now = apply(&client, &now, Command::SkipPrint(v1::SkipPrint {})).await;
    stands_open(&branch, &now, v1::Settlement::Registered, Some("58.00")).await;

    now = with_mandate(&branch, &client, now).await;
    let revoke = v1::RevokeMandate { reason: "andere rekening".to_owned(), ..Default::default() };
    now = apply(&client, &now, Command::RevokeMandate(revoke)).await;
    stands_open(&branch, &now, v1::Settlement::Registered, Some("58.00")).await;

    now = with_mandate(&branch, &client, now).await;
    let revoke = v1::RevokeMandate { reason: "opgezegd".to_owned(), collected: true, ..Default::default() };
    now = apply(&client, &now, Command::RevokeMandate(revoke)).await;
    assert_eq!(now.mandate.as_ref().map(|mandate| mandate.state()), Some(mandate::State::Revoked));
    stands_open(&branch, &now, v1::Settlement::DirectDebit, None).await;
}

/// What stands open is collected by a mandate of the account holder from now on.
async fn with_mandate(branch: &Branch, client: &Client, mut now: v1::Registration) -> v1::Registration {
    now = apply(client, &now, Command::StartMandate(v1::StartMandate {})).await;
    let enter = v1::EnterMandate {
        iban: "NL91 ABNA 0417 1643 00".to_owned(),
        holder: "Mw. A. van de Test".to_owned(),
        place: "Annen".to_owned(),
        ..Default::default()
    };
    now = apply(client, &now, Command::EnterMandate(enter)).await;
    let code = now.mandate.as_ref().expect("a form").reference.clone();
    let source = v1::MandateSource::NoUpload.into();
    now = apply(client, &now, Command::MandateSigned(v1::MandateSigned { source })).await;
    now = apply(client, &now, Command::CheckMandate(v1::CheckMandate { code })).await;
    stands_open(branch, &now, v1::Settlement::Registered, Some("58.00")).await;
    now = apply(client, &now, Command::ConfirmMandate(v1::ConfirmMandate::default())).await;
    stands_open(branch, &now, v1::Settlement::DirectDebit, None).await;
    now
}

/// How the only registration is settled, and what lists and sums say is open.
async fn stands_open(
    branch: &Branch,
    now: &v1::Registration,
    settlement: v1::Settlement,
    open: Option<&str>,
) {
    assert_eq!(now.ledger.as_ref().expect("a ledger").settlement(), settlement);
    let listed = branch.balie("nl", &["--json", "registrations", "list", "--open-balance"]).await.done();
    assert_eq!(listed.contains(&now.name), open.is_some(), "{listed}");
    let summed = branch.balie("nl", &["--json", "summary", "--from", &now.enrolment_date]).await.done();
    let rows: serde_json::Value = serde_json::from_str(&summed).expect("JSON");
    let sum = &rows["rows"][0]["open_balance"];
    assert_eq!(*sum, open.unwrap_or("0.00"), "{summed}");
}
