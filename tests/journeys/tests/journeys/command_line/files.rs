//! Every kind of patron and of settling, from a file.

use super::program::{balie, err, out, registers};
use balie_client::v1::{self, login_account};
use balie_journeys::{Branch, account_is, pass_number};
use std::path::Path;

async fn registration(branch: &Branch, pass: &str) -> v1::Registration {
    let client = branch.client("check").await;
    client.registrations.get(&format!("registrations/pass:{pass}")).await.expect("registered")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_examples() {
    let branch = Branch::open("").await;
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../clients/cli/examples");
    for (example, pass, code, settlement) in [
        ("youth", "29401000075819", "0010", v1::Settlement::NothingDue),
        ("institution", "29401000075827", "0082", v1::Settlement::Registered),
        ("guest", "29401000075835", "0345", v1::Settlement::NothingDue),
    ] {
        let plan =
            std::fs::read_to_string(examples.join(example).with_extension("toml")).expect("an example");
        registers(&branch, &format!("{plan}\n[print]\naction = \"skip\"\n")).await;
        let now = registration(&branch, pass).await;
        assert_eq!(now.step(), v1::Step::Enrolled, "{example}");
        assert_eq!(now.subscription.map(|chosen| chosen.code).as_deref(), Some(code));
        assert_eq!(now.ledger.map(|ledger| ledger.settlement()), Some(settlement), "{example}");
    }
}

/// A plan for somebody with this birth date, whose pass is not printed.
pub fn plan(pass: &str, kind: &str, birth_date: &str, rest: &str) -> String {
    let person = match kind {
        "institution" => "surname = \"Obs De Eshof\"\ncontact_person = \"D. de Vries\"".to_owned(),
        _ => format!("initials = \"A.\"\nsurname = \"Test\"\nbirth_date = \"{birth_date}\""),
    };
    format!(
        "pass = \"{pass}\"\n\
         [person]\nkind = \"{kind}\"\n{person}\n\
         main_address.postcode = \"9468 BG\"\nmain_address.house_number = \"41\"\n\
         main_address.street = \"Kruisakkers\"\nmain_address.place = \"Annen\"\n\
         [print]\naction = \"skip\"\n{rest}\n"
    )
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_subscription_for_whom_it_is_and_every_way_to_settle() {
    use v1::Settlement as S;
    let branch = Branch::open("").await;
    let cases = [
        ("neutral", "01-01-2001", "code = \"0021\"", "", S::NothingDue, "0.00"),
        (
            "woman",
            "01-01-1991",
            "code = \"0045\"",
            "by = \"remit\"\nreason = \"bijstand\"",
            S::Remitted,
            "0.00",
        ),
        ("man", "01-01-1960", "code = \"0053\"", "by = \"cash\"\ntendered = \"70\"", S::Paid, "67.00"),
        ("man", "01-01-1961", "code = \"0141\"", "by = \"card\"", S::Paid, "45.00"),
        (
            "woman",
            "01-01-1962",
            "code = \"0045\"\ndiscount = \"8,00\"",
            "by = \"register\"",
            S::Registered,
            "0.00",
        ),
        ("man", "01-01-1963", "code = \"0091\"", "by = \"cash\"", S::Paid, "11.50"),
        ("woman", "01-01-1964", "code = \"0001\"\nstaff = true", "", S::NothingDue, "0.00"),
        ("institution", "", "code = \"0083\"", "by = \"register\"", S::Registered, "0.00"),
        ("institution", "", "code = \"0086\"\ndbos_school = true", "", S::NothingDue, "0.00"),
        ("institution", "", "code = \"0091\"", "by = \"card\"", S::Paid, "10.00"),
    ];
    for (number, (kind, birth_date, subscription, settle, settlement, received)) in (1..).zip(cases) {
        let pass = pass_number(number);
        let rest =
            format!("[person_choice]\nnew_person = true\n[subscription]\n{subscription}\n[settle]\n{settle}");
        registers(&branch, &plan(&pass, kind, birth_date, &rest)).await;
        let now = registration(&branch, &pass).await;
        let ledger = now.ledger.clone().expect("a ledger");
        assert_eq!(now.step(), v1::Step::Enrolled, "{subscription}");
        assert_eq!((ledger.settlement(), ledger.received.as_str()), (settlement, received), "{subscription}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn instalments_end_where_the_patron_signs() {
    let branch = Branch::open("").await;
    let pass = pass_number(1);
    let rest = "[subscription]\ncode = \"0049\"\ninstalments_requested = true\n[settle]\nby = \"direct-debit\"\n\
                [mandate]\niban = \"NL91 ABNA 0417 1643 00\"\nholder = \"A. Test\"\nplace = \"Annen\"\n\
                switch_service = true";
    registers(&branch, &plan(&pass, "woman", "01-01-1991", rest)).await;
    let now = registration(&branch, &pass).await;
    assert_eq!(now.step(), v1::Step::SigningMandate);
    let mandate = now.mandate.clone().expect("a mandate");
    assert!(mandate.switch_service);
    // Signed and processed by the command line, and later revoked.
    for (arguments, step) in [
        (vec!["mandate", "process", &pass, "--barcode", &mandate.reference, "--yes"], v1::Step::Enrolled),
        (vec!["do", &pass, "set-switch-service", "nee"], v1::Step::Enrolled),
        (vec!["do", &pass, "revoke-mandate", "klant wil het niet meer"], v1::Step::Enrolled),
    ] {
        let ended = balie(&branch, "nl", &arguments).await;
        assert!(ended.status.success(), "{arguments:?}: {}", err(&ended));
        assert_eq!(registration(&branch, &pass).await.step(), step, "{arguments:?}");
    }
    let mandate = registration(&branch, &pass).await.mandate.expect("a mandate");
    assert!(mandate.state() == v1::mandate::State::Revoked && !mandate.switch_service, "{mandate:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pass_of_another_branch_wants_its_word() {
    let branch = Branch::open("").await;
    let plan = plan("25280000000017", "woman", "01-01-1991", "[subscription]\ncode = \"0006\"");
    std::fs::write(branch.path().join("plan.toml"), &plan).expect("a plan");
    let refused = balie(&branch, "nl", &["register", "--file", "plan.toml"]).await;
    assert_eq!(refused.status.code(), Some(3), "{}", err(&refused));
    assert!(err(&refused).contains("5280"), "{}", err(&refused));
    // A pass that is refused begins nothing.
    let all = branch.client("check").await.registrations.list_up_to(Default::default(), 9).await;
    assert!(all.expect("a list").is_empty());
    registers(&branch, &format!("confirm_other_branch = true\n{plan}")).await;
    assert_eq!(registration(&branch, "25280000000017").await.step(), v1::Step::Enrolled);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_fails_half_way_tells_how_to_go_on() {
    let branch = Branch::open("").await;
    let pass = pass_number(1);
    let with = |code: &str| plan(&pass, "woman", "01-01-1991", &format!("[subscription]\ncode = \"{code}\""));
    std::fs::write(branch.path().join("plan.toml"), with("0021")).expect("a plan");
    let refused = balie(&branch, "nl", &["register", "--file", "plan.toml"]).await;
    assert_eq!(refused.status.code(), Some(3), "{}", err(&refused));
    let hint = format!("balie register --resume {pass} --file plan.toml");
    assert!(err(&refused).contains(&hint), "{}", err(&refused));
    std::fs::write(branch.path().join("plan.toml"), with("0006")).expect("a plan");
    let resumed = balie(&branch, "nl", &["register", "--resume", &pass, "--file", "plan.toml"]).await;
    assert!(resumed.status.success(), "{}", err(&resumed));
    assert!(out(&resumed).contains("Ingeschreven"), "{}", out(&resumed));
}

/// A part of the fee in a file has been given once, whatever remains and however often the file is read.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_part_of_the_fee_is_received_once() {
    let branch = Branch::open("").await;
    for (number, by) in (1..).zip(["cash", "card"]) {
        let pass = pass_number(number);
        let with = |settle: &str| {
            let rest = format!("[subscription]\ncode = \"0045\"\n[settle]\n{settle}");
            let new = "[person_choice]\nnew_person = true\n";
            std::fs::write(
                branch.path().join("plan.toml"),
                plan(&pass, "woman", "01-01-1991", &format!("{new}{rest}")),
            )
            .expect("a plan");
        };
        let received = async || {
            let ledger = registration(&branch, &pass).await.ledger.expect("a ledger");
            (ledger.received, ledger.remaining)
        };
        with(&format!("by = \"{by}\"\ntendered = \"20\""));
        let resume = ["register", "--resume", pass.as_str(), "--file", "plan.toml"];
        for arguments in [&["register", "--file", "plan.toml"][..], &resume, &resume] {
            let ended = balie(&branch, "nl", arguments).await;
            let told = err(&ended);
            assert_eq!(ended.status.code(), Some(4), "{by}: {told}");
            for word in [
                "€ 20,00 ontvangen",
                "€ 38,00 staat nog open",
                "tendered",
                "by = \"register\"",
                pass.as_str(),
            ] {
                assert!(told.contains(word), "{by}, no {word:?} in:\n{told}");
            }
            assert_eq!(received().await, ("20.00".to_owned(), "38.00".to_owned()), "{by} {arguments:?}");
        }
        // Both ways on that are told.
        let (settle, settlement, paid) = match by {
            "cash" => (format!("by = \"{by}\""), v1::Settlement::Paid, "58.00"),
            _ => ("by = \"register\"".to_owned(), v1::Settlement::Registered, "20.00"),
        };
        with(&settle);
        let ended = balie(&branch, "nl", &resume).await;
        assert!(ended.status.success(), "{by}: {}", err(&ended));
        let ledger = registration(&branch, &pass).await.ledger.expect("a ledger");
        assert_eq!((ledger.settlement(), ledger.received.as_str()), (settlement, paid), "{by}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wanted_account_without_an_address_is_told_not_to_come() {
    let branch = Branch::open("").await;
    for (number, login, told) in [
        (1, "wanted = true", true),
        (2, "wanted = true\nemail = \" \"", true),
        (3, "wanted = false", false),
        (4, "wanted = true\nemail = \"a@voorbeeld.nl\"", false),
    ] {
        let rest =
            format!("[person_choice]\nnew_person = true\n[subscription]\ncode = \"0006\"\n[login]\n{login}");
        std::fs::write(
            branch.path().join("plan.toml"),
            plan(&pass_number(number), "woman", "01-01-1991", &rest),
        )
        .expect("a plan");
        let ended = balie(&branch, "nl", &["register", "--file", "plan.toml"]).await;
        assert!(ended.status.success(), "{login}: {}", err(&ended));
        for words in ["geen e-mailadres", "inloggen op de website"] {
            assert_eq!(err(&ended).contains(words), told, "{login}: {}", err(&ended));
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_account_is_generated_linked_forgotten_and_generated_anew() {
    let branch = Branch::open("").await;
    let client = branch.client("check").await;
    let first = pass_number(1);
    let login = "[subscription]\ncode = \"0006\"\n[login]\nwanted = true\nemail = \"a@voorbeeld.nl\"";
    registers(&branch, &plan(&first, "woman", "01-01-1991", login)).await;
    let name = registration(&branch, &first).await.name;
    let now = account_is(&client, &name, login_account::State::Pending).await;
    let user_name = now.login.expect("an account").user_name;
    let linked = format!("{login}\nuser_name = \"{user_name}\"").replace("a@", "b@");
    registers(&branch, &plan(&pass_number(2), "man", "01-01-1980", &linked)).await;
    let login = registration(&branch, &pass_number(2)).await.login.expect("an account");
    assert_eq!((login.state(), &login.user_name), (login_account::State::Linked, &user_name));
    for (command, becomes) in [
        ("forget-account", login_account::State::Forgotten),
        ("generate-account", login_account::State::Pending),
    ] {
        let ended = balie(&branch, "nl", &["do", "--wait", &first, command]).await;
        assert!(ended.status.success(), "{command}: {}", err(&ended));
        account_is(&client, &name, becomes).await;
    }
}
