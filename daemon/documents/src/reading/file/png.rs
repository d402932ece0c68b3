//! PNG.

use std::io::Cursor;

use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits};

use super::grey;
use crate::output::PageImage;
use crate::reading::limits::LONGEST_ALLOWED;
use crate::reading::{ReadError, ReadLimits};

/// What a file begins with, before its chunks (ISO/IEC 15948, 5.2).
const SIGNATURE: usize = 8;
/// Length and name before the content of a chunk, and the check after it.
const AROUND: usize = 4 + 4 + 4;

/// A complete picture whose header keeps within the limits.
pub(super) struct Png<'f> {
    file: &'f [u8],
    guard: Limits,
}

impl<'f> Png<'f> {
    pub fn open(file: &'f [u8], limits: ReadLimits) -> Result<Self, ReadError> {
        let mut guard = Limits::default();
        guard.max_image_width = Some(LONGEST_ALLOWED);
        guard.max_image_height = Some(LONGEST_ALLOWED);
        // Eight bytes a pixel: 16-bit colours with transparency.
        guard.max_alloc = Some(limits.pixels.saturating_mul(8).saturating_add(1 << 20));
        let picture = Self { file, guard };
        // The header alone tells the size: a bomb is refused before a byte of it is unpacked.
        let (width, height) = picture.reader().into_dimensions().map_err(|error| fault(&error))?;
        limits.check(width, height)?;
        if ends(file) { Ok(picture) } else { Err(ReadError::Damaged("its end is missing".to_owned())) }
    }

    pub fn page(&self) -> Result<PageImage, ReadError> {
        let mut decoder = self.reader().into_decoder().map_err(|error| fault(&error))?;
        let turned = decoder.orientation().map_or(1, image::metadata::Orientation::to_exif);
        let picture = DynamicImage::from_decoder(decoder).map_err(|error| fault(&error))?;
        Ok(to_grey(picture).upright(turned))
    }

    fn reader(&self) -> ImageReader<Cursor<&'f [u8]>> {
        let mut reader = ImageReader::with_format(Cursor::new(self.file), ImageFormat::Png);
        reader.limits(self.guard.clone());
        reader
    }
}

/// Whether the chunks go on to the one that ends a picture (ISO/IEC 15948, 11.2.5): the decoder does without it.
fn ends(file: &[u8]) -> bool {
    let mut at = SIGNATURE;
    while let Some(head) = file.get(at..at + 8) {
        let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
        at = at.saturating_add(AROUND).saturating_add(length);
        if &head[4..] == b"IEND" {
            return at <= file.len();
        }
    }
    false
}

fn fault(error: &ImageError) -> ReadError {
    match error {
        ImageError::Unsupported(what) => ReadError::Unusual(what.to_string()),
        ImageError::Limits(what) => ReadError::Unusual(what.to_string()),
        other => ReadError::Damaged(other.to_string()),
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_cut_anywhere_is_refused_and_what_follows_its_end_does_not_matter() {
        let picture = image::GrayImage::from_fn(60, 40, |x, y| image::Luma([(x * y) as u8]));
        let mut file = Cursor::new(Vec::new());
        picture.write_to(&mut file, ImageFormat::Png).unwrap();
        let file = file.into_inner();
        let page = |file: &[u8]| Png::open(file, ReadLimits::default()).and_then(|png| png.page());
        for end in SIGNATURE..file.len() {
            let refused = page(&file[..end]).unwrap_err();
            assert!(matches!(refused, ReadError::Damaged(_)), "{end}: {refused:?}");
        }
        assert!(page(&[&file, &b"and more"[..]].concat()).unwrap() == page(&file).unwrap());
    }
}
