//! Settings of finding devices.

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
}

impl Default for DiscoveryConfig {
    fn default() -> Self {
        Self { auto: true, ignore: Vec::new() }
    }
}
