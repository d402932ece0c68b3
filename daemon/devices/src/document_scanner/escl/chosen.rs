//! Which place a page is taken from, and what it means when it does not come.

use super::capabilities::Capabilities;
use super::settings::Settings;
use super::status::Status;
use crate::Reason;
use crate::document_scanner::PaperSource;

/// Whether the page is taken from the feeder. What a feeder says before a job is not always right: it is the first word
/// where a glass could be used instead, and never the last. `right` says that this feeder is to be believed.
pub(super) fn from_feeder(
    capabilities: &Capabilities,
    before: &Status,
    source: PaperSource,
    right: bool,
) -> bool {
    match source {
        PaperSource::Platen => false,
        PaperSource::Feeder => true,
        PaperSource::Auto => {
            let there_may_be = if right { before.paper == Some(true) } else { before.paper != Some(false) };
            capabilities.feeder.is_some() && (capabilities.platen.is_none() || there_may_be)
        }
    }
}

/// What is asked, and of which place.
pub(super) struct Chosen {
    pub xml: String,
    pub feeder: bool,
    /// How the scanner said it was before.
    pub before: Status,
}

impl Chosen {
    pub fn new(capabilities: &Capabilities, before: Status, feeder: bool) -> Result<Self, Reason> {
        let input = if feeder { &capabilities.feeder } else { &capabilities.platen };
        let settings = input.as_ref().and_then(|input| Settings::choose(input, feeder));
        let xml = settings.ok_or(Reason::ScannerUnsuitable)?.to_xml();
        Ok(Self { xml, feeder, before })
    }

    /// Why a feeder that is right about itself cannot feed.
    pub fn nothing_to_feed(&self) -> Option<Reason> {
        let empty = self.before.paper == Some(false);
        self.before.feeder_trouble.or(empty.then_some(Reason::DocumentFeederEmpty))
    }

    /// True when a job failed for want of paper in a feeder that had not said that there is some.
    pub fn is_not_fed(&self, reason: Reason) -> bool {
        match reason {
            Reason::DocumentFeederEmpty | Reason::DocumentNotFed => self.before.paper != Some(true),
            reason => self.before.feeder_trouble == Some(reason),
        }
    }

    /// Why there is no page, by what the scanner says of itself now.
    pub fn trouble(&self, now: &Status) -> Option<Reason> {
        if !self.feeder {
            // A jam in the feeder does not keep anybody from using the glass.
            return now.clone().without_feeder().trouble();
        }
        match (now.trouble()?, self.before.paper) {
            // Some feeders say that paper is stuck when there was none to be moved.
            (Reason::DocumentJam, Some(false)) => Some(Reason::DocumentFeederEmpty),
            (Reason::DocumentJam, None) if self.before.feeder_trouble.is_none() => {
                Some(Reason::DocumentNotFed)
            }
            (reason, _) => Some(reason),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::status::Condition;
    use super::*;

    const JAM: Option<Reason> = Some(Reason::DocumentJam);

    fn status(paper: Option<bool>, trouble: Option<Reason>) -> Status {
        let adf = match (paper, trouble) {
            (_, Some(_)) => "<AdfState>ScannerAdfJam</AdfState>",
            (Some(true), _) => "<AdfState>ScannerAdfLoaded</AdfState>",
            (Some(false), _) => "<AdfState>ScannerAdfEmpty</AdfState>",
            (None, None) => "",
        };
        let status =
            Status::parse(format!("<ScannerStatus><State>Idle</State>{adf}</ScannerStatus>").as_bytes())
                .unwrap();
        assert_eq!((status.scanner, status.feeder_trouble), (Condition::Ready, trouble));
        status
    }

    #[test]
    fn what_a_feeder_says_before_decides_only_where_there_is_a_glass_too() {
        let input = "<SettingProfiles/>";
        let parse = |places: &str| {
            Capabilities::parse(format!("<ScannerCapabilities>{places}</ScannerCapabilities>").as_bytes())
                .unwrap()
        };
        let fed = format!("<Adf><AdfSimplexInputCaps>{input}</AdfSimplexInputCaps></Adf>");
        let both = parse(&format!("<Platen><PlatenInputCaps>{input}</PlatenInputCaps></Platen>{fed}"));
        let fed = parse(&fed);
        let (loaded, empty) = (status(Some(true), None), status(Some(false), None));
        let (unknown, jammed) = (status(None, None), status(None, JAM));
        for (of, before, right, expected) in [
            (&both, &loaded, false, true),
            (&both, &empty, false, false),
            (&both, &unknown, false, true),
            (&both, &jammed, false, true),
            (&both, &loaded, true, true),
            (&both, &unknown, true, false),
            (&both, &jammed, true, false),
            (&fed, &empty, false, true),
        ] {
            assert_eq!(from_feeder(of, before, PaperSource::Auto, right), expected, "{before:?} {right}");
        }
        assert!(!from_feeder(&both, &loaded, PaperSource::Platen, false));
        assert!(from_feeder(&both, &empty, PaperSource::Feeder, false));
    }

    #[test]
    fn a_jam_is_told_where_there_was_paper() {
        let now = status(None, JAM);
        for (feeder, before, told) in [
            (true, status(Some(true), None), JAM),
            (true, status(Some(false), None), Some(Reason::DocumentFeederEmpty)),
            (true, status(None, None), Some(Reason::DocumentNotFed)),
            (true, status(None, JAM), JAM),
            (false, status(None, JAM), None),
        ] {
            let chosen = Chosen { xml: String::new(), feeder, before };
            assert_eq!(chosen.trouble(&now), told, "{feeder} {:?}", chosen.before);
        }
    }
}
