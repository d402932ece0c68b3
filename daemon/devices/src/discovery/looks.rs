//! What a USB device looks like.

use super::makers::scanner_maker;
use crate::usb::descriptor::Usage;
use crate::usb::{UsbDevice, UsbInterface, class};

const SCANNER_PAGE: u16 = 0x8c;
/// The page of one maker's second interface. Only one of the two talks, and which one differs.
const SCANNER_VENDOR_PAGE: u16 = 0xff8c;
const KEYBOARD: Usage = Usage::new(0x01, 0x06);
/// What scanners call themselves, in lower case.
pub(super) const NAMES: [&str; 6] = ["barcode", "bar code", "bar-code", "qrcode", "qr code", "scanner"];
/// What scanners of something else call themselves as well.
pub(super) const OTHER_SCANNERS: [&str; 9] =
    ["finger", "palm", "vein", "iris", "film", "document", "flatbed", "passport", "photo"];

/// How a device may send codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WayKind {
    /// By HID POS.
    Pos,
    /// On a serial line.
    Serial,
    /// As a keyboard.
    Keyboard,
}

/// A way in which a device may send codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way {
    /// HID POS, on one or more interfaces.
    Pos(Vec<u8>),
    /// A serial line: the name of its terminal.
    Serial(String),
    /// A keyboard, on one or more interfaces.
    Keyboard(Vec<u8>),
}

/// What a device looks like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Looks {
    /// The ways in which it may send codes, the best first.
    pub ways: Vec<Way>,
    /// It is a scanner: by its maker, by what it says of its reports, or by its name.
    pub scanner: bool,
}

impl Looks {
    /// Looks at a device.
    #[must_use]
    pub fn of(device: &UsbDevice) -> Self {
        let known_maker = scanner_maker(device.vendor).is_some();
        let numbers = |wanted: &dyn Fn(&UsbInterface) -> bool| -> Vec<u8> {
            let fitting = device.interfaces.iter().filter(|interface| wanted(interface));
            fitting.map(|interface| interface.number).collect()
        };
        let told = numbers(&|interface| page(interface, SCANNER_PAGE));
        // Where the kernel says nothing of the reports, a HID interface of a scanner that is no keyboard is
        // worth asking.
        let pos = numbers(&|interface| {
            page(interface, SCANNER_PAGE)
                || page(interface, SCANNER_VENDOR_PAGE)
                || (known_maker && is_unknown_hid(interface))
        });
        let keyboards = numbers(&is_keyboard);
        let terminals = device.interfaces.iter().filter_map(|interface| interface.tty.clone());
        let mut ways = Vec::new();
        ways.extend(Some(pos).filter(|pos| !pos.is_empty()).map(Way::Pos));
        ways.extend(terminals.map(Way::Serial));
        ways.extend(Some(keyboards).filter(|keyboards| !keyboards.is_empty()).map(Way::Keyboard));
        let scanner = known_maker || !told.is_empty() || (!ways.is_empty() && is_called_scanner(device));
        Self { ways, scanner }
    }
}

impl Way {
    /// What kind of way it is.
    #[must_use]
    pub const fn kind(&self) -> WayKind {
        match self {
            Self::Pos(_) => WayKind::Pos,
            Self::Serial(_) => WayKind::Serial,
            Self::Keyboard(_) => WayKind::Keyboard,
        }
    }
}

fn page(interface: &UsbInterface, page: u16) -> bool {
    interface.usages.iter().flatten().any(|usage| usage.page == page)
}

fn is_keyboard(interface: &UsbInterface) -> bool {
    match &interface.usages {
        Some(usages) => usages.contains(&KEYBOARD),
        None => interface.is_boot_keyboard(),
    }
}

fn is_unknown_hid(interface: &UsbInterface) -> bool {
    interface.class == class::HID && interface.usages.is_none() && !interface.is_boot_keyboard()
}

fn is_called_scanner(device: &UsbDevice) -> bool {
    let name = device.model.as_deref().unwrap_or_default().to_lowercase();
    let has = |known: &[&str]| known.iter().any(|known| name.contains(known));
    has(&NAMES) && !has(&OTHER_SCANNERS)
}
