//! An adult, a youth and an institution from pass to enrolled.

use super::display::{Counter, Display};
use balie_client::Client;
use balie_client::v1::{Registration, RegistrationFilter, Step, login_account, pass_print};
use balie_journeys::{Branch, PATIENCE, pass_number, until};
use std::time::{Duration, Instant};

/// Scans until a registration has this pass: the claim may take a moment after the window came.
async fn scan_pass(branch: &mut Branch, client: &Client, pass: &str) -> Registration {
    let began = Instant::now();
    loop {
        branch.scanner.scan(pass).expect("the scanner is plugged in");
        for _ in 0..10 {
            tokio::time::sleep(Duration::from_millis(200)).await;
            if let Ok(found) = client.registrations.get(&format!("registrations/pass:{pass}")).await {
                return found;
            }
        }
        assert!(began.elapsed() < PATIENCE, "the scanned pass opens no registration:\n{}", branch.log());
    }
}

async fn at(client: &Client, now: &Registration, step: Step) -> Registration {
    let now = until(client, &now.name, |now| now.step() == step).await;
    tokio::time::sleep(Duration::from_millis(400)).await;
    now
}

/// The manual's example patron, with direct debit. Answers with the keys pressed besides text.
pub async fn adult(display: &Display, lang: &str, size: (u32, u32)) -> u32 {
    let mut branch = Branch::open("").await;
    let client = branch.client("onlooker").await;
    let name = format!("adult-{lang}-{}", size.0);
    let mut desk = Counter::start(display, &branch, &name, &["--lang", lang], size);
    desk.shot("overview-empty");
    desk.press(&["F1"]);
    desk.shot("help");
    desk.press(&["Escape", "F4"]);
    desk.shot("pass");
    desk.text("2940100075801");
    desk.press(&["Return"]);
    desk.shot("pass-refused");
    desk.press(&["Escape"]);
    desk.keys.set(0);

    let mut now = scan_pass(&mut branch, &client, &pass_number(7580)).await;
    desk.shot("person-empty");
    // Enter on an empty form sends nothing.
    desk.press(&["Return"]);
    desk.press(&["Right", "Right", "Tab"]);
    desk.fill(&[
        "A.",
        "van de",
        "Test",
        "01011991",
        "9468bg",
        "41",
        "Kruisakkers",
        "Annen",
        "",
        "info@bibliotheekannen.nl",
        "0880128295",
    ]);
    desk.shot("person");
    desk.press(&["Return"]);
    now = at(&client, &now, Step::ChoosingPerson).await;
    assert_eq!(now.addressed_as, "Mw. A. van de Test");
    desk.shot("choose");
    desk.press(&["Return"]);
    now = at(&client, &now, Step::EnteringDetails).await;
    desk.text("nl91abna0417164300");
    desk.press(&["Tab", "space"]);
    desk.shot("details");
    desk.press(&["Return"]);
    now = at(&client, &now, Step::ChoosingLogin).await;
    assert!(now.details.as_ref().unwrap().newsletter);
    desk.shot("login");
    desk.press(&["Return"]);
    now = at(&client, &now, Step::ChoosingAccount).await;
    desk.shot("account");
    desk.press(&["Return"]);
    now = at(&client, &now, Step::ChoosingSubscription).await;
    // Nothing is chosen yet: Enter does not go on.
    desk.press(&["Return", "Down", "Down"]);
    desk.shot("subscription");
    desk.press(&["Return"]);
    now = at(&client, &now, Step::Confirming).await;
    assert_eq!(now.subscription.as_ref().unwrap().code, "0045");
    desk.shot("confirm");
    desk.press(&["Return"]);
    now = at(&client, &now, Step::Settling).await;
    now = until(&client, &now.name, |now| {
        now.login.as_ref().is_some_and(|login| login.state() == login_account::State::Pending)
    })
    .await;
    desk.text("60");
    desk.shot("settle-change");
    desk.press(&["alt+i"]);
    now = at(&client, &now, Step::IssuingPass).await;
    desk.shot("print");
    // No Enter prints, however often.
    desk.press(&["Return", "Return", "Return"]);
    desk.shot("print-by-enter");
    let state = client.registrations.get(&now.name).await.unwrap().pass_print.unwrap().state();
    assert_eq!(state, pass_print::State::Ready);
    desk.press(&["F8", "F8", "Return"]);
    tokio::time::sleep(Duration::from_millis(1500)).await;
    desk.shot("insert-card");
    branch.printer.insert_card();
    now = at(&client, &now, Step::EnteringMandate).await;
    assert_eq!(branch.cards(1).await.len(), 1, "one pass, whatever was pressed");
    desk.shot("mandate");
    desk.press(&["Return"]);
    now = at(&client, &now, Step::SigningMandate).await;
    desk.press(&["alt+f"]);
    tokio::time::sleep(Duration::from_secs(1)).await;
    desk.shot("mandate-sign");
    let reference = now.mandate.as_ref().unwrap().reference.clone();
    let word = if lang == "nl" { "machtiging" } else { "mandate" };
    let form = std::fs::read(branch.path().join(format!("home/{word}-{reference}.pdf")))
        .expect("the form was saved");
    assert!(form.starts_with(b"%PDF"));
    desk.press(&["Return"]);
    now = at(&client, &now, Step::ProcessingMandate).await;
    desk.shot("mandate-process");
    branch.scanner.scan(&reference).unwrap();
    now = at(&client, &now, Step::VerifyingMandate).await;
    desk.shot("mandate-verify");
    desk.press(&["Return"]);
    now = at(&client, &now, Step::Enrolled).await;
    desk.shot("enrolled");
    let keys = desk.keys.get();
    // Scanned again later, the mandate opens its registration.
    desk.press(&["F2"]);
    tokio::time::sleep(Duration::from_millis(600)).await;
    desk.shot("overview");
    desk.press(&["F12"]);
    branch.scanner.scan(&reference).unwrap();
    tokio::time::sleep(Duration::from_millis(600)).await;
    desk.shot("mandate-opened-dark");
    assert!(desk.lives());
    assert_eq!(now.ledger.unwrap().settlement(), balie_client::v1::Settlement::DirectDebit);
    keys
}

/// A youth: call name asked, subscription filled in. The daemon is killed while the form is half typed.
pub async fn youth(display: &Display) {
    let mut branch = Branch::open("").await;
    let client = branch.client("onlooker").await;
    let mut desk = Counter::start(display, &branch, "youth-en-1024", &["--lang", "en"], (1024, 768));
    let pass = pass_number(7581);
    let mut now = scan_pass(&mut branch, &client, &pass).await;
    desk.press(&["Right", "Tab"]);
    desk.fill(&["B.", "", "Jong", "01-06-2015"]);
    branch.kill();
    desk.shot("daemon-away");
    desk.press(&["Tab"]);
    desk.text("Bo");
    branch.start().await;
    tokio::time::sleep(Duration::from_secs(3)).await;
    desk.press(&["Tab"]);
    desk.fill(&["9468bg", "41", "Kruisakkers", "Annen", "", "", "", "", "M. Jong"]);
    desk.shot("person");
    desk.press(&["Return"]);
    now = at(&client, &now, Step::ChoosingPerson).await;
    assert_eq!(now.person.as_ref().unwrap().call_name, "Bo", "typed while the daemon was away");
    desk.press(&["Return"]);
    now = at(&client, &now, Step::EnteringDetails).await;
    desk.press(&["Return"]);
    now = at(&client, &now, Step::ChoosingLogin).await;
    desk.press(&["Right"]);
    desk.shot("login-no");
    desk.press(&["Return"]);
    now = at(&client, &now, Step::ChoosingSubscription).await;
    desk.shot("subscription");
    desk.press(&["Return"]);
    now = at(&client, &now, Step::Confirming).await;
    desk.press(&["Return"]);
    now = at(&client, &now, Step::IssuingPass).await;
    desk.press(&["alt+z"]);
    now = at(&client, &now, Step::Enrolled).await;
    desk.shot("enrolled");
    // The same person again: the earlier registration is shown beside the new one.
    let again = scan_pass(&mut branch, &client, &pass_number(7582)).await;
    desk.press(&["Right", "Tab"]);
    desk.fill(&["B.", "", "Jong", "01062015", "Bo", "9468bg", "41", "Kruisakkers", "Annen"]);
    desk.press(&["Return"]);
    at(&client, &again, Step::ChoosingPerson).await;
    desk.shot("duplicates");
    assert!(desk.lives());
    assert_eq!(now.subscription.unwrap().code, "0010");
}

/// An institution pays in cash; the branch is left with work that waits.
pub async fn institution(display: &Display) {
    let mut branch = Branch::open("").await;
    let client = branch.client("onlooker").await;
    let dark = ["--lang", "nl", "--dark", "true"];
    let mut desk = Counter::start(display, &branch, "institution-nl-1024", &dark, (1024, 768));
    let mut now = scan_pass(&mut branch, &client, &pass_number(7583)).await;
    desk.press(&["Right", "Right", "Right", "Right", "Tab"]);
    desk.fill(&[
        "Basisschool De Eshoek",
        "9468bg",
        "43",
        "Kruisakkers",
        "Annen",
        "",
        "",
        "",
        "",
        "J. de Vries",
    ]);
    desk.shot("person");
    desk.press(&["Return"]);
    now = at(&client, &now, Step::ChoosingPerson).await;
    assert_eq!(now.person.as_ref().unwrap().birth_date, "1980-01-01");
    desk.shot("choose");
    desk.press(&["Return"]);
    now = at(&client, &now, Step::EnteringDetails).await;
    desk.press(&["Return"]);
    now = at(&client, &now, Step::ChoosingLogin).await;
    desk.press(&["Right", "Return"]);
    now = at(&client, &now, Step::ChoosingSubscription).await;
    desk.press(&["Down", "Down"]);
    desk.shot("subscription");
    desk.press(&["Return"]);
    now = at(&client, &now, Step::Confirming).await;
    desk.press(&["Return"]);
    now = at(&client, &now, Step::Settling).await;
    desk.text("70");
    desk.shot("settle-change");
    desk.press(&["F10"]);
    now = at(&client, &now, Step::IssuingPass).await;
    assert_eq!(now.ledger.as_ref().unwrap().last_change, "6.50");
    desk.press(&["F8"]);
    tokio::time::sleep(Duration::from_millis(1200)).await;
    branch.printer.insert_card();
    now = at(&client, &now, Step::Enrolled).await;
    desk.shot("enrolled");
    // Another registration is left half-way, and is there for the next counter.
    scan_pass(&mut branch, &client, &pass_number(7584)).await;
    desk.press(&["Right", "Tab"]);
    desk.fill(&["C.", "", "Halverwege"]);
    desk.press(&["F2"]);
    tokio::time::sleep(Duration::from_millis(800)).await;
    desk.shot("overview");
    let open = RegistrationFilter { open_only: true, ..Default::default() };
    let open = client.registrations.list_up_to(open, 10).await.unwrap();
    assert_eq!(open[0].person.as_ref().unwrap().surname, "Halverwege");
    assert!(desk.lives());
    assert_eq!(now.subscription.unwrap().code, "0082");
}
