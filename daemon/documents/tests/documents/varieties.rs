//! The varieties of page files that scanners, faxes, copiers and telephones make: read, or refused by name, and never
//! taken for damaged.
//!
//! The files in `fixtures/varieties` show one strip of a form at 150 dots per inch, with a line at the lower right.
//! They were written by other programs: libtiff 4.5 (tiffcp), libjpeg-turbo 2.1 (cjpeg), Pillow, tifffile, qpdf 11.
//! Those here, and `jbig2.pdf`, were put together byte by byte, for what no such program writes.

use crate::common::pdf_file::pdf_of_jpeg;
use crate::common::tiff_file::{HEIGHT, Tiff, WIDTH, entry};
use crate::common::*;
use balie_documents::{FirstPage, Found, PageImage, ReadError, ReadLimits, read_pages};

const REFERENCE: &str = "M9401-261201-00042-97";

fn read(file: &[u8]) -> Result<(FirstPage, Vec<Found>), ReadError> {
    let mut first = None;
    let found = read_pages(file, ReadLimits::default(), |page| first = Some(page))?;
    Ok((first.expect("the first page is told before the search"), found))
}

/// The strip itself: shades of grey, row by row.
fn strip() -> PageImage {
    page(&read(&variety("g4.tif")).unwrap().0.preview)
}

/// How much two pictures differ on average, in shades of grey.
fn difference(one: &PageImage, other: &PageImage) -> f64 {
    assert_eq!((one.width(), one.height()), (other.width(), other.height()));
    let apart = one.pixels().iter().zip(other.pixels()).map(|(one, other)| u64::from(one.abs_diff(*other)));
    apart.sum::<u64>() as f64 / one.pixels().len() as f64
}

#[test]
fn what_other_programs_write_is_read_and_looks_the_same() {
    let expected = strip();
    let dark = expected.pixels().iter().filter(|grey| **grey < 128).count();
    assert!((WIDTH * HEIGHT / 20..WIDTH * HEIGHT / 2).contains(&dark), "black on white: {dark}");
    for (name, most) in [
        ("g3-1d.tif", 0.0),
        ("g3-2d.tif", 0.0),
        ("g3-fill.tif", 0.0),
        ("rle.tif", 0.0),
        ("g4-fill2.tif", 0.0),
        ("g3-2d-fill2.tif", 0.0),
        ("lzw-fill2.tif", 0.0),
        ("packbits-fill2.tif", 0.0),
        ("g4-strips.tif", 0.0),
        ("g4-tiles.tif", 0.0),
        ("g4-big-be.tif", 0.0),
        ("zip-planar-rgb.tif", 0.0),
        ("lzw-tiles-gray.tif", 0.0),
        ("lzw-pred-rgb.tif", 0.0),
        ("palette8.tif", 0.0),
        ("cmyk.tif", 0.0),
        ("gray16-be.tif", 0.0),
        ("rgba.tif", 0.0),
        ("rgbx0.tif", 0.0),
        ("orient3.tif", 0.0),
        ("orient6.tif", 0.0),
        ("jpeg-ycbcr.tif", 10.0),
        ("jpeg-tiles.tif", 10.0),
        ("base.jpg", 10.0),
        ("prog.jpg", 10.0),
        ("rgb420.jpg", 10.0),
        ("rgbprog.jpg", 10.0),
        ("cmyk.jpg", 10.0),
        ("rst.jpg", 10.0),
        ("opt.jpg", 10.0),
        ("multiscan.jpg", 10.0),
        ("multiscan-444.jpg", 10.0),
        ("exif6.jpg", 10.0),
        ("pal.png", 0.0),
        ("gray16.png", 0.0),
    ] {
        let (first, found) = read(&variety(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(found.first().map(|found| found.text.as_str()), Some(REFERENCE), "{name}");
        let apart = difference(&page(&first.preview), &expected);
        assert!(apart <= most, "{name}: {apart}");
    }
}

#[test]
fn pdfs_of_every_build_are_read() {
    for name in [
        "g4.pdf",
        "g3.pdf",
        "dct.pdf",
        "dct85.pdf",
        "jpx.pdf",
        "jbig2.pdf",
        "objstm.pdf",
        "linear.pdf",
        "badxref.pdf",
        "enc-empty.pdf",
        "enc-empty-aes128.pdf",
        "enc-empty-rc4.pdf",
    ] {
        let (_, found) = read(&variety(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(found.first().map(|found| found.text.as_str()), Some(REFERENCE), "{name}");
    }
}

#[test]
fn what_is_not_read_is_named_for_what_it_is() {
    for name in ["arith.jpg", "gray32f.tif", "zstd.tif", "webp.tif", "jpeg2000.tif"] {
        let refused = read(&variety(name)).unwrap_err();
        assert!(matches!(refused, ReadError::Unusual(_)), "{name}: {refused:?}");
    }
    let refused = read(&variety("arith-dct.pdf")).unwrap_err();
    assert!(matches!(refused, ReadError::UnusualInPdf(_)), "{refused:?}");
    // Light and colours one after the other, which is read where it is the file itself.
    let several = variety("multiscan.jpg");
    let refused = read(&pdf_of_jpeg("DeviceRGB", &several)).unwrap_err();
    assert!(matches!(refused, ReadError::UnusualInPdf(_)), "{refused:?}");
    let tiff = Tiff::of(8, &[&several]).put(259, &[7]).put(262, &[6]).put(277, &[3]).bytes();
    let refused = read(&tiff).unwrap_err();
    assert!(matches!(refused, ReadError::Unusual(_)), "{refused:?}");
    // Old-style JPEG in TIFF, and samples of 12 bits, by what the directory says.
    for (tag, value) in [(259, 6), (259, 34_661), (258, 12), (262, 32_845)] {
        let mut file = Tiff::of(8, &[strip().pixels()]);
        file.put(tag, &[value]);
        let refused = read(&file.bytes()).unwrap_err();
        assert!(matches!(refused, ReadError::Unusual(_)), "{tag} {value}: {refused:?}");
    }
}

/// Samples of so many bits, one after the other, each row filled up to whole bytes.
fn packed(samples: &[u8], bits: usize) -> Vec<u8> {
    let of_byte = 8 / bits;
    samples
        .chunks(samples.len() / HEIGHT)
        .flat_map(|row| {
            row.chunks(of_byte).map(|samples| {
                let place = |(at, sample): (usize, &u8)| sample << (8 - bits - at * bits);
                samples.iter().enumerate().map(place).fold(0, |byte, sample| byte | sample)
            })
        })
        .collect()
}

#[test]
fn every_depth_and_model_of_colour_looks_the_same() {
    let expected = strip();
    let grey = expected.pixels();
    let ink: Vec<u8> = grey.iter().map(|grey| 255 - grey).collect();
    let several = |count: usize| grey.iter().flat_map(|grey| vec![*grey; count]).collect::<Vec<u8>>();
    let looks_right = |what: &str, file: &[u8]| {
        let (first, found) = read(file).unwrap_or_else(|error| panic!("{what}: {error}"));
        assert_eq!(found[0].text, REFERENCE, "{what}");
        assert_eq!(difference(&page(&first.preview), &expected), 0.0, "{what}");
    };
    for bits in [1, 2, 4, 8] {
        let samples: Vec<u8> = grey.iter().map(|grey| grey >> (8 - bits)).collect();
        for (what, photometric, samples) in [
            ("grey", 1, samples.clone()),
            ("ink", 0, samples.iter().map(|sample| ((1_u16 << bits) - 1) as u8 - sample).collect()),
            ("colours", 2, samples.iter().flat_map(|sample| [*sample; 3]).collect()),
        ] {
            let count = samples.len() / grey.len();
            let strip = packed(&samples, bits);
            let mut file = Tiff::of(bits as u32, &[&strip]);
            file.put(262, &[photometric]).put(277, &[count as u32]);
            for big_endian in [false, true] {
                file.big_endian = big_endian;
                looks_right(&format!("{what} of {bits} bits"), &file.bytes());
            }
            // The other way round, each byte.
            let reversed: Vec<u8> = strip.iter().map(|byte| byte.reverse_bits()).collect();
            file.strips = vec![reversed];
            looks_right(&format!("{what} of {bits} bits, fill order 2"), &file.put(266, &[2]).bytes());
        }
        // Half of the colours are black, half are white.
        let map: Vec<u32> =
            (0..3).flat_map(|_| (0..1_u32 << bits).map(|at| if at % 2 == 0 { 65_535 } else { 0 })).collect();
        let samples: Vec<u8> = grey.iter().map(|grey| if *grey < 128 { 1 } else { 0 }).collect();
        let mut file = Tiff::of(bits as u32, &[&packed(&samples, bits)]);
        looks_right(&format!("a palette of {bits} bits"), &file.put(262, &[3]).put(320, &map).bytes());
    }
    let planes = grey.repeat(3);
    let mut file = Tiff::of(8, &[grey, grey, grey]);
    file.put(262, &[2]).put(277, &[3]).put(284, &[2]).put(278, &[HEIGHT as u32]);
    assert_eq!(file.strips.concat(), planes);
    looks_right("colours in planes", &file.bytes());
    let inks: Vec<u8> = ink.iter().flat_map(|ink| [0, 0, 0, *ink]).collect();
    looks_right("inks", &Tiff::of(8, &[&inks]).put(262, &[5]).put(277, &[4]).bytes());
    let full = several(3);
    looks_right("YCbCr", &Tiff::of(8, &[&full]).put(262, &[6]).put(277, &[3]).put(530, &[1, 1]).bytes());
    let refused = read(&Tiff::of(8, &[&full]).put(262, &[6]).put(277, &[3]).bytes()).unwrap_err();
    assert!(matches!(refused, ReadError::Unusual(_)), "subsampled: {refused:?}");
}

#[test]
fn what_a_tiff_leaves_out_is_worked_out() {
    let expected = strip();
    let grey = expected.pixels();
    let colours: Vec<u8> = grey.iter().flat_map(|grey| [*grey; 3]).collect();
    let half = grey.len() / 2;
    let looks_right = |what: &str, file: &[u8]| {
        let (first, _) = read(file).unwrap_or_else(|error| panic!("{what}: {error}"));
        assert_eq!(difference(&page(&first.preview), &expected), 0.0, "{what}");
    };
    looks_right("rows", &Tiff::of(8, &[grey]).leave_out(278).bytes());
    looks_right("rows, of two strips", &Tiff::of(8, &[&grey[..half], &grey[half..]]).leave_out(278).bytes());
    looks_right("bytes", &Tiff::of(8, &[grey]).leave_out(279).bytes());
    looks_right("bytes, of two strips", &Tiff::of(8, &[&grey[..half], &grey[half..]]).leave_out(279).bytes());
    looks_right("bytes that say 0", &Tiff::of(8, &[grey]).put(279, &[0]).bytes());
    looks_right("both", &Tiff::of(8, &[grey]).leave_out(278).leave_out(279).bytes());
    looks_right("no end to the rows", &Tiff::of(8, &[grey]).put(278, &[u32::MAX]).bytes());
    looks_right("the compression", &Tiff::of(8, &[grey]).leave_out(259).bytes());
    looks_right("the count of samples", &Tiff::of(8, &[grey]).leave_out(277).bytes());
    looks_right("what 1 means", &Tiff::of(8, &[grey]).leave_out(262).bytes());
    let more = [&grey[..half], &grey[half..], b"nothing"];
    looks_right("strips that nobody needs", &Tiff::of(8, &more).put(278, &[HEIGHT as u32 / 2]).bytes());
    let mut file = Tiff::of(8, &[&colours]);
    looks_right(
        "two depths of three",
        &file.put(262, &[2]).put(277, &[3]).leave_out(278).leave_out(279).bytes(),
    );
}

#[test]
fn a_fill_order_that_is_said_and_not_kept_does_no_harm() {
    let mut file = variety("lzw-tiles-gray.tif");
    // The entry of the orientation becomes one of the fill order: both stand where they stand, in order of their tags.
    let orientation = entry(&mut file, 274);
    orientation[..2].copy_from_slice(&266_u16.to_le_bytes());
    orientation[8] = 2;
    let (first, _) = read(&file).unwrap();
    assert_eq!(difference(&page(&first.preview), &strip()), 0.0);
}

#[test]
fn a_jpeg_of_a_telephone_with_empty_tables_is_read() {
    let usual = variety("base.jpg");
    let file = [&usual[..2], &[0xff, 0xc4, 0, 2, 0xff, 0xff], &usual[2..]].concat();
    assert_eq!(read(&file).unwrap().1, read(&usual).unwrap().1);
}

/// Puts bytes before every marker that restarts the coded data, and before the end.
fn padded(jpeg: &[u8], padding: &[u8]) -> Vec<u8> {
    let mut file = Vec::new();
    for (at, byte) in jpeg.iter().enumerate() {
        if let [0xff, 0xd0..=0xd7 | 0xd9] = jpeg[at..][..2.min(jpeg.len() - at)] {
            file.extend(padding);
        }
        file.push(*byte);
    }
    file
}

/// As sheet-fed scanners and office machines write them: with bytes behind the coded data that nobody needs, and with
/// restart markers behind the last line.
#[test]
fn bytes_behind_the_coded_data_of_a_jpeg_do_no_harm() {
    let expected = strip();
    for usual in ["base.jpg", "rst.jpg"].map(variety) {
        let end = usual.len() - 2;
        let restarts = [&usual[..end], b"\0\0\xff\xd2\0\0\0\xff\xd3", &usual[end..]].concat();
        let files = [padded(&usual, &[0; 9]), padded(&usual, &[0xff; 3]), restarts];
        for (at, file) in files.into_iter().enumerate() {
            let (first, found) = read(&file).unwrap_or_else(|error| panic!("{at}: {error}"));
            assert_eq!(found[0].text, REFERENCE, "{at}");
            assert!(difference(&page(&first.preview), &expected) <= 10.0, "{at}");
            assert_eq!(read(&pdf_of_jpeg("DeviceGray", &file)).unwrap().1.len(), 1, "{at}, in a PDF");
        }
    }
}

/// The PDF says how large the picture is, and where it ends.
#[test]
fn a_jpeg_in_a_pdf_may_be_wrong_about_its_height_and_have_no_end() {
    let usual = variety("base.jpg");
    let found = read(&pdf_of_jpeg("DeviceGray", &usual[..usual.len() - 2])).unwrap().1;
    assert_eq!(found[0].text, REFERENCE, "without an end");
    let mut high = usual;
    let at = high.windows(2).position(|pair| pair == [0xff, 0xc0]).unwrap() + 5;
    high[at..at + 2].copy_from_slice(&[0xff, 0xff]);
    let found = read(&pdf_of_jpeg("DeviceGray", &high)).unwrap().1;
    assert_eq!(found[0].text, REFERENCE, "65,535 lines");
    assert!(read(&high).is_err(), "alone, nobody knows");
}

#[test]
fn a_fax_may_say_nothing_of_its_length_and_too_much_of_its_rows() {
    let usual = variety("page-g4-fill2.tif");
    let expected = read(&usual).unwrap();
    for (tag, value) in [(279, 0_u32), (278, 95_318)] {
        let mut file = usual.clone();
        entry(&mut file, tag)[8..].copy_from_slice(&value.to_le_bytes());
        assert!(read(&file).unwrap() == expected, "{tag}: {value}");
    }
}

/// Rows that begin at bytes and have no marks between them, and a directory that says T.4.
#[test]
fn a_fax_without_marks_is_read_whatever_it_is_called() {
    let mut file = variety("rle.tif");
    entry(&mut file, 259)[8] = 3;
    let (first, _) = read(&file).unwrap();
    assert_eq!(difference(&page(&first.preview), &strip()), 0.0);
}

#[test]
fn bytes_between_the_segments_of_a_jpeg_do_no_harm() {
    let usual = variety("base.jpg");
    // Behind the first segment, of 16 bytes.
    let (head, rest) = usual.split_at(2 + 2 + 16);
    for between in [&[0; 7][..], &[0xff; 7], b"no marker"] {
        assert_eq!(read(&[head, between, rest].concat()).unwrap().1, read(&usual).unwrap().1, "{between:?}");
    }
}

/// A whole page, as a multifunction printer sends it.
#[test]
fn a_page_of_which_every_byte_is_the_other_way_round_is_read() {
    let (_, found) = read(&variety("page-g4-fill2.tif")).unwrap();
    assert_eq!(found[0].text, REFERENCE);
}
