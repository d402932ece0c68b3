//! `balie registrations erase`: asks, and leaves nothing personal behind.

use super::program::{balie, err, out, registers};
use balie_client::v1;
use balie_journeys::{Branch, pass_number};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_registration_is_erased_only_when_that_is_meant() {
    let branch = Branch::open("").await;
    let pass = pass_number(1);
    let rest = "[subscription]\ncode = \"0006\"";
    registers(&branch, &super::files::plan(&pass, "woman", "01-01-1991", rest)).await;
    // Nobody is there to ask.
    let asked = balie(&branch, "nl", &["registrations", "erase", &pass]).await;
    assert_eq!(asked.status.code(), Some(2), "{}", err(&asked));
    assert!(err(&asked).contains("--yes"), "{}", err(&asked));
    // The central administration does not have it yet.
    let refused = balie(&branch, "nl", &["registrations", "erase", &pass, "--yes"]).await;
    assert_eq!(refused.status.code(), Some(4), "{}", err(&refused));
    assert!(err(&refused).contains("--unconfirmed"), "{}", err(&refused));
    let client = branch.client("check").await;
    let name = format!("registrations/pass:{pass}");
    assert!(client.registrations.get(&name).await.is_ok());
    let erased = balie(&branch, "nl", &["registrations", "erase", &pass, "--yes", "--unconfirmed"]).await;
    assert!(erased.status.success() && out(&erased).contains("is gewist"), "{}", err(&erased));
    assert!(client.registrations.get(&name).await.is_err());
    let changes = client.branch.changes(0, 10, "").await.expect("the feed").changes;
    assert!(changes.last().is_some_and(|change| change.erased), "{changes:?}");
    // A pass that went out is not used again.
    let pass = v1::AssignPass { code: pass, confirm_other_branch: false };
    assert!(client.registrations.create(Some(pass)).await.is_err());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_script_gets_json_and_an_abandoned_draft_needs_no_confirmation() {
    let branch = Branch::open("").await;
    let client = branch.client("balie-2").await;
    let pass = v1::AssignPass { code: pass_number(1), confirm_other_branch: false };
    let now = client.registrations.create(Some(pass)).await.expect("a registration");
    let erased = balie(&branch, "en", &["--json", "registrations", "erase", &now.name, "--yes"]).await;
    assert!(erased.status.success(), "{}", err(&erased));
    let json: serde_json::Value = serde_json::from_slice(&erased.stdout).expect("JSON");
    assert_eq!(json["name"], now.name.as_str());
    assert!(json["change_number"].as_u64().is_some_and(|number| number > now.change_number), "{json}");
}
