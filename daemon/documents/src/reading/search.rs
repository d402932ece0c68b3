//! Where on the page, and at which angles, barcodes are looked for.

use super::{
    Found, Point, ReadError,
    binarise::{FINENESS, Method, binarise},
    decode::{Reading, decode},
    strip::{Direction, Window},
};
use crate::output::PageImage;

/// Angles in the order in which they are likely, in degrees. A step of two is enough: a barcode is at least 10 mm
/// high, so a line one degree off stays inside it for 500 mm.
const ANGLES: [f32; 7] = [0.0, -2.0, 2.0, -4.0, 4.0, -6.0, 6.0];

/// Strips that must agree. The check character alone lets one wrong reading in a hundred pass.
const VOTES: usize = 2;

struct Stage {
    window: Window,
    /// Added to every angle.
    turn: f32,
    /// Distance between strips, in heights of a strip.
    step: usize,
}

/// Goes on until there is one that is wanted; else gives what was found first.
pub(super) fn search(page: &PageImage, is_wanted: &impl Fn(&str) -> bool) -> Result<Vec<Found>, ReadError> {
    // A millimetre, if this is a whole A4 page; of a part of a page, something smaller.
    let millimetre = page.width().max(page.height()) as f32 / 297.0;
    let mut others = Vec::new();
    for stage in stages(page) {
        for angle in ANGLES {
            let direction = Direction::new(stage.window, angle + stage.turn);
            let found = read(page, direction, stage.step, millimetre);
            if found.iter().any(|barcode| is_wanted(&barcode.text)) {
                return Ok(found);
            }
            if others.is_empty() {
                others = found;
            }
        }
    }
    if others.is_empty() { Err(ReadError::NotFound) } else { Ok(others) }
}

fn stages(page: &PageImage) -> [Stage; 4] {
    let (width, height) = (page.width() as f32, page.height() as f32);
    let whole = Window { x: 0.0, y: 0.0, width, height };
    let corner = Window { height: height * 0.25, ..whole };
    [
        Stage { window: corner, turn: 0.0, step: 1 },
        Stage { window: Window { y: height * 0.75, ..corner }, turn: 0.0, step: 1 },
        Stage { window: whole, turn: 0.0, step: 2 },
        Stage { window: whole, turn: 90.0, step: 2 },
    ]
}

/// A text, where it was seen first, and in how many strips.
struct Candidate {
    found: Found,
    votes: usize,
}

fn read(page: &PageImage, direction: Direction, step: usize, millimetre: f32) -> Vec<Found> {
    let height = (millimetre.round() as usize).clamp(3, 16);
    // Ten modules of 0.25 mm; inside a symbol white is at most four modules wide.
    let least_gap = (millimetre * 2.5 * FINENESS as f32).max(8.0) as usize;
    let mut candidates: Vec<Candidate> = Vec::new();
    for across in (0..direction.reach()).step_by(height * step) {
        let strip = direction.strip(page, across, height);
        let lines = Method::ALL.into_iter().filter_map(|method| binarise(&strip, method));
        // The second method only if the first reads nothing: two methods are not two witnesses.
        let readings = lines.map(|bits| decode(&bits, least_gap)).find(|readings| !readings.is_empty());
        for reading in readings.unwrap_or_default() {
            if let Some(known) = candidates.iter_mut().find(|known| known.found.text == reading.text) {
                known.votes += 1;
                continue;
            }
            let point = |bits: f32| {
                let middle = across as f32 + height as f32 / 2.0;
                let (x, y) = direction.place(bits / FINENESS as f32 + 0.5, middle);
                Point { x, y }
            };
            let (start, end) = (point(reading.start), point(reading.end));
            let Reading { text, symbology, .. } = reading;
            let found = Found { text, symbology, page: 1, start, end, signed: None };
            candidates.push(Candidate { found, votes: 1 });
        }
    }
    candidates.into_iter().filter(|known| known.votes >= VOTES).map(|known| known.found).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::barcode::Code128;

    /// A page with a barcode near its top and one near its foot.
    fn page(texts: [&str; 2]) -> PageImage {
        let (width, height) = (1240, 1754);
        let mut pixels = vec![255; width * height];
        for (text, top) in texts.into_iter().zip([100, 1500]) {
            let symbol = Code128::new(text).unwrap();
            for (at, _) in symbol.modules().iter().enumerate().filter(|(_, is_dark)| **is_dark) {
                for y in top..top + 80 {
                    pixels[y * width + 100 + at * 3..][..3].fill(0);
                }
            }
        }
        PageImage::from_luminance(width as u32, height as u32, pixels)
    }

    #[test]
    fn the_barcode_that_is_wanted_is_found_behind_others() {
        let page = page(["PARCEL-12", "FORM-0042"]);
        let texts = |is_wanted: fn(&str) -> bool| {
            let found = search(&page, &is_wanted).unwrap();
            found.into_iter().map(|found| found.text).collect::<Vec<_>>()
        };
        assert_eq!(texts(|_| true), ["PARCEL-12"]);
        assert_eq!(texts(|text| text.starts_with("FORM")), ["FORM-0042"]);
        assert_eq!(texts(|text| text.starts_with("PASS")), ["PARCEL-12"], "what is there is told");
    }
}
