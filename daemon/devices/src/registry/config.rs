//! The devices of a branch, as its configuration lists them.

use std::time::Duration;

use serde::Deserialize;

use super::RegistryError;
use crate::DeviceId;
use crate::discovery::{Configured, DiscoveryConfig, Driver, Meant};
use crate::document_scanner::{EsclConfig, Peculiarities, SaneConfig};
use crate::printer::{EvolisConfig, IppConfig, ZplConfig};
use crate::scanner::{SerialScannerConfig, UsbScannerConfig};

/// A scanner, by driver.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(tag = "driver", rename_all = "kebab-case")]
pub enum ScannerConfig {
    /// On a serial line or a USB CDC-ACM device.
    Serial(SerialScannerConfig),
    /// On USB, playing a keyboard or speaking HID POS.
    Usb(UsbScannerConfig),
}

/// A pass printer, by driver.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(tag = "driver", rename_all = "kebab-case")]
pub enum PassPrinterConfig {
    /// An Evolis printer.
    Evolis(EvolisConfig),
    /// A printer of cards or labels that speaks ZPL II.
    Zpl(ZplConfig),
    /// A printer that is reached by IPP, such as a queue of CUPS.
    Ipp(IppConfig),
}

/// A form printer, by driver.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(tag = "driver", rename_all = "kebab-case")]
pub enum FormPrinterConfig {
    /// A printer that is reached by IPP, or a queue of CUPS.
    Ipp(IppConfig),
}

/// A document scanner, by driver.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(tag = "driver", rename_all = "kebab-case")]
pub enum DocumentScannerConfig {
    /// On the network, or on USB through ipp-usb: driverless, by eSCL.
    Escl(EsclConfig),
    /// Any that SANE knows, through scanimage.
    Sane(SaneConfig),
}

/// All devices of a branch. To be embedded in the daemon's own configuration.
///
/// ```toml
/// claim_ask_secs = 10
///
/// [[scanner]]
/// driver = "serial"
/// id = "scanner-1"
/// path = "/dev/ttyACM0"
///
/// [[pass_printer]]
/// driver = "evolis"
/// id = "pass-printer"
/// address = "10.0.0.20:9100"
/// ```
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DevicesConfig {
    /// The scanners.
    pub scanner: Vec<ScannerConfig>,
    /// The pass printers.
    pub pass_printer: Vec<PassPrinterConfig>,
    /// The form printers.
    pub form_printer: Vec<FormPrinterConfig>,
    /// The document scanners.
    pub document_scanner: Vec<DocumentScannerConfig>,
    /// How devices on USB are found.
    #[serde(rename = "devices")]
    pub discovery: DiscoveryConfig,
    /// How long the holder of a scanner gets to retain it when another station asks, in seconds.
    pub claim_ask_secs: u64,
    /// In what document scanners differ from their specification: those that are built in, and those of a file.
    #[serde(skip)]
    pub peculiarities: Peculiarities,
}

impl Default for DevicesConfig {
    fn default() -> Self {
        Self {
            scanner: Vec::new(),
            pass_printer: Vec::new(),
            form_printer: Vec::new(),
            document_scanner: Vec::new(),
            discovery: DiscoveryConfig::default(),
            claim_ask_secs: 10,
            peculiarities: Peculiarities::built_in(),
        }
    }
}

impl ScannerConfig {
    /// The name of the device.
    #[must_use]
    pub const fn id(&self) -> &DeviceId {
        match self {
            Self::Serial(config) => &config.id,
            Self::Usb(config) => &config.id,
        }
    }

    /// What this has to do with USB; `None` when that cannot be told, because it has no place or two.
    pub(super) fn on_usb(&self) -> Option<Configured> {
        let (driver, meant) = match self {
            Self::Serial(SerialScannerConfig { path: Some(path), selector: None, .. }) => {
                (Driver::Serial, Meant::Path(path.clone()))
            }
            Self::Serial(SerialScannerConfig { path: None, selector: Some(selector), .. }) => {
                (Driver::Serial, Meant::Selector(selector.clone()))
            }
            Self::Serial(_) => return None,
            Self::Usb(config) => (Driver::Usb, Meant::Selector(config.selector.clone())),
        };
        Some(Configured { id: self.id().clone(), driver, meant })
    }
}

impl PassPrinterConfig {
    /// The name of the device.
    #[must_use]
    pub const fn id(&self) -> &DeviceId {
        match self {
            Self::Evolis(config) => &config.id,
            Self::Zpl(config) => &config.id,
            Self::Ipp(config) => &config.id,
        }
    }

    /// The same; its jobs are printed for this user where none is configured. Two branches that share a printer do not
    /// take each other's jobs for their own.
    #[must_use]
    pub fn for_user(mut self, user: &str) -> Self {
        if let Self::Ipp(config) = &mut self {
            config.user.get_or_insert_with(|| user.to_owned());
        }
        self
    }
}

impl FormPrinterConfig {
    /// The name of the device.
    #[must_use]
    pub const fn id(&self) -> &DeviceId {
        match self {
            Self::Ipp(config) => &config.id,
        }
    }
}

impl DocumentScannerConfig {
    /// The name of the device.
    #[must_use]
    pub const fn id(&self) -> &DeviceId {
        match self {
            Self::Escl(config) => &config.id,
            Self::Sane(config) => &config.id,
        }
    }
}

impl DevicesConfig {
    pub(super) const fn claim_ask(&self) -> Duration {
        Duration::from_secs(self.claim_ask_secs)
    }

    /// Checks what the settings of one device alone do not show.
    ///
    /// # Errors
    /// When two devices have one id, or a scanner has no place or two.
    pub fn check(&self) -> Result<(), RegistryError> {
        let mut ids: Vec<_> = self.ids().collect();
        ids.sort();
        if let Some(pair) = ids.windows(2).find(|pair| pair[0] == pair[1]) {
            return Err(RegistryError::DuplicateId(pair[0].clone()));
        }
        match self.scanner.iter().find(|scanner| scanner.on_usb().is_none()) {
            Some(scanner) => Err(RegistryError::Place(scanner.id().clone())),
            None => Ok(()),
        }
    }

    /// The ids of all devices.
    pub(super) fn ids(&self) -> impl Iterator<Item = &DeviceId> {
        let scanners = self.scanner.iter().map(ScannerConfig::id);
        let printers = self.pass_printer.iter().map(PassPrinterConfig::id);
        let printers = printers.chain(self.form_printer.iter().map(FormPrinterConfig::id));
        scanners.chain(printers).chain(self.document_scanner.iter().map(DocumentScannerConfig::id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document_scanner::PaperSource;
    use crate::printer::Insertion;
    use crate::scanner::framing::Terminator;
    use crate::scanner::hid::Layout;

    #[test]
    fn a_configuration_is_read_with_its_defaults() {
        let config: DevicesConfig = toml::from_str(
            r#"
            [[scanner]]
            driver = "serial"
            id = "scanner-1"
            path = "/dev/ttyACM0"
            framing = { terminator = "crlf", prefix = "<" }

            [[pass_printer]]
            driver = "evolis"
            id = "pass-printer"
            address = "10.0.0.20:9100"
            insertion = "both"

            [[form_printer]]
            driver = "ipp"
            id = "form-printer"
            uri = "ipp://10.0.0.40/ipp/print"

            [[document_scanner]]
            driver = "escl"
            id = "document-scanner"
            url = "https://10.0.0.30"
            source = "feeder"

            [[document_scanner]]
            driver = "sane"
            id = "document-scanner-2"
            "#,
        )
        .unwrap();
        let ScannerConfig::Serial(scanner) = &config.scanner[0] else { panic!("{config:?}") };
        assert_eq!((scanner.baud, scanner.framing.terminator), (9600, Terminator::CrLf));
        assert!(scanner.framing.aim, "settings that are left out keep their defaults");
        let PassPrinterConfig::Evolis(printer) = &config.pass_printer[0] else { panic!("an Evolis printer") };
        assert_eq!((printer.insertion, printer.contrast), (Insertion::Both, 10));
        let FormPrinterConfig::Ipp(printer) = &config.form_printer[0];
        assert_eq!((printer.uri.to_string().as_str(), &printer.media), ("ipp://10.0.0.40/ipp/print", &None));
        let DocumentScannerConfig::Escl(scanner) = &config.document_scanner[0] else { panic!("by driver") };
        assert_eq!(
            (scanner.url.to_string().as_str(), scanner.source),
            ("https://10.0.0.30:443/eSCL", PaperSource::Feeder)
        );
        let DocumentScannerConfig::Sane(scanner) = &config.document_scanner[1] else { panic!("by driver") };
        assert_eq!((scanner.device.as_deref(), scanner.program.to_str()), (None, Some("scanimage")));
        assert_eq!(config.claim_ask(), Duration::from_secs(10));
        assert!(config.check().is_ok() && config.discovery.auto);
    }

    #[test]
    fn a_scanner_on_usb_is_described_by_exceptions_only() {
        let config: DevicesConfig = toml::from_str(
            r#"
            [devices]
            ignore = [{ vendor = "0c2e" }]

            [[scanner]]
            driver = "usb"
            id = "any"

            [[scanner]]
            driver = "usb"
            id = "scanner-1"
            match = { vendor = "05e0", port = "1-2" }
            station = "balie-1"
            layout = "us-international"
            framing = { suffix = "x" }
            "#,
        )
        .unwrap();
        assert!(config.check().is_ok());
        let ScannerConfig::Usb(any) = &config.scanner[0] else { panic!("{config:?}") };
        assert_eq!(*any, UsbScannerConfig::new("any".parse().unwrap()));
        let ScannerConfig::Usb(scanner) = &config.scanner[1] else { panic!("{config:?}") };
        assert_eq!(scanner.layout, Layout::UsInternational);
        assert_eq!((scanner.station.as_deref(), scanner.selector.precision()), (Some("balie-1"), 2));
    }

    #[test]
    fn a_serial_scanner_has_one_place() {
        for (place, good) in [
            ("path = \"/dev/ttyS0\"", true),
            ("match = { vendor = \"05f9\" }", true),
            ("", false),
            ("path = \"/dev/ttyS0\"\nmatch = {}", false),
        ] {
            let text = format!("[[scanner]]\ndriver = \"serial\"\nid = \"s\"\n{place}");
            let config: DevicesConfig = toml::from_str(&text).unwrap();
            assert_eq!(config.check().is_ok(), good, "{place}");
        }
    }

    #[test]
    fn mistakes_are_refused() {
        for (wrong, told) in [
            ("[[scanner]]\ndriver = \"serial\"\nid = \"Scanner 1\"\npath = \"/x\"", "not a device id"),
            ("[[scanner]]\ndriver = \"serial\"\nid = \"s\"\npath = \"/x\"\nbaudrate = 1", "baudrate"),
            ("[[scanner]]\ndriver = \"telepathy\"\nid = \"s\"", "telepathy"),
            (
                "[[document_scanner]]\ndriver = \"escl\"\nid = \"d\"\nurl = \"ftp://x\"",
                "not the address of a scanner",
            ),
            (
                "[[form_printer]]\ndriver = \"ipp\"\nid = \"f\"\nuri = \"lpd://x\"",
                "not the URI of a printer that Balie can reach",
            ),
            ("[[printer]]", "printer"),
        ] {
            let error = toml::from_str::<DevicesConfig>(wrong).unwrap_err().to_string();
            assert!(error.contains(told), "{error}");
        }
    }

    #[test]
    fn an_id_serves_one_device_only() {
        let config: DevicesConfig = toml::from_str(
            "[[scanner]]\ndriver = \"serial\"\nid = \"x\"\npath = \"/x\"\n[[pass_printer]]\ndriver = \"evolis\"\nid = \"x\"\naddress = \"y:1\"",
        )
        .unwrap();
        assert!(matches!(config.check(), Err(RegistryError::DuplicateId(id)) if id.as_str() == "x"));
    }
}
