//! Naming a USB device in the configuration.

use std::fmt;

use serde::{Deserialize, Deserializer};

use super::UsbDevice;

/// A vendor or product number, written as four hexadecimal digits: `"05e0"`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct HexId(pub u16);

impl fmt::Debug for HexId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04x}", self.0)
    }
}

impl<'de> Deserialize<'de> for HexId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let digits = text.strip_prefix("0x").unwrap_or(&text);
        // from_str_radix alone would take a sign.
        let good = digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        u16::from_str_radix(digits, 16).ok().filter(|_| good).map(Self).ok_or_else(|| {
            serde::de::Error::custom(format!("`{text}` is not a USB number: four hexadecimal digits"))
        })
    }
}

/// Which device is meant. What is left out fits every device.
///
/// ```toml
/// match = { vendor = "05e0", product = "1200", serial = "S0001", port = "1-1.2" }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct UsbSelector {
    /// Vendor.
    pub vendor: Option<HexId>,
    /// Product.
    pub product: Option<HexId>,
    /// Serial number, exactly.
    pub serial: Option<String>,
    /// The socket, as the system names it: `1-1.2` is port 2 of the hub in port 1 of bus 1.
    pub port: Option<String>,
}

impl UsbSelector {
    /// True when a device is meant.
    #[must_use]
    pub fn fits(&self, device: &UsbDevice) -> bool {
        self.vendor.is_none_or(|id| id.0 == device.vendor)
            && self.product.is_none_or(|id| id.0 == device.product)
            && self.serial.as_ref().is_none_or(|serial| device.serial.as_ref() == Some(serial))
            && self.port.as_ref().is_none_or(|port| device.port == *port)
    }

    /// How much is asked for: the more, the earlier it is served.
    #[must_use]
    pub fn precision(&self) -> usize {
        let asked =
            [self.vendor.is_some(), self.product.is_some(), self.serial.is_some(), self.port.is_some()];
        asked.into_iter().filter(|asked| *asked).count()
    }

    /// True when it names a make, and so may stand for a device that does not look like a scanner.
    #[must_use]
    pub const fn names_a_make(&self) -> bool {
        self.vendor.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_four_hexadecimal_digits() {
        let read = |text: &str| toml::from_str::<UsbSelector>(&format!("vendor = \"{text}\""));
        assert_eq!(read("05e0").unwrap().vendor, Some(HexId(0x05e0)));
        assert_eq!(read("0x0C2E").unwrap().vendor, Some(HexId(0x0c2e)));
        for wrong in ["5e0", "+5e0", "05e00", "scan", ""] {
            assert!(read(wrong).unwrap_err().to_string().contains("hexadecimal"), "{wrong}");
        }
    }

    #[test]
    fn what_is_left_out_fits_everything() {
        let device = UsbDevice {
            bus: 1,
            address: 4,
            port: "1-2".into(),
            vendor: 0x05e0,
            product: 0x1200,
            manufacturer: None,
            model: None,
            serial: Some("S1".into()),
            interfaces: Vec::new(),
            accessible: true,
        };
        let read = |text: &str| toml::from_str::<UsbSelector>(text).unwrap();
        for (text, fits) in [
            ("", true),
            ("vendor = \"05e0\"", true),
            ("vendor = \"05e0\"\nproduct = \"1200\"\nserial = \"S1\"\nport = \"1-2\"", true),
            ("vendor = \"0c2e\"", false),
            ("product = \"1201\"", false),
            ("serial = \"S2\"", false),
            ("port = \"1-2.1\"", false),
        ] {
            assert_eq!(read(text).fits(&device), fits, "{text}");
        }
        assert_eq!(read("vendor = \"05e0\"\nport = \"1-2\"").precision(), 2);
    }
}
