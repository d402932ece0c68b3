//! Watching the bus.

mod orphans;
mod plan;

use std::fmt;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use rusb::{Context, Device, Hotplug, HotplugBuilder, Registration, UsbContext};
use tokio::sync::watch;

use super::sysfs::{self, Places};
use super::{UsbDevice, UsbSelector};
use crate::scanner::{DriverHandle, DriverLife};
use orphans::Orphans;
use plan::Plan;

/// How soon the thread notices that it should stop.
const STOP_NOTICE: Duration = Duration::from_secs(1);

/// What is on the bus at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UsbSnapshot {
    /// The devices, by port, without hubs.
    pub devices: Vec<UsbDevice>,
    /// True when devices can be opened: there is a bus, and libusb can be used.
    pub usable: bool,
}

impl UsbSnapshot {
    /// The device of this number, if it is still there.
    #[must_use]
    pub fn device(&self, bus: u8, address: u8) -> Option<&UsbDevice> {
        self.devices.iter().find(|device| (device.bus, device.address) == (bus, address))
    }

    /// The first device that is meant.
    #[must_use]
    pub fn find(&self, selector: &UsbSelector) -> Option<&UsbDevice> {
        self.devices.iter().find(|device| selector.fits(device))
    }
}

/// The bus, watched by one thread. A machine without USB has a bus with nothing on it.
pub struct UsbBus {
    shared: Arc<Shared>,
    thread: DriverHandle,
}

struct Shared {
    places: Places,
    context: Mutex<Option<Context>>,
    snapshots: watch::Sender<Arc<UsbSnapshot>>,
}

impl fmt::Debug for UsbBus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UsbBus").field("places", &self.shared.places).finish_non_exhaustive()
    }
}

impl UsbBus {
    /// Starts watching; `every` is how often the bus is looked at without being told of a change.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(places: Places, every: Duration) -> io::Result<Self> {
        let (snapshots, _) = watch::channel(Arc::default());
        let shared = Arc::new(Shared { places, context: Mutex::default(), snapshots });
        let (handle, life) = DriverHandle::new();
        let watcher = Arc::clone(&shared);
        thread::Builder::new().name("usb".into()).spawn(move || watcher.watch(&life, every))?;
        Ok(Self { shared, thread: handle })
    }

    /// What is on the bus now, as far as it was looked at.
    #[must_use]
    pub fn snapshot(&self) -> Arc<UsbSnapshot> {
        self.shared.snapshots.borrow().clone()
    }

    /// Follows the bus; the receiver starts with the present snapshot, which is empty at first.
    #[must_use]
    pub fn subscribe(&self) -> watch::Receiver<Arc<UsbSnapshot>> {
        self.shared.snapshots.subscribe()
    }

    /// A device, to be opened.
    ///
    /// # Errors
    /// `NoDevice` when it is gone or libusb cannot be used; otherwise what libusb says.
    pub fn device(&self, bus: u8, address: u8) -> rusb::Result<Device<Context>> {
        self.shared.device(bus, address)
    }

    /// Stops watching and waits until the thread has ended.
    pub async fn shutdown(&self) {
        self.thread.stop();
        if let Some(context) = &*self.shared.lock() {
            context.interrupt_handle_events();
        }
        self.thread.shutdown().await;
    }
}

impl Drop for UsbBus {
    fn drop(&mut self) {
        self.thread.stop();
    }
}

/// libusb's side: who is told of a change.
struct Watcher {
    context: Context,
    changed: Arc<AtomicBool>,
    _registration: Option<Registration<Context>>,
}

struct Changed(Arc<AtomicBool>);

impl Hotplug<Context> for Changed {
    fn device_arrived(&mut self, _: Device<Context>) {
        self.0.store(true, Ordering::Relaxed);
    }

    fn device_left(&mut self, _: Device<Context>) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl Watcher {
    fn new() -> rusb::Result<Self> {
        let context = Context::new()?;
        let changed = Arc::new(AtomicBool::new(false));
        let callback = Box::new(Changed(Arc::clone(&changed)));
        // Where there are no events, looking again regularly has to do.
        let registration = if rusb::has_hotplug() {
            HotplugBuilder::new().register::<Context, _>(&context, callback).ok()
        } else {
            None
        };
        Ok(Self { context, changed, _registration: registration })
    }
}

impl Shared {
    fn watch(&self, life: &DriverLife, every: Duration) {
        let mut watcher: Option<Watcher> = None;
        let mut plan = Plan::new(Instant::now(), every);
        let mut complained = false;
        let mut orphans = Orphans::default();
        while !life.must_stop() {
            let now = Instant::now();
            if watcher.as_ref().is_some_and(|watcher| watcher.changed.swap(false, Ordering::Relaxed)) {
                plan.changed(now);
            }
            if plan.is_due(now) {
                if watcher.is_none() {
                    watcher = self.open(&mut complained);
                }
                self.look(watcher.is_some());
                if watcher.is_some() {
                    self.give_back(&mut orphans);
                }
            }
            let wait = plan.wait(Instant::now()).min(STOP_NOTICE);
            match &watcher {
                Some(watcher) if watcher.context.handle_events(Some(wait)).is_ok() => {}
                _ => thread::sleep(wait),
            }
        }
        *self.lock() = None;
    }

    fn device(&self, bus: u8, address: u8) -> rusb::Result<Device<Context>> {
        let context = self.lock().clone().ok_or(rusb::Error::NoDevice)?;
        let devices = context.devices()?;
        let found = devices.iter().find(|device| (device.bus_number(), device.address()) == (bus, address));
        found.ok_or(rusb::Error::NoDevice)
    }

    fn open(&self, complained: &mut bool) -> Option<Watcher> {
        match Watcher::new() {
            Ok(watcher) => {
                *self.lock() = Some(watcher.context.clone());
                Some(watcher)
            }
            Err(error) => {
                if !std::mem::replace(complained, true) {
                    tracing::info!(%error, "no USB on this machine, as far as libusb can tell");
                }
                None
            }
        }
    }

    fn look(&self, opened: bool) {
        let known = self.snapshots.borrow().clone();
        let found = sysfs::scan(&self.places, &known.devices);
        let usable = opened && found.is_ok();
        let snapshot = UsbSnapshot { devices: found.unwrap_or_default(), usable };
        self.snapshots.send_if_modified(|present| {
            let differs = **present != snapshot;
            if differs {
                *present = Arc::new(snapshot);
            }
            differs
        });
    }

    /// Gives orphans back to the kernel's driver; then they are looked at like all others.
    fn give_back(&self, orphans: &mut Orphans) {
        let snapshot = self.snapshots.borrow().clone();
        for (device, interfaces) in orphans.look(&snapshot.devices) {
            let Ok(handle) = self.device(device.bus, device.address).and_then(|device| device.open()) else {
                continue;
            };
            for interface in interfaces {
                let given = handle.attach_kernel_driver(interface);
                tracing::debug!(port = device.port, interface, ?given, "interface given back to the kernel");
            }
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Context>> {
        self.context.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVERY: Duration = Duration::from_secs(1);

    #[tokio::test]
    async fn a_machine_without_usb_has_an_empty_bus() {
        let bus = UsbBus::start(Places::below("/nonexistent".as_ref()), EVERY).unwrap();
        assert_eq!(*bus.snapshot(), UsbSnapshot::default());
        assert!(bus.device(1, 2).is_err());
        tokio::time::timeout(Duration::from_secs(60), bus.shutdown()).await.unwrap();
    }

    #[tokio::test]
    async fn what_is_plugged_in_is_seen_without_any_event() {
        let place = tempfile::tempdir().unwrap();
        let places = Places::below(place.path());
        let device = places.descriptions.join("1-1");
        std::fs::create_dir_all(&places.descriptions).unwrap();
        let bus = UsbBus::start(places, EVERY).unwrap();
        let mut snapshots = bus.subscribe();
        std::fs::create_dir(&device).unwrap();
        for (name, value) in [
            ("busnum", "1"),
            ("devnum", "5"),
            ("idVendor", "05e0"),
            ("idProduct", "1200"),
            ("bDeviceClass", "00"),
        ] {
            std::fs::write(device.join(name), value).unwrap();
        }
        let seen = snapshots.wait_for(|snapshot| snapshot.device(1, 5).is_some());
        drop(tokio::time::timeout(Duration::from_secs(60), seen).await.unwrap().unwrap());
        std::fs::remove_dir_all(&device).unwrap();
        let gone = snapshots.wait_for(|snapshot| snapshot.devices.is_empty());
        drop(tokio::time::timeout(Duration::from_secs(60), gone).await.unwrap().unwrap());
        bus.shutdown().await;
    }
}
