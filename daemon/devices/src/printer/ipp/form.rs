//! Forms on a printer that is reached by IPP.

use super::engine::Use;
use super::facts::PrinterFacts;
use super::job::Document;
use super::reasons::Stock;
use crate::Reason;
use crate::printer::form::FormRequest;

/// Sheets of A4.
pub(super) struct Forms;

impl Use for Forms {
    type Work = FormRequest;
    const STOCK: Stock = Stock::Sheets;
    const MEDIA: &'static str = "iso_a4_210x297mm";

    fn document(work: &FormRequest, facts: &PrinterFacts) -> Result<Document, Reason> {
        const PDF: &str = "application/pdf";
        if !facts.takes(PDF) {
            return Err(Reason::FormatNotSupported);
        }
        Ok(Document { format: PDF, bytes: work.pdf.clone() })
    }
}
