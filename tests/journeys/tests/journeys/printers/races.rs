//! Several who want something of one print at the same moment: what one of them is told holds, and one card comes out.

use super::begun::{by_ipp, card_printer, holds, print, ready, state};
use balie_client::v1::{self, pass_print};
use balie_client::{Client, ClientError, Command};
use balie_journeys::{Branch, PATIENCE, seen, until};
use balie_virtual::{Action, Fault, FaultyProxy, Spoil, VirtualZpl, ZplOptions};
use std::time::{Duration, Instant};

/// Several stations.
async fn stations(branch: &Branch, count: usize) -> Vec<Client> {
    let mut clients = Vec::new();
    for number in 1..=count {
        clients.push(branch.client(&format!("balie-{number}")).await);
    }
    clients
}

/// Each station asks the same at the same moment; what each is told.
async fn all_at_once(
    clients: &[Client],
    name: &str,
    command: impl Fn(usize) -> Command,
) -> Vec<Result<v1::Registration, ClientError>> {
    let mut asked = Vec::new();
    for (number, client) in clients.iter().enumerate() {
        let (client, name, command) = (client.clone(), name.to_owned(), command(number));
        asked.push(tokio::spawn(async move {
            client.registrations.apply(&name, "", command).await.map(|applied| applied.registration)
        }));
    }
    let mut told = Vec::new();
    for asked in asked {
        told.push(asked.await.expect("no panic"));
    }
    told
}

fn print_pass(printer: &str) -> Command {
    Command::PrintPass(v1::PrintPass { device: format!("devices/{printer}"), ..Default::default() })
}

/// The reason of the last print that did not succeed.
fn failure(now: &v1::Registration) -> String {
    now.pass_print.clone().unwrap_or_default().last_failure
}

async fn in_state(client: &Client, printer: &str, wanted: v1::DeviceState) {
    let (began, name) = (Instant::now(), format!("devices/{printer}"));
    loop {
        let devices = client.devices.list().await.expect("devices");
        let device = devices.into_iter().find(|device| device.name == name).expect("the printer");
        if device.state() == wanted {
            return;
        }
        assert!(began.elapsed() < PATIENCE, "{wanted:?}, now {device:?}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_who_print_at_once_one_does() {
    let branch = Branch::open("").await;
    let clients = stations(&branch, 8).await;
    let now = ready(&clients[0], 21).await;
    let told = all_at_once(&clients, &now.name, |_| print_pass("printer")).await;
    assert_eq!(told.iter().filter(|told| told.is_ok()).count(), 1);
    for refused in told.iter().filter_map(|told| told.as_ref().err()) {
        assert!(refused.has_reason("PRINT_RUNNING"), "{refused:?}");
    }
    // Cards for all of them.
    for _ in 0..8 {
        branch.printer.insert_card();
    }
    until(&clients[0], &now.name, |now| now.step() == v1::Step::Enrolled).await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(branch.printer.cards().len(), 1);
}

/// A print is either called off, and then no card comes out, or it is not, and then one does.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_print_that_is_called_off_as_it_begins_is_either_off_or_printed() {
    const PASSES: u32 = 12;
    let branch = Branch::open("").await;
    let client = branch.client("balie-1").await;
    let mut chance = fastrand::Rng::with_seed(26);
    // Nearer and nearer to the moment at which it begins, from both sides.
    let mut wait = Duration::from_millis(10);
    let (mut off, mut begun, mut cards) = (0, 0, 0);
    for pass in 1..=PASSES {
        let mut now = ready(&client, 30 + pass).await;
        loop {
            // A card that was drawn in for a print that is off is given back; one that was not is still there.
            if branch.printer.counters().cards_inserted == cards {
                branch.printer.insert_card();
                cards += 1;
            }
            now = print(&client, &now, "printer").await;
            let (_, job) = state(&now);
            tokio::time::sleep(wait).await;
            match client.jobs.cancel(&job).await {
                Ok(job) => {
                    off += 1;
                    wait = wait.mul_f64(1.0 + chance.f64() * 0.4);
                    assert_eq!(job.state(), v1::JobState::Cancelled);
                    now = client.registrations.get(&now.name).await.expect("it is there");
                    assert_eq!(state(&now).0, pass_print::State::Ready);
                }
                Err(refused) => {
                    begun += 1;
                    wait = wait.div_f64(1.0 + chance.f64() * 0.8);
                    assert!(refused.has_reason("JOB_NOT_CANCELLABLE"), "{refused:?}");
                    until(&client, &now.name, |now| now.step() == v1::Step::Enrolled).await;
                    break;
                }
            }
        }
        assert_eq!(branch.printer.cards().len(), begun, "{off} called off");
    }
    assert!(off > 0, "none was called off in time");
    println!("{off} called off, {begun} printed, the last after {wait:?}");
}

/// The daemon draws the pass before it turns to the printer: whoever cancels meanwhile must not leave a printer behind
/// that waits for a card.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_print_that_is_called_off_while_it_is_prepared_does_not_reach_the_printer() {
    let branch = Branch::open("").await;
    let client = branch.client("balie-1").await;
    let now = ready(&client, 41).await;
    in_state(&client, "printer", v1::DeviceState::Ready).await;
    for round in 0..60 {
        let now = print(&client, &now, "printer").await;
        tokio::time::sleep(Duration::from_micros(500) * round).await;
        client.jobs.cancel(&state(&now).1).await.expect("it has not begun");
    }
    // Whatever still was on its way to the printer is there by now.
    tokio::time::sleep(Duration::from_millis(500)).await;
    in_state(&client, "printer", v1::DeviceState::Ready).await;
    let now = print(&client, &now, "printer").await;
    branch.printer.insert_card();
    until(&client, &now.name, |now| now.step() == v1::Step::Enrolled).await;
    assert_eq!(branch.cards(1).await.len(), 1);
    assert!(!branch.log().contains("could not be carried out"), "{}", branch.log());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_print_that_waits_for_its_card_is_called_off_and_its_card_is_for_the_next() {
    let options = ZplOptions { media: 0, ..ZplOptions::default() };
    let zpl = VirtualZpl::start_with(options).await.expect("a virtual printer");
    let branch = Branch::open(&format!(
        "[[pass_printer]]\ndriver = \"zpl\"\nid = \"zpl\"\naddress = \"{}\"\ninsertion = \"manual\"\npoll_ms = 200\n",
        zpl.address()
    ))
    .await;
    let client = branch.client("balie-1").await;
    for (serial, printer) in [(51, "printer"), (52, "zpl")] {
        let now = print(&client, &ready(&client, serial).await, printer).await;
        in_state(&client, printer, v1::DeviceState::WaitingForCard).await;
        client.jobs.cancel(&state(&now).1).await.expect("it has not begun");
        let now = client.registrations.get(&now.name).await.expect("it is there");
        assert_eq!((state(&now).0, failure(&now).as_str()), (pass_print::State::Ready, "CANCELLED"));
        let now = print(&client, &now, printer).await;
        match printer {
            "zpl" => zpl.insert_card(),
            _ => branch.printer.insert_card(),
        }
        until(&client, &now.name, |now| now.step() == v1::Step::Enrolled).await;
    }
    assert_eq!((branch.printer.cards().len(), zpl.labels().len()), (1, 1));
}

/// An erased registration needs no card.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_print_that_is_erased_while_it_waits_lets_the_printer_go() {
    let branch = Branch::open("").await;
    let client = branch.client("balie-1").await;
    let gone = print(&client, &ready(&client, 61).await, "printer").await;
    in_state(&client, "printer", v1::DeviceState::WaitingForCard).await;
    client.registrations.erase(&gone.name, "", true).await.expect("it has not begun");
    in_state(&client, "printer", v1::DeviceState::Ready).await;
    let now = print(&client, &ready(&client, 62).await, "printer").await;
    branch.printer.insert_card();
    until(&client, &now.name, |now| now.step() == v1::Step::Enrolled).await;
    assert_eq!(branch.cards(1).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_ipp_print_is_called_off_as_long_as_the_printer_is_only_asked() {
    let place = tempfile::tempdir().expect("a directory");
    let Some(printer) = card_printer(&place).await else { return };
    let proxy = FaultyProxy::start(printer.address()).await.expect("a proxy");
    let branch =
        Branch::open(&by_ipp(&format!("ipp://localhost:{}/ipp/print", proxy.address().port()))).await;
    let client = branch.client("balie-1").await;
    let now = ready(&client, 71).await;
    // Validate-Job: the last question before the document is sent.
    proxy.plan(b"\r\n\r\n\x02\x00\x00\x04", Spoil::Late(Duration::from_secs(3)));
    let now = print(&client, &now, "ipp").await;
    holds("the question is under way", || proxy.planned() == 0).await;
    client.jobs.cancel(&state(&now).1).await.expect("it has not begun");
    let now = client.registrations.get(&now.name).await.expect("it is there");
    assert_eq!((state(&now).0, failure(&now).as_str()), (pass_print::State::Ready, "CANCELLED"));
    let now = print(&client, &now, "ipp").await;
    until(&client, &now.name, |now| now.step() == v1::Step::Enrolled).await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(printer.printed().len(), 1);
}

/// Several clerks look at the same printer. The first to say what came out decides; and as many cards come out as
/// were said not to have.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_who_say_what_came_out_one_is_heard() {
    let branch = Branch::open("").await;
    let clients = stations(&branch, 6).await;
    let answers = [v1::PrintResult::NotPrinted, v1::PrintResult::Spoiled, v1::PrintResult::Printed];
    for round in 0..6 {
        let now = ready(&clients[0], 80 + round).await;
        let before = branch.printer.cards().len();
        branch.printer.plan(Fault::after("Se", Action::Drop));
        branch.printer.insert_card();
        print(&clients[0], &now, "printer").await;
        let unknown = |now: &v1::Registration| state(now).0 == pass_print::State::Unknown;
        let now = until(&clients[0], &now.name, unknown).await;
        let told = all_at_once(&clients, &now.name, |number| seen(&now, answers[number % 3])).await;
        let heard: Vec<_> = (0..6).filter(|&number| told[number].is_ok()).collect();
        assert_eq!(heard.len(), 1, "{told:?}");
        for refused in told.iter().filter_map(|told| told.as_ref().err()) {
            let known = refused.has_reason("PRINT_KNOWN") || refused.has_reason("NOT_IN_THIS_STEP");
            assert!(known, "{refused:?}");
        }
        let now = clients[0].registrations.get(&now.name).await.expect("it is there");
        let expected = match answers[heard[0] % 3] {
            v1::PrintResult::NotPrinted => (v1::Step::IssuingPass, pass_print::State::Ready),
            v1::PrintResult::Spoiled => (v1::Step::IssuingPass, pass_print::State::Spoiled),
            _ => (v1::Step::Enrolled, pass_print::State::Printed),
        };
        assert_eq!((now.step(), state(&now).0), expected);
        assert_eq!(branch.printer.cards().len(), before + 1, "nothing prints by itself");
    }
}

/// Each clerk says that nothing came out and prints again: that is done once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_who_print_again_after_looking_one_does() {
    let branch = Branch::open("").await;
    let clients = stations(&branch, 4).await;
    let now = ready(&clients[0], 91).await;
    // It never came to print.
    branch.printer.plan(Fault::before("Se", Action::Drop));
    branch.printer.insert_card();
    print(&clients[0], &now, "printer").await;
    let now = until(&clients[0], &now.name, |now| state(now).0 == pass_print::State::Unknown).await;
    for _ in 0..4 {
        branch.printer.insert_card();
    }
    let mut clerks = Vec::new();
    for client in &clients {
        let (client, now) = (client.clone(), now.clone());
        clerks.push(tokio::spawn(async move {
            let mut done = [false; 2];
            for (done, command) in
                done.iter_mut().zip([seen(&now, v1::PrintResult::NotPrinted), print_pass("printer")])
            {
                *done = client.registrations.apply(&now.name, "", command).await.is_ok();
            }
            done
        }));
    }
    let (mut said, mut printed) = (0, 0);
    for clerk in clerks {
        let [looked, began] = clerk.await.expect("no panic");
        said += usize::from(looked);
        printed += usize::from(began);
    }
    assert_eq!((said, printed), (1, 1));
    let now = until(&clients[0], &now.name, |now| now.step() == v1::Step::Enrolled).await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(branch.printer.cards().len(), 1);
    // Nor does anybody who looked at the screen of a minute ago.
    let late = apply_late(&clients[1], &now).await;
    assert!(late.has_reason("NOT_IN_THIS_STEP"), "{late:?}");
}

async fn apply_late(client: &Client, now: &v1::Registration) -> ClientError {
    let said = seen(now, v1::PrintResult::NotPrinted);
    client.registrations.apply(&now.name, "", said).await.expect_err("it is known")
}

/// A clerk looked, and answers only after another one said so too, printed again, and that print is in doubt as well:
/// the card of which it is said that it did not come out is another one.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_came_out_of_one_print_is_not_said_of_the_next() {
    let branch = Branch::open("").await;
    let clients = stations(&branch, 2).await;
    let unknown = |now: &v1::Registration| state(now).0 == pass_print::State::Unknown;
    let now = ready(&clients[0], 95).await;
    branch.printer.plan(Fault::before("Se", Action::Drop));
    branch.printer.insert_card();
    print(&clients[0], &now, "printer").await;
    let first = until(&clients[0], &now.name, unknown).await;
    let late = seen(&first, v1::PrintResult::NotPrinted);
    clients[1].registrations.apply(&now.name, "", late.clone()).await.expect("nothing came out");
    branch.printer.plan(Fault::after("Se", Action::Drop));
    branch.printer.insert_card();
    print(&clients[1], &now, "printer").await;
    let second = until(&clients[1], &now.name, unknown).await;
    assert_ne!(state(&first).1, state(&second).1);
    let refused = clients[0].registrations.apply(&now.name, "", late).await.expect_err("of the print before");
    assert!(refused.has_reason("OTHER_JOB"), "{refused:?}");
    let whose = Command::ResolvePrint(v1::ResolvePrint {
        result: v1::PrintResult::NotPrinted.into(),
        job: String::new(),
    });
    let refused = clients[0].registrations.apply(&now.name, "", whose).await.expect_err("of which print?");
    assert_eq!(refused.refusal().expect("in words").violations[0].field, "job");
    let now = clients[0].registrations.get(&now.name).await.expect("it is there");
    assert_eq!(state(&now), state(&second));
    let now = clients[0].registrations.apply(&now.name, "", seen(&now, v1::PrintResult::Printed)).await;
    assert_eq!(now.expect("it did").registration.step(), v1::Step::Enrolled);
    assert_eq!(branch.printer.cards().len(), 1);
}
