//! How a scanner says it is (`ScannerStatus`).

use super::xml::{Element, NotXml};
use crate::{Activity, DeviceState, Reason};

/// What a scanner said of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Status {
    /// The scanner as a whole.
    pub scanner: Condition,
    /// What is the matter with the feeder.
    pub feeder_trouble: Option<Reason>,
    /// Whether there is paper in the feeder, where it tells.
    pub paper: Option<bool>,
}

/// The scanner as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Condition {
    /// `Idle`, or a word of a later version: what it refuses it will say.
    Ready,
    /// `Processing`: at work, perhaps for somebody else.
    Working,
    /// `Testing`: warming up or testing itself.
    Preparing,
    /// `Stopped`: a person has to do something.
    Stopped,
    /// `Down`: out of order.
    Down,
}

impl Status {
    pub fn parse(document: &[u8]) -> Result<Self, NotXml> {
        let root = Element::parse(document)?;
        if root.name != "ScannerStatus" {
            return Err(NotXml);
        }
        let scanner = match root.text_at(&["State"]).ok_or(NotXml)? {
            "Processing" => Condition::Working,
            "Testing" => Condition::Preparing,
            "Stopped" => Condition::Stopped,
            "Down" => Condition::Down,
            _ => Condition::Ready,
        };
        let adf = root.text_at(&["AdfState"]).unwrap_or_default();
        let feeder_trouble = match adf {
            "ScannerAdfJam"
            | "ScannerAdfMispick"
            | "ScannerAdfMultipickDetected"
            | "ScannerAdfInputTrayFailed"
            | "ScannerAdfInputTrayOverloaded" => Some(Reason::DocumentJam),
            // The second name is not of the specification, but of scanners.
            "ScannerAdfHatchOpen" | "ScannerAdfDoorOpen" => Some(Reason::ScannerCoverOpen),
            _ => None,
        };
        let paper = match adf {
            "ScannerAdfLoaded" => Some(true),
            "ScannerAdfEmpty" => Some(false),
            _ => None,
        };
        Ok(Self { scanner, feeder_trouble, paper })
    }

    /// The trouble, if there is one.
    pub fn trouble(&self) -> Option<Reason> {
        self.feeder_trouble.or(match self.scanner {
            Condition::Stopped | Condition::Down => Some(Reason::ScannerError),
            Condition::Ready | Condition::Working | Condition::Preparing => None,
        })
    }

    /// The state of the device.
    pub fn device_state(&self) -> DeviceState {
        match (self.trouble(), self.scanner) {
            (Some(reason), _) => DeviceState::of(reason),
            (None, Condition::Working) => DeviceState::Busy { what: Activity::Scanning },
            (None, Condition::Preparing) => DeviceState::Starting,
            (None, _) => DeviceState::Ready,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(state: &str, adf: &str) -> Status {
        let adf =
            if adf.is_empty() { String::new() } else { format!("<scan:AdfState>{adf}</scan:AdfState>") };
        let document = format!(
            "<scan:ScannerStatus xmlns:scan='s' xmlns:pwg='p'><pwg:State>{state}</pwg:State>{adf}</scan:ScannerStatus>"
        );
        Status::parse(document.as_bytes()).unwrap()
    }

    #[test]
    fn words_of_the_protocol_become_states() {
        for (state, adf, wanted) in [
            ("Idle", "", DeviceState::Ready),
            ("Idle", "ScannerAdfEmpty", DeviceState::Ready),
            ("Processing", "ScannerAdfLoaded", DeviceState::Busy { what: Activity::Scanning }),
            ("Testing", "", DeviceState::Starting),
            ("Idle", "ScannerAdfJam", DeviceState::Attention { reason: Reason::DocumentJam }),
            ("Stopped", "ScannerAdfHatchOpen", DeviceState::Attention { reason: Reason::ScannerCoverOpen }),
            ("Stopped", "", DeviceState::Faulted { reason: Reason::ScannerError }),
            ("Dreaming", "", DeviceState::Ready),
        ] {
            assert_eq!(status(state, adf).device_state(), wanted, "{state} {adf}");
        }
        assert_eq!(status("Idle", "ScannerAdfLoaded").paper, Some(true));
        assert_eq!(status("Idle", "ScannerAdfProcessing").paper, None);
    }

    #[test]
    fn another_document_is_no_status() {
        assert_eq!(Status::parse(b"<html><State>Idle</State></html>"), Err(NotXml));
        assert_eq!(Status::parse(b"<ScannerStatus/>"), Err(NotXml));
    }
}
