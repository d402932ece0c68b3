//! One opened serial port, and what it means when opening fails.

use std::fs;
use std::io::{self, Read};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serialport::{DataBits, ErrorKind, SerialPort, StopBits, TTYPort};

use super::config::{Parity, SerialScannerConfig};
use crate::Reason;

/// What reading a port for a while gave.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Input {
    /// This many bytes.
    Bytes(usize),
    /// Nothing came.
    Quiet,
    /// The device is gone.
    Gone,
}

/// An open port that nobody else can open meanwhile.
#[derive(Debug)]
pub(super) struct Port {
    port: TTYPort,
    path: PathBuf,
    device: u64,
}

impl Port {
    /// Opens the port exclusively with the configured format.
    pub(super) fn open(path: &Path, config: &SerialScannerConfig) -> Result<Self, Reason> {
        let data_bits = match config.data_bits {
            5 => DataBits::Five,
            6 => DataBits::Six,
            7 => DataBits::Seven,
            8 => DataBits::Eight,
            _ => return Err(Reason::PortSettingsRefused),
        };
        let stop_bits = match config.stop_bits {
            1 => StopBits::One,
            2 => StopBits::Two,
            _ => return Err(Reason::PortSettingsRefused),
        };
        let parity = match config.parity {
            Parity::None => serialport::Parity::None,
            Parity::Odd => serialport::Parity::Odd,
            Parity::Even => serialport::Parity::Even,
        };
        // Taken before opening: if the device changes in between, the next check notices.
        let device = device_number(path).ok_or(Reason::PortMissing)?;
        let port = serialport::new(path.to_string_lossy(), config.baud)
            .data_bits(data_bits)
            .stop_bits(stop_bits)
            .parity(parity)
            .exclusive(true)
            .open_native()
            .map_err(|error| reason_of(&error, path))?;
        Ok(Self { port, path: path.to_owned(), device })
    }

    /// Reads what there is, waiting at most `patience` for the first byte.
    pub(super) fn read(&mut self, buffer: &mut [u8], patience: Duration) -> Input {
        if self.port.set_timeout(patience).is_err() {
            return Input::Gone;
        }
        match self.port.read(buffer) {
            // A terminal in raw mode reads nothing only when it hung up.
            Ok(0) => Input::Gone,
            Ok(count) => Input::Bytes(count),
            Err(error) if is_quiet(&error) => Input::Quiet,
            Err(_) => Input::Gone,
        }
    }

    /// True when its place still is the path that was opened, the path still leads to the device that was
    /// opened, and the device still answers.
    pub(super) fn is_still_there(&self, place: Option<PathBuf>) -> bool {
        place.as_ref() == Some(&self.path)
            && device_number(&self.path) == Some(self.device)
            && self.port.bytes_to_read().is_ok()
    }
}

fn is_quiet(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::TimedOut | io::ErrorKind::Interrupted | io::ErrorKind::WouldBlock)
}

fn device_number(path: &Path) -> Option<u64> {
    fs::metadata(path).ok().map(|found| found.rdev())
}

/// `serialport` gives `NoDevice` both for a locked port and for some missing ones; what the path says tells
/// them apart.
fn reason_of(error: &serialport::Error, path: &Path) -> Reason {
    match error.kind() {
        ErrorKind::Io(io::ErrorKind::NotFound) => Reason::PortMissing,
        ErrorKind::Io(io::ErrorKind::PermissionDenied) => Reason::PermissionDenied,
        ErrorKind::NoDevice if path.exists() => Reason::PortBusy,
        ErrorKind::NoDevice => Reason::PortMissing,
        ErrorKind::InvalidInput => Reason::PortSettingsRefused,
        // Unplugged between looking and opening, or a driver that rejects the settings.
        _ if !path.exists() => Reason::PortMissing,
        _ => Reason::PortSettingsRefused,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serialport::Error;

    #[test]
    fn troubles_of_opening_are_told_apart() {
        let here = Path::new("/");
        let nowhere = Path::new("/nonexistent/scanner");
        let io = |kind| Error::new(ErrorKind::Io(kind), "x");
        assert_eq!(reason_of(&io(io::ErrorKind::NotFound), here), Reason::PortMissing);
        assert_eq!(reason_of(&io(io::ErrorKind::PermissionDenied), here), Reason::PermissionDenied);
        assert_eq!(reason_of(&Error::new(ErrorKind::NoDevice, "locked"), here), Reason::PortBusy);
        assert_eq!(reason_of(&Error::new(ErrorKind::NoDevice, "gone"), nowhere), Reason::PortMissing);
        assert_eq!(reason_of(&Error::new(ErrorKind::Unknown, "EINVAL"), here), Reason::PortSettingsRefused);
        assert_eq!(reason_of(&Error::new(ErrorKind::Unknown, "ENXIO"), nowhere), Reason::PortMissing);
    }

    #[test]
    fn impossible_formats_are_refused_before_the_port_is_touched() {
        let nowhere = Path::new("/nonexistent/scanner");
        let mut config = SerialScannerConfig::new("s".parse().unwrap(), nowhere);
        assert_eq!(Port::open(nowhere, &config).unwrap_err(), Reason::PortMissing);
        config.data_bits = 9;
        assert_eq!(Port::open(nowhere, &config).unwrap_err(), Reason::PortSettingsRefused);
    }

    #[test]
    fn a_port_in_use_is_busy() {
        let place = tempfile::tempdir().unwrap();
        let scanner = balie_virtual::VirtualSerialScanner::plug(place.path().join("scanner")).unwrap();
        let config = SerialScannerConfig::new("s".parse().unwrap(), scanner.path());
        let held = Port::open(scanner.path(), &config).unwrap();
        assert!(held.is_still_there(Some(scanner.path().to_owned())));
        assert!(!held.is_still_there(Some(place.path().to_owned())) && !held.is_still_there(None));
        assert_eq!(Port::open(scanner.path(), &config).unwrap_err(), Reason::PortBusy);
        drop(held);
        assert!(Port::open(scanner.path(), &config).is_ok());
    }
}
