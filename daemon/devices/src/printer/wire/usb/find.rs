//! Looking for the printer that an address means.

use std::time::Duration;

use rusb::{Context, Device, DeviceHandle, Direction, InterfaceDescriptor, TransferType, UsbContext};

use super::class;
use super::identity::DeviceIdentity;
use super::{UsbAddress, WireError, reason_of};
use crate::Reason;

/// Class and subclass of printers.
const PRINTER: (u8, u8) = (7, 1);
/// Protocol of interfaces that only listen; the others (bidirectional, IEEE 1284.4) answer.
const ONE_WAY: u8 = 1;
/// How long a printer may take to say who it is.
const IDENTIFY: Duration = Duration::from_millis(500);

/// The interface of a printer and its pipes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) interface: u8,
    pub(super) setting: u8,
    pub(super) bulk_out: u8,
    pub(super) bulk_in: u8,
}

/// Opens the first printer that fits.
pub(super) fn printer(
    context: &Context,
    address: &UsbAddress,
) -> Result<(DeviceHandle<Context>, Found), WireError> {
    let devices = context.devices().map_err(|error| WireError(reason_of(error)))?;
    // A printer that fits but cannot be opened is a better answer than none at all.
    let mut refused = Reason::PortMissing;
    for device in devices.iter() {
        let Some(found) = interface_of(&device) else { continue };
        if !fits_numbers(&device, address) {
            continue;
        }
        match device.open() {
            Ok(handle) if fits_names(&device, &handle, &found, address) => return Ok((handle, found)),
            Ok(_) => {}
            Err(error) => refused = reason_of(error),
        }
    }
    Err(WireError(refused))
}

/// The interface that prints and answers, if the device has one.
fn interface_of(device: &Device<Context>) -> Option<Found> {
    let config = device.active_config_descriptor().or_else(|_| device.config_descriptor(0)).ok()?;
    config.interfaces().flat_map(|interface| interface.descriptors().collect::<Vec<_>>()).find_map(|one| {
        let kind = (one.class_code(), one.sub_class_code());
        (kind == PRINTER && one.protocol_code() != ONE_WAY).then(|| pipes(&one)).flatten()
    })
}

fn pipes(interface: &InterfaceDescriptor<'_>) -> Option<Found> {
    let bulk = |direction| {
        let mut endpoints = interface.endpoint_descriptors();
        let found = endpoints
            .find(|one| one.transfer_type() == TransferType::Bulk && one.direction() == direction)?;
        Some(found.address())
    };
    Some(Found {
        interface: interface.interface_number(),
        setting: interface.setting_number(),
        bulk_out: bulk(Direction::Out)?,
        bulk_in: bulk(Direction::In)?,
    })
}

fn fits_numbers(device: &Device<Context>, address: &UsbAddress) -> bool {
    let Ok(descriptor) = device.device_descriptor() else { return false };
    address.vendor.is_none_or(|vendor| vendor == descriptor.vendor_id())
        && address.product.is_none_or(|product| product == descriptor.product_id())
}

/// Names come from the printer's own device id and, where that is silent, from the strings of its descriptor.
fn fits_names(
    device: &Device<Context>,
    handle: &DeviceHandle<Context>,
    found: &Found,
    address: &UsbAddress,
) -> bool {
    if address.manufacturer.is_none() && address.model.is_none() && address.serial.is_none() {
        return true;
    }
    let told = class::device_id(handle, found, IDENTIFY).map(|answer| DeviceIdentity::from_answer(&answer));
    let told = told.unwrap_or_default();
    let descriptor = device.device_descriptor().ok();
    let strings = |read: fn(&DeviceHandle<Context>, &rusb::DeviceDescriptor) -> rusb::Result<String>| {
        descriptor.as_ref().and_then(|descriptor| read(handle, descriptor).ok())
    };
    fits(&address.manufacturer, &[told.manufacturer, strings(|h, d| h.read_manufacturer_string_ascii(d))])
        && fits(&address.model, &[told.model, strings(|h, d| h.read_product_string_ascii(d))])
        && fits(&address.serial, &[told.serial, strings(|h, d| h.read_serial_number_string_ascii(d))])
}

fn fits(wanted: &Option<String>, told: &[Option<String>]) -> bool {
    let Some(wanted) = wanted else { return true };
    told.iter().flatten().any(|told| told.trim().eq_ignore_ascii_case(wanted.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fit_in_any_case_and_what_is_left_out_fits_all() {
        let told = [None, Some("Zenius ".to_owned())];
        assert!(fits(&None, &told));
        assert!(fits(&Some("ZENIUS".into()), &told));
        assert!(!fits(&Some("Zen".into()), &told));
        assert!(!fits(&Some("Zenius".into()), &[None, None]));
    }
}
