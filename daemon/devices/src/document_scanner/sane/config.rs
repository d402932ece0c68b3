//! Settings of a scanner behind SANE.

use std::path::PathBuf;
use std::time::Duration;

use serde::Deserialize;

use crate::DeviceId;
use crate::document_scanner::PaperSource;

/// A scanner behind SANE.
///
/// ```toml
/// [[document_scanner]]
/// driver = "sane"
/// id = "document-scanner"
/// device = "genesys"
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SaneConfig {
    /// The name of the device.
    pub id: DeviceId,
    /// What people call it; the id when left out.
    #[serde(default)]
    pub label: Option<String>,
    /// The scanner, as `scanimage -L` names it, or the beginning of that name: names of USB scanners end with numbers
    /// that change when they are plugged in again. Left out: the first one found.
    #[serde(default)]
    pub device: Option<String>,
    /// Where the paper lies, where a request leaves it to the scanner. SANE does not tell whether a feeder holds
    /// paper: `auto` tries the feeder first, and takes the glass when the feeder is empty.
    #[serde(default)]
    pub source: PaperSource,
    /// Further options for `scanimage`, such as `--swcrop=yes`; `scanimage -d DEVICE -A` lists what a scanner has.
    #[serde(default)]
    pub options: Vec<String>,
    /// The program; found on the path when it is a mere name.
    #[serde(default = "default_program")]
    pub program: PathBuf,
    /// How long a question to the scanner may take, in milliseconds; looking for scanners on the network takes long.
    #[serde(default = "default_answer_ms")]
    pub answer_ms: u64,
    /// How long it may take until a page begins to come in, in milliseconds; lamps take their time to warm up.
    #[serde(default = "default_page_ms")]
    pub page_ms: u64,
    /// How long a page that is coming in may stand still, in milliseconds.
    #[serde(default = "default_stall_ms")]
    pub stall_ms: u64,
    /// How often an idle scanner is asked how it is, in milliseconds. Each question starts a process.
    #[serde(default = "default_poll_ms")]
    pub poll_ms: u64,
}

impl SaneConfig {
    /// A scanner with this name and the standard settings.
    #[must_use]
    pub fn new(id: DeviceId, device: Option<String>) -> Self {
        Self {
            id,
            label: None,
            device,
            source: PaperSource::default(),
            options: Vec::new(),
            program: default_program(),
            answer_ms: default_answer_ms(),
            page_ms: default_page_ms(),
            stall_ms: default_stall_ms(),
            poll_ms: default_poll_ms(),
        }
    }

    pub(super) const fn answer(&self) -> Duration {
        Duration::from_millis(self.answer_ms)
    }

    pub(super) const fn page(&self) -> Duration {
        Duration::from_millis(self.page_ms)
    }

    pub(super) const fn stall(&self) -> Duration {
        Duration::from_millis(self.stall_ms)
    }

    pub(super) const fn poll(&self) -> Duration {
        Duration::from_millis(self.poll_ms)
    }
}

fn default_program() -> PathBuf {
    "scanimage".into()
}

const fn default_answer_ms() -> u64 {
    30_000
}

const fn default_page_ms() -> u64 {
    120_000
}

const fn default_stall_ms() -> u64 {
    30_000
}

const fn default_poll_ms() -> u64 {
    60_000
}
