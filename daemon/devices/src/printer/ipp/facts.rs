//! What a printer tells about itself and about a job.

use super::message::Group;
use super::picture::Raster;

/// The attributes that are asked for.
pub(super) const PRINTER_ATTRIBUTES: [&str; 11] = [
    "printer-state",
    "printer-state-reasons",
    "printer-is-accepting-jobs",
    "printer-make-and-model",
    "printer-firmware-string-version",
    "printer-device-id",
    "document-format-supported",
    "media-supported",
    "media-ready",
    "pwg-raster-document-type-supported",
    "pwg-raster-document-resolution-supported",
];

/// The attributes of a job that are asked for.
pub(super) const JOB_ATTRIBUTES: [&str; 6] =
    ["job-id", "job-name", "job-originating-user-name", "job-state", "job-k-octets", "time-at-processing"];

/// `printer-state`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// 3.
    Idle,
    /// 4.
    Processing,
    /// 5.
    Stopped,
}

/// What a printer is and how it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PrinterFacts {
    pub(super) state: State,
    pub(super) reasons: Vec<String>,
    pub(super) accepting: bool,
    pub(super) model: Option<String>,
    pub(super) firmware: Option<String>,
    /// The device id of IEEE 1284.
    pub(super) device_id: Option<String>,
    pub(super) formats: Vec<String>,
    pub(super) media: Vec<String>,
    pub(super) ready: Vec<String>,
    pub(super) raster_types: Vec<String>,
    /// Resolutions of PWG raster, in dots per inch.
    pub(super) raster_dpi: Vec<i32>,
}

impl PrinterFacts {
    /// Reads the attributes; nothing when the state, which every printer has, is not among them.
    pub(super) fn read(group: Group<'_>) -> Option<Self> {
        Some(Self {
            state: match group.number("printer-state")? {
                3 => State::Idle,
                4 => State::Processing,
                5 => State::Stopped,
                _ => return None,
            },
            reasons: group.texts("printer-state-reasons"),
            accepting: group.flag("printer-is-accepting-jobs").unwrap_or(true),
            model: group.text("printer-make-and-model"),
            firmware: group.text("printer-firmware-string-version"),
            device_id: group.text("printer-device-id"),
            formats: group.texts("document-format-supported"),
            media: group.texts("media-supported"),
            ready: group.texts("media-ready"),
            raster_types: group.texts("pwg-raster-document-type-supported"),
            raster_dpi: group.resolutions("pwg-raster-document-resolution-supported"),
        })
    }

    /// True when the printer takes this size; one that names none is believed to take any.
    pub(super) fn takes_media(&self, name: &str) -> bool {
        let custom = |kind: &str| self.media.iter().any(|known| known.starts_with(kind));
        self.media.is_empty()
            || self.media.iter().any(|known| known == name)
            || (custom("custom_min_") && custom("custom_max_"))
    }

    /// How the printer wants PWG raster; none when it does not take it in a way that Balie can make.
    pub(super) fn raster(&self) -> Option<Raster> {
        let kind = |name: &str| self.raster_types.iter().any(|known| known == name);
        let dpi = |dpi: i32| self.raster_dpi.contains(&dpi);
        let grey = self.raster_types.is_empty() || kind("sgray_8");
        let enlarged = match () {
            () if self.raster_dpi.is_empty() || dpi(300) => 1,
            () if dpi(600) => 2,
            () => return None,
        };
        (self.takes("image/pwg-raster") && (grey || kind("black_1"))).then_some(Raster { grey, enlarged })
    }

    /// True when the printer takes documents of this format.
    pub(super) fn takes(&self, format: &str) -> bool {
        self.formats.iter().any(|known| known == format)
    }
}

/// `job-state`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum JobState {
    /// 3 and 4: not begun.
    Waiting,
    /// 5.
    Processing,
    /// 6: begun, and stopped because something is the matter.
    Stopped,
    /// 7.
    Cancelled,
    /// 8.
    Aborted,
    /// 9.
    Completed,
}

/// How a job is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct JobFacts {
    pub(super) id: i32,
    pub(super) name: Option<String>,
    /// Who it is printed for.
    pub(super) user: Option<String>,
    pub(super) state: JobState,
    /// True when the printer has begun with it at some time, or does not tell.
    pub(super) was_begun: bool,
    /// Units of 1024 bytes that came in, rounded up, where the printer tells.
    pub(super) kibibytes: Option<i32>,
}

impl JobFacts {
    /// Reads the attributes; nothing when they are not of a job.
    pub(super) fn read(group: Group<'_>) -> Option<Self> {
        let state = match group.number("job-state")? {
            3 | 4 => JobState::Waiting,
            5 => JobState::Processing,
            6 => JobState::Stopped,
            7 => JobState::Cancelled,
            8 => JobState::Aborted,
            9 => JobState::Completed,
            _ => return None,
        };
        Some(Self {
            id: group.number("job-id")?,
            name: group.text("job-name"),
            user: group.text("job-originating-user-name"),
            state,
            // "no-value" until it begins (RFC 8011 section 5.3.14); silence proves nothing.
            was_begun: !group.has_no_value("time-at-processing"),
            kibibytes: group.number("job-k-octets"),
        })
    }

    /// True when the printer says that it has a document of this size.
    pub(super) fn holds(&self, document: &[u8]) -> bool {
        self.kibibytes
            .is_some_and(|kibibytes| usize::try_from(kibibytes) == Ok(document.len().div_ceil(1024)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_whole_when_the_printer_has_as_much() {
        let has = |kibibytes| JobFacts {
            id: 1,
            name: None,
            user: None,
            state: JobState::Completed,
            was_begun: true,
            kibibytes,
        };
        assert!(has(Some(2)).holds(&[0; 2048]) && has(Some(3)).holds(&[0; 2049]));
        assert!(!has(Some(1)).holds(&[0; 2048]) && !has(Some(-1)).holds(&[0; 10]));
        assert!(!has(None).holds(&[0; 10]), "a printer that does not tell proves nothing");
    }

    #[test]
    fn raster_is_made_as_the_printer_wants_it_or_not_at_all() {
        let wants = |types: &[&str], dpi: &[i32]| {
            let facts = PrinterFacts {
                state: State::Idle,
                reasons: Vec::new(),
                accepting: true,
                model: None,
                firmware: None,
                device_id: None,
                formats: vec!["image/pwg-raster".to_owned()],
                media: Vec::new(),
                ready: Vec::new(),
                raster_types: types.iter().map(|kind| (*kind).to_owned()).collect(),
                raster_dpi: dpi.to_vec(),
            };
            facts.raster()
        };
        assert_eq!(wants(&["srgb_8", "sgray_8"], &[300, 600]), Some(Raster { grey: true, enlarged: 1 }));
        assert_eq!(wants(&["black_1"], &[600]), Some(Raster { grey: false, enlarged: 2 }));
        assert_eq!(wants(&[], &[]), Some(Raster { grey: true, enlarged: 1 }));
        assert_eq!(wants(&["srgb_8"], &[300]), None, "only in colour");
        assert_eq!(wants(&["sgray_8"], &[360]), None, "not a multiple of ours");
    }
}
