//! Where a printer is, as one text (the form of the device URIs of CUPS).

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use serde::{Deserialize, Deserializer};

/// Where a printer is.
///
/// * `10.0.0.20:9100` or `socket://10.0.0.20:9100`: a printer on the network. The port may be left out after
///   `socket://`; it is 9100 then.
/// * `serial:/dev/ttyUSB0?baud=115200&flow=hardware`: a serial line, 8 data bits without parity. The speed is
///   9600 baud when left out; `flow` is `none` (when left out), `software` or `hardware`.
/// * `usb://Evolis/Zenius?serial=10000123`: a USB printer by manufacturer and model, as the printer itself
///   gives them (`MFG` and `MDL` of its IEEE 1284 device id, or the strings of its USB descriptors); the model
///   or both may be left out.
/// * `usb:0f49:0b00?serial=10000123`: a USB printer by vendor and product number, hexadecimal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// On the network.
    Tcp {
        /// Host and port.
        host_and_port: String,
    },
    /// On a serial line.
    Serial(SerialAddress),
    /// On USB.
    Usb(UsbAddress),
}

/// A serial line and how it is set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SerialAddress {
    /// The device file.
    pub path: PathBuf,
    /// Speed in baud.
    pub baud: u32,
    /// How the printer slows the computer down.
    pub flow: Flow,
}

/// How the printer slows the computer down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Flow {
    /// Not at all.
    #[default]
    None,
    /// XON/XOFF.
    Software,
    /// RTS/CTS.
    Hardware,
}

/// Which USB printer is meant. What is left out fits every printer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UsbAddress {
    /// Vendor number.
    pub vendor: Option<u16>,
    /// Product number.
    pub product: Option<u16>,
    /// Manufacturer, in any case.
    pub manufacturer: Option<String>,
    /// Model, in any case.
    pub model: Option<String>,
    /// Serial number.
    pub serial: Option<String>,
}

/// A text that is no address of a printer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not an address of a printer: host:port, socket://host:port, serial:/dev/..., \
     usb://manufacturer/model or usb:vendor:product"
)]
pub struct InvalidAddress(String);

impl Address {
    /// The longest pause between two attempts to reach a printer that is away. One at the counter is plugged
    /// in under somebody's eyes, and looking for it costs nothing.
    pub(crate) const fn longest_retry(&self) -> Duration {
        match self {
            Self::Tcp { .. } => Duration::from_secs(30),
            Self::Serial(_) | Self::Usb(_) => Duration::from_secs(2),
        }
    }
}

impl FromStr for Address {
    type Err = InvalidAddress;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || InvalidAddress(text.to_owned());
        let (place, options) = match text.split_once('?') {
            Some((place, options)) => (place, options),
            None => (text, ""),
        };
        let mut options = Options::read(options).ok_or_else(wrong)?;
        let address = if let Some(path) = place.strip_prefix("serial:") {
            serial(path, &mut options)
        } else if let Some(names) = place.strip_prefix("usb://") {
            usb_by_name(names, &mut options)
        } else if let Some(numbers) = place.strip_prefix("usb:") {
            usb_by_number(numbers, &mut options)
        } else {
            tcp(place)
        };
        address.filter(|_| options.0.is_empty()).ok_or_else(wrong)
    }
}

fn tcp(place: &str) -> Option<Address> {
    let (host_and_port, default) = match place.strip_prefix("socket://") {
        Some(rest) => (rest.trim_end_matches('/'), Some(9100)),
        None => (place, None),
    };
    // The colon of a port comes after the bracket of an IPv6 address.
    let end = host_and_port.rfind(']').map_or(0, |bracket| bracket + 1);
    let (host, port) = match host_and_port.get(end..)?.rfind(':') {
        Some(colon) => host_and_port.split_at_checked(end + colon)?,
        None => (host_and_port, ""),
    };
    let port = match (port.strip_prefix(':'), default) {
        (Some(port), _) => port.parse::<u16>().ok().filter(|port| *port > 0)?,
        (None, default) => default?,
    };
    let good = !host.is_empty() && !host.contains(['/', ' ', '@']);
    good.then(|| Address::Tcp { host_and_port: format!("{host}:{port}") })
}

fn serial(path: &str, options: &mut Options) -> Option<Address> {
    let baud = match options.take("baud") {
        Some(baud) => baud.parse().ok().filter(|baud| *baud > 0)?,
        None => 9600,
    };
    let flow = match options.take("flow").as_deref() {
        None | Some("none") => Flow::None,
        Some("software") => Flow::Software,
        Some("hardware") => Flow::Hardware,
        Some(_) => return None,
    };
    path.starts_with('/').then(|| Address::Serial(SerialAddress { path: path.into(), baud, flow }))
}

fn usb_by_name(names: &str, options: &mut Options) -> Option<Address> {
    let (manufacturer, model) = match names.split_once('/') {
        Some((manufacturer, model)) => (manufacturer, model),
        None => (names, ""),
    };
    let name = |text: &str| -> Option<Option<String>> {
        let plain = unescape(text)?;
        Some((!plain.is_empty()).then_some(plain))
    };
    Some(Address::Usb(UsbAddress {
        manufacturer: name(manufacturer)?,
        model: name(model)?,
        serial: options.take("serial"),
        ..UsbAddress::default()
    }))
}

fn usb_by_number(numbers: &str, options: &mut Options) -> Option<Address> {
    let (vendor, product) = numbers.split_once(':')?;
    let number = |text: &str| (text.len() == 4).then(|| u16::from_str_radix(text, 16).ok()).flatten();
    Some(Address::Usb(UsbAddress {
        vendor: Some(number(vendor)?),
        product: Some(number(product)?),
        serial: options.take("serial"),
        ..UsbAddress::default()
    }))
}

struct Options(Vec<(String, String)>);

impl Options {
    fn read(text: &str) -> Option<Self> {
        let pairs = text.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
            let (name, value) = pair.split_once('=')?;
            Some((name.to_owned(), unescape(value)?))
        });
        pairs.collect::<Option<_>>().map(Self)
    }

    fn take(&mut self, name: &str) -> Option<String> {
        let at = self.0.iter().position(|(known, _)| known == name)?;
        Some(self.0.remove(at).1)
    }
}

/// Undoes percent-encoding (RFC 3986 section 2.1).
fn unescape(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
                // Two hexadecimal digits are at most 255.
                (digit(rest.next())? * 16 + digit(rest.next())?) as u8
            }
            other => other,
        });
    }
    String::from_utf8(bytes).ok()
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tcp { host_and_port } => f.write_str(host_and_port),
            Self::Serial(serial) => write!(f, "serial:{}?baud={}", serial.path.display(), serial.baud),
            Self::Usb(usb) => usb.fmt(f),
        }
    }
}

impl fmt::Display for UsbAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = |text: &Option<String>| text.as_deref().unwrap_or_default().replace(' ', "%20");
        match (self.vendor, self.product) {
            (Some(vendor), Some(product)) => write!(f, "usb:{vendor:04x}:{product:04x}")?,
            _ => write!(f, "usb://{}/{}", text(&self.manufacturer), text(&self.model))?,
        }
        match &self.serial {
            Some(serial) => write!(f, "?serial={serial}"),
            None => Ok(()),
        }
    }
}

impl<'de> Deserialize<'de> for Address {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Address {
        text.parse().unwrap()
    }

    #[test]
    fn network_addresses_have_a_port_or_get_one() {
        for (text, told) in [
            ("10.0.0.20:9100", "10.0.0.20:9100"),
            ("socket://printer.local", "printer.local:9100"),
            ("socket://printer.local:6101/", "printer.local:6101"),
            ("[fe80::1]:9100", "[fe80::1]:9100"),
            ("socket://[fe80::1]", "[fe80::1]:9100"),
        ] {
            assert_eq!(parsed(text).to_string(), told);
            assert_eq!(parsed(text).longest_retry(), Duration::from_secs(30));
        }
    }

    #[test]
    fn serial_lines_have_a_speed_and_a_flow() {
        let Address::Serial(line) = parsed("serial:/dev/ttyUSB0?baud=115200&flow=hardware") else { panic!() };
        assert_eq!((line.baud, line.flow), (115_200, Flow::Hardware));
        assert_eq!(parsed("serial:/dev/ttyS0").to_string(), "serial:/dev/ttyS0?baud=9600");
    }

    #[test]
    fn usb_printers_are_named_or_numbered() {
        let Address::Usb(usb) = parsed("usb://Zebra%20Technologies/ZTC%20ZD420?serial=D4J1") else {
            panic!()
        };
        assert_eq!(usb.manufacturer.as_deref(), Some("Zebra Technologies"));
        assert_eq!((usb.model.as_deref(), usb.serial.as_deref()), (Some("ZTC ZD420"), Some("D4J1")));
        assert_eq!(usb.to_string(), "usb://Zebra%20Technologies/ZTC%20ZD420?serial=D4J1");
        assert_eq!(parsed("usb:0F49:0b00").to_string(), "usb:0f49:0b00");
        assert_eq!(parsed("usb://"), Address::Usb(UsbAddress::default()));
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for wrong in [
            "",
            "printer",
            "printer:0",
            "printer:70000",
            ":9100",
            "http://printer:631",
            "serial:ttyS0",
            "serial:/dev/ttyS0?baud=fast",
            "serial:/dev/ttyS0?flow=slow",
            "serial:/dev/ttyS0?parity=odd",
            "usb:0f49",
            "usb:f49:b00",
            "usb://Evolis/%zz",
            "10.0.0.20:9100?serial=1",
        ] {
            assert!(wrong.parse::<Address>().is_err(), "{wrong}");
        }
    }
}
