//! PWG raster (PWG 5102.4): what every IPP Everywhere printer takes.

use crate::Monochrome;

/// Bytes of the header of a page.
const HEADER: usize = 1796;
const DPI: u32 = 300;
/// Points of a page (1/72 inch) in an inch.
const POINTS: u32 = 72;
/// Values of `ColorSpace`: black, and luminance.
const BLACK: u32 = 3;
const SGRAY: u32 = 18;

/// How a printer wants PWG raster.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Raster {
    /// In grey of eight bits; else in black of one bit.
    pub grey: bool,
    /// How many dots of the printer are one of a page of 300 dots per inch, in either direction.
    pub enlarged: usize,
}

/// A page of 300 dots per inch as a file of PWG raster, upright as the paper travels.
#[must_use]
pub fn pwg(page: &Monochrome, media: &str, raster: Raster) -> Vec<u8> {
    let mut file = b"RaS2".to_vec();
    file.extend(header(page, media, raster));
    let lines: Vec<Vec<u8>> = (0..page.height()).map(|y| line(page, y, raster)).collect();
    for same in lines.chunk_by(|one, other| one == other) {
        let mut count = same.len() * raster.enlarged;
        // A line stands for up to 256 like it.
        while count > 0 {
            let group = count.min(256);
            count -= group;
            file.push((group - 1) as u8);
            if let Some(line) = same.first() {
                compress(line, &mut file);
            }
        }
    }
    file
}

fn line(page: &Monochrome, y: usize, raster: Raster) -> Vec<u8> {
    let width = page.width() * raster.enlarged;
    let black = |x: usize| page.is_black(x / raster.enlarged, y);
    if raster.grey {
        return (0..width).map(|x| if black(x) { 0 } else { 0xff }).collect();
    }
    let mut line = vec![0; width.div_ceil(8)];
    for x in (0..width).filter(|x| black(*x)) {
        line[x / 8] |= 0x80 >> (x % 8);
    }
    line
}

fn header(page: &Monochrome, media: &str, raster: Raster) -> Vec<u8> {
    let mut header = vec![0; HEADER];
    let mut text = |at: usize, text: &str| {
        let bytes = text.as_bytes();
        let count = bytes.len().min(63);
        header[at..at + count].copy_from_slice(&bytes[..count]);
    };
    text(0, "PwgRaster");
    text(1732, media);
    let mut number = |at: usize, number: u32| header[at..at + 4].copy_from_slice(&number.to_be_bytes());
    // A page has some thousand dots on a side.
    let [page_width, page_height, enlarged] =
        [page.width(), page.height(), raster.enlarged].map(|size| size as u32);
    let points = |dots: u32| (dots * POINTS + DPI / 2) / DPI;
    let (width, height, dpi) = (page_width * enlarged, page_height * enlarged, DPI * enlarged);
    let (bits, bytes, space) = if raster.grey { (8, width, SGRAY) } else { (1, width.div_ceil(8), BLACK) };
    for (at, value) in [
        (276, dpi),
        (280, dpi),
        // NumCopies.
        (340, 1),
        (352, points(page_width)),
        (356, points(page_height)),
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
    fn a_reader_of_pwg_raster_sees_the_page() {
        let page = Monochrome::from_fn(638, 1011, |x, y| (x * y) % 11 < 3 && x > 100);
        for (grey, enlarged) in [(true, 1), (false, 1), (true, 2), (false, 2)] {
            let raster = Raster { grey, enlarged };
            let seen = PwgPage::read(&pwg(&page, "iso_id-1_53.98x85.6mm", raster)).unwrap();
            assert_eq!((seen.width, seen.height), (638 * enlarged, 1011 * enlarged));
            assert_eq!((seen.dpi as usize, seen.media.as_str()), (300 * enlarged, "iso_id-1_53.98x85.6mm"));
            for y in 0..seen.height {
                for x in 0..seen.width {
                    let black = page.is_black(x / enlarged, y / enlarged);
                    assert_eq!(seen.is_black(x, y), black, "{raster:?} {x} {y}");
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
