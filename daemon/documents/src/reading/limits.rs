//! Guards against files that are made to exhaust the hub.

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
    /// 32 MiB, 40 million pixels, 20 pages, the first 5 of which are searched.
    fn default() -> Self {
        Self { bytes: 32 * 1024 * 1024, pixels: 40_000_000, pages: 20, searched: 5 }
    }
}
