//! What the commands tell a person: words, in the language, on lines that fit.

use super::program::{balie, err, out, registers};
use balie_client::v1::{self, login_account};
use balie_journeys::paper::{document_scanner, note};
use balie_journeys::{Branch, account_is, pass_number};
use balie_virtual::VirtualEscl;

/// A branch with something of everything.
async fn busy_branch() -> (Branch, VirtualEscl) {
    let scanner = VirtualEscl::start(&note()).await.expect("a scanner");
    let branch = Branch::open(&document_scanner("glass", &scanner)).await;
    let rest = "[login]\nwanted = true\nemail = \"a@voorbeeld.nl\"\n\
                [details]\niban = \"NL91 ABNA 0417 1643 00\"\n\
                [subscription]\ncode = \"0045\"\n[settle]\nby = \"direct-debit\"\n\
                [mandate]\niban = \"NL91 ABNA 0417 1643 00\"\nholder = \"A. Test\"\nplace = \"Annen\"";
    registers(&branch, &super::files::plan(&pass_number(1), "woman", "01-01-1991", rest)).await;
    let client = branch.client("check").await;
    let name = format!("registrations/pass:{}", pass_number(1));
    let name = client.registrations.get(&name).await.expect("it is there").name;
    account_is(&client, &name, login_account::State::Pending).await;
    (branch, scanner)
}

/// A word that only a program says: `snake_case`, `SCREAMING` with an underscore, or a Rust path.
fn raw_word(text: &str) -> Option<&str> {
    text.split_whitespace().find(|word| word.contains('_') || word.contains("::"))
}

/// English words of the lists that must not stand in Dutch output.
const ENGLISH: [&str; 14] = [
    "Registration",
    "Subscription",
    "Required",
    "Ready",
    "ready",
    "Enrolled",
    "branch-admin",
    "printer ready",
    "Address",
    "Settlement",
    "unknown",
    "persons",
    "Changed",
    "months",
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_command_speaks_in_words_of_the_language() {
    let (branch, _scanner) = busy_branch().await;
    let pass = pass_number(1);
    let commands: &[&[&str]] = &[
        &["branch"],
        &["devices"],
        &["status"],
        &["whoami"],
        &["catalogue"],
        &["registrations"],
        &["registrations", "list"],
        &["registrations", "show", &pass],
        &["registrations", "audit", &pass],
        &["options", &pass],
        &["jobs"],
        &["summary"],
        &["changes"],
        &["do", "--validate-only", &pass, "set-switch-service", "ja"],
    ];
    for lang in ["nl", "en"] {
        for command in commands {
            let ended = balie(&branch, lang, command).await;
            let text = out(&ended);
            assert!(ended.status.success() && !text.is_empty(), "{command:?}: {}", err(&ended));
            assert_eq!(raw_word(&text), None, "{command:?} in {lang}:\n{text}");
            assert!(!text.contains('…'), "something is cut by {command:?}:\n{text}");
            for line in text.lines() {
                assert!(line.chars().count() <= 80, "{command:?}: too wide: {line}");
                assert_eq!(line.trim_end(), line, "{command:?}");
            }
            if lang == "nl" {
                let english = ENGLISH.iter().find(|word| text.contains(**word));
                assert_eq!(english, None, "{command:?}:\n{text}");
            }
            assert!(!text.contains("ABNA"), "an account number in full by {command:?}:\n{text}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn times_are_those_of_the_library_and_dates_dutch() {
    let (branch, _scanner) = busy_branch().await;
    let client = branch.client("check").await;
    let name = format!("registrations/pass:{}", pass_number(1));
    let now: v1::Registration = client.registrations.get(&name).await.expect("it is there");
    let deadline = now.login.expect("an account").activation_deadline.expect("a deadline");
    let deadline = chrono::DateTime::from_timestamp(deadline.seconds, 0).expect("a time");
    // The library's clock is one or two hours ahead of UTC, and the test runs in New York.
    let hours = [1, 2].map(|ahead| deadline + chrono::TimeDelta::hours(ahead));
    let shown = out(&balie(&branch, "nl", &["registrations", "show", &pass_number(1)]).await);
    let times = hours.map(|at| at.format("%d-%m-%Y %H:%M").to_string());
    let flat = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(times.iter().any(|time| flat.contains(time)), "{times:?} in\n{shown}");
    assert!(flat.contains("01-01-1991 ("), "{shown}");
}
