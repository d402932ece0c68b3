//! Settings of a printer that is reached by IPP.

use std::path::PathBuf;
use std::time::Duration;

use serde::Deserialize;

use super::uri::IppUri;
use crate::DeviceId;
use crate::printer::Insertion;
use crate::tls::{Fingerprint, Trust};

/// A printer, or a queue of CUPS, that is reached by IPP: for passes or for forms.
///
/// ```toml
/// [[form_printer]]
/// driver = "ipp"
/// id = "form-printer"
/// uri = "ipp://printer.local/ipp/print"
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IppConfig {
    /// The name of the device.
    pub id: DeviceId,
    /// What people call it; the id when left out.
    #[serde(default)]
    pub label: Option<String>,
    /// Where it is: `ipp://host:port/path`; the port is 631 when left out. A queue of CUPS on this machine is
    /// `ipp://localhost/printers/NAME`. With `ipps://` the connection is encrypted.
    pub uri: IppUri,
    /// For `ipps`: the SHA-256 of the printer's certificate, for one that made its certificate itself. The log names
    /// it when the printer is first seen.
    #[serde(default)]
    pub certificate_sha256: Option<Fingerprint>,
    /// For `ipps`: the certificates (PEM) of the authority that signed the printer's certificate.
    #[serde(default)]
    pub ca_file: Option<PathBuf>,
    /// The size of what is printed on, as a self-describing name of PWG 5101.1. When left out,
    /// `iso_id-1_53.98x85.6mm` for passes and `iso_a4_210x297mm` for forms.
    #[serde(default)]
    pub media: Option<String>,
    /// For passes: with `manual`, a printer without cards is sent a job all the same, because it asks for the
    /// card itself.
    #[serde(default = "default_insertion")]
    pub insertion: Insertion,
    /// The user that jobs are printed for (`requesting-user-name`); `balie` and the number of the branch when left out. Nobody else may print passes under this name: jobs
    /// of it that are left at the printer are cancelled before the next pass.
    #[serde(default)]
    pub user: Option<String>,
    /// How long to wait for a connection, in milliseconds.
    #[serde(default = "default_connect_ms")]
    pub connect_ms: u64,
    /// How long to wait for the answer to a question, in milliseconds.
    #[serde(default = "default_answer_ms")]
    pub answer_ms: u64,
    /// How long sending a document may take, in seconds, the answer to it included.
    #[serde(default = "default_transfer_secs")]
    pub transfer_secs: u64,
    /// How long printing may take, in seconds, a person who helps the printer out included.
    #[serde(default = "default_print_secs")]
    pub print_secs: u64,
    /// How long a stopping daemon waits for what is being printed, in seconds.
    #[serde(default = "default_stop_secs")]
    pub stop_secs: u64,
    /// How often an idle printer is asked how it is, in milliseconds.
    #[serde(default = "default_poll_ms")]
    pub poll_ms: u64,
}

impl IppConfig {
    /// A printer at this URI with the standard settings.
    #[must_use]
    pub fn new(id: DeviceId, uri: IppUri) -> Self {
        Self {
            id,
            label: None,
            uri,
            certificate_sha256: None,
            ca_file: None,
            media: None,
            insertion: default_insertion(),
            user: None,
            connect_ms: default_connect_ms(),
            answer_ms: default_answer_ms(),
            transfer_secs: default_transfer_secs(),
            print_secs: default_print_secs(),
            stop_secs: default_stop_secs(),
            poll_ms: default_poll_ms(),
        }
    }

    pub(super) fn user(&self) -> &str {
        self.user.as_deref().unwrap_or("balie")
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

    pub(super) const fn transfer(&self) -> Duration {
        Duration::from_secs(self.transfer_secs)
    }

    pub(super) const fn print(&self) -> Duration {
        Duration::from_secs(self.print_secs)
    }

    pub(super) const fn stop(&self) -> Duration {
        Duration::from_secs(self.stop_secs)
    }

    pub(super) const fn poll(&self) -> Duration {
        Duration::from_millis(self.poll_ms)
    }
}

const fn default_insertion() -> Insertion {
    Insertion::Feeder
}

const fn default_connect_ms() -> u64 {
    5_000
}

const fn default_answer_ms() -> u64 {
    10_000
}

const fn default_transfer_secs() -> u64 {
    60
}

const fn default_print_secs() -> u64 {
    300
}

const fn default_stop_secs() -> u64 {
    10
}

const fn default_poll_ms() -> u64 {
    5_000
}
