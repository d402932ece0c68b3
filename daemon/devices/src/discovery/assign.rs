//! Which device on the bus is which scanner.
//!
//! Everything here is a decision about what was seen; nothing is opened and nothing is waited for.

use std::path::PathBuf;

use super::config::DiscoveryConfig;
use super::found::{Found, Use};
use super::looks::{Looks, Way};
use super::{NotUsed, name};
use crate::DeviceId;
use crate::scanner::hid::Target;
use crate::scanner::serial::Line;
use crate::usb::{UsbDevice, UsbSelector, UsbSnapshot};

/// Which driver reads a scanner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Driver {
    Usb,
    Serial,
}

/// A scanner of the configuration.
#[derive(Debug, Clone)]
pub(crate) struct Configured {
    pub(crate) id: DeviceId,
    pub(crate) driver: Driver,
    pub(crate) meant: Meant,
}

/// Which device is meant.
#[derive(Debug, Clone)]
pub(crate) enum Meant {
    /// The one that fits.
    Selector(UsbSelector),
    /// The one whose terminal has this path. Its driver opens the path by itself.
    Path(PathBuf),
}

/// Where a driver finds its device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Connection {
    Usb(Target),
    /// The terminal is a bare name as yet.
    Serial(Line),
}

/// A scanner and the device it is, or was last.
#[derive(Debug)]
struct Slot {
    id: DeviceId,
    driver: Driver,
    meant: Option<Meant>,
    device: Option<UsbDevice>,
}

/// A scanner that was found by itself and needs a driver from now on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Started {
    pub(crate) id: DeviceId,
    pub(crate) driver: Driver,
    pub(crate) label: String,
}

/// What follows from what is on the bus.
#[derive(Debug, Default)]
pub(crate) struct Decision {
    /// Scanners that are new.
    pub(crate) started: Vec<Started>,
    /// Where each scanner is; `None` for one that is not plugged in.
    pub(crate) connections: Vec<(DeviceId, Option<Connection>)>,
    /// Everything that was found.
    pub(crate) found: Vec<Found>,
}

/// Remembers which device is which scanner, so that a scanner stays the same one over replugging.
#[derive(Debug)]
pub(crate) struct Assigner {
    config: DiscoveryConfig,
    slots: Vec<Slot>,
    /// Ids that are taken by other devices of the configuration.
    taken: Vec<DeviceId>,
}

/// A device that may still be given to a scanner.
struct Candidate<'a> {
    device: &'a UsbDevice,
    looks: Looks,
    used: Option<Use>,
    way: Option<Way>,
}

impl Assigner {
    pub(crate) fn new(config: DiscoveryConfig, configured: Vec<Configured>, taken: Vec<DeviceId>) -> Self {
        let slot =
            |one: Configured| Slot { id: one.id, driver: one.driver, meant: Some(one.meant), device: None };
        Self { config, slots: configured.into_iter().map(slot).collect(), taken }
    }

    /// Decides anew. `terminal` tells whether a configured path leads to a terminal of this name.
    pub(crate) fn assign(
        &mut self,
        bus: &UsbSnapshot,
        leads_to: impl Fn(&PathBuf, &str) -> bool,
    ) -> Decision {
        let mut candidates: Vec<Candidate<'_>> = bus.devices.iter().map(|device| self.look(device)).collect();
        self.by_path(&mut candidates, leads_to);
        // The same plugging in, then what is asked for most precisely, then a scanner that comes back.
        self.give(&mut candidates, |slot, device| slot.is_still(device));
        let mut precisions: Vec<usize> = self.slots.iter().filter_map(Slot::precision).collect();
        precisions.sort_unstable();
        precisions.dedup();
        for precision in precisions.into_iter().rev() {
            let asks = |slot: &Slot| slot.precision() == Some(precision);
            self.give(&mut candidates, |slot, device| asks(slot) && slot.was_at(device));
            self.give(&mut candidates, |slot, _| asks(slot));
        }
        self.give(&mut candidates, |slot, device| slot.was(device) && slot.was_at(device));
        self.give(&mut candidates, |slot, device| slot.was(device));
        let started = self.start(&mut candidates);
        Decision { started, connections: self.connections(&candidates), found: found(candidates) }
    }

    fn look<'a>(&self, device: &'a UsbDevice) -> Candidate<'a> {
        let ignored = self.config.ignore.iter().any(|selector| selector.fits(device));
        let used = ignored.then_some(Use::Not(NotUsed::Ignored));
        Candidate { device, looks: Looks::of(device), used, way: None }
    }

    /// A port that is opened by its path is taken, whoever finds its device.
    fn by_path(&self, candidates: &mut [Candidate<'_>], leads_to: impl Fn(&PathBuf, &str) -> bool) {
        let paths = self.slots.iter().filter_map(|slot| match &slot.meant {
            Some(Meant::Path(path)) => Some((slot, path)),
            _ => None,
        });
        for (slot, path) in paths {
            let leads = |way: &&Way| matches!(way, Way::Serial(tty) if leads_to(path, tty));
            for candidate in candidates.iter_mut() {
                if let Some(way) = candidate.looks.ways.iter().find(leads).cloned() {
                    candidate.take(slot.id.clone(), way);
                }
            }
        }
    }

    /// Gives each scanner that has no device yet the first one that suits it.
    fn give(&mut self, candidates: &mut [Candidate<'_>], suits: impl Fn(&Slot, &UsbDevice) -> bool) {
        for slot in &mut self.slots {
            let has = |candidate: &&mut Candidate<'_>| candidate.used == Some(Use::By(slot.id.clone()));
            if candidates.iter_mut().any(|candidate| has(&candidate)) {
                continue;
            }
            let free = candidates.iter_mut().filter(|candidate| candidate.used.is_none());
            let found = free.into_iter().find_map(|candidate| {
                let way = slot.way(candidate).filter(|_| suits(slot, candidate.device))?;
                Some((candidate, way))
            });
            if let Some((candidate, way)) = found {
                candidate.take(slot.id.clone(), way);
                slot.device = Some(candidate.device.clone());
            }
        }
    }

    /// Makes scanners of what is left, where that is wanted.
    fn start(&mut self, candidates: &mut [Candidate<'_>]) -> Vec<Started> {
        let mut started = Vec::new();
        let left =
            candidates.iter_mut().filter(|candidate| candidate.used.is_none() && candidate.looks.scanner);
        for candidate in left {
            let Some(way) = candidate.looks.ways.first().cloned() else { continue };
            if !self.config.auto {
                candidate.used = Some(Use::Not(NotUsed::AutomaticOff));
                continue;
            }
            let taken =
                |id: &DeviceId| self.taken.contains(id) || self.slots.iter().any(|slot| slot.id == *id);
            let Some(id) = name::id(candidate.device, taken) else { continue };
            let driver = way.driver();
            self.slots.push(Slot {
                id: id.clone(),
                driver,
                meant: None,
                device: Some(candidate.device.clone()),
            });
            started.push(Started { id: id.clone(), driver, label: name::label(candidate.device) });
            candidate.take(id, way);
        }
        started
    }

    fn connections(&self, candidates: &[Candidate<'_>]) -> Vec<(DeviceId, Option<Connection>)> {
        let followed = self.slots.iter().filter(|slot| !matches!(slot.meant, Some(Meant::Path(_))));
        let connection = |slot: &Slot| {
            let own = candidates.iter().find(|candidate| candidate.used == Some(Use::By(slot.id.clone())));
            (slot.id.clone(), own.and_then(Candidate::connection))
        };
        followed.map(connection).collect()
    }
}

impl Slot {
    /// How precisely the configuration asks for a device.
    fn precision(&self) -> Option<usize> {
        match &self.meant {
            Some(Meant::Selector(selector)) => Some(selector.precision()),
            _ => None,
        }
    }

    fn is_still(&self, device: &UsbDevice) -> bool {
        let same =
            |was: &UsbDevice| (was.bus, was.address, &was.port) == (device.bus, device.address, &device.port);
        self.device.as_ref().is_some_and(same) && self.was(device)
    }

    fn was(&self, device: &UsbDevice) -> bool {
        self.device.as_ref().is_some_and(|was| was.is_alike(device))
    }

    fn was_at(&self, device: &UsbDevice) -> bool {
        self.device.as_ref().is_some_and(|was| was.port == device.port)
    }

    /// The way in which this scanner may use a device.
    fn way(&self, candidate: &Candidate<'_>) -> Option<Way> {
        let may = match &self.meant {
            Some(Meant::Selector(selector)) => {
                let named =
                    selector.names_a_make() || (self.driver == Driver::Serial && selector.precision() > 0);
                selector.fits(candidate.device) && (candidate.looks.scanner || named)
            }
            Some(Meant::Path(_)) => false,
            None => candidate.looks.scanner,
        };
        candidate.looks.ways.iter().find(|way| may && way.driver() == self.driver).cloned()
    }
}

impl Way {
    const fn driver(&self) -> Driver {
        match self {
            Self::Serial(_) => Driver::Serial,
            Self::Pos(_) | Self::Keyboard(_) => Driver::Usb,
        }
    }
}

impl Candidate<'_> {
    fn take(&mut self, id: DeviceId, way: Way) {
        self.used = Some(Use::By(id));
        self.way = Some(way);
    }

    fn connection(&self) -> Option<Connection> {
        let device = self.device;
        match self.way.clone()? {
            Way::Serial(tty) => Some(Connection::Serial(Line {
                path: tty.into(),
                model: device.model.clone(),
                serial: device.serial.clone(),
            })),
            Way::Pos(interfaces) | Way::Keyboard(interfaces) => Some(Connection::Usb(Target {
                bus: device.bus,
                address: device.address,
                port: device.port.clone(),
                interfaces,
                model: device.model.clone(),
                serial: device.serial.clone(),
            })),
        }
    }
}

/// Everything that was found, with the interfaces that are not needed.
fn found(candidates: Vec<Candidate<'_>>) -> Vec<Found> {
    let mut found = Vec::new();
    for Candidate { device, looks, used, way } in candidates {
        match (used, looks.ways.first()) {
            (Some(Use::By(id)), _) => {
                found.push(Found::new(device, way.as_ref(), Use::By(id)));
                let spare = looks.ways.iter().filter(|other| Some(*other) != way.as_ref());
                found.extend(
                    spare.map(|way| Found::new(device, Some(way), Use::Not(NotUsed::SpareInterface))),
                );
            }
            (Some(not), Some(way)) => found.push(Found::new(device, Some(way), not)),
            (None, None) if looks.scanner => {
                found.push(Found::new(device, None, Use::Not(NotUsed::UnusableMode)));
            }
            (None, Some(way @ Way::Serial(_))) => {
                found.push(Found::new(device, Some(way), Use::Not(NotUsed::UnknownSerialLine)));
            }
            (None, Some(way)) => {
                found.push(Found::new(device, Some(way), Use::Not(NotUsed::UnknownKeyboard)))
            }
            // A mouse, a camera: nothing that concerns anybody here.
            (_, None) => {}
        }
    }
    found
}
