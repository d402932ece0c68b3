//! PWG raster (PWG 5102.4): what every IPP Everywhere printer takes.
//!
//! A card is a portrait sheet for a printer, so the picture is turned a quarter clockwise.

use super::cut;
use crate::Monochrome;

/// Bytes of the header of a page.
const HEADER: usize = 1796;
const DPI: u32 = 300;
/// A card in points, rounded as CUPS does: 53.98 × 85.60 mm.
const POINTS: (u32, u32) = (153, 243);
/// Values of `ColorSpace`: black, and luminance.
const BLACK: u32 = 3;
const SGRAY: u32 = 18;

/// The artwork as a file of PWG raster, in grey of eight bits, or in black of one bit where the printer does not
/// take that.
#[must_use]
pub fn pwg(artwork: &Monochrome, media: &str, grey: bool) -> Vec<u8> {
    let picture = cut(artwork).rotated_clockwise();
    let mut file = b"RaS2".to_vec();
    file.extend(header(&picture, media, grey));
    let (width, row_bytes) = (picture.width(), picture.row_bytes());
    let lines: Vec<Vec<u8>> = (0..picture.height())
        .map(|y| match grey {
            true => (0..width).map(|x| if picture.is_black(x, y) { 0 } else { 0xff }).collect(),
            false => picture.packed()[y * row_bytes..(y + 1) * row_bytes].to_vec(),
        })
        .collect();
    for same in lines.chunk_by(|one, other| one == other) {
        // A line stands for up to 256 like it.
        for group in same.chunks(256) {
            file.push((group.len() - 1) as u8);
            if let Some(line) = group.first() {
                compress(line, &mut file);
            }
        }
    }
    file
}

fn header(picture: &Monochrome, media: &str, grey: bool) -> Vec<u8> {
    let mut header = vec![0; HEADER];
    let mut text = |at: usize, text: &str| {
        let bytes = text.as_bytes();
        let count = bytes.len().min(63);
        header[at..at + count].copy_from_slice(&bytes[..count]);
    };
    text(0, "PwgRaster");
    text(1732, media);
    let mut number = |at: usize, number: u32| header[at..at + 4].copy_from_slice(&number.to_be_bytes());
    // A card has some hundred dots on a side.
    let (width, height) = (picture.width() as u32, picture.height() as u32);
    let (bits, bytes, space) = if grey { (8, width, SGRAY) } else { (1, picture.row_bytes() as u32, BLACK) };
    for (at, value) in [
        (276, DPI),
        (280, DPI),
        // NumCopies.
        (340, 1),
        (352, POINTS.0),
        (356, POINTS.1),
        (372, width),
        (376, height),
        // BitsPerColor, BitsPerPixel, BytesPerLine, ColorSpace, NumColors.
        (384, bits),
        (388, bits),
        (392, bytes),
        (400, space),
        (420, 1),
        // TotalPageCount, CrossFeedTransform, FeedTransform.
        (452, 1),
        (456, 1),
        (460, 1),
        // AlternatePrimary: white.
        (480, 0x00ff_ffff),
    ] {
        number(at, value);
    }
    header
}

/// Runs of one value as a count and the value, other values as a count and all of them.
fn compress(line: &[u8], file: &mut Vec<u8>) {
    let mut rest = line;
    while let Some(&first) = rest.first() {
        let run = rest.iter().take(128).take_while(|&&byte| byte == first).count();
        let literal = rest.windows(2).take(128).take_while(|pair| pair[0] != pair[1]).count();
        let count = if run > 1 || literal < 2 {
            file.push((run - 1) as u8);
            file.push(first);
            run
        } else {
            // 257 minus the count, 2 to 128 of them.
            file.push((257 - literal) as u8);
            file.extend_from_slice(&rest[..literal]);
            literal
        };
        rest = &rest[count..];
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use balie_virtual::raster::PwgPage;
    use proptest::prelude::*;

    #[test]
    fn a_reader_of_pwg_raster_sees_the_card_turned() {
        let artwork = Monochrome::from_fn(1016, 648, |x, y| (x * y) % 11 < 3 && x > 100);
        let card = cut(&artwork).rotated_clockwise();
        for grey in [true, false] {
            let page = PwgPage::read(&pwg(&artwork, "iso_id-1_53.98x85.6mm", grey)).unwrap();
            assert_eq!((page.width, page.height, page.dpi), (638, 1011, 300));
            assert_eq!(page.media, "iso_id-1_53.98x85.6mm");
            for y in 0..1011 {
                for x in 0..638 {
                    assert_eq!(page.is_black(x, y), card.is_black(x, y), "{grey} {x} {y}");
                }
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn compressed_lines_are_read_back(line in prop::collection::vec(prop_oneof![Just(0u8), Just(0xff), any::<u8>()], 1..700)) {
            let mut data = Vec::new();
            compress(&line, &mut data);
            prop_assert_eq!(balie_virtual::raster::expand_line(&data, line.len(), 1), Some((line, data.len())));
        }
    }
}
