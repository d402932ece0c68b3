//! How a scanner says it is (`ScannerStatus`).

use super::xml::{Element, NotXml};
use crate::{Activity, DeviceState, Reason};

/// What a scanner said of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Status {
    /// The scanner as a whole.
    pub scanner: Condition,
    /// What is the matter with the feeder.
    pub feeder_trouble: Option<Reason>,
    /// Whether there is paper in the feeder, where it tells.
    pub paper: Option<bool>,
    /// Jobs that tell how many of their pages have been handed out: the end of their path, and the number.
    handed_out: Vec<(String, u32)>,
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
        // Programs that play a scanner write `ScannedAdfLoaded`.
        let adf = adf.strip_prefix("Scanner").or_else(|| adf.strip_prefix("Scanned")).unwrap_or(adf);
        let feeder_trouble = match adf {
            "AdfJam"
            | "AdfMispick"
            | "AdfMultipickDetected"
            | "AdfInputTrayFailed"
            | "AdfInputTrayOverloaded" => Some(Reason::DocumentJam),
            // The second name is not of the specification, but of scanners.
            "AdfHatchOpen" | "AdfDoorOpen" => Some(Reason::ScannerCoverOpen),
            _ => None,
        };
        let paper = match adf {
            "AdfLoaded" => Some(true),
            "AdfEmpty" => Some(false),
            _ => None,
        };
        let jobs = root.child("Jobs").map(|jobs| jobs.children.as_slice()).unwrap_or_default();
        let handed_out = |job: &Element| {
            let left = job.number_at(&["ImagesToTransfer"])?;
            let done = job.number_at(&["ImagesCompleted"])?;
            Some((job.text_at(&["JobUri"])?.trim_end_matches('/').to_owned(), done.saturating_sub(left)))
        };
        let handed_out = jobs.iter().filter_map(handed_out).collect();
        Ok(Self { scanner, feeder_trouble, paper, handed_out })
    }

    /// The same of a feeder that says nothing of use now.
    pub fn without_feeder(self) -> Self {
        Self { feeder_trouble: None, paper: None, ..self }
    }

    /// True when a page of the job with this path has been handed out, as far as is told.
    pub fn has_handed_out(&self, path: &str) -> bool {
        self.handed_out.iter().any(|(uri, pages)| *pages > 0 && (uri.ends_with(path) || path.ends_with(uri)))
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
        assert_eq!(status("Idle", "ScannedAdfLoaded").paper, Some(true));
        assert_eq!(status("Idle", "ScannedAdfEmpty").paper, Some(false));
    }

    #[test]
    fn pages_that_were_handed_out_are_counted_where_that_is_told() {
        let job = |counts: &str| {
            let document = format!(
                "<ScannerStatus><State>Idle</State><Jobs><JobInfo><JobUri>/eSCL/ScanJobs/7</JobUri>{counts}</JobInfo>\
                 </Jobs></ScannerStatus>"
            );
            Status::parse(document.as_bytes()).unwrap()
        };
        let counts = |done: u32, left: u32| {
            job(&format!(
                "<ImagesCompleted>{done}</ImagesCompleted><ImagesToTransfer>{left}</ImagesToTransfer>"
            ))
        };
        assert!(counts(1, 0).has_handed_out("/eSCL/ScanJobs/7"));
        assert!(!counts(1, 1).has_handed_out("/eSCL/ScanJobs/7"), "scanned, and still there");
        assert!(!counts(1, 0).has_handed_out("/eSCL/ScanJobs/8"));
        assert!(!job("<ImagesCompleted>1</ImagesCompleted>").has_handed_out("/eSCL/ScanJobs/7"));
    }

    #[test]
    fn another_document_is_no_status() {
        assert_eq!(Status::parse(b"<html><State>Idle</State></html>"), Err(NotXml));
        assert_eq!(Status::parse(b"<ScannerStatus/>"), Err(NotXml));
    }
}
