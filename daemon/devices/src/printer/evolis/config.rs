//! Settings of an Evolis card printer.

use std::time::Duration;

use serde::Deserialize;

use crate::DeviceId;
use crate::printer::Insertion;

/// An Evolis printer on TCP.
///
/// ```toml
/// [[pass_printer]]
/// driver = "evolis"
/// id = "pass-printer"
/// address = "10.0.0.20:9100"
/// insertion = "manual"
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvolisConfig {
    /// The name of the device.
    pub id: DeviceId,
    /// What people call it; the id when left out.
    #[serde(default)]
    pub label: Option<String>,
    /// Host and port; the port is 9100 unless the printer was set otherwise.
    pub address: String,
    /// How cards get in, where a request leaves it to the printer.
    #[serde(default)]
    pub insertion: Insertion,
    /// The ribbon, as the parameter of `Pr`: `k` for black on current models, `kb` where the guide's names hold.
    #[serde(default = "default_ribbon")]
    pub ribbon: String,
    /// The contrast of black, 1 to 20; the factory value is 10.
    #[serde(default = "default_contrast")]
    pub contrast: u8,
    /// How long to wait for a connection, in milliseconds.
    #[serde(default = "default_connect_ms")]
    pub connect_ms: u64,
    /// How long to wait for the answer to a command that moves nothing, in milliseconds.
    #[serde(default = "default_answer_ms")]
    pub answer_ms: u64,
    /// How long to wait for a card to be put in, in seconds.
    #[serde(default = "default_card_wait_secs")]
    pub card_wait_secs: u64,
    /// How long printing may take, in seconds.
    #[serde(default = "default_print_secs")]
    pub print_secs: u64,
    /// How long a stopping daemon waits for a card that is being printed, in seconds.
    #[serde(default = "default_stop_secs")]
    pub stop_secs: u64,
    /// How often an idle printer is asked how it is, in milliseconds.
    #[serde(default = "default_poll_ms")]
    pub poll_ms: u64,
    /// From how many cards left on the ribbon on to warn; 0 turns the warning off. The printer's own number
    /// is an estimate (A5013 rev. E, `Rco`).
    #[serde(default = "default_ribbon_low")]
    pub ribbon_low: u32,
}

impl EvolisConfig {
    /// A printer at this address, `host:port`, with the standard settings.
    #[must_use]
    pub fn new(id: DeviceId, address: impl Into<String>) -> Self {
        Self {
            id,
            label: None,
            address: address.into(),
            insertion: Insertion::default(),
            ribbon: default_ribbon(),
            contrast: default_contrast(),
            connect_ms: default_connect_ms(),
            answer_ms: default_answer_ms(),
            card_wait_secs: default_card_wait_secs(),
            print_secs: default_print_secs(),
            stop_secs: default_stop_secs(),
            poll_ms: default_poll_ms(),
            ribbon_low: default_ribbon_low(),
        }
    }

    pub(super) const fn connect(&self) -> Duration {
        Duration::from_millis(self.connect_ms)
    }

    pub(super) const fn answer(&self) -> Duration {
        Duration::from_millis(self.answer_ms)
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

fn default_ribbon() -> String {
    "k".to_owned()
}

const fn default_contrast() -> u8 {
    10
}

const fn default_connect_ms() -> u64 {
    5_000
}

const fn default_answer_ms() -> u64 {
    5_000
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

const fn default_ribbon_low() -> u32 {
    20
}
