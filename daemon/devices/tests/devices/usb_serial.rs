//! Serial scanners on USB, found in what a system tells of its devices, on real terminals.

use std::fs;
use std::path::PathBuf;

use crate::common::{soon, until};
use balie_devices::discovery::{Found, NotUsed, Use};
use balie_devices::registry::DevicesConfig;
use balie_devices::scanner::{ClaimMode, ScannerClaim, ScannerEvent};
use balie_devices::usb::Places;
use balie_devices::{DeviceId, DeviceRegistry, DeviceState};
use balie_virtual::VirtualSerialScanner;
use tempfile::TempDir;

const SCANNER: (&str, &str, &str) = ("05f9", "4204", "Serial Scanner");

/// A system on which serial scanners are plugged in and out.
struct System {
    _root: TempDir,
    places: Places,
    devices: u8,
}

impl System {
    fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        let places = Places::below(root.path());
        fs::create_dir_all(&places.descriptions).unwrap();
        fs::create_dir_all(&places.terminals).unwrap();
        Self { _root: root, places, devices: 0 }
    }

    fn plug(&mut self, port: &str, make: (&str, &str, &str), tty: &str) -> VirtualSerialScanner {
        let terminal = VirtualSerialScanner::plug(self.places.terminals.join(tty)).unwrap();
        self.devices += 1;
        let write = |place: PathBuf, attributes: &[(&str, &str)]| {
            fs::create_dir_all(&place).unwrap();
            for (name, value) in attributes {
                fs::write(place.join(name), value).unwrap();
            }
        };
        let interface = self.places.descriptions.join(format!("{port}:1.0"));
        let class = [
            ("bInterfaceNumber", "00"),
            ("bInterfaceClass", "02"),
            ("bInterfaceSubClass", "02"),
            ("bInterfaceProtocol", "01"),
        ];
        fs::create_dir_all(interface.join("tty").join(tty)).unwrap();
        write(interface, &class);
        let address = self.devices.to_string();
        let device = [
            ("busnum", "1"),
            ("devnum", address.as_str()),
            ("idVendor", make.0),
            ("idProduct", make.1),
            ("product", make.2),
            ("bDeviceClass", "02"),
        ];
        write(self.places.descriptions.join(port), &device);
        terminal
    }

    fn unplug(&self, port: &str, scanner: VirtualSerialScanner) {
        drop(scanner);
        fs::remove_dir_all(self.places.descriptions.join(port)).unwrap();
        fs::remove_dir_all(self.places.descriptions.join(format!("{port}:1.0"))).unwrap();
    }

    fn start(&self, scanners: &str) -> DeviceRegistry {
        let config = format!("[devices]\nrescan_secs = 1\n{scanners}");
        let config: DevicesConfig = toml::from_str(&config).unwrap();
        DeviceRegistry::start_at(&config, self.places.clone()).unwrap()
    }
}

async fn is(registry: &DeviceRegistry, id: &DeviceId, wanted: DeviceState) {
    let is = || registry.device(id).is_some_and(|device| device.state == wanted);
    until(&format!("{id} is {wanted:?}"), is).await;
}

async fn scanned(claim: &mut ScannerClaim) -> String {
    loop {
        match soon("a scan", claim.next()).await.unwrap() {
            ScannerEvent::Data(data) => return data.text,
            ScannerEvent::Claimed | ScannerEvent::State(_) => {}
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn a_scanner_is_found_and_followed_to_another_terminal_with_its_claim() {
    let mut system = System::new();
    let mut scanner = system.plug("1-1", SCANNER, "ttyACM0");
    let registry = system.start("");
    let id: DeviceId = "scanner-05f9-4204".parse().unwrap();
    is(&registry, &id, DeviceState::Ready).await;
    assert_eq!(registry.device(&id).unwrap().info.label, "Serial Scanner");
    assert_eq!(registry.scanners().choose("balie-1").unwrap(), id);
    let mut claim = registry.claim_scanner(&id, "balie-1", ClaimMode::Refuse).await.unwrap();
    scanner.scan("29401000075801").unwrap();
    assert_eq!(scanned(&mut claim).await, "29401000075801");

    system.unplug("1-1", scanner);
    is(&registry, &id, DeviceState::Absent).await;
    until("nothing is found", || registry.found().is_empty()).await;
    let mut scanner = system.plug("1-2", SCANNER, "ttyACM7");
    is(&registry, &id, DeviceState::Ready).await;
    assert!(registry.device(&id).unwrap().info.address.ends_with("ttyACM7"));
    scanner.scan("29401000075819").unwrap();
    assert_eq!(scanned(&mut claim).await, "29401000075819");
    assert_eq!(registry.snapshots().len(), 1, "it is the same scanner");
    soon("shutdown", registry.shutdown()).await;
}

#[tokio::test]
async fn a_configured_scanner_is_known_by_its_device_and_others_are_explained() {
    let mut system = System::new();
    let _bridge = system.plug("1-1", ("0403", "6001", "FT232R UART"), "ttyUSB0");
    let _other = system.plug("1-2", ("067b", "2303", "USB-Serial Controller"), "ttyUSB1");
    let registry = system.start(
        "[[scanner]]\ndriver = \"serial\"\nid = \"mine\"\nmatch = { vendor = \"0403\" }\nstation = \"balie-1\"",
    );
    let mine: DeviceId = "mine".parse().unwrap();
    is(&registry, &mine, DeviceState::Ready).await;
    assert_eq!(registry.device(&mine).unwrap().info.station.as_deref(), Some("balie-1"));
    // Ready as soon as its driver has it; the list of what was found follows.
    until("the other is explained", || registry.found().len() == 2).await;
    let found = registry.found();
    let used = |port: &str| found.iter().find(|one: &&Found| one.port == port).unwrap().used.clone();
    assert_eq!(used("1-1"), Use::By(mine));
    assert_eq!(used("1-2"), Use::Not(NotUsed::UnknownSerialLine));
    soon("shutdown", registry.shutdown()).await;
}

#[tokio::test]
async fn without_usb_everything_else_works() {
    let place = tempfile::tempdir().unwrap();
    let mut scanner = VirtualSerialScanner::plug(place.path().join("scanner")).unwrap();
    let text = format!(
        "[[scanner]]\ndriver = \"serial\"\nid = \"line\"\npath = \"{}\"\n[[scanner]]\ndriver = \"usb\"\nid = \"usb\"",
        scanner.path().display()
    );
    let config: DevicesConfig = toml::from_str(&text).unwrap();
    let registry = DeviceRegistry::start_at(&config, Places::below("/nonexistent".as_ref())).unwrap();
    let (line, usb): (DeviceId, DeviceId) = ("line".parse().unwrap(), "usb".parse().unwrap());
    is(&registry, &line, DeviceState::Ready).await;
    is(&registry, &usb, DeviceState::Absent).await;
    let mut claim = registry.claim_scanner(&line, "balie-1", ClaimMode::Refuse).await.unwrap();
    scanner.scan("29401000075801").unwrap();
    assert_eq!(scanned(&mut claim).await, "29401000075801");
    assert!(registry.found().is_empty());
    soon("shutdown", registry.shutdown()).await;
}
