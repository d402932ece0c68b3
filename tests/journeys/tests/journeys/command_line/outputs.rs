//! Where output goes: made, or told before anything is done.

use super::program::{balie, err};
use balie_client::v1;
use balie_journeys::paper::{blank, document_scanner};
use balie_journeys::{Branch, pass_number, signing};
use balie_virtual::VirtualEscl;

async fn registrations(branch: &Branch) -> usize {
    let client = branch.client("check").await;
    client.registrations.list_up_to(v1::RegistrationFilter::default(), 9).await.expect("a list").len()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_directory_for_papers_is_made_or_nothing_is_registered() {
    let branch = Branch::open("").await;
    let pass = pass_number(1);
    let subscription = "[subscription]\ncode = \"0006\"";
    let plan = super::files::plan(&pass, "woman", "01-01-1991", subscription);
    std::fs::write(branch.path().join("plan.toml"), plan).expect("a plan");
    for (lang, told) in [("nl", "plan.toml: is geen map"), ("en", "plan.toml: is not a directory")] {
        // A file is in the way; also of the dialogue, before it asks for a pass.
        for file in [&["--file", "plan.toml"][..], &[]] {
            let arguments = [&["register", "--out", "plan.toml"], file].concat();
            let refused = balie(&branch, lang, &arguments).await;
            assert!(!refused.status.success() && err(&refused).contains(told), "{}", err(&refused));
        }
    }
    assert_eq!(registrations(&branch).await, 0, "told before anything is done");

    let arguments = ["register", "--file", "plan.toml", "--out", "papieren/vandaag"];
    let done = balie(&branch, "nl", &arguments).await;
    assert!(done.status.success(), "{}", err(&done));
    let papers = branch.path().join("papieren/vandaag");
    let names: Vec<_> = std::fs::read_dir(papers).expect("a directory").flatten().collect();
    assert_eq!(names.len(), 1, "the pass, and nothing of the trying: {names:?}");
    assert!(names[0].metadata().expect("a file").len() > 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_picture_that_has_no_place_begins_no_scan() {
    let scanner = VirtualEscl::start(&blank()).await.expect("a scanner");
    let branch = Branch::open(&document_scanner("glass", &scanner)).await;
    let client = branch.client("balie-1").await;
    let now = signing(&client, 1).await;
    let pass = now.pass_number.clone();
    let wrong = ["mandate", "scan", pass.as_str(), "--preview", "nergens/pagina.png"];
    for (lang, told) in
        [("nl", "nergens/pagina.png: bestaat niet"), ("en", "nergens/pagina.png: does not exist")]
    {
        let refused = balie(&branch, lang, &wrong).await;
        assert!(!refused.status.success() && err(&refused).contains(told), "{}", err(&refused));
    }
    // A page that cannot be read does not count as signed either.
    let process = ["mandate", "process", pass.as_str(), "--page", "nergens.pdf"];
    let refused = balie(&branch, "nl", &process).await;
    assert!(err(&refused).contains("nergens.pdf: bestaat niet"), "{}", err(&refused));
    let still = client.registrations.get(&now.name).await.expect("it is there");
    assert_eq!((still.step(), still.revision), (v1::Step::SigningMandate, now.revision));
    let jobs = v1::ListJobsRequest { registration: now.name.clone(), ..Default::default() };
    assert!(client.jobs.list(jobs).await.expect("jobs").jobs.is_empty(), "nothing was scanned");

    for out in [
        &["pass", pass.as_str(), "--out", "nergens/pas.png"][..],
        &["mandate", "form", pass.as_str(), "--out", "nergens/form.pdf"],
        &["mandate", "page", pass.as_str(), "--out", "nergens/pagina.pdf"],
    ] {
        let refused = balie(&branch, "nl", out).await;
        let place = out.last().expect("a place");
        assert!(err(&refused).contains(&format!("{place}: bestaat niet")), "{}", err(&refused));
    }
}
