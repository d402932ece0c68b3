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
