//! Page files of which a part is missing: refused, whatever their kind, since a page is evidence of a signature.

use crate::common::pdf_file::{pdf, pdf_of, pdf_of_jpeg, stream};
use crate::common::tiff_file::{HEIGHT, Tiff, WIDTH, entry, scanned_tiff};
use crate::common::*;
use balie_documents::{
    Code128, Found, Language, PageImage, ReadError, ReadLimits, SignaturePlace, read_pages, read_signed,
};
use proptest::prelude::*;
use std::io::Cursor;
use tiff::encoder::Compression;

const REFERENCE: &str = "NL9401-2026-000042";

/// Complete files of every kind; see `varieties.rs`.
const WHOLE: [&str; 16] = [
    "base.jpg",
    "rst.jpg",
    "opt.jpg",
    "prog.jpg",
    "multiscan.jpg",
    "rgb420.jpg",
    "gray16.png",
    "g4.tif",
    "g3-2d.tif",
    "lzw-tiles-gray.tif",
    "jpeg-ycbcr.tif",
    "zip-planar-rgb.tif",
    "dct.pdf",
    "objstm.pdf",
    "linear.pdf",
    "jpx.pdf",
];

fn whole() -> impl Iterator<Item = (&'static str, Vec<u8>)> {
    WHOLE.into_iter().map(|name| (name, variety(name)))
}

fn read(file: &[u8]) -> Result<Vec<Found>, ReadError> {
    read_pages(file, ReadLimits::default(), |_| {})
}

fn is_incomplete(refused: &Result<Vec<Found>, ReadError>) -> bool {
    matches!(refused, Err(ReadError::Incomplete | ReadError::Damaged(_) | ReadError::Format))
}

#[test]
fn a_file_of_any_kind_that_is_cut_off_is_refused() {
    for (name, file) in whole() {
        assert!(read(&file).is_ok(), "{name}");
        // Of a PDF what closes it may be cut: a viewer finds everything without.
        let closing = if name.ends_with(".pdf") { 64 } else { 1 };
        for percent in [10, 25, 45, 60, 75, 90, 95, 99] {
            let end = (file.len() * percent / 100).min(file.len() - closing);
            let refused = read(&file[..end]);
            assert!(is_incomplete(&refused), "{name} cut at {percent} %: {refused:?}");
        }
        let refused = read(&file[..file.len() - closing]);
        assert!(is_incomplete(&refused), "{name} cut at its end: {refused:?}");
    }
}

#[test]
fn what_follows_a_complete_file_does_not_matter() {
    for (name, file) in whole() {
        for tail in [&b"\0\0\0\0\0\0\0\0"[..], b"\r\n", b"--boundary--\r\n", &[0xff; 100]] {
            assert_eq!(read(&[&file, tail].concat()), read(&file), "{name}");
        }
    }
}

#[test]
fn a_transfer_that_filled_up_with_zeros_is_refused() {
    for (name, file) in whole() {
        let mut filled = file.clone();
        filled[file.len() / 2..].fill(0);
        assert!(is_incomplete(&read(&filled)), "{name}: {:?}", read(&filled));
    }
}

/// A PDF in which a picture is cut off is complete itself.
#[test]
fn a_cut_picture_in_a_complete_pdf_is_refused() {
    let jpeg = variety("base.jpg");
    assert_eq!(read(&pdf_of_jpeg("DeviceGray", &jpeg)).unwrap().len(), 1);
    for percent in [10, 45, 90, 99] {
        let cut = &jpeg[..jpeg.len() * percent / 100];
        let refused = read(&pdf_of_jpeg("DeviceGray", cut));
        assert_eq!(refused, Err(ReadError::Incomplete), "{percent} %");
    }
    assert_eq!(read(&variety("jpx-cut.pdf")), Err(ReadError::Incomplete));
}

/// The pixels of the pictures in `fixtures/varieties`.
fn strip() -> Vec<u8> {
    let mut preview = Vec::new();
    read_pages(&variety("g4.tif"), ReadLimits::default(), |first| preview = first.preview).unwrap();
    page(&preview).pixels().to_vec()
}

/// A PDF of which this is the picture.
fn pdf_of_samples(colours: &str, filter: &str, samples: &[u8]) -> Vec<u8> {
    let dictionary = format!(
        "<</Type/XObject/Subtype/Image/Width {WIDTH}/Height {HEIGHT}/ColorSpace/{colours}/BitsPerComponent 8\
         {filter}/Length {}>>",
        samples.len()
    );
    pdf_of(&dictionary, samples)
}

/// A stream of zlib that is packed no smaller (RFC 1950, RFC 1951, 3.2.4).
fn stored(bytes: &[u8]) -> Vec<u8> {
    let mut packed = vec![0x78, 0x01];
    let blocks: Vec<&[u8]> = bytes.chunks(65_535).collect();
    for (at, block) in blocks.iter().enumerate() {
        let length = block.len() as u16;
        packed.push(u8::from(at + 1 == blocks.len()));
        packed.extend([length.to_le_bytes(), (!length).to_le_bytes()].concat());
        packed.extend(*block);
    }
    let (low, high) = bytes.iter().fold((1_u32, 0_u32), |(low, high), byte| {
        let low = (low + u32::from(*byte)) % 65_521;
        (low, (high + low) % 65_521)
    });
    packed.extend((high << 16 | low).to_be_bytes());
    packed
}

fn lzw(bytes: &[u8]) -> Vec<u8> {
    weezl::encode::Encoder::with_tiff_size_switch(weezl::BitOrder::Msb, 8).encode(bytes).unwrap()
}

/// Runs of nothing but single bytes (ISO 32000-1, 7.4.5).
fn runs(bytes: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    for run in bytes.chunks(128) {
        packed.push((run.len() - 1) as u8);
        packed.extend(run);
    }
    packed.push(128);
    packed
}

fn hexadecimal(bytes: &[u8]) -> Vec<u8> {
    let digits = bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    format!("{digits}>").into_bytes()
}

type Pack = fn(&[u8]) -> Vec<u8>;

/// What draws a PDF fills up what is missing of a picture.
#[test]
fn a_picture_in_a_pdf_of_which_rows_are_missing_is_refused_however_it_is_packed() {
    let pixels = strip();
    let fewer = &pixels[..pixels.len() * 8 / 10];
    let ways: [(&str, Pack); 5] = [
        ("", <[u8]>::to_vec),
        ("/Filter/FlateDecode", stored),
        ("/Filter/LZWDecode", lzw),
        ("/Filter/RunLengthDecode", runs),
        ("/Filter[/ASCIIHexDecode]", hexadecimal),
    ];
    for (filter, pack) in ways {
        let read_packed = |packed: &[u8]| read(&pdf_of_samples("DeviceGray", filter, packed));
        let whole = pack(&pixels);
        assert_eq!(read_packed(&whole).unwrap().len(), 1, "{filter}");
        assert_eq!(read_packed(&pack(fewer)), Err(ReadError::Incomplete), "{filter}");
        assert!(read_packed(&whole[..whole.len() * 8 / 10]).is_err(), "{filter}, cut");
    }
    let colours: Vec<u8> = pixels.iter().flat_map(|grey| [*grey; 3]).collect();
    assert_eq!(read(&pdf_of_samples("DeviceRGB", "", &colours)).unwrap().len(), 1);
    assert_eq!(read(&pdf_of_samples("DeviceRGB", "", &pixels)), Err(ReadError::Incomplete));
}

#[test]
fn a_jpeg_in_a_pdf_that_is_cut_and_closed_again_is_refused_also_inside_another_filter() {
    let jpeg = variety("base.jpg");
    let cut = &jpeg[..jpeg.len() * 45 / 100];
    let closed = [cut, &[0xff, 0xd9]].concat();
    let ways: [(&str, Pack); 3] = [
        ("/DCTDecode", <[u8]>::to_vec),
        ("[/FlateDecode/DCTDecode]", stored),
        ("[/ASCIIHexDecode/DCTDecode]", hexadecimal),
    ];
    for (filters, pack) in ways {
        let read_packed =
            |jpeg: &[u8]| read(&pdf_of_samples("DeviceGray", &format!("/Filter{filters}"), &pack(jpeg)));
        assert_eq!(read_packed(&jpeg).unwrap().len(), 1, "{filters}");
        for (what, part) in [("closed", closed.as_slice()), ("cut", cut)] {
            assert_eq!(read_packed(part), Err(ReadError::Incomplete), "{filters}, {what}");
        }
    }
}

#[test]
fn a_fax_in_a_pdf_of_which_rows_are_missing_is_refused() {
    for name in ["g4.pdf", "g3.pdf"] {
        let usual = variety(name);
        let find = |word: &[u8], from: usize| {
            usual[from..].windows(word.len()).position(|window| window == word).unwrap() + from
        };
        // What is there does not change: the picture says that it is higher.
        let mut higher = usual.clone();
        let height = find(b"/Height 240", 0);
        higher[height..height + 11].copy_from_slice(b"/Height 300");
        assert_eq!(read(&higher), Err(ReadError::Incomplete), "{name}");
        let begin = find(b"stream", find(b"/CCITTFaxDecode", 0)) + 7;
        let end = find(b"endstream", begin) - 1;
        let mut half = usual.clone();
        half[begin + (end - begin) / 2..end].fill(0);
        assert_eq!(read(&half), Err(ReadError::Incomplete), "{name}, half of it");
    }
}

#[test]
fn a_picture_in_a_pdf_that_promises_more_than_the_limits_is_refused_before_it_is_unpacked() {
    let dictionary = "<</Type/XObject/Subtype/Image/Width 60000/Height 60000/ColorSpace/DeviceGray\
                      /BitsPerComponent 8/Length 3>>";
    let refused = read(&pdf_of(dictionary, b"abc"));
    let expected = ReadError::PictureTooLarge { width: 60_000, height: 60_000, limit: 40_000_000 };
    assert_eq!(refused, Err(expected));
}

/// A program that was stopped leaves a directory with strips or tiles that have no place yet.
#[test]
fn a_tiff_of_which_a_strip_or_tile_was_never_written_is_refused() {
    let pixels = strip();
    let (upper, lower) = pixels.split_at(pixels.len() / 2);
    let files = [
        (Tiff::of(8, &[upper, lower]).bytes(), 273, 2),
        (variety("g4-strips.tif"), 273, 15),
        (variety("g4-tiles.tif"), 324, 12),
        (variety("lzw-tiles-gray.tif"), 324, 20),
        (variety("lzw-pred-rgb.tif"), 273, 60),
        (variety("jpeg-ycbcr.tif"), 273, 4),
        (variety("zip-planar-rgb.tif"), 273, 180),
    ];
    for (which, (file, tag, count)) in files.into_iter().enumerate() {
        assert_eq!(read(&file).unwrap().len(), 1, "{which}");
        for at in [0, count / 2, count - 1] {
            for place in [0_u32, 7] {
                let mut unwritten = file.clone();
                let places: [u8; 4] = entry(&mut unwritten, tag)[8..].try_into().unwrap();
                let own = u32::from_le_bytes(places) as usize + 4 * at;
                unwritten[own..own + 4].copy_from_slice(&place.to_le_bytes());
                assert_eq!(read(&unwritten), Err(ReadError::Incomplete), "{which}: {at} at {place}");
            }
        }
    }
}

/// It is well-formed, and shows the whole page: so blurred that nobody can tell a signature from dirt.
#[test]
fn a_progressive_jpeg_without_its_last_scans_is_refused_though_it_is_closed_again() {
    for name in ["prog.jpg", "rgbprog.jpg"] {
        let file = variety(name);
        let scans: Vec<usize> =
            (0..file.len() - 1).filter(|at| file[*at..].starts_with(b"\xff\xda")).collect();
        assert!(scans.len() > 5, "{name}: {scans:?}");
        for pair in scans.windows(2) {
            for end in [pair[1], pair[0] + (pair[1] - pair[0]) / 2] {
                let closed = [&file[..end], &[0xff, 0xd9]].concat();
                assert_eq!(read(&closed), Err(ReadError::Incomplete), "{name} closed at {end}");
                let refused = read(&pdf_of_jpeg("DeviceGray", &closed));
                assert_eq!(refused, Err(ReadError::Incomplete), "{name} closed at {end}, in a PDF");
            }
        }
    }
}

/// The same file with the number of lines behind them (ITU-T T.81, B.2.5).
fn told_late(jpeg: &[u8], in_frame: u16) -> Vec<u8> {
    let at = jpeg.windows(2).position(|pair| pair == [0xff, 0xc0]).unwrap() + 5;
    let lines = [jpeg[at], jpeg[at + 1]];
    let end = jpeg.len() - 2;
    assert_eq!(jpeg[end..], [0xff, 0xd9]);
    let mut file = jpeg[..end].to_vec();
    file[at..at + 2].copy_from_slice(&in_frame.to_be_bytes());
    file.extend([0xff, 0xdc, 0, 4, lines[0], lines[1], 0xff, 0xd9]);
    file
}

#[test]
fn a_jpeg_whose_height_stands_behind_its_lines_is_read_alone_in_a_pdf_and_in_a_tiff() {
    for usual in [variety("base.jpg"), variety("rst.jpg")] {
        for in_frame in [0, 240, 65_535] {
            let jpeg = told_late(&usual, in_frame);
            assert_eq!(read(&jpeg).unwrap(), read(&usual).unwrap(), "{in_frame}");
            let found = read(&pdf_of_jpeg("DeviceGray", &jpeg)).unwrap();
            assert_eq!(found.len(), 1, "in a PDF, {in_frame}");
            let tiff = Tiff::of(8, &[&jpeg]).put(259, &[7]).bytes();
            assert_eq!(read(&tiff).unwrap(), read(&usual).unwrap(), "in a TIFF, {in_frame}");
            assert_eq!(read(&jpeg[..jpeg.len() - 8]), Err(ReadError::Incomplete), "{in_frame}");
        }
    }
}

fn form(dpi: u16) -> PageImage {
    page(&documents().mandate_png(&mandate(), Language::Dutch, dpi).unwrap())
}

fn place() -> SignaturePlace {
    documents().signature_place(&mandate()).unwrap().expect("the built-in form has a place for the signature")
}

fn read_form(file: &[u8]) -> Result<Vec<Found>, ReadError> {
    let found = read_signed(file, ReadLimits::default(), |_| {}, Some(place()), |text| text == REFERENCE)?;
    assert!(found.iter().all(|barcode| barcode.signed.is_some()), "every barcode is a measure: {found:?}");
    let is_signed = found.iter().all(|barcode| barcode.signed == Some(true));
    if is_signed { Ok(found) } else { Err(ReadError::NotSigned) }
}

/// A stroke of a pen in the lower right, where the form has its place for the signature.
fn signed(page: &PageImage) -> PageImage {
    let (width, height) = (page.width() as usize, page.height() as usize);
    let mut pixels = page.pixels().to_vec();
    for step in 0..width / 4 {
        let (x, y) = (width * 6 / 10 + step, height * 45 / 100 + step * height * 4 / 10 / (width / 4));
        pixels[y * width + x] = 60;
        pixels[y * width + x + 1] = 60;
    }
    PageImage::from_luminance(page.width(), page.height(), pixels)
}

#[test]
fn a_form_that_nobody_signed_is_refused_however_it_lies() {
    for dpi in [100, 150, 200, 300] {
        let page = form(dpi);
        assert_eq!(read_form(&png(&page)), Err(ReadError::NotSigned), "{dpi} dpi");
        assert_eq!(read_form(&png(&signed(&page))).unwrap()[0].text, REFERENCE, "{dpi} dpi");
    }
    for lies in
        [upside_down, sideways, |page: &PageImage| turned(page, 3.0), |page: &PageImage| turned(page, -4.0)]
    {
        assert_eq!(read_form(&png(&lies(&form(150)))), Err(ReadError::NotSigned));
        assert_eq!(read_form(&png(&lies(&signed(&form(150))))).unwrap()[0].text, REFERENCE);
    }
    let english = documents().mandate_png(&mandate(), Language::English, 150).unwrap();
    assert_eq!(read_form(&english), Err(ReadError::NotSigned));
    assert_eq!(read_form(&png(&signed(&page(&english)))).unwrap()[0].text, REFERENCE);
    let pdf = documents().mandate_pdf(&mandate(), Language::Dutch).unwrap();
    assert_eq!(read_form(&pdf), Err(ReadError::NotSigned));
}

/// A page of somebody else, with a barcode of its own.
fn letter() -> PageImage {
    let (symbol, width, height) = (Code128::new("LETTER-0042").unwrap(), 1240, 1754);
    let bar = |x: usize| x >= 100 && symbol.modules().get((x - 100) / 3) == Some(&true);
    let is_dark = |at: usize| (100..190).contains(&(at / width)) && bar(at % width);
    let pixels = (0..width * height).map(|at| if is_dark(at) { 0 } else { 255 }).collect();
    PageImage::from_luminance(width as u32, height as u32, pixels)
}

fn pages(pages: &[PageImage]) -> Vec<u8> {
    scanned_tiff(pages, Compression::Deflate(Default::default()))
}

#[test]
fn a_barcode_on_an_earlier_page_hides_no_form_that_is_not_signed() {
    let note = signed(&PageImage::from_luminance(620, 877, vec![250; 620 * 877]));
    let (unsigned, signed) = (form(150), signed(&form(150)));
    assert_eq!(read_form(&pages(&[letter(), unsigned.clone()])), Err(ReadError::NotSigned));
    let found = read_form(&pages(&[letter(), signed])).unwrap();
    assert_eq!((found[0].text.as_str(), found[0].page), (REFERENCE, 2));
    // Nor does a page without one, however many there are.
    let behind = [vec![note; 5], vec![unsigned]].concat();
    assert_eq!(read_form(&pages(&behind)), Err(ReadError::NotSigned));
    let found = read_signed(
        &pages(&[letter()]),
        ReadLimits::default(),
        |_| {},
        Some(place()),
        |text| text == REFERENCE,
    );
    assert_eq!(found.unwrap()[0].text, "LETTER-0042", "where there is no form, it is told");
}

#[test]
fn a_copy_that_is_not_signed_does_not_matter_where_the_signed_one_lies_beside_it() {
    let (unsigned, signed) = (form(150), signed(&form(150)));
    for (file, page) in [
        (pages(&[unsigned.clone(), signed.clone()]), 2),
        (pages(&[unsigned.clone(), letter(), signed.clone()]), 3),
        (pages(&[signed, unsigned.clone()]), 1),
    ] {
        let found = read_form(&file).unwrap();
        assert_eq!((found.len(), found[0].text.as_str(), found[0].page), (1, REFERENCE, page));
    }
    assert_eq!(read_form(&pages(&[unsigned.clone(), unsigned])), Err(ReadError::NotSigned));
}

#[test]
fn a_page_that_is_grey_where_the_signature_should_be_is_refused() {
    let page = signed(&form(150));
    let mut pixels = page.pixels().to_vec();
    let half = pixels.len() / 2;
    pixels[half..].fill(128);
    let grey = PageImage::from_luminance(page.width(), page.height(), pixels);
    assert_eq!(read_form(&png(&grey)), Err(ReadError::NotSigned));
    // And one that ends above it.
    let upper = page.pixels()[..half].to_vec();
    let rows = page.height() / 2;
    assert_eq!(
        read_form(&png(&PageImage::from_luminance(page.width(), rows, upper))),
        Err(ReadError::NotSigned)
    );
}

#[test]
fn the_wrong_side_of_the_paper_is_refused_and_a_note_without_a_barcode_is_not() {
    let blank = PageImage::from_luminance(620, 877, vec![250; 620 * 877]);
    assert_eq!(read_form(&png(&blank)), Err(ReadError::NotSigned));
    assert_eq!(read_form(&png(&signed(&blank))), Ok(Vec::new()));
    let without_place =
        |page: &PageImage| read_signed(&png(page), ReadLimits::default(), |_| {}, None, |_| true);
    assert_eq!(without_place(&blank), Err(ReadError::NotSigned), "of a form that does not say where");
    assert_eq!(without_place(&form(150)).unwrap()[0].signed, None);
    assert_eq!(
        read_pages(&png(&blank), ReadLimits::default(), |_| {}),
        Ok(Vec::new()),
        "nobody asked for a signature"
    );
}

/// As a tablet does it: what is drawn is no part of the page, but lies on it.
#[test]
fn a_signature_that_was_drawn_on_a_pdf_is_one() {
    let page = form(150);
    let picture = format!(
        "<</Type/XObject/Subtype/Image/Width {}/Height {}/ColorSpace/DeviceGray/BitsPerComponent 8/Length {}>>",
        page.width(),
        page.height(),
        page.pixels().len()
    );
    let stroke = b"2 w 357 463 m 506 126 l S";
    let appearance = format!("<</Type/XObject/Subtype/Form/BBox[0 0 595 842]/Length {}>>", stroke.len());
    let objects = [
        stream(&picture, page.pixels()),
        b"<</Type/Annot/Subtype/Ink/Rect[0 0 595 842]/F 4/AP<</N 7 0 R>>>>".to_vec(),
        stream(&appearance, stroke),
    ];
    assert_eq!(read_form(&pdf((595, 842), "", &objects)), Err(ReadError::NotSigned));
    let drawn = read_form(&pdf((595, 842), "/Annots[6 0 R]", &objects)).unwrap();
    assert_eq!(drawn[0].text, REFERENCE);
}

#[test]
fn the_noise_of_a_scanner_is_no_one_colour() {
    let scanned = noisy(&form(150), 4.0, 3);
    assert_eq!(read_form(&png(&scanned)).unwrap()[0].text, REFERENCE, "a clerk looks at it");
}

#[test]
fn every_form_that_is_printed_has_a_place_for_the_signature() {
    let mut long = mandate();
    long.creditor.name = "Stichting Openbare Bibliotheek Midden-Drenthe en Noordenveld".to_owned();
    long.holder.bic = Some("DEUTDEFF".to_owned());
    long.switch_service = true;
    for form in [mandate(), long] {
        assert!(documents().signature_place(&form).unwrap().is_some(), "{form:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_file_that_is_cut_anywhere_gives_a_page(
        which in any::<prop::sample::Index>(), at in any::<prop::sample::Index>()
    ) {
        let pictures: Vec<_> = WHOLE.into_iter().filter(|name| !name.ends_with(".pdf")).collect();
        let name = pictures[which.index(pictures.len())];
        let file = variety(name);
        let refused = read(&file[..at.index(file.len())]);
        prop_assert!(is_incomplete(&refused), "{name}: {refused:?}");
    }

    #[test]
    fn no_damage_makes_the_reader_panic(
        which in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), byte in any::<u8>()
    ) {
        let mut file = variety(WHOLE[which.index(WHOLE.len())]);
        let at = at.index(file.len());
        file[at] = byte;
        let limits = ReadLimits { pixels: 2_000_000, ..ReadLimits::default() };
        let _ = read_pages(&file, limits, |_| {});
    }
}

#[test]
fn a_picture_of_more_than_the_limits_is_refused_by_its_segments() {
    let mut jpeg = Cursor::new(Vec::new());
    image::GrayImage::new(1500, 1500).write_to(&mut jpeg, image::ImageFormat::Jpeg).unwrap();
    let limits = ReadLimits { pixels: 2_000_000, ..ReadLimits::default() };
    let refused = read_pages(&jpeg.into_inner(), limits, |_| {});
    assert_eq!(refused, Err(ReadError::PictureTooLarge { width: 1500, height: 1500, limit: 2_000_000 }));
}
