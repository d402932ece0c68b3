//! Registrations that are larger than a client reads: none can be made, and those that an earlier version stored keep
//! nobody from reading the others.

use super::desk::{Desk, Refusal};
use super::raw;
use balie_client::Command;
use balie_client::v1::registration_service_client::RegistrationServiceClient;
use balie_client::v1::{self, branch_service_client::BranchServiceClient};
use balie_journeys::example_person;
use prost::Message;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};
use tonic::transport::Channel;

/// Most bytes of any answer that lists something.
const MOST: usize = 1024 * 1024;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_typed_half_way_is_refused_by_field_when_it_is_too_long() {
    let desk = Desk::open("").await;
    let now = desk.draft(1).await;
    let keep = |person: v1::Person| Command::KeepPerson(v1::KeepPerson { person: Some(person) });
    let long = "a".repeat(60_000);
    let words = ["hoogstens 160 mogelijk", "at most 160"];
    let person = v1::Person { surname: long.clone(), ..example_person() };
    desk.refuses_command(&now, keep(person), Refusal::field(&("person.surname", "TOO_LONG"), words)).await;
    let address = v1::Address { country: long.clone(), ..Default::default() };
    let person = v1::Person { postal_address: Some(address), ..example_person() };
    let expected = ("person.postal_address.country", "TOO_LONG");
    let words = ["hoogstens 64 mogelijk", "at most 64"];
    desk.refuses_command(&now, keep(person), Refusal::field(&expected, words)).await;
    // What is not looked at for an institution is kept as typed as well.
    let school = v1::Person {
        kind: v1::PersonKind::Institution.into(),
        initials: String::new(),
        prefix: String::new(),
        birth_date: long,
        contact_person: "Juf Anja".to_owned(),
        ..example_person()
    };
    let enter = Command::EnterPerson(v1::EnterPerson { person: Some(school) });
    desk.refuses_command(&now, enter, Refusal::field(&("person.birth_date", "TOO_LONG"), words)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn control_characters_reach_neither_the_store_nor_a_terminal() {
    let mut desk = Desk::open("").await;
    let now = desk.draft(1).await;
    let person = v1::Person { surname: "Te\0st\u{1b}[31m\u{9b}2J".to_owned(), ..example_person() };
    let keep = Command::KeepPerson(v1::KeepPerson { person: Some(person) });
    let kept = desk.client.registrations.apply(&now.name, &now.etag, keep).await.expect("kept");
    assert_eq!(kept.registration.person.expect("a person").surname, "Test[31m2J");
    // As an earlier version stored it.
    store_surname(&mut desk, &["Boef\u{1b}[2J\u{9b}31m\u{202e}"]).await;
    let named = now.name.trim_start_matches("registrations/");
    for arguments in [
        &["registrations", "list"][..],
        &["registrations", "show", named],
        &["--json", "registrations", "list"],
        &["--json", "registrations", "show", named],
    ] {
        let shown = desk.branch.balie("nl", arguments).await.done();
        assert!(shown.contains("Boef"), "{shown}");
        let steers = |c: char| c.is_control() && c != '\n' || c == '\u{202e}';
        assert!(!shown.contains(steers), "{arguments:?}: {shown:?}");
    }
    let shown = desk.branch.balie("nl", &["--json", "registrations", "show", named]).await.done();
    let shown: serde_json::Value = serde_json::from_str(&shown).expect("JSON");
    assert_eq!(
        shown["person"]["surname"], "Boef\u{1b}[2J\u{9b}31m\u{202e}",
        "a program reads what is stored"
    );
}

/// Drafts as large as an earlier version took them, every one among ordinary ones.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn large_drafts_of_an_earlier_version_blind_nobody() {
    let mut desk = Desk::open("").await;
    let mut names = Vec::new();
    for serial in 1..=9 {
        names.push(desk.draft(serial).await.name);
    }
    let (large, larger) = ("x".repeat(900_000), "é".repeat(600_000));
    store_surname(&mut desk, &[&large, &large, "", &larger, &larger, "", &large, &large, ""]).await;
    let channel = raw::channel(desk.branch.socket()).await;

    let (changes, answers) = feed(&channel).await;
    assert_eq!(answers, 4, "one large draft an answer, and what fits beside it");
    assert_eq!(
        changes.iter().map(|change| &change.name).collect::<Vec<_>>(),
        names.iter().collect::<Vec<_>>()
    );
    let told = |change: &v1::Change| {
        let registration = change.registration.as_ref().expect("nothing was erased");
        (registration.shortened, registration.person.as_ref().expect("a person").surname.chars().count())
    };
    let (whole, cut) = ((false, 900_000), (true, 256));
    let other = (false, "Test".len());
    assert_eq!(
        changes.iter().map(told).collect::<Vec<_>>(),
        [whole, whole, other, cut, cut, other, whole, whole, other]
    );
    assert_eq!(watched(&channel, names.len()).await, changes);

    let mut listed = list(&channel).await;
    listed.reverse();
    assert_eq!(listed, names, "the one changed last first");
    let shown = desk.branch.balie("nl", &["registrations", "list"]).await;
    assert_eq!((shown.code, shown.err.as_str()), (Some(0), ""));
    let first = desk.branch.balie("nl", &["--json", "changes", "--limit", "1000"]).await.done();
    let first: serde_json::Value = serde_json::from_str(&first).expect("JSON");
    assert_eq!((first["changes"].as_array().map(Vec::len), first["more"].as_bool()), (Some(1), Some(true)));
}

/// Sets the typed surnames of the drafts, in the order in which they were made; an empty one is left as it is. The
/// daemon is not running meanwhile.
async fn store_surname(desk: &mut Desk, surnames: &[&str]) {
    desk.branch.stop().await;
    let options = SqliteConnectOptions::new().filename(desk.branch.state().join("balie.db"));
    let mut database = options.connect().await.expect("a database");
    for (surname, sequence) in surnames.iter().zip(1_i64..).filter(|(surname, _)| !surname.is_empty()) {
        let set = "UPDATE registrations SET state = json_set(state, '$.kept.person.surname', ?1)
            WHERE sequence = (SELECT sequence FROM registrations ORDER BY sequence LIMIT 1 OFFSET ?2 - 1)";
        let query = sqlx::query(set).bind(*surname).bind(sequence);
        assert_eq!(query.execute(&mut database).await.expect("a statement").rows_affected(), 1);
    }
    database.close().await.expect("a whole file");
    desk.branch.start().await;
}

/// Every change, and in how many answers they came. tonic reads messages of at most 4 MiB unless told otherwise, as every
/// gRPC library does.
async fn feed(channel: &Channel) -> (Vec<v1::Change>, usize) {
    let mut client = BranchServiceClient::new(channel.clone());
    let (mut changes, mut since, mut answers) = (Vec::new(), 0, 0);
    loop {
        let request = v1::ListChangesRequest { since, page_size: 1000, ..Default::default() };
        let answer = client.list_changes(request).await.expect("the feed").into_inner();
        assert!(answer.encoded_len() <= MOST, "{} bytes", answer.encoded_len());
        assert!(answer.last_number > since || !answer.more);
        answers += 1;
        since = answer.last_number;
        changes.extend(answer.changes);
        if !answer.more {
            return (changes, answers);
        }
    }
}

async fn watched(channel: &Channel, number: usize) -> Vec<v1::Change> {
    let mut client = BranchServiceClient::new(channel.clone());
    let mut stream =
        client.watch_changes(v1::WatchChangesRequest::default()).await.expect("a watch").into_inner();
    let mut changes = Vec::new();
    while changes.len() < number {
        let message = stream.message().await.expect("it can be read").expect("it goes on");
        assert!(message.encoded_len() <= MOST, "{} bytes", message.encoded_len());
        changes.extend(message.changes);
    }
    changes
}

async fn list(channel: &Channel) -> Vec<String> {
    let mut client = RegistrationServiceClient::new(channel.clone());
    let (mut names, mut page_token) = (Vec::new(), String::new());
    loop {
        let request = v1::ListRegistrationsRequest { page_size: 1000, page_token, ..Default::default() };
        let answer = client.list_registrations(request).await.expect("a page").into_inner();
        assert!(answer.encoded_len() <= MOST, "{} bytes", answer.encoded_len());
        names.extend(answer.registrations.into_iter().map(|registration| registration.name));
        page_token = answer.next_page_token;
        if page_token.is_empty() {
            return names;
        }
    }
}
