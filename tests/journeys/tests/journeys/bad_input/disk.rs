//! A full disk while clerks work: nothing is lost, looking goes on and is noted, and work goes on when there is room.

use super::desk::{Desk, Refusal};
use balie_client::v1::{self, Registration, pass_print};
use balie_client::{ClientError, Command};
use balie_journeys::{Branch, PATIENCE, apply, example_person, pass_number, saved, until};
use balie_virtual::{Action, Fault, SmallDisk};
use std::time::{Duration, Instant};
use tonic::Code;

/// Mebibytes of the disk the daemon keeps its state on.
const SIZE: u32 = 6;

/// A branch with its state on a small disk; none where tests go without.
async fn desk() -> Option<(Desk, SmallDisk)> {
    let mut branch = Branch::prepare("[retention]\nlook_every_secs = 1").await;
    std::fs::create_dir(branch.state()).expect("a free name");
    let disk = SmallDisk::mount(&branch.state(), SIZE).expect("a small disk")?;
    branch.start().await;
    Some((Desk::at(branch).await, disk))
}

fn keep(surname: &str) -> Command {
    let person = v1::Person { surname: surname.to_owned(), email: String::new(), ..example_person() };
    Command::KeepPerson(v1::KeepPerson { person: Some(person) })
}

/// Fills the disk and works on until the database has no room: it has some of its own left at first.
async fn until_full(desk: &Desk, disk: &SmallDisk, now: &Registration) -> Registration {
    disk.fill().expect("it fills");
    let mut last = now.clone();
    for number in 0..5000 {
        match desk.client.registrations.apply(&now.name, "", keep(&format!("Test{number}"))).await {
            Ok(applied) => last = applied.registration,
            Err(error) if error.has_reason("STORE_DISK_FULL") => return last,
            Err(error) => panic!("{error:?}"),
        }
    }
    panic!("the disk never filled:\n{}", desk.branch.log());
}

async fn viewed(desk: &Desk, name: &str) -> Result<usize, ClientError> {
    let trail = desk.client.registrations.audit(name).await?;
    Ok(trail.iter().filter(|entry| entry.action == "viewed").count())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_is_told_and_loses_nothing() {
    let Some((desk, disk)) = desk().await else { return };
    let now = desk.draft(1).await;
    let last = until_full(&desk, &disk, &now).await;
    let before = viewed(&desk, &now.name).await.expect("reading goes on");

    // What was answered is what is there; a command is refused in both languages and changes nothing.
    let full = Refusal {
        code: Code::ResourceExhausted,
        reason: "STORE_DISK_FULL",
        fields: &[],
        words: ["Er is geen ruimte meer om", "no room left to write"],
    };
    let looked = desk.client.registrations.get(&now.name).await.expect("looking goes on");
    assert_eq!(looked, last);
    desk.refuses_command(&last, keep("Verloren"), full).await;
    let refused = desk.client.registrations.apply(&now.name, "", keep("Verloren")).await.expect_err("full");
    let path = refused.refusal().map(|refusal| refusal.metadata["path"].clone()).unwrap_or_default();
    assert!(path.ends_with("state/balie.db"), "{path}");
    for (language, words) in [("nl", "Maak ruimte vrij op de schijf"), ("en", "free space on its disk")] {
        let keep = ["do", &now.name, "keep-person", "--surname", "Verloren"];
        desk.branch.balie(language, &keep).await.refused(4, &[words, "balie.db"]);
    }
    desk.branch.balie("nl", &["registrations", "show", &now.name]).await.done();
    // Each look is in the log, without whom it was about.
    let noted = desk.branch.log().matches("viewed; written into the audit trail when there is room").count();
    assert!(noted >= 3, "{}", desk.branch.log());
    assert!(!desk.branch.log().contains(&last.person.clone().unwrap_or_default().surname));

    // Room comes free: without a restart the views are written and the same command is done.
    disk.free().expect("room");
    let began = Instant::now();
    while viewed(&desk, &now.name).await.expect("the trail") < before + noted {
        assert!(began.elapsed() < PATIENCE, "the views are not in the trail:\n{}", desk.branch.log());
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let now = desk.client.registrations.get(&now.name).await.expect("it is there");
    assert_eq!((&now.etag, &now.person), (&last.etag, &last.person));
    let person = v1::Person { email: String::new(), ..example_person() };
    let now = apply(&desk.client, &now, Command::EnterPerson(v1::EnterPerson { person: Some(person) })).await;
    assert_eq!(now.step(), v1::Step::ChoosingPerson);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_print_on_a_full_disk_is_printed_once_and_its_outcome_is_stored_when_there_is_room() {
    let Some((desk, disk)) = desk().await else { return };
    let person = v1::Person { email: String::new(), ..example_person() };
    let mut printing = saved(&desk.client, &pass_number(1), person, "0045").await;
    printing = apply(&desk.client, &printing, Command::Register(v1::Register {})).await;
    let other = desk.draft(2).await;
    // The printer takes its time to say that the card is out, long enough for the disk to fill.
    desk.branch.printer.plan(Fault::after("Se", Action::Late(Duration::from_secs(3))));
    apply(&desk.client, &printing, Command::PrintPass(v1::PrintPass::default())).await;
    desk.branch.printer.insert_card();
    desk.branch.cards(1).await;
    until_full(&desk, &disk, &other).await;
    let began = Instant::now();
    while !desk.branch.log().contains("outcome waits to be stored") {
        assert!(began.elapsed() < PATIENCE, "the print never ended:\n{}", desk.branch.log());
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let waiting = desk.client.registrations.get(&printing.name).await.expect("looking goes on");
    assert_eq!(waiting.pass_print.map(|print| print.state()), Some(pass_print::State::Printing));
    disk.free().expect("room");
    let done = until(&desk.client, &printing.name, |now| now.step() == v1::Step::Enrolled).await;
    assert_eq!(done.pass_number, printing.pass_number);
    assert_eq!(desk.branch.printer.cards().len(), 1);
}
