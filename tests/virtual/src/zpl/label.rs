//! What was printed on one card or label.

use std::path::Path;

use image::{GrayImage, Luma};

use super::graphic::Graphic;
use crate::VirtualError;

/// A picture of black dots on one card or label, the way it leaves the printer.
#[derive(Clone, PartialEq, Eq)]
pub struct Label {
    picture: GrayImage,
}

impl std::fmt::Debug for Label {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (width, height) = self.picture.dimensions();
        write!(f, "Label({width} x {height}, {} black dots)", self.black_dots())
    }
}

impl Label {
    /// A blank one of this size in dots.
    #[must_use]
    pub fn blank(width: u32, height: u32) -> Self {
        Self { picture: GrayImage::from_pixel(width, height, Luma([255])) }
    }

    /// Prints a graphic with its upper left corner at a place; what falls beside is lost.
    pub fn print(&mut self, graphic: &Graphic, x: u32, y: u32) {
        for (line, row) in (y..).zip(graphic.rows.chunks(graphic.row_bytes)) {
            for dot in 0..graphic.row_bytes * 8 {
                let place = u32::try_from(dot).unwrap_or(u32::MAX).saturating_add(x);
                let black = row[dot / 8] & (0x80 >> (dot % 8)) != 0;
                if black && place < self.picture.width() && line < self.picture.height() {
                    self.picture.put_pixel(place, line, Luma([0]));
                }
            }
        }
    }

    /// True when the dot is black; false outside.
    #[must_use]
    pub fn is_black(&self, x: u32, y: u32) -> bool {
        self.picture.get_pixel_checked(x, y).is_some_and(|pixel| pixel.0 == [0])
    }

    /// How many dots are black.
    #[must_use]
    pub fn black_dots(&self) -> usize {
        self.picture.pixels().filter(|pixel| pixel.0 == [0]).count()
    }

    /// Width and height in dots.
    #[must_use]
    pub fn size(&self) -> (u32, u32) {
        self.picture.dimensions()
    }

    /// The picture.
    #[must_use]
    pub fn picture(&self) -> &GrayImage {
        &self.picture
    }

    /// Saves the picture as PNG.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn save_png(&self, path: &Path) -> Result<(), VirtualError> {
        self.picture.save(path).map_err(|source| VirtualError::Picture { path: path.to_path_buf(), source })
    }
}
