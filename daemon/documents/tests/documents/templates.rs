//! Templates of the library's own: used where there are any, and refused with the place of the mistake.

use std::{fs, path::Path};

use crate::common::{mandate, page, pass, texts};
use balie_documents::{
    DocumentError, Documents, DocumentsConfig, FontError, Fonts, MistakeKind, PassPreview, TemplateError,
    Templates,
};
use tempfile::TempDir;

fn directory(files: &[(&str, &str)]) -> TempDir {
    let directory = TempDir::new().unwrap();
    for (name, content) in files {
        fs::write(directory.path().join(name), content).unwrap();
    }
    directory
}

fn mistakes(name: &str, content: &str) -> Vec<(String, Option<usize>, MistakeKind)> {
    let directory = directory(&[(name, content)]);
    match Templates::load(Some(directory.path())).unwrap_err() {
        TemplateError::Mistakes(mistakes) => {
            mistakes.into_iter().map(|mistake| (mistake.file, mistake.line, mistake.kind)).collect()
        }
        other => panic!("{other}"),
    }
}

/// A pass with nothing but a barcode; `{}` is put in before the end.
fn bare_pass(extra: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1016\" height=\"648\">\n\
         {{% set code = code128(pass_number, room=900, dot=1, most=5, least=2) %}}\n\
         <g transform=\"translate(100 100)\">{{% for bar in code.bars %}}\
         <rect x=\"{{{{ bar.x }}}}\" width=\"{{{{ bar.width }}}}\" height=\"200\"/>{{% endfor %}}</g>\n\
         {extra}\n</svg>\n"
    )
}

#[test]
fn a_template_of_the_library_is_used_and_the_others_stay_built_in() {
    let own = bare_pass("<rect x=\"0\" y=\"600\" width=\"1016\" height=\"48\"/><image href=\"logo.svg\"/>");
    let logo = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"40\"><rect width=\"40\" height=\"40\"/></svg>";
    let directory = directory(&[("pass.svg", &own), ("logo.svg", logo)]);
    let template_directory = Some(directory.path().to_owned());
    let documents =
        Documents::new(DocumentsConfig { template_directory, ..DocumentsConfig::default() }).unwrap();
    let picture = page(&documents.pass_png(&pass(), PassPreview::Artwork).unwrap());
    assert_eq!(picture.at(500, 620), 0, "the library's own bar");
    assert_eq!(picture.at(20, 20), 0, "the library's own logo");
    assert_eq!(texts(&picture), ["29401000075801"]);
    documents.mandate_png(&mandate(), Default::default(), 72).unwrap();
}

#[test]
fn an_unknown_placeholder_is_named_with_file_and_line() {
    let found =
        mistakes("pass.svg", &bare_pass("<text y=\"500\">{{ patron_nmae }}</text>\n{{ label.titel }}"));
    let unknown = |name: &str| MistakeKind::UnknownPlaceholder(name.to_owned());
    assert_eq!(
        found,
        [
            ("pass.svg".to_owned(), Some(5), unknown("label.titel")),
            ("pass.svg".to_owned(), Some(4), unknown("patron_nmae")),
        ]
    );
    let directory = directory(&[("pass.svg", &bare_pass("{{ patron_nmae }}"))]);
    let error = Templates::load(Some(directory.path())).unwrap_err();
    assert_eq!(error.to_string(), "pass.svg:4: unknown placeholder \"patron_nmae\"");
}

#[test]
fn broken_placeholders_and_calls_are_placed() {
    let found = mistakes("pass.svg", &bare_pass("\n\n{{ patron_name"));
    assert!(
        matches!(&found[..], [(file, Some(6..=8), MistakeKind::Placeholders(_))] if file == "pass.svg"),
        "{found:?}"
    );
    let found = mistakes("pass.svg", &bare_pass("\n{% set x = fit(patron_name, size=3) %}"));
    assert!(
        matches!(&found[..], [(_, Some(5), MistakeKind::Placeholders(words))] if words.contains("width")),
        "{found:?}"
    );
    let found = mistakes("mandate.en.svg", "<svg>{{ nobody() }}</svg>");
    assert_eq!(found[0].0, "mandate.en.svg");
}

#[test]
fn broken_xml_is_placed_in_the_template_and_not_in_the_page() {
    let found = mistakes("pass.svg", &bare_pass("{% for i in range(50) %}\n<g/>\n{% endfor %}\n<g>"));
    assert!(matches!(&found[..], [(_, Some(8), MistakeKind::Svg(_))]), "{found:?}");
}

#[test]
fn a_page_of_the_wrong_size_is_refused() {
    let found = mistakes("pass.svg", &bare_pass("").replace("1016", "1011"));
    let size =
        MistakeKind::Size { expected: "1016 x 648 dots".to_owned(), found: "1011 x 648 dots".to_owned() };
    assert_eq!(found, [("pass.svg".to_owned(), None, size)]);
    let found = mistakes(
        "mandate.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"8.5in\" height=\"11in\"/>",
    );
    assert!(
        found.iter().all(
            |(_, _, kind)| matches!(kind, MistakeKind::Size { found, .. } if found == "215.9 x 279.4 mm")
        )
    );
    assert!(!found.is_empty());
}

#[test]
fn a_name_that_runs_off_the_card_is_refused() {
    let found = mistakes("pass.svg", &bare_pass("<text y=\"500\" font-size=\"40\">{{ patron_name }}</text>"));
    assert!(matches!(&found[..], [(_, _, MistakeKind::Outside(_))]), "{found:?}");
}

#[test]
fn a_barcode_that_cannot_be_read_is_refused() {
    let covered = bare_pass("<rect x=\"150\" y=\"100\" width=\"60\" height=\"200\"/>");
    assert_eq!(mistakes("pass.svg", &covered)[0].2, MistakeKind::Barcode);
}

#[test]
fn a_directory_that_is_not_there_is_named() {
    let error = Templates::load(Some(Path::new("/nowhere/templates"))).unwrap_err();
    assert!(matches!(&error, TemplateError::Read { file, .. } if file == "/nowhere/templates"), "{error}");
}

#[test]
fn missing_fonts_are_told_with_the_package_that_brings_them() {
    let error = Fonts::only(Vec::new()).require("DejaVu Sans").unwrap_err();
    assert_eq!(error, FontError::Missing { family: "DejaVu Sans".to_owned() });
    let own = bare_pass("{% set x = fit(patron_name, width=9, size=3, least=1, family=\"Nonesuch\") %}");
    let found = mistakes("pass.svg", &own);
    assert!(
        matches!(&found[..], [(_, Some(4), MistakeKind::Placeholders(words))] if words.contains("Nonesuch")),
        "{found:?}"
    );
}

#[test]
fn a_document_that_fails_later_says_where_but_not_what() {
    let own = bare_pass("{% if branch_name == \"Geheim\" %}\n{{ 1 // (branch_name|length - 6) }}{% endif %}");
    let directory = directory(&[("pass.svg", &own)]);
    let template_directory = Some(directory.path().to_owned());
    let documents =
        Documents::new(DocumentsConfig { template_directory, ..DocumentsConfig::default() }).unwrap();
    let artwork = balie_documents::PassArtwork { branch_name: "Geheim".to_owned(), ..pass() };
    let error = documents.pass_bitmap(&artwork).unwrap_err();
    assert!(
        matches!(&error, DocumentError::Template(TemplateError::Render { file, line: Some(5) }) if file == "pass.svg"),
        "{error:?}"
    );
    assert!(!error.to_string().contains("Geheim"));
}
