//! Settings of a scanner on USB.

use std::time::Duration;

use serde::Deserialize;

use super::Layout;
use crate::DeviceId;
use crate::scanner::framing::FramingConfig;
use crate::usb::UsbSelector;

/// A scanner that plays a keyboard or speaks HID POS.
///
/// Scanners are found by themselves; this is for one that needs a name, a station or a layout of its own.
///
/// ```toml
/// [[scanner]]
/// driver = "usb"
/// id = "scanner-1"
/// match = { vendor = "05e0", serial = "S0001" }
/// station = "balie-1"
/// layout = "us-international"
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UsbScannerConfig {
    /// The name of the device.
    pub id: DeviceId,
    /// What people call it; the id when left out.
    #[serde(default)]
    pub label: Option<String>,
    /// Which device is meant. What is left out fits every scanner. A device that does not look like a scanner
    /// is taken only when its vendor is given.
    #[serde(default, rename = "match")]
    pub selector: UsbSelector,
    /// The station it lies at: what a clerk there gets without naming a scanner.
    #[serde(default)]
    pub station: Option<String>,
    /// The keyboard layout it is set up for, where it plays a keyboard.
    #[serde(default)]
    pub layout: Layout,
    /// How codes are marked.
    #[serde(default)]
    pub framing: FramingConfig,
    /// After this long without a report, in seconds, the scanner is asked whether it is still there. 0 turns it
    /// off.
    #[serde(default = "default_idle_check_secs")]
    pub idle_check_secs: u64,
    /// The first pause before a scanner that could not be opened is tried again, in milliseconds; doubles up to
    /// five seconds.
    #[serde(default = "default_retry_ms")]
    pub retry_ms: u64,
}

impl UsbScannerConfig {
    /// A scanner with the settings scanners leave the factory with.
    #[must_use]
    pub fn new(id: DeviceId) -> Self {
        Self {
            id,
            label: None,
            selector: UsbSelector::default(),
            station: None,
            layout: Layout::default(),
            framing: FramingConfig::default(),
            idle_check_secs: default_idle_check_secs(),
            retry_ms: default_retry_ms(),
        }
    }

    pub(super) fn idle_check(&self) -> Option<Duration> {
        (self.idle_check_secs > 0).then(|| Duration::from_secs(self.idle_check_secs))
    }

    pub(super) const fn retry(&self) -> Duration {
        Duration::from_millis(self.retry_ms)
    }
}

const fn default_idle_check_secs() -> u64 {
    30
}

const fn default_retry_ms() -> u64 {
    250
}
