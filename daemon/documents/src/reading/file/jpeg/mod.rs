//! JPEG: its segments are looked at before it is unpacked, since the decoder paints what is missing grey and does not
//! know every place where the height can stand, nor every order of light and colours.

mod segments;

use image::metadata::Orientation;
use zune_jpeg::JpegDecoder;
use zune_jpeg::errors::DecodeErrors;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::grey;
use crate::output::PageImage;
use crate::reading::limits::LONGEST_ALLOWED;
use crate::reading::{ReadError, ReadLimits};

pub(super) use segments::Segments;

/// A complete picture whose size keeps within the limits.
pub(super) struct Jpeg<'f> {
    file: &'f [u8],
    segments: Segments,
}

impl<'f> Jpeg<'f> {
    pub fn open(file: &'f [u8], limits: ReadLimits) -> Result<Self, ReadError> {
        let segments = Segments::of(file)?;
        limits.check(segments.width, segments.height)?;
        Ok(Self { file, segments })
    }

    pub fn page(&self) -> Result<PageImage, ReadError> {
        let file = self.segments.readable(self.file)?;
        let side = LONGEST_ALLOWED as usize;
        let options = DecoderOptions::default().set_max_width(side).set_max_height(side);
        let mut decoder = JpegDecoder::new_with_options(ZCursor::new(&*file), options);
        decoder.decode_headers().map_err(|error| fault(&error))?;
        let colours = match decoder.input_colorspace() {
            Some(ColorSpace::Luma) => ColorSpace::Luma,
            _ => ColorSpace::RGB,
        };
        // Strict where the lines are: what stands between the segments before them does no harm.
        decoder.set_options(options.set_strict_mode(true).jpeg_set_out_colorspace(colours));
        let samples = decoder.decode().map_err(|error| fault(&error))?;
        let pixels = match colours {
            ColorSpace::Luma => samples,
            _ => samples.chunks_exact(3).map(|it| grey::luminance(it[0], it[1], it[2])).collect(),
        };
        let turned = decoder.exif().and_then(|exif| Orientation::from_exif_chunk(exif));
        let page = PageImage::from_luminance(self.segments.width, self.segments.height, pixels);
        Ok(page.upright(turned.map_or(1, Orientation::to_exif)))
    }
}

fn fault(error: &DecodeErrors) -> ReadError {
    match error {
        DecodeErrors::Unsupported(kind) => ReadError::Unusual(format!("{kind:?}")),
        DecodeErrors::ExhaustedData | DecodeErrors::FormatStatic("Premature end of buffer") => {
            ReadError::Incomplete
        }
        DecodeErrors::LargeDimensions(side) => ReadError::Unusual(format!("a side of {side} pixels")),
        other => ReadError::Damaged(format!("{other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::segments::{DNL, EOI};
    use super::*;

    fn encoded(width: u32, height: u32) -> Vec<u8> {
        let picture = image::GrayImage::from_fn(width, height, |x, y| image::Luma([(x * 7 + y * 13) as u8]));
        let mut file = std::io::Cursor::new(Vec::new());
        picture.write_to(&mut file, image::ImageFormat::Jpeg).unwrap();
        file.into_inner()
    }

    /// Makes a file of which the number of lines stands in a segment DNL behind the scan.
    fn told_late(mut file: Vec<u8>, in_frame: u16) -> Vec<u8> {
        let Segments { frame, end, height, .. } = Segments::of(&file).unwrap();
        file[frame.lines_at()..frame.lines_at() + 2].copy_from_slice(&in_frame.to_be_bytes());
        let lines = u16::try_from(height).unwrap().to_be_bytes();
        file.splice(end..end, [0xff, DNL, 0, 4, lines[0], lines[1]]);
        file
    }

    fn page(file: &[u8]) -> Result<PageImage, ReadError> {
        Jpeg::open(file, ReadLimits::default())?.page()
    }

    #[test]
    fn the_number_of_lines_may_stand_behind_the_first_scan() {
        // Of a narrow picture, what decodes it is given the end as well.
        for width in [300, 40] {
            let usual = encoded(width, 40);
            let expected = page(&usual).unwrap();
            for in_frame in [0, 65_535] {
                let file = told_late(usual.clone(), in_frame);
                assert!(page(&file).unwrap() == expected, "{width}, {in_frame} in the frame header");
                let mut settled = file.clone();
                Segments::of(&file).unwrap().settle_height(&mut settled);
                assert_eq!(settled.len(), file.len());
                assert_eq!(image::load_from_memory(&settled).unwrap().height(), 40);
                assert!(Segments::of(&settled).unwrap().are_settled());
            }
            let mut untold = usual;
            let at = Segments::of(&untold).unwrap().frame.lines_at();
            untold[at..at + 2].copy_from_slice(&[0, 0]);
            assert!(matches!(page(&untold), Err(ReadError::Damaged(_))));
        }
    }

    #[test]
    fn a_file_cut_anywhere_is_incomplete_also_when_it_is_closed_again() {
        let file = encoded(400, 120);
        for end in 2..file.len() {
            assert_eq!(page(&file[..end]).unwrap_err(), ReadError::Incomplete, "cut at {end}");
        }
        let Segments { end, .. } = Segments::of(&file).unwrap();
        // Of the last bytes nothing but a part of the last block is missing.
        for cut in (end / 2..end - 8).step_by(97) {
            let closed = [&file[..cut], &[0xff, EOI]].concat();
            assert!(page(&closed).is_err(), "closed at {cut} of {end}");
        }
    }

    #[test]
    fn what_follows_the_end_does_not_matter() {
        let file = encoded(300, 40);
        let expected = page(&file).unwrap();
        for tail in [&b"\0\0\0\0"[..], b"garbage of some length", b"\xff\xd8\xff\xe1\0\x08half a"] {
            assert!(page(&[&file, tail].concat()).unwrap() == expected);
        }
    }

    #[test]
    fn small_pictures_are_read_as_well() {
        for (width, height) in [(1, 1), (8, 8), (17, 300), (255, 9), (256, 9)] {
            let read = page(&encoded(width, height)).unwrap();
            assert_eq!((read.width(), read.height()), (width, height));
        }
    }

    #[test]
    fn frames_of_which_there_is_no_decoder_are_named_for_what_they_are() {
        let mut file = encoded(16, 16);
        let at = Segments::of(&file).unwrap().frame.lines_at();
        for marker in [0xc3, 0xc5, 0xc9, 0xca, 0xcf] {
            // The marker stands before length and precision.
            file[at - 4] = marker;
            assert!(matches!(Segments::of(&file), Err(ReadError::Unusual(_))), "{marker:02x}");
        }
        (file[at - 4], file[at - 1]) = (0xc1, 12);
        assert!(matches!(Segments::of(&file), Err(ReadError::Unusual(_))));
    }
}
