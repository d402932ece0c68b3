//! Document scanners: one request, one page.
//!
//! Scanning touches nothing that cannot be touched again: a scan that failed, was cancelled or was cut off is simply
//! made once more. So there is no point of no return here, and no outcome that is unknown.

pub mod escl;
pub mod sane;

mod control;
mod owner;
mod page;
mod wanted;

use async_trait::async_trait;
use serde::Deserialize;

use crate::{DeviceCell, Reason};

pub use control::{ScanControl, ScanProgress};
pub use escl::{EsclConfig, Peculiarities};
pub use owner::RunningScanner;
pub use sane::SaneConfig;

/// Where the paper lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PaperSource {
    /// In the feeder if there is paper in it, else on the glass.
    #[default]
    Auto,
    /// On the glass.
    Platen,
    /// In the feeder.
    Feeder,
}

/// One page to be scanned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScanRequest {
    /// Where the paper lies; as configured for the scanner when left out.
    pub source: Option<PaperSource>,
    /// The largest file to take in, in bytes.
    pub max_bytes: usize,
}

/// A scanned page: a whole PNG, JPEG, TIFF or PDF file.
#[derive(Clone, PartialEq, Eq)]
pub struct ScannedPage {
    /// The file.
    pub bytes: Vec<u8>,
    /// True when more sheets lay in the feeder; they were not taken in.
    pub more_sheets: bool,
}

impl std::fmt::Debug for ScannedPage {
    /// Leaves the page out: it holds a person's name and account number.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ScannedPage({} bytes, more sheets: {})", self.bytes.len(), self.more_sheets)
    }
}

/// How a scan ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScanOutcome {
    /// Here is the page.
    Done(ScannedPage),
    /// It was cancelled.
    Cancelled,
    /// It failed.
    Failed {
        /// What failed.
        reason: Reason,
    },
}

/// A scanner of documents.
#[async_trait]
pub trait DocumentScanner: Send + Sync {
    /// Where the scanner publishes what it is and how it is.
    fn cell(&self) -> &DeviceCell;

    /// Scans one page, in grey at 300 dots per inch or as near to that as the scanner comes. Requests to one scanner
    /// are worked off one after the other. Dropping the future cancels the scan.
    async fn scan(&self, request: ScanRequest, control: ScanControl) -> ScanOutcome;

    /// Lets go of the scanner; a scan under way is called off.
    async fn shutdown(&self);
}
