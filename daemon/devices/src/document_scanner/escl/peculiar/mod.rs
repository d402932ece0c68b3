//! In what scanners differ from the specification.
//!
//! This is data, in a file (`known.toml`, which says what can stand in it) that a branch adds to without a new version
//! of Balie.

mod entry;
mod pattern;

use std::sync::Arc;
use std::time::Duration;

use balie_reading::Unreadable;
use hyper::header::HeaderMap;
use serde::Deserialize;

use crate::DeviceId;
use entry::{Entry, FeederState};

/// How often a broken answer is asked for again, where nothing else is known.
const ASK_AGAIN: u32 = 2;

/// The peculiarities of all scanners that are known; cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Peculiarities(Arc<[Entry]>);

/// A file of peculiarities.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    scanner: Vec<Entry>,
}

impl Peculiarities {
    /// The file that is built in, for a branch that wants to see what can stand in its own.
    pub const KNOWN: &str = include_str!("known.toml");

    /// Those that are built in.
    #[must_use]
    pub fn built_in() -> Self {
        // A test reads it.
        let File { scanner } = balie_reading::toml(Self::KNOWN).unwrap_or_default();
        Self(scanner.into())
    }

    /// Those that are built in, and on top of them those of a file.
    ///
    /// # Errors
    /// When the file is no TOML, or holds something that no peculiarity can be; with line and place.
    pub fn with(text: &str) -> Result<Self, Unreadable> {
        let File { scanner } = balie_reading::toml(text)?;
        let all: Vec<Entry> = Self::built_in().0.iter().cloned().chain(scanner).collect();
        Ok(Self(all.into()))
    }

    /// What is peculiar about a scanner: its id, what it calls itself, and the header `Server` of its answers, the last
    /// two as far as they are known.
    pub(super) fn of(&self, device: &DeviceId, model: Option<&str>, server: Option<&str>) -> Peculiar {
        let mut found = Peculiar::default();
        for entry in self.0.iter().filter(|entry| entry.fits(device, model, server)) {
            found.add(entry);
        }
        found
    }
}

impl Default for Peculiarities {
    fn default() -> Self {
        Self::built_in()
    }
}

/// What is peculiar about one scanner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Peculiar {
    /// Headers of every request; an empty one is left out.
    pub headers: HeaderMap,
    /// Headers of the request that makes a job, likewise.
    pub job_headers: HeaderMap,
    /// How often a broken answer is asked for again.
    pub ask_again: u32,
    feeder_state: Option<FeederState>,
    not_yet: Vec<u16>,
    /// How long to wait before the next page is asked for.
    pub next_page: Duration,
    /// Whether a job is deleted whose page has come.
    pub delete_jobs: bool,
}

impl Default for Peculiar {
    fn default() -> Self {
        Self {
            headers: HeaderMap::new(),
            job_headers: HeaderMap::new(),
            ask_again: ASK_AGAIN,
            feeder_state: None,
            not_yet: Vec::new(),
            next_page: Duration::ZERO,
            delete_jobs: true,
        }
    }
}

impl Peculiar {
    fn add(&mut self, entry: &Entry) {
        self.headers.extend(entry.headers.clone());
        self.job_headers.extend(entry.job_headers.clone());
        self.ask_again = entry.ask_again.unwrap_or(self.ask_again);
        self.feeder_state = entry.feeder_state.or(self.feeder_state);
        self.next_page = entry.next_page_ms.map_or(self.next_page, Duration::from_millis);
        self.delete_jobs = entry.delete_jobs.unwrap_or(self.delete_jobs);
        if let Some(not_yet) = &entry.not_yet {
            self.not_yet.clone_from(not_yet);
        }
    }

    /// What the feeder says before a job is to be believed: a job that cannot succeed would do harm.
    pub fn feeder_is_right_before(&self) -> bool {
        self.feeder_state == Some(FeederState::Before)
    }

    /// What the feeder says before a job means nothing.
    pub fn feeder_is_right_after(&self) -> bool {
        self.feeder_state == Some(FeederState::After)
    }

    /// True when this answer to a question for a page means that there is none yet.
    pub fn is_not_yet(&self, status: u16) -> bool {
        status == 503 || self.not_yet.contains(&status)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(all: &Peculiarities, model: &str, server: &str) -> Peculiar {
        all.of(&"document-scanner".parse().unwrap(), Some(model), Some(server))
    }

    #[test]
    fn the_scanners_that_are_built_in_are_known() {
        let all = Peculiarities::with("").unwrap();
        assert!(balie_reading::toml::<File>(Peculiarities::KNOWN).is_ok_and(|file| file.scanner.len() > 8));
        assert_eq!(all, Peculiarities::built_in());
        let compact = of(&all, "HP LaserJet MFP M28w", "HP_Compact_Server");
        assert_eq!(compact.job_headers["host"], "localhost");
        assert!(compact.headers.is_empty());
        assert!(of(&all, "MF410 Series", "").feeder_is_right_before());
        let b205 = of(&all, "B205", "");
        assert!(b205.is_not_yet(404) && b205.is_not_yet(503) && !b205.delete_jobs);
        assert_eq!(of(&all, "Brother MFC-L2710DW series", "").next_page, Duration::from_secs(1));
        assert_eq!(of(&all, "Virtual MFP 300", "virtual"), Peculiar::default());
    }

    #[test]
    fn a_branch_adds_its_own_and_has_the_last_word() {
        let own = r#"
            [[scanner]]
            device = "document-scanner"
            feeder_state = "after"
            headers = { Connection = "close", Accept = "" }

            [[scanner]]
            model = "brother mfc*"
            next_page_ms = 0
        "#;
        let all = Peculiarities::with(own).unwrap();
        let mine = of(&all, "Brother MFC-L2710DW series", "");
        assert!(mine.feeder_is_right_after());
        assert_eq!((mine.next_page, mine.headers["connection"].as_bytes()), (Duration::ZERO, &b"close"[..]));
        assert_eq!(mine.headers["accept"], "");
        let unknown = all.of(&"document-scanner".parse().unwrap(), None, None);
        assert!(unknown.feeder_is_right_after(), "known before the scanner says anything");
        assert_eq!(all.of(&"another".parse().unwrap(), None, None), Peculiar::default());
    }

    #[test]
    fn mistakes_are_told_with_their_line() {
        let begin = "# One.\n[[scanner]]\nmodel = \"X\"\n";
        for (own, line, told) in [
            ("[[scanner]]\nask_again = 1", 1, "model"),
            ("# One.\n[[scanner]]\nmodel = \"X\"", 2, "peculiar"),
            (&format!("{begin}feeder_state = \"perhaps\""), 4, "before"),
            (&format!("{begin}not_yet = [200]"), 4, "400"),
            (&format!("{begin}ask_again = 99"), 4, "10"),
            (&format!("{begin}next_page_ms = 60000"), 4, "10000"),
            (&format!("{begin}headers = {{ \"a b\" = \"x\" }}"), 4, "a b"),
            (&format!("{begin}job_headers = {{ Content-Length = \"0\" }}"), 4, "content-length"),
            (&format!("{begin}job_headers = {{ Host = \"\" }}"), 4, "host"),
            (&format!("{begin}job_headers = {{ Host = \"a\\nb\" }}"), 4, "host"),
            (&format!("{begin}hedders = {{}}"), 4, "hedders"),
            ("[[scanner]]\nmodel = \" \"\nask_again = 1", 2, "empty"),
            ("[[scanners]]", 1, "scanners"),
        ] {
            let error = Peculiarities::with(own).unwrap_err();
            let words = error.words();
            assert_eq!(error.line, line, "{own}: {error}");
            assert!(words.en.contains(told), "{own}: {error}");
            assert_ne!(words.nl, words.en, "{own}");
        }
    }
}
