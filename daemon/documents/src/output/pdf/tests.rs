//! Reads the text back out of a PDF by its ToUnicode maps, as a viewer's search does.

use std::collections::HashMap;

use super::*;
use crate::{
    input::{Creditor, Holder, MandateForm},
    output::{Edges, parse},
    template::Templates,
    wording::Language,
};

fn form() -> MandateForm {
    MandateForm {
        creditor: Creditor {
            name: "Stichting Bibliotheek Annen".to_owned(),
            street: "Kruisakkers 41".to_owned(),
            place: "9468 BG Annen".to_owned(),
            country: "Nederland".to_owned(),
            identifier: "NL79ZZZ999999990000".to_owned(),
        },
        reference: "NL9401-2026-000042".to_owned(),
        holder: Holder {
            name: "Zoë <b> & 'Test\"".to_owned(),
            street: None,
            place: "Annen".to_owned(),
            country: None,
            iban: "NL91ABNA0417164300".to_owned(),
            bic: None,
        },
        patron: None,
        purpose: String::new(),
        switch_service: false,
        branch_name: String::new(),
        signing_place: None,
        signing_date: None,
    }
}

fn text_of_mandate(language: Language) -> String {
    let templates = Templates::load(None).unwrap();
    let page = templates.mandate(&form(), language).unwrap();
    let tree = parse(&page, &templates, 72, Edges::Smooth).unwrap();
    text_of(&to_pdf(&tree, false).unwrap())
}

#[test]
fn the_dutch_form_can_be_searched_and_copied() {
    let text = text_of_mandate(Language::Dutch);
    for part in [
        "DoorlopendemachtigingSEPA",
        "StichtingBibliotheekAnnen",
        "Kruisakkers41,9468BGAnnen",
        "NL79ZZZ999999990000",
        "NL9401-2026-000042",
        "Zoë<b>&'Test\"",
        "NL91ABNA0417164300",
        "Contributiebibliotheek",
        "binnenachtweken",
        "Handtekening",
    ] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
    assert!(!text.contains("BIC"), "a Dutch account needs no BIC");
}

#[test]
fn the_english_form_names_the_refund_right() {
    let text = text_of_mandate(Language::English);
    for part in ["SEPADirectDebitMandate", "Creditoridentifier", "withineightweeks", "Librarymembershipfee"] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
}

/// All text without blanks. Only as much of PDF as the converter writes.
fn text_of(pdf: &[u8]) -> String {
    // One char per byte, so that places in bytes and chars are the same.
    let pdf: String = pdf.iter().map(|byte| char::from(*byte)).collect();
    let mut text = String::new();
    let mut map = HashMap::new();
    let content = pdf.lines().skip_while(|line| !line.ends_with(" cm"));
    for line in content.take_while(|line| *line != "endstream") {
        if line.ends_with(" Tf") {
            let font = line.split_whitespace().next().unwrap();
            map = unicode_map(&pdf, font);
        } else if let Some(shown) = line.strip_suffix(" Tj") {
            let glyph = string(shown);
            text.push_str(map.get(&glyph).map_or("?", String::as_str));
        }
    }
    text.split_whitespace().collect()
}

fn unicode_map(pdf: &str, font: &str) -> HashMap<u16, String> {
    let resource = after(after(pdf, "/Font <<"), &format!("{font} "));
    let font_object = object(pdf, resource);
    let cmap = object(pdf, after(font_object, "/ToUnicode "));
    let mut map = HashMap::new();
    for line in cmap.lines().filter(|line| line.starts_with('<')) {
        let hex: Vec<&str> = line.split(['<', '>', ' ']).filter(|part| !part.is_empty()).collect();
        if let [glyph, units] = hex[..] {
            let units: Vec<u16> = (0..units.len() / 4)
                .map(|at| u16::from_str_radix(&units[at * 4..at * 4 + 4], 16).unwrap())
                .collect();
            if glyph.len() == 4 {
                map.insert(u16::from_str_radix(glyph, 16).unwrap(), String::from_utf16_lossy(&units));
            }
        }
    }
    map
}

fn after<'a>(text: &'a str, mark: &str) -> &'a str {
    let at = text.find(mark).unwrap_or_else(|| panic!("no {mark}"));
    &text[at + mark.len()..]
}

/// The object to which `reference` (`12 0 R ...`) points.
fn object<'a>(pdf: &'a str, reference: &str) -> &'a str {
    let number = reference.split_whitespace().next().unwrap();
    let start = after(pdf, &format!("\n{number} 0 obj"));
    &start[..start.find("endobj").unwrap()]
}

/// A string of two bytes: `<0041>` or `(..)` with escapes.
fn string(written: &str) -> u16 {
    if let Some(hex) = written.strip_prefix('<') {
        return u16::from_str_radix(hex.trim_end_matches('>'), 16).unwrap();
    }
    let inner = written.strip_prefix('(').unwrap().strip_suffix(')').unwrap();
    let mut bytes = Vec::new();
    let mut rest = inner.chars().peekable();
    while let Some(character) = rest.next() {
        bytes.push(match character {
            '\\' if rest.peek().unwrap().is_ascii_digit() => {
                rest.by_ref().take(3).fold(0, |value, digit| value * 8 + digit.to_digit(8).unwrap() as u16)
            }
            '\\' => match rest.next().unwrap() {
                'n' => 10,
                'r' => 13,
                't' => 9,
                'b' => 8,
                'f' => 12,
                other => other as u16,
            },
            other => other as u16,
        });
    }
    assert_eq!(bytes.len(), 2, "{written}");
    bytes[0] * 256 + bytes[1]
}
