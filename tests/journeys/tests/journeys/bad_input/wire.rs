//! Messages that are too large, malformed, or say something this version does not know.

use super::desk::{Desk, Refusal, request};
use balie_client::{Command, RequestId, v1};
use balie_journeys::{apply, example_person};
use prost::Message;
use tonic::Code;

const APPLY: &str = "RegistrationService/ApplyCommand";

/// A field of length 3 with this number, which no message of this version has.
fn unknown(number: u8) -> Vec<u8> {
    let tag = u32::from(number) << 3 | 2;
    // A varint of two bytes: numbers 16 to 2047.
    vec![(tag & 0x7f) as u8 | 0x80, (tag >> 7) as u8, 3, b'a', b'b', b'c']
}

/// A message within a message: `field` with its bytes.
fn nested(field: u8, bytes: &[u8]) -> Vec<u8> {
    let length = u8::try_from(bytes.len()).expect("short");
    assert!(field < 16 && length < 128);
    let mut whole = vec![field << 3 | 2, length];
    whole.extend(bytes);
    whole
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_that_is_too_large_is_refused_and_the_next_one_is_served() {
    let desk = Desk::open("").await;
    let now = desk.draft(1).await;
    let person = |length: usize| {
        let person = v1::Person { surname: "a".repeat(length), ..example_person() };
        Command::KeepPerson(v1::KeepPerson { person: Some(person) })
    };
    let too_large = Refusal {
        code: Code::OutOfRange,
        reason: "MESSAGE_TOO_LARGE",
        fields: &[],
        words: ["hoogstens 256 KiB", "at most 256 KiB"],
    };
    desk.refuses_command(&now, person(2 * 1024 * 1024), too_large).await;
    // One byte too many is too many; with one less it is the field that is too long.
    let whole = request(&now, person(200_000)).len();
    let fits = 200_000 + (256 * 1024 - whole);
    desk.refuses_command(&now, person(fits + 1), too_large).await;
    let words = ["Te lang: ", "Too long: "];
    desk.refuses_command(&now, person(fits), Refusal::field(&("person.surname", "TOO_LONG"), words)).await;
    let now = desk.client.registrations.get(&now.name).await.expect("it is there");
    apply(&desk.client, &now, person(3)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn values_that_no_enumeration_has_are_refused_with_those_it_has() {
    let desk = Desk::open("").await;
    let now = desk.draft(1).await;
    let person = v1::Person { kind: 42, email: String::new(), ..example_person() };
    let words =
        ["Onbekende waarde 42; kies uit PERSON_KIND_MAN", "Unknown value 42; choose from PERSON_KIND_MAN"];
    let expected = Refusal::field(&("person.kind", "UNKNOWN_VALUE"), words);
    for command in [
        Command::EnterPerson(v1::EnterPerson { person: Some(person.clone()) }),
        Command::KeepPerson(v1::KeepPerson { person: Some(person) }),
    ] {
        desk.refuses_command(&now, command, expected).await;
    }
    let filter = v1::RegistrationFilter { steps: vec![v1::Step::Settling.into(), 99], ..Default::default() };
    let list = v1::ListRegistrationsRequest { filter: Some(filter), ..Default::default() };
    let words = ["Onbekende waarde 99; kies uit STEP_", "Unknown value 99; choose from STEP_"];
    let steps = Refusal::field(&("filter.steps[1]", "UNKNOWN_VALUE"), words);
    desk.refuses("RegistrationService/ListRegistrations", &list.encode_to_vec(), steps).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fields_and_commands_that_this_version_does_not_know_are_refused_not_dropped() {
    let desk = Desk::open("").await;
    let now = desk.draft(1).await;
    let before = desk.standing(Some(&now.name)).await;
    let head = v1::ApplyCommandRequest {
        name: now.name.clone(),
        etag: now.etag.clone(),
        request_id: RequestId::new().to_string(),
        ..Default::default()
    };
    let head = head.encode_to_vec();
    let field_words = ["Veld nummer 99 kent deze versie van balied niet", "does not know field number 99"];
    // Beside the command; within a command; as a command (field 4 is the command, 2 within it `enter_person`).
    let beside = [head.clone(), request_command(&now), unknown(99)].concat();
    desk.refuses(APPLY, &beside, Refusal::field(&("#99", "UNKNOWN_FIELD"), field_words)).await;
    let within = [head.clone(), nested(4, &nested(2, &nested(1, &unknown(99))))].concat();
    let expected = Refusal::field(&("person.#99", "UNKNOWN_FIELD"), field_words);
    desk.refuses(APPLY, &within, expected).await;
    let command = [head, nested(4, &unknown(99))].concat();
    let expected = Refusal::field(
        &("command", "UNKNOWN_COMMAND"),
        ["Opdracht nummer 99 kent deze versie van balied niet", "does not know command number 99"],
    );
    desk.refuses(APPLY, &command, expected).await;
    // A stream is refused at the piece that has it.
    let head = v1::UploadMandatePageRequest { name: now.name.clone(), ..Default::default() };
    let piece = [head.encode_to_vec(), unknown(99)].concat();
    let expected = Refusal::field(&("#99", "UNKNOWN_FIELD"), field_words);
    desk.refuses("DocumentService/UploadMandatePage", &piece, expected).await;
    assert_eq!(desk.standing(Some(&now.name)).await, before);
}

/// The command of a request alone: bytes of messages simply follow each other.
fn request_command(now: &v1::Registration) -> Vec<u8> {
    let person = Some(v1::Person { surname: "Test".to_owned(), ..Default::default() });
    let command = Command::KeepPerson(v1::KeepPerson { person });
    let command = Some(v1::Command { command: Some(command) });
    v1::ApplyCommandRequest { name: now.name.clone(), command, ..Default::default() }.encode_to_vec()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_no_request_at_all_is_refused_in_words() {
    let desk = Desk::open("").await;
    let now = desk.draft(1).await;
    let before = desk.standing(Some(&now.name)).await;
    let malformed = Refusal {
        code: Code::InvalidArgument,
        reason: "MESSAGE_MALFORMED",
        fields: &[],
        words: ["niet te lezen", "cannot be read"],
    };
    // A text longer than the message; a text that is no UTF-8; a number of a field that cannot be.
    for bytes in [&[0x0a, 0x20, b'x'][..], &[0x0a, 0x02, 0xc3, 0x28], &[0x00, 0x01]] {
        desk.refuses(APPLY, bytes, malformed).await;
    }
    let required = |field| Refusal::field(field, ["verplicht", "required"]);
    let name = now.name.clone();
    let without_id = v1::ApplyCommandRequest { name: name.clone(), ..Default::default() };
    desk.refuses(APPLY, &without_id.encode_to_vec(), required(&("request_id", "REQUIRED"))).await;
    let id = RequestId::new().to_string();
    let empty = v1::ApplyCommandRequest { name, request_id: id, ..Default::default() };
    desk.refuses(APPLY, &empty.encode_to_vec(), required(&("command", "REQUIRED"))).await;
    let bad_id = v1::ApplyCommandRequest {
        name: now.name.clone(),
        request_id: "vandaag".to_owned(),
        ..Default::default()
    };
    let expected = Refusal::field(&("request_id", "REQUEST_ID"), ["UUID", "UUID"]);
    desk.refuses(APPLY, &bad_id.encode_to_vec(), expected).await;
    let get = v1::GetRegistrationRequest { name: "registraties/1".to_owned() };
    let form = "registrations/{uuid}";
    let expected = Refusal::field(&("name", "RESOURCE_NAME"), [form, form]);
    desk.refuses("RegistrationService/GetRegistration", &get.encode_to_vec(), expected).await;
    assert_eq!(desk.standing(Some(&now.name)).await, before);
}
