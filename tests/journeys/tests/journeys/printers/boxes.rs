//! A name in a script for which no font is installed: told before a pass or form is printed, and printed all the same
//! when the clerk says so.

use super::begun::{print, state};
use balie_client::v1::{self, pass_print};
use balie_client::{ClientError, Command, RequestId};
use balie_journeys::paper::form_printer;
use balie_journeys::{Branch, apply, example_person, pass_number, saved, until};

/// Letters of Kawi, which has been in Unicode since 2022: fonts with all scripts of the living do not have it.
const SURNAME: &str = "\u{11F04}\u{11F05}\u{11F04}";
const FIELD: &str = "despite_missing_characters";

fn person() -> v1::Person {
    v1::Person { surname: SURNAME.to_owned(), email: String::new(), ..example_person() }
}

/// The message of a refusal of the field that says that the clerk knows.
fn told(refused: &ClientError) -> String {
    let refusal = refused.refusal().expect("a refusal");
    let violations: Vec<_> = refusal.violations_of(FIELD).collect();
    let [violation] = violations.as_slice() else { panic!("{refused:?}") };
    assert_eq!(violation.reason, "NO_GLYPHS");
    violation.message.clone()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pass_with_boxes_is_printed_when_the_clerk_knows() {
    let branch = Branch::open("").await;
    let client = branch.client("balie-1").await;
    let now = saved(&client, &pass_number(71), person(), "0045").await;
    let now = apply(&client, &now, Command::Register(v1::Register {})).await;
    let picture = client.documents.pass(&now.name, v1::DocumentFormat::Png).await.expect("a picture");
    assert_eq!(picture.notice_code, "NO_GLYPHS");
    assert!(
        picture.notice.contains("\u{11F04}") && picture.notice.contains("\u{11F05}"),
        "{}",
        picture.notice
    );

    let device = "devices/printer".to_owned();
    let unaware = Command::PrintPass(v1::PrintPass { device: device.clone(), ..Default::default() });
    let refused = client.registrations.apply(&now.name, "", unaware).await.expect_err("it has boxes");
    assert_eq!(told(&refused), picture.notice, "the same words");
    let now = client.registrations.get(&now.name).await.expect("it is there");
    assert_eq!(state(&now).0, pass_print::State::Ready, "nothing was begun");
    let request = v1::ListJobsRequest { registration: now.name.clone(), ..Default::default() };
    assert_eq!(client.jobs.list(request).await.expect("jobs").jobs, []);

    branch.printer.insert_card();
    let aware = Command::PrintPass(v1::PrintPass { device, despite_missing_characters: true });
    let now = apply(&client, &now, aware).await;
    branch.cards(1).await;
    until(&client, &now.name, |now| now.step() == v1::Step::Enrolled).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_with_boxes_is_printed_when_the_clerk_knows() {
    // Nobody listens there: the job waits.
    let branch = Branch::open(&form_printer("office", "ipp://127.0.0.1:9/ipp/print")).await;
    let client = branch.client("balie-1").await;
    let mut now = saved(&client, &pass_number(72), person(), "0045").await;
    for command in
        [Command::CollectByDirectDebit(v1::CollectByDirectDebit {}), Command::SkipPrint(v1::SkipPrint {})]
    {
        now = apply(&client, &now, command).await;
    }
    let enter = v1::EnterMandate {
        iban: "NL91ABNA0417164300".to_owned(),
        holder: format!("A. {SURNAME}"),
        place: "Annen".to_owned(),
        ..Default::default()
    };
    now = apply(&client, &now, Command::EnterMandate(enter)).await;
    let form = client.documents.mandate_form(&now.name, v1::DocumentFormat::Pdf, "nl").await.expect("a form");
    assert_eq!(form.notice_code, "NO_GLYPHS");

    let documents = &client.documents;
    let refused =
        documents.print_mandate_form(&now.name, "devices/office", "nl").await.expect_err("it has boxes");
    assert_eq!(told(&refused), form.notice, "the same words");
    let request = || v1::ListJobsRequest { registration: now.name.clone(), ..Default::default() };
    assert_eq!(client.jobs.list(request()).await.expect("jobs").jobs, [], "nothing was begun");
    let job = documents
        .print_mandate_form_as(RequestId::new(), &now.name, "devices/office", "nl", true)
        .await
        .expect("the clerk knows");
    assert_eq!(client.jobs.list(request()).await.expect("jobs").jobs.len(), 1, "{}", job.name);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_name_that_can_be_printed_has_no_notice() {
    let branch = Branch::open("").await;
    let client = branch.client("balie-1").await;
    let person = v1::Person { surname: "Co\u{142}·lell-Şahin".to_owned(), ..person() };
    let now = saved(&client, &pass_number(73), person, "0045").await;
    let now = apply(&client, &now, Command::Register(v1::Register {})).await;
    let picture = client.documents.pass(&now.name, v1::DocumentFormat::Png).await.expect("a picture");
    assert_eq!((picture.notice_code.as_str(), picture.notice.as_str()), ("", ""));
    branch.printer.insert_card();
    print(&client, &now, "printer").await;
    branch.cards(1).await;
}
