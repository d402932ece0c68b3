//! Guards against files that are made to exhaust the hub.

use super::found::ReadError;

/// Longest side of a picture that is unpacked, in pixels; a scanner's page is never so long.
pub(super) const LONGEST_ALLOWED: u32 = 30_000;

/// How large a file with pages may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadLimits {
    /// Size of the file in bytes.
    pub bytes: usize,
    /// Width × height of a picture. An A4 page at 600 dots per inch has 35 million.
    pub pixels: u64,
    /// Pages of a file.
    pub pages: usize,
    /// Pages that are searched for a barcode, from the first.
    pub searched: usize,
}

impl Default for ReadLimits {
    /// 32 MiB, 40 million pixels, 20 pages, all of which are searched: a form may be the last one.
    fn default() -> Self {
        Self { bytes: 32 * 1024 * 1024, pixels: 40_000_000, pages: 20, searched: 20 }
    }
}

impl ReadLimits {
    /// The rule for the size of a picture, checked on its header.
    ///
    /// # Errors
    /// [`ReadError::PictureTooLarge`].
    pub(super) fn check(self, width: u32, height: u32) -> Result<(), ReadError> {
        if u64::from(width) * u64::from(height) > self.pixels {
            return Err(ReadError::PictureTooLarge { width, height, limit: self.pixels });
        }
        Ok(())
    }
}
