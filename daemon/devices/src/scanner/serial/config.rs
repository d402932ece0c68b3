//! Settings of a scanner on a serial line.

use std::path::PathBuf;
use std::time::Duration;

use serde::Deserialize;

use crate::DeviceId;
use crate::scanner::framing::FramingConfig;
use crate::usb::UsbSelector;

/// Parity of a serial line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Parity {
    /// No parity bit.
    #[default]
    None,
    /// Odd parity.
    Odd,
    /// Even parity.
    Even,
}

/// A scanner on a serial line or a USB CDC-ACM device: at a path, or wherever its USB device turns up.
///
/// ```toml
/// [[scanner]]
/// driver = "serial"
/// id = "scanner-1"
/// match = { vendor = "05f9", product = "4204" }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SerialScannerConfig {
    /// The name of the device.
    pub id: DeviceId,
    /// What people call it; the id when left out.
    #[serde(default)]
    pub label: Option<String>,
    /// The port. A link under `/dev/serial/by-id` stays the same over replugging; `/dev/ttyACM0` may not.
    #[serde(default)]
    pub path: Option<PathBuf>,
    /// The USB device of the port, instead of its path.
    #[serde(default, rename = "match")]
    pub selector: Option<UsbSelector>,
    /// The station it lies at: what a clerk there gets without naming a scanner.
    #[serde(default)]
    pub station: Option<String>,
    /// Speed in bits per second.
    #[serde(default = "default_baud")]
    pub baud: u32,
    /// Data bits per character, 5 to 8.
    #[serde(default = "default_data_bits")]
    pub data_bits: u8,
    /// Parity.
    #[serde(default)]
    pub parity: Parity,
    /// Stop bits, 1 or 2.
    #[serde(default = "default_stop_bits")]
    pub stop_bits: u8,
    /// How codes are marked.
    #[serde(default)]
    pub framing: FramingConfig,
    /// After this long without a byte, in milliseconds, the port is checked for still being the same device.
    #[serde(default = "default_silent_check_ms")]
    pub silent_check_ms: u64,
    /// After this long without a byte, in seconds, the port is closed and opened again: some USB bridges
    /// stop delivering after a suspend and show no error. 0 turns it off.
    #[serde(default = "default_refresh_secs")]
    pub refresh_secs: u64,
    /// The first pause before a lost port is tried again, in milliseconds; doubles up to five seconds.
    #[serde(default = "default_retry_ms")]
    pub retry_ms: u64,
}

impl SerialScannerConfig {
    /// A scanner at this path with the settings scanners leave the factory with: 9600 8N1.
    #[must_use]
    pub fn new(id: DeviceId, path: impl Into<PathBuf>) -> Self {
        Self {
            id,
            label: None,
            path: Some(path.into()),
            selector: None,
            station: None,
            baud: default_baud(),
            data_bits: default_data_bits(),
            parity: Parity::default(),
            stop_bits: default_stop_bits(),
            framing: FramingConfig::default(),
            silent_check_ms: default_silent_check_ms(),
            refresh_secs: default_refresh_secs(),
            retry_ms: default_retry_ms(),
        }
    }

    pub(super) const fn silent_check(&self) -> Duration {
        Duration::from_millis(self.silent_check_ms)
    }

    pub(super) const fn retry(&self) -> Duration {
        Duration::from_millis(self.retry_ms)
    }

    pub(super) fn refresh(&self) -> Option<Duration> {
        (self.refresh_secs > 0).then(|| Duration::from_secs(self.refresh_secs))
    }
}

const fn default_baud() -> u32 {
    9600
}

const fn default_data_bits() -> u8 {
    8
}

const fn default_stop_bits() -> u8 {
    1
}

const fn default_silent_check_ms() -> u64 {
    5_000
}

const fn default_refresh_secs() -> u64 {
    600
}

const fn default_retry_ms() -> u64 {
    250
}
