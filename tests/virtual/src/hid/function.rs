//! A USB scanner in user space, which can also fail.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::function_fs::{self, Answer, Setup};

/// A scanner whose gadget is still to be bound to a controller.
#[derive(Debug)]
pub struct UsbScanner {
    reports: File,
    deaf: Arc<AtomicBool>,
}

const BOOT_KEYBOARD: (u8, u8) = (1, 1);
const HID: u8 = 0x21;
const REPORT: u8 = 0x22;

impl UsbScanner {
    /// Takes a mounted FunctionFS over: a HID interface with this report descriptor, that of a boot keyboard
    /// or not.
    ///
    /// # Errors
    /// When the kernel does not like what it is told.
    pub fn start(mount: &Path, descriptor: &[u8], keyboard: bool) -> io::Result<Self> {
        let (subclass, protocol) = if keyboard { BOOT_KEYBOARD } else { (0, 0) };
        let [low, high] = (descriptor.len() as u16).to_le_bytes();
        let hid = [9, HID, 0x11, 0x01, 0, 1, REPORT, low, high];
        let interface = [9, 4, 0, 0, 1, 3, subclass, protocol, 0];
        let endpoint = [7, 5, 0x81, 3, 64, 0, 4];
        let each: [&[u8]; 3] = [&interface, &hid, &endpoint];
        let deaf = Arc::new(AtomicBool::new(false));
        let report = descriptor.to_vec();
        function_fs::start(mount, &each, &each, Arc::clone(&deaf), move |setup| {
            answer(setup, &hid, &report)
        })?;
        Ok(Self { reports: function_fs::endpoint(mount, 1)?, deaf })
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
        function_fs::halt_in(&mut self.reports)
    }

    /// Leaves requests to the interface without any answer, or answers them again.
    pub fn be_deaf(&self, deaf: bool) {
        self.deaf.store(deaf, Ordering::Relaxed);
    }
}

fn answer(setup: Setup, hid: &[u8], report: &[u8]) -> Answer {
    const GET_DESCRIPTOR: u8 = 6;
    match (setup.kind, setup.request, setup.what) {
        (0x81, GET_DESCRIPTOR, REPORT) => Answer::Bytes(report.to_vec()),
        (0x81, GET_DESCRIPTOR, HID) => Answer::Bytes(hid.to_vec()),
        // SET_IDLE, SET_PROTOCOL, SET_REPORT: taken, and of no consequence.
        (0x21, ..) => Answer::Taken,
        _ => Answer::Stall,
    }
}
