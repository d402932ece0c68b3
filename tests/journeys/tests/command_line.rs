//! The real `balie` program on the real daemon: a youth member, an institution and a guest from their files.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "helpers of tests")]

use balie_client::v1;
use balie_journeys::{Branch, program};
use std::path::Path;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn registrations_from_files() {
    let branch = Branch::open("").await;
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../clients/cli/examples");
    for (example, pass, code, settlement) in [
        ("youth", "29401000075819", "0010", v1::Settlement::NothingDue),
        ("institution", "29401000075827", "0082", v1::Settlement::Registered),
        ("guest", "29401000075835", "0345", v1::Settlement::NothingDue),
    ] {
        let plan =
            std::fs::read_to_string(examples.join(example).with_extension("toml")).expect("an example");
        let file = branch.path().join("plan.toml");
        std::fs::write(&file, format!("{plan}\n[print]\naction = \"skip\"\n")).expect("a plan");
        let ended = tokio::process::Command::new(program("balie"))
            .args(["register", "--file"])
            .arg(&file)
            .env("BALIE_SOCKET", branch.socket())
            .output()
            .await
            .expect("balie runs");
        assert!(ended.status.success(), "{example}: {}", String::from_utf8_lossy(&ended.stderr));
        let name = format!("registrations/pass:{pass}");
        let now = branch.client("check").await.registrations.get(&name).await.expect("registered");
        assert_eq!(now.step(), v1::Step::Enrolled, "{example}");
        assert_eq!(now.subscription.map(|chosen| chosen.code).as_deref(), Some(code));
        assert_eq!(now.ledger.map(|ledger| ledger.settlement()), Some(settlement), "{example}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_that_is_too_large_is_refused_in_words() {
    let branch = Branch::open("").await;
    let code = "2".repeat(2 * 1024 * 1024);
    let pass = Some(v1::AssignPass { code, confirm_other_branch: false });
    let client = branch.client("balie-1").await;
    let refused = client.registrations.create(pass).await.expect_err("too large");
    assert!(refused.has_reason("MESSAGE_TOO_LARGE"), "{refused:?}");
    // Nothing was begun.
    let changes = client.branch.changes(0, 10, "").await.expect("the feed");
    assert!(changes.changes.is_empty());
}
