//! The USB bus: what is plugged in, and what there is to know about it without asking the devices.
//!
//! The kernel keeps the descriptors of every device under `/sys`, so looking never waits for a device that
//! hangs. [`UsbBus`] looks again whenever libusb tells of a change, and now and then besides.

pub mod descriptor;

mod bus;
mod device;
mod selector;
mod sysfs;

pub use bus::{UsbBus, UsbSnapshot};
pub use device::{UsbDevice, UsbInterface, class};
pub use selector::{HexId, UsbSelector};
pub use sysfs::Places;
