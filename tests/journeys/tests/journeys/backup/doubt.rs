//! A pass that was printed after the backup was made is not printed once more without somebody looking.

use balie_client::v1::{self, pass_print};
use balie_client::{Client, Command};
use balie_journeys::{Branch, apply, example_person, pass_number, saved, seen, until};

/// A registration whose pass may be printed.
pub async fn ready_to_print(client: &Client, serial: u32) -> v1::Registration {
    let person = v1::Person { email: String::new(), ..example_person() };
    let now = saved(client, &pass_number(serial), person, "0045").await;
    apply(client, &now, Command::Register(v1::Register {})).await
}

pub fn print_state(now: &v1::Registration) -> (pass_print::State, String) {
    let print = now.pass_print.clone().expect("a print");
    (print.state(), print.last_failure)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_may_have_been_printed_since_the_backup_is_looked_at_first() {
    let mut branch = Branch::open("").await;
    let client = branch.client("balie-1").await;
    let printed = ready_to_print(&client, 1).await;
    let blank = ready_to_print(&client, 2).await;
    let settling = {
        let person = v1::Person { email: String::new(), ..example_person() };
        saved(&client, &pass_number(3), person, "0045").await
    };
    let file = branch.path().join("annen.tar");
    branch.balied(&["backup".as_ref(), file.as_os_str()]).await.done();
    apply(&client, &printed, Command::PrintPass(v1::PrintPass::default())).await;
    branch.printer.insert_card();
    branch.cards(1).await;
    until(&client, &printed.name, |now| now.step() == v1::Step::Enrolled).await;
    branch.stop().await;
    branch.balied(&["restore".as_ref(), file.as_os_str()]).await.done();
    branch.start().await;

    // Both could be printed when the backup was made; what became of that nobody can know but a person.
    let client = branch.client("balie-1").await;
    let doubted = (pass_print::State::Unknown, "RESTORED".to_owned());
    for name in [&printed.name, &blank.name] {
        let now = client.registrations.get(name).await.expect("it is there");
        assert_eq!(print_state(&now), doubted);
        let print = Command::PrintPass(v1::PrintPass::default());
        let refused = client.registrations.apply(name, "", print).await.expect_err("a person looks first");
        assert!(refused.has_reason("PRINT_UNKNOWN"), "{refused:?}");
    }
    let now = client.registrations.get(&printed.name).await.expect("it is there");
    let now = apply(&client, &now, seen(&now, v1::PrintResult::Printed)).await;
    assert_eq!(now.step(), v1::Step::Enrolled);
    let now = client.registrations.get(&blank.name).await.expect("it is there");
    let now = apply(&client, &now, seen(&now, v1::PrintResult::NotPrinted)).await;
    apply(&client, &now, Command::PrintPass(v1::PrintPass::default())).await;
    branch.printer.insert_card();
    branch.cards(2).await;
    until(&client, &blank.name, |now| now.step() == v1::Step::Enrolled).await;
    assert_eq!(branch.printer.cards().len(), 2, "each pass once");

    // What comes to the printer after the restore is in no doubt, nor is anything at the next start.
    let now = client.registrations.get(&settling.name).await.expect("it is there");
    let now = apply(&client, &now, Command::Register(v1::Register {})).await;
    assert_eq!(print_state(&now).0, pass_print::State::Ready);
    branch.stop().await;
    branch.start().await;
    let client = branch.client("balie-1").await;
    let now = client.registrations.get(&settling.name).await.expect("it is there");
    assert_eq!(print_state(&now).0, pass_print::State::Ready);
}
