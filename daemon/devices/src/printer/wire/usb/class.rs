//! The requests of the printer class (chapter 4.2 of its definition).

use std::time::Duration;

use rusb::{Context, DeviceHandle, Direction, Recipient, RequestType, request_type};

use super::find::Found;

const GET_DEVICE_ID: u8 = 0;
const GET_PORT_STATUS: u8 = 1;
const SOFT_RESET: u8 = 2;

/// What the port tells (IEEE 1284 status lines).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PortStatus {
    /// Nothing to print on.
    pub paper_empty: bool,
    /// The printer is on line.
    pub selected: bool,
    /// Something is wrong.
    pub error: bool,
}

impl PortStatus {
    /// Reads the byte; the error line is active low.
    #[must_use]
    pub const fn from_byte(byte: u8) -> Self {
        Self { paper_empty: byte & 0x20 != 0, selected: byte & 0x10 != 0, error: byte & 0x08 == 0 }
    }
}

/// The interface number goes into the high byte of the index, the alternate setting into the low one.
fn index(found: &Found) -> u16 {
    u16::from(found.interface) << 8 | u16::from(found.setting)
}

/// The device id, with its two bytes of length.
pub(super) fn device_id(
    handle: &DeviceHandle<Context>,
    found: &Found,
    patience: Duration,
) -> rusb::Result<Vec<u8>> {
    let mut answer = vec![0; 1024];
    let kind = request_type(Direction::In, RequestType::Class, Recipient::Interface);
    let count = handle.read_control(kind, GET_DEVICE_ID, 0, index(found), &mut answer, patience)?;
    answer.truncate(count);
    Ok(answer)
}

pub(super) fn port_status(
    handle: &DeviceHandle<Context>,
    found: &Found,
    patience: Duration,
) -> rusb::Result<PortStatus> {
    let mut answer = [0];
    let kind = request_type(Direction::In, RequestType::Class, Recipient::Interface);
    let index = u16::from(found.interface);
    match handle.read_control(kind, GET_PORT_STATUS, 0, index, &mut answer, patience)? {
        1 => Ok(PortStatus::from_byte(answer[0])),
        _ => Err(rusb::Error::Other),
    }
}

/// Empties the buffers of both directions. What is being printed goes on.
pub(super) fn soft_reset(
    handle: &DeviceHandle<Context>,
    found: &Found,
    patience: Duration,
) -> rusb::Result<()> {
    let kind = request_type(Direction::Out, RequestType::Class, Recipient::Interface);
    handle.write_control(kind, SOFT_RESET, 0, u16::from(found.interface), &[], patience).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_line_is_active_low() {
        let well = PortStatus::from_byte(0x18);
        assert_eq!(well, PortStatus { paper_empty: false, selected: true, error: false });
        let out = PortStatus::from_byte(0x20);
        assert_eq!(out, PortStatus { paper_empty: true, selected: false, error: true });
    }
}
