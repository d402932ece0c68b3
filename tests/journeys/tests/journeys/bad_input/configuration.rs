//! Mistakes in the configuration and in the catalogue: the daemon does not start, says where and why, and starts with
//! everything it had when they are mended.

use super::desk::Desk;
use balie_client::{Client, Command, v1};
use balie_journeys::{Branch, apply, example_person, pass_number};
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
async fn a_configuration_is_read_however_it_was_saved_or_named_for_what_it_is() {
    let mut desk = Desk::open("").await;
    desk.branch.stop().await;
    let config = desk.branch.config();
    let right = change(&config, "name = \"Annen\"", "name = \"Één\"");
    let text = std::fs::read_to_string(&config).expect("a configuration");
    let latin_1: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).expect("Latin 1")).collect();
    std::fs::write(&config, latin_1).expect("it can be written");
    let words =
        ["balied.toml, regel 3: dit bestand is niet in UTF-8", "balied.toml, line 3: this file is not"];
    does_not_start(&desk.branch, &words).await;
    let utf16: Vec<u8> = format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [format!("\u{feff}{text}").into_bytes(), utf16] {
        std::fs::write(&config, bytes).expect("it can be written");
        desk.branch.balied(&["check"]).await.done();
    }
    std::fs::write(&config, right).expect("it can be written");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_of_addresses_is_read_as_a_spreadsheet_saves_it_or_named_for_what_it_is() {
    let list = tempfile::NamedTempFile::new().expect("a file");
    let addresses = format!("[addresses]\nfile = \"{}\"", list.path().display());
    let mut branch = Branch::prepare(&addresses).await;
    let rows = "Postcode;Straat;Plaats\r\n9468 BG;Kruisakkers;Annen\r\n\
                9571 AB;Hoofdstraat;\"2e Exloërmond\"\r\n;;\r\n";
    let latin_1: Vec<u8> = rows.chars().map(|c| u8::try_from(u32::from(c)).expect("Latin 1")).collect();
    let utf16: Vec<u8> = format!("\u{feff}{rows}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let at = list.path().display().to_string();
    for (bytes, nl, en) in [
        (latin_1, "regel 3: dit bestand is niet in UTF-8", "line 3: this file is not saved in UTF-8"),
        (utf16, "in UTF-16 opgeslagen", "saved in UTF-16"),
        (rows.replace(';', "\t").replacen('\t', ";", 2).into_bytes(), "regel 1: verwacht", "one column"),
        (
            rows.replace("9468 BG", "9999 ZZ").into_bytes(),
            "regel 3: niet in volgorde",
            "line 3: not in order",
        ),
        (rows.replace("9571 AB", "").into_bytes(), "regel 3: verwacht wordt", "a column is empty"),
    ] {
        std::fs::write(list.path(), bytes).expect("it can be written");
        let told = branch.balied(&["check"]).await.refused(1, &[nl, en]);
        assert_eq!(told.matches(&at).count(), 2, "{told}");
    }
    for rows in [rows.to_owned(), format!("\u{feff}{rows}"), rows.replace(';', ","), rows.replace(';', "\t")]
    {
        std::fs::write(list.path(), rows).expect("it can be written");
        branch.balied(&["check"]).await.done();
        branch.start().await;
        let client = branch.client("balie-1").await;
        let found = client.branch.look_up_address("9571ab").await.expect("an answer");
        assert_eq!((found.street.as_str(), found.place.as_str()), ("Hoofdstraat", "2e Exloërmond"));
        branch.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_an_institution_does_not_have_cannot_be_required_of_one() {
    let mut desk = Desk::open("").await;
    desk.branch.stop().await;
    let config = desk.branch.config();
    for field in ["initials", "call_name"] {
        let required = format!("name = \"Annen\"\nrequired.institution = [\"phone\", \"{field}\"]");
        let right = change(&config, "name = \"Annen\"", &required);
        let nl = format!("branch.required.institution: een instelling heeft geen `{field}`");
        let en = format!("branch.required.institution: an institution has no `{field}`");
        does_not_start(&desk.branch, &[&nl, &en]).await;
        std::fs::write(&config, right).expect("it can be written");
    }
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

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mistake_in_the_peculiarities_of_scanners_is_named_and_stops_nothing() {
    let mut desk = Desk::open("").await;
    desk.branch.stop().await;
    let file = desk.branch.path().join("scanners.toml");
    change(&desk.branch.config(), "[paths]", &format!("[paths]\npeculiarities = \"{}\"", file.display()));
    let own = "# The scanner at the counter.\n[[scanner]]\nmodel = \"MFP 9\"\nfeeder_state = \"after\"\n";
    for (from, to, words) in [
        (
            "model",
            "modle",
            &[
                "scanners.toml, regel 3: scanner[0]: onbekende sleutel `modle`.",
                "line 3: ",
                "Did you mean `model`?",
            ][..],
        ),
        (
            "\"after\"",
            "\"soon\"",
            &["scanners.toml, regel 4: scanner[0].feeder_state: ", "line 4: ", "`before`", "`after`"],
        ),
        (
            "feeder_state = \"after\"",
            "not_yet = [200]",
            &[
                "regel 4: scanner[0].not_yet: 200 is geen status van een weigering",
                "200 is no status of a refusal",
            ],
        ),
        (
            "feeder_state = \"after\"",
            "",
            &["regel 2: ", "line 2: ", "it does not say what is peculiar about these scanners."],
        ),
        ("[[scanner]]", "[[scanner]", &["geen geldige TOML: ", "not valid TOML: "]),
    ] {
        std::fs::write(&file, own.replacen(from, to, 1)).expect("it can be written");
        starts_without(&mut desk.branch, words).await;
    }
    std::fs::remove_file(&file).expect("it goes");
    let words = ["scanners.toml: dit bestand kan niet worden gelezen", "cannot be read"];
    starts_without(&mut desk.branch, &words).await;
    std::fs::write(&file, own).expect("it can be written");
    desk.branch.balied(&["check"]).await.done();
    desk.branch.start().await;
}

/// What is wrong is named by the check, and in the log of a daemon that starts all the same.
async fn starts_without(branch: &mut Branch, words: &[&str]) {
    branch.balied(&["check"]).await.refused(1, words);
    let before = branch.log().len();
    branch.start().await;
    let log = branch.log().split_off(before);
    for words in words {
        assert!(log.contains(words), "no {words:?} in:\n{log}");
    }
    branch.stop().await;
}

/// Whoever has a newer list of the countries that can be collected from puts it beside the configuration.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_branch_may_have_its_own_list_of_sepa_countries() {
    let mut desk = Desk::open("").await;
    desk.branch.stop().await;
    let file = desk.branch.path().join("sepa.toml");
    change(&desk.branch.config(), "[paths]", &format!("[paths]\nsepa = \"{}\"", file.display()));
    let own = "source = \"our own\"\nas_of = \"2030-01-01\"\n[accounts]\nNL = { eea = true }\nTR = { eea = false }\n";
    for (from, to, words) in [
        (
            "eea = true",
            "eea = \"ja\"",
            &["sepa.toml, regel 4: accounts.NL.eea: ", "line 4: accounts.NL.eea: "][..],
        ),
        (
            "eea = true",
            "eer = true",
            &["regel 4: accounts.NL: onbekende sleutel `eer`.", "Did you mean `eea`?"],
        ),
        ("NL =", "NLD =", &["sepa.toml, regel 4", "sepa.toml, line 4"]),
        ("2030-01-01", "2030", &["sepa.toml, regel 2: as_of: ", "line 2: as_of: "]),
    ] {
        std::fs::write(&file, own.replacen(from, to, 1)).expect("it can be written");
        does_not_start(&desk.branch, words).await;
    }
    std::fs::remove_file(&file).expect("it goes");
    does_not_start(&desk.branch, &["sepa.toml: dit bestand kan niet worden gelezen", "cannot be read"]).await;
    std::fs::write(&file, own).expect("it can be written");
    desk.branch.start().await;
    let client = desk.branch.client("balie-1").await;
    let details = |iban: &str| {
        let details = v1::Details { iban: iban.to_owned(), ..Default::default() };
        Command::EnterDetails(v1::EnterDetails { details: Some(details), new_person: true })
    };
    let now = person_chosen(&client).await;
    let refused = client.registrations.apply(&now.name, "", details("BE68539007547034")).await;
    let refused = refused.expect_err("it is not on this list");
    assert!(refused.has_reason("ACCOUNT_OUTSIDE_SEPA"), "{refused:?}");
    apply(&client, &now, details("TR330006100519786457841326")).await;
}

/// A registration that waits for its further data.
async fn person_chosen(client: &Client) -> v1::Registration {
    let pass = v1::AssignPass { code: pass_number(9), ..Default::default() };
    let now = client.registrations.create(Some(pass)).await.expect("a free pass");
    let enter = v1::EnterPerson { person: Some(example_person()) };
    let now = apply(client, &now, Command::EnterPerson(enter)).await;
    let choose = v1::ChoosePerson { new_person: true, ..Default::default() };
    apply(client, &now, Command::ChoosePerson(choose)).await
}
