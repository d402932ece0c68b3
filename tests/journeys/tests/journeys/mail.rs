//! The message about a new login account, read by a mail program that nobody here wrote.

use balie_client::v1::login_account::State;
use balie_journeys::{Branch, account_is, example_person, pass_number, saved};
use balie_virtual::peers::go_without;
use serde_json::Value;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command as Process, Stdio};

/// What the mail program says of a message; of one with other characters than those of ASCII, when it may have them.
fn read(message: &[u8], utf8: bool) -> Value {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/journeys/read_mail.py");
    let mut python = Process::new("python3")
        .arg(script)
        .args(utf8.then_some("--utf8"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3 runs");
    python.stdin.take().expect("a pipe").write_all(message).expect("python3 reads");
    let read = python.wait_with_output().expect("python3 ends");
    assert!(read.status.success());
    serde_json::from_slice(&read.stdout).expect("JSON")
}

fn is_python_missing() -> bool {
    let missing = Process::new("python3").arg("--version").output().is_err();
    if missing {
        let unchecked = "the message about an account against another mail program";
        go_without(unchecked, "python3").expect("the other mail program");
    }
    missing
}

/// The message that is put in the outbox for a patron with this address, as it is read; and as it stands there.
async fn told(branch: &Branch, address: &str, utf8: bool) -> (Value, Vec<u8>) {
    let client = branch.client("balie-1").await;
    let mut person = example_person();
    address.clone_into(&mut person.email);
    let now = saved(&client, &pass_number(1), person, "0045").await;
    let now = account_is(&client, &now.name, State::Pending).await;
    let user_name = now.login.expect("an account").user_name;
    let message = branch.state().join("outbox").join(format!("{user_name}.eml"));
    let message = std::fs::read(message).expect("a message");
    let told = read(&message, utf8);
    let body = told["body"].as_str().expect("a text");
    assert!(body.contains(&user_name) && body.contains("Bibliotheek Annen"), "{body}");
    let code = body.split_whitespace().find(|word| word.len() == 64).expect("a code");
    branch.balied(&["activate", code]).await.done();
    (told, message)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_message_about_an_account_is_one_that_every_mail_server_takes() {
    if is_python_missing() {
        return;
    }
    let branch = Branch::open("[mail]\nfrom = \"balie@müller.nl\"\n").await;
    let (told, message) = told(&branch, "jan@müller.nl", false).await;
    assert!(message.is_ascii());
    assert!(
        message
            .split(|byte| *byte == b'\n')
            .all(|line| line.len() < 80 && line.ends_with(b"\r") || line.is_empty())
    );
    assert_eq!(told["defects"], Value::Array(Vec::new()), "{told}");
    assert_eq!(told["from"], serde_json::json!(["Bibliotheek Annen", "balie@xn--mller-kva.nl"]));
    assert_eq!(told["to"], serde_json::json!(["", "jan@xn--mller-kva.nl"]));
    assert_eq!(told["fields"]["subject"], "Activeer uw inlogaccount");
    assert_eq!((&told["type"], &told["fields"]["mime-version"]), (&"text/plain".into(), &"1.0".into()));
    assert_eq!(told["fields"]["auto-submitted"], "auto-generated");
    let id = told["fields"]["message-id"].as_str().expect("a message id");
    assert!(id.starts_with('<') && id.ends_with("@xn--mller-kva.nl>"), "{id}");
    let seconds = told["seconds"].as_f64().expect("a date");
    let now = chrono::Utc::now().timestamp() as f64;
    assert!((now - seconds).abs() < 600.0, "{seconds} beside {now}");
    assert!(told["body"].as_str().is_some_and(|body| body.contains("vóór")));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_address_that_needs_it_is_written_for_a_relay_with_smtputf8_and_the_log_says_so() {
    if is_python_missing() {
        return;
    }
    let branch = Branch::open("").await;
    let (told, message) = told(&branch, "jürgen@müller.nl", true).await;
    assert!(!message.is_ascii());
    assert_eq!(told["to"], serde_json::json!(["", "jürgen@müller.nl"]));
    // What SMTPUTF8 is for, and nothing else.
    assert_eq!(told["defects"], serde_json::json!(["local-part contains non-ASCII characters)"]), "{told}");
    let log = branch.log();
    assert!(log.contains("SMTPUTF8") && !log.contains("jürgen") && !log.contains("müller"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_sends_is_checked_with_the_configuration_and_told_where_nobody_said() {
    for (mail, is_in_order, told) in [
        ("", true, "mail.from"),
        ("[mail]\nfrom = \"balie@bibliotheek.example\"\n", true, "in order"),
        ("[mail]\nfrom = \"Bibliotheek Annen\"\n", false, "mail.from"),
        ("[mail]\nfrom = \"balië@bibliotheek.example\"\n", false, "@"),
        ("[mail]\nform = \"balie@bibliotheek.example\"\n", false, "form"),
    ] {
        let branch = Branch::prepare(mail).await;
        let checked = branch.balied(&["check"]).await;
        assert_eq!(checked.code == Some(0), is_in_order, "{mail}: {}", checked.err);
        assert!(checked.err.contains(told), "{mail}: {}", checked.err);
    }
}

/// So that the tests above try what they say.
#[test]
fn a_message_without_what_it_must_have_is_seen_through() {
    if is_python_missing() {
        return;
    }
    let head = "To: jan@müller.nl\r\nSubject: Activeer uw inlogaccount\r\n";
    for (fields, utf8, defect) in [
        ("", false, "no From"),
        ("From: a@example.org\r\n", false, "no Date"),
        ("From: a@example.org\r\n", false, "Non-ASCII characters"),
        ("Date: yesterday\r\n", true, "Invalid date"),
    ] {
        let told = read(format!("{fields}{head}\r\nvoor\r\n").as_bytes(), utf8);
        let defects = told["defects"].as_array().expect("a list");
        assert!(defects.iter().any(|one| one.as_str().is_some_and(|one| one.contains(defect))), "{told}");
    }
}
