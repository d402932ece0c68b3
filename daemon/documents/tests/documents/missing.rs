//! Characters for which no font has a glyph: told before they come out of a printer as boxes.

use balie_documents::{Holder, Language, MandateForm, PassArtwork, PatronReference};

use crate::common::{documents, mandate, pass};

/// No font has a glyph for a character of private use in the last plane.
const NOWHERE: char = '\u{10FFFD}';

fn on_pass(name: &str) -> Vec<char> {
    documents().missing_on_pass(&PassArtwork { patron_name: name.to_owned(), ..pass() }).unwrap()
}

fn on_form(form: MandateForm) -> Vec<char> {
    documents().missing_on_mandate(&form, Language::Dutch).unwrap()
}

#[test]
fn a_name_that_can_be_printed_misses_nothing() {
    for name in [
        "A. van de Test",
        "Ş. Çağlar",
        "Đ. Đorđević",
        "J. Col·lell",
        "K. Lanaʻi",
        "D. O\u{2019}Brien-d\u{2019}Arc",
        "Σ. Παπαδόπουλος",
        "Ж. Щёголев",
        "IJ. de Vries",
        // A joiner has no glyph, and none is missing for it.
        "م. علی\u{200C}نژاد",
        // A mark of its own, on a letter that has none with it built in.
        "J. Y\u{306}lmaz",
    ] {
        assert_eq!(on_pass(name), [], "{name}");
        assert_eq!(on_form(MandateForm { holder: holder(name), ..mandate() }), [], "{name}");
    }
}

#[test]
fn what_comes_out_as_a_box_is_named_once() {
    let other = '\u{10FFFC}';
    assert_eq!(on_pass(&format!("A. Te{NOWHERE}st{NOWHERE}-{other}")), [NOWHERE, other]);
    let name = format!("{NOWHERE}{other}{NOWHERE}");
    assert_eq!(on_pass(&name), [NOWHERE, other], "no letter of it can be printed");
}

#[test]
fn every_text_of_a_form_is_looked_at() {
    let text = || format!("Te{NOWHERE}st");
    let held = |holder| MandateForm { holder, ..mandate() };
    let patron = PatronReference { name: text(), number: "29401000075801".to_owned() };
    let forms = [
        held(holder(&text())),
        held(Holder { place: text(), ..holder("N. Test") }),
        held(Holder { street: Some(text()), ..holder("N. Test") }),
        held(Holder { street: Some("Teststraat 1".to_owned()), country: Some(text()), ..holder("N. Test") }),
        MandateForm { patron: Some(patron), ..mandate() },
        MandateForm { signing_place: Some(text()), ..mandate() },
    ];
    for (at, form) in forms.into_iter().enumerate() {
        assert_eq!(on_form(form), [NOWHERE], "form {at}");
    }
}

fn holder(name: &str) -> Holder {
    Holder { name: name.to_owned(), ..mandate().holder }
}
