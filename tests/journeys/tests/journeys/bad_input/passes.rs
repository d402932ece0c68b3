//! Numbers that are no pass of this branch.

use super::desk::{Desk, Refusal, request};
use balie_client::{Command, RequestId, v1};
use balie_journeys::{apply, pass_number};
use prost::Message;

/// What is typed, the reason, and what is said of it.
const NO_PASSES: [(&str, &str, [&str; 2]); 12] = [
    // The manual's own number, which has lost a digit.
    ("2940100075801", "PASS_LENGTH", ["13 cijfers, 14 verwacht", "13 digits, 14 expected"]),
    ("294010000758011", "PASS_LENGTH", ["15 cijfers, 14 verwacht", "15 digits, 14 expected"]),
    ("29401000075802", "PASS_CHECK_DIGIT", ["controlecijfer klopt niet", "check digit is wrong"]),
    // Two digits that changed places.
    ("29401000057801", "PASS_CHECK_DIGIT", ["controlecijfer klopt niet", "check digit is wrong"]),
    ("39401000075801", "BOOK_NOT_PASS", ["boek", "book"]),
    ("9789024572694", "BOOK_NOT_PASS", ["boek", "book"]),
    // With the price beside it, and with what a scanner may put in front.
    ("978902457269451995", "BOOK_NOT_PASS", ["boek", "book"]),
    ("A9789024572694", "BOOK_NOT_PASS", ["boek", "book"]),
    ("C29401000075801", "PASS_CODE_IDENTIFIER", ["zet C voor de code", "puts C in front"]),
    (
        "19401000075803",
        "PASS_PREFIX",
        ["begint met 1, een pas begint met 2", "begins with 1, a pass begins with 2"],
    ),
    ("2940100O075801", "PASS_CHARACTERS", ["alleen uit cijfers", "digits only"]),
    ("25280000000017", "PASS_OTHER_BRANCH", ["vestiging 5280", "branch 5280"]),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_no_pass_is_refused_by_name_and_begins_nothing() {
    let desk = Desk::open("").await;
    let before = desk.standing(None).await;
    for (code, reason, words) in NO_PASSES {
        let pass = Some(v1::AssignPass { code: code.to_owned(), confirm_other_branch: false });
        let create = v1::CreateRegistrationRequest { request_id: RequestId::new().to_string(), pass };
        let field = ("code", reason);
        let expected = Refusal::field(&field, words);
        desk.refuses("RegistrationService/CreateRegistration", &create.encode_to_vec(), expected).await;
    }
    assert_eq!(desk.standing(None).await, before);
    desk.draft(1).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refused_pass_leaves_the_registration_as_it_was() {
    let desk = Desk::open("").await;
    let other = desk.draft(1).await;
    let now = desk.client.registrations.create(None).await.expect("a registration without a pass");
    let assign = |code: &str| {
        Command::AssignPass(v1::AssignPass { code: code.to_owned(), confirm_other_branch: false })
    };
    for (code, reason, words) in NO_PASSES {
        desk.refuses_command(&now, assign(code), Refusal::field(&("code", reason), words)).await;
    }
    let taken = Refusal::field(&("code", "PASS_IN_USE"), ["in gebruik", "in use"]);
    desk.refuses_command(&now, assign(&other.pass_number), taken).await;

    desk.balie_refuses(
        Some(&now.name),
        &["do", &now.name, "assign-pass", "2940100075801"],
        3,
        [
            &["Code: Pasnummer heeft 13 cijfers, 14 verwacht"],
            &["Code: Pass number has 13 digits, 14 expected"],
        ],
    )
    .await;
    // The same request with the right number is served.
    assert_eq!(apply(&desk.client, &now, assign(&pass_number(2))).await.step(), v1::Step::EnteringPerson);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_command_that_does_not_belong_to_the_step_says_what_does() {
    let desk = Desk::open("").await;
    let now = desk.draft(1).await;
    let save = Command::Save(v1::Save {});
    let expected = Refusal {
        code: tonic::Code::FailedPrecondition,
        reason: "NOT_IN_THIS_STEP",
        fields: &[],
        words: ["stap", "step"],
    };
    desk.refuses("RegistrationService/ApplyCommand", &request(&now, save.clone()), expected).await;
    desk.refuses_command(&now, save, expected).await;
    desk.balie_refuses(
        Some(&now.name),
        &["do", &now.name, "save"],
        4,
        [&["Wat hier wel kan: enter-person"], &["What is possible here: enter-person"]],
    )
    .await;
    // A sentence that fits every field is of no use without the field.
    desk.balie_refuses(
        Some(&now.name),
        &["do", &now.name, "cancel", ""],
        3,
        [&["Reden: Dit veld is verplicht."], &["Reason: This field is required."]],
    )
    .await;
}
