//! `balie mandate scan` and its kin, on the real daemon; also through SANE.

use super::form::*;
use balie_client::v1;
use balie_journeys::{Branch, program};
use balie_virtual::{EsclAction, EsclFault, EsclRequest, VirtualEscl};
use std::process::Output;

pub async fn balie(branch: &Branch, arguments: &[&str]) -> Output {
    tokio::process::Command::new(program("balie"))
        .args(arguments)
        .env("BALIE_SOCKET", branch.socket())
        .env("BALIE_LANG", "nl")
        .output()
        .await
        .expect("balie runs")
}

pub fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

pub fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_is_scanned_and_processed() {
    let bench = ScanBranch::open().await;
    let now = signing(&bench.client, 41).await;
    let reference = reference(&now);
    bench.scanner.set_page(&paper(&bench.client, &now.name, 2.0).await).expect("a picture");
    let picture = bench.branch.path().join("preview.png");
    let scanned =
        balie(&bench.branch, &["mandate", "scan", &now.name, "--preview", picture.to_str().unwrap()]).await;
    assert!(scanned.status.success(), "{}", err(&scanned));
    assert!(err(&scanned).contains("De scanner scant"), "{}", err(&scanned));
    assert!(
        out(&scanned).contains(&reference) && out(&scanned).contains("balie mandate process"),
        "{}",
        out(&scanned)
    );
    assert!(image::open(&picture).is_ok());

    let processed =
        balie(&bench.branch, &["mandate", "process", &now.name, "--barcode", &reference, "--yes"]).await;
    assert!(processed.status.success(), "{}", err(&processed));
    let now = bench.client.registrations.get(&now.name).await.expect("it is there");
    assert_eq!(now.step(), v1::Step::Enrolled);

    // All in one, and as JSON.
    let now = signing(&bench.client, 42).await;
    bench.scanner.set_page(&paper(&bench.client, &now.name, 0.5).await).expect("a picture");
    let all =
        balie(&bench.branch, &["--json", "mandate", "process", &now.name, "--source", "scan", "--yes"]).await;
    assert!(all.status.success(), "{}", err(&all));
    assert!(serde_json::from_slice::<serde_json::Value>(&all.stdout).is_ok(), "{}", out(&all));
    let devices = balie(&bench.branch, &["devices"]).await;
    assert!(out(&devices).contains("document-scanner"), "{}", out(&devices));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_scan_that_fails_says_why_and_what_to_do() {
    let bench = ScanBranch::open().await;
    let now = signing(&bench.client, 43).await;
    bench.scanner.plan(EsclFault::once(EsclRequest::Next, EsclAction::Truncate(30)));
    let failed = balie(&bench.branch, &["mandate", "scan", &now.name]).await;
    assert_eq!(failed.status.code(), Some(8), "{}", err(&failed));
    // Reason and remedy are two sentences.
    assert!(
        err(&failed).contains("maar voor een deel binnengekomen. Scan de pagina opnieuw."),
        "{}",
        err(&failed)
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_interrupt_cancels_the_scan() {
    let bench = ScanBranch::open().await;
    let now = signing(&bench.client, 44).await;
    bench.scanner.plan(EsclFault::once(EsclRequest::Next, EsclAction::Stall));
    let scanning = tokio::process::Command::new(program("balie"))
        .args(["mandate", "scan", &now.name])
        .env("BALIE_SOCKET", bench.branch.socket())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("balie runs");
    while !bench.scanner.planned().is_empty() {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    let id = scanning.id().and_then(|id| i32::try_from(id).ok()).expect("it runs");
    nix::sys::signal::kill(nix::unistd::Pid::from_raw(id), nix::sys::signal::Signal::SIGINT)
        .expect("it hears");
    let ended = scanning.wait_with_output().await.expect("it ends");
    assert_eq!(ended.status.code(), Some(8), "{}", err(&ended));
    let request = v1::ListJobsRequest { registration: now.name.clone(), ..Default::default() };
    let jobs = bench.client.jobs.list(request).await.expect("jobs").jobs;
    assert_eq!(jobs[0].state(), v1::JobState::Cancelled);
}

/// SANE's own virtual scanner: its picture carries no barcode.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_scanner_behind_sane() {
    let sane = "[[document_scanner]]\ndriver = \"sane\"\nid = \"old\"\ndevice = \"test\"\noptions = [\"--test-picture=Grid\"]\n";
    let branch = Branch::open(sane).await;
    let client = branch.client("balie-1").await;
    let now = signing(&client, 45).await;
    let scanned = balie(&branch, &["mandate", "scan", &now.name]).await;
    assert!(scanned.status.success(), "{}", err(&scanned));
    assert!(
        out(&scanned).contains("geen leesbare barcode") && out(&scanned).contains("handscanner"),
        "{}",
        out(&scanned)
    );
    let kept = client.documents.download_mandate_page(&now.name).await.expect("it is kept");
    assert_eq!(kept.media_type, "image/png");
    let picture = image::load_from_memory(&kept.content).expect("a picture").into_luma8();
    assert!(picture.width() > 2000, "300 dots per inch: {}", picture.width());
}

/// The same scanner through SANE's driver for eSCL: two ways to one page.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_behind_sane_is_read() {
    let scanner = VirtualEscl::start(&note()).await.expect("a scanner");
    let place = tempfile::tempdir().expect("a directory");
    std::fs::write(place.path().join("dll.conf"), "airscan\n").expect("written");
    let devices =
        format!("[devices]\n\"Virtual\" = {}/, eSCL\n[options]\ndiscovery = disable\n", scanner.url());
    std::fs::write(place.path().join("airscan.conf"), devices).expect("written");
    let program = place.path().join("scanimage");
    let script = format!("#!/bin/sh\nSANE_CONFIG_DIR={} exec scanimage \"$@\"\n", place.path().display());
    std::fs::write(&program, script).expect("written");
    let executable = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(&program, executable).expect("executable");
    let sane = format!(
        "[[document_scanner]]\ndriver = \"sane\"\nid = \"old\"\ndevice = \"airscan\"\nprogram = \"{}\"\n",
        program.display()
    );
    let branch = Branch::open(&sane).await;
    let client = branch.client("balie-1").await;
    let now = signing(&client, 46).await;
    scanner.set_page(&paper(&client, &now.name, -2.0).await).expect("a picture");
    let job =
        client.documents.scan_mandate_page(&now.name, "", v1::PaperSource::Platen).await.expect("a job");
    let events = follow(&client, &job.name).await;
    assert_eq!(found(&events).references, [reference(&now)]);
}
