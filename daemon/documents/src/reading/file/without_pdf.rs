//! PDF, where the program was built without reading it (feature `pdf`): refused by name.

use std::convert::Infallible;

use crate::output::PageImage;
use crate::reading::{ReadError, ReadLimits};

/// What there is none of.
pub(super) struct PdfFile(Infallible);

impl PdfFile {
    pub fn open(_file: &[u8], _limits: ReadLimits) -> Result<Self, ReadError> {
        Err(ReadError::WithoutPdf)
    }

    pub fn len(&self) -> usize {
        match self.0 {}
    }

    pub fn page(&self, _index: usize) -> Result<PageImage, ReadError> {
        match self.0 {}
    }
}
