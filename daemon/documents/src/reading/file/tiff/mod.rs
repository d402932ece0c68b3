//! TIFF, as document scanners and fax software write it: also black and white, and of several pages.

mod chunks;
mod directory;
mod fax;
mod layout;
mod lzw;
mod samples;
mod tags;

use std::io::Cursor;

use tiff::TiffError;
use tiff::decoder::{Decoder, DecodingResult, Limits};

use super::jpeg::Segments;
use crate::output::PageImage;
use crate::reading::{ReadError, ReadLimits};
use directory::{Directory, Entries, Header};
use layout::{Layout, Packing};
use tags::{compression, tag};

/// A file of which the directories are read.
pub(super) struct Tiff<'f> {
    file: &'f [u8],
    header: Header,
    directories: Vec<Directory>,
}

impl<'f> Tiff<'f> {
    /// Follows the chain of directories, whose sizes are looked at and whose pictures are not.
    pub fn open(file: &'f [u8], limits: ReadLimits) -> Result<Self, ReadError> {
        let header = Header::of(file).ok_or_else(|| ReadError::Damaged("no header".to_owned()))?;
        let directories = header.directories(file, limits.pages)?;
        for directory in &directories {
            let (width, height) = layout::size(Entries { file, header, directory })?;
            limits.check(width, height)?;
        }
        Ok(Self { file, header, directories })
    }

    pub fn len(&self) -> usize {
        self.directories.len()
    }

    pub fn page(&self, index: usize, limits: ReadLimits) -> Result<PageImage, ReadError> {
        let missing = || ReadError::Damaged("a page is missing".to_owned());
        let directory = self.directories.get(index).ok_or_else(missing)?;
        let entries = Entries { file: self.file, header: self.header, directory };
        let layout = Layout::of(entries)?;
        layout.chunks.check(self.file.len())?;
        let (width, height) = (layout.width, layout.height);
        let values = match layout.packing {
            Packing::Fax(kind) => {
                fax::unpack(kind, self.file, &layout.chunks, (width, height), layout.reversed)?
            }
            Packing::Other(compression) => {
                layout.chunks.sizes().iter().try_for_each(|(width, height)| limits.check(*width, *height))?;
                let read =
                    |reversed| unpack(alone(entries, &layout, compression, reversed)?, &layout, limits);
                match read(layout.reversed) {
                    // Some say so of bytes that stand the usual way round.
                    Err(_) if layout.reversed && compression != compression::NONE => read(false)?,
                    read => read?,
                }
            }
        };
        let pixels = layout.colours.grey(&values, width, height, layout.planar);
        Ok(PageImage::from_luminance(width, height, pixels).upright(layout.orientation))
    }
}

/// A file with this page alone, in which nothing is left out and every byte is the usual way round; `reversed`: it is
/// not so in this one. Its samples are said to be shades of grey, however many there are: so the library hands them out
/// as they are.
fn alone(
    entries: Entries<'_>,
    layout: &Layout,
    compression: u64,
    reversed: bool,
) -> Result<Vec<u8>, ReadError> {
    const KEEP: [u16; 4] = [tag::TILE_WIDTH, tag::TILE_LENGTH, tag::PREDICTOR, tag::JPEG_TABLES];
    const BLACK_IS_ZERO: u64 = 1;
    let mut file = entries.file.to_vec();
    for place in layout.chunks.places() {
        let Some(chunk) = file.get_mut(place) else { continue };
        if compression == compression::JPEG {
            // Each is a complete JPEG but for its tables (TIFF Technical Note 2).
            let segments = Segments::of(chunk)?;
            segments.check_scans()?;
            segments.settle_height(chunk);
        } else if reversed {
            chunk.iter_mut().for_each(|byte| *byte = byte.reverse_bits());
        }
    }
    let (chunks, compression) = match compression {
        // The library loses the end of tiles that reach over the edges of a page.
        compression::LZW => (lzw::unpack(&mut file, layout)?, compression::NONE),
        other => (layout.chunks.clone(), other),
    };
    let mut put = vec![
        (tag::WIDTH, vec![layout.width.into()]),
        (tag::LENGTH, vec![layout.height.into()]),
        (tag::BITS, vec![layout.bits]),
        (tag::COMPRESSION, vec![compression]),
        (tag::PHOTOMETRIC, vec![BLACK_IS_ZERO]),
        (tag::SAMPLES, vec![layout.samples]),
        (tag::PLANAR, vec![if layout.planar { 2 } else { 1 }]),
    ];
    put.extend(chunks.entries());
    Ok(entries.alone(file, &KEEP, &put))
}

/// The samples of a file of one page, each in a byte of its own: from 0 to the most that its bits can say, of 16 bits
/// the upper half.
fn unpack(alone: Vec<u8>, layout: &Layout, limits: ReadLimits) -> Result<Vec<u8>, ReadError> {
    let mut guard = Limits::default();
    // Four samples of two bytes a pixel.
    let most = usize::try_from(limits.pixels.saturating_mul(8)).unwrap_or(usize::MAX);
    guard.decoding_buffer_size = most;
    guard.intermediate_buffer_size = most;
    let mut decoder = Decoder::new(Cursor::new(alone)).map_err(|error| fault(&error))?.with_limits(guard);
    let mut samples = DecodingResult::U8(Vec::new());
    decoder.read_image_to_buffer(&mut samples).map_err(|error| fault(&error))?;
    let bytes = match samples {
        DecodingResult::U8(samples) => samples,
        DecodingResult::U16(samples) => samples.into_iter().map(|sample| (sample >> 8) as u8).collect(),
        _ => return Err(ReadError::Unusual("TIFF with samples that are no whole numbers".to_owned())),
    };
    let across = layout.width as usize * if layout.planar { 1 } else { layout.samples as usize };
    let values = samples::spread(bytes, layout.bits as usize, across);
    let expected = layout.width as usize * layout.height as usize * layout.samples as usize;
    if values.len() < expected { Err(ReadError::Incomplete) } else { Ok(values) }
}

fn fault(error: &TiffError) -> ReadError {
    match error {
        TiffError::UnsupportedError(what) => ReadError::Unusual(what.to_string()),
        TiffError::LimitsExceeded => ReadError::Unusual(error.to_string()),
        TiffError::IoError(io) if io.kind() == std::io::ErrorKind::UnexpectedEof => ReadError::Incomplete,
        other => ReadError::Damaged(other.to_string()),
    }
}
