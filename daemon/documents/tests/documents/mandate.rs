//! The mandate form: A4, its barcode, and data of any length.

use crate::common::{documents, mandate, page, texts};
use balie_documents::{DocumentError, Language, MandateForm, PatronReference, find_code128};

#[test]
fn the_picture_is_a4_to_the_pixel() {
    for (dpi, size) in [(72, (595, 842)), (150, (1240, 1754)), (300, (2480, 3508))] {
        let picture = page(&documents().mandate_png(&mandate(), Language::Dutch, dpi).unwrap());
        assert_eq!((picture.width(), picture.height()), size, "{dpi} dpi");
    }
    for dpi in [0, 49, 601] {
        let refused = documents().mandate_png(&mandate(), Language::Dutch, dpi);
        assert!(matches!(refused, Err(DocumentError::Resolution(_))));
    }
}

#[test]
fn the_pdf_is_one_a4_page_with_embedded_fonts() {
    for language in Language::ALL {
        let file = documents().mandate_pdf(&mandate(), language).unwrap();
        let text = String::from_utf8_lossy(&file);
        assert!(file.starts_with(b"%PDF-1."));
        assert!(text.contains("/Count 1"));
        let inner = text.split("/MediaBox [").nth(1).unwrap().split(']').next().unwrap();
        let numbers: Vec<f32> = inner.split_whitespace().map(|number| number.parse().unwrap()).collect();
        assert!((numbers[2] - 595.276).abs() < 0.05 && (numbers[3] - 841.89).abs() < 0.05, "{inner}");
        assert!(text.contains("/FontFile2") && text.contains("/ToUnicode"));
    }
}

#[test]
fn the_barcode_is_top_left_and_says_the_reference() {
    for language in Language::ALL {
        let picture = page(&documents().mandate_png(&mandate(), language, 300).unwrap());
        let found = find_code128(&picture).unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].text, "NL9401-2026-000042");
        assert_eq!(found[0].symbology, "]C0");
        assert!(found[0].start.x > 200.0 && found[0].start.x < 300.0, "{found:?}");
        assert!(found[0].start.y < 400.0 && found[0].end.x < 1800.0, "{found:?}");
        assert!((found[0].start.y - found[0].end.y).abs() < 1.0, "{found:?}");
    }
}

#[test]
fn references_of_every_permitted_length_and_character_read_back() {
    for reference in [
        "1",
        "42",
        "Ab+?/-:().,' 9",
        "00000000000000000000000000000000001",
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghi",
    ] {
        let form = MandateForm { reference: reference.to_owned(), ..mandate() };
        let picture = page(&documents().mandate_png(&form, Language::Dutch, 200).unwrap());
        assert_eq!(texts(&picture), [reference]);
    }
}

#[test]
fn what_is_filled_in_changes_the_form() {
    let dpi = 72;
    let plain = documents().mandate_png(&mandate(), Language::Dutch, dpi).unwrap();
    let mut foreign = mandate();
    foreign.holder.bic = Some("GKCCBEBB".to_owned());
    let patron = Some(PatronReference { name: "A. van de Test".to_owned(), number: "381847".to_owned() });
    for changed in [
        foreign,
        MandateForm { patron, ..mandate() },
        MandateForm { switch_service: true, ..mandate() },
        MandateForm { signing_place: Some("Annen".to_owned()), ..mandate() },
        MandateForm { signing_date: chrono::NaiveDate::from_ymd_opt(2026, 5, 1), ..mandate() },
    ] {
        assert_ne!(documents().mandate_png(&changed, Language::Dutch, dpi).unwrap(), plain);
    }
    let unnamed = MandateForm { purpose: String::new(), ..mandate() };
    assert_eq!(documents().mandate_png(&unnamed, Language::Dutch, dpi).unwrap(), plain, "the usual purpose");
}

#[test]
fn very_long_data_stay_between_the_margins() {
    let long = |word: &str| vec![word; 60].join(" ");
    let mut form = mandate();
    form.creditor.name = long("Bibliotheekorganisatie");
    form.creditor.street = "W".repeat(500);
    form.holder.name = long("<Wijngaarden> & \"Zoon\"");
    form.holder.iban = "MT84MALT011000012345MTLCAST001S".repeat(5);
    form.purpose = long("Contributie");
    form.patron = Some(PatronReference { name: long("Voorbeeld"), number: long("9") });
    form.signing_place = Some(long("Annen"));
    form.switch_service = true;
    let picture = page(&documents().mandate_png(&form, Language::Dutch, 100).unwrap());
    let margin = 60; // 15 mm; the text starts at 20 mm
    let ink = |x: u32, y: u32| picture.at(i64::from(x), i64::from(y)) < 200;
    let in_margin = |x: &u32| *x < margin || *x >= picture.width() - margin;
    let columns: Vec<u32> = (0..picture.width()).filter(in_margin).collect();
    assert!(!(0..picture.height()).any(|y| columns.iter().any(|x| ink(*x, y))));
    // Between the signature box and the line at the foot there is white paper.
    let blank_rows = (1070..1105).filter(|y| !(0..picture.width()).any(|x| ink(x, *y))).count();
    assert!(blank_rows > 5, "the form runs into its foot");
}
