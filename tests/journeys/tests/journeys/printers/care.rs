//! Looking after a pass printer: test card, reset, and what it tells about itself.

use balie_client::{Client, Command, v1};
use balie_journeys::{Branch, PATIENCE, apply, example_person, pass_number, program, saved, until};
use std::process::Output;
use std::time::{Duration, Instant};

const PRINTER: &str = "devices/printer";

async fn balie(branch: &Branch, arguments: &[&str]) -> Output {
    let mut program = tokio::process::Command::new(program("balie"));
    program.args(arguments).env("BALIE_SOCKET", branch.socket()).env("BALIE_LANG", "nl");
    program.output().await.expect("balie runs")
}

async fn printer(client: &Client) -> v1::Device {
    let devices = client.devices.list().await.expect("devices");
    devices.into_iter().find(|device| device.name == PRINTER).expect("the printer")
}

async fn in_state(client: &Client, state: v1::DeviceState) -> v1::Device {
    let began = Instant::now();
    loop {
        let device = printer(client).await;
        if device.state() == state {
            return device;
        }
        assert!(began.elapsed() < PATIENCE, "{state:?}, now {device:?}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn ended(client: &Client, job: &str) -> v1::Job {
    let mut watch = client.jobs.watch(job);
    let following = async {
        let mut last = None;
        while let Some(now) = watch.changed().await {
            last = Some(now.expect("the stream goes on"));
        }
        last.expect("the job is told")
    };
    tokio::time::timeout(PATIENCE, following).await.expect("the job ends")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_test_card_is_a_job_that_waits_for_its_card() {
    let branch = Branch::open("").await;
    let client = branch.client("balie-1").await;
    in_state(&client, v1::DeviceState::Ready).await;
    let job = client.devices.print_test_card(PRINTER).await.expect("a job");
    assert_eq!(
        (job.kind(), job.device.as_str(), job.registration.as_str()),
        (v1::JobKind::PrintTestCard, PRINTER, "")
    );
    in_state(&client, v1::DeviceState::WaitingForCard).await;
    let busy = client.devices.print_test_card(PRINTER).await.expect_err("one at a time");
    assert!(busy.has_reason("PRINTER_BUSY"), "{busy:?}");
    branch.printer.insert_card();
    assert_eq!(ended(&client, &job.name).await.state(), v1::JobState::Done);
    assert_eq!(branch.printer.counters().test_cards, 1);

    // Called off in time, nothing is printed.
    let job = client.devices.print_test_card(PRINTER).await.expect("a job");
    in_state(&client, v1::DeviceState::WaitingForCard).await;
    client.jobs.cancel(&job.name).await.expect("it waits");
    assert_eq!(ended(&client, &job.name).await.state(), v1::JobState::Cancelled);
    in_state(&client, v1::DeviceState::Ready).await;
    assert_eq!(branch.printer.counters().test_cards, 1);
    assert!(branch.cards(0).await.is_empty(), "a test card is no pass");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_comes_between_a_pass_and_its_card() {
    let branch = Branch::open("").await;
    let client = branch.client("balie-1").await;
    let mut person = example_person();
    person.email.clear();
    let mut now = saved(&client, &pass_number(71), person, "0045").await;
    now = apply(&client, &now, Command::CollectByDirectDebit(v1::CollectByDirectDebit {})).await;
    now = apply(&client, &now, Command::PrintPass(v1::PrintPass::default())).await;
    in_state(&client, v1::DeviceState::WaitingForCard).await;
    let busy = client.devices.print_test_card(PRINTER).await.expect_err("a pass waits");
    assert!(busy.has_reason("PRINTER_BUSY"), "{busy:?}");
    let busy = client.devices.reset(PRINTER).await.expect_err("a pass waits");
    assert!(busy.has_reason("PRINTER_BUSY"), "{busy:?}");
    branch.printer.insert_card();
    assert_eq!(branch.cards(1).await.len(), 1);
    until(&client, &now.name, |now| now.step() == v1::Step::EnteringMandate).await;
    assert_eq!(branch.printer.counters().test_cards, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_jam_is_cleared_from_the_command_line() {
    let branch = Branch::open("").await;
    let client = branch.client("balie-1").await;
    in_state(&client, v1::DeviceState::Ready).await;
    branch.printer.set_jammed(true);
    let jammed = in_state(&client, v1::DeviceState::Attention).await;
    assert_eq!(jammed.reason_code, "MECHANICAL_ERROR");
    branch.printer.set_jammed(false);
    let reset = balie(&branch, &["devices", "reset", "printer"]).await;
    assert!(reset.status.success(), "{}", String::from_utf8_lossy(&reset.stderr));
    in_state(&client, v1::DeviceState::Ready).await;

    let shown = balie(&branch, &["devices", "printer"]).await;
    let shown = String::from_utf8_lossy(&shown.stdout).into_owned();
    assert!(
        shown.contains("Lint, kaart of papier: k")
            && shown.contains("Passen ingevoerd sinds de printer nieuw was: 0"),
        "{shown}"
    );
    assert!(!shown.contains('_'), "every counter in words: {shown}");
    let json = balie(&branch, &["--json", "devices", "printer"]).await;
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).expect("JSON");
    assert_eq!((json["name"].as_str(), json["media"].as_str()), (Some(PRINTER), Some("k")));

    branch.printer.unplug().await;
    let gone = balie(&branch, &["devices", "reset", "printer"]).await;
    assert!(!gone.status.success());
    let told = String::from_utf8_lossy(&gone.stderr).into_owned();
    assert!(told.contains("geen verbinding"), "{told}");
    assert!(!balie(&branch, &["devices", "nothing"]).await.status.success());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_those_who_administer_the_branch_look_after_printers() {
    let own = nix::unistd::Uid::effective();
    let branch = Branch::open(&format!("[[access]]\nrole = \"counter\"\nuser = \"{own}\"\n")).await;
    let client = branch.client("balie-1").await;
    let refused = client.devices.print_test_card(PRINTER).await.expect_err("a clerk may not");
    assert!(refused.has_reason("ROLE_MAY_NOT"), "{refused:?}");
    let refused = client.devices.reset(PRINTER).await.expect_err("a clerk may not");
    assert!(refused.has_reason("ROLE_MAY_NOT"), "{refused:?}");
}
