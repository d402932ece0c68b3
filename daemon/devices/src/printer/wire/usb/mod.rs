//! The USB printer class (USB Device Class Definition for Printing Devices 1.1): bulk pipes for the bytes,
//! and a few requests beside them.
//!
//! libusb waits for bytes in the thread that asks, so reading and writing have a thread each; both end with
//! the wire. The kernel's own driver (`usblp`) is moved aside while the wire is open.

mod class;
mod find;
mod identity;
mod pump;

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use rusb::{Context, DeviceHandle};
use tokio::time::timeout;

use super::{UsbAddress, Wire, WireError};
use crate::Reason;
use find::Found;
use pump::Pump;

pub use class::PortStatus;
pub use identity::DeviceIdentity;

/// How long a request beside the bytes may take.
const CONTROL: Duration = Duration::from_secs(2);
/// A wire is ready once nothing has come in for this long.
const LATE: Duration = Duration::from_millis(50);

/// An open interface of a printer.
struct Port {
    handle: DeviceHandle<Context>,
    found: Found,
}

/// What libusb calls it, in the words of every device.
fn reason_of(error: rusb::Error) -> Reason {
    match error {
        // `Io` is what a pulled cable looks like while bytes are on their way.
        rusb::Error::NoDevice | rusb::Error::NotFound | rusb::Error::Io => Reason::PortMissing,
        rusb::Error::Access => Reason::PermissionDenied,
        rusb::Error::Busy => Reason::PortBusy,
        rusb::Error::Timeout => Reason::TimeOut,
        rusb::Error::Pipe | rusb::Error::Overflow | rusb::Error::Interrupted => Reason::ConnectionLost,
        _ => Reason::PortSettingsRefused,
    }
}

fn broken(error: rusb::Error) -> WireError {
    WireError(reason_of(error))
}

/// Looks for the printer and opens it, on a thread that may wait.
pub(super) async fn open(address: &UsbAddress) -> Result<Box<dyn Wire>, WireError> {
    let address = address.clone();
    let opened = tokio::task::spawn_blocking(move || open_now(&address));
    let port = opened.await.map_err(|_| WireError(Reason::PortSettingsRefused))??;
    let mut usb = Usb::start(Arc::new(port))?;
    // Answers to an earlier conversation that were not read then.
    while let Ok(late) = timeout(LATE, usb.receive()).await {
        late?;
    }
    Ok(Box::new(usb))
}

fn open_now(address: &UsbAddress) -> Result<Port, WireError> {
    let context = Context::new().map_err(broken)?;
    let (handle, found) = find::printer(&context, address)?;
    // Nothing to move aside where the system has no kernel driver for it.
    let _ = handle.set_auto_detach_kernel_driver(true);
    handle.claim_interface(found.interface).map_err(broken)?;
    if found.setting != 0 {
        handle.set_alternate_setting(found.interface, found.setting).map_err(broken)?;
    }
    let port = Port { handle, found };
    // Half a command of an earlier conversation, and the answer to it, are forgotten. A printer need not know
    // this request; its bytes then come out when the wire is listened to.
    let _ = class::soft_reset(&port.handle, &port.found, CONTROL);
    Ok(port)
}

impl Drop for Port {
    fn drop(&mut self) {
        // Gives the printer back to the kernel's driver; one that was unplugged needs nothing.
        let _ = self.handle.release_interface(self.found.interface);
    }
}

struct Usb {
    port: Arc<Port>,
    pump: Pump,
}

impl Usb {
    fn start(port: Arc<Port>) -> Result<Self, WireError> {
        let pump = Pump::start(Arc::clone(&port)).map_err(|_| WireError(Reason::PortSettingsRefused))?;
        Ok(Self { port, pump })
    }
}

#[async_trait]
impl Wire for Usb {
    async fn send(&mut self, bytes: &[u8]) -> Result<(), WireError> {
        self.pump.send(bytes).await
    }

    async fn receive(&mut self) -> Result<Vec<u8>, WireError> {
        self.pump.receive().await
    }

    async fn port_status(&mut self) -> Option<PortStatus> {
        let port = Arc::clone(&self.port);
        let asked =
            tokio::task::spawn_blocking(move || class::port_status(&port.handle, &port.found, CONTROL));
        asked.await.ok()?.ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_printer_that_is_not_plugged_in_is_missing() {
        let address = UsbAddress { vendor: Some(0xfffe), product: Some(0xfffe), ..UsbAddress::default() };
        let opened = open(&address).await;
        // Machines without any USB cannot even be asked.
        let reason = opened.err().map(|error| error.0);
        assert!(matches!(reason, Some(Reason::PortMissing | Reason::PortSettingsRefused)), "{reason:?}");
    }

    #[test]
    fn a_pulled_cable_and_a_locked_door_are_told_apart() {
        assert_eq!(reason_of(rusb::Error::NoDevice), Reason::PortMissing);
        assert_eq!(reason_of(rusb::Error::Io), Reason::PortMissing);
        assert_eq!(reason_of(rusb::Error::Access), Reason::PermissionDenied);
        assert_eq!(reason_of(rusb::Error::Busy), Reason::PortBusy);
        assert_eq!(reason_of(rusb::Error::Pipe), Reason::ConnectionLost);
    }
}
