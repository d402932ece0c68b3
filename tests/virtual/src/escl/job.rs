//! Jobs of a scanner: made, fetched page by page, deleted.

use std::time::Instant;

use super::ScanAsked;

/// One job.
#[derive(Debug, Clone)]
pub(super) struct Job {
    pub id: String,
    pub asked: ScanAsked,
    /// When the page under way is ready.
    pub ready: Instant,
    /// Pages handed out.
    pub fetched: u32,
    pub ended: bool,
}

/// What `NextDocument` meets.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// A page, scanned as the job asked.
    Page(ScanAsked),
    /// Not yet: 503.
    NotYet,
    /// No more pages, or no such job: 404.
    NoMore,
    /// Something is the matter with the feeder: 409.
    Trouble,
}
