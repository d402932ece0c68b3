//! How a virtual document scanner is made.

use std::time::Duration;

use super::PageFormat;

/// What the feeder says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AdfState {
    /// A sheet is stuck.
    Jam,
    /// The cover over the feeder is open.
    HatchOpen,
    /// The sheet was not taken.
    Mispick,
    /// More than one sheet was taken.
    Multipick,
}

impl AdfState {
    /// As the protocol names it.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Jam => "ScannerAdfJam",
            Self::HatchOpen => "ScannerAdfHatchOpen",
            Self::Mispick => "ScannerAdfMispick",
            Self::Multipick => "ScannerAdfMultipickDetected",
        }
    }
}

/// A feeder that says something of use only when a job has been asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LateFeeder {
    /// Until then it says what it said last: that paper is stuck.
    SaysJam,
    /// Until then it says that it is empty.
    SaysEmpty,
    /// Until then it says nothing.
    SaysNothing,
}

/// A scanner that takes jobs for one host only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobHost {
    /// What the header `Host` must be.
    pub host: String,
    /// The status with which it refuses others.
    pub refusal: u16,
}

/// How a virtual document scanner is made.
#[derive(Debug, Clone)]
pub struct EsclOptions {
    /// Where to listen; port 0 takes a free one.
    pub listen: std::net::SocketAddr,
    /// Whether it speaks HTTPS, with a certificate it made itself.
    pub tls: bool,
    /// Whether it has a glass plate.
    pub platen: bool,
    /// Whether it has a feeder.
    pub feeder: bool,
    /// The formats it offers.
    pub formats: Vec<PageFormat>,
    /// The colours it offers: `Grayscale8`, `RGB24`, `BlackAndWhite1`.
    pub colours: Vec<String>,
    /// The resolutions it offers, in dots per inch.
    pub resolutions: Vec<u32>,
    /// Whether the resolutions are told as a range from the first to the last.
    pub range: bool,
    /// What it calls itself.
    pub model: String,
    /// Its serial number.
    pub serial: String,
    /// How long a page takes; `NextDocument` answers 503 until then.
    pub scan_time: Duration,
    /// What `Retry-After` says, in seconds; left out when none.
    pub retry_after: Option<u64>,
    /// What jobs' locations begin with: nothing gives a path; a host of its own invention is what some scanners
    /// give, which nobody else can resolve.
    pub location: String,
    /// Whether pictures come in chunks rather than with their length.
    pub chunked: bool,
    /// The header `Server` of its answers.
    pub server: String,
    /// For which host it takes jobs; for any when none.
    pub job_host: Option<JobHost>,
    /// Whether its feeder tells the truth only after a job.
    pub late_feeder: Option<LateFeeder>,
    /// Whether a job for an empty feeder is taken, upon which it says that paper is stuck.
    pub jams_when_empty: bool,
    /// The status of `NextDocument` that means "not yet".
    pub not_yet: u16,
}

impl Default for EsclOptions {
    fn default() -> Self {
        Self {
            listen: std::net::SocketAddr::from(([127, 0, 0, 1], 0)),
            tls: false,
            platen: true,
            feeder: true,
            formats: vec![PageFormat::Jpeg, PageFormat::Pdf, PageFormat::Png],
            colours: ["BlackAndWhite1", "Grayscale8", "RGB24"].map(str::to_owned).to_vec(),
            resolutions: vec![75, 150, 200, 300, 600],
            range: false,
            model: "Virtual MFP 300".to_owned(),
            serial: "VE000001".to_owned(),
            scan_time: Duration::ZERO,
            retry_after: Some(0),
            location: String::new(),
            chunked: true,
            server: "virtual".to_owned(),
            job_host: None,
            late_feeder: None,
            jams_when_empty: false,
            not_yet: 503,
        }
    }
}
