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

/// The text in UTF-16 with a byte order mark, as Notepad ("Unicode") and PowerShell (`>`) save it.
fn utf16(text: &str) -> Vec<u8> {
    format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// The text in Latin 1, which Windows-1252 holds.
fn latin_1(text: &str) -> Vec<u8> {
    text.chars().map(|c| u8::try_from(u32::from(c)).expect("Latin 1")).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_file_of_a_registration_is_read_however_it_was_saved_or_named_for_what_it_is() {
    let desk = Desk::open("").await;
    let file = desk.branch.path().join("person.toml");
    let path = file.to_str().expect("a name").to_owned();
    let text = |serial| {
        format!(
            "pass = \"{}\"\r\n[person]\r\nkind = \"woman\"\r\ninitials = \"A.\"\r\nsurname = \"Müller\"\r\n\
             birth_date = 1991-01-31\r\nmain_address.postcode = \"9468 BG\"\r\nmain_address.house_number = \"41\"\r\n\
             main_address.street = \"Kruisakkers\"\r\nmain_address.place = \"Annen\"\r\n[subscription]\r\n\
             code = \"0006\"\r\n[print]\r\naction = \"skip\"\r\n[person_choice]\r\nnew_person = true\r\n",
            pass_number(serial)
        )
    };
    let words: [&[&str]; 2] = [
        &["person.toml, regel 5: dit bestand is niet in UTF-8 opgeslagen", "Windows-1252", "“ü”", "Kladblok"],
        &["person.toml, line 5: this file is not saved in UTF-8", "Windows-1252", "“ü”", "Notepad"],
    ];
    std::fs::write(&file, latin_1(&text(1))).expect("a file");
    desk.balie_refuses(None, &["register", "--file", &path], 3, words).await;
    let words: [&[&str]; 2] =
        [&["person.toml, regel 1: dit is een document"], &["line 1: this is a document"]];
    std::fs::write(&file, b"PK\x03\x04\x14\0\x06\0").expect("a file");
    desk.balie_refuses(None, &["register", "--file", &path], 3, words).await;

    let marked = format!("\u{feff}{}", text(2)).into_bytes();
    for (serial, bytes) in [(1, utf16(&text(1))), (2, marked)] {
        std::fs::write(&file, bytes).expect("a file");
        desk.branch.balie("nl", &["register", "--file", &path]).await.done();
        let name = format!("registrations/pass:{}", pass_number(serial));
        let person =
            desk.client.registrations.get(&name).await.expect("registered").person.expect("a person");
        assert_eq!((person.surname.as_str(), person.birth_date.as_str()), ("Müller", "1991-01-31"));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_date_that_is_more_or_less_than_a_date_begins_nothing() {
    let desk = Desk::open("").await;
    let file = desk.branch.path().join("person.toml");
    let path = file.to_str().expect("a name").to_owned();
    for (date, nl, en) in [
        (
            "1991-01-31T10:00:00+01:00",
            "is een tijdstip; schrijf alleen de datum",
            "is an instant; write the date only",
        ),
        ("10:00:00", "is een tijd; hier hoort een datum", "is a time; a date belongs here"),
        ("19910131", "verwacht wordt een datum", "expected is a date"),
    ] {
        let text = format!("pass = \"{}\"\n[person]\nkind = \"man\"\nbirth_date = {date}\n", pass_number(1));
        std::fs::write(&file, text).expect("a file");
        let nl = [nl, "person.toml, regel 4: person.birth_date: "];
        let en = [en, "person.toml, line 4: person.birth_date: "];
        desk.balie_refuses(None, &["register", "--file", &path], 3, [&nl, &en]).await;
    }
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
    apply(
        &desk.client,
        &now,
        Command::Cancel(v1::Cancel { reason: "proef".to_owned(), ..Default::default() }),
    )
    .await;
}
