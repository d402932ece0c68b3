//! From the signed paper through the scanner to the mandate in force.

use super::form::*;
use balie_client::{Command, ScanEvent, v1};
use balie_journeys::{Branch, PATIENCE, apply};
use balie_virtual::{EsclOptions, PageFormat, VirtualEscl};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_signed_form_is_scanned_checked_and_confirmed() {
    // As scanners mostly do: JPEG, and a page takes a while.
    let options = EsclOptions {
        formats: vec![PageFormat::Jpeg],
        scan_time: std::time::Duration::from_millis(300),
        ..EsclOptions::default()
    };
    let bench = ScanBranch::open_with(options).await;
    let ScanBranch { branch, scanner, client } = &bench;
    let mut now = bench.to_be_scanned(1).await;
    let reference = reference(&now);
    scanner.set_page(&paper(client, &now.name, 2.5).await).expect("a picture");
    let mut elsewhere = branch.client("balie-2").await.registrations.watch(&now.name);
    let stored = |now: &v1::Registration| now.mandate.as_ref().is_some_and(|mandate| mandate.document_stored);
    let first = elsewhere.changed().await.expect("it is watched").expect("it is there");
    assert!(!stored(&first));

    let events = bench.scan(&now.name).await;
    let page = found(&events);
    assert_eq!(page.references, std::slice::from_ref(&reference));
    // Another counter that has it on screen sees it, without anybody doing anything; who typed there may go on.
    let seen = tokio::time::timeout(PATIENCE, elsewhere.changed()).await.expect("it is told");
    let seen = seen.expect("it is watched").expect("it is there");
    assert!(stored(&seen));
    assert_eq!(seen.etag, first.etag);
    assert!(page.notice.is_empty() && !page.more_sheets);
    assert!(page.registration.as_ref().is_some_and(stored));
    // The page can be looked at before the barcode is known.
    let at = |wanted: fn(&ScanEvent) -> bool| events.iter().position(wanted).expect("it is told");
    let preview = at(|event| matches!(event, ScanEvent::Preview(_)));
    assert!(preview < at(|event| matches!(event, ScanEvent::Page(_))));
    let ScanEvent::Preview(picture) = &events[preview] else { unreachable!() };
    let picture = image::load_from_memory(picture).expect("a whole picture").into_luma8();
    assert!((800..=1200).contains(&picture.height()), "{}", picture.height());
    let progress: Vec<_> = events
        .iter()
        .filter_map(|event| match event {
            ScanEvent::Job(job) => Some(job.progress.as_str()),
            _ => None,
        })
        .collect();
    assert!(
        progress.contains(&"The scanner scans") && progress.contains(&"Reading the page"),
        "{progress:?}"
    );

    now = apply(client, &now, Command::CheckMandate(v1::CheckMandate { code: reference.clone() })).await;
    now = apply(client, &now, Command::ConfirmMandate(v1::ConfirmMandate::default())).await;
    assert_eq!(now.step(), v1::Step::Enrolled);
    let mandate = now.mandate.clone().expect("a mandate");
    assert_eq!((mandate.state(), mandate.source()), (v1::mandate::State::Active, v1::MandateSource::Scan));
    let kept = client.documents.download_mandate_page(&now.name).await.expect("the page is kept");
    assert_eq!(kept.media_type, "image/jpeg");
    assert!(image::load_from_memory(&kept.content).is_ok());

    // Whoever looks later sees the same.
    let again = follow(client, &last_job(&events).name).await;
    assert!(again.iter().any(|event| matches!(event, ScanEvent::Preview(_))));
    assert_eq!(found(&again).references, std::slice::from_ref(&reference));
    // And the daemon says who scanned what.
    let devices = branch.client("balie-2").await.devices.list().await.expect("devices");
    let device =
        devices.iter().find(|device| device.role() == v1::DeviceRole::DocumentScanner).expect("it is listed");
    assert_eq!((device.driver.as_str(), device.model.as_str()), ("escl", "Virtual MFP 300"));
    assert_eq!(device.counters.get("pages_scanned"), Some(&1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_without_a_barcode_is_stored_and_the_remedy_told() {
    let bench = ScanBranch::open().await;
    let now = bench.to_be_scanned(2).await;
    let events = bench.scan(&now.name).await;
    let page = found(&events);
    assert_eq!((page.references.len(), page.notice_code.as_str()), (0, "PAGE_WITHOUT_BARCODE"));
    assert!(page.notice.contains("hand scanner"), "{}", page.notice);
    let job = last_job(&events);
    assert_eq!((job.state(), job.reason_code.as_str()), (v1::JobState::Done, "PAGE_WITHOUT_BARCODE"));
    assert!(bench.client.documents.download_mandate_page(&now.name).await.is_ok());
    // The barcode can still be scanned from the paper.
    let code = reference(&now);
    let now = apply(&bench.client, &now, Command::CheckMandate(v1::CheckMandate { code })).await;
    assert_eq!(now.step(), v1::Step::VerifyingMandate);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_wrong_side_of_the_form_is_not_stored() {
    let bench = ScanBranch::open().await;
    let now = bench.to_be_scanned(7).await;
    bench.scanner.set_page(&blank()).expect("a picture");
    let events = bench.scan(&now.name).await;
    let job = last_job(&events);
    assert_eq!((job.state(), job.reason_code.as_str()), (v1::JobState::Failed, "PAGE_NOT_SIGNED"));
    assert!(job.reason.contains("right side"), "{}", job.reason);
    let none = bench.client.documents.download_mandate_page(&now.name).await;
    assert!(none.expect_err("nothing is stored").has_reason("NO_DOCUMENT"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_form_of_somebody_else_is_not_stored() {
    let bench = ScanBranch::open().await;
    let other = bench.to_be_scanned(3).await;
    let now = bench.to_be_scanned(4).await;
    bench.scanner.set_page(&paper(&bench.client, &other.name, 0.0).await).expect("a picture");
    let events = bench.scan(&now.name).await;
    let job = last_job(&events);
    assert_eq!((job.state(), job.reason_code.as_str()), (v1::JobState::Failed, "PAGE_OF_OTHER_MANDATE"));
    let none = bench.client.documents.download_mandate_page(&now.name).await;
    assert!(none.expect_err("nothing is stored").has_reason("NO_DOCUMENT"));
    let right = bench.scan(&other.name).await;
    assert_eq!(found(&right).references, [reference(&other)]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn several_sheets_in_the_feeder_are_told_of() {
    let bench = ScanBranch::open().await;
    let now = bench.to_be_scanned(5).await;
    bench.scanner.set_page(&paper(&bench.client, &now.name, -3.0).await).expect("a picture");
    bench.scanner.set_feeder(2);
    let events = bench.scan(&now.name).await;
    assert!(found(&events).more_sheets && found(&events).references == [reference(&now)]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_scanner_is_chosen_where_there_are_none_or_several() {
    let none = Branch::open("").await;
    let client = none.client("balie-1").await;
    let now = signing(&client, 6).await;
    let source = v1::PaperSource::Unspecified;
    let refused = client.documents.scan_mandate_page(&now.name, "", source).await.expect_err("no scanner");
    assert!(refused.has_reason("NO_DOCUMENT_SCANNER"), "{refused:?}");

    let scanner = VirtualEscl::start(&note()).await.expect("a scanner");
    let two = document_scanner("glass", &scanner) + &document_scanner("other", &scanner);
    let branch = Branch::open(&two).await;
    let client = branch.client("balie-1").await;
    let now = signing(&client, 7).await;
    let refused = client.documents.scan_mandate_page(&now.name, "", source).await.expect_err("several");
    let refusal = refused.refusal().expect("in words");
    assert_eq!(refusal.reason.as_deref(), Some("CHOOSE_DOCUMENT_SCANNER"));
    assert_eq!(refusal.metadata.get("document_scanners").map(String::as_str), Some("glass,other"));
    let job = client.documents.scan_mandate_page(&now.name, "devices/other", source).await.expect("a job");
    assert_eq!(last_job(&follow(&client, &job.name).await).state(), v1::JobState::Done);
    let unknown = client.documents.scan_mandate_page(&now.name, "devices/third", source).await;
    assert!(unknown.expect_err("no such device").has_reason("NOT_FOUND"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_form_there_is_nothing_to_scan() {
    let bench = ScanBranch::open().await;
    let pass = v1::AssignPass { code: balie_journeys::pass_number(8), confirm_other_branch: false };
    let now = bench.client.registrations.create(Some(pass)).await.expect("a registration");
    let source = v1::PaperSource::Platen;
    let refused = bench.client.documents.scan_mandate_page(&now.name, "", source).await;
    assert!(refused.expect_err("no form").has_reason("NO_DOCUMENT"));
    assert_eq!(bench.scanner.counters().jobs, 0);
}
