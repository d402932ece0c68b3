//! A backup that is put back on a machine without its printer: the doubt about what was printed since stays, whichever
//! printer is added when.

use super::doubt::{print_state, ready_to_print};
use balie_client::v1::{self, pass_print};
use balie_client::{Client, Command, RequestId};
use balie_journeys::{Branch, apply, seen, until};
use balie_virtual::{VirtualZpl, ZplOptions};

/// Where the configuration of a branch begins to name its printer.
const PRINTER: &str = "[[pass_printer]]";

/// Changes what the daemon finds at its next start: these printers and no others.
fn configure(branch: &Branch, printers: &str) {
    let config = std::fs::read_to_string(branch.config()).expect("a configuration");
    let rest = config.split(PRINTER).next().expect("a part before the printers");
    std::fs::write(branch.config(), format!("{rest}{printers}")).expect("a configuration");
}

async fn is_in_doubt(client: &Client, name: &str) -> v1::Registration {
    let now = client.registrations.get(name).await.expect("it is there");
    assert_eq!(print_state(&now), (pass_print::State::Unknown, "RESTORED".to_owned()));
    now
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_printer_that_is_added_later_prints_nothing_that_nobody_looked_at() {
    let mut branch = Branch::open("").await;
    let client = branch.client("balie-1").await;
    let printed = ready_to_print(&client, 1).await;
    let blank = ready_to_print(&client, 2).await;
    let file = branch.path().join("annen.tar");
    branch.balied(&["backup".as_ref(), file.as_os_str()]).await.done();
    let (request, print) = (RequestId::new(), Command::PrintPass(v1::PrintPass::default()));
    client
        .registrations
        .apply_as(request, &printed.name, "", print.clone())
        .await
        .expect("it may be printed");
    branch.printer.insert_card();
    branch.cards(1).await;
    until(&client, &printed.name, |now| now.step() == v1::Step::Enrolled).await;
    branch.stop().await;
    branch.balied(&["restore".as_ref(), file.as_os_str()]).await.done();

    // The new machine has no printer yet, at its first start and at the next.
    configure(&branch, "");
    for _ in 0..2 {
        branch.start().await;
        let client = branch.client("balie-1").await;
        for name in [&printed.name, &blank.name] {
            is_in_doubt(&client, name).await;
        }
        branch.stop().await;
    }

    // Then it gets one, of another make and name.
    let options = ZplOptions { media: 9, ..ZplOptions::default() };
    let printer = VirtualZpl::start_with(options).await.expect("a virtual printer");
    let address = printer.address();
    let added = format!("driver = \"zpl\"\nid = \"new\"\naddress = \"{address}\"\npoll_ms = 200\n");
    configure(&branch, &format!("{PRINTER}\n{added}"));
    for _ in 0..2 {
        branch.start().await;
        let client = branch.client("balie-1").await;
        for name in [&printed.name, &blank.name] {
            is_in_doubt(&client, name).await;
            let refused = client.registrations.apply(name, "", print.clone()).await.expect_err("look first");
            assert!(refused.has_reason("PRINT_UNKNOWN"), "{refused:?}");
        }
        // Nor does a client print that asks again what it got no answer to before.
        let again = client.registrations.apply_as(request, &printed.name, "", print.clone()).await;
        assert!(again.expect_err("look first").has_reason("PRINT_UNKNOWN"));
        let jobs = v1::ListJobsRequest { registration: blank.name.clone(), ..Default::default() };
        let jobs = client.jobs.list(jobs).await.expect("jobs").jobs;
        let told: Vec<_> = jobs.iter().map(|job| (job.state(), job.device.as_str())).collect();
        assert_eq!(told, [(v1::JobState::Unknown, "")], "nobody knows which printer");
        branch.stop().await;
    }
    branch.start().await;
    let client = branch.client("balie-1").await;
    let now = is_in_doubt(&client, &printed.name).await;
    let now = apply(&client, &now, seen(&now, v1::PrintResult::Printed)).await;
    assert_eq!(now.step(), v1::Step::Enrolled);
    let now = is_in_doubt(&client, &blank.name).await;
    let now = apply(&client, &now, seen(&now, v1::PrintResult::NotPrinted)).await;
    apply(&client, &now, print).await;
    until(&client, &blank.name, |now| now.step() == v1::Step::Enrolled).await;
    assert_eq!((branch.printer.cards().len(), printer.labels().len()), (1, 1), "each pass once");
}
