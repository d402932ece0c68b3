//! The driver for scanners on a serial line, and for USB scanners in CDC-ACM mode.
//!
//! Serial ports have no portable asynchronous reads, so one thread owns the port: it opens it, reads it,
//! notices when it goes away and opens it again when it comes back. Nothing else ever touches the port.

mod config;
mod port;

use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

use tokio::sync::{mpsc, watch};

use super::framing::Framer;
use super::{
    DriverHandle, DriverLife, LONGEST_RETRY, OPENED, READ_QUEUE, Read, STOP_NOTICE, ScannerSource, StartError,
};
use crate::backoff::Backoff;
use crate::{DeviceCell, DeviceInfo, DeviceRole, DeviceState, Reason};
pub use config::{Parity, SerialScannerConfig};
use port::{Input, Port};

/// How soon a code that broke off is noticed.
const MID_CODE_NOTICE: Duration = Duration::from_millis(50);

/// Where the port is found.
#[derive(Debug)]
enum Place {
    /// At the path of the configuration.
    Fixed(Option<PathBuf>),
    /// Wherever whoever watches the USB bus says.
    Followed(watch::Receiver<Option<Line>>),
}

/// A serial line on USB.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    /// Its terminal.
    pub path: PathBuf,
    /// What its device calls itself.
    pub model: Option<String>,
    /// Serial number of its device.
    pub serial: Option<String>,
}

impl Place {
    fn line(&self) -> Option<Line> {
        match self {
            Self::Fixed(path) => path.clone().map(|path| Line { path, ..Line::default() }),
            Self::Followed(lines) => lines.borrow().clone(),
        }
    }
}

/// Starts the driver for the port at the configured path. A port that is missing or cannot be opened is no
/// error but a state of the device.
///
/// # Errors
/// When the system gives no thread.
pub fn start(config: SerialScannerConfig) -> Result<ScannerSource, StartError> {
    let place = Place::Fixed(config.path.clone());
    spawn(config, place)
}

/// Starts the driver for a line that is told, and may change; `None` while it is not plugged in.
///
/// # Errors
/// When the system gives no thread.
pub fn follow(
    config: SerialScannerConfig,
    lines: watch::Receiver<Option<Line>>,
) -> Result<ScannerSource, StartError> {
    spawn(config, Place::Followed(lines))
}

fn spawn(config: SerialScannerConfig, place: Place) -> Result<ScannerSource, StartError> {
    let address = place.line().map_or_else(|| "usb".to_owned(), |line| line.path.display().to_string());
    let mut info =
        DeviceInfo::new(config.id.clone(), DeviceRole::Scanner, "serial", address, config.label.clone());
    info.station.clone_from(&config.station);
    let cell = DeviceCell::new(info);
    let (sender, reads) = mpsc::channel(READ_QUEUE);
    let (driver, life) = DriverHandle::new();
    let id = config.id.clone();
    let owner = Owner { config, place, cell: cell.clone(), reads: sender, life };
    thread::Builder::new()
        .name(format!("scanner {id}"))
        .spawn(move || owner.run())
        .map_err(|source| StartError { id, source })?;
    Ok(ScannerSource { cell, reads, driver })
}

/// Why a port is let go of.
#[derive(Debug, PartialEq, Eq)]
enum End {
    Stop,
    Gone,
    Refresh,
}

struct Owner {
    config: SerialScannerConfig,
    place: Place,
    cell: DeviceCell,
    reads: mpsc::Sender<Read>,
    life: DriverLife,
}

impl Owner {
    fn run(mut self) {
        let mut backoff = Backoff::new(self.config.retry(), LONGEST_RETRY);
        while !self.must_stop() {
            match self.open() {
                Ok(port) => {
                    backoff.reset();
                    self.cell.update(|info| info.count(OPENED));
                    self.cell.set_state(DeviceState::Ready);
                    match self.read(port) {
                        End::Stop => break,
                        // The same port is opened again at once; nobody needs to hear of it.
                        End::Refresh => continue,
                        End::Gone => self.cell.set_state(DeviceState::Absent),
                    }
                }
                Err(Reason::PortMissing) => self.cell.set_state(DeviceState::Absent),
                Err(reason) => self.cell.set_state(DeviceState::of(reason)),
            }
            self.pause(backoff.delay());
        }
        self.cell.set_state(DeviceState::Absent);
    }

    fn open(&self) -> Result<Port, Reason> {
        let line = self.place.line().ok_or(Reason::PortMissing)?;
        self.cell.update(|info| {
            info.address = line.path.display().to_string();
            info.model.clone_from(&line.model);
            info.serial.clone_from(&line.serial);
        });
        let port = Port::open(&line.path, &self.config)?;
        Ok(port)
    }

    fn read(&mut self, mut port: Port) -> End {
        let mut framer = Framer::new(self.config.framing.clone());
        let mut buffer = [0; 512];
        let mut last_byte = Instant::now();
        let mut last_check = last_byte;
        let end = loop {
            if self.must_stop() {
                break End::Stop;
            }
            let patience = if framer.is_mid_code() { MID_CODE_NOTICE } else { STOP_NOTICE };
            match port.read(&mut buffer, patience) {
                Input::Bytes(count) => {
                    last_byte = Instant::now();
                    last_check = last_byte;
                    for read in framer.push(&buffer[..count], last_byte) {
                        self.deliver(read);
                    }
                }
                Input::Gone => break End::Gone,
                Input::Quiet => {
                    let now = Instant::now();
                    if let Some(read) = framer.expire(now) {
                        self.deliver(read);
                    }
                    if now.duration_since(last_check) >= self.config.silent_check() {
                        last_check = now;
                        if !port.is_still_there(self.place.line().map(|line| line.path)) {
                            break End::Gone;
                        }
                    }
                    let quiet = now.duration_since(last_byte);
                    if !framer.is_mid_code() && self.config.refresh().is_some_and(|limit| quiet >= limit) {
                        break End::Refresh;
                    }
                }
            }
        };
        if let Some(read) = framer.interrupt() {
            self.deliver(read);
        }
        end
    }

    /// Hands a read over. The queue is emptied by a task that does nothing slow, so waiting here is short; a
    /// closed queue means that the hub is gone, and so is the reason to go on.
    fn deliver(&self, read: Read) {
        if self.reads.blocking_send(read).is_err() {
            self.life.request_stop();
        }
    }

    fn must_stop(&self) -> bool {
        self.life.must_stop() || self.reads.is_closed()
    }

    fn pause(&self, length: Duration) {
        let until = Instant::now() + length;
        while !self.must_stop() {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                break;
            }
            thread::sleep(left.min(STOP_NOTICE));
        }
    }
}
