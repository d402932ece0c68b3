//! How a store is opened.

use std::time::Duration;

/// Limits and sizes of a store. The default suits one branch; tests and tools change single fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Connections for readers, at least 1. They are opened when first needed.
    pub readers: u32,
    /// Units of work that may wait for the writer; further callers of `write` wait for room.
    pub queue: usize,
    /// Units committed together at most, at least 1. More makes the first of them wait longer.
    pub batch: usize,
    /// How long SQLite waits for a lock held by another program on the same file (a backup tool).
    pub busy_timeout: Duration,
    /// How long one unit of work may take before it is undone, so that one caller cannot stop all others.
    pub unit_timeout: Duration,
    /// Files up to this many bytes are checked for damage on opening; larger ones only on request
    /// ([`Store::check`](crate::Store::check)), because the check reads the whole file.
    pub check_up_to: u64,
    /// The file may not grow beyond this many bytes; reaching it is reported like a full disk.
    pub max_bytes: Option<u64>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            readers: 4,
            queue: 1024,
            batch: 128,
            busy_timeout: Duration::from_secs(5),
            unit_timeout: Duration::from_secs(10),
            check_up_to: 16 * 1024 * 1024,
            max_bytes: None,
        }
    }
}
