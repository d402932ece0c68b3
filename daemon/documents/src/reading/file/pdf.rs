//! PDF: pages are drawn.
//!
//! The limits on pixels hold for the drawing, which is made to fit. What the streams inside unpack to is not known
//! beforehand and not limited here: read files of others in a process whose memory and time are.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::{LoadPdfError, Pdf};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};

use super::{LONGEST_SIDE, grey};
use crate::output::PageImage;
use crate::reading::ReadError;

/// Dots per inch of the drawing, where the page is not so large that it has to be less.
const DPI: f32 = 300.0;
/// Units of a PDF per inch.
const UNITS: f32 = 72.0;

/// An opened PDF.
pub(super) struct PdfFile(Pdf);

impl PdfFile {
    pub fn open(file: &[u8]) -> Result<Self, ReadError> {
        match Pdf::new(file.to_vec()) {
            Ok(pdf) => Ok(Self(pdf)),
            Err(LoadPdfError::Decryption(_)) => Err(ReadError::Encrypted),
            Err(LoadPdfError::Invalid) => Err(ReadError::Damaged("not a well-formed PDF".to_owned())),
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
        let picture = render(page, &cache, &InterpreterSettings::default(), &drawing, &settings);
        // On white nothing is transparent, so that premultiplied colours are the colours.
        let pixels = picture.data().iter().map(|pixel| grey::luminance(pixel.r, pixel.g, pixel.b));
        let (width, height) = (u32::from(picture.width()), u32::from(picture.height()));
        Ok(PageImage::from_luminance(width, height, pixels.collect()))
    }
}
