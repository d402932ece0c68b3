//! From the grey values of a strip to black and white.

use rxing::common::BitArray;

/// Bits per pixel of the strip: edges fall between pixels, and at 150 dots per inch half a pixel is a fifth
/// of a module.
pub(super) const FINENESS: usize = 4;

/// Least difference between ink and paper, in grey values.
const CONTRAST: f32 = 24.0;

/// Edges in the shortest symbol: start, one character, check and stop (ISO/IEC 15417, clause 4.3).
const FEWEST_EDGES: usize = 26;

/// How the limit between black and white is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Method {
    /// One limit for the whole strip: steadiest where the light is even.
    Whole,
    /// The middle of the lightest and the darkest value near by: for shadows and folds.
    Local,
}

impl Method {
    pub const ALL: [Method; 2] = [Method::Whole, Method::Local];
}

/// Black (`true`) and white, [`FINENESS`] bits a pixel; `None` if the strip cannot hold a barcode.
pub(super) fn binarise(strip: &[f32], method: Method) -> Option<Vec<bool>> {
    let (darkest, lightest) = range(strip);
    if lightest - darkest < CONTRAST {
        return None;
    }
    let limits = match method {
        Method::Whole => vec![(darkest + lightest) / 2.0; strip.len()],
        Method::Local => local_limits(strip, lightest - darkest),
    };
    let mut bits = Vec::with_capacity(strip.len() * FINENESS);
    for (at, window) in strip.windows(2).enumerate() {
        for part in 0..FINENESS {
            let share = (part as f32 + 0.5) / FINENESS as f32;
            let grey = window[0] * (1.0 - share) + window[1] * share;
            bits.push(grey < limits[at]);
        }
    }
    let edges = bits.windows(2).filter(|pair| pair[0] != pair[1]).count();
    (edges >= FEWEST_EDGES).then_some(bits)
}

/// Packs bits for the decoder, with white on both sides in place of a quiet zone that was cut off.
pub(super) fn pack(bits: &[bool], margin: usize) -> BitArray {
    let mut row = BitArray::with_size(bits.len() + 2 * margin);
    for (at, _) in bits.iter().enumerate().filter(|(_, black)| **black) {
        row.set(at + margin);
    }
    row
}

fn range(values: &[f32]) -> (f32, f32) {
    values.iter().fold((f32::MAX, f32::MIN), |(low, high), value| (low.min(*value), high.max(*value)))
}

/// Limits from the range of each block and its two neighbours. Where there is little contrast there is no ink.
fn local_limits(strip: &[f32], contrast: f32) -> Vec<f32> {
    let block = (strip.len() / 40).max(8);
    let ranges: Vec<(f32, f32)> = strip.chunks(block).map(range).collect();
    let limit_of = |index: usize| {
        let near = &ranges[index.saturating_sub(1)..(index + 2).min(ranges.len())];
        let low = near.iter().map(|range| range.0).fold(f32::MAX, f32::min);
        let high = near.iter().map(|range| range.1).fold(f32::MIN, f32::max);
        if high - low < contrast / 4.0 { f32::MIN } else { (low + high) / 2.0 }
    };
    let limits: Vec<f32> = (0..ranges.len()).map(limit_of).collect();
    (0..strip.len()).map(|at| limits[at / block]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stripes(dark: impl Fn(usize) -> f32, light: impl Fn(usize) -> f32) -> Vec<f32> {
        (0..320).map(|x| if x / 4 % 2 == 1 { dark(x) } else { light(x) }).collect()
    }

    #[test]
    fn even_light_is_split_in_the_middle() {
        let bits = binarise(&stripes(|_| 30.0, |_| 230.0), Method::Whole).unwrap();
        assert_eq!(bits.len(), 319 * FINENESS);
        assert!(!bits[0] && bits[5 * FINENESS] && !bits[9 * FINENESS]);
    }

    #[test]
    fn a_shadow_over_half_the_strip_needs_the_local_limit() {
        let shade = |x: usize| if x < 160 { 1.0 } else { 0.3 };
        let strip = stripes(|x| 40.0 * shade(x), |x| 240.0 * shade(x));
        let whole = binarise(&strip, Method::Whole).unwrap();
        assert!(whole[200 * FINENESS..].iter().all(|black| *black));
        let local = binarise(&strip, Method::Local).unwrap();
        let edges = local.windows(2).filter(|pair| pair[0] != pair[1]).count();
        assert!((77..=81).contains(&edges), "{edges}");
    }

    #[test]
    fn paper_without_a_barcode_is_left_at_once() {
        assert_eq!(binarise(&[200.0; 300], Method::Whole), None);
        assert_eq!(binarise(&[], Method::Whole), None);
        let one_line: Vec<f32> = (0..300).map(|x| if x == 150 { 0.0 } else { 255.0 }).collect();
        assert_eq!(binarise(&one_line, Method::Local), None);
    }
}
