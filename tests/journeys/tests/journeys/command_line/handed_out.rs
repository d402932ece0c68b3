//! A pass that was handed out without printing, and a registration that is cancelled afterwards: what becomes of the
//! number.

use super::program::{balie, err, out, registers};
use balie_client::v1;
use balie_journeys::{Branch, pass_number};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_number_is_spent_unless_the_pass_is_back() {
    let branch = Branch::open("").await;
    let client = branch.client("check").await;
    for (serial, returned) in [(1, false), (2, true)] {
        let pass = pass_number(serial);
        let plan = |birth_date: &str| {
            let subscription = "[person_choice]\nnew_person = true\n[subscription]\ncode = \"0006\"";
            super::files::plan(&pass, "woman", birth_date, subscription)
        };
        registers(&branch, &plan("01-01-1991")).await;
        let name = format!("registrations/pass:{pass}");
        let name = client.registrations.get(&name).await.expect("registered").name;
        let mut arguments = vec!["registrations", "cancel", &pass, "--reason", "vergissing"];
        arguments.extend(returned.then_some("--pass-returned"));
        let cancelled = balie(&branch, "nl", &arguments).await;
        let told = match returned {
            true => format!("Pas {pass} is weer vrij."),
            false => format!("Pas {pass} wordt niet meer uitgegeven."),
        };
        assert!(out(&cancelled).contains(&told), "{}{}", out(&cancelled), err(&cancelled));
        let now = client.registrations.get(&name).await.expect("it is there");
        assert_eq!((now.step(), now.pass_free), (v1::Step::Cancelled, returned));

        // Somebody else at the counter scans the blank pass.
        std::fs::write(branch.path().join("next.toml"), plan("02-02-1992")).expect("a plan");
        let next = balie(&branch, "nl", &["register", "--file", "next.toml"]).await;
        match returned {
            true => assert!(next.status.success(), "{}", err(&next)),
            false => {
                assert!(err(&next).contains("eerder geprint, uitgegeven of verknoeid"), "{}", err(&next))
            }
        }
    }
}

/// Also when nobody knows any more whose it was.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_number_stays_spent_when_the_registration_is_erased() {
    let branch = Branch::open("").await;
    let pass = pass_number(1);
    let plan = super::files::plan(&pass, "woman", "01-01-1991", "[subscription]\ncode = \"0006\"");
    registers(&branch, &plan).await;
    for arguments in [
        &["registrations", "cancel", &pass, "--reason", "vergissing"][..],
        &["registrations", "erase", &pass, "--unconfirmed", "--yes"],
    ] {
        let done = balie(&branch, "nl", arguments).await;
        assert!(done.status.success(), "{arguments:?}: {}", err(&done));
    }
    let again = balie(&branch, "nl", &["register", "--file", "plan.toml"]).await;
    assert!(err(&again).contains("eerder geprint, uitgegeven of verknoeid"), "{}", err(&again));
}
