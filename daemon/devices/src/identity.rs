//! Who a device is.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::Reason;

/// The name of a device in configuration and in the API (`devices/{id}`).
///
/// One to 63 characters: lower-case letters, digits and hyphens, starting with a letter and not ending with
/// a hyphen (the form AIP-122 recommends for resource ids).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DeviceId(String);

/// A text that cannot be a device id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a device id: 1 to 63 of a-z, 0-9 and -, starting with a letter, not ending with -")]
pub struct InvalidDeviceId(String);

impl DeviceId {
    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for DeviceId {
    type Err = InvalidDeviceId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let good = (1..=63).contains(&text.len())
            && text.starts_with(|c: char| c.is_ascii_lowercase())
            && !text.ends_with('-')
            && text.chars().all(allowed);
        if good { Ok(Self(text.to_owned())) } else { Err(InvalidDeviceId(text.to_owned())) }
    }
}

impl fmt::Display for DeviceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for DeviceId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for DeviceId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// What a device is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DeviceRole {
    /// Reads barcodes.
    Scanner,
    /// Prints library passes.
    PassPrinter,
    /// Scans signed forms.
    DocumentScanner,
    /// Prints forms on paper.
    FormPrinter,
}

/// One number a device counts since the daemon started, or that the hardware keeps itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counter {
    /// A stable name in snake case, for metrics.
    pub name: &'static str,
    /// The value.
    pub value: u64,
}

/// What is known about a device apart from the state it is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceInfo {
    /// Its name.
    pub id: DeviceId,
    /// What it is for.
    pub role: DeviceRole,
    /// The driver that runs it, as configured: `serial`, `evolis`, `escl`.
    pub driver: &'static str,
    /// Where it is: a path, or host and port.
    pub address: String,
    /// What people call it.
    pub label: String,
    /// The model, once the device has told it.
    pub model: Option<String>,
    /// The serial number, once the device has told it.
    pub serial: Option<String>,
    /// The firmware version, once the device has told it.
    pub firmware: Option<String>,
    /// The station it lies at, where the configuration says so.
    pub station: Option<String>,
    /// What is loaded to print with or on, in the device's own words: the ribbon, the card or paper size.
    pub media: Option<String>,
    /// What is to be known of it although it works: what it cannot tell.
    pub notice: Option<Reason>,
    /// What it counts.
    pub counters: Vec<Counter>,
}

impl DeviceInfo {
    /// A device of which nothing but its configuration is known yet.
    #[must_use]
    pub fn new(
        id: DeviceId,
        role: DeviceRole,
        driver: &'static str,
        address: String,
        label: Option<String>,
    ) -> Self {
        let label = label.unwrap_or_else(|| id.to_string());
        Self {
            id,
            role,
            driver,
            address,
            label,
            model: None,
            serial: None,
            firmware: None,
            station: None,
            media: None,
            notice: None,
            counters: Vec::new(),
        }
    }

    /// The value of a counter, 0 when it never counted.
    #[must_use]
    pub fn counter(&self, name: &str) -> u64 {
        self.counters.iter().find(|counter| counter.name == name).map_or(0, |counter| counter.value)
    }

    /// Sets a counter.
    pub fn set_counter(&mut self, name: &'static str, value: u64) {
        match self.counters.iter_mut().find(|counter| counter.name == name) {
            Some(counter) => counter.value = value,
            None => self.counters.push(Counter { name, value }),
        }
    }

    /// Adds one to a counter.
    pub fn count(&mut self, name: &'static str) {
        self.set_counter(name, self.counter(name).saturating_add(1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_follow_the_resource_name_form() {
        for good in ["a", "scanner-1", "pass-printer"] {
            assert!(good.parse::<DeviceId>().is_ok(), "{good}");
        }
        let long = "a".repeat(64);
        for bad in ["", "1a", "A", "a_b", "a-", "a b", "devices/a", &long] {
            assert!(bad.parse::<DeviceId>().is_err(), "{bad}");
        }
    }

    #[test]
    fn counters_start_at_nothing_and_count() {
        let id = "s".parse().unwrap();
        let mut info = DeviceInfo::new(id, DeviceRole::Scanner, "serial", "/dev/x".into(), None);
        assert_eq!((info.label.as_str(), info.counter("reads")), ("s", 0));
        info.count("reads");
        info.count("reads");
        info.set_counter("panels", 7);
        assert_eq!((info.counter("reads"), info.counter("panels")), (2, 7));
    }
}
