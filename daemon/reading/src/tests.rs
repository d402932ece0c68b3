//! Every kind of mistake, in TOML and in JSON.

use super::*;
use serde::{Deserialize, Deserializer, de::Visitor};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "only read")]
struct Plan {
    pass: String,
    #[serde(default)]
    person: Person,
    #[serde(default)]
    scanner: Vec<Device>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[allow(dead_code, reason = "only read")]
struct Person {
    kind: Option<Kind>,
    surname: String,
    newsletter: bool,
    weeks: u32,
    #[serde(deserialize_with = "even")]
    even: u64,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(dead_code, reason = "only read")]
enum Kind {
    Man,
    Woman,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "driver", rename_all = "lowercase")]
#[allow(dead_code, reason = "only read")]
enum Device {
    Serial(Serial),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "only read")]
struct Serial {
    id: String,
    baud: u32,
}

/// A rule of our own, and a kind of our own.
fn even<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    struct Even;
    impl Visitor<'_> for Even {
        type Value = u64;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(&both("een even getal", "an even number"))
        }
        fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<u64, E> {
            if number.is_multiple_of(2) { Ok(number) } else { Err(custom("oneven.", "odd.")) }
        }
        fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<u64, E> {
            self.visit_u64(number.unsigned_abs())
        }
    }
    deserializer.deserialize_any(Even)
}

#[track_caller]
fn told(error: &Unreadable, line: usize, nl: &str, en: &str) {
    let words = error.words();
    assert_eq!((error.line, words.nl.as_str(), words.en.as_str()), (line, nl, en));
}

#[test]
fn every_mistake_in_toml_has_its_line_its_place_and_its_words() {
    for (text, line, nl, en) in [
        (
            "pass = \"2\"\n[person]\n\nsurnam = \"x\"",
            4,
            "person: onbekende sleutel `surnam`. Bedoelt u `surname`? Bekend zijn: `kind`, `surname`, `newsletter`, `weeks`, `even`.",
            "person: unknown key `surnam`. Did you mean `surname`? Known are: `kind`, `surname`, `newsletter`, `weeks`, `even`.",
        ),
        (
            "pas = \"2\"",
            1,
            "onbekende sleutel `pas`. Bedoelt u `pass`? Bekend zijn: `pass`, `person`, `scanner`.",
            "unknown key `pas`. Did you mean `pass`? Known are: `pass`, `person`, `scanner`.",
        ),
        (
            "pass = \"2\"\n[person]\nkind = \"vrouw\"",
            3,
            "person.kind: `vrouw` kan hier niet. Kies uit: `man`, `woman`.",
            "person.kind: `vrouw` cannot be here. Choose from: `man`, `woman`.",
        ),
        ("[person]", 1, "sleutel `pass` ontbreekt.", "key `pass` is missing."),
        (
            "pass = 2",
            1,
            "pass: getal 2 kan hier niet; verwacht wordt tekst.",
            "pass: number 2 cannot be here; expected is text.",
        ),
        (
            "pass = \"2\"\nperson = { newsletter = \"ja\" }",
            2,
            "person.newsletter: tekst \"ja\" kan hier niet; verwacht wordt `true` of `false`.",
            "person.newsletter: text \"ja\" cannot be here; expected is `true` or `false`.",
        ),
        (
            "pass = \"2\"\n[person]\nweeks = -1",
            3,
            "person.weeks: getal -1 kan hier niet; verwacht wordt een geheel getal van 0 of hoger.",
            "person.weeks: number -1 cannot be here; expected is a whole number of 0 or more.",
        ),
        (
            "pass = \"2\"\nperson = \"Jan\"",
            2,
            "person: tekst \"Jan\" kan hier niet; verwacht wordt een tabel met sleutels.",
            "person: text \"Jan\" cannot be here; expected is a table with keys.",
        ),
        ("pass = \"2\"\n[person]\neven = 3", 3, "person.even: oneven.", "person.even: odd."),
        (
            "pass = \"2\"\n[person]\neven = true",
            3,
            "person.even: `true` kan hier niet; verwacht wordt een even getal.",
            "person.even: `true` cannot be here; expected is an even number.",
        ),
        (
            "pass = \"2\"\n[[scanner]]\ndriver = \"serial\"\nid = \"s\"\nbaudrate = 9600\nbaud = 1",
            5,
            "scanner[0]: onbekende sleutel `baudrate`. Bedoelt u `baud`? Bekend zijn: `id`, `baud`.",
            "scanner[0]: unknown key `baudrate`. Did you mean `baud`? Known are: `id`, `baud`.",
        ),
    ] {
        told(&toml::<Plan>(text).unwrap_err(), line, nl, en);
    }
}

#[test]
fn what_is_no_toml_is_told_with_its_line() {
    for (text, line, nl) in [
        ("pass = \"2\"\npass = \"3\"", 2, "geen geldige TOML: een sleutel staat er twee keer."),
        ("pass = \"2\"\nperson = [", 2, "geen geldige TOML: er ontbreekt een haakje sluiten."),
        ("pass = trui", 1, "geen geldige TOML: alleen `true`, `false` of tekst tussen aanhalingstekens."),
        ("\n\npass", 3, "geen geldige TOML: een sleutel heeft geen waarde."),
        ("pass = jan", 1, "geen geldige TOML: tekst staat tussen aanhalingstekens."),
    ] {
        let error = toml::<Plan>(text).unwrap_err();
        assert_eq!((error.line, error.words().nl.as_str()), (line, nl), "{error}");
        assert!(error.words().en.starts_with("not valid TOML: "), "{error}");
    }
}

/// What word processors, mail and web pages make of plain signs.
#[test]
fn what_cannot_stand_outside_quotes_is_shown() {
    for (text, line, nl, en) in [
        (
            "pass = “2”",
            1,
            "geen geldige TOML: `“` is geen aanhalingsteken voor gegevens; typ het rechte teken `\"`.",
            "not valid TOML: `“` is no quote for data; type the straight one, `\"`.",
        ),
        (
            "pass = \"2\"\n\n[person]\nsurname = ‘Test’",
            4,
            "geen geldige TOML: `‘` is geen aanhalingsteken voor gegevens; typ het rechte teken `\"`.",
            "not valid TOML: `‘` is no quote for data; type the straight one, `\"`.",
        ),
        (
            "pass\u{a0}= \"2\"",
            1,
            "geen geldige TOML: hier staat een harde spatie; typ een gewone spatie.",
            "not valid TOML: this is a no-break space; type a plain one.",
        ),
        (
            "pass = \"2\" # “\n[person]\nsurname = Müller",
            3,
            "geen geldige TOML: `ü` kan alleen tussen aanhalingstekens staan.",
            "not valid TOML: `ü` can only be in quotes.",
        ),
    ] {
        told(&toml::<Plan>(text).unwrap_err(), line, nl, en);
    }
    told(
        &json::<Plan>("{“pass”: \"2\"}").unwrap_err(),
        1,
        "geen geldige JSON: `“` is geen aanhalingsteken voor gegevens; typ het rechte teken `\"`.",
        "not valid JSON: `“` is no quote for data; type the straight one, `\"`.",
    );
    // Within quotes they are text.
    let error = toml::<Plan>("pass = \"ROC “Noord” \\\"é\" x").unwrap_err();
    assert_eq!(error.words().nl, "geen geldige TOML: hier staat iets te veel.");
    assert!(toml::<Plan>("pass = \"ROC “Noord”\" # “ja”").is_ok());
}

/// Dates in the order of the counter, telephone and house numbers as people write them.
#[test]
fn digits_that_are_no_number_and_no_date_want_quotes() {
    for (value, nl) in [
        (
            "01-01-1991",
            "is geen datum; schrijf hem als 1991-01-31, of tussen aanhalingstekens: \"31-01-1991\"",
        ),
        ("1-1-91", "is geen datum; schrijf hem als 1991-01-31, of tussen aanhalingstekens: \"31-01-1991\""),
        (
            "01/01/1991",
            "is geen datum; schrijf hem als 1991-01-31, of tussen aanhalingstekens: \"31-01-1991\"",
        ),
        ("1.1.1991", "is geen datum; schrijf hem als 1991-01-31, of tussen aanhalingstekens: \"31-01-1991\""),
        (
            "1991-02-30",
            "is geen datum; schrijf hem als 1991-01-31, of tussen aanhalingstekens: \"31-01-1991\"",
        ),
        ("1991-1-1", "is geen datum; schrijf hem als 1991-01-31, of tussen aanhalingstekens: \"31-01-1991\""),
        ("0592271234", "is geen getal; zet het tussen aanhalingstekens: \"0592271234\""),
        ("0592 - 27 12 34", "is geen getal; zet het tussen aanhalingstekens: \"0592 - 27 12 34\""),
        ("9468 BG", "is geen getal; zet het tussen aanhalingstekens: \"9468 BG\""),
        ("41a", "is geen getal; zet het tussen aanhalingstekens: \"41a\""),
        ("58,00", "is geen getal; zet het tussen aanhalingstekens: \"58,00\""),
    ] {
        let error = toml::<Plan>(&format!("\npass = {value}")).unwrap_err();
        let told = format!("geen geldige TOML: `{value}` {nl}.");
        assert_eq!((error.line, error.words().nl.as_str()), (2, told.as_str()), "{error}");
        assert!(error.words().en.starts_with(&format!("not valid TOML: `{value}` is no ")), "{error}");
    }
    let twice = toml::<Plan>("pass = \"2\"\n[person]\nweeks = 1\nweeks = 2").unwrap_err();
    assert_eq!(twice.words().nl, "geen geldige TOML: een sleutel staat er twee keer.");
}

#[test]
fn line_ends_of_old_computers_are_named() {
    for text in [
        "pass = \"2\"\r[person]\rsurname = \"Müller\"\r",
        "# Een klant\rpass = \"2\"\r",
        "pass = 2\rweeks = 3",
        "pass = “2”\r[person]\r",
        "\rpass = \"2\"\r",
    ] {
        told(
            &toml::<Plan>(text).unwrap_err(),
            1,
            "geen geldige TOML: regels eindigen met CR, als op oude Macintosh-computers; sla het op met LF of CR LF.",
            "not valid TOML: lines end in CR, as on old Macintosh computers; save it with LF or CR LF.",
        );
    }
    assert!(toml::<Plan>("pass = \"2\"\r\n[person]\r\n").is_ok());
}

#[test]
fn mistakes_in_json_are_told_the_same_way() {
    for (text, line, nl, en) in [
        (
            "{\"pass\": \"2\",\n \"person\": {\"naam\": 1}}",
            2,
            "person: onbekende sleutel `naam`. Bekend zijn: `kind`, `surname`, `newsletter`, `weeks`, `even`.",
            "person: unknown key `naam`. Known are: `kind`, `surname`, `newsletter`, `weeks`, `even`.",
        ),
        (
            "{\"pass\": null}",
            1,
            "pass: niets kan hier niet; verwacht wordt tekst.",
            "pass: nothing cannot be here; expected is text.",
        ),
        (
            "{\"pass\": \"2\", \"pass\": \"3\"}",
            1,
            "sleutel `pass` staat er twee keer.",
            "key `pass` is there twice.",
        ),
        (
            "{\"pass\": \"2\"",
            1,
            "geen geldige JSON: de tekst houdt te vroeg op.",
            "not valid JSON: EOF while parsing an object.",
        ),
        (
            "{\"pass\": \"2\"} x",
            1,
            "geen geldige JSON: er staat nog iets achter.",
            "not valid JSON: trailing characters.",
        ),
        (
            "",
            1,
            "geen geldige JSON: de tekst houdt te vroeg op.",
            "not valid JSON: EOF while parsing a value.",
        ),
    ] {
        told(&json::<Plan>(text).unwrap_err(), line, nl, en);
    }
    assert!(json::<Plan>("{\"pass\": \"2\"} \n").is_ok());
}
