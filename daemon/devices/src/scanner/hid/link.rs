//! An open scanner: its handle, its interfaces, and the requests it is sent.

use std::time::{Duration, Instant};

use rusb::{Context, Device, DeviceHandle, Direction, Error, TransferType};

use super::decoder::Decoder;
use super::{Target, UsbScannerConfig};
use crate::Reason;
use crate::scanner::Read;
use crate::usb::UsbBus;
use crate::usb::descriptor::ReportDescriptor;

/// How long a scanner may take to answer a request.
const ANSWER: Duration = Duration::from_secs(1);
/// While it is not known which of several interfaces talks, each is listened to this long in turn.
const TURN: Duration = Duration::from_millis(40);
/// Longest report: that of a high-speed interrupt endpoint.
pub(super) const LONGEST_REPORT: usize = 1024;

/// What listening for a while gave.
#[derive(Debug)]
pub(super) enum Heard {
    /// A report, of this many bytes in the buffer, of this interface.
    Report(usize, usize),
    /// Nothing.
    Quiet,
    /// The device is gone.
    Gone,
    /// It does not work as it should.
    Trouble,
}

/// One interface that may send codes.
struct Interface {
    endpoint: u8,
    packet: usize,
    decoder: Decoder,
}

/// An open scanner, whose interfaces nobody else has. Dropping it gives them back to the kernel: the handle
/// releases what it claimed, and libusb attaches the kernel's driver again.
pub(super) struct Link {
    handle: DeviceHandle<Context>,
    interfaces: Vec<Interface>,
    /// The interface that talks, once one did.
    talks: Option<usize>,
    next: usize,
}

/// A scanner that could not be opened. Dropping it gives back what was claimed, like dropping a [`Link`]; with a scanner
/// that answers nothing this takes the kernel's driver half a minute, so what came of it is to be told before.
pub(super) struct Refused {
    pub reason: Reason,
    _handle: Option<DeviceHandle<Context>>,
}

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        Self { reason: reason(error), _handle: None }
    }
}

impl Link {
    /// Opens a scanner.
    pub(super) fn open(bus: &UsbBus, target: &Target, config: &UsbScannerConfig) -> Result<Self, Refused> {
        let device = bus.device(target.bus, target.address)?;
        let handle = device.open()?;
        match claim(&device, &handle, target, config) {
            Ok(interfaces) => Ok(Self { handle, interfaces, talks: None, next: 0 }),
            Err(reason) => Err(Refused { reason, _handle: Some(handle) }),
        }
    }

    /// Listens for a report, not much longer than `patience`.
    pub(super) fn listen(&mut self, buffer: &mut [u8; LONGEST_REPORT], patience: Duration) -> Heard {
        let until = Instant::now() + patience;
        loop {
            let (index, turn) = match self.talks {
                Some(index) => (index, patience),
                None if self.interfaces.len() == 1 => (0, patience),
                None => {
                    self.next = (self.next + 1) % self.interfaces.len();
                    (self.next, TURN.min(patience))
                }
            };
            let Interface { endpoint, packet, .. } = self.interfaces[index];
            // Less than a millisecond would mean for ever to libusb.
            let turn = turn.max(Duration::from_millis(1));
            // The call for bulk endpoints, because it does not lose a report that came in just as the time was over; the
            // kernel goes by what the endpoint is.
            match self.handle.read_bulk(endpoint, &mut buffer[..packet], turn) {
                Ok(length) => return Heard::Report(length, index),
                Err(Error::Timeout | Error::Interrupted) if Instant::now() >= until => return Heard::Quiet,
                Err(Error::Timeout | Error::Interrupted) => {}
                Err(Error::NoDevice | Error::NotFound) => return Heard::Gone,
                // A scanner that is being unplugged fails in many ways before it is gone.
                Err(error) => {
                    tracing::debug!(%error, endpoint, "listening to a scanner failed");
                    let gone = matches!(self.check(), Heard::Gone);
                    return if gone { Heard::Gone } else { Heard::Trouble };
                }
            }
        }
    }

    /// Reads a report of one of the interfaces. The one from which a code comes is the one that talks; others
    /// of the same scanner are silent ones.
    pub(super) fn read(&mut self, index: usize, report: &[u8], now: Instant) -> Vec<Read> {
        let reads = self.interfaces[index].decoder.report(report, now);
        if reads.iter().any(Result::is_ok) {
            self.talks = Some(index);
        }
        reads
    }

    /// Ends codes that have paused for too long.
    pub(super) fn expire(&mut self, now: Instant) -> Vec<Read> {
        self.interfaces.iter_mut().filter_map(|interface| interface.decoder.expire(now)).collect()
    }

    /// Ends codes because the wire is gone.
    pub(super) fn interrupt(&mut self) -> Vec<Read> {
        self.interfaces.iter_mut().filter_map(|interface| interface.decoder.interrupt()).collect()
    }

    /// How long the codes that are coming in may pause; `None` while there is none.
    pub(super) fn patience(&mut self, now: Instant) -> Option<Duration> {
        let pauses = self.interfaces.iter_mut().filter_map(|interface| interface.decoder.patience(now));
        // A code ends when it has paused for longer than it may.
        pauses.min().map(|pause| pause + Duration::from_millis(1))
    }

    /// Asks whether the scanner is there and its endpoints are not halted (GET_STATUS, USB 2.0, 9.4.5).
    pub(super) fn check(&self) -> Heard {
        const ENDPOINT_IN: u8 = 0x82;
        const GET_STATUS: u8 = 0;
        for interface in &self.interfaces {
            let mut status = [0; 2];
            let endpoint = u16::from(interface.endpoint);
            match self.handle.read_control(ENDPOINT_IN, GET_STATUS, 0, endpoint, &mut status, ANSWER) {
                Ok(2) if status[0] & 1 == 0 => {}
                Ok(_) => return Heard::Trouble,
                Err(Error::NoDevice | Error::NotFound) => return Heard::Gone,
                Err(error) => {
                    tracing::debug!(%error, endpoint, "a scanner does not answer");
                    return Heard::Trouble;
                }
            }
        }
        Heard::Quiet
    }

    /// Clears the halt of the endpoints; false when that did not work.
    pub(super) fn clear_halt(&self) -> bool {
        let mut endpoints = self.interfaces.iter().map(|interface| interface.endpoint);
        self.worked(endpoints.try_for_each(|endpoint| self.handle.clear_halt(endpoint)))
    }

    /// Resets the device, after which it must be opened anew; false when that did not work.
    pub(super) fn reset(&self) -> bool {
        self.worked(self.handle.reset())
    }

    fn worked(&self, done: rusb::Result<()>) -> bool {
        done.inspect_err(|error| tracing::debug!(%error, "no help for a scanner")).is_ok()
    }
}

/// Takes the interfaces that may send codes from the kernel's driver.
fn claim(
    device: &Device<Context>,
    handle: &DeviceHandle<Context>,
    target: &Target,
    config: &UsbScannerConfig,
) -> Result<Vec<Interface>, Reason> {
    handle.set_auto_detach_kernel_driver(true).map_err(reason)?;
    let configuration = device.active_config_descriptor().map_err(reason)?;
    let mut interfaces = Vec::new();
    for wanted in &target.interfaces {
        let found = configuration.interfaces().find(|interface| interface.number() == *wanted);
        let Some(setting) = found.and_then(|interface| interface.descriptors().next()) else { continue };
        let endpoint = setting.endpoint_descriptors().find(|endpoint| {
            endpoint.direction() == Direction::In && endpoint.transfer_type() == TransferType::Interrupt
        });
        let Some(endpoint) = endpoint else { continue };
        handle.claim_interface(*wanted).map_err(reason)?;
        let boots = (setting.sub_class_code(), setting.protocol_code()) == (1, 1);
        if let Some(decoder) = decoder(handle, *wanted, boots, config)? {
            let packet = usize::from(endpoint.max_packet_size() & 0x7ff).clamp(8, LONGEST_REPORT);
            interfaces.push(Interface { endpoint: endpoint.address(), packet, decoder });
        } else {
            handle.release_interface(*wanted).map_err(reason)?;
        }
    }
    if interfaces.is_empty() {
        return Err(Reason::GarbageAnswer);
    }
    Ok(interfaces)
}

/// Finds out how an interface speaks; `None` when it is no scanner's.
fn decoder(
    handle: &DeviceHandle<Context>,
    interface: u8,
    boots: bool,
    config: &UsbScannerConfig,
) -> Result<Option<Decoder>, Reason> {
    let descriptor = match report_descriptor(handle, interface) {
        Ok(bytes) => ReportDescriptor::parse(&bytes).ok(),
        Err(Error::NoDevice) => return Err(Reason::PortMissing),
        Err(error) => {
            tracing::debug!(%error, interface, "a scanner does not describe its reports");
            None
        }
    };
    quiet_repeats(handle, interface);
    if let Some(descriptor) = &descriptor {
        switch_on(handle, interface, descriptor);
        if let Some(decoder) = Decoder::described(descriptor, config) {
            return Ok(Some(decoder));
        }
    }
    if !boots {
        return Ok(None);
    }
    // A keyboard that cannot describe itself speaks as it does before there is an operating system.
    set_boot_protocol(handle, interface).map_err(reason)?;
    Ok(Some(Decoder::boot(config)))
}

const CLASS_INTERFACE_OUT: u8 = 0x21;

fn report_descriptor(handle: &DeviceHandle<Context>, interface: u8) -> rusb::Result<Vec<u8>> {
    const STANDARD_INTERFACE_IN: u8 = 0x81;
    const GET_DESCRIPTOR: u8 = 6;
    const REPORT: u16 = 0x22 << 8;
    let mut bytes = vec![0; 4096];
    let length = handle.read_control(
        STANDARD_INTERFACE_IN,
        GET_DESCRIPTOR,
        REPORT,
        interface.into(),
        &mut bytes,
        ANSWER,
    )?;
    bytes.truncate(length);
    Ok(bytes)
}

/// Reports only when something changes (SET_IDLE, HID 1.11, 7.2.4). Many scanners do not know the request.
fn quiet_repeats(handle: &DeviceHandle<Context>, interface: u8) {
    const SET_IDLE: u8 = 0x0a;
    let _ = handle.write_control(CLASS_INTERFACE_OUT, SET_IDLE, 0, interface.into(), &[], ANSWER);
}

fn set_boot_protocol(handle: &DeviceHandle<Context>, interface: u8) -> rusb::Result<()> {
    const SET_PROTOCOL: u8 = 0x0b;
    const BOOT: u16 = 0;
    match handle.write_control(CLASS_INTERFACE_OUT, SET_PROTOCOL, BOOT, interface.into(), &[], ANSWER) {
        // Keyboards that know nothing but the boot protocol may not know how to be set to it.
        Ok(_) | Err(Error::Pipe) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Some Honeywell scanners send codes only after their feature report 254 says so.
fn switch_on(handle: &DeviceHandle<Context>, interface: u8, descriptor: &ReportDescriptor) {
    const SET_REPORT: u8 = 0x09;
    const FEATURE: u16 = 3 << 8;
    const SWITCH: u8 = 0xfe;
    if descriptor.has_feature_report(SWITCH) {
        let value = FEATURE | u16::from(SWITCH);
        let data = [SWITCH, 1];
        let _ = handle.write_control(CLASS_INTERFACE_OUT, SET_REPORT, value, interface.into(), &data, ANSWER);
    }
}

fn reason(error: Error) -> Reason {
    match error {
        Error::NoDevice | Error::NotFound => Reason::PortMissing,
        Error::Access => Reason::PermissionDenied,
        Error::Busy => Reason::PortBusy,
        _ => Reason::TimeOut,
    }
}
