//! Interfaces that a program left without a driver.

use std::collections::HashSet;

use crate::usb::UsbDevice;

/// Bus and number of a device there.
type Place = (u8, u8);

/// HID interfaces without any driver, and so without anybody who knows what they are for: a daemon that was killed
/// leaves them behind. They are to go back to the kernel's driver.
///
/// Those of a device that was just plugged in are not: the kernel's driver had its turn and did not want them, or got
/// no answer, and waits for half a minute when it is asked once more.
#[derive(Debug, Default)]
pub(super) struct Orphans {
    /// What was on the bus at the last look; none before the first one.
    known: Option<HashSet<Place>>,
    /// Devices that are left as they are until they have a driver again.
    passed: HashSet<Place>,
}

impl Orphans {
    /// Looks at what is on the bus now: the devices with interfaces to give back, each named once until it has a
    /// driver again.
    pub(super) fn look<'d>(&mut self, devices: &'d [UsbDevice]) -> Vec<(&'d UsbDevice, Vec<u8>)> {
        let places: HashSet<Place> = devices.iter().map(place).collect();
        self.passed.retain(|passed| places.contains(passed));
        let mut found = Vec::new();
        for device in devices {
            let orphans = device.interfaces.iter().filter(|interface| interface.is_hid_of_nobody());
            let orphans: Vec<u8> = orphans.map(|interface| interface.number).collect();
            let place = place(device);
            if orphans.is_empty() {
                self.passed.remove(&place);
            } else if self.known.as_ref().is_some_and(|known| !known.contains(&place)) {
                self.passed.insert(place);
            } else if device.accessible && self.passed.insert(place) {
                found.push((device, orphans));
            }
        }
        self.known = Some(places);
        found
    }
}

const fn place(device: &UsbDevice) -> Place {
    (device.bus, device.address)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::usb::{UsbInterface, device::class};

    fn scanner(address: u8, driver: Option<&str>) -> UsbDevice {
        UsbDevice {
            bus: 1,
            address,
            port: "1-1".into(),
            vendor: 0x05e0,
            product: 0x1200,
            manufacturer: None,
            model: None,
            serial: None,
            interfaces: vec![UsbInterface {
                number: 0,
                class: class::HID,
                subclass: class::BOOT,
                protocol: class::KEYBOARD,
                driver: driver.map(Into::into),
                tty: None,
                usages: None,
            }],
            accessible: true,
        }
    }

    fn given(orphans: &mut Orphans, devices: &[UsbDevice]) -> Vec<u8> {
        orphans.look(devices).into_iter().map(|(device, _)| device.address).collect()
    }

    #[test]
    fn what_was_left_before_the_first_look_goes_back_once() {
        let mut orphans = Orphans::default();
        let there = [scanner(2, None), scanner(3, Some("usbhid"))];
        assert_eq!(given(&mut orphans, &there), [2]);
        assert_eq!(given(&mut orphans, &there), [0; 0]);
    }

    #[test]
    fn what_may_not_be_opened_yet_goes_back_when_it_may() {
        let mut orphans = Orphans::default();
        assert_eq!(given(&mut orphans, &[UsbDevice { accessible: false, ..scanner(2, None) }]), [0; 0]);
        assert_eq!(given(&mut orphans, &[scanner(2, None)]), [2]);
    }

    #[test]
    fn what_another_program_leaves_goes_back_each_time() {
        let mut orphans = Orphans::default();
        for _ in 0..2 {
            assert_eq!(given(&mut orphans, &[scanner(2, Some("usbfs"))]), [0; 0]);
            assert_eq!(given(&mut orphans, &[scanner(2, None)]), [2]);
        }
    }

    #[test]
    fn what_the_kernel_did_not_take_when_it_was_plugged_in_is_left_until_it_has_a_driver() {
        let mut orphans = Orphans::default();
        assert_eq!(given(&mut orphans, &[]), [0; 0]);
        for _ in 0..2 {
            assert_eq!(given(&mut orphans, &[scanner(2, None)]), [0; 0]);
        }
        assert_eq!(given(&mut orphans, &[scanner(2, Some("usbfs"))]), [0; 0]);
        assert_eq!(given(&mut orphans, &[scanner(2, None)]), [2]);
        // Plugged in anew it has another number.
        assert_eq!(given(&mut orphans, &[scanner(3, None)]), [0; 0]);
    }
}
