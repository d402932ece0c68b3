//! The prompt engine, driven by lines from a channel. The daemon of these tests answers nothing: it is only
//! there to be connected to.

use super::ask::{Choice, Reply};
use super::event::Stop;
use super::question::Question;
use super::turn::Turn;
use super::{Context, Dialogue};
use crate::args::RegisterArgs;
use crate::terminal::{Shared, Terminal};
use crate::text::Lang;
use balie_client::v1::{Ledger, PassPrint, Registration, Step, pass_print};
use balie_client::{Caller, Client, Endpoint};
use std::path::Path;
use tokio::net::UnixListener;
use tokio::sync::mpsc;
use tokio_stream::wrappers::UnixListenerStream;
use tonic::service::Routes;
use tonic::transport::Server;

async fn daemon(socket: &Path) -> Client {
    let connections = UnixListenerStream::new(UnixListener::bind(socket).unwrap());
    let server = Server::builder().add_routes(Routes::default());
    tokio::spawn(server.serve_with_incoming(connections));
    let caller = Caller::new(Lang::Dutch, Some("balie-1".into())).unwrap();
    Client::connect(Endpoint::unix(socket), caller).await.unwrap()
}

/// A dialogue whose clerk types these lines and then is gone; what it gives and what it showed.
async fn typing<T>(lines: &[&str], ask: impl AsyncFnOnce(&mut Dialogue<'_, '_>) -> T) -> (T, String) {
    let directory = tempfile::tempdir().unwrap();
    let client = daemon(&directory.path().join("socket")).await;
    let (sender, receiver) = mpsc::channel(lines.len().max(1));
    for line in lines {
        sender.send((*line).to_owned()).await.unwrap();
    }
    drop(sender);
    let shown = Shared::default();
    let mut terminal = Terminal::scripted(receiver, shown.clone(), Shared::default());
    let mut context = Context { client, terminal: &mut terminal, lang: Lang::Dutch, json: false };
    let args = RegisterArgs { file: None, resume: None, printer: None, out: None, print_wait: 1 };
    let stop = Stop::listen().unwrap();
    let mut dialogue = Dialogue::new(&mut context, &args, Default::default(), stop);
    let answer = ask(&mut dialogue).await;
    (answer, shown.text())
}

const NAME: Question<'_> = Question {
    label: "Naam",
    required: true,
    default: "Test",
    options: "",
    help: "De naam in het paspoort.",
    scan: false,
};

#[tokio::test]
async fn enter_takes_what_is_between_the_brackets() {
    let (answer, shown) = typing(&[""], async |dialogue| dialogue.text(&NAME).await).await;
    assert_eq!(answer.unwrap(), "Test");
    // What was typed stands behind its question, also where no terminal echoes it.
    assert_eq!(shown, "Naam * [Test]: \n");
}

#[tokio::test]
async fn a_required_answer_is_asked_until_it_is_there() {
    let lines = ["-", "\\", "  de Vries "];
    let (answer, shown) = typing(&lines, async |dialogue| dialogue.text(&NAME).await).await;
    assert_eq!(answer.unwrap(), "de Vries");
    assert_eq!(shown.matches("Dit veld is verplicht.").count(), 2, "{shown}");
    let optional = Question { required: false, ..NAME };
    let (answer, _) = typing(&["-"], async |dialogue| dialogue.text(&optional).await).await;
    assert_eq!(answer.unwrap(), "");
}

#[tokio::test]
async fn help_answers_nothing() {
    let (answer, shown) =
        typing(&["?", "!stand", "Jansen"], async |dialogue| dialogue.ask(&NAME).await).await;
    assert_eq!(answer.unwrap(), Reply::Text("Jansen".into()));
    assert!(shown.contains("De naam in het paspoort.") && shown.contains("!annuleer"), "{shown}");
    assert!(shown.contains("Er is nog niets begonnen."), "{shown}");
    assert_eq!(shown.matches("Naam * [Test]: ").count(), 3);
    assert!(shown.lines().all(|line| line.chars().count() <= 80), "{shown}");
}

#[tokio::test]
async fn a_question_can_be_left_in_every_way() {
    let turn = async |line: &str| {
        let (answer, _) = typing(&[line], async |dialogue| dialogue.ask(&NAME).await).await;
        answer.unwrap_err()
    };
    assert!(matches!(turn("<").await, Turn::Back));
    assert!(matches!(turn("terug").await, Turn::Back));
    assert!(matches!(turn("<<").await, Turn::StepBack));
    assert!(matches!(turn("!q").await, Turn::Leave));
    assert!(matches!(turn("stop").await, Turn::Leave));
    assert!(matches!(turn("!annuleer").await, Turn::Cancel));
}

#[tokio::test]
async fn the_end_of_the_input_is_the_end_however_often_is_asked() {
    let (turns, shown) = typing(&["?"], async |dialogue| {
        let first = dialogue.text(&NAME).await.unwrap_err();
        let second = dialogue.confirm(NAME, Some(true)).await.unwrap_err();
        (first, second)
    })
    .await;
    assert!(matches!(turns, (Turn::Ended, Turn::Ended)), "{turns:?}");
    assert!(shown.ends_with('\n'), "{shown:?}");
}

#[tokio::test]
async fn a_choice_is_one_of_the_choices() {
    let choices = [Choice::new("m", "man", 1), Choice::new("v", "vrouw", 2)];
    let question = Question { label: "Persoon", default: "", ..NAME };
    let lines = ["", "x", "-", "VROUW"];
    let (answer, shown) =
        typing(&lines, async |dialogue| dialogue.choose(question, &choices, None).await).await;
    assert_eq!(answer.unwrap(), 2);
    assert_eq!(shown.matches("  ! ").count(), 3, "{shown}");
    assert!(shown.starts_with("Persoon * (m = man, v = vrouw): "), "{shown}");
    let (answer, shown) =
        typing(&[""], async |dialogue| dialogue.choose(question, &choices, Some(1)).await).await;
    assert_eq!(answer.unwrap(), 1);
    assert!(shown.contains("[man]: "), "{shown}");
}

#[tokio::test]
async fn without_a_default_enter_is_no_yes() {
    let question = Question { label: "Opslaan?", required: false, default: "", ..NAME };
    let lines = ["", "misschien", "nee"];
    let (answer, shown) = typing(&lines, async |dialogue| dialogue.confirm(question, None).await).await;
    assert!(!answer.unwrap());
    assert_eq!(shown.matches("Typ j of n.").count(), 2, "{shown}");
    let (answer, shown) = typing(&[""], async |dialogue| dialogue.confirm(question, Some(true)).await).await;
    assert!(answer.unwrap());
    assert!(shown.starts_with("Opslaan? (J/n): "), "{shown}");
}

#[tokio::test]
async fn what_is_told_over_a_question_leaves_the_question_standing() {
    let (_, shown) = typing(&[], async |dialogue| {
        dialogue.open("Naam: ");
        dialogue.lost();
        dialogue.lost();
        dialogue.found();
        dialogue.close("Test");
    })
    .await;
    assert_eq!(shown.matches("Balie antwoordt niet").count(), 1, "{shown}");
    assert!(shown.ends_with("er weer.\nNaam: Test\n"), "{shown}");
}

/// Only a pass that was handed out without printing may be back, and only a person knows.
#[tokio::test]
async fn cancelling_asks_whether_a_pass_that_was_handed_out_is_back() {
    for (state, asked) in [
        (pass_print::State::Unprinted, true),
        (pass_print::State::Printed, false),
        (pass_print::State::Ready, false),
    ] {
        let (_, shown) = typing(&["vergissing"], async |dialogue| {
            let pass_print = Some(PassPrint { state: state.into(), ..Default::default() });
            dialogue.now = Registration {
                name: "registrations/1".into(),
                step: Step::Enrolled.into(),
                pass_print,
                ..Default::default()
            };
            dialogue.cancel().await.is_ok()
        })
        .await;
        assert_eq!(shown.contains("ongeprint is uitgegeven weer terug?"), asked, "{state:?}: {shown}");
    }
}

#[tokio::test]
async fn cancelling_says_what_goes_back_to_the_patron_before_and_after() {
    for (received, told) in [("11.50", 2), ("0.00", 0)] {
        let ledger = Ledger { received: received.into(), ..Default::default() };
        let (_, shown) = typing(&[], async |dialogue| {
            dialogue.now = Registration {
                name: "registrations/1".into(),
                step: Step::Settling.into(),
                ledger: Some(ledger),
                ..Default::default()
            };
            let asked = dialogue.cancel().await;
            assert!(matches!(asked, Err(Turn::Ended)), "why is asked: {asked:?}");
            dialogue.now.step = Step::Cancelled.into();
            dialogue.finish().await
        })
        .await;
        assert_eq!(shown.matches("Geef € 11,50 terug aan de klant.").count(), told, "{shown}");
        let (before, after) = (shown.find("Geef"), shown.find("Waarom annuleren?"));
        assert!(told == 0 || before < after, "{shown}");
    }
}
