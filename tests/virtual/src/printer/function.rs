//! A printer of the USB printer class in user space (USB Printer Class 1.1), whose endpoints can stall.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use tokio::fs::File;

use super::place::Duplex;
use crate::function_fs::{self, Answer, Setup};

/// The endpoint to which the host writes.
const OUT: u8 = 1;
/// The endpoint from which the host reads.
const IN: u8 = 2;

/// A way of the data, as the host sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// From the printer.
    In,
    /// To the printer.
    Out,
}

/// Takes a mounted FunctionFS over, once, and opens its data endpoints. Reading waits until it is plugged in.
pub(super) fn open(mount: &Path, device_id: &str) -> io::Result<Box<dyn Duplex>> {
    if !mount.join("ep1").exists() {
        start(mount, device_id)?;
    }
    let end = |number| function_fs::endpoint(mount, number).map(File::from_std);
    Ok(Box::new(tokio::io::join(end(OUT)?, end(IN)?)))
}

/// Halts an endpoint. One to which the host writes is halted between two pieces of its data.
pub(super) fn stall(mount: &Path, way: Way) -> io::Result<()> {
    match way {
        Way::In => function_fs::halt_in(&mut function_fs::endpoint(mount, IN)?),
        Way::Out => function_fs::halt_out(&mut function_fs::endpoint(mount, OUT)?),
    }
}

fn start(mount: &Path, device_id: &str) -> io::Result<()> {
    /// Printer class, one interface subclass, both directions (section 4.2).
    const INTERFACE: [u8; 9] = [9, 4, 0, 0, 2, 7, 1, 2, 0];
    const BULK: u8 = 2;
    let ends = |size: u16| {
        let [low, high] = size.to_le_bytes();
        [[7, 5, OUT, BULK, low, high, 0], [7, 5, 0x80 | IN, BULK, low, high, 0]]
    };
    let (full, high) = (ends(64), ends(512));
    // Two bytes of length come first, most significant one first (section 4.2.1).
    let id = [&(device_id.len() as u16 + 2).to_be_bytes()[..], device_id.as_bytes()].concat();
    let deaf = Arc::new(AtomicBool::new(false));
    function_fs::start(
        mount,
        &[&INTERFACE, &full[0], &full[1]],
        &[&INTERFACE, &high[0], &high[1]],
        deaf,
        move |setup| answer(setup, &id),
    )
}

fn answer(setup: Setup, id: &[u8]) -> Answer {
    const GET_DEVICE_ID: u8 = 0;
    const GET_PORT_STATUS: u8 = 1;
    const SOFT_RESET: u8 = 2;
    /// Paper is there, selected, no error (section 4.2.2).
    const WELL: u8 = 0x18;
    match (setup.kind, setup.request) {
        (0xa1, GET_DEVICE_ID) => Answer::Bytes(id.to_vec()),
        (0xa1, GET_PORT_STATUS) => Answer::Bytes(vec![WELL]),
        (0x21 | 0x23, SOFT_RESET) => Answer::Taken,
        _ => Answer::Stall,
    }
}
