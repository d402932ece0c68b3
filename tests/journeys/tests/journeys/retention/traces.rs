//! Somebody who can be found again wherever they are written down.

use super::search;
use balie_client::v1::{self, Registration};
use balie_client::{Client, Command};
use balie_journeys::{Branch, PATIENCE, apply, example_person, pass_number, saved};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// What is looked for: each occurs nowhere else.
const TRACES: [&str; 6] = [
    "Zwaardemaker",
    "Kruisakkerstraatweg",
    "zwaardemaker@voorbeeld.nl",
    "NL91ABNA0417164300",
    "+31592271999",
    "Zelhem",
];

/// The person of the traces.
pub fn person(email: &str) -> v1::Person {
    let mut person = v1::Person {
        surname: "Zwaardemaker".to_owned(),
        phone: "0592 271 999".to_owned(),
        email: email.to_owned(),
        ..example_person()
    };
    if let Some(address) = &mut person.main_address {
        address.street = "Kruisakkerstraatweg".to_owned();
        address.place = "Zelhem".to_owned();
    }
    person
}

/// Enrolled with a signed mandate, of which no page is stored.
pub async fn enrolled(client: &Client, serial: u32) -> Registration {
    let mut now = saved(client, &pass_number(serial), person(""), "0045").await;
    let enter = v1::EnterMandate {
        iban: "NL91ABNA0417164300".to_owned(),
        holder: "A. Zwaardemaker".to_owned(),
        place: "Zelhem".to_owned(),
        ..Default::default()
    };
    for command in [
        Command::CollectByDirectDebit(v1::CollectByDirectDebit {}),
        Command::SkipPrint(v1::SkipPrint {}),
        Command::EnterMandate(enter),
        Command::MandateSigned(v1::MandateSigned { source: v1::MandateSource::NoUpload.into() }),
    ] {
        now = apply(client, &now, command).await;
    }
    let code = now.mandate.clone().expect("a mandate").reference;
    now = apply(client, &now, Command::CheckMandate(v1::CheckMandate { code })).await;
    now = apply(client, &now, Command::ConfirmMandate(v1::ConfirmMandate::default())).await;
    assert_eq!(now.step(), v1::Step::Enrolled);
    now
}

/// Saved and then cancelled by the administrator.
pub async fn cancelled(client: &Client, serial: u32) -> Registration {
    let now = saved(client, &pass_number(serial), person(""), "0045").await;
    let cancel = Command::Cancel(v1::Cancel { reason: "vergissing".to_owned(), ..Default::default() });
    apply(client, &now, cancel).await
}

/// A draft with the person kept half-way.
pub async fn draft(client: &Client, serial: u32) -> Registration {
    let pass = v1::AssignPass { code: pass_number(serial), confirm_other_branch: false };
    let now = client.registrations.create(Some(pass)).await.expect("a free pass");
    let person = Some(person("zwaardemaker@voorbeeld.nl"));
    apply(client, &now, Command::KeepPerson(v1::KeepPerson { person })).await
}

/// The traces that are found in the files of the state directory, each with its file.
pub fn found(state: &Path) -> Vec<(PathBuf, String)> {
    search::found(state, &TRACES.map(str::to_owned))
}

/// Waits until nothing is left of the person in the state directory.
pub async fn gone(branch: &Branch) {
    nothing_left(branch, &TRACES.map(str::to_owned)).await;
}

/// Waits until none of these is left in the state directory.
pub async fn nothing_left(branch: &Branch, values: &[String]) {
    let began = Instant::now();
    loop {
        let left = search::found(&branch.state(), values);
        if left.is_empty() {
            return;
        }
        assert!(began.elapsed() < PATIENCE, "{left:?}\n{}", branch.log());
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// Waits until a registration is erased: it is not there, and the feed holds its tombstone as its only entry.
pub async fn erased(branch: &Branch, client: &Client, of: &Registration) {
    let began = Instant::now();
    loop {
        match client.registrations.get(&of.name).await {
            Err(error) if error.has_reason("NOT_FOUND") => break,
            Err(error) => panic!("{error:?}"),
            Ok(_) => assert!(began.elapsed() < PATIENCE, "it is kept:\n{}", branch.log()),
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let feed = client.branch.changes(0, 1000, "").await.expect("the feed").changes;
    let of: Vec<_> = feed.iter().filter(|change| change.name == of.name).collect();
    assert!(matches!(of[..], [v1::Change { erased: true, registration: None, .. }]), "{of:?}");
}
