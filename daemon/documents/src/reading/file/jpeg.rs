//! JPEG: its segments are looked at before it is unpacked, since the decoder paints what is missing grey and does not
//! know every place where the height can stand.

use std::borrow::Cow;

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

// Second bytes of markers (ITU-T T.81, table B.1).
const TEM: u8 = 0x01;
const FIRST_FRAME: u8 = 0xc0;
const PROGRESSIVE: u8 = 0xc2;
const LAST_FRAME: u8 = 0xcf;
const DHT: u8 = 0xc4;
const JPG: u8 = 0xc8;
const DAC: u8 = 0xcc;
const RST0: u8 = 0xd0;
const RST7: u8 = 0xd7;
const SOI: u8 = 0xd8;
const EOI: u8 = 0xd9;
const SOS: u8 = 0xda;
const DNL: u8 = 0xdc;
const COM: u8 = 0xfe;

/// The coded data of a picture so wide take more bits for each row of blocks than the decoder reads ahead: 32.
const WIDE: u32 = 256;

/// What the segments of a complete JPEG tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Segments {
    pub width: u32,
    /// Lines, wherever the file says so.
    pub height: u32,
    progressive: bool,
    scans: usize,
    /// Where the frame header gives the number of lines, two bytes.
    lines_at: usize,
    /// Where the segment begins that gives it instead (DNL, T.81, B.2.5).
    dnl_at: Option<usize>,
    /// Where the coded data of the last scan end.
    coded_end: usize,
    /// Where the last marker stands, which is EOI.
    end: usize,
}

impl Segments {
    /// Goes through a file to its end marker; what follows that does not matter.
    ///
    /// # Errors
    /// [`ReadError::Incomplete`] where the file ends before that, [`ReadError::Unusual`] where the frame is none that
    /// is decoded, [`ReadError::Damaged`] where there is no frame, or it has no size.
    pub fn of(file: &[u8]) -> Result<Self, ReadError> {
        let mut frame = None;
        let mut lines = None;
        let mut scans = Scans::default();
        let mut at = 0;
        loop {
            let (marker, place) = next_marker(file, at).ok_or(ReadError::Incomplete)?;
            at = place + 2;
            scans.end_at(place);
            match marker {
                EOI => return Self::put_together(frame, lines, scans, place),
                SOI | TEM => continue,
                _ => {}
            }
            let length = usize::from(number(file, at).ok_or(ReadError::Incomplete)?);
            let content = file.get(at + 2..at + length.max(2)).ok_or(ReadError::Incomplete)?;
            match marker {
                FIRST_FRAME..=LAST_FRAME if !matches!(marker, DHT | JPG | DAC) => {
                    // Several frames are a hierarchy of pictures, of which there is no decoder; the first tells.
                    frame = Some(frame.unwrap_or(Frame::of(marker, content, at + 2)?));
                }
                DNL => lines = lines.or(Some((number(content, 0).unwrap_or(0), place))),
                SOS => scans.begin(),
                _ => {}
            }
            at += length.max(2);
        }
    }

    fn put_together(
        frame: Option<Frame>,
        lines: Option<(u16, usize)>,
        scans: Scans,
        end: usize,
    ) -> Result<Self, ReadError> {
        let damaged = |why: &str| ReadError::Damaged(why.to_owned());
        let frame = frame.ok_or_else(|| damaged("no frame header"))?;
        let height = lines.map_or(frame.height, |(lines, _)| lines);
        if frame.width == 0 || height == 0 || scans.count == 0 {
            return Err(damaged("a picture without a size"));
        }
        Ok(Self {
            width: frame.width.into(),
            height: height.into(),
            progressive: frame.progressive,
            scans: scans.count,
            coded_end: scans.end,
            lines_at: frame.lines_at,
            dnl_at: lines.map(|(_, place)| place),
            end,
        })
    }

    /// Whether the number of lines stands where every decoder looks for it.
    pub fn are_settled(&self) -> bool {
        self.dnl_at.is_none()
    }

    /// Writes the number of lines where every decoder looks for it, and makes a comment of the segment that gave it, in
    /// the file these are the segments of. No byte moves.
    pub fn settle_height(&self, file: &mut [u8]) {
        let Some(dnl_at) = self.dnl_at else { return };
        let lines = u16::try_from(self.height).unwrap_or(u16::MAX).to_be_bytes();
        if let Some(place) = file.get_mut(self.lines_at..self.lines_at + 2) {
            place.copy_from_slice(&lines);
        }
        if let Some(marker) = file.get_mut(dnl_at + 1) {
            *marker = COM;
        }
    }

    /// The file as every decoder can read it.
    fn readable<'f>(&self, file: &'f [u8]) -> Cow<'f, [u8]> {
        if self.are_settled() {
            return file.into();
        }
        let mut settled = file.to_vec();
        self.settle_height(&mut settled);
        settled.into()
    }

    /// How much of the file the decoder is given. Where the coded data end before the picture does, it takes the end
    /// marker for as many zeros as it needs; without one it says that there is too little. So the end marker is kept
    /// from it where it can do without.
    fn given(&self) -> usize {
        let without = !self.progressive && self.scans == 1 && self.width >= WIDE;
        if without { self.coded_end } else { self.end + 2 }
    }
}

/// The scans that were met.
#[derive(Debug, Default)]
struct Scans {
    count: usize,
    is_open: bool,
    end: usize,
}

impl Scans {
    fn begin(&mut self) {
        (self.count, self.is_open) = (self.count + 1, true);
    }

    /// There is a marker: coded data end there.
    fn end_at(&mut self, place: usize) {
        if std::mem::take(&mut self.is_open) {
            self.end = place;
        }
    }
}

/// A frame header (T.81, B.2.2).
#[derive(Debug, Clone, Copy)]
struct Frame {
    width: u16,
    height: u16,
    progressive: bool,
    lines_at: usize,
}

impl Frame {
    fn of(marker: u8, content: &[u8], at: usize) -> Result<Self, ReadError> {
        let damaged = || ReadError::Damaged("a frame header that is too short".to_owned());
        let bits = *content.first().ok_or_else(damaged)?;
        let (Some(height), Some(width)) = (number(content, 1), number(content, 3)) else {
            return Err(damaged());
        };
        // Baseline, extended and progressive, Huffman coded.
        if !(FIRST_FRAME..=PROGRESSIVE).contains(&marker) {
            return Err(ReadError::Unusual(format!("JPEG of the kind {marker:02x}")));
        }
        if bits != 8 {
            return Err(ReadError::Unusual(format!("JPEG with {bits} bits for each sample")));
        }
        Ok(Self { width, height, progressive: marker == PROGRESSIVE, lines_at: at + 1 })
    }
}

/// The next marker, and its place. Bytes between segments are passed over, and so are coded data, with the markers that
/// may stand in them.
fn next_marker(file: &[u8], from: usize) -> Option<(u8, usize)> {
    let pairs = file.get(from..)?.windows(2).enumerate();
    let mut markers = pairs.filter(|(_, pair)| pair[0] == 0xff && !matches!(pair[1], 0 | 0xff | RST0..=RST7));
    markers.next().map(|(at, pair)| (pair[1], from + at))
}

fn number(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

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
        let file = self.segments.readable(self.file);
        let given = &file[..self.segments.given().min(file.len())];
        let side = LONGEST_ALLOWED as usize;
        let options =
            DecoderOptions::default().set_strict_mode(true).set_max_width(side).set_max_height(side);
        let mut decoder = JpegDecoder::new_with_options(ZCursor::new(given), options);
        decoder.decode_headers().map_err(|error| fault(&error))?;
        let colours = match decoder.input_colorspace() {
            Some(ColorSpace::Luma) => ColorSpace::Luma,
            _ => ColorSpace::RGB,
        };
        decoder.set_options(options.jpeg_set_out_colorspace(colours));
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
    use super::*;

    fn encoded(width: u32, height: u32) -> Vec<u8> {
        let picture = image::GrayImage::from_fn(width, height, |x, y| image::Luma([(x * 7 + y * 13) as u8]));
        let mut file = std::io::Cursor::new(Vec::new());
        picture.write_to(&mut file, image::ImageFormat::Jpeg).unwrap();
        file.into_inner()
    }

    /// Makes a file of which the number of lines stands in a segment DNL behind the scan.
    fn told_late(mut file: Vec<u8>, in_frame: u16) -> Vec<u8> {
        let Segments { lines_at, end, height, .. } = Segments::of(&file).unwrap();
        file[lines_at..lines_at + 2].copy_from_slice(&in_frame.to_be_bytes());
        let lines = u16::try_from(height).unwrap().to_be_bytes();
        file.splice(end..end, [0xff, DNL, 0, 4, lines[0], lines[1]]);
        file
    }

    fn page(file: &[u8]) -> Result<PageImage, ReadError> {
        Jpeg::open(file, ReadLimits::default())?.page()
    }

    #[test]
    fn the_number_of_lines_may_stand_behind_the_first_scan() {
        let usual = encoded(300, 40);
        let expected = page(&usual).unwrap();
        for in_frame in [0, 65_535] {
            let file = told_late(usual.clone(), in_frame);
            assert!(page(&file).unwrap() == expected, "{in_frame} in the frame header");
            let mut settled = file.clone();
            Segments::of(&file).unwrap().settle_height(&mut settled);
            assert_eq!(settled.len(), file.len());
            assert!(image::load_from_memory(&settled).unwrap().to_luma8().height() == 40);
        }
        let mut untold = usual;
        let at = Segments::of(&untold).unwrap().lines_at;
        untold[at..at + 2].copy_from_slice(&[0, 0]);
        assert!(matches!(page(&untold), Err(ReadError::Damaged(_))));
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
        let at = Segments::of(&file).unwrap().lines_at;
        for marker in [0xc3, 0xc5, 0xc9, 0xca, 0xcf] {
            // The marker stands before length and precision.
            file[at - 4] = marker;
            assert!(matches!(Segments::of(&file), Err(ReadError::Unusual(_))), "{marker:02x}");
        }
        (file[at - 4], file[at - 1]) = (0xc1, 12);
        assert!(matches!(Segments::of(&file), Err(ReadError::Unusual(_))));
    }
}
