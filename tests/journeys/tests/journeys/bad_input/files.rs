//! Mistakes in what a person writes for the command line: the file of a registration, a command as JSON.

use super::desk::Desk;
use balie_client::{Command, v1};
use balie_journeys::{apply, pass_number};

/// A file in which the person is at fault, the line, and what is said.
const PERSONS: [(&str, &str, [&[&str]; 2]); 5] = [
    (
        "surnam = \"Test\"",
        "5",
        [
            &["person: onbekende sleutel `surnam`. Bedoelt u `surname`?", "`initials`", "`birth_date`"],
            &["person: unknown key `surnam`. Did you mean `surname`?", "`initials`", "`birth_date`"],
        ],
    ),
    (
        "kind = \"vrouw\"",
        "5",
        [
            &["person.kind: `vrouw` kan hier niet. Kies uit: `man`, `woman`, `neutral`, `institution`."],
            &["person.kind: `vrouw` cannot be here. Choose from: `man`, `woman`, `neutral`, `institution`."],
        ],
    ),
    (
        "phone = 592271234",
        "5",
        [
            &["person.phone: getal 592271234 kan hier niet; verwacht wordt tekst."],
            &["person.phone: number 592271234 cannot be here; expected is text."],
        ],
    ),
    ("surname = Test", "5", [&["geen geldige TOML: "], &["not valid TOML: "]]),
    (
        "\n[subscription]\ndiscount = 58.1",
        "7",
        [
            &["subscription.discount: zet het bedrag tussen aanhalingstekens: \"58.10\"."],
            &["subscription.discount: put the amount in quotes: \"58.10\"."],
        ],
    ),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mistake_in_the_file_of_a_registration_begins_nothing() {
    let desk = Desk::open("").await;
    let file = desk.branch.path().join("person.toml");
    let path = file.to_str().expect("a name").to_owned();
    for (wrong, line, [nl, en]) in PERSONS {
        let text = format!("pass = \"{}\"\n\n# the person\n[person]\n{wrong}\n", pass_number(1));
        std::fs::write(&file, text).expect("a file");
        let place = [format!("person.toml, regel {line}: "), format!("person.toml, line {line}: ")];
        let nl: Vec<_> = nl.iter().copied().chain([place[0].as_str()]).collect();
        let en: Vec<_> = en.iter().copied().chain([place[1].as_str()]).collect();
        desk.balie_refuses(None, &["register", "--file", &path], 3, [&nl, &en]).await;
    }
    // A whole file is taken afterwards.
    let text = format!("pass = \"{}\"\n[person]\nkind = \"institution\"\n", pass_number(1));
    std::fs::write(&file, text).expect("a file");
    let refused = desk.branch.balie("nl", &["register", "--file", &path]).await;
    refused.refused(3, &["Achternaam: Dit veld is verplicht.", "balie register --resume"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mistake_in_a_command_as_json_names_key_and_place() {
    let desk = Desk::open("").await;
    let now = desk.draft(1).await;
    let cases: [(&str, [&[&str]; 2]); 5] = [
        (
            r#"{"enter_person": {"person": {"achternaam": "Test"}}}"#,
            [
                &["--command, regel 1: enter_person.person: onbekende sleutel `achternaam`.", "`surname`"],
                &["--command, line 1: enter_person.person: unknown key `achternaam`.", "`surname`"],
            ],
        ),
        (
            r#"{"assign_pas": {"code": "2"}}"#,
            [
                &["`assign_pas` kan hier niet. Bedoelt u `assign_pass`?"],
                &["`assign_pas` cannot be here. Did you mean `assign_pass`?"],
            ],
        ),
        (
            r#"{"enter_details": {"details": {"newsletter": "ja"}}}"#,
            [
                &[
                    "enter_details.details.newsletter: tekst \"ja\" kan hier niet; verwacht wordt `true` of `false`.",
                ],
                &[
                    "enter_details.details.newsletter: text \"ja\" cannot be here; expected is `true` or `false`.",
                ],
            ],
        ),
        (
            r#"{"pay": {"tendered": 58.10}}"#,
            [
                &["pay.tendered: zet het bedrag tussen aanhalingstekens: \"58.10\"."],
                &["pay.tendered: put the amount in quotes: \"58.10\"."],
            ],
        ),
        (
            r#"{"pay": {"tendered": "58,10""#,
            [&["geen geldige JSON: de tekst houdt te vroeg op"], &["not valid JSON: EOF while parsing"]],
        ),
    ];
    for (json, words) in cases {
        desk.balie_refuses(Some(&now.name), &["do", &now.name, "--command", json], 3, words).await;
    }
    // For programs, the same as JSON.
    let json = ["--json", "do", &now.name, "--command", r#"{"save": {"now": true}}"#];
    let told = desk.branch.balie("nl", &json).await.refused(3, &["\"exit_code\":3", "\"line\":1"]);
    let told: serde_json::Value = serde_json::from_str(&told).expect("JSON");
    assert_eq!(told["error"]["message"], "save: onbekende sleutel `now`. Hier kan er geen staan.");
    let good = desk.branch.balie("nl", &["do", &now.name, "--command", r#"{"step_back": {}}"#]).await;
    good.done();
    let now = desk.client.registrations.get(&now.name).await.expect("it is there");
    apply(&desk.client, &now, Command::Cancel(v1::Cancel { reason: "proef".to_owned() })).await;
}
