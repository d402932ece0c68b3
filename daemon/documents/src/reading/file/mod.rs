//! Files that hold pages: pictures, and documents of several pages.
//!
//! What a file is, its first bytes decide; names and media types of others are not believed. Nothing is unpacked
//! before its header has shown that it keeps within [`ReadLimits`]. A page is evidence of a signature: a file that ends
//! too early gives none of it, though some decoders would fill up with grey what is missing. What follows the end of a
//! file does not matter.

mod grey;
mod jpeg;
mod kind;
#[cfg_attr(not(feature = "pdf"), path = "without_pdf.rs")]
mod pdf;
mod png;
mod tiff;

pub use kind::FileKind;

use super::{ReadError, ReadLimits};
use crate::output::PageImage;

/// Longest side of a page that is searched. Larger ones (more than 360 dots per inch on A4) are shrunk by a whole
/// factor: more dots make the search slower, not better.
pub(super) const LONGEST_SIDE: u32 = 4250;

/// A page for searching, and the factor by which it was shrunk.
pub(super) type Page = (PageImage, u32);

/// An opened file.
pub(super) struct PageFile<'f> {
    kind: FileKind,
    pages: Pages<'f>,
    limits: ReadLimits,
}

enum Pages<'f> {
    Png(png::Png<'f>),
    Jpeg(jpeg::Jpeg<'f>),
    Tiff(tiff::Tiff<'f>),
    Pdf(pdf::PdfFile),
}

impl<'f> PageFile<'f> {
    /// Opens a file and counts its pages.
    pub fn open(file: &'f [u8], limits: ReadLimits) -> Result<Self, ReadError> {
        if file.len() > limits.bytes {
            return Err(ReadError::FileTooLarge { bytes: file.len(), limit: limits.bytes });
        }
        let kind = FileKind::of(file).ok_or(ReadError::Format)?;
        let pages = match kind {
            FileKind::Png => Pages::Png(png::Png::open(file, limits)?),
            FileKind::Jpeg => Pages::Jpeg(jpeg::Jpeg::open(file, limits)?),
            FileKind::Tiff => Pages::Tiff(tiff::Tiff::open(file, limits)?),
            FileKind::Pdf => Pages::Pdf(pdf::PdfFile::open(file, limits)?),
        };
        let opened = Self { kind, pages, limits };
        match opened.len() {
            0 => Err(ReadError::Damaged("it has no pages".to_owned())),
            pages if pages > limits.pages => Err(ReadError::TooManyPages { limit: limits.pages }),
            _ => Ok(opened),
        }
    }

    /// What the file is.
    pub fn kind(&self) -> FileKind {
        self.kind
    }

    /// How many pages it has. A file of far too many is not counted to its end.
    pub fn len(&self) -> usize {
        match &self.pages {
            Pages::Png(_) | Pages::Jpeg(_) => 1,
            Pages::Tiff(tiff) => tiff.len(),
            Pages::Pdf(pdf) => pdf.len(),
        }
    }

    /// A page, from 0.
    pub fn page(&mut self, index: usize) -> Result<Page, ReadError> {
        let page = match &mut self.pages {
            Pages::Png(picture) => picture.page()?,
            Pages::Jpeg(picture) => picture.page()?,
            Pages::Tiff(tiff) => tiff.page(index, self.limits)?,
            Pages::Pdf(pdf) => pdf.page(index)?,
        };
        let factor = page.width().max(page.height()).div_ceil(LONGEST_SIDE).max(1);
        Ok((if factor > 1 { page.shrunk(factor) } else { page }, factor))
    }
}
