//! A stale etag, and a request id that comes twice.

use super::desk::{Desk, Refusal};
use balie_client::{Command, RequestId, v1};
use balie_journeys::{apply, example_person, pass_number, saved};
use prost::Message;
use tonic::Code;

fn keep(surname: &str) -> Command {
    let person = v1::Person { surname: surname.to_owned(), email: String::new(), ..example_person() };
    Command::KeepPerson(v1::KeepPerson { person: Some(person) })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stale_etag_changes_nothing_of_what_the_other_clerk_did() {
    let desk = Desk::open("").await;
    let seen = desk.draft(1).await;
    let other = desk.branch.client("balie-2").await;
    let now = apply(&other, &seen, keep("Ander")).await;
    let stale = Refusal {
        code: Code::Aborted,
        reason: "ETAG_STALE",
        fields: &[],
        words: [
            "Iemand anders heeft deze inschrijving intussen gewijzigd",
            "Somebody else changed this registration",
        ],
    };
    desk.refuses_command(&seen, keep("Eigen"), stale).await;
    let told = desk.client.registrations.apply(&seen.name, &seen.etag, keep("Eigen")).await;
    let told = told.expect_err("stale");
    assert_eq!(told.refusal().map(|refusal| refusal.metadata["field"].as_str()), Some("etag"));
    desk.balie_refuses(
        Some(&now.name),
        &["do", &now.name, "--etag", &seen.etag, "keep-person", "--surname", "Eigen"],
        4,
        [
            &["Iemand anders heeft deze inschrijving intussen gewijzigd", "Bekijk de inschrijving opnieuw"],
            &["Somebody else changed this registration", "Look at the registration again"],
        ],
    )
    .await;
    let kept = desk.client.registrations.get(&now.name).await.expect("it is there");
    assert_eq!(kept.person.as_ref().map(|person| person.surname.as_str()), Some("Ander"));
    // With the present etag it is done.
    apply(&desk.client, &kept, keep("Eigen")).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_id_is_carried_out_once_and_for_one_request_only() {
    let desk = Desk::open("").await;
    let person = v1::Person { email: String::new(), ..example_person() };
    let now = saved(&desk.client, &pass_number(1), person, "0045").await;
    let id = RequestId::new();
    let pay = |tendered: &str| {
        Command::Pay(v1::Pay { method: v1::PaymentMethod::Cash.into(), tendered: tendered.to_owned() })
    };
    let registrations = &desk.client.registrations;
    let first = registrations.apply_as(id, &now.name, "", pay("10")).await.expect("paid").registration;
    let again = registrations.apply_as(id, &now.name, "", pay("10")).await.expect("told again").registration;
    assert_eq!((&again.etag, &again.ledger), (&first.etag, &first.ledger), "paid once");

    let request = v1::ApplyCommandRequest {
        name: now.name.clone(),
        request_id: id.to_string(),
        command: Some(v1::Command { command: Some(pay("20")) }),
        ..Default::default()
    };
    let reused = Refusal {
        code: Code::AlreadyExists,
        reason: "REQUEST_ID_REUSED",
        fields: &[],
        words: [
            "Dit request_id is al gebruikt voor een ander verzoek",
            "This request_id was used for another request",
        ],
    };
    let before = desk.standing(Some(&now.name)).await;
    desk.refuses("RegistrationService/ApplyCommand", &request.encode_to_vec(), reused).await;
    let pass = Some(v1::AssignPass { code: pass_number(2), confirm_other_branch: false });
    let create = v1::CreateRegistrationRequest { request_id: id.to_string(), pass };
    desk.refuses("RegistrationService/CreateRegistration", &create.encode_to_vec(), reused).await;
    assert_eq!(desk.standing(Some(&now.name)).await, before);
    let told = registrations.apply_as(id, &now.name, "", pay("20")).await.expect_err("reused");
    assert_eq!(told.refusal().map(|refusal| refusal.metadata["field"].as_str()), Some("request_id"));
    let arguments = ["do", &now.name, "--request-id", &id.to_string(), "pay", "20"];
    desk.balie_refuses(
        Some(&now.name),
        &arguments,
        4,
        [&["Dit request_id is al gebruikt"], &["This request_id was used"]],
    )
    .await;
    // The id of somebody else's request is no concern of this one: a new id is served.
    let paid = registrations.apply(&now.name, "", pay("48")).await.expect("paid").registration;
    assert_eq!(paid.ledger.map(|ledger| ledger.remaining), Some("0.00".to_owned()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_registration_is_begun_once_however_often_it_is_asked() {
    let desk = Desk::open("").await;
    let id = RequestId::new();
    let pass = || Some(v1::AssignPass { code: pass_number(1), confirm_other_branch: false });
    let first = desk.client.registrations.create_as(id, pass()).await.expect("begun");
    let again = desk.client.registrations.create_as(id, pass()).await.expect("told again");
    assert_eq!((&first.name, &first.etag), (&again.name, &again.etag));
    let changes = desk.client.branch.changes(0, 10, "").await.expect("the feed").changes;
    assert_eq!(changes.len(), 1);
}
