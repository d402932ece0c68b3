//! A USB device as the system describes it.

use super::descriptor::Usage;

/// Class, subclass and protocol numbers of USB interfaces (the class codes of the USB-IF).
pub mod class {
    /// Communications, of which CDC-ACM serial lines are a subclass.
    pub const COMMUNICATIONS: u8 = 0x02;
    /// Abstract control model: a serial line.
    pub const ABSTRACT_CONTROL: u8 = 0x02;
    /// Human interface devices.
    pub const HID: u8 = 0x03;
    /// Subclass of HID: works before there is an operating system.
    pub const BOOT: u8 = 0x01;
    /// Protocol of the boot subclass: keyboard.
    pub const KEYBOARD: u8 = 0x01;
    /// Hubs.
    pub const HUB: u8 = 0x09;
    /// What the maker made up.
    pub const VENDOR: u8 = 0xff;
}

/// A device on the bus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsbDevice {
    /// The bus it is on.
    pub bus: u8,
    /// Its number on the bus; new with every plugging in.
    pub address: u8,
    /// The socket it is in, as a path of hub ports: `1-1.2`. The same after replugging there.
    pub port: String,
    /// Vendor.
    pub vendor: u16,
    /// Product of the vendor.
    pub product: u16,
    /// What it calls its maker.
    pub manufacturer: Option<String>,
    /// What it calls itself.
    pub model: Option<String>,
    /// Its serial number; many scanners have none.
    pub serial: Option<String>,
    /// Its interfaces, by number.
    pub interfaces: Vec<UsbInterface>,
    /// True when the daemon may open it.
    pub accessible: bool,
}

/// One function of a device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsbInterface {
    /// Its number.
    pub number: u8,
    /// Class; see [`class`].
    pub class: u8,
    /// Subclass.
    pub subclass: u8,
    /// Protocol.
    pub protocol: u8,
    /// The kernel driver that has it.
    pub driver: Option<String>,
    /// The name of its terminal, such as `ttyACM0`.
    pub tty: Option<String>,
    /// What a HID interface is for. `None` where the kernel does not say: it is not a HID interface, or no HID
    /// driver has it at the moment.
    pub usages: Option<Vec<Usage>>,
}

impl UsbDevice {
    /// Vendor and product in the usual notation: `05e0:1200`.
    #[must_use]
    pub fn ids(&self) -> String {
        format!("{:04x}:{:04x}", self.vendor, self.product)
    }

    /// True when this is the same piece of hardware, as far as can be told: model and serial number.
    #[must_use]
    pub fn is_alike(&self, other: &Self) -> bool {
        (self.vendor, self.product, &self.serial) == (other.vendor, other.product, &other.serial)
    }
}

impl UsbInterface {
    /// True for a HID interface that no driver has, and of which nobody ever said what it is for.
    #[must_use]
    pub const fn is_hid_of_nobody(&self) -> bool {
        self.class == class::HID && self.driver.is_none() && self.usages.is_none()
    }

    /// True for a HID interface that works as a keyboard before there is an operating system.
    #[must_use]
    pub const fn is_boot_keyboard(&self) -> bool {
        self.class == class::HID && self.subclass == class::BOOT && self.protocol == class::KEYBOARD
    }
}
