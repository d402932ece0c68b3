//! Mistakes in the configuration and in the catalogue: the daemon does not start, says where and why, and starts with
//! everything it had when they are mended.

use super::desk::Desk;
use balie_journeys::Branch;
use std::path::Path;

/// Replaces a part of a file, which must be there.
fn change(file: &Path, from: &str, to: &str) -> String {
    let text = std::fs::read_to_string(file).expect("a file");
    assert!(text.contains(from), "{text}");
    std::fs::write(file, text.replacen(from, to, 1)).expect("it can be written");
    text
}

/// The daemon does not start, nor find the configuration in order, and says this.
async fn does_not_start(branch: &Branch, words: &[&str]) {
    let words: Vec<_> = words.iter().copied().chain(["balied: "]).collect();
    for arguments in [&[][..], &["check"]] {
        branch.balied::<&str>(arguments).await.refused(1, &words);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mistake_in_the_configuration_is_named_with_its_line() {
    let mut desk = Desk::open("").await;
    let kept = desk.draft(1).await;
    desk.branch.stop().await;
    let config = desk.branch.config();
    for (from, to, words) in [
        (
            "name = \"Annen\"",
            "name = \"Annen\"\nnaam = \"Annen\"",
            &[
                "balied.toml, regel 4: branch: onbekende sleutel `naam`. Bedoelt u `name`? Bekend zijn: `number`, `name`",
                "balied.toml, line 4: branch: unknown key `naam`. Did you mean `name`? Known are: `number`, `name`",
            ][..],
        ),
        (
            "driver = \"serial\"",
            "driver = \"serial\"\nbaudrate = 9600",
            &[
                "regel 20: scanner[0]: onbekende sleutel `baudrate`.",
                "line 20: scanner[0]: unknown key `baudrate`.",
            ],
        ),
        (
            "number = \"9401\"",
            "number = 9401",
            &[
                "regel 2: branch.number: getal 9401 kan hier niet; verwacht wordt tekst.",
                "line 2: branch.number: number 9401 cannot be here; expected is text.",
            ],
        ),
        (
            "number = \"9401\"",
            "number = \"94O1\"",
            &[
                "branch.number: Geen vestigingsnummer: vier cijfers",
                "branch.number: Not a branch number: four digits",
            ],
        ),
        (
            "identifier = \"NL79",
            "identifier = \"NL78",
            &["creditor.identifier: ", "balied.toml: creditor.identifier"],
        ),
        (
            "last = 399999",
            "last = 1",
            &["patron_numbers.last: mag niet lager zijn dan", "patron_numbers.last: must not be below"],
        ),
        ("[creditor]", "[creditor", &["geen geldige TOML: ", "not valid TOML: "]),
    ] {
        let right = change(&config, from, to);
        does_not_start(&desk.branch, words).await;
        std::fs::write(&config, right).expect("it can be written");
    }
    desk.branch.start().await;
    let client = desk.branch.client("balie-1").await;
    assert_eq!(client.registrations.get(&kept.name).await.expect("it is there"), kept);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mistake_in_the_catalogue_is_named_with_file_line_and_rule() {
    let mut desk = Desk::open("").await;
    let kept = desk.draft(1).await;
    desk.branch.stop().await;
    let built_in =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../daemon/registration/src/catalogue/default.toml");
    let catalogue = desk.branch.path().join("catalogus.toml");
    std::fs::copy(built_in, &catalogue).expect("a catalogue");
    change(&desk.branch.config(), "[paths]", &format!("[paths]\ncatalogue = \"{}\"", catalogue.display()));
    let right = std::fs::read_to_string(&catalogue).expect("a catalogue");
    let line = |of: &str| right[..right.find(of).expect(of)].matches('\n').count() + 1;
    for (from, to, line, nl, en) in [
        (
            "age = { from = 19, through = 30 }",
            "age = { from = 30, through = 19 }",
            line("age = { from = 19, through = 30 }"),
            "De leeftijd loopt terug: van 30 tot en met 19.",
            "30",
        ),
        (
            "code = \"0045\"",
            "code = \"45\"",
            line("code = \"0045\""),
            "Code '45' heeft niet precies vier cijfers.",
            "45",
        ),
        (
            "name = \"Basis\"",
            "naam = \"Basis\"",
            line("name = \"Basis\""),
            "Onbekende sleutel 'naam'",
            "naam",
        ),
    ] {
        change(&catalogue, from, to);
        let place = format!("{}:{line}: ", catalogue.display());
        does_not_start(&desk.branch, &[&format!("{place}{nl}"), &place, en]).await;
        let told = desk.branch.balied(&["check"]).await.refused(1, &[]);
        let sentences: Vec<_> = told.lines().filter(|told| told.contains(&place)).collect();
        assert!(sentences.len() >= 2, "in both languages: {told}");
        std::fs::write(&catalogue, &right).expect("it can be written");
    }
    std::fs::remove_file(&catalogue).expect("it goes");
    does_not_start(&desk.branch, &["catalogus.toml: dit bestand kan niet worden gelezen", "cannot be read"])
        .await;
    std::fs::write(&catalogue, &right).expect("it can be written");
    desk.branch.start().await;
    let client = desk.branch.client("balie-1").await;
    assert_eq!(client.registrations.get(&kept.name).await.expect("it is there"), kept);
}
