//! Settings of finding devices.

use std::time::Duration;

use serde::Deserialize;

use crate::usb::UsbSelector;

/// How devices on USB are found.
///
/// ```toml
/// [devices]
/// auto = true
/// ignore = [{ vendor = "05e0", port = "1-3" }]
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DiscoveryConfig {
    /// Whether scanners are used as soon as they are plugged in, beside those that are configured.
    pub auto: bool,
    /// Devices that are never used.
    pub ignore: Vec<UsbSelector>,
    /// How often the bus is looked at without being told of a change, in seconds, at least 1: the net under
    /// events that get lost.
    pub rescan_secs: u64,
}

impl DiscoveryConfig {
    pub(crate) fn rescan(&self) -> Duration {
        Duration::from_secs(self.rescan_secs.max(1))
    }
}

impl Default for DiscoveryConfig {
    fn default() -> Self {
        Self { auto: true, ignore: Vec::new(), rescan_secs: 10 }
    }
}
