//! What was found on USB.

use super::NotUsed;
use super::looks::{Way, WayKind};
use crate::DeviceId;
use crate::usb::UsbDevice;

/// What became of a device that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Use {
    /// It is this device of Balie, whose state tells more.
    By(DeviceId),
    /// It is not used.
    Not(NotUsed),
}

/// A device on USB that is, or might be, a scanner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The socket it is in.
    pub port: String,
    /// Vendor.
    pub vendor: u16,
    /// Product of the vendor.
    pub product: u16,
    /// What it calls its maker.
    pub manufacturer: Option<String>,
    /// What it calls itself.
    pub model: Option<String>,
    /// Its serial number.
    pub serial: Option<String>,
    /// How it sends codes; `None` for a way that is not known.
    pub way: Option<WayKind>,
    /// What became of it.
    pub used: Use,
}

impl Found {
    pub(super) fn new(device: &UsbDevice, way: Option<&Way>, used: Use) -> Self {
        Self {
            port: device.port.clone(),
            vendor: device.vendor,
            product: device.product,
            manufacturer: device.manufacturer.clone(),
            model: device.model.clone(),
            serial: device.serial.clone(),
            way: way.map(Way::kind),
            used,
        }
    }
}
