//! Scanners that come and go on USB: the bus is watched, and each driver told where its device is.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Weak};

use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::board::Board;
use super::{DevicesConfig, ScannerConfig};
use crate::DeviceId;
use crate::discovery::{Assigner, Connection, Decision, Driver, Found, Started, Use};
use crate::scanner::hid::{self, Target};
use crate::scanner::serial::Line;
use crate::scanner::{ScannerHub, ScannerSource, SerialScannerConfig, StartError, UsbScannerConfig, serial};
use crate::usb::{Places, UsbBus};

/// How a driver is told where its device is.
enum Teller {
    Usb(watch::Sender<Option<Target>>),
    Serial(watch::Sender<Option<Line>>),
}

/// The drivers of scanners on USB.
pub(super) struct Drivers {
    bus: Arc<UsbBus>,
    places: Places,
    tellers: BTreeMap<DeviceId, Teller>,
}

impl Drivers {
    pub(super) fn new(bus: Arc<UsbBus>, places: Places) -> Self {
        Self { bus, places, tellers: BTreeMap::new() }
    }

    /// Starts the driver of a scanner of the configuration.
    pub(super) fn configured(&mut self, scanner: &ScannerConfig) -> Result<ScannerSource, StartError> {
        match scanner {
            ScannerConfig::Serial(config) if config.path.is_some() => serial::start(config.clone()),
            ScannerConfig::Serial(config) => self.serial(config.clone()),
            ScannerConfig::Usb(config) => self.usb(config.clone()),
        }
    }

    /// Starts the driver of a scanner that was found.
    fn found(&mut self, started: Started) -> Result<ScannerSource, StartError> {
        let Started { id, driver, label } = started;
        let label = Some(label);
        match driver {
            Driver::Usb => self.usb(UsbScannerConfig { label, ..UsbScannerConfig::new(id) }),
            Driver::Serial => {
                // Its place is told.
                self.serial(SerialScannerConfig { label, path: None, ..SerialScannerConfig::new(id, "") })
            }
        }
    }

    fn usb(&mut self, config: UsbScannerConfig) -> Result<ScannerSource, StartError> {
        let (teller, targets) = watch::channel(None);
        self.tellers.insert(config.id.clone(), Teller::Usb(teller));
        hid::start(config, Arc::clone(&self.bus), targets)
    }

    fn serial(&mut self, config: SerialScannerConfig) -> Result<ScannerSource, StartError> {
        let (teller, lines) = watch::channel(None);
        self.tellers.insert(config.id.clone(), Teller::Serial(teller));
        serial::follow(config, lines)
    }

    /// Tells a driver where its device is, unless that is what it was told last.
    fn tell(&self, id: &DeviceId, connection: Option<Connection>) {
        match (self.tellers.get(id), connection) {
            (Some(Teller::Usb(teller)), Some(Connection::Usb(target))) => replace(teller, Some(target)),
            (Some(Teller::Serial(teller)), Some(Connection::Serial(line))) => {
                replace(teller, Some(Line { path: self.places.terminals.join(line.path), ..line }));
            }
            (Some(Teller::Usb(teller)), _) => replace(teller, None),
            (Some(Teller::Serial(teller)), _) => replace(teller, None),
            (None, _) => {}
        }
    }

    /// True when a path leads to the terminal of this name.
    fn leads_to(&self, path: &Path, tty: &str) -> bool {
        let terminal = self.places.terminals.join(tty);
        path == terminal
            || matches!((path.canonicalize(), terminal.canonicalize()), (Ok(path), Ok(terminal)) if path == terminal)
    }
}

fn replace<T: PartialEq>(teller: &watch::Sender<T>, value: T) {
    teller.send_if_modified(|present| {
        let differs = *present != value;
        *present = value;
        differs
    });
}

/// Watching the bus and what follows from it. Dropping it ends that without waiting.
pub(super) struct Automatic {
    bus: Arc<UsbBus>,
    found: watch::Receiver<Arc<[Found]>>,
    stop: CancellationToken,
}

impl Automatic {
    /// Must be called within a tokio runtime.
    pub(super) fn start(
        config: &DevicesConfig,
        drivers: Drivers,
        scanners: &Arc<ScannerHub>,
        board: &Arc<Board>,
    ) -> Self {
        let configured = config.scanner.iter().filter_map(ScannerConfig::on_usb).collect();
        let assigner = Assigner::new(config.discovery.clone(), configured, config.ids().cloned().collect());
        let (publish, found) = watch::channel(Arc::default());
        let stop = CancellationToken::new();
        let bus = Arc::clone(&drivers.bus);
        let task = Task {
            assigner,
            drivers,
            scanners: Arc::downgrade(scanners),
            board: Arc::downgrade(board),
            publish,
        };
        tokio::spawn(task.run(stop.clone()));
        Self { bus, found, stop }
    }

    /// What was found when the bus was looked at last.
    pub(super) fn found(&self) -> Vec<Found> {
        self.found.borrow().to_vec()
    }

    /// Ends watching and waits for it.
    pub(super) async fn shutdown(&self) {
        self.stop.cancel();
        self.bus.shutdown().await;
    }
}

impl Drop for Automatic {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

struct Task {
    assigner: Assigner,
    drivers: Drivers,
    scanners: Weak<ScannerHub>,
    board: Weak<Board>,
    publish: watch::Sender<Arc<[Found]>>,
}

impl Task {
    async fn run(mut self, stop: CancellationToken) {
        let mut bus = self.drivers.bus.subscribe();
        bus.mark_changed();
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                changed = bus.changed() => if changed.is_err() { return },
            }
            let snapshot = bus.borrow_and_update().clone();
            let drivers = &self.drivers;
            let decision = self.assigner.assign(&snapshot, |path, tty| drivers.leads_to(path, tty));
            if !self.follow(decision) {
                return;
            }
        }
    }

    /// False when the devices are gone.
    fn follow(&mut self, decision: Decision) -> bool {
        let (Some(scanners), Some(board)) = (self.scanners.upgrade(), self.board.upgrade()) else {
            return false;
        };
        for started in decision.started {
            match self.drivers.found(started) {
                Ok(source) => {
                    board.add(source.cell.clone());
                    scanners.add(source);
                }
                Err(error) => tracing::error!(%error, "a scanner that was found cannot be used"),
            }
        }
        for (id, connection) in decision.connections {
            self.drivers.tell(&id, connection);
        }
        self.log(&decision.found);
        self.publish.send_replace(decision.found.into());
        true
    }

    /// Says what is new, and why it is not used.
    fn log(&self, found: &[Found]) {
        let known = self.publish.borrow();
        for one in found.iter().filter(|one| !known.contains(one)) {
            let make = format!("{:04x}:{:04x}", one.vendor, one.product);
            let (device, not_used) = match &one.used {
                Use::By(id) => (Some(id.as_str()), None),
                Use::Not(reason) => (None, Some(reason.code())),
            };
            tracing::info!(port = one.port, make, way = ?one.way, device, not_used, "on USB");
        }
    }
}
