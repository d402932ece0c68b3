//! What the kernel tells about USB devices under `/sys`.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use nix::unistd::{AccessFlags, access};

use super::descriptor::{ReportDescriptor, Usage};
use super::{UsbDevice, UsbInterface, class};

/// Longest attribute that is read; a report descriptor has at most 4096 bytes in Linux.
const LONGEST: usize = 4096;

/// Where the system keeps what is asked here.
#[derive(Debug, Clone)]
pub struct Places {
    /// Descriptions of devices and interfaces.
    pub descriptions: PathBuf,
    /// The devices themselves, by bus and number.
    pub nodes: PathBuf,
    /// Serial terminals, by name.
    pub terminals: PathBuf,
}

impl Default for Places {
    fn default() -> Self {
        Self {
            descriptions: "/sys/bus/usb/devices".into(),
            nodes: "/dev/bus/usb".into(),
            terminals: "/dev".into(),
        }
    }
}

impl Places {
    /// The same places of a system that has all its directories below another one.
    #[must_use]
    pub fn below(root: &Path) -> Self {
        let below = |place: PathBuf| root.join(place.strip_prefix("/").unwrap_or(&place));
        let Self { descriptions, nodes, terminals } = Self::default();
        Self { descriptions: below(descriptions), nodes: below(nodes), terminals: below(terminals) }
    }
}

/// All devices except hubs, by port. What cannot be read of a device that is being unplugged is left out.
///
/// Reading the names of a device waits while the kernel resets it, so what is `known` of a device is not read
/// again; this also keeps what was known of an interface before its kernel driver was detached.
///
/// # Errors
/// When there is no USB at all.
pub(super) fn scan(places: &Places, known: &[UsbDevice]) -> io::Result<Vec<UsbDevice>> {
    let mut names: Vec<String> = fs::read_dir(&places.descriptions)?
        .flatten()
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| name.contains('-'))
        .collect();
    names.sort();
    let interfaces = |port: &str| -> Vec<UsbInterface> {
        let own = |name: &&String| name.strip_prefix(port).is_some_and(|rest| rest.starts_with(':'));
        names.iter().filter(own).filter_map(|name| interface(&places.descriptions.join(name))).collect()
    };
    let devices = names.iter().filter(|name| !name.contains(':'));
    Ok(devices.filter_map(|port| device(places, port, interfaces(port), known)).collect())
}

fn device(
    places: &Places,
    port: &str,
    mut interfaces: Vec<UsbInterface>,
    known: &[UsbDevice],
) -> Option<UsbDevice> {
    let place = places.descriptions.join(port);
    if number(&place, "bDeviceClass")? == class::HUB {
        return None;
    }
    let decimal = |name| text(&place, name)?.parse::<u8>().ok();
    let id = |name| u16::from_str_radix(&text(&place, name)?, 16).ok();
    let (bus, address) = (decimal("busnum")?, decimal("devnum")?);
    let node = places.nodes.join(format!("{bus:03}/{address:03}"));
    interfaces.sort_by_key(|interface| interface.number);
    let known = known.iter().find(|known| (known.bus, known.address, &*known.port) == (bus, address, port));
    for interface in interfaces.iter_mut().filter(|interface| interface.usages.is_none()) {
        let before =
            known.and_then(|known| known.interfaces.iter().find(|one| one.number == interface.number));
        interface.usages = before.and_then(|before| before.usages.clone());
    }
    let (manufacturer, model, serial) = match known.cloned() {
        Some(known) => (known.manufacturer, known.model, known.serial),
        None => (text(&place, "manufacturer"), text(&place, "product"), text(&place, "serial")),
    };
    Some(UsbDevice {
        bus,
        address,
        port: port.to_owned(),
        vendor: id("idVendor")?,
        product: id("idProduct")?,
        manufacturer,
        model,
        serial,
        interfaces,
        accessible: access(&node, AccessFlags::R_OK | AccessFlags::W_OK).is_ok(),
    })
}

fn interface(place: &Path) -> Option<UsbInterface> {
    let driver = fs::read_link(place.join("driver")).ok();
    Some(UsbInterface {
        number: number(place, "bInterfaceNumber")?,
        class: number(place, "bInterfaceClass")?,
        subclass: number(place, "bInterfaceSubClass")?,
        protocol: number(place, "bInterfaceProtocol")?,
        driver: driver.and_then(|path| path.file_name()?.to_str().map(str::to_owned)),
        tty: terminal(place),
        usages: usages(place),
    })
}

/// The terminal of an interface: `tty/ttyACM0` for CDC-ACM, `ttyUSB0` for serial converters.
fn terminal(place: &Path) -> Option<String> {
    let inner = children(&place.join("tty")).next();
    inner.or_else(|| children(place).find(|name| name.starts_with("tty") && name != "tty"))
}

/// What a HID driver read of the report descriptor; the directory of its device is called
/// `BUS:VENDOR:PRODUCT.INSTANCE`.
fn usages(place: &Path) -> Option<Vec<Usage>> {
    let device = children(place).find(|name| name.split(':').count() == 3 && name.contains('.'))?;
    let bytes = fs::read(place.join(device).join("report_descriptor")).ok()?;
    Some(ReportDescriptor::parse(bytes.get(..bytes.len().min(LONGEST))?).ok()?.applications().to_vec())
}

fn children(place: &Path) -> impl Iterator<Item = String> {
    let entries = fs::read_dir(place).into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.file_name().into_string().ok())
}

/// An attribute; `None` where it is missing or empty. What a device calls itself may hold anything, so
/// everything that cannot be shown is taken out.
fn text(place: &Path, name: &str) -> Option<String> {
    let bytes = fs::read(place.join(name)).ok()?;
    let shown: String = String::from_utf8_lossy(&bytes).chars().filter(|c| !c.is_control()).collect();
    Some(shown.trim().to_owned()).filter(|text| !text.is_empty())
}

/// A byte, in hexadecimal.
fn number(place: &Path, name: &str) -> Option<u8> {
    u8::from_str_radix(&text(place, name)?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    struct Tree {
        _place: tempfile::TempDir,
        places: Places,
    }

    impl Tree {
        fn new() -> Self {
            let place = tempfile::tempdir().unwrap();
            let places = Places::below(place.path());
            fs::create_dir_all(&places.descriptions).unwrap();
            Self { _place: place, places }
        }

        fn put(&self, name: &str, attributes: &[(&str, &str)]) -> PathBuf {
            let place = self.places.descriptions.join(name);
            fs::create_dir_all(&place).unwrap();
            for (attribute, value) in attributes {
                fs::write(place.join(attribute), format!("{value}\n")).unwrap();
            }
            place
        }

        fn device(&self, port: &str, class: &str, address: &str) {
            self.put(
                port,
                &[
                    ("bDeviceClass", class),
                    ("busnum", "1"),
                    ("devnum", address),
                    ("idVendor", "05e0"),
                    ("idProduct", "1200"),
                    ("product", "Bar Code\u{7} Scanner "),
                    ("serial", ""),
                ],
            );
        }

        fn interface(&self, name: &str, number: &str, class: [&str; 3]) -> PathBuf {
            let [class, subclass, protocol] = class;
            self.put(
                name,
                &[
                    ("bInterfaceNumber", number),
                    ("bInterfaceClass", class),
                    ("bInterfaceSubClass", subclass),
                    ("bInterfaceProtocol", protocol),
                ],
            )
        }
    }

    #[test]
    fn devices_are_read_with_their_interfaces() {
        let tree = Tree::new();
        tree.device("1-1.2", "00", "7");
        tree.device("1-1", "09", "2");
        tree.device("usb1", "09", "1");
        let serial = tree.interface("1-1.2:1.1", "01", ["02", "02", "01"]);
        fs::create_dir_all(serial.join("tty/ttyACM3")).unwrap();
        let keyboard = tree.interface("1-1.2:1.0", "00", ["03", "01", "01"]);
        symlink("../../../bus/usb/drivers/usbhid", keyboard.join("driver")).unwrap();
        let hid = keyboard.join("0003:05E0:1200.0001");
        fs::create_dir_all(&hid).unwrap();
        fs::write(hid.join("report_descriptor"), [0x05, 0x01, 0x09, 0x06, 0xa1, 0x01, 0xc0]).unwrap();
        let converter = tree.interface("1-1.2:1.2", "02", ["ff", "00", "00"]);
        fs::create_dir_all(converter.join("ttyUSB0")).unwrap();
        // Of another device whose port begins with the same characters.
        tree.interface("1-1.20:1.0", "00", ["08", "06", "50"]);

        let devices = scan(&tree.places, &[]).unwrap();
        let [device] = devices.as_slice() else { panic!("{devices:?}") };
        assert_eq!((device.port.as_str(), device.bus, device.address), ("1-1.2", 1, 7));
        assert_eq!((device.ids().as_str(), device.accessible), ("05e0:1200", false));
        assert_eq!((device.model.as_deref(), device.serial.as_deref()), (Some("Bar Code Scanner"), None));
        let [keyboard, serial, converter] = device.interfaces.as_slice() else { panic!("{device:?}") };
        assert!(keyboard.is_boot_keyboard());
        assert_eq!(keyboard.driver.as_deref(), Some("usbhid"));
        assert_eq!(keyboard.usages.as_deref(), Some(&[Usage::new(1, 6)][..]));
        assert_eq!((serial.tty.as_deref(), converter.tty.as_deref()), (Some("ttyACM3"), Some("ttyUSB0")));
        assert_eq!(serial.usages, None);
    }

    #[test]
    fn what_is_known_survives_a_detached_driver_and_names_are_read_once() {
        let tree = Tree::new();
        tree.device("1-1", "00", "7");
        let hid = tree.interface("1-1:1.0", "00", ["03", "00", "00"]).join("0003:05E0:1200.0001");
        fs::create_dir_all(&hid).unwrap();
        fs::write(hid.join("report_descriptor"), [0x05, 0x8c, 0x09, 0x02, 0xa1, 0x01, 0xc0]).unwrap();
        let before = scan(&tree.places, &[]).unwrap();
        fs::remove_dir_all(&hid).unwrap();
        fs::remove_file(tree.places.descriptions.join("1-1/product")).unwrap();
        assert_eq!(scan(&tree.places, &before).unwrap(), before);
        // Plugged in again it is another one, as far as is known.
        tree.device("1-1", "00", "8");
        assert_eq!(scan(&tree.places, &before).unwrap()[0].interfaces[0].usages, None);
    }

    #[test]
    fn a_node_the_daemon_may_open_is_accessible() {
        let tree = Tree::new();
        tree.device("1-1", "00", "7");
        fs::create_dir_all(tree.places.nodes.join("001")).unwrap();
        fs::write(tree.places.nodes.join("001/007"), "").unwrap();
        assert!(scan(&tree.places, &[]).unwrap()[0].accessible);
    }

    #[test]
    fn a_device_that_is_going_is_left_out_and_no_usb_is_an_error() {
        let tree = Tree::new();
        tree.put("1-1", &[("bDeviceClass", "00"), ("busnum", "1")]);
        assert_eq!(scan(&tree.places, &[]).unwrap(), []);
        let nowhere = Places::below(Path::new("/nonexistent"));
        assert!(scan(&nowhere, &[]).is_err());
    }
}
