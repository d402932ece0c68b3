//! There and back: what is kept, what is lost, and that no number and no pass comes twice.

use balie_client::v1::{self, login_account, pass_print};
use balie_client::{Client, Command};
use balie_journeys::{Branch, apply, example_person, pass_number, saved, seen, until};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

fn person(email: &str) -> v1::Person {
    v1::Person { email: email.to_owned(), ..example_person() }
}

/// An enrolled patron with a mandate; the mandate's reference.
async fn with_mandate(client: &Client, serial: u32) -> (v1::Registration, String) {
    let mut now = saved(client, &pass_number(serial), person(""), "0045").await;
    let enter = v1::EnterMandate {
        iban: "NL91ABNA0417164300".to_owned(),
        holder: "A. Test".to_owned(),
        place: "Annen".to_owned(),
        ..Default::default()
    };
    for command in [
        Command::CollectByDirectDebit(v1::CollectByDirectDebit {}),
        Command::SkipPrint(v1::SkipPrint {}),
        Command::EnterMandate(enter),
    ] {
        now = apply(client, &now, command).await;
    }
    let reference = now.mandate.clone().expect("a mandate").reference;
    (now, reference)
}

fn files(directory: &Path) -> Vec<String> {
    let entries = directory.read_dir().expect("a directory");
    let mut names: Vec<_> =
        entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("a name")).collect();
    names.sort();
    names
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_branch_is_put_back_and_nothing_comes_twice() {
    let mut branch = Branch::open("").await;
    let client = branch.client("balie-1").await;

    // Before the backup: a patron with a mandate, one with an account, one whose pass waits for the printer.
    let (kept, reference) = with_mandate(&client, 1).await;
    let account = saved(&client, &pass_number(2), person("proef@voorbeeld.nl"), "0045").await;
    let pending = until(&client, &account.name, |now| {
        now.login.as_ref().is_some_and(|login| login.state() == login_account::State::Pending)
    })
    .await;
    let waiting = saved(&client, &pass_number(3), person(""), "0045").await;
    let waiting = apply(&client, &waiting, Command::Register(v1::Register {})).await;
    let waiting = apply(&client, &waiting, Command::PrintPass(v1::PrintPass::default())).await;
    let epoch = client.branch.changes(0, 1, "").await.expect("the feed").epoch;

    // Clerks go on meanwhile.
    let stop = Arc::new(AtomicBool::new(false));
    let told = Arc::clone(&stop);
    let busy = branch.client("balie-2").await;
    let clerk = tokio::spawn(async move {
        let mut done = 0;
        while !told.load(Ordering::Relaxed) {
            saved(&busy, &pass_number(1000 + done), person(""), "0045").await;
            done += 1;
        }
        done
    });
    let place = tempfile::tempdir().expect("a directory");
    let file = place.path().join("annen.tar");
    branch.balied(&["backup".as_ref(), file.as_os_str()]).await.done();
    stop.store(true, Ordering::Relaxed);
    let meanwhile = clerk.await.expect("no command of the clerk was refused");
    assert!(meanwhile > 0, "work went on");
    assert_eq!(files(place.path()), ["annen.tar"], "nothing is left beside it");
    assert_eq!(std::fs::metadata(&file).expect("a file").permissions().mode() & 0o777, 0o600);
    let twice = branch.balied(&["backup".as_ref(), file.as_os_str()]).await;
    twice.refused(1, &["annen.tar bestaat al", "annen.tar exists already"]);

    // After it: the waiting pass is printed, and numbers go out.
    branch.printer.insert_card();
    branch.cards(1).await;
    until(&client, &waiting.name, |now| now.step() == v1::Step::Enrolled).await;
    let (lost, lost_reference) = with_mandate(&client, 9).await;

    // A running daemon's state is not touched.
    let running = branch.balied(&["restore".as_ref(), file.as_os_str()]).await;
    running.refused(1, &["is in gebruik bij een andere balied", "is in use by another balied"]);
    assert_eq!(client.registrations.get(&lost.name).await.expect("it is there").name, lost.name);
    branch.stop().await;
    let before = files(&branch.state());
    let said = branch.balied(&["restore".as_ref(), file.as_os_str()]).await;
    for words in ["teruggezet is de stand van", "put back is the state of", "balie.db.before-restore"] {
        assert!(said.err.contains(words), "no {words:?} in {}", said.err);
    }
    said.done();
    let mut expected = before;
    expected.extend(["accounts.db.before-restore".to_owned(), "balie.db.before-restore".to_owned()]);
    expected.sort();
    assert_eq!(files(&branch.state()), expected);
    branch.start().await;
    let client = branch.client("balie-1").await;

    // What was confirmed before is there; what came after is not.
    let now = client.registrations.get(&kept.name).await.expect("it is there");
    assert_eq!((now.revision, &now.person, &now.mandate), (kept.revision, &kept.person, &kept.mandate));
    let gone = client.registrations.get(&lost.name).await.expect_err("it came after the backup");
    assert!(gone.has_reason("NOT_FOUND"));
    // An etag of before the restore is no etag of now.
    let step = Command::MandateSigned(v1::MandateSigned { source: v1::MandateSource::NoUpload.into() });
    let stale = client.registrations.apply(&kept.name, &kept.etag, step).await;
    assert!(stale.expect_err("another epoch").has_reason("ETAG_STALE"));

    // Readers of the feed notice, and read from the beginning.
    let changed = client.branch.changes(0, 10, &epoch).await.expect_err("another epoch");
    assert!(changed.has_reason("EPOCH_CHANGED"));
    assert_ne!(client.branch.changes(0, 10, "").await.expect("the feed").epoch, epoch);

    // The pass that was printed since is not printed by itself: a person looks.
    let unknown = client.registrations.get(&waiting.name).await.expect("it is there");
    let print = unknown.pass_print.clone().expect("a print");
    assert_eq!((print.state(), print.last_failure.as_str()), (pass_print::State::Unknown, "RESTORED"));
    assert_eq!(
        apply(&client, &unknown, seen(&unknown, v1::PrintResult::Printed)).await.step(),
        v1::Step::Enrolled
    );
    branch.printer.insert_card();
    assert_eq!(branch.printer.cards().len(), 1);

    // No number that went out comes again, though the branch has forgotten it.
    let (after, after_reference) = with_mandate(&client, 20).await;
    let number = |text: &str| text.parse::<u32>().expect("a number");
    assert!(number(&after.patron_number) > number(&lost.patron_number));
    assert!(![&reference, &lost_reference].contains(&&after_reference));

    // The account is there, and its code works.
    let login = pending.login.expect("an account");
    let message = branch.state().join("outbox").join(format!("{}.eml", login.user_name));
    let message = std::fs::read_to_string(message).expect("a message");
    let code = message.split_whitespace().find(|word| word.len() == 64).expect("a code").to_owned();
    branch.balied(&["activate", &code]).await.done();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_starts_a_new_machine() {
    let mut branch = Branch::open("").await;
    let client = branch.client("balie-1").await;
    let (kept, _) = with_mandate(&client, 1).await;
    let file = branch.path().join("annen.tar");
    branch.stop().await;
    // A daemon that stands still can be saved as well.
    branch.balied(&["backup".as_ref(), file.as_os_str()]).await.done();
    std::fs::remove_dir_all(branch.state()).expect("the disk broke");
    let said = branch.balied(&["restore".as_ref(), file.as_os_str()]).await;
    assert!(!said.err.contains("before-restore"), "there was nothing to keep: {}", said.err);
    said.done();
    branch.start().await;
    let now = branch.client("balie-1").await.registrations.get(&kept.name).await.expect("it is there");
    assert_eq!(now.person, kept.person);
}
