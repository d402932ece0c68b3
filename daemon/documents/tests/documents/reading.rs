//! Reading scans: askew, noisy, blurred, upside down; and files that are none.

use std::sync::OnceLock;

use crate::common::*;
use balie_documents::{Documents, DocumentsConfig, Language, PageImage, ReadError, ReadLimits, find_code128};
use proptest::prelude::*;

const REFERENCE: &str = "NL9401-2026-000042";

/// The form at 150 dpi, drawn once for all tests.
fn form() -> &'static PageImage {
    static PAGE: OnceLock<PageImage> = OnceLock::new();
    PAGE.get_or_init(|| scan(150))
}

fn scan(dpi: u16) -> PageImage {
    page(&documents().mandate_png(&mandate(), Language::Dutch, dpi).unwrap())
}

#[test]
fn pages_askew_up_to_five_degrees_are_read() {
    for degrees in [-5.0, -3.0, -1.0, 0.5, 3.0, 5.0] {
        assert_eq!(texts(&turned(form(), degrees)), [REFERENCE], "{degrees} degrees");
    }
}

#[test]
fn every_usual_resolution_is_read_askew_and_noisy() {
    for (dpi, degrees) in [(150, 4.0), (200, -5.0), (300, 2.5)] {
        let page = noisy(&turned(&scan(dpi), degrees), 40.0, 7);
        assert_eq!(texts(&page), [REFERENCE], "{dpi} dpi");
    }
}

#[test]
fn salt_and_pepper_is_averaged_away() {
    assert_eq!(texts(&salt_and_pepper(form(), 0.10, 3)), [REFERENCE]);
    assert_eq!(texts(&salt_and_pepper(&turned(form(), -4.0), 0.05, 4)), [REFERENCE]);
}

#[test]
fn a_slight_blur_does_no_harm() {
    assert_eq!(texts(&blurred(form())), [REFERENCE]);
    assert_eq!(texts(&noisy(&blurred(&turned(form(), 1.5)), 20.0, 5)), [REFERENCE]);
}

#[test]
fn a_shadow_across_the_barcode_does_no_harm() {
    let page = shaded(form());
    assert!(page.at(640, 20) < 90 && page.at(2, 20) > 250, "one limit for the line would not do");
    assert_eq!(texts(&page), [REFERENCE]);
}

#[test]
fn a_page_upside_down_or_sideways_is_read_and_the_place_is_right() {
    let found = find_code128(&upside_down(&turned(form(), 3.0))).unwrap();
    assert_eq!(found[0].text, REFERENCE);
    let (width, height) = (form().width() as f32, form().height() as f32);
    assert!(found[0].start.x > found[0].end.x, "{found:?}");
    assert!(found[0].start.y > height * 0.85 && found[0].start.x > width * 0.8, "{found:?}");

    let quarter = sideways(form());
    let found = find_code128(&quarter).unwrap();
    assert_eq!(found[0].text, REFERENCE);
    // The top left corner is now top right, and the symbol runs down.
    assert!(found[0].start.x > quarter.width() as f32 * 0.85, "{found:?}");
    assert!(found[0].end.y > found[0].start.y + 300.0, "{found:?}");
}

#[test]
fn jpeg_and_png_files_are_read_and_places_are_those_of_the_file() {
    let picture =
        image::GrayImage::from_raw(form().width(), form().height(), form().pixels().to_vec()).unwrap();
    let mut jpeg = std::io::Cursor::new(Vec::new());
    let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut jpeg, 60);
    picture.write_with_encoder(encoder).unwrap();
    let found = documents().read_barcodes(jpeg.get_ref()).unwrap();
    assert_eq!(found[0].text, REFERENCE);

    // 450 dpi is more than is searched: it is shrunk, and the place told is still that of the file.
    let large = documents().mandate_png(&mandate(), Language::Dutch, 450).unwrap();
    let there = documents().read_barcodes(&large).unwrap();
    assert_eq!(there[0].text, REFERENCE);
    assert!((there[0].start.x / 3.0 - found[0].start.x).abs() < 3.0, "{there:?} {found:?}");
    assert!(!format!("{found:?}").contains(REFERENCE));
}

#[test]
fn a_transparent_picture_is_read_on_white_paper() {
    let picture = image::RgbaImage::from_fn(form().width(), form().height(), |x, y| {
        let grey = form().at(i64::from(x), i64::from(y));
        image::Rgba([0, 0, 0, 255 - grey])
    });
    let mut file = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut file, image::ImageFormat::Png).unwrap();
    assert_eq!(documents().read_barcodes(file.get_ref()).unwrap()[0].text, REFERENCE);
}

#[test]
fn a_page_of_text_without_a_barcode_is_not_found() {
    let mut pixels = scan(100).pixels().to_vec();
    let width = scan(100).width() as usize;
    pixels[..width * 110].fill(255);
    let page = PageImage::from_luminance(width as u32, scan(100).height(), pixels);
    assert!(page.pixels().iter().any(|grey| *grey < 50), "the text of the form is still there");
    assert_eq!(find_code128(&page).unwrap_err(), ReadError::NotFound);
    assert_eq!(documents().read_barcodes(&png(&page)).unwrap_err(), ReadError::NotFound);
    for empty in [(0, 0), (1, 1), (3, 0), (40, 2)] {
        let blank = PageImage::from_luminance(empty.0, empty.1, Vec::new());
        assert_eq!(find_code128(&blank).unwrap_err(), ReadError::NotFound);
    }
}

#[test]
fn files_beyond_the_limits_are_refused_before_they_are_unpacked() {
    let file = png(form());
    let limited = |limits| Documents::new(DocumentsConfig { limits, ..DocumentsConfig::default() }).unwrap();
    let small = limited(ReadLimits { bytes: 100, ..ReadLimits::default() });
    assert_eq!(
        small.read_barcodes(&file).unwrap_err(),
        ReadError::FileTooLarge { bytes: file.len(), limit: 100 }
    );
    let few = limited(ReadLimits { pixels: 1_000_000, ..ReadLimits::default() });
    assert_eq!(
        few.read_barcodes(&file).unwrap_err(),
        ReadError::PictureTooLarge { width: 1240, height: 1754, limit: 1_000_000 }
    );

    // A header that promises 20000 x 20000 pixels, and next to no data.
    let mut bomb = file.clone();
    bomb[16..24].copy_from_slice(&[0, 0, 0x4e, 0x20, 0, 0, 0x4e, 0x20]);
    let checksum = crc32(&bomb[12..29]);
    bomb[29..33].copy_from_slice(&checksum.to_be_bytes());
    assert_eq!(
        documents().read_barcodes(&bomb).unwrap_err(),
        ReadError::PictureTooLarge { width: 20_000, height: 20_000, limit: 40_000_000 }
    );
}

#[test]
fn other_files_are_refused_by_kind() {
    let documents = documents();
    assert_eq!(documents.read_barcodes(b"").unwrap_err(), ReadError::Format);
    assert_eq!(documents.read_barcodes(b"GIF89a\x01\x00\x01\x00").unwrap_err(), ReadError::Format);
    let cut = &png(form())[..2000];
    assert!(matches!(documents.read_barcodes(cut), Err(ReadError::Damaged(_))));
}

/// The checksum of PNG chunks (ISO/IEC 15948, annex D).
fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { 0xedb8_8320 ^ (crc >> 1) } else { crc >> 1 };
        }
    }
    !crc
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn arbitrary_bytes_give_an_error_and_no_panic(
        kind in 0_usize..3, bytes in proptest::collection::vec(any::<u8>(), 0..600)
    ) {
        let starts: [&[u8]; 3] = [b"", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00"];
        let file = [starts[kind], &bytes].concat();
        prop_assert!(documents().read_barcodes(&file).is_err());
    }

    #[test]
    fn damaged_files_never_panic(at in 0_usize..4000, byte in any::<u8>(), jpeg in any::<bool>()) {
        let mut file = small_file(jpeg).to_vec();
        let at = at % file.len();
        file[at] = byte;
        let _ = documents().read_barcodes(&file);
    }

    #[test]
    fn arbitrary_pictures_never_panic(
        width in 1_u32..90, pixels in proptest::collection::vec(prop_oneof![Just(0_u8), Just(255), any::<u8>()], 1..3000)
    ) {
        let height = (pixels.len() as u32).div_ceil(width);
        let _ = find_code128(&PageImage::from_luminance(width, height, pixels));
    }
}

/// A small picture with a barcode.
fn small_file(jpeg: bool) -> &'static [u8] {
    static FILES: OnceLock<[Vec<u8>; 2]> = OnceLock::new();
    let files = FILES.get_or_init(|| {
        let symbol = balie_documents::Code128::new("MR-0042").unwrap();
        let width = (symbol.modules().len() + 20) as u32 * 2;
        let picture = image::GrayImage::from_fn(width, 30, |x, _| {
            let module = (x / 2).checked_sub(10).and_then(|at| symbol.modules().get(at as usize));
            image::Luma([if module == Some(&true) { 0 } else { 255 }])
        });
        [image::ImageFormat::Png, image::ImageFormat::Jpeg].map(|format| {
            let mut file = std::io::Cursor::new(Vec::new());
            picture.write_to(&mut file, format).unwrap();
            file.into_inner()
        })
    });
    &files[usize::from(jpeg)]
}

#[test]
fn a_small_cutting_with_only_the_barcode_is_read() {
    for jpeg in [false, true] {
        assert_eq!(documents().read_barcodes(small_file(jpeg)).unwrap()[0].text, "MR-0042");
    }
}
