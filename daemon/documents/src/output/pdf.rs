//! PDF files with one page: text stays text, in embedded subsets of its fonts.

use svg2pdf::{ConversionOptions, PageOptions};
use usvg::Tree;

use crate::error::DocumentError;

/// A page, parsed at 72 dots per inch (the PDF unit), as a PDF file.
pub(crate) fn to_pdf(tree: &Tree, compress: bool) -> Result<Vec<u8>, DocumentError> {
    let options = ConversionOptions { compress, ..ConversionOptions::default() };
    svg2pdf::to_pdf(tree, options, PageOptions { dpi: 72.0 })
        .map_err(|error| DocumentError::Convert { to: "PDF", reason: error.to_string() })
}

#[cfg(test)]
mod tests;
