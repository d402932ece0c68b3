//! Why a claim was refused.

use crate::DeviceId;

/// A claim, or something about a claim, was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClaimError {
    /// There is no scanner of this name.
    #[error("there is no scanner {0}")]
    NoSuchScanner(DeviceId),
    /// There is no scanner at all.
    #[error("there is no scanner")]
    NoScanner,
    /// The station names no scanner, and more than one could be meant.
    #[error("which scanner: {}", list(.scanners))]
    Ambiguous {
        /// All scanners.
        scanners: Vec<DeviceId>,
    },
    /// Another station holds the claim.
    #[error("the scanner is held by {holder}")]
    Held {
        /// The station that holds it.
        holder: String,
    },
    /// The holder was asked and wants to keep the scanner.
    #[error("{holder} keeps the scanner")]
    Retained {
        /// The station that holds it.
        holder: String,
    },
    /// A third station is asking the holder already.
    #[error("{asker} is already asking for the scanner")]
    AlreadyAsked {
        /// The station that asked first.
        asker: String,
    },
    /// The station does not hold the claim it wants to retain or release.
    #[error("the station does not hold this scanner")]
    NotHolder,
    /// The scanner is being taken down.
    #[error("the scanner is stopping")]
    Stopping,
}

impl ClaimError {
    /// What to tell the clerk: English for `en` and its regions, Dutch for anything else.
    #[must_use]
    pub fn message(&self, lang: &str) -> String {
        let (dutch, english) = match self {
            Self::NoSuchScanner(id) => {
                (format!("Er is geen scanner {id}."), format!("There is no scanner {id}."))
            }
            Self::NoScanner => {
                ("Er is geen scanner aangesloten.".to_owned(), "There is no scanner connected.".to_owned())
            }
            Self::Ambiguous { scanners } => (
                format!("Er is meer dan één scanner; kies er een: {}.", list(scanners)),
                format!("There is more than one scanner; choose one: {}.", list(scanners)),
            ),
            Self::Held { holder } => (
                format!("De scanner is in gebruik bij {holder}."),
                format!("The scanner is in use at {holder}."),
            ),
            Self::Retained { holder } => (
                format!("{holder} houdt de scanner nog even."),
                format!("{holder} keeps the scanner for now."),
            ),
            Self::AlreadyAsked { asker } => (
                format!("{asker} heeft al om de scanner gevraagd."),
                format!("{asker} has already asked for the scanner."),
            ),
            Self::NotHolder => (
                "Deze werkplek heeft de scanner niet in gebruik.".to_owned(),
                "This station does not hold the scanner.".to_owned(),
            ),
            Self::Stopping => ("Balie wordt gestopt.".to_owned(), "Balie is stopping.".to_owned()),
        };
        crate::state::in_language(lang, &dutch, &english).to_owned()
    }
}

fn list(scanners: &[DeviceId]) -> String {
    scanners.iter().map(DeviceId::as_str).collect::<Vec<_>>().join(", ")
}
