//! The pass: size to the dot, barcode, names of any kind.

use crate::common::{documents, page, pass, texts};
use balie_documents::{
    BarcodeError, Code128, DocumentError, Documents, DocumentsConfig, Halftone, PassArtwork, PassPreview,
    Quarter,
};
use proptest::prelude::*;

#[test]
fn the_artwork_has_the_size_of_the_panel_and_its_barcode_reads() {
    let picture = page(&documents().pass_png(&pass(), PassPreview::Artwork).unwrap());
    assert_eq!((picture.width(), picture.height()), (1016, 648));
    assert_eq!(texts(&picture), ["29401000075801"]);
}

#[test]
fn the_card_preview_is_transparent_outside_the_rounded_outline_only() {
    let file = documents().pass_png(&pass(), PassPreview::Card).unwrap();
    let picture = image::load_from_memory(&file).unwrap().into_rgba8();
    assert_eq!(picture.dimensions(), (1016, 648));
    for corner in [(3, 6), (1012, 6), (3, 641), (1012, 641)] {
        assert_eq!(picture.get_pixel(corner.0, corner.1)[3], 0, "{corner:?}");
    }
    assert_eq!(picture.get_pixel(20, 324).0, [255, 255, 255, 255]);
}

#[test]
fn the_bitmap_is_crisp_and_its_bars_are_the_symbol_dot_for_dot() {
    let bitmap = documents().pass_bitmap(&pass()).unwrap();
    assert_eq!((bitmap.width(), bitmap.height()), (1016, 648));
    assert_eq!(texts(&bitmap.to_page()), ["29401000075801"]);

    let row: Vec<bool> = (0..1016).map(|x| bitmap.is_black(x, 420)).collect();
    let first = row.iter().position(|black| *black).unwrap();
    let last = row.iter().rposition(|black| *black).unwrap();
    let symbol = Code128::new("29401000075801").unwrap();
    let module = (last + 1 - first) / symbol.modules().len();
    let expected: Vec<bool> =
        symbol.modules().iter().flat_map(|dark| std::iter::repeat_n(*dark, module)).collect();
    assert_eq!(row[first..=last], expected);
    assert!(module >= 3, "narrower than 0.25 mm");
    assert!(first >= 10 * module && 1015 - last >= 10 * module, "quiet zone");
    // All rows of the bars are the same.
    assert!((345..507).all(|y| (0..1016).all(|x| bitmap.is_black(x, y) == row[x as usize])));
}

#[test]
fn a_printer_of_another_resolution_gets_bars_of_whole_dots_in_the_same_place() {
    for (dpi, width, height) in [(203, 687, 438), (300, 1016, 648), (600, 2032, 1296)] {
        let bitmap = documents().pass_bitmap_at(&pass(), dpi).unwrap();
        assert_eq!((bitmap.width(), bitmap.height()), (width, height));
        assert_eq!(texts(&bitmap.to_page()), ["29401000075801"], "{dpi}");
        let row: Vec<bool> = (0..width).map(|x| bitmap.is_black(x, height * 13 / 20)).collect();
        let first = row.iter().position(|black| *black).unwrap();
        let last = row.iter().rposition(|black| *black).unwrap();
        let symbol = Code128::new("29401000075801").unwrap();
        let module = (last + 1 - first) / symbol.modules().len();
        let expected: Vec<bool> =
            symbol.modules().iter().flat_map(|dark| std::iter::repeat_n(*dark, module)).collect();
        assert_eq!(row[first..=last], expected, "{dpi}");
        let millimetres = module as f64 * 25.4 / f64::from(dpi);
        assert!((0.45..0.56).contains(&millimetres), "{dpi}: {millimetres} mm");
        // In the middle of the card, to within a module.
        assert!((first as f64 + last as f64 - f64::from(width)).abs() < 2.0 * module as f64, "{dpi}");
    }
    for dpi in [49, 601] {
        assert!(matches!(documents().pass_bitmap_at(&pass(), dpi), Err(DocumentError::Resolution(_))));
    }
}

#[test]
fn the_turned_bitmap_is_the_panel_of_81_bytes_a_line() {
    let panel = documents().pass_bitmap(&pass()).unwrap().turned(Quarter::Clockwise);
    assert_eq!((panel.width(), panel.height()), (648, 1016));
    assert_eq!(panel.bytes_per_line(), 81);
    assert_eq!(panel.bits().len(), 82_296);
    assert_eq!(texts(&panel.to_page()), ["29401000075801"]);
}

#[test]
fn halftone_does_not_touch_letters_and_bars() {
    let bitmap = |halftone| {
        let config = DocumentsConfig { halftone, ..DocumentsConfig::default() };
        Documents::new(config).unwrap().pass_bitmap(&pass()).unwrap()
    };
    assert_eq!(bitmap(Halftone::Ordered), bitmap(Halftone::Threshold(128)));
}

#[test]
fn the_pdf_is_one_page_of_id_1() {
    let file = documents().pass_pdf(&pass()).unwrap();
    let text = String::from_utf8_lossy(&file);
    assert!(file.starts_with(b"%PDF-1."));
    assert!(text.contains("/Count 1"));
    let (width, height) = common_media_box(&text);
    assert!((width - 85.60 * 72.0 / 25.4).abs() < 0.02, "{width}");
    assert!((height - 53.98 * 72.0 / 25.4).abs() < 0.02, "{height}");
}

fn common_media_box(pdf: &str) -> (f32, f32) {
    let inner = pdf.split("/MediaBox [").nth(1).unwrap().split(']').next().unwrap();
    let numbers: Vec<f32> = inner.split_whitespace().map(|number| number.parse().unwrap()).collect();
    (numbers[2] - numbers[0], numbers[3] - numbers[1])
}

#[test]
fn names_with_markup_are_printed_and_not_obeyed() {
    let evil = PassArtwork {
        library_name: "</text><rect width=\"9999\" height=\"9999\"/>".to_owned(),
        patron_name: "O'Neil & <b>\"Zoon\"</b> {{ pass_number }} ]]> \u{0} \u{ffff}".to_owned(),
        branch_name: "&#x0; &lol; <!-- --> %}".to_owned(),
        ..pass()
    };
    let picture = page(&documents().pass_png(&evil, PassPreview::Artwork).unwrap());
    assert_eq!(texts(&picture), ["29401000075801"]);
    let black = picture.pixels().iter().filter(|grey| **grey < 128).count();
    assert!(black < picture.pixels().len() / 3, "the rectangle in the name was drawn");
    documents().pass_pdf(&evil).unwrap();
}

#[test]
fn very_long_names_leave_the_margins_white() {
    let long = PassArtwork {
        library_name: "Bibliotheekorganisatie ".repeat(40),
        branch_name: "W".repeat(3000),
        patron_name: "Wijngaarden-van Oldenbarnevelt ".repeat(20),
        ..pass()
    };
    let bitmap = documents().pass_bitmap(&long).unwrap();
    let ink_in_margin = (0..648).any(|y| (0..50).chain(966..1016).any(|x| bitmap.is_black(x, y)));
    assert!(!ink_in_margin);
    assert_eq!(texts(&bitmap.to_page()), ["29401000075801"]);
}

#[test]
fn a_number_that_is_no_barcode_is_refused_without_being_quoted() {
    for (number, expected) in [("", BarcodeError::Empty), ("2940é", BarcodeError::Character { position: 5 })]
    {
        let wrong = PassArtwork { pass_number: number.to_owned(), ..pass() };
        match documents().pass_bitmap(&wrong).unwrap_err() {
            DocumentError::Barcode(error) => assert_eq!(error, expected),
            other => panic!("{other}"),
        }
    }
    let endless = PassArtwork { pass_number: "AB".repeat(40), ..pass() };
    let error = documents().pass_bitmap(&endless).unwrap_err();
    assert!(matches!(error, DocumentError::Barcode(BarcodeError::Room { .. })), "{error}");
    assert!(!error.to_string().contains("ABAB"));
    assert!(!format!("{endless:?}").contains("Test"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn any_name_gives_a_pass_whose_barcode_reads(name in "\\PC{0,40}", number in "2[0-9]{13}") {
        let artwork = PassArtwork { patron_name: name, pass_number: number.clone(), ..pass() };
        let bitmap = documents().pass_bitmap(&artwork).unwrap();
        prop_assert_eq!(texts(&bitmap.to_page()), vec![number]);
    }
}
