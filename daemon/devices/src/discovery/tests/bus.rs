//! Devices on a bus, as the system describes them.

use crate::usb::descriptor::Usage;
use crate::usb::{UsbDevice, UsbInterface, UsbSnapshot};

pub(super) const KEYBOARD: Usage = Usage::new(0x01, 0x06);
pub(super) const MOUSE: Usage = Usage::new(0x01, 0x02);
pub(super) const POS: Usage = Usage::new(0x8c, 0x02);
pub(super) const POS_VENDOR: Usage = Usage::new(0xff8c, 0x01);

/// A device by vendor, product, socket and serial number.
pub(super) fn device(ids: (u16, u16), port: &str, serial: Option<&str>) -> UsbDevice {
    UsbDevice {
        bus: 1,
        address: 0,
        port: port.to_owned(),
        vendor: ids.0,
        product: ids.1,
        manufacturer: None,
        model: None,
        serial: serial.map(str::to_owned),
        interfaces: Vec::new(),
        accessible: true,
    }
}

pub(super) trait Parts {
    fn hid(self, usages: Option<&[Usage]>) -> UsbDevice;
    fn boot_keyboard(self) -> UsbDevice;
    fn serial_line(self, tty: &str) -> UsbDevice;
    fn vendor_class(self) -> UsbDevice;
    fn called(self, model: &str) -> UsbDevice;
}

fn interface(
    mut device: UsbDevice,
    class: (u8, u8, u8),
    tty: Option<&str>,
    usages: Option<&[Usage]>,
) -> UsbDevice {
    device.interfaces.push(UsbInterface {
        number: device.interfaces.len() as u8,
        class: class.0,
        subclass: class.1,
        protocol: class.2,
        driver: None,
        tty: tty.map(str::to_owned),
        usages: usages.map(<[Usage]>::to_vec),
    });
    device
}

impl Parts for UsbDevice {
    fn hid(self, usages: Option<&[Usage]>) -> UsbDevice {
        interface(self, (3, 0, 0), None, usages)
    }

    fn boot_keyboard(self) -> UsbDevice {
        interface(self, (3, 1, 1), None, Some(&[KEYBOARD]))
    }

    fn serial_line(self, tty: &str) -> UsbDevice {
        interface(self, (2, 2, 1), Some(tty), None)
    }

    fn vendor_class(self) -> UsbDevice {
        interface(self, (0xff, 0, 0), None, None)
    }

    fn called(mut self, model: &str) -> UsbDevice {
        self.model = Some(model.to_owned());
        self
    }
}

pub(super) fn zebra(port: &str, serial: Option<&str>) -> UsbDevice {
    device((0x05e0, 0x1200), port, serial).boot_keyboard()
}

pub(super) fn honeywell(port: &str) -> UsbDevice {
    device((0x0c2e, 0x0b87), port, Some("H1")).hid(Some(&[POS_VENDOR])).hid(Some(&[POS]))
}

pub(super) fn datalogic(port: &str, tty: &str) -> UsbDevice {
    device((0x05f9, 0x4204), port, None).serial_line(tty)
}

pub(super) fn clerks_keyboard(port: &str) -> UsbDevice {
    device((0x046d, 0xc31c), port, None).called("USB Keyboard").boot_keyboard().hid(Some(&[MOUSE]))
}

/// A bus that numbers what is plugged in, as hosts do.
#[derive(Default)]
pub(super) struct Bus {
    devices: Vec<UsbDevice>,
    last: u8,
}

impl Bus {
    pub(super) fn plug(&mut self, mut device: UsbDevice) {
        self.last += 1;
        device.address = self.last;
        self.devices.push(device);
        self.devices.sort_by(|one, other| one.port.cmp(&other.port));
    }

    pub(super) fn unplug(&mut self, port: &str) {
        self.devices.retain(|device| device.port != port);
    }

    pub(super) fn snapshot(&self) -> UsbSnapshot {
        UsbSnapshot { devices: self.devices.clone(), usable: true }
    }
}
