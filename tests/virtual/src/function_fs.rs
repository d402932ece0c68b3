//! A USB function in user space, on the FunctionFS of a Linux gadget: one that also fails.
//!
//! The kernel's own functions answer everything by themselves and can do nothing wrong. Here every request to the
//! interface is answered, or not, by this program, and endpoints can stall.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

/// `struct usb_functionfs_event` of linux/usb/functionfs.h: a setup packet, what happened, padding.
const EVENT: usize = 12;
const SETUP: u8 = 4;

/// A request of the host to the interface (USB 2.0, section 9.3).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Setup {
    /// `bmRequestType`.
    pub kind: u8,
    /// `bRequest`.
    pub request: u8,
    /// The upper byte of `wValue`: of a descriptor, its type.
    pub what: u8,
}

/// What is answered to a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Answer {
    /// These bytes, or as many of them as are wanted.
    Bytes(Vec<u8>),
    /// It was taken, with its data.
    Taken,
    /// It is not known.
    Stall,
}

/// Takes a mounted FunctionFS over, with an interface of these descriptors at full and at high speed, and answers
/// requests from then on. While `deaf`, requests stay without an answer.
pub(crate) fn start(
    mount: &Path,
    full: &[&[u8]],
    high: &[&[u8]],
    deaf: Arc<AtomicBool>,
    answer: impl Fn(Setup) -> Answer + Send + 'static,
) -> io::Result<()> {
    let mut control = File::options().read(true).write(true).open(mount.join("ep0"))?;
    control.write_all(&descriptors(full, high))?;
    control.write_all(&no_strings())?;
    thread::spawn(move || give(control, &deaf, answer));
    Ok(())
}

/// Opens an endpoint, numbered from 1 as in the descriptors. It is open for both directions, because going the wrong
/// way is how it is told to stall.
pub(crate) fn endpoint(mount: &Path, number: u8) -> io::Result<File> {
    File::options().read(true).write(true).open(mount.join(format!("ep{number}")))
}

/// Halts an endpoint on which the host reads.
pub(crate) fn halt_in(endpoint: &mut File) -> io::Result<()> {
    halted(endpoint.read(&mut [0; 64]))
}

/// Halts an endpoint to which the host writes; waits until nothing is being read from it.
pub(crate) fn halt_out(endpoint: &mut File) -> io::Result<()> {
    halted(endpoint.write(&[0]))
}

/// `EBADMSG` is how FunctionFS says that it has halted the endpoint.
fn halted(outcome: io::Result<usize>) -> io::Result<()> {
    const BAD_MESSAGE: i32 = 74;
    match outcome {
        Err(error) if error.raw_os_error() == Some(BAD_MESSAGE) => Ok(()),
        Err(error) => Err(error),
        Ok(_) => Err(io::ErrorKind::InvalidData.into()),
    }
}

/// `struct usb_functionfs_descs_head_v2`.
fn descriptors(full: &[&[u8]], high: &[&[u8]]) -> Vec<u8> {
    const MAGIC: u32 = 3;
    const FULL_AND_HIGH_SPEED: u32 = 3;
    let each = [full.concat(), high.concat()].concat();
    let length = (5 * 4 + each.len()) as u32;
    let counts = [full.len() as u32, high.len() as u32];
    let head = [MAGIC, length, FULL_AND_HIGH_SPEED, counts[0], counts[1]].map(u32::to_le_bytes).concat();
    [head, each].concat()
}

/// `struct usb_functionfs_strings_head` without any.
fn no_strings() -> Vec<u8> {
    const MAGIC: u32 = 2;
    [MAGIC, 16, 0, 0].map(u32::to_le_bytes).concat()
}

/// Answers requests until the function is gone.
fn give(mut control: File, deaf: &AtomicBool, answer: impl Fn(Setup) -> Answer) {
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
        while deaf.load(Ordering::Relaxed) {
            thread::sleep(Duration::from_millis(50));
        }
        let [kind, request, _, what, _, _, low, high, SETUP, ..] = event else { continue };
        let length = usize::from(u16::from_le_bytes([low, high]));
        // A request that the host gave up meanwhile is no trouble of ours.
        let _ = match answer(Setup { kind, request, what }) {
            Answer::Bytes(bytes) => control.write_all(&bytes[..bytes.len().min(length)]),
            Answer::Taken => control.read(&mut vec![0; length]).map(drop),
            // Going the wrong way stalls the request.
            Answer::Stall if kind & 0x80 != 0 => control.read(&mut []).map(drop),
            Answer::Stall => control.write(&[]).map(drop),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_counts_what_follows() {
        let blob = descriptors(&[&[0; 9], &[0; 7]], &[&[0; 9], &[0; 7], &[0; 7]]);
        assert_eq!(blob.len(), 20 + 16 + 23);
        assert_eq!(blob[4..8], 59_u32.to_le_bytes());
        assert_eq!((blob[12], blob[16]), (2, 3));
        assert_eq!(no_strings().len(), 16);
    }
}
