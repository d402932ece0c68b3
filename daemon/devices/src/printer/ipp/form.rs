//! Forms on a printer that is reached by IPP.

use std::sync::Arc;

use super::engine::Use;
use super::facts::PrinterFacts;
use super::job::Document;
use super::picture::pwg;
use super::reasons::Stock;
use crate::Reason;
use crate::printer::form::FormRequest;

/// Sheets of A4.
pub(super) struct Forms;

impl Use for Forms {
    type Work = FormRequest;
    const STOCK: Stock = Stock::Sheets;
    const MEDIA: &'static str = "iso_a4_210x297mm";

    async fn document(work: &FormRequest, facts: &PrinterFacts, media: &str) -> Result<Document, Reason> {
        const PDF: &str = "application/pdf";
        if facts.takes(PDF) {
            return Ok(Document { format: PDF, bytes: work.pdf.clone() });
        }
        let raster = facts.raster().ok_or(Reason::FormatNotSupported)?;
        let (draw, media) = (Arc::clone(&work.draw), media.to_owned());
        let drawn = tokio::task::spawn_blocking(move || draw().map(|page| pwg(&page, &media, raster)));
        let bytes = drawn.await.ok().flatten().ok_or(Reason::FormatNotSupported)?;
        Ok(Document { format: "image/pwg-raster", bytes })
    }
}
