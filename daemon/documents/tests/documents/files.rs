//! Files with pages: PDF, TIFF, several pages, and those that are refused.

use crate::common::tiff_file::scanned_tiff;
use crate::common::*;
use balie_documents::{
    FileKind, FirstPage, Found, Language, PREVIEW_SIDE, PageImage, ReadError, ReadLimits, read_pages,
};
use proptest::prelude::*;
use std::io::Cursor;
use tiff::encoder::{Compression, TiffEncoder, colortype};

const REFERENCE: &str = "NL9401-2026-000042";

/// The password `geheim` opens it; made with `qpdf --encrypt geheim eigenaar 256`.
const PASSWORD: &[u8] = include_bytes!("fixtures/password.pdf");
/// Two pages of a fax, CCITT group 4 by libtiff: an empty one, and the head of a mandate form 1.2 degrees askew.
const FAX: &[u8] = include_bytes!("fixtures/fax.tif");

fn read(file: &[u8]) -> Result<(FirstPage, Vec<Found>), ReadError> {
    read_with(file, ReadLimits::default())
}

fn read_with(file: &[u8], limits: ReadLimits) -> Result<(FirstPage, Vec<Found>), ReadError> {
    let mut first = None;
    let found = read_pages(file, limits, |page| first = Some(page))?;
    Ok((first.expect("the first page is told before the search"), found))
}

fn form_at(dpi: u16) -> PageImage {
    page(&documents().mandate_png(&mandate(), Language::Dutch, dpi).unwrap())
}

fn blank() -> PageImage {
    PageImage::from_luminance(600, 800, Vec::new())
}

/// A PDF as scanners make them: each page a JPEG that fills it.
fn scanned_pdf(pages: &[PageImage]) -> Vec<u8> {
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut offsets = Vec::new();
    let mut object = |file: &mut Vec<u8>, head: String, stream: Option<&[u8]>| {
        offsets.push(file.len());
        file.extend(format!("{} 0 obj\n{head}\n", offsets.len()).bytes());
        if let Some(stream) = stream {
            file.extend([&b"stream\n"[..], stream, b"\nendstream\n"].concat());
        }
        file.extend(b"endobj\n");
    };
    let kids: String = (0..pages.len()).map(|at| format!("{} 0 R ", 3 + at * 3)).collect();
    object(&mut file, "<</Type/Catalog/Pages 2 0 R>>".into(), None);
    object(&mut file, format!("<</Type/Pages/Kids[{kids}]/Count {}>>", pages.len()), None);
    for (at, page) in pages.iter().enumerate() {
        let (width, height, own) = (page.width(), page.height(), 3 + at * 3);
        let picture = image::GrayImage::from_raw(width, height, page.pixels().to_vec()).unwrap();
        let mut jpeg = Cursor::new(Vec::new());
        picture
            .write_with_encoder(image::codecs::jpeg::JpegEncoder::new_with_quality(&mut jpeg, 70))
            .unwrap();
        let jpeg = jpeg.into_inner();
        let content = b"595 0 0 842 0 0 cm /Im Do";
        let resources = format!("<</XObject<</Im {} 0 R>>>>", own + 2);
        let contents = own + 1;
        object(
            &mut file,
            format!(
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {contents} 0 R/Resources{resources}>>"
            ),
            None,
        );
        object(&mut file, format!("<</Length {}>>", content.len()), Some(content));
        let head = format!(
            "<</Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/DeviceGray/BitsPerComponent 8\
             /Filter/DCTDecode/Length {}>>",
            jpeg.len()
        );
        object(&mut file, head, Some(&jpeg));
    }
    let start = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", offsets.len() + 1).bytes());
    for offset in &offsets {
        file.extend(format!("{offset:010} 00000 n \n").bytes());
    }
    let size = offsets.len() + 1;
    file.extend(format!("trailer<</Root 1 0 R/Size {size}>>\nstartxref\n{start}\n%%EOF\n").bytes());
    file
}

#[test]
fn a_pdf_of_the_form_itself_is_read() {
    let file = documents().mandate_pdf(&mandate(), Language::Dutch).unwrap();
    let (first, found) = read(&file).unwrap();
    assert_eq!((first.kind, first.pages), (FileKind::Pdf, 1));
    assert_eq!((found[0].text.as_str(), found[0].page), (REFERENCE, 1));
    // Drawn at 300 dots per inch, with the barcode top left.
    assert!(found[0].start.x < 1240.0 && found[0].start.y < 877.0, "{found:?}");
}

#[test]
fn a_scanned_pdf_is_read_askew_and_noisy_on_the_page_that_has_the_barcode() {
    let form = noisy(&turned(&form_at(200), -3.0), 30.0, 11);
    let file = scanned_pdf(&[blank(), blank(), form]);
    let (first, found) = read(&file).unwrap();
    assert_eq!((first.kind, first.pages), (FileKind::Pdf, 3));
    assert_eq!((found[0].text.as_str(), found[0].page), (REFERENCE, 3));
}

#[test]
fn only_the_first_pages_are_searched() {
    let file = scanned_pdf(&[blank(), form_at(150)]);
    let few = ReadLimits { searched: 1, ..ReadLimits::default() };
    assert_eq!(read_with(&file, few).unwrap().1, []);
    assert_eq!(read(&file).unwrap().1.len(), 1);
}

#[test]
fn tiff_is_read_whatever_packs_it_and_on_every_page() {
    let form = turned(&form_at(150), 2.0);
    for (packed, compression) in [
        ("plain", Compression::Uncompressed),
        ("PackBits", Compression::Packbits),
        ("LZW", Compression::Lzw),
        ("deflate", Compression::Deflate(Default::default())),
    ] {
        let file = scanned_tiff(&[blank(), form.clone()], compression);
        let (first, found) = read(&file).unwrap();
        assert_eq!((first.kind, first.pages), (FileKind::Tiff, 2), "{packed}");
        assert_eq!((found[0].text.as_str(), found[0].page), (REFERENCE, 2), "{packed}");
    }
}

#[test]
fn colours_and_deep_greys_of_tiff_become_grey() {
    let form = form_at(150);
    let (width, height) = (form.width(), form.height());
    let mut colour = Cursor::new(Vec::new());
    let pixels: Vec<u8> = form.pixels().iter().flat_map(|grey| [*grey; 3]).collect();
    TiffEncoder::new(&mut colour).unwrap().write_image::<colortype::RGB8>(width, height, &pixels).unwrap();
    let mut deep = Cursor::new(Vec::new());
    let pixels: Vec<u16> = form.pixels().iter().map(|grey| u16::from(*grey) * 257).collect();
    TiffEncoder::new(&mut deep).unwrap().write_image::<colortype::Gray16>(width, height, &pixels).unwrap();
    for file in [colour.into_inner(), deep.into_inner()] {
        assert_eq!(read(&file).unwrap().1[0].text, REFERENCE);
    }
}

#[test]
fn a_fax_of_two_pages_is_read() {
    let (first, found) = read(FAX).unwrap();
    assert_eq!((first.kind, first.pages), (FileKind::Tiff, 2));
    assert_eq!((found.len(), found[0].page), (1, 2));
    let preview = page(&first.preview);
    assert!(preview.pixels().iter().all(|grey| *grey == 255), "the first page is empty, and white");
}

#[test]
fn the_preview_is_small_and_shows_the_page() {
    let form = form_at(300);
    let (first, _) = read(&png(&form)).unwrap();
    let preview = page(&first.preview);
    assert!(preview.width().max(preview.height()) <= PREVIEW_SIDE);
    assert!(preview.height() > 1000, "it is still legible");
    let mean = |page: &PageImage| {
        page.pixels().iter().map(|grey| u64::from(*grey)).sum::<u64>() / page.pixels().len() as u64
    };
    assert!(mean(&preview).abs_diff(mean(&form)) < 4);
    assert!(!format!("{first:?}").contains("preview"));
}

#[test]
fn a_file_without_a_barcode_is_no_error_here() {
    let (first, found) = read(&png(&blank())).unwrap();
    assert_eq!((first.kind, found.len()), (FileKind::Png, 0));
    let error = documents().read_barcodes(&scanned_pdf(&[blank()])).unwrap_err();
    assert_eq!(error, ReadError::NotFound);
}

#[test]
fn too_many_pages_are_refused() {
    let limits = ReadLimits { pages: 2, ..ReadLimits::default() };
    let pages = [blank(), blank(), blank()];
    for file in [scanned_pdf(&pages), scanned_tiff(&pages, Compression::Deflate(Default::default()))] {
        assert_eq!(read_with(&file, limits).unwrap_err(), ReadError::TooManyPages { limit: 2 });
    }
}

#[test]
fn a_tiff_that_unpacks_to_too_many_pixels_is_refused_by_its_header() {
    let page = PageImage::from_luminance(2000, 1000, Vec::new());
    let file = scanned_tiff(&[blank(), page], Compression::Deflate(Default::default()));
    assert!(file.len() < 20_000, "a small file: {}", file.len());
    let limits = ReadLimits { pixels: 1_000_000, ..ReadLimits::default() };
    let expected = ReadError::PictureTooLarge { width: 2000, height: 1000, limit: 1_000_000 };
    assert_eq!(read_with(&file, limits).unwrap_err(), expected);
}

#[test]
fn what_cannot_be_opened_says_why() {
    assert_eq!(read(PASSWORD).unwrap_err(), ReadError::Encrypted);
    assert!(matches!(read(b"%PDF-1.7 and nothing else").unwrap_err(), ReadError::Damaged(_)));
    assert!(matches!(read(b"II*\0\xff\xff\xff\xff").unwrap_err(), ReadError::Damaged(_)));
    assert_eq!(read(b"PK\x03\x04 a document").unwrap_err(), ReadError::Format);
    let cut = scanned_pdf(&[form_at(150)]);
    let read_cut = read(&cut[..cut.len() / 2]);
    assert!(read_cut.as_ref().is_err() || read_cut.unwrap().1.is_empty(), "half a file has no barcode");
}

#[test]
fn an_enormous_page_of_a_pdf_is_drawn_within_limits() {
    let file = String::from_utf8(
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
          3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 14400 14400]>>endobj\ntrailer<</Root 1 0 R/Size 4>>\n"
            .to_vec(),
    )
    .unwrap();
    let (first, found) = read(file.as_bytes()).unwrap();
    assert!(found.is_empty());
    assert!(page(&first.preview).width() <= PREVIEW_SIDE);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn damaged_documents_give_an_error_or_pages_and_no_panic(
        pdf in any::<bool>(), at in any::<prop::sample::Index>(), byte in any::<u8>()
    ) {
        let mut file = if pdf { PASSWORD.to_vec() } else { FAX.to_vec() };
        let at = at.index(file.len());
        file[at] = byte;
        let limits = ReadLimits { pixels: 2_000_000, ..ReadLimits::default() };
        let _ = read_with(&file, limits);
    }
}
