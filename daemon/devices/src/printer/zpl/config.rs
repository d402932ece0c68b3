//! Settings of a ZPL printer.

use std::time::Duration;

use serde::{Deserialize, Deserializer};

use crate::DeviceId;
use crate::printer::wire::Address;
use crate::printer::{Insertion, Resolution};

/// A printer of cards or labels that speaks ZPL II.
///
/// ```toml
/// [[pass_printer]]
/// driver = "zpl"
/// id = "pass-printer"
/// address = "usb://Zebra%20Technologies/ZTC%20ZD420-300dpi%20ZPL"
/// dpi = 300
/// ```
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ZplConfig {
    /// The name of the device.
    pub id: DeviceId,
    /// What people call it; the id when left out.
    #[serde(default)]
    pub label: Option<String>,
    /// Where it is: on the network, USB or a serial line.
    pub address: Address,
    /// Dots per inch of the print head: 203, 300 or 600.
    #[serde(default, rename = "dpi", deserialize_with = "resolution")]
    pub resolution: Resolution,
    /// Width of what is printed on, in millimetres; the side that lies across the print head.
    #[serde(default = "default_width")]
    pub width_mm: f32,
    /// Length of what is printed on, in millimetres.
    #[serde(default = "default_height")]
    pub height_mm: f32,
    /// True when cards travel through the printer short side first: the artwork is turned a quarter clockwise.
    #[serde(default)]
    pub turned: bool,
    /// How cards get in: with `manual`, a printer without cards is waited for until somebody puts one in.
    #[serde(default = "default_insertion")]
    pub insertion: Insertion,
    /// How long to wait for a connection, in milliseconds.
    #[serde(default = "default_connect_ms")]
    pub connect_ms: u64,
    /// How long to wait for an answer, in milliseconds.
    #[serde(default = "default_answer_ms")]
    pub answer_ms: u64,
    /// How long sending a picture may take, in seconds; a serial line of 9600 baud needs more than a minute.
    #[serde(default = "default_transfer_secs")]
    pub transfer_secs: u64,
    /// How long to wait for a card to be put in, in seconds.
    #[serde(default = "default_card_wait_secs")]
    pub card_wait_secs: u64,
    /// How long printing may take, in seconds, a person who helps the printer out included.
    #[serde(default = "default_print_secs")]
    pub print_secs: u64,
    /// How long a stopping daemon waits for a card that is being printed, in seconds.
    #[serde(default = "default_stop_secs")]
    pub stop_secs: u64,
    /// How often an idle printer is asked how it is, in milliseconds.
    #[serde(default = "default_poll_ms")]
    pub poll_ms: u64,
}

impl ZplConfig {
    /// A printer at this address with the standard settings: cards of 85.60 × 53.98 mm at 300 dpi.
    #[must_use]
    pub fn new(id: DeviceId, address: Address) -> Self {
        Self {
            id,
            label: None,
            address,
            resolution: Resolution::default(),
            width_mm: default_width(),
            height_mm: default_height(),
            turned: false,
            insertion: default_insertion(),
            connect_ms: default_connect_ms(),
            answer_ms: default_answer_ms(),
            transfer_secs: default_transfer_secs(),
            card_wait_secs: default_card_wait_secs(),
            print_secs: default_print_secs(),
            stop_secs: default_stop_secs(),
            poll_ms: default_poll_ms(),
        }
    }

    /// Width and length of what is printed on, in dots.
    #[must_use]
    pub fn media(&self) -> (usize, usize) {
        // Millimetres of a card times dots are far from the limits of either type.
        let dots = |mm: f32| (mm / 25.4 * f32::from(self.resolution.dpi())).round().max(1.0) as usize;
        (dots(self.width_mm), dots(self.height_mm))
    }

    pub(super) const fn connect(&self) -> Duration {
        Duration::from_millis(self.connect_ms)
    }

    pub(super) const fn answer(&self) -> Duration {
        Duration::from_millis(self.answer_ms)
    }

    pub(super) const fn transfer(&self) -> Duration {
        Duration::from_secs(self.transfer_secs)
    }

    pub(super) const fn card_wait(&self) -> Duration {
        Duration::from_secs(self.card_wait_secs)
    }

    pub(super) const fn print(&self) -> Duration {
        Duration::from_secs(self.print_secs)
    }

    pub(super) const fn stop(&self) -> Duration {
        Duration::from_secs(self.stop_secs)
    }

    pub(super) const fn poll(&self) -> Duration {
        Duration::from_millis(self.poll_ms)
    }
}

fn resolution<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Resolution, D::Error> {
    let dpi = u16::deserialize(deserializer)?;
    Resolution::from_dpi(dpi).ok_or_else(|| serde::de::Error::custom("dpi must be 203, 300 or 600"))
}

const fn default_width() -> f32 {
    85.60
}

const fn default_height() -> f32 {
    53.98
}

const fn default_insertion() -> Insertion {
    Insertion::Feeder
}

const fn default_connect_ms() -> u64 {
    5_000
}

const fn default_answer_ms() -> u64 {
    5_000
}

const fn default_transfer_secs() -> u64 {
    240
}

const fn default_card_wait_secs() -> u64 {
    300
}

const fn default_print_secs() -> u64 {
    90
}

const fn default_stop_secs() -> u64 {
    10
}

const fn default_poll_ms() -> u64 {
    3_000
}
