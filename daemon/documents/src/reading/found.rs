//! What reading a page gives.

use serde::{Deserialize, Serialize};

use super::FileKind;

/// A place on the page, in pixels from the top left corner of the picture as it is to be looked at: turned, where the
/// file says that it lies otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// To the right.
    pub x: f32,
    /// Down.
    pub y: f32,
}

/// A barcode that was read.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Found {
    /// What it says. Not in the debug output: a pass number leads to a person.
    pub text: String,
    /// AIM symbology identifier (ISO/IEC 15424), e.g. `]C0` for Code 128 and `]C1` for GS1-128.
    pub symbology: String,
    /// The page it is on, from 1.
    pub page: usize,
    /// Where the symbol starts. Right of the end in a page that is upside down.
    pub start: Point,
    /// Where the symbol ends.
    pub end: Point,
    /// Whether there is anything in the place for the signature, of the form that this is the barcode of; none where
    /// nobody asked, or where the barcode does not tell where the place is.
    pub signed: Option<bool>,
}

impl std::fmt::Debug for Found {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Found")
            .field("characters", &self.text.chars().count())
            .field("symbology", &self.symbology)
            .field("page", &self.page)
            .field("start", &self.start)
            .field("end", &self.end)
            .field("signed", &self.signed)
            .finish()
    }
}

/// The first page of a file, as soon as it is unpacked: something to show while it is searched.
#[derive(Clone, PartialEq, Eq)]
pub struct FirstPage {
    /// What the file is.
    pub kind: FileKind,
    /// How many pages it has.
    pub pages: usize,
    /// The first page, reduced: a grey PNG whose sides are at most [`PREVIEW_SIDE`](super::PREVIEW_SIDE) pixels.
    pub preview: Vec<u8>,
}

impl std::fmt::Debug for FirstPage {
    /// Leaves the picture out.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("FirstPage")
            .field("kind", &self.kind)
            .field("pages", &self.pages)
            .finish_non_exhaustive()
    }
}

/// Why a file gave no pages, or a page no barcode.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum ReadError {
    /// The pages were searched and hold no barcode that can be read.
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
    /// A picture is larger than [`ReadLimits::pixels`](super::ReadLimits::pixels). Found out before it is unpacked.
    #[error("the picture is {width} x {height} pixels, at most {limit} pixels are read")]
    PictureTooLarge {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
        /// The limit.
        limit: u64,
    },
    /// The file has more pages than [`ReadLimits::pages`](super::ReadLimits::pages).
    #[error("the file has more than {limit} pages")]
    TooManyPages {
        /// The limit.
        limit: usize,
    },
    /// A PDF that asks for a password.
    #[error("the PDF is protected by a password")]
    Encrypted,
    /// The file is not of a kind that is read.
    #[error("the file is neither PDF, JPEG, PNG nor TIFF")]
    Format,
    /// A PDF, and the program was built without the feature `pdf`.
    #[error("this program was built without reading PDF")]
    WithoutPdf,
    /// The file is of a known kind, and of a variety that is not read.
    #[error("the picture is of a variety that is not read: {0}")]
    Unusual(String),
    /// The same of a picture in a PDF.
    #[error("the PDF holds a picture of a variety that is not read: {0}")]
    UnusualInPdf(String),
    /// The file is of a known kind, and ends before its page does.
    #[error("the file is incomplete")]
    Incomplete,
    /// The place for the signature is all of one colour, or not on the page at all; or every page is of one colour.
    #[error("there is nothing in the place for the signature")]
    NotSigned,
    /// The file claims to be of a known kind and cannot be unpacked.
    #[error("the picture is damaged: {0}")]
    Damaged(String),
}
