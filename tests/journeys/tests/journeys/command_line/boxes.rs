//! A name that no font has: told before the pass is printed, and printed all the same by who says so.

use balie_client::{Command, v1};
use balie_journeys::{Branch, apply, example_person, pass_number, saved};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pass_with_empty_boxes_is_printed_only_when_it_is_said() {
    let branch = Branch::open("").await;
    let client = branch.client("balie-1").await;
    let pass = pass_number(1);
    // Letters of Kawi.
    let surname = "\u{11F04}\u{11F05}\u{11F04}".to_owned();
    let person = v1::Person { surname, email: String::new(), ..example_person() };
    let now = saved(&client, &pass, person, "0045").await;
    apply(&client, &now, Command::Register(v1::Register {})).await;

    let picture = branch.path().join("pass.png");
    let picture = picture.to_str().expect("a name");
    for (lang, told) in [("nl", "lege vakjes"), ("en", "empty boxes")] {
        let ran = branch.balie(lang, &["pass", &pass, "--out", picture]).await;
        assert!(ran.code == Some(0) && ran.err.contains(told), "{ran:?}");
        let json = branch.balie(lang, &["--json", "pass", &pass, "--out", picture]).await.done();
        let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        assert_eq!(json["notice_code"], "NO_GLYPHS");
        assert!(json["notice"].as_str().is_some_and(|notice| notice.contains(told)), "{json}");
        let unaware = branch.balie(lang, &["do", &pass, "print-pass"]).await;
        unaware.refused(3, &[told, "--despite-missing-characters"]);
    }
    branch.printer.insert_card();
    branch.balie("nl", &["do", &pass, "print-pass", "--despite-missing-characters"]).await.done();
    assert_eq!(branch.cards(1).await.len(), 1);
}

/// In a file it is said beside what to do with the pass.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_may_say_it() {
    let branch = Branch::open("").await;
    let plan = |pass: &str, print: &str| {
        let plan = super::files::plan(pass, "woman", "01-01-1991", "[subscription]\ncode = \"0006\"");
        let plan = plan.replacen("action = \"skip\"", print, 1);
        plan.replacen("surname = \"Test\"", "surname = \"\u{11F04}\u{11F05}\"", 1)
    };
    let file = branch.path().join("plan.toml");
    let path = file.to_str().expect("a name");
    std::fs::write(&file, plan(&pass_number(1), "action = \"print\"")).expect("a plan");
    let refused = branch.balie("nl", &["register", "--file", path]).await;
    refused.refused(3, &["lege vakjes", "despite_missing_characters = true onder [print]"]);
    let said = "despite_missing_characters = true\n[person_choice]\nnew_person = true";
    std::fs::write(&file, plan(&pass_number(2), said)).expect("a plan");
    branch.printer.insert_card();
    branch.balie("nl", &["register", "--file", path]).await.done();
    assert_eq!(branch.cards(1).await.len(), 1);
}
