//! Who makes scanners and pass printers.
//!
//! The vendor numbers are those of the USB Implementers Forum. A maker stands here only when everything it
//! makes with a keyboard or a serial interface is a scanner, so that nobody's keyboard is taken.

/// What a maker makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Makes {
    /// Barcode scanners.
    Scanners,
    /// Printers of cards.
    PassPrinters,
}

/// A maker of devices that Balie can use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Maker {
    /// Its USB vendor number.
    pub vendor: u16,
    /// Its name.
    pub name: &'static str,
    /// What it makes.
    pub makes: Makes,
}

const fn scanners(vendor: u16, name: &'static str) -> Maker {
    Maker { vendor, name, makes: Makes::Scanners }
}

const fn printers(vendor: u16, name: &'static str) -> Maker {
    Maker { vendor, name, makes: Makes::PassPrinters }
}

/// All known makers.
pub const MAKERS: [Maker; 19] = [
    scanners(0x0536, "Hand Held Products"),
    scanners(0x05e0, "Zebra (Symbol)"),
    scanners(0x05f9, "Datalogic (PSC)"),
    scanners(0x065a, "Opticon"),
    scanners(0x067e, "Intermec"),
    scanners(0x0745, "CipherLab"),
    scanners(0x076d, "Denso"),
    scanners(0x080c, "Datalogic"),
    scanners(0x08fb, "Socket"),
    scanners(0x0c2e, "Honeywell (Metrologic)"),
    scanners(0x11fa, "Code"),
    scanners(0x1777, "Microscan"),
    scanners(0x1eab, "Newland"),
    scanners(0x23d0, "Honeywell"),
    scanners(0x27dd, "Mindeo"),
    printers(0x09b0, "HID (Fargo)"),
    printers(0x0a27, "Entrust (Datacard)"),
    printers(0x0c1f, "Magicard"),
    printers(0x0f49, "Evolis"),
];

/// The maker of scanners with this vendor number.
#[must_use]
pub fn scanner_maker(vendor: u16) -> Option<&'static Maker> {
    MAKERS.iter().find(|maker| maker.vendor == vendor && maker.makes == Makes::Scanners)
}
