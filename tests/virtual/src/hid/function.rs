//! A USB scanner in user space, on the FunctionFS of a Linux gadget: one that also fails.
//!
//! `/dev/hidg0` answers everything by itself and can do nothing wrong. Here every request to the interface is
//! answered, or not, by this program, and the endpoint can stall.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

/// A scanner whose gadget is still to be bound to a controller.
#[derive(Debug)]
pub struct UsbScanner {
    reports: File,
    deaf: Arc<AtomicBool>,
}

const BOOT_KEYBOARD: (u8, u8) = (1, 1);
const HID: u8 = 0x21;
const REPORT: u8 = 0x22;
/// `struct usb_functionfs_event` of linux/usb/functionfs.h: a setup packet, what happened, padding.
const EVENT: usize = 12;
const SETUP: u8 = 4;

impl UsbScanner {
    /// Takes a mounted FunctionFS over: a HID interface with this report descriptor, that of a boot keyboard
    /// or not.
    ///
    /// # Errors
    /// When the kernel does not like what it is told.
    pub fn start(mount: &Path, descriptor: &[u8], keyboard: bool) -> io::Result<Self> {
        let mut control = File::options().read(true).write(true).open(mount.join("ep0"))?;
        let (subclass, protocol) = if keyboard { BOOT_KEYBOARD } else { (0, 0) };
        let [low, high] = (descriptor.len() as u16).to_le_bytes();
        let hid = [9, HID, 0x11, 0x01, 0, 1, REPORT, low, high];
        let interface = [9, 4, 0, 0, 1, 3, subclass, protocol, 0];
        let endpoint = [7, 5, 0x81, 3, 64, 0, 4];
        control.write_all(&descriptors(&[&interface[..], &hid, &endpoint].concat()))?;
        control.write_all(&no_strings())?;
        let deaf = Arc::new(AtomicBool::new(false));
        let answers = Answers { report: descriptor.to_vec(), hid: hid.to_vec(), deaf: Arc::clone(&deaf) };
        thread::spawn(move || answers.give(control));
        // Opened for both directions: reading from an endpoint that only writes is how it is told to stall.
        let reports = File::options().read(true).write(true).open(mount.join("ep1"))?;
        Ok(Self { reports, deaf })
    }

    /// Sends a report; waits until the host takes it.
    ///
    /// # Errors
    /// When the scanner is not plugged in.
    pub fn send(&mut self, report: &[u8]) -> io::Result<()> {
        self.reports.write_all(report)
    }

    /// Halts the endpoint: the host gets a stall, until it clears the halt.
    ///
    /// # Errors
    /// When the scanner is not plugged in.
    pub fn stall(&mut self) -> io::Result<()> {
        const BAD_MESSAGE: i32 = 74;
        match self.reports.read(&mut [0; 64]) {
            // How FunctionFS says that it has halted the endpoint.
            Err(error) if error.raw_os_error() == Some(BAD_MESSAGE) => Ok(()),
            Err(error) => Err(error),
            Ok(_) => Err(io::ErrorKind::InvalidData.into()),
        }
    }

    /// Leaves requests to the interface without any answer, or answers them again.
    pub fn be_deaf(&self, deaf: bool) {
        self.deaf.store(deaf, Ordering::Relaxed);
    }
}

/// `struct usb_functionfs_descs_head_v2`, with the same descriptors for full and high speed.
fn descriptors(each: &[u8]) -> Vec<u8> {
    const MAGIC: u32 = 3;
    const FULL_AND_HIGH_SPEED: u32 = 3;
    const COUNT: u32 = 3;
    let length = (5 * 4 + 2 * each.len()) as u32;
    let head = [MAGIC, length, FULL_AND_HIGH_SPEED, COUNT, COUNT].map(u32::to_le_bytes).concat();
    [&head, each, each].concat()
}

/// `struct usb_functionfs_strings_head` without any.
fn no_strings() -> Vec<u8> {
    const MAGIC: u32 = 2;
    [MAGIC, 16, 0, 0].map(u32::to_le_bytes).concat()
}

struct Answers {
    report: Vec<u8>,
    hid: Vec<u8>,
    deaf: Arc<AtomicBool>,
}

impl Answers {
    /// Answers requests until the function is gone.
    fn give(&self, mut control: File) {
        /// How FunctionFS says that the host has given a request up.
        const GIVEN_UP: i32 = 43;
        let mut event = [0; EVENT];
        loop {
            match control.read_exact(&mut event) {
                Ok(()) => {}
                Err(error) if error.raw_os_error() == Some(GIVEN_UP) => continue,
                Err(_) => return,
            }
            // Reading on would be an answer too.
            while self.deaf.load(Ordering::Relaxed) {
                thread::sleep(Duration::from_millis(50));
            }
            if event[8] == SETUP {
                // A request that the host gave up meanwhile is no trouble of ours.
                let _ = self.answer(&mut control, event);
            }
        }
    }

    fn answer(&self, control: &mut File, event: [u8; EVENT]) -> io::Result<()> {
        const GET_DESCRIPTOR: u8 = 6;
        const CLASS_OUT: u8 = 0x21;
        let [kind, request, _, what, _, _, low, high, ..] = event;
        let length = usize::from(u16::from_le_bytes([low, high]));
        let found = match (kind, request, what) {
            (0x81, GET_DESCRIPTOR, REPORT) => Some(&self.report),
            (0x81, GET_DESCRIPTOR, HID) => Some(&self.hid),
            _ => None,
        };
        match found {
            Some(found) => control.write_all(&found[..found.len().min(length)]),
            // SET_IDLE, SET_PROTOCOL, SET_REPORT: taken, and of no consequence.
            None if kind == CLASS_OUT => control.read(&mut vec![0; length]).map(drop),
            // Going the wrong way stalls the request.
            None if kind & 0x80 != 0 => control.read(&mut []).map(drop),
            None => control.write(&[]).map(drop),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_counts_what_follows() {
        let blob = descriptors(&[0; 25]);
        assert_eq!(blob.len(), 70);
        assert_eq!(blob[4..8], 70_u32.to_le_bytes());
        assert_eq!(no_strings().len(), 16);
    }
}
