//! TIFF, as document scanners and fax software write it: also black and white, and of several pages.

use std::io::Cursor;

use tiff::ColorType;
use tiff::TiffError;
use tiff::decoder::{Decoder, DecodingResult, Limits};

use super::{check_size, grey};
use crate::output::PageImage;
use crate::reading::{ReadError, ReadLimits};

/// A file with the directory of its first page read.
pub(super) struct Tiff<'f> {
    decoder: Decoder<Cursor<&'f [u8]>>,
    pages: usize,
}

impl<'f> Tiff<'f> {
    /// Follows the chain of directories, whose sizes are looked at and whose pictures are not.
    pub fn open(file: &'f [u8], limits: ReadLimits) -> Result<Self, ReadError> {
        let mut guard = Limits::default();
        // Four samples of two bytes a pixel.
        let most = usize::try_from(limits.pixels.saturating_mul(8)).unwrap_or(usize::MAX);
        guard.decoding_buffer_size = most;
        guard.intermediate_buffer_size = most;
        let mut decoder =
            Decoder::new(Cursor::new(file)).map_err(|error| damaged(&error))?.with_limits(guard);
        let mut pages = 0;
        loop {
            let (width, height) = decoder.dimensions().map_err(|error| damaged(&error))?;
            check_size(width, height, limits)?;
            pages += 1;
            if !decoder.more_images() || pages > limits.pages {
                break;
            }
            decoder.next_image().map_err(|error| damaged(&error))?;
        }
        Ok(Self { decoder, pages })
    }

    pub fn len(&self) -> usize {
        self.pages
    }

    pub fn page(&mut self, index: usize, limits: ReadLimits) -> Result<PageImage, ReadError> {
        self.decoder.seek_to_image(index).map_err(|error| damaged(&error))?;
        let (width, height) = self.decoder.dimensions().map_err(|error| damaged(&error))?;
        check_size(width, height, limits)?;
        let colours = self.decoder.colortype().map_err(|error| damaged(&error))?;
        let samples = match self.decoder.read_image().map_err(|error| damaged(&error))? {
            DecodingResult::U8(samples) => samples,
            // The upper half is all that grey of eight bits can hold.
            DecodingResult::U16(samples) => samples.into_iter().map(|sample| (sample >> 8) as u8).collect(),
            _ => return Err(unusual(colours)),
        };
        let of =
            |size: usize, grey: fn(&[u8]) -> u8| samples.chunks_exact(size).map(grey).collect::<Vec<u8>>();
        let pixels = match colours {
            ColorType::Gray(1) => unpacked(&samples, width),
            ColorType::Gray(8 | 16) => samples,
            ColorType::GrayA(8 | 16) => of(2, |it| grey::on_white(it[0], it[1])),
            ColorType::RGB(8 | 16) => of(3, |it| grey::luminance(it[0], it[1], it[2])),
            ColorType::RGBA(8 | 16) => {
                of(4, |it| grey::on_white(grey::luminance(it[0], it[1], it[2]), it[3]))
            }
            ColorType::CMYK(8 | 16) => of(4, |it| grey::luminance_of_inks(it[0], it[1], it[2], it[3])),
            // The first sample is the luminance.
            ColorType::YCbCr(8) => of(3, |it| it[0]),
            other => return Err(unusual(other)),
        };
        Ok(PageImage::from_luminance(width, height, pixels))
    }
}

/// Rows of one bit a pixel, each filled up to whole bytes; a set bit is white.
fn unpacked(rows: &[u8], width: u32) -> Vec<u8> {
    let row_bytes = width.div_ceil(8) as usize;
    rows.chunks_exact(row_bytes.max(1))
        .flat_map(|row| {
            (0..width as usize).map(|x| if row[x / 8] & (0x80 >> (x % 8)) == 0 { 0 } else { 255 })
        })
        .collect()
}

fn damaged(error: &TiffError) -> ReadError {
    match error {
        TiffError::UnsupportedError(what) => ReadError::Unusual(what.to_string()),
        other => ReadError::Damaged(other.to_string()),
    }
}

fn unusual(colours: ColorType) -> ReadError {
    ReadError::Unusual(format!("colours {colours:?}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_of_bits_ends_at_the_width() {
        assert_eq!(unpacked(&[0b1010_0000, 0b0000_0000, 0b0000_0000, 0b1000_0000], 9), {
            let mut pixels = [0_u8; 18];
            (pixels[0], pixels[2], pixels[17]) = (255, 255, 255);
            pixels
        });
    }
}
