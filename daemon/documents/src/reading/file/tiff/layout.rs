//! What the directory of a page means, with what it leaves out filled in.

use super::chunks::Chunks;
use super::directory::Entries;
use super::fax;
use super::samples::Colours;
use super::tags::{compression, tag};
use crate::reading::ReadError;

/// How the samples of a page are packed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Packing {
    /// As a fax.
    Fax(fax::Kind),
    /// Otherwise: the number of the compression.
    Other(u64),
}

/// A page.
pub(super) struct Layout {
    pub width: u32,
    pub height: u32,
    /// Bits of a sample.
    pub bits: u64,
    /// Samples of a pixel.
    pub samples: u64,
    pub packing: Packing,
    /// The samples of a pixel are each in a plane of their own.
    pub planar: bool,
    pub chunks: Chunks,
    pub colours: Colours,
    /// How the picture is to be turned, as Exif numbers it.
    pub orientation: u8,
    /// The bits of each byte stand the other way round.
    pub reversed: bool,
}

/// Width and height in pixels.
///
/// # Errors
/// [`ReadError::Damaged`] where there are none.
pub(super) fn size(entries: Entries<'_>) -> Result<(u32, u32), ReadError> {
    let (width, height) = (entries.first(tag::WIDTH, 0)?, entries.first(tag::LENGTH, 0)?);
    match (u32::try_from(width), u32::try_from(height)) {
        (Ok(width @ 1..), Ok(height @ 1..)) => Ok((width, height)),
        _ => Err(ReadError::Damaged("a picture without a size".to_owned())),
    }
}

impl Layout {
    /// The layout of a page.
    ///
    /// # Errors
    /// [`ReadError::Unusual`] for a variety that is not read, [`ReadError::Incomplete`] where the file does not hold
    /// the page, [`ReadError::Damaged`] for what makes no sense.
    pub fn of(entries: Entries<'_>) -> Result<Self, ReadError> {
        let (width, height) = size(entries)?;
        let packing = packing(entries)?;
        let samples = entries.first(tag::SAMPLES, 1)?;
        let bits = bits(entries, samples, packing)?;
        let extra = entries.all(tag::EXTRA_SAMPLES)?.unwrap_or_default();
        let colours = Colours::of(
            entries.all(tag::PHOTOMETRIC)?.and_then(|values| values.first().copied()),
            (samples, bits as u32, &extra),
            matches!(packing, Packing::Fax(_)),
            entries.all(tag::COLOUR_MAP)?.as_deref(),
        )?;
        let subsampling = entries.all(tag::SUBSAMPLING)?;
        if colours.may_be_subsampled()
            && packing != Packing::Other(compression::JPEG)
            && subsampling.as_deref() != Some(&[1, 1])
        {
            return Err(ReadError::Unusual("TIFF with fewer samples of colour than of light".to_owned()));
        }
        let planar = samples > 1 && entries.first(tag::PLANAR, 1)? == 2;
        let planes = if planar { samples } else { 1 };
        let row_bits = u64::from(width) * bits * (samples / planes);
        let plain = (packing == Packing::Other(compression::NONE)).then(|| row_bits.div_ceil(8));
        let chunks = Chunks::of(entries, (width, height), planes, plain)?;
        let orientation = u8::try_from(entries.first(tag::ORIENTATION, 1)?).unwrap_or(1);
        let reversed = entries.first(tag::FILL_ORDER, 1)? == 2;
        Ok(Self { width, height, bits, samples, packing, planar, chunks, colours, orientation, reversed })
    }
}

fn packing(entries: Entries<'_>) -> Result<Packing, ReadError> {
    let options = |tag| entries.first(tag, 0);
    Ok(match entries.first(tag::COMPRESSION, compression::NONE)? {
        compression::HUFFMAN_RLE => Packing::Fax(fax::Kind::rows_alone()),
        compression::GROUP_3 => Packing::Fax(fax::Kind::group_3(options(tag::T4_OPTIONS)?)?),
        compression::GROUP_4 => Packing::Fax(fax::Kind::group_4(options(tag::T6_OPTIONS)?)?),
        known if compression::OTHERS.contains(&known) => Packing::Other(known),
        other => return Err(ReadError::Unusual(format!("TIFF compression {other}"))),
    })
}

/// Bits of a sample, the same of all.
fn bits(entries: Entries<'_>, samples: u64, packing: Packing) -> Result<u64, ReadError> {
    // One number for all samples is not allowed, and common.
    let all = entries.all(tag::BITS)?.unwrap_or_default();
    let bits = all.first().copied().unwrap_or(1);
    let formats = entries.all(tag::SAMPLE_FORMAT)?.unwrap_or_default();
    // Whole numbers, or nobody knows.
    let are_whole = formats.iter().all(|format| matches!(format, 1 | 4));
    let are_alike = all.iter().all(|other| *other == bits);
    let is_known = match packing {
        Packing::Fax(_) => (bits, samples) == (1, 1),
        Packing::Other(compression::JPEG) => bits == 8,
        Packing::Other(_) => matches!(bits, 1 | 2 | 4 | 8 | 16),
    };
    if are_whole && are_alike && is_known && (1..=8).contains(&samples) {
        return Ok(bits);
    }
    Err(ReadError::Unusual(format!("TIFF with {samples} samples of {all:?} bits, formats {formats:?}")))
}
