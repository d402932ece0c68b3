//! Passes on a printer that is reached by IPP.

use super::engine::Use;
use super::facts::PrinterFacts;
use super::job::Document;
use super::picture::{cut, pdf, png, pwg};
use super::reasons::Stock;
use crate::printer::Resolution;
use crate::printer::pass::PassWork;
use crate::{Monochrome, Reason};

/// Cards of ID-1 (ISO/IEC 7810).
pub(super) struct Passes;

impl Use for Passes {
    type Work = PassWork;
    const STOCK: Stock = Stock::Cards;
    const MEDIA: &'static str = "iso_id-1_53.98x85.6mm";

    async fn document(work: &PassWork, facts: &PrinterFacts, media: &str) -> Result<Document, Reason> {
        let artwork = Resolution::Dpi300.artwork();
        let picture = match work {
            PassWork::Card(request) => match (request.front.width(), request.front.height()) {
                size if size == artwork => request.front.clone(),
                _ => return Err(Reason::PictureSize),
            },
            PassWork::TestCard { .. } => test_pattern(artwork),
        };
        let (format, bytes) = if facts.takes("application/pdf") {
            ("application/pdf", pdf(&picture))
        } else if facts.takes("image/png") {
            ("image/png", png(&picture).ok_or(Reason::PictureSize)?)
        } else if let Some(raster) = facts.raster() {
            // A card is a portrait sheet for a printer.
            ("image/pwg-raster", pwg(&cut(&picture).rotated_clockwise(), media, raster))
        } else {
            return Err(Reason::FormatNotSupported);
        };
        Ok(Document { format, bytes })
    }
}

/// A frame, a cross and a wedge of ever finer lines: shows edges, skew and sharpness.
fn test_pattern((width, height): (usize, usize)) -> Monochrome {
    Monochrome::from_fn(width, height, |x, y| {
        let edge = x.min(y).min(width - 1 - x).min(height - 1 - y);
        let frame = (12..16).contains(&edge) || (28..30).contains(&edge);
        let across = (x * height).abs_diff(y * width) < width * 2;
        let along = ((width - 1 - x) * height).abs_diff(y * width) < width * 2;
        let lines = y > height / 2 && edge > 60 && (x / (1 + x / 120)) % 2 == 0 && y < height / 2 + 60;
        frame || (edge > 30 && (across || along)) || lines
    })
}
