//! The devices of a branch, as its configuration lists them.

use std::time::Duration;

use serde::Deserialize;

use crate::DeviceId;
use crate::document_scanner::{EsclConfig, SaneConfig};
use crate::printer::EvolisConfig;
use crate::scanner::SerialScannerConfig;

/// A scanner, by driver.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(tag = "driver", rename_all = "kebab-case")]
pub enum ScannerConfig {
    /// On a serial line or a USB CDC-ACM device.
    Serial(SerialScannerConfig),
}

/// A pass printer, by driver.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(tag = "driver", rename_all = "kebab-case")]
pub enum PassPrinterConfig {
    /// An Evolis printer on TCP.
    Evolis(EvolisConfig),
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
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DevicesConfig {
    /// The scanners.
    pub scanner: Vec<ScannerConfig>,
    /// The pass printers.
    pub pass_printer: Vec<PassPrinterConfig>,
    /// The document scanners.
    pub document_scanner: Vec<DocumentScannerConfig>,
    /// How long the holder of a scanner gets to retain it when another station asks, in seconds.
    pub claim_ask_secs: u64,
}

impl Default for DevicesConfig {
    fn default() -> Self {
        Self {
            scanner: Vec::new(),
            pass_printer: Vec::new(),
            document_scanner: Vec::new(),
            claim_ask_secs: 10,
        }
    }
}

impl ScannerConfig {
    /// The name of the device.
    #[must_use]
    pub const fn id(&self) -> &DeviceId {
        match self {
            Self::Serial(config) => &config.id,
        }
    }
}

impl PassPrinterConfig {
    /// The name of the device.
    #[must_use]
    pub const fn id(&self) -> &DeviceId {
        match self {
            Self::Evolis(config) => &config.id,
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

    /// An id that is given to more than one device.
    pub(super) fn duplicate_id(&self) -> Option<&DeviceId> {
        let mut ids: Vec<_> = self.scanner.iter().map(ScannerConfig::id).collect();
        ids.extend(self.pass_printer.iter().map(PassPrinterConfig::id));
        ids.extend(self.document_scanner.iter().map(DocumentScannerConfig::id));
        ids.sort();
        ids.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document_scanner::PaperSource;
    use crate::printer::Insertion;
    use crate::scanner::framing::Terminator;

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
        let ScannerConfig::Serial(scanner) = &config.scanner[0];
        assert_eq!((scanner.baud, scanner.framing.terminator), (9600, Terminator::CrLf));
        assert!(scanner.framing.aim, "settings that are left out keep their defaults");
        let PassPrinterConfig::Evolis(printer) = &config.pass_printer[0];
        assert_eq!((printer.insertion, printer.contrast), (Insertion::Both, 10));
        let DocumentScannerConfig::Escl(scanner) = &config.document_scanner[0] else { panic!("by driver") };
        assert_eq!(
            (scanner.url.to_string().as_str(), scanner.source),
            ("https://10.0.0.30:443/eSCL", PaperSource::Feeder)
        );
        let DocumentScannerConfig::Sane(scanner) = &config.document_scanner[1] else { panic!("by driver") };
        assert_eq!((scanner.device.as_deref(), scanner.program.to_str()), (None, Some("scanimage")));
        assert_eq!(config.claim_ask(), Duration::from_secs(10));
        assert_eq!(config.duplicate_id(), None);
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
        assert_eq!(config.duplicate_id().map(DeviceId::as_str), Some("x"));
    }
}
