//! Names for scanners that nobody named.

use super::makers::scanner_maker;
use crate::DeviceId;
use crate::usb::UsbDevice;

/// An id by make and serial number, so that a scanner has the same one after every start: `scanner-05e0-1200-s1`.
/// `None` never, unless ten thousand scanners of one make are plugged in.
pub(super) fn id(device: &UsbDevice, taken: impl Fn(&DeviceId) -> bool) -> Option<DeviceId> {
    let serial: String = device.serial.as_deref().unwrap_or_default().to_ascii_lowercase();
    let serial: String = serial.chars().filter(char::is_ascii_alphanumeric).take(32).collect();
    let make = format!("scanner-{:04x}-{:04x}", device.vendor, device.product);
    let first = if serial.is_empty() { make } else { format!("{make}-{serial}") };
    let names = std::iter::once(first.clone()).chain((2..10_000).map(|number| format!("{first}-{number}")));
    names.filter_map(|name| name.parse().ok()).find(|id| !taken(id))
}

/// What people call it: what it calls itself, or its maker.
pub(super) fn label(device: &UsbDevice) -> String {
    match (&device.model, scanner_maker(device.vendor)) {
        (Some(model), _) => model.clone(),
        (None, Some(maker)) => format!("Scanner {}", maker.name),
        (None, None) => format!("Scanner {}", device.ids()),
    }
}
