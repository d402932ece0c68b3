//! PNG and JPEG.

use std::io::Cursor;

use image::{DynamicImage, ImageError, ImageFormat, ImageReader, Limits};

use super::{FileKind, check_size, grey};
use crate::output::PageImage;
use crate::reading::{ReadError, ReadLimits};

/// Largest picture side that is unpacked; a scanner's page is never so long.
const LONGEST_ALLOWED: u32 = 30_000;

/// A picture whose header keeps within the limits.
pub(super) struct Picture<'f> {
    file: &'f [u8],
    format: ImageFormat,
    guard: Limits,
}

impl<'f> Picture<'f> {
    pub fn open(file: &'f [u8], kind: FileKind, limits: ReadLimits) -> Result<Self, ReadError> {
        let format = if kind == FileKind::Png { ImageFormat::Png } else { ImageFormat::Jpeg };
        let mut guard = Limits::default();
        guard.max_image_width = Some(LONGEST_ALLOWED);
        guard.max_image_height = Some(LONGEST_ALLOWED);
        // Eight bytes a pixel: 16-bit colours with transparency.
        guard.max_alloc = Some(limits.pixels.saturating_mul(8).saturating_add(1 << 20));
        let picture = Self { file, format, guard };
        // The header alone tells the size: a bomb is refused before a byte of it is unpacked.
        let (width, height) = picture.reader().into_dimensions().map_err(|error| damaged(&error))?;
        check_size(width, height, limits)?;
        Ok(picture)
    }

    pub fn page(&self) -> Result<PageImage, ReadError> {
        Ok(to_grey(self.reader().decode().map_err(|error| damaged(&error))?))
    }

    fn reader(&self) -> ImageReader<Cursor<&'f [u8]>> {
        let mut reader = ImageReader::with_format(Cursor::new(self.file), self.format);
        reader.limits(self.guard.clone());
        reader
    }
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
    let on_white = pixels.chunks_exact(2).map(|pixel| grey::on_white(pixel[0], pixel[1]));
    PageImage::from_luminance(width, height, on_white.collect())
}
