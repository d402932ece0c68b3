//! A pen.

use crate::VirtualError;
use image::{GrayImage, ImageError, ImageFormat, Luma};
use std::io::Cursor;
use std::path::Path;

/// The shade of the ink.
const INK: Luma<u8> = Luma([40]);

/// A page, PNG, on which somebody has put a signature at the lower right, where forms have their place for it.
///
/// # Errors
/// When it is no picture.
pub fn signed(page: &[u8]) -> Result<Vec<u8>, ImageError> {
    let mut page = image::load_from_memory(page)?.into_luma8();
    sign(&mut page);
    let mut file = Cursor::new(Vec::new());
    page.write_to(&mut file, ImageFormat::Png)?;
    Ok(file.into_inner())
}

/// A stroke from the middle of a page down to the right.
fn sign(page: &mut GrayImage) {
    let (width, height) = page.dimensions();
    let across = width / 4;
    for step in 0..across {
        let (x, y) = (width * 6 / 10 + step, height * 45 / 100 + step * (height * 2 / 5) / across);
        for (x, y) in [(x, y), (x + 1, y), (x, y + 1)] {
            if let Some(pixel) = page.get_pixel_mut_checked(x, y) {
                *pixel = INK;
            }
        }
    }
}

/// Signs the page in a file.
///
/// # Errors
/// [`VirtualError::Page`] when it is no picture, [`VirtualError::Picture`] when it cannot be written.
pub fn sign_file(path: &Path) -> Result<(), VirtualError> {
    let page = std::fs::read(path).map_err(|error| VirtualError::Page(error.into()))?;
    let page = signed(&page).map_err(VirtualError::Page)?;
    std::fs::write(path, page)
        .map_err(|error| VirtualError::Picture { path: path.to_owned(), source: error.into() })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn there_is_ink_at_the_lower_right_of_a_page_of_any_size() {
        for (width, height) in [(620, 877), (1, 1), (2480, 3508)] {
            let mut page = GrayImage::from_pixel(width, height, Luma([255]));
            sign(&mut page);
            let dark = page.enumerate_pixels().filter(|(_, _, pixel)| **pixel == INK);
            let (left, top) = (width / 2, height * 4 / 10);
            assert!(dark.clone().all(|(x, y, _)| x >= left && y >= top));
            assert_eq!(dark.count() > 0, width > 4);
        }
        assert!(signed(b"no picture").is_err());
    }
}
