//! A page as grey values.

/// A page in grey, one byte per pixel (0 black, 255 white), row by row from the top.
#[derive(Clone, PartialEq, Eq)]
pub struct PageImage {
    width: u32,
    height: u32,
    pixels: Vec<u8>,
}

impl PageImage {
    /// Takes grey values. Missing values are white, superfluous ones are dropped, so that the number of
    /// pixels is always `width` × `height`.
    pub fn from_luminance(width: u32, height: u32, mut pixels: Vec<u8>) -> Self {
        pixels.resize(width as usize * height as usize, 255);
        Self { width, height, pixels }
    }

    /// Width in pixels.
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Height in pixels.
    pub fn height(&self) -> u32 {
        self.height
    }

    /// The grey values.
    pub fn pixels(&self) -> &[u8] {
        &self.pixels
    }

    /// Made smaller: every pixel is the mean of `factor` × `factor` pixels, and an incomplete edge is dropped.
    pub(crate) fn shrunk(&self, factor: u32) -> Self {
        let (width, height) = (self.width / factor, self.height / factor);
        let (row_length, side) = (self.width as usize, factor as usize);
        let mut pixels = Vec::with_capacity(width as usize * height as usize);
        let mut sums = vec![0_u32; width as usize];
        for rows in self.pixels.chunks_exact(row_length.max(1) * side).take(height as usize) {
            sums.fill(0);
            for row in rows.chunks_exact(row_length) {
                for (sum, cell) in sums.iter_mut().zip(row.chunks_exact(side)) {
                    *sum += cell.iter().map(|grey| u32::from(*grey)).sum::<u32>();
                }
            }
            pixels.extend(sums.iter().map(|sum| (sum / (factor * factor)) as u8));
        }
        Self::from_luminance(width, height, pixels)
    }

    /// Turned or mirrored as its file says that it is to be looked at: 1 to 8 (Exif 2.32, 4.6.4, Orientation); any
    /// other number says nothing.
    pub(crate) fn upright(self, orientation: u8) -> Self {
        let (right, bottom) = (self.width.saturating_sub(1), self.height.saturating_sub(1));
        let from: &dyn Fn(u32, u32) -> (u32, u32) = match orientation {
            2 => &|x, y| (right - x, y),
            3 => &|x, y| (right - x, bottom - y),
            4 => &|x, y| (x, bottom - y),
            5 => &|x, y| (y, x),
            6 => &|x, y| (y, bottom - x),
            7 => &|x, y| (right - y, bottom - x),
            8 => &|x, y| (right - y, x),
            _ => return self,
        };
        let is_sideways = orientation >= 5;
        let (width, height) = if is_sideways { (self.height, self.width) } else { (self.width, self.height) };
        let places = (0..height).flat_map(|y| (0..width).map(move |x| from(x, y)));
        let pixels = places.map(|(x, y)| self.pixels[y as usize * self.width as usize + x as usize]);
        Self::from_luminance(width, height, pixels.collect())
    }

    /// The grey value at (`x`, `y`); white outside the page.
    pub fn at(&self, x: i64, y: i64) -> u8 {
        if x < 0 || y < 0 || x >= i64::from(self.width) || y >= i64::from(self.height) {
            return 255;
        }
        self.pixels[y as usize * self.width as usize + x as usize]
    }
}

impl std::fmt::Debug for PageImage {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "PageImage {{ {} x {} }}", self.width, self.height)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shrinking_averages_and_drops_the_incomplete_edge() {
        let page = PageImage::from_luminance(5, 2, vec![0, 100, 200, 200, 9, 100, 200, 0, 0, 9]);
        let small = page.shrunk(2);
        assert_eq!((small.width(), small.height()), (2, 1));
        assert_eq!(small.pixels(), &[100, 100]);
    }

    #[test]
    fn a_page_is_turned_upright() {
        // 1 2 3
        // 4 5 6
        let page = PageImage::from_luminance(3, 2, vec![1, 2, 3, 4, 5, 6]);
        for (orientation, width, pixels) in [
            (1, 3, [1, 2, 3, 4, 5, 6]),
            (2, 3, [3, 2, 1, 6, 5, 4]),
            (3, 3, [6, 5, 4, 3, 2, 1]),
            (4, 3, [4, 5, 6, 1, 2, 3]),
            (5, 2, [1, 4, 2, 5, 3, 6]),
            (6, 2, [4, 1, 5, 2, 6, 3]),
            (7, 2, [6, 3, 5, 2, 4, 1]),
            (8, 2, [3, 6, 2, 5, 1, 4]),
            (0, 3, [1, 2, 3, 4, 5, 6]),
            (9, 3, [1, 2, 3, 4, 5, 6]),
        ] {
            let turned = page.clone().upright(orientation);
            assert_eq!((turned.width(), turned.pixels()), (width, &pixels[..]), "{orientation}");
        }
    }

    #[test]
    fn a_very_narrow_page_shrinks_to_nothing_without_harm() {
        let page = PageImage::from_luminance(1, 9000, vec![0; 9000]);
        assert_eq!(page.shrunk(3).pixels(), &[] as &[u8]);
    }
}
