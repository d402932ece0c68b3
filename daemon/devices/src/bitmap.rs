//! One-bit pictures, the form in which passes reach a printer.

/// A picture of black and white dots.
///
/// Rows run from top to bottom, each row is packed into whole bytes with the most significant bit leftmost
/// (the layout of PBM P4), a set bit is black. Bits beyond the width are always clear.
#[derive(Clone, PartialEq, Eq)]
pub struct Monochrome {
    width: usize,
    height: usize,
    rows: Vec<u8>,
}

/// The bytes given are not a picture of the size given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{width} x {height} dots take {expected} bytes, not {given}")]
pub struct WrongLength {
    width: usize,
    height: usize,
    expected: usize,
    given: usize,
}

impl std::fmt::Debug for Monochrome {
    /// Shows size and blackness only: the dots are a person's name and number.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Monochrome({} x {}, {} black)", self.width, self.height, self.black_dots())
    }
}

impl Monochrome {
    /// A white picture.
    #[must_use]
    pub fn white(width: usize, height: usize) -> Self {
        Self { width, height, rows: vec![0; width.div_ceil(8) * height] }
    }

    /// A picture from packed rows; padding bits are cleared.
    ///
    /// # Errors
    /// When there are not exactly `height` rows of `width` dots rounded up to whole bytes.
    pub fn from_packed(width: usize, height: usize, mut rows: Vec<u8>) -> Result<Self, WrongLength> {
        let row_bytes = width.div_ceil(8);
        let expected = row_bytes * height;
        if rows.len() != expected {
            return Err(WrongLength { width, height, expected, given: rows.len() });
        }
        if !width.is_multiple_of(8) {
            let keep = 0xff_u8 << (8 - width % 8);
            for row in rows.chunks_exact_mut(row_bytes) {
                if let Some(last) = row.last_mut() {
                    *last &= keep;
                }
            }
        }
        Ok(Self { width, height, rows })
    }

    /// A picture from a rule that says which dots are black.
    #[must_use]
    pub fn from_fn(width: usize, height: usize, black: impl Fn(usize, usize) -> bool) -> Self {
        let mut picture = Self::white(width, height);
        for y in 0..height {
            for x in 0..width {
                if black(x, y) {
                    picture.blacken(x, y);
                }
            }
        }
        picture
    }

    /// Dots in a row.
    #[must_use]
    pub const fn width(&self) -> usize {
        self.width
    }

    /// Rows.
    #[must_use]
    pub const fn height(&self) -> usize {
        self.height
    }

    /// Bytes in a row.
    #[must_use]
    pub const fn row_bytes(&self) -> usize {
        self.width.div_ceil(8)
    }

    /// All rows, packed.
    #[must_use]
    pub fn packed(&self) -> &[u8] {
        &self.rows
    }

    /// True when the dot is black; false outside the picture.
    #[must_use]
    pub fn is_black(&self, x: usize, y: usize) -> bool {
        x < self.width && y < self.height && self.rows[y * self.row_bytes() + x / 8] & (0x80 >> (x % 8)) != 0
    }

    /// How many dots are black.
    #[must_use]
    pub fn black_dots(&self) -> usize {
        self.rows.iter().map(|byte| byte.count_ones() as usize).sum()
    }

    /// The picture turned a quarter clockwise.
    #[must_use]
    pub fn rotated_clockwise(&self) -> Self {
        let mut turned = Self::white(self.height, self.width);
        for y in 0..self.height {
            for x in 0..self.width {
                if self.is_black(x, y) {
                    turned.blacken(self.height - 1 - y, x);
                }
            }
        }
        turned
    }

    /// The picture in the middle of another size: what is beyond the edges is cut off, what is missing is white.
    #[must_use]
    pub fn centred(&self, width: usize, height: usize) -> Self {
        // Where a dot of the new picture lies in this one; `None` is left of or above it.
        let from = |at: usize, size: usize, own: usize| (at + own / 2).checked_sub(size / 2);
        Self::from_fn(width, height, |x, y| {
            let (x, y) = (from(x, width, self.width), from(y, height, self.height));
            x.zip(y).is_some_and(|(x, y)| self.is_black(x, y))
        })
    }

    fn blacken(&mut self, x: usize, y: usize) {
        let row_bytes = self.row_bytes();
        self.rows[y * row_bytes + x / 8] |= 0x80 >> (x % 8);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_upper_left_corner_goes_to_the_upper_right() {
        let turned = Monochrome::from_fn(3, 2, |x, y| (x, y) == (0, 0)).rotated_clockwise();
        assert_eq!((turned.width(), turned.height()), (2, 3));
        assert!(turned.is_black(1, 0));
        assert_eq!(turned.black_dots(), 1);
    }

    #[test]
    fn another_size_keeps_the_middle() {
        let dot = Monochrome::from_fn(9, 5, |x, y| (x, y) == (4, 2));
        for (width, height) in [(3, 3), (21, 7), (1, 1)] {
            let other = dot.centred(width, height);
            assert_eq!((other.width(), other.height(), other.black_dots()), (width, height, 1));
            assert!(other.is_black(width / 2, height / 2));
        }
    }

    #[test]
    fn padding_bits_are_cleared_and_lengths_checked() {
        let picture = Monochrome::from_packed(3, 1, vec![0xff]).unwrap();
        assert_eq!(picture.packed(), [0xe0]);
        assert!(Monochrome::from_packed(9, 2, vec![0; 3]).is_err());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn four_quarter_turns_change_nothing(width in 1usize..40, height in 1usize..40, seed in any::<u64>()) {
            let picture = Monochrome::from_fn(width, height, |x, y| (seed >> ((x * 7 + y * 13) % 64)) & 1 == 1);
            let mut turned = picture.clone();
            for _ in 0..4 {
                turned = turned.rotated_clockwise();
            }
            prop_assert_eq!(turned, picture);
        }
    }
}
