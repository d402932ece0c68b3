//! From a file to grey values, within limits.

use std::io::Cursor;

use image::{DynamicImage, ImageError, ImageFormat, ImageReader, Limits};

use super::{ReadError, ReadLimits};
use crate::output::PageImage;

/// Longest side of a page that is searched as it is. Larger ones (more than 360 dots per inch on A4) are shrunk by a
/// whole factor: more dots make the search slower, not better.
const LONGEST_SIDE: u32 = 4250;

/// Largest picture side that is unpacked; a scanner's page is never so long.
const LONGEST_ALLOWED: u32 = 30_000;

/// The page, and the factor by which it was shrunk.
pub(super) fn decode(file: &[u8], limits: ReadLimits) -> Result<(PageImage, u32), ReadError> {
    if file.len() > limits.bytes {
        return Err(ReadError::FileTooLarge { bytes: file.len(), limit: limits.bytes });
    }
    if file.starts_with(b"%PDF-") {
        return Err(ReadError::Pdf);
    }
    let format = match image::guess_format(file) {
        Ok(format @ (ImageFormat::Png | ImageFormat::Jpeg)) => format,
        _ => return Err(ReadError::Format),
    };
    let mut guard = Limits::default();
    guard.max_image_width = Some(LONGEST_ALLOWED);
    guard.max_image_height = Some(LONGEST_ALLOWED);
    // Eight bytes a pixel: 16-bit colours with transparency.
    guard.max_alloc = Some(limits.pixels.saturating_mul(8).saturating_add(1 << 20));

    // The header alone tells the size: a bomb is refused before a byte of it is unpacked.
    let mut header = ImageReader::with_format(Cursor::new(file), format);
    header.limits(guard.clone());
    let (width, height) = header.into_dimensions().map_err(|error| damaged(&error))?;
    if u64::from(width) * u64::from(height) > limits.pixels {
        return Err(ReadError::PictureTooLarge { width, height, limit: limits.pixels });
    }
    let mut reader = ImageReader::with_format(Cursor::new(file), format);
    reader.limits(guard);
    let page = to_grey(reader.decode().map_err(|error| damaged(&error))?);
    let factor = page.width().max(page.height()).div_ceil(LONGEST_SIDE).max(1);
    Ok((if factor > 1 { shrunk(&page, factor) } else { page }, factor))
}

fn damaged(error: &ImageError) -> ReadError {
    ReadError::Damaged(error.to_string())
}

/// Grey values; transparent parts count as white paper.
fn to_grey(picture: DynamicImage) -> PageImage {
    let (width, height) = (picture.width(), picture.height());
    if !picture.color().has_alpha() {
        return PageImage::from_luminance(width, height, picture.into_luma8().into_raw());
    }
    let pixels = picture.into_luma_alpha8().into_raw();
    let on_white = pixels.chunks_exact(2).map(|pixel| {
        let (grey, alpha) = (u32::from(pixel[0]), u32::from(pixel[1]));
        ((grey * alpha + 255 * (255 - alpha)) / 255) as u8
    });
    PageImage::from_luminance(width, height, on_white.collect())
}

/// Every pixel is the mean of `factor` × `factor` pixels.
fn shrunk(page: &PageImage, factor: u32) -> PageImage {
    let (width, height) = (page.width() / factor, page.height() / factor);
    let row_length = page.width() as usize;
    let side = factor as usize;
    let mut pixels = Vec::with_capacity(width as usize * height as usize);
    let mut sums = vec![0_u32; width as usize];
    for rows in page.pixels().chunks_exact(row_length.max(1) * side).take(height as usize) {
        sums.fill(0);
        for row in rows.chunks_exact(row_length) {
            for (sum, cell) in sums.iter_mut().zip(row.chunks_exact(side)) {
                *sum += cell.iter().map(|grey| u32::from(*grey)).sum::<u32>();
            }
        }
        pixels.extend(sums.iter().map(|sum| (sum / (factor * factor)) as u8));
    }
    PageImage::from_luminance(width, height, pixels)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shrinking_averages_and_drops_the_incomplete_edge() {
        let page = PageImage::from_luminance(5, 2, vec![0, 100, 200, 200, 9, 100, 200, 0, 0, 9]);
        let small = shrunk(&page, 2);
        assert_eq!((small.width(), small.height()), (2, 1));
        assert_eq!(small.pixels(), &[100, 100]);
    }

    #[test]
    fn a_very_narrow_page_shrinks_to_nothing_without_harm() {
        let page = PageImage::from_luminance(1, 9000, vec![0; 9000]);
        assert_eq!(shrunk(&page, 3).pixels(), &[] as &[u8]);
    }
}
