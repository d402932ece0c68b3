//! What reading a page gives.

/// A place on the page, in pixels from the top left corner of the picture as it was given.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f32,
    /// Down.
    pub y: f32,
}

/// A barcode that was read.
#[derive(Clone, PartialEq)]
pub struct Found {
    /// What it says. Not in the debug output: a pass number leads to a person.
    pub text: String,
    /// AIM symbology identifier (ISO/IEC 15424), e.g. `]C0` for Code 128 and `]C1` for GS1-128.
    pub symbology: String,
    /// Where the symbol starts. Right of the end in a page that is upside down.
    pub start: Point,
    /// Where the symbol ends.
    pub end: Point,
}

impl std::fmt::Debug for Found {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Found")
            .field("characters", &self.text.chars().count())
            .field("symbology", &self.symbology)
            .field("start", &self.start)
            .field("end", &self.end)
            .finish()
    }
}

/// Why a page gave no barcode.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// The page was searched and holds no barcode that can be read.
    #[error("no barcode was found on the page")]
    NotFound,
    /// The file is larger than [`ReadLimits::bytes`](super::ReadLimits::bytes).
    #[error("the file has {bytes} bytes, at most {limit} are read")]
    FileTooLarge {
        /// Size of the file.
        bytes: usize,
        /// The limit.
        limit: usize,
    },
    /// The picture is larger than [`ReadLimits::pixels`](super::ReadLimits::pixels). Found out before it is unpacked.
    #[error("the picture is {width} x {height} pixels, at most {limit} pixels are read")]
    PictureTooLarge {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
        /// The limit.
        limit: u64,
    },
    /// A PDF: its pages are not drawn here.
    #[error("pages of a PDF cannot be read yet; use PNG or JPEG")]
    Pdf,
    /// The file is neither PNG nor JPEG.
    #[error("the file is neither PNG nor JPEG")]
    Format,
    /// The file claims to be PNG or JPEG and cannot be unpacked.
    #[error("the picture is damaged: {0}")]
    Damaged(String),
}
