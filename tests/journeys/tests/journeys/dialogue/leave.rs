//! Leaving keeps everything, whoever goes on with it and wherever; and the program can be driven by a pipe.

use super::clerk::{ADDRESS, Clerk, NAME, NO_ACCOUNT, NOTHING_ELSE, RIGHT, UNREACHABLE};
use balie_client::v1;
use balie_journeys::{Branch, program};
use std::process::Stdio;
use tokio::io::AsyncWriteExt as _;

const PASS: &str = "29401000075801";
const NAME_OF_PASS: &str = "registrations/pass:29401000075801";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_registration_is_left_half_typed_and_resumed() {
    let branch = Branch::open("").await;
    let mut clerk = Clerk::sits(&branch, "leave", &[]);
    // Before there is anything to keep.
    clerk.answers("blanco pas *", "stop").await;
    clerk.reads("Er is nog niets begonnen.").await;
    assert!(clerk.ends().await.success());

    let mut clerk = Clerk::sits(&branch, "leave", &[]);
    clerk.answers("blanco pas *", PASS).await;
    clerk.goes_through(&NAME[..4]).await;
    clerk.reads("Geboortedatum *").await;
    // Ctrl-C is as good as `!q`.
    clerk.interrupts();
    clerk.reads("De inschrijving blijft open").await;
    clerk.reads(&format!("balie register --resume {PASS}")).await;
    assert!(clerk.ends().await.success());

    // Goes on where it was left.
    let mut clerk = Clerk::sits(&branch, "resume", &["--resume", PASS]);
    clerk.reads("De inschrijving van A. van de Test gaat verder.").await;
    clerk.answers("Geboortedatum *: ", "01-01-1991").await;
    clerk.goes_through_all(&[ADDRESS, UNREACHABLE, RIGHT, NOTHING_ELSE, NO_ACCOUNT]).await;
    clerk.answers("Abonnement *", "!q").await;
    assert!(clerk.ends().await.success());

    // Scanning its pass finds it too.
    let mut clerk = Clerk::sits(&branch, "resume-by-pass", &[]);
    clerk.answers("blanco pas *", PASS).await;
    clerk.reads("A. van de Test, bij").await;
    clerk.answers("verder gaan?", "").await;
    clerk.answers("Abonnement *", "!annuleer").await;
    clerk.answers("Waarom annuleren?", "<").await;
    clerk.answers("Abonnement *", "!annuleer").await;
    clerk.answers("Waarom annuleren? *: ", "klant ziet ervan af").await;
    clerk.reads("geannuleerd: klant ziet ervan af").await;
    assert!(clerk.ends().await.success());
    let now = branch.client("check").await.registrations.list_up_to(Default::default(), 9).await;
    assert_eq!(
        now.expect("a list").iter().map(v1::Registration::step).collect::<Vec<_>>(),
        [v1::Step::Cancelled]
    );
}

async fn piped(branch: &Branch, lines: &[&str]) -> (i32, String) {
    let mut child = tokio::process::Command::new(program("balie"))
        .arg("register")
        .env("BALIE_SOCKET", branch.socket())
        .env("BALIE_LANG", "nl")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("balie starts");
    let mut input = child.stdin.take().expect("a pipe");
    input.write_all((lines.join("\n") + "\n").as_bytes()).await.expect("it reads");
    drop(input);
    let ended = tokio::time::timeout(balie_journeys::PATIENCE, child.wait_with_output()).await;
    let ended = ended.expect("it ends").expect("output");
    (ended.status.code().expect("a code"), String::from_utf8_lossy(&ended.stdout).into_owned())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pipe_can_answer_everything_at_once() {
    let branch = Branch::open("").await;
    let mut lines = vec![PASS];
    let all = [NAME, ADDRESS, UNREACHABLE, RIGHT, NOTHING_ELSE, NO_ACCOUNT].concat();
    lines.extend(all.iter().map(|(_, line)| *line));
    lines.extend(["0045", "", "j", "60"]);
    // A card is printed while the answers that come after it wait.
    branch.printer.insert_card();
    lines.extend(["p"]);
    let (code, shown) = piped(&branch, &lines).await;
    assert_eq!(code, 0, "{shown}");
    // What is answered stands behind its question, as on a terminal.
    assert!(shown.contains("Achternaam *: Test\n"), "{shown}");
    assert!(shown.contains("De klant is ingeschreven."), "{shown}");
    assert_eq!(branch.printer.cards().len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_end_of_the_input_ends_it_and_keeps_what_was_typed() {
    let branch = Branch::open("").await;
    let (code, shown) = piped(&branch, &[]).await;
    assert_eq!(code, 4, "{shown}");
    let (code, shown) = piped(&branch, &[PASS, "v", "A."]).await;
    assert_eq!(code, 4, "{shown}");
    assert!(shown.contains(&format!("--resume {PASS}")), "{shown}");
    let now = branch.client("check").await.registrations.get(NAME_OF_PASS).await.expect("it is there");
    assert_eq!(now.person.map(|person| person.initials).as_deref(), Some("A."));
}
