//! Settings of an eSCL scanner.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use serde::{Deserialize, Deserializer};

use super::EsclUrl;
use crate::DeviceId;
use crate::document_scanner::PaperSource;

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

/// The SHA-256 of a certificate: 64 hexadecimal digits, with or without colons.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Fingerprint(pub [u8; 32]);

/// A text that is no SHA-256.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a SHA-256: expected are 64 hexadecimal digits")]
pub struct InvalidFingerprint(String);

impl FromStr for Fingerprint {
    type Err = InvalidFingerprint;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let invalid = || InvalidFingerprint(text.to_owned());
        let digits: Vec<u8> = text.bytes().filter(|byte| *byte != b':').collect();
        let mut sum = [0; 32];
        if digits.len() != 2 * sum.len() {
            return Err(invalid());
        }
        for (byte, pair) in sum.iter_mut().zip(digits.chunks_exact(2)) {
            let value = |digit: u8| char::from(digit).to_digit(16).ok_or_else(invalid);
            // Two hexadecimal digits are at most 255.
            *byte = (value(pair[0])? * 16 + value(pair[1])?) as u8;
        }
        Ok(Self(sum))
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fingerprint({self})")
    }
}

impl<'de> Deserialize<'de> for Fingerprint {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fingerprints_are_read_as_tools_write_them() {
        let plain = "ab".repeat(32);
        let colons = ["AB"; 32].join(":");
        assert_eq!(colons.parse::<Fingerprint>().unwrap().to_string(), plain);
        for wrong in ["", "ab", &"ab".repeat(33), &"xy".repeat(32)] {
            assert!(wrong.parse::<Fingerprint>().is_err(), "{wrong}");
        }
    }
}
