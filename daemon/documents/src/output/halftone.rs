//! From grey to black and white.

use super::{Monochrome, PageImage};

/// How grey areas become black and white dots.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Halftone {
    /// Darker than this grey value (1 to 255) is black: for line art and text.
    Threshold(u8),
    /// Ordered dither with a 4 × 4 Bayer matrix: grey areas show as a regular pattern, black and white
    /// stay solid. Text and bars are drawn without in-between grey, so they stay crisp.
    #[default]
    Ordered,
}

const BAYER: [[u16; 4]; 4] = [[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]];

pub(crate) fn to_monochrome(page: &PageImage, halftone: Halftone) -> Monochrome {
    let mut bitmap = Monochrome::white(page.width(), page.height());
    let rows = page.pixels().chunks(page.width().max(1) as usize);
    for (y, row) in rows.enumerate() {
        for (x, grey) in row.iter().enumerate() {
            let limit = match halftone {
                Halftone::Threshold(limit) => u16::from(limit),
                // 8 to 248 in steps of 16: pure black is always below, pure white always above.
                Halftone::Ordered => BAYER[y % 4][x % 4] * 16 + 8,
            };
            if u16::from(*grey) < limit {
                bitmap.set_black(x as u32, y as u32);
            }
        }
    }
    bitmap
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share_of_black(grey: u8, halftone: Halftone) -> usize {
        let page = PageImage::from_luminance(16, 16, vec![grey; 256]);
        let bitmap = to_monochrome(&page, halftone);
        (0..16).flat_map(|y| (0..16).map(move |x| (x, y))).filter(|(x, y)| bitmap.is_black(*x, *y)).count()
    }

    #[test]
    fn dither_gives_as_many_dots_as_the_grey_is_dark() {
        assert_eq!(share_of_black(0, Halftone::Ordered), 256);
        assert_eq!(share_of_black(255, Halftone::Ordered), 0);
        assert_eq!(share_of_black(128, Halftone::Ordered), 128);
        assert_eq!(share_of_black(191, Halftone::Ordered), 64);
    }

    #[test]
    fn threshold_splits_at_its_limit() {
        assert_eq!(share_of_black(127, Halftone::Threshold(128)), 256);
        assert_eq!(share_of_black(128, Halftone::Threshold(128)), 0);
    }
}
