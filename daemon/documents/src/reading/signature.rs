//! The place for the signature on a form: measured by its barcode, so that it is found on a page that lies askew, upside
//! down or at any resolution.

use std::fmt;
use std::str::FromStr;

use super::Found;
use crate::output::PageImage;

/// Shades of grey that are one colour. A pencil makes more of a difference, and so does the noise of any scanner.
const ONE_COLOUR: u8 = 8;
/// Two lines through one barcode do not differ by more than this on average, where light and dark differ by 1.
const DIFFERING: f32 = 0.25;
/// Lines that do, one after the other, behind the end of the bars; less is dirt.
const BROKEN: i32 = 4;
/// No page is so wide or high, in pixels.
const MOST_STEPS: f32 = 10_000.0;
/// How often the bars are followed to find out how they run. A line across them that slants leaves them soon; after
/// every turn they can be followed further.
const TURNS: usize = 3;
/// How far from where they are expected bars are looked for along a line, in steps to either side, and how large a step
/// is, in pixels.
const STEPS_ASIDE: i32 = 4;
const STEP_ASIDE: f32 = 0.25;

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
    /// when the middle of it is not on the page. None where the barcode is no measure.
    pub(super) fn holds_something(self, page: &PageImage, barcode: &Found) -> Option<bool> {
        let axis = Axis::of(page, barcode)?;
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
        Some(is_on_page(middle) && !are_one(shades))
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

/// What is found by following bars.
#[derive(Debug, Clone, Copy)]
struct Bars {
    /// Where they end, in pixels from the axis.
    above: i32,
    below: i32,
    /// How far they go along the axis with every pixel below it.
    slant: f32,
}

impl Axis {
    /// A barcode is read anywhere along its bars, by a line that may slant across them by some degrees. So the bars are
    /// followed from there, which tells how they run and where they end. None of what has no length.
    fn of(page: &PageImage, barcode: &Found) -> Option<Self> {
        let (x, y) = (barcode.end.x - barcode.start.x, barcode.end.y - barcode.start.y);
        let length = x.hypot(y);
        if length < 1.0 {
            return None;
        }
        let read = Self { x: barcode.start.x, y: barcode.start.y, length, along: (x / length, y / length) };
        let axis = (0..TURNS).fold(read, |axis, _| axis.turned(axis.follow(page).slant));
        let Bars { above, below, .. } = axis.follow(page);
        let (x, y) = axis.place(0.0, (above + below) as f32 / 2.0 / axis.length);
        Some(Self { x, y, ..axis })
    }

    /// Follows the bars from this line up and down to their ends.
    fn follow(&self, page: &PageImage) -> Bars {
        let middle = self.line(page, 0, 0.0);
        // Least squares: the slant of the line through the middle that fits the bars best.
        let (mut products, mut squares) = (0.0, f32::MIN_POSITIVE);
        let mut end = |way: i32| {
            let mut end = 0;
            for below in (1..=(self.length / 2.0) as i32).map(|step| way * step) {
                let expected = products / squares * below as f32;
                let (aside, apart) = self.match_aside(page, &middle, below, expected);
                if apart <= DIFFERING {
                    end = below;
                    products += below as f32 * aside;
                    squares += (below * below) as f32;
                } else if (below - end).abs() >= BROKEN {
                    break;
                }
            }
            end
        };
        let (below, above) = (end(1), end(-1));
        Bars { above, below, slant: products / squares }
    }

    /// How far aside a line has to be looked at to be most like this one, close to where that is expected, and by how much
    /// they differ then.
    fn match_aside(&self, page: &PageImage, middle: &[f32], below: i32, expected: f32) -> (f32, f32) {
        let apart = |aside: f32| (aside, differing(middle, &self.line(page, below, aside)));
        let asides = (1..=STEPS_ASIDE).flat_map(|step| [-step, step]).map(|step| step as f32 * STEP_ASIDE);
        asides.fold(apart(expected), |best, aside| {
            let found = apart(expected + aside);
            if found.1 < best.1 { found } else { best }
        })
    }

    /// At right angles to bars that slant so.
    fn turned(self, slant: f32) -> Self {
        let (x, y) = self.along;
        let longer = slant.hypot(1.0);
        // The ends of the bars stay where they are: seen at right angles, they are less far apart.
        Self {
            length: self.length / longer,
            along: ((x + slant * y) / longer, (y - slant * x) / longer),
            ..self
        }
    }

    /// Shades along a line so many pixels below, and so many further along: from 0, the darkest, to 1.
    fn line(&self, page: &PageImage, below: i32, aside: f32) -> Vec<f32> {
        let count = self.length.min(MOST_STEPS) as u32;
        let shade = |at: u32| {
            let along = (at as f32 + 0.5) / count as f32 + aside / self.length;
            between(page, self.place(along, below as f32 / self.length))
        };
        let shades: Vec<f32> = (0..count).map(shade).collect();
        let (darkest, lightest) = shades
            .iter()
            .fold((255.0_f32, 0.0_f32), |(low, high), shade| (low.min(*shade), high.max(*shade)));
        let contrast = (lightest - darkest).max(f32::from(ONE_COLOUR));
        shades.iter().map(|shade| (shade - darkest) / contrast).collect()
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

/// By how much two lines differ on average.
fn differing(one: &[f32], other: &[f32]) -> f32 {
    one.iter().zip(other).map(|(one, other)| (one - other).abs()).sum::<f32>() / one.len().max(1) as f32
}

/// The shade at a point, of the pixels around it.
fn between(page: &PageImage, (x, y): (f32, f32)) -> f32 {
    let (left, top) = ((x - 0.5).floor(), (y - 0.5).floor());
    let (right_share, lower_share) = (x - 0.5 - left, y - 0.5 - top);
    let at = |right, below| f32::from(page.at(left as i64 + right, top as i64 + below));
    let upper = at(0, 0) * (1.0 - right_share) + at(1, 0) * right_share;
    let lower = at(0, 1) * (1.0 - right_share) + at(1, 1) * right_share;
    upper * (1.0 - lower_share) + lower * lower_share
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
        Found { text, symbology, page: 1, start: point(start), end: point(end), signed: None }
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
            let holds = |ink| PLACE.holds_something(&page(ink), &barcode);
            assert_eq!(holds(inside), Some(true), "{inside:?} of {barcode:?}");
            assert_eq!(holds(outside), Some(false), "{outside:?} of {barcode:?}");
        }
    }

    #[test]
    fn a_page_that_ends_above_the_place_holds_nothing_there() {
        let noise = (0..200_u32 * 100).map(|at| (at.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        let page = PageImage::from_luminance(200, 100, noise);
        let holds = |end| PLACE.holds_something(&page, &barcode((10.0, 10.0), end));
        assert_eq!(holds((110.0, 10.0)), Some(false));
        assert_eq!(holds((60.0, 10.0)), Some(true));
        assert_eq!(holds((10.0, 10.0)), None, "it is no measure");
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
            assert!((axis.x - 20.0).hypot(axis.y - 30.5) < 0.1, "read at {y}: {axis:?}");
        }
    }

    /// Bars of unequal width, 400 pixels along and 60 high, turned about the middle of a page.
    fn bars(degrees: f32) -> PageImage {
        let (sine, cosine) = degrees.to_radians().sin_cos();
        let is_bar = |x: f32, y: f32| {
            let (along, below) = (x * cosine + y * sine, y * cosine - x * sine);
            let module = ((along + 300.0) / 2.7) as i32;
            along.abs() < 200.0 && below.abs() < 30.0 && (module * module * 7 + module * 3) % 11 < 5
        };
        // As a scanner sees them: a pixel is as dark as it is covered.
        let shade = |x: usize, y: usize| {
            let part = |place: usize, part: u32| place as f32 + (part as f32 + 0.5) / 4.0;
            let parts = (0..16).map(|at| (part(x, at % 4) - 300.0, part(y, at / 4) - 200.0));
            255 - parts.filter(|(x, y)| is_bar(*x, *y)).count() as u8 * 15
        };
        let pixels = (0..400).flat_map(|y| (0..600).map(move |x| shade(x, y))).collect();
        PageImage::from_luminance(600, 400, pixels)
    }

    #[test]
    fn a_line_that_slants_across_the_bars_is_put_right() {
        for degrees in [0.0, 1.0, -1.0, 2.9, -2.9, 5.0] {
            let page = bars(degrees);
            let (sine, cosine) = f32::to_radians(degrees).sin_cos();
            let place = |along: f32, below: f32| {
                (300.0 + along * cosine - below * sine, 200.0 + along * sine + below * cosine)
            };
            let drift = 190.0 * sine / cosine;
            // At the upper ends of the bars and in the middle, as they lie; and level.
            for (start, end) in [
                (place(-190.0, -22.0), place(190.0, -22.0)),
                (place(-190.0, 0.0), place(190.0, 0.0)),
                (place(-190.0, drift), place(190.0, -drift)),
            ] {
                let axis = Axis::of(&page, &barcode(start, end)).unwrap();
                for (along, below) in [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)] {
                    let ((x, y), expected) =
                        (axis.place(along, below), place(along * 380.0 - 190.0, below * 380.0));
                    let apart = (x - expected.0).hypot(y - expected.1);
                    assert!(apart < 1.5, "{degrees}: {x} {y}, expected {expected:?}");
                }
            }
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
