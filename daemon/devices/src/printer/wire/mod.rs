//! The ways to a printer: one small two-way byte stream, whatever the cable is.
//!
//! Drivers speak their language over a [`Wire`] and do not know what it is made of. A wire never waits longer
//! than it is told to; when it breaks it says what broke it, as a [`Reason`].

mod address;
mod serial;
mod tcp;
mod usb;

use std::time::Duration;

use async_trait::async_trait;
use tokio::time::timeout;

use crate::Reason;

pub(crate) use tcp::dial;

pub use address::{Address, Flow, InvalidAddress, SerialAddress, UsbAddress};
pub use usb::{DeviceIdentity, PortStatus};

/// The conversation with a printer failed. It cannot go on: a late answer would be taken for the answer to
/// another command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.0.message("en"))]
pub struct WireError(pub Reason);

/// An open two-way byte stream to a printer.
#[async_trait]
pub trait Wire: Send {
    /// Sends all bytes. When the future is dropped half-way, some of them may have been sent and the wire is
    /// of no use any more.
    ///
    /// # Errors
    /// What broke the wire; some of the bytes may have reached the printer.
    async fn send(&mut self, bytes: &[u8]) -> Result<(), WireError>;

    /// Waits for bytes and gives those there are, at least one. Dropping the future loses nothing.
    ///
    /// # Errors
    /// What broke the wire; the other side hanging up is an error as well.
    async fn receive(&mut self) -> Result<Vec<u8>, WireError>;

    /// What the port itself tells about the printer, where the wire has a way to ask beside the bytes.
    async fn port_status(&mut self) -> Option<PortStatus> {
        None
    }
}

/// Opens wires.
#[async_trait]
pub trait Connector: Send + Sync {
    /// Opens a wire; the caller limits how long this may take.
    ///
    /// # Errors
    /// Why it cannot be opened.
    async fn connect(&self) -> Result<Box<dyn Wire>, WireError>;
}

#[async_trait]
impl Connector for Address {
    async fn connect(&self) -> Result<Box<dyn Wire>, WireError> {
        match self {
            Self::Tcp { host_and_port } => tcp::open(host_and_port).await,
            Self::Serial(serial) => serial::open(serial),
            Self::Usb(usb) => usb::open(usb).await,
        }
    }
}

/// Opens a wire within `patience`.
///
/// # Errors
/// Why it cannot be opened; [`Reason::HostUnreachable`] when it takes too long.
pub(crate) async fn connect(
    connector: &dyn Connector,
    patience: Duration,
) -> Result<Box<dyn Wire>, WireError> {
    timeout(patience, connector.connect()).await.unwrap_or(Err(WireError(Reason::HostUnreachable)))
}

/// Makes sure that nothing was said unasked and nobody has hung up, as far as that can be known without
/// sending anything. Gives what was said meanwhile. `listen` is how long to listen; zero looks once.
///
/// # Errors
/// What broke the wire.
pub(crate) async fn listen(wire: &mut dyn Wire, listen: Duration) -> Result<Vec<u8>, WireError> {
    match timeout(listen, wire.receive()).await {
        Err(_) => Ok(Vec::new()),
        Ok(received) => received,
    }
}
