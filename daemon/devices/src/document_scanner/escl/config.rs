//! Settings of an eSCL scanner.

use std::path::PathBuf;
use std::time::Duration;

use serde::Deserialize;

use super::EsclUrl;
use crate::DeviceId;
use crate::document_scanner::PaperSource;
use crate::tls::{Fingerprint, Trust};

/// An eSCL scanner.
///
/// ```toml
/// [[document_scanner]]
/// driver = "escl"
/// id = "document-scanner"
/// url = "http://10.0.0.30/eSCL"
/// source = "auto"
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EsclConfig {
    /// The name of the device.
    pub id: DeviceId,
    /// What people call it; the id when left out.
    #[serde(default)]
    pub label: Option<String>,
    /// Where it is. On USB through ipp-usb: `http://localhost:60000/eSCL` (a further scanner has the next port).
    pub url: EsclUrl,
    /// For HTTPS: the SHA-256 of the scanner's certificate, for one that made its certificate itself. The log names
    /// it when the scanner is first seen.
    #[serde(default)]
    pub certificate_sha256: Option<Fingerprint>,
    /// For HTTPS: the certificates (PEM) of the authority that signed the scanner's certificate.
    #[serde(default)]
    pub ca_file: Option<PathBuf>,
    /// Where the paper lies, where a request leaves it to the scanner.
    #[serde(default)]
    pub source: PaperSource,
    /// How long to wait for a connection, in milliseconds.
    #[serde(default = "default_connect_ms")]
    pub connect_ms: u64,
    /// How long to wait for an answer that needs no scanning, in milliseconds.
    #[serde(default = "default_answer_ms")]
    pub answer_ms: u64,
    /// How long to wait for a scanner that is at work for somebody else, in milliseconds.
    #[serde(default = "default_busy_ms")]
    pub busy_ms: u64,
    /// How long it may take until a page begins to come in, in milliseconds; lamps take their time to warm up.
    #[serde(default = "default_page_ms")]
    pub page_ms: u64,
    /// How long a page that is coming in may stand still, in milliseconds.
    #[serde(default = "default_stall_ms")]
    pub stall_ms: u64,
    /// How often an idle scanner is asked how it is, in milliseconds. Asking too often keeps a scanner awake.
    #[serde(default = "default_poll_ms")]
    pub poll_ms: u64,
}

impl EsclConfig {
    /// A scanner at this address with the standard settings.
    #[must_use]
    pub fn new(id: DeviceId, url: EsclUrl) -> Self {
        Self {
            id,
            label: None,
            url,
            certificate_sha256: None,
            ca_file: None,
            source: PaperSource::default(),
            connect_ms: default_connect_ms(),
            answer_ms: default_answer_ms(),
            busy_ms: default_busy_ms(),
            page_ms: default_page_ms(),
            stall_ms: default_stall_ms(),
            poll_ms: default_poll_ms(),
        }
    }

    pub(super) fn trust(&self) -> Trust<'_> {
        Trust {
            device: &self.id,
            certificate_sha256: self.certificate_sha256,
            ca_file: self.ca_file.as_deref(),
        }
    }

    pub(super) const fn connect(&self) -> Duration {
        Duration::from_millis(self.connect_ms)
    }

    pub(super) const fn answer(&self) -> Duration {
        Duration::from_millis(self.answer_ms)
    }

    pub(super) const fn busy(&self) -> Duration {
        Duration::from_millis(self.busy_ms)
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

const fn default_connect_ms() -> u64 {
    5_000
}

const fn default_answer_ms() -> u64 {
    10_000
}

const fn default_busy_ms() -> u64 {
    60_000
}

const fn default_page_ms() -> u64 {
    120_000
}

const fn default_stall_ms() -> u64 {
    30_000
}

const fn default_poll_ms() -> u64 {
    15_000
}
