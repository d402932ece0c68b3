//! PDF: pages are drawn.
//!
//! What draws them makes the best of a file that is cut off, and of a picture that it cannot unpack: it leaves out what
//! it does not have. So the end of the file is looked for, and so are the pictures.
//!
//! The limits on pixels hold for the drawing, which is made to fit. What the streams inside unpack to is not known
//! beforehand and not limited here: read files of others in a process whose memory and time are.

mod end;
mod fax;
mod pictures;
mod samples;
mod stream;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use hayro::hayro_interpret::{InterpreterSettings, InterpreterWarning};
use hayro::hayro_syntax::{LoadPdfError, Pdf};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};

use super::{LONGEST_SIDE, grey};
use crate::output::PageImage;
use crate::reading::{ReadError, ReadLimits};

/// Dots per inch of the drawing, where the page is not so large that it has to be less.
const DPI: f32 = 300.0;
/// Units of a PDF per inch.
const UNITS: f32 = 72.0;

/// An opened PDF.
pub(super) struct PdfFile(Pdf);

impl PdfFile {
    pub fn open(file: &[u8], limits: ReadLimits) -> Result<Self, ReadError> {
        let pdf = load(file.to_vec())?;
        if !end::is_there(file) {
            return Err(ReadError::Incomplete);
        }
        match pictures::settled(&pdf, limits)? {
            None => Ok(Self(pdf)),
            Some(settled) => load(settled).map(Self),
        }
    }

    pub fn len(&self) -> usize {
        self.0.pages().len()
    }

    pub fn page(&self, index: usize) -> Result<PageImage, ReadError> {
        let missing = || ReadError::Damaged("a page is missing".to_owned());
        let page = self.0.pages().get(index).ok_or_else(missing)?;
        let (width, height) = page.render_dimensions();
        let longest = width.max(height);
        if !(longest.is_finite() && width >= 1.0 && height >= 1.0) {
            return Err(ReadError::Damaged("a page has no size".to_owned()));
        }
        let scale = (DPI / UNITS).min(LONGEST_SIDE as f32 / longest);
        let settings = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
        let (cache, drawing) = (RenderCache::new(), RenderSettings::default());
        let left_out = Arc::new(AtomicBool::new(false));
        let told = Arc::clone(&left_out);
        let warning_sink = Arc::new(move |warning| {
            if matches!(warning, InterpreterWarning::ImageDecodeFailure) {
                told.store(true, Ordering::Relaxed);
            }
        });
        let interpreter = InterpreterSettings { warning_sink, ..InterpreterSettings::default() };
        let picture = render(page, &cache, &interpreter, &drawing, &settings);
        if left_out.load(Ordering::Relaxed) {
            return Err(ReadError::UnusualInPdf("a picture was left out".to_owned()));
        }
        // On white nothing is transparent, so that premultiplied colours are the colours.
        let pixels = picture.data().iter().map(|pixel| grey::luminance(pixel.r, pixel.g, pixel.b));
        let (width, height) = (u32::from(picture.width()), u32::from(picture.height()));
        Ok(PageImage::from_luminance(width, height, pixels.collect()))
    }
}

fn load(file: Vec<u8>) -> Result<Pdf, ReadError> {
    Pdf::new(file).map_err(|error| match error {
        LoadPdfError::Decryption(_) => ReadError::Encrypted,
        LoadPdfError::Invalid => ReadError::Damaged("not a well-formed PDF".to_owned()),
    })
}
