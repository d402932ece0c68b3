//! The place for the signature on a form: measured by its barcode, so that it is found on a page that lies askew,
//! upside
//! down or at any resolution.

use std::fmt;
use std::str::FromStr;

use super::Found;
use crate::output::PageImage;

/// Shades of grey that are one colour. A pencil makes more of a difference, and so does the noise of any scanner.
const ONE_COLOUR: u8 = 8;
/// Two lines through one barcode do not differ in more than this share of their pixels.
const DIFFERING: f32 = 0.25;
/// Lines that do, one after the other, behind the end of the bars; less is dirt.
const BROKEN: i32 = 4;
/// No page is so wide or high, in pixels.
const MOST_STEPS: f32 = 10_000.0;

/// A rectangle on a form. The unit is the length of the barcode; a place is so far along it from its start, and so far
/// below it where it runs to the right.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SignaturePlace {
    pub(crate) left: f32,
    pub(crate) top: f32,
    pub(crate) right: f32,
    pub(crate) bottom: f32,
}

impl SignaturePlace {
    /// The rectangle with these corners on a picture of the form, by the barcode on the same picture.
    pub(crate) fn measured(
        page: &PageImage,
        barcode: &Found,
        corners: ((f32, f32), (f32, f32)),
    ) -> Option<Self> {
        let axis = Axis::of(page, barcode)?;
        let ((left, top), (right, bottom)) = (axis.measure(corners.0), axis.measure(corners.1));
        (left < right && top < bottom).then_some(Self { left, top, right, bottom })
    }

    /// What this place and another have in common; none when that is less than half as high as this one.
    pub(crate) fn in_common(self, other: Self) -> Option<Self> {
        let common = Self {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        };
        let is_enough = common.bottom - common.top >= (self.bottom - self.top) / 2.0;
        (is_enough && common.left < common.right).then_some(common)
    }

    /// Whether there is anything in this place, on the page with that barcode: not when it is all of one colour, nor
    /// when
    /// the middle of it is not on the page.
    pub(super) fn holds_something(self, page: &PageImage, barcode: &Found) -> bool {
        let Some(axis) = Axis::of(page, barcode) else { return true };
        let is_on_page = |(x, y): (f32, f32)| {
            (0.0..page.width() as f32).contains(&x) && (0.0..page.height() as f32).contains(&y)
        };
        let middle = axis.place((self.left + self.right) / 2.0, (self.top + self.bottom) / 2.0);
        let steps = |from: f32, to: f32| ((to - from) * axis.length).clamp(1.0, MOST_STEPS) as u32;
        let (across, down) = (steps(self.left, self.right), steps(self.top, self.bottom));
        let share = |at: u32, of: u32, from: f32, to: f32| from + (to - from) * (at as f32 + 0.5) / of as f32;
        let places = (0..down).flat_map(|y| (0..across).map(move |x| (x, y))).map(|(x, y)| {
            axis.place(share(x, across, self.left, self.right), share(y, down, self.top, self.bottom))
        });
        let shades = places.filter(|place| is_on_page(*place)).map(|(x, y)| page.at(x as i64, y as i64));
        is_on_page(middle) && !are_one(shades)
    }
}

/// The line through the middle of the bars of a barcode, from its start.
#[derive(Debug, Clone, Copy)]
struct Axis {
    x: f32,
    y: f32,
    /// In pixels.
    length: f32,
    /// Which way it runs: a vector of length 1.
    along: (f32, f32),
}

impl Axis {
    /// A barcode is read anywhere along its bars: from there, their ends are looked for. None of what has no length.
    fn of(page: &PageImage, barcode: &Found) -> Option<Self> {
        let (x, y) = (barcode.end.x - barcode.start.x, barcode.end.y - barcode.start.y);
        let length = x.hypot(y);
        if length < 1.0 {
            return None;
        }
        let read = Self { x: barcode.start.x, y: barcode.start.y, length, along: (x / length, y / length) };
        let bars = read.line(page, 0);
        let end = |way: i32| {
            let mut end = 0;
            for step in 1..=(length / 2.0) as i32 {
                if differing(&bars, &read.line(page, way * step)) <= DIFFERING {
                    end = step;
                } else if step - end >= BROKEN {
                    break;
                }
            }
            way * end
        };
        let (x, y) = read.place(0.0, (end(1) + end(-1)) as f32 / 2.0 / length);
        Some(Self { x, y, ..read })
    }

    /// Dark and light along a line so many pixels below.
    fn line(&self, page: &PageImage, below: i32) -> Vec<bool> {
        let count = self.length.min(MOST_STEPS) as u32;
        let shade = |at: u32| {
            let (x, y) = self.place((at as f32 + 0.5) / count as f32, below as f32 / self.length);
            page.at(x as i64, y as i64)
        };
        let shades: Vec<u8> = (0..count).map(shade).collect();
        let (darkest, lightest) = range(shades.iter().copied());
        shades.iter().map(|shade| u16::from(*shade) * 2 < u16::from(darkest) + u16::from(lightest)).collect()
    }

    /// The point so far along and below, in lengths.
    fn place(&self, along: f32, below: f32) -> (f32, f32) {
        let (x, y) = self.along;
        (self.x + (along * x - below * y) * self.length, self.y + (along * y + below * x) * self.length)
    }

    /// The other way round.
    fn measure(&self, (x, y): (f32, f32)) -> (f32, f32) {
        let ((x, y), (along_x, along_y)) = ((x - self.x, y - self.y), self.along);
        ((x * along_x + y * along_y) / self.length, (y * along_x - x * along_y) / self.length)
    }
}

/// The share in which two lines differ.
fn differing(one: &[bool], other: &[bool]) -> f32 {
    one.iter().zip(other).filter(|(one, other)| one != other).count() as f32 / one.len().max(1) as f32
}

/// Whether a page is all of one colour.
pub(super) fn is_empty(page: &PageImage) -> bool {
    are_one(page.pixels().iter().copied())
}

fn are_one(shades: impl Iterator<Item = u8>) -> bool {
    let (darkest, lightest) = range(shades);
    lightest.saturating_sub(darkest) < ONE_COLOUR
}

fn range(shades: impl Iterator<Item = u8>) -> (u8, u8) {
    shades.fold((u8::MAX, 0), |(low, high), grey| (grey.min(low), grey.max(high)))
}

impl fmt::Display for SignaturePlace {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{},{},{},{}", self.left, self.top, self.right, self.bottom)
    }
}

/// Not four numbers with commas between.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("four numbers are expected")]
pub struct NoPlace;

impl FromStr for SignaturePlace {
    type Err = NoPlace;

    fn from_str(text: &str) -> Result<Self, NoPlace> {
        let numbers: Result<Vec<f32>, _> = text.split(',').map(str::parse).collect();
        match numbers.as_deref() {
            Ok(&[left, top, right, bottom]) => Ok(Self { left, top, right, bottom }),
            _ => Err(NoPlace),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::Point;

    fn barcode(start: (f32, f32), end: (f32, f32)) -> Found {
        let point = |(x, y)| Point { x, y };
        let (text, symbology) = ("MR-0042".to_owned(), "]C0".to_owned());
        Found { text, symbology, page: 1, start: point(start), end: point(end) }
    }

    /// A page of 200 × 300 with ink at one place.
    fn page(ink: (usize, usize)) -> PageImage {
        let mut pixels = vec![255; 200 * 300];
        pixels[ink.1 * 200 + ink.0] = 200;
        PageImage::from_luminance(200, 300, pixels)
    }

    const PLACE: SignaturePlace = SignaturePlace { left: 0.5, top: 1.0, right: 1.5, bottom: 1.5 };

    #[test]
    fn a_place_is_found_however_the_page_lies() {
        for (start, end, inside, outside) in [
            // 100 pixels long: the place is 100 wide and 50 high.
            ((20.0, 10.0), (120.0, 10.0), (75, 112), (75, 100)),
            ((20.0, 10.0), (120.0, 10.0), (165, 155), (172, 155)),
            // Upside down.
            ((180.0, 290.0), (80.0, 290.0), (125, 188), (125, 195)),
            // A quarter turn clockwise: it runs down, and below it is to the left.
            ((190.0, 20.0), (190.0, 120.0), (88, 75), (95, 75)),
        ] {
            let barcode = barcode(start, end);
            assert!(PLACE.holds_something(&page(inside), &barcode), "{inside:?} of {barcode:?}");
            assert!(!PLACE.holds_something(&page(outside), &barcode), "{outside:?} of {barcode:?}");
        }
    }

    #[test]
    fn a_page_that_ends_above_the_place_holds_nothing_there() {
        let noise = (0..200 * 100).map(|at| (at % 251) as u8).collect();
        let page = PageImage::from_luminance(200, 100, noise);
        assert!(!PLACE.holds_something(&page, &barcode((20.0, 10.0), (120.0, 10.0))));
        assert!(PLACE.holds_something(&page, &barcode((10.0, 10.0), (60.0, 10.0))));
    }

    #[test]
    fn what_is_measured_on_one_picture_holds_on_every_other() {
        let (page, barcode) = (page((5, 5)), barcode((20.0, 10.0), (120.0, 10.0)));
        let corners = ((70.0, 110.0), (170.0, 160.0));
        assert_eq!(SignaturePlace::measured(&page, &barcode, corners), Some(PLACE));
        assert_eq!(PLACE.to_string().parse(), Ok(PLACE));
        assert_eq!("1,2,3".parse::<SignaturePlace>(), Err(NoPlace));
    }

    #[test]
    fn it_does_not_matter_where_along_its_bars_a_barcode_was_read() {
        let mut pixels = vec![255; 200 * 300];
        for y in 20..=40 {
            for x in (20..120).filter(|x| x / 3 % 3 != 1) {
                pixels[y * 200 + x] = 0;
            }
        }
        // Dirt on one line.
        pixels[33 * 200..34 * 200].fill(255);
        let page = PageImage::from_luminance(200, 300, pixels);
        for y in [21.0, 30.0, 39.0] {
            let axis = Axis::of(&page, &barcode((20.0, y), (120.0, y))).unwrap();
            assert_eq!((axis.x, axis.y), (20.0, 30.0), "read at {y}");
        }
    }

    #[test]
    fn places_of_two_languages_have_most_in_common_or_nothing() {
        let lower = SignaturePlace { top: 1.2, bottom: 1.7, ..PLACE };
        assert_eq!(PLACE.in_common(lower), Some(SignaturePlace { top: 1.2, ..PLACE }));
        assert_eq!(PLACE.in_common(SignaturePlace { top: 1.3, bottom: 1.8, ..PLACE }), None);
    }

    #[test]
    fn an_empty_page_is_of_one_colour_though_not_quite() {
        assert!(is_empty(&PageImage::from_luminance(2, 2, vec![250, 252, 249, 250])));
        assert!(!is_empty(&page((5, 5))));
    }
}
