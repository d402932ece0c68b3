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
    fn a_very_narrow_page_shrinks_to_nothing_without_harm() {
        let page = PageImage::from_luminance(1, 9000, vec![0; 9000]);
        assert_eq!(page.shrunk(3).pixels(), &[] as &[u8]);
    }
}
