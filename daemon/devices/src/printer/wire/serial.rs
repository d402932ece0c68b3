//! A serial line, or a USB device that looks like one.

use std::fs::OpenOptions;
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use async_trait::async_trait;
use nix::fcntl::OFlag;
use serialport::{ClearBuffer, ErrorKind, FlowControl, SerialPort, TTYPort};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::unix::pipe::{Receiver, Sender};

use super::{Flow, SerialAddress, Wire, WireError};
use crate::Reason;

pub(super) fn open(address: &SerialAddress) -> Result<Box<dyn Wire>, WireError> {
    let path = address.path.as_path();
    // `serialport` sets the line but reads and writes it in a way that can wait for ever when the other side
    // stops the flow. The bytes therefore go through a handle of their own that never waits; it comes first,
    // because the other one shuts the door behind it.
    let line = OpenOptions::new()
        .read(true)
        .write(true)
        .custom_flags((OFlag::O_NONBLOCK | OFlag::O_NOCTTY).bits())
        .open(path)
        .map_err(|error| WireError(of_opening(&error)))?;
    let settings = serialport::new(path.to_string_lossy(), address.baud)
        .flow_control(match address.flow {
            Flow::None => FlowControl::None,
            Flow::Software => FlowControl::Software,
            Flow::Hardware => FlowControl::Hardware,
        })
        .exclusive(true)
        .open_native()
        .map_err(|error| WireError(of_setting(&error, path)))?;
    // What an earlier conversation left behind is no answer to this one.
    settings.clear(ClearBuffer::All).map_err(|_| WireError(Reason::ConnectionLost))?;
    // To the system a line is watched like a pipe, one end for each direction.
    let watched =
        || Ok((Sender::from_file_unchecked(line.try_clone()?)?, Receiver::from_file_unchecked(line)?));
    let (outgoing, incoming) = watched().map_err(|_: io::Error| WireError(Reason::PortSettingsRefused))?;
    Ok(Box::new(Serial { outgoing, incoming, _settings: settings }))
}

/// The system answers EBUSY where another program has the line for itself.
fn of_opening(error: &io::Error) -> Reason {
    match error.kind() {
        io::ErrorKind::NotFound => Reason::PortMissing,
        io::ErrorKind::PermissionDenied => Reason::PermissionDenied,
        io::ErrorKind::ResourceBusy => Reason::PortBusy,
        _ => Reason::PortMissing,
    }
}

/// `serialport` says `NoDevice` for a line that another program has locked, too.
fn of_setting(error: &serialport::Error, path: &Path) -> Reason {
    match error.kind() {
        _ if !path.exists() => Reason::PortMissing,
        ErrorKind::NoDevice => Reason::PortBusy,
        ErrorKind::Io(io::ErrorKind::PermissionDenied) => Reason::PermissionDenied,
        _ => Reason::PortSettingsRefused,
    }
}

struct Serial {
    outgoing: Sender,
    incoming: Receiver,
    /// Keeps the line set and locked.
    _settings: TTYPort,
}

/// A line that breaks in use was unplugged.
const GONE: WireError = WireError(Reason::PortMissing);

#[async_trait]
impl Wire for Serial {
    async fn send(&mut self, bytes: &[u8]) -> Result<(), WireError> {
        self.outgoing.write_all(bytes).await.map_err(|_| GONE)
    }

    async fn receive(&mut self) -> Result<Vec<u8>, WireError> {
        let mut received = Vec::with_capacity(4096);
        match self.incoming.read_buf(&mut received).await {
            Ok(0) | Err(_) => Err(GONE),
            Ok(_) => Ok(received),
        }
    }
}
