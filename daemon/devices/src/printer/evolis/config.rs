//! Settings of an Evolis card printer.

use std::time::Duration;

use serde::{Deserialize, Deserializer};

use crate::DeviceId;
use crate::printer::Insertion;
use crate::printer::wire::Address;

/// An Evolis printer.
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
    /// Where it is: on the network, USB or a serial line.
    pub address: Address,
    /// How cards get in, where a request leaves it to the printer.
    #[serde(default)]
    pub insertion: Insertion,
    /// The ribbon, as the parameter of `Pr`: `k` for black on current models, `kb` where the guide's names
    /// hold, `ktc` for heat-sensitive cards that are printed without a ribbon, such as rewritable ones.
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
    /// The command that reads the status words of current models, such as `Xyz;1`. The public guide does not
    /// name it; ask the vendor for the model. Nothing is asked when left out.
    #[serde(default)]
    pub status_command: Option<StatusCommand>,
}

impl EvolisConfig {
    /// A printer at this address with the standard settings.
    #[must_use]
    pub fn new(id: DeviceId, address: Address) -> Self {
        Self {
            id,
            label: None,
            address,
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
            status_command: None,
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

/// The name and the parameters of a command that only reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusCommand(String);

impl StatusCommand {
    /// The command without start and end.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for StatusCommand {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let good = (2..=32).contains(&text.len())
            && !text.starts_with(['S', 's'])
            && text.chars().all(|c| c.is_ascii_alphanumeric() || c == ';');
        // `S` commands move cards: one of those asked every few seconds would be a disaster.
        if good { Ok(Self(text)) } else { Err(serde::de::Error::custom("not a command that reads")) }
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
