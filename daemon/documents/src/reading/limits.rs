//! Guards against files that are made to exhaust the hub.

/// How large an uploaded page may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadLimits {
    /// Size of the file in bytes.
    pub bytes: usize,
    /// Width × height of the picture. An A4 page at 600 dots per inch has 35 million.
    pub pixels: u64,
}

impl Default for ReadLimits {
    /// 32 MiB and 40 million pixels.
    fn default() -> Self {
        Self { bytes: 32 * 1024 * 1024, pixels: 40_000_000 }
    }
}
