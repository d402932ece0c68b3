//! One-colour bitmaps, as pass printers take them.

use super::{PageImage, encode_grey};
use crate::error::DocumentError;

/// A quarter turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quarter {
    /// The top edge goes to the right.
    Clockwise,
    /// The top edge goes to the left.
    CounterClockwise,
}

/// A bitmap of one bit per dot: 1 is black (a printed dot), 0 is white. Rows run from the top, every row starts
/// on a byte, the most significant bit is the leftmost dot, spare bits at the end of a row are 0.
#[derive(Clone, PartialEq, Eq)]
pub struct Monochrome {
    width: u32,
    height: u32,
    bits: Vec<u8>,
}

impl Monochrome {
    /// A white bitmap of `width` × `height` dots.
    pub fn white(width: u32, height: u32) -> Self {
        let bits = vec![0; width.div_ceil(8) as usize * height as usize];
        Self { width, height, bits }
    }

    /// Width in dots.
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Height in dots.
    pub fn height(&self) -> u32 {
        self.height
    }

    /// Bytes of one row: 81 for a row of 648 dots.
    pub fn bytes_per_line(&self) -> usize {
        self.width.div_ceil(8) as usize
    }

    /// All rows, packed.
    pub fn bits(&self) -> &[u8] {
        &self.bits
    }

    /// Whether the dot at (`x`, `y`) is black; dots outside are white.
    pub fn is_black(&self, x: u32, y: u32) -> bool {
        self.place(x, y).is_some_and(|(byte, mask)| self.bits[byte] & mask != 0)
    }

    /// Makes the dot at (`x`, `y`) black; dots outside are ignored.
    pub fn set_black(&mut self, x: u32, y: u32) {
        if let Some((byte, mask)) = self.place(x, y) {
            self.bits[byte] |= mask;
        }
    }

    /// The bitmap turned by a quarter: landscape artwork of 1016 × 648 becomes the 648 × 1016 dots of a
    /// card printer's panel.
    pub fn turned(&self, quarter: Quarter) -> Self {
        let mut turned = Self::white(self.height, self.width);
        for y in 0..self.height {
            for x in (0..self.width).filter(|x| self.is_black(*x, y)) {
                match quarter {
                    Quarter::Clockwise => turned.set_black(self.height - 1 - y, x),
                    Quarter::CounterClockwise => turned.set_black(y, self.width - 1 - x),
                }
            }
        }
        turned
    }

    /// The bitmap as grey values.
    pub fn to_page(&self) -> PageImage {
        let dots = (0..self.height).flat_map(|y| (0..self.width).map(move |x| (x, y)));
        let pixels = dots.map(|(x, y)| if self.is_black(x, y) { 0 } else { 255 }).collect();
        PageImage::from_luminance(self.width, self.height, pixels)
    }

    /// The bitmap as a PNG file, to look at.
    ///
    /// # Errors
    /// [`DocumentError::Convert`] for a bitmap without dots.
    pub fn to_png(&self) -> Result<Vec<u8>, DocumentError> {
        encode_grey(&self.to_page())
    }

    fn place(&self, x: u32, y: u32) -> Option<(usize, u8)> {
        if x >= self.width || y >= self.height {
            return None;
        }
        Some((y as usize * self.bytes_per_line() + x as usize / 8, 0x80 >> (x % 8)))
    }
}

impl std::fmt::Debug for Monochrome {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Monochrome {{ {} x {} }}", self.width, self.height)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_leftmost_dot_is_the_most_significant_bit() {
        let mut bitmap = Monochrome::white(10, 2);
        bitmap.set_black(0, 0);
        bitmap.set_black(9, 1);
        bitmap.set_black(10, 1);
        assert_eq!(bitmap.bits(), &[0x80, 0x00, 0x00, 0x40]);
        assert_eq!(bitmap.bytes_per_line(), 2);
    }

    #[test]
    fn a_quarter_turn_moves_the_top_edge_to_the_side_it_says() {
        let mut bitmap = Monochrome::white(3, 2);
        bitmap.set_black(0, 0);
        bitmap.set_black(1, 0);
        let right = bitmap.turned(Quarter::Clockwise);
        assert_eq!((right.width(), right.height()), (2, 3));
        assert!(
            right.is_black(1, 0) && right.is_black(1, 1) && !right.is_black(1, 2) && !right.is_black(0, 0)
        );
        let left = bitmap.turned(Quarter::CounterClockwise);
        assert!(left.is_black(0, 2) && left.is_black(0, 1) && !left.is_black(0, 0));
        assert_eq!(right.turned(Quarter::CounterClockwise), bitmap);
    }
}
