//! In what scanners differ from the specification.
//!
//! This is data, in a file (`known.toml`, which says what can stand in it) that a branch adds to without a new version
//! of Balie.

mod entry;
mod pattern;

use std::sync::Arc;
use std::time::Duration;

use balie_reading::{Fault, Unreadable};
use hyper::header::HeaderMap;
use serde::Deserialize;

use crate::DeviceId;
use entry::{Entry, FeederState, Raw};

/// How often a broken answer is asked for again, where nothing else is known.
const ASK_AGAIN: u32 = 2;
/// The heading of an entry.
const HEADING: &str = "[[scanner]]";

/// The peculiarities of all scanners that are known; cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Peculiarities {
    entries: Arc<[Entry]>,
    /// A file of them could not be read, or not all of it.
    unread: bool,
}

/// A file of peculiarities.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    scanner: Vec<Raw>,
}

/// The entries of a file, each with what is wrong with it as a whole.
fn read(text: &str) -> Result<Vec<Result<Entry, Unreadable>>, Unreadable> {
    let File { scanner } = balie_reading::toml(text)?;
    let headings = text.lines().enumerate().filter(|(_, line)| is_heading(line)).map(|(at, _)| at + 1);
    let lines = headings.chain(std::iter::repeat(1));
    let entries = scanner.into_iter().enumerate().zip(lines).map(|((index, raw), line)| {
        Entry::try_from(raw).map_err(|words| Unreadable {
            line,
            place: format!("scanner[{index}]"),
            fault: Box::new(Fault::Rule(words)),
        })
    });
    Ok(entries.collect())
}

/// True for the line with which an entry begins.
fn is_heading(line: &str) -> bool {
    let name = line.trim_start().strip_prefix("[[").and_then(|rest| rest.split_once("]]"));
    name.is_some_and(|(name, _)| name.trim().trim_matches(['"', '\'']) == "scanner")
}

impl Peculiarities {
    /// The file that is built in, for a branch that wants to see what can stand in its own.
    pub const KNOWN: &str = include_str!("known.toml");

    /// Those that are built in.
    #[must_use]
    pub fn built_in() -> Self {
        // A test reads it.
        let entries = read(Self::KNOWN).unwrap_or_default().into_iter().flatten();
        Self { entries: entries.collect(), unread: false }
    }

    /// Those that are built in, where there is a file that cannot be read at all.
    #[must_use]
    pub fn without_file() -> Self {
        Self { unread: true, ..Self::built_in() }
    }

    /// Those that are built in, and on top of them those of a file.
    ///
    /// # Errors
    /// When the file is no TOML, or holds something that no peculiarity can be; with line and place.
    pub fn with(text: &str) -> Result<Self, Unreadable> {
        let own = read(text)?.into_iter().collect::<Result<Vec<_>, _>>()?;
        Ok(Self::built_in().and(own))
    }

    fn and(self, own: Vec<Entry>) -> Self {
        Self { entries: self.entries.iter().cloned().chain(own).collect(), ..self }
    }

    /// Those that are built in and what can be read of a file, and the mistakes in it: a mistake takes away the entry
    /// in which it is, and no other scanner has to wait until it is mended.
    #[must_use]
    pub fn as_far_as_read(text: &str) -> (Self, Vec<Unreadable>) {
        let mut lines: Vec<&str> = text.lines().collect();
        let (mut mistakes, mut left_out) = (Vec::new(), Vec::new());
        let entries = loop {
            let mistake = match read(&lines.join("\n")) {
                Ok(entries) => break entries,
                Err(mistake) => mistake,
            };
            let (begin, end) = entry_at(&lines, mistake.line);
            mistakes.push(mistake);
            let entry = lines.get_mut(begin..end).unwrap_or_default();
            if left_out.contains(&(begin + 1)) || entry.iter().all(|line| line.trim().is_empty()) {
                return (Self::without_file(), mistakes);
            }
            left_out.push(begin + 1);
            // What is left out leaves an entry without content and empty lines behind: the others keep number and line.
            let heading = entry.first().is_some_and(|line| is_heading(line));
            entry.fill("");
            if heading && let Some(first) = entry.first_mut() {
                *first = HEADING;
            }
        };
        let mut own = Vec::new();
        for entry in entries {
            match entry {
                Ok(entry) => own.push(entry),
                Err(mistake) if left_out.contains(&mistake.line) => {}
                Err(mistake) => mistakes.push(mistake),
            }
        }
        mistakes.sort_by_key(|mistake| mistake.line);
        (Self { unread: !mistakes.is_empty(), ..Self::built_in().and(own) }, mistakes)
    }

    /// True when a file of them could not be read, or not all of it.
    pub(super) const fn is_unread(&self) -> bool {
        self.unread
    }

    /// What is peculiar about a scanner: its id, what it calls itself, and the header `Server` of its answers, the last
    /// two as far as they are known.
    pub(super) fn of(&self, device: &DeviceId, model: Option<&str>, server: Option<&str>) -> Peculiar {
        let mut found = Peculiar::default();
        for entry in self.entries.iter().filter(|entry| entry.fits(device, model, server)) {
            found.add(entry);
        }
        found
    }
}

/// The lines of the entry to which a line belongs (from 1): where it begins, and where the next one does (from 0).
fn entry_at(lines: &[&str], line: usize) -> (usize, usize) {
    let begins = |line: &&str| line.trim_start().starts_with('[');
    let (before, rest) = lines.split_at(line.min(lines.len()));
    let begin = before.iter().rposition(begins).unwrap_or_default();
    (begin, before.len() + rest.iter().position(begins).unwrap_or(rest.len()))
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
    use proptest::prelude::*;

    fn of(all: &Peculiarities, model: &str, server: &str) -> Peculiar {
        all.of(&"document-scanner".parse().unwrap(), Some(model), Some(server))
    }

    #[test]
    fn the_scanners_that_are_built_in_are_known() {
        let all = Peculiarities::with("").unwrap();
        assert!(read(Peculiarities::KNOWN).is_ok_and(|all| all.len() > 8 && all.iter().all(Result::is_ok)));
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
    fn a_mistake_takes_its_own_entry_away_and_no_other() {
        let good = |model: &str| format!("[[scanner]]\nmodel = \"{model}\"\nask_again = 7\n");
        let (first, last) = (good("First"), good("Last"));
        let asks_again = |all: &Peculiarities, model| of(all, model, "").ask_again == 7;
        for (wrong, lines, told) in [
            ("[[scanner]]\nmodel = \"X\"\nask_again = 99\n", 6..=6, "10"),
            ("[[scanner]]\nmodle = \"X\"\nask_again = 1\n", 5..=5, "modle"),
            ("# A note.\n[[scanner]]\nask_again = 1\n", 5..=5, "model"),
            ("[[scanner]\nmodel = \"X\"\nask_again = 1\n", 4..=5, "TOML"),
            ("[[scanner]]\nmodel = \"X\nask_again = 1\n", 5..=6, "TOML"),
            ("[[printer]]\nmodel = \"X\"\n", 4..=4, "printer"),
            ("[[scanner]]\nmodel = \"X\"\nnot_yet = [\n  404,\n  200,\n]\n", 6..=8, "200"),
        ] {
            let own = format!("{first}{wrong}{last}");
            let (all, mistakes) = Peculiarities::as_far_as_read(&own);
            let [mistake] = mistakes.as_slice() else { panic!("{own}: {mistakes:?}") };
            assert_eq!(Peculiarities::with(&own).as_ref(), Err(mistake), "{own}");
            assert!(lines.contains(&mistake.line), "{own}: {mistake}");
            assert!(mistake.words().en.contains(told), "{own}: {mistake}");
            assert!(asks_again(&all, "First") && asks_again(&all, "Last") && all.is_unread(), "{own}");
            assert!(of(&all, "MF410 Series", "").feeder_is_right_before(), "what is built in stays");
        }
        // Several, each with its own line; and text that is no entry at all.
        let own = format!("{first}[[scanner]]\nmodel = 1\n{last}[[scanner]]\nmodel = \"Y\"\n");
        let (all, mistakes) = Peculiarities::as_far_as_read(&own);
        let told = |mistake: &Unreadable| (mistake.line, mistake.place.clone());
        let places = [(5, "scanner[1].model".to_owned()), (9, "scanner[3]".to_owned())];
        assert_eq!(mistakes.iter().map(told).collect::<Vec<_>>(), places);
        assert!(asks_again(&all, "First") && asks_again(&all, "Last"));
        let (all, mistakes) = Peculiarities::as_far_as_read(&format!("what is this\n{first}"));
        assert_eq!(mistakes.len(), 1);
        assert!(asks_again(&all, "First") && all.is_unread());
        // Without a mistake it is as read.
        let own = first + &last;
        assert_eq!(Peculiarities::as_far_as_read(&own), (Peculiarities::with(&own).unwrap(), Vec::new()));
        assert!(!Peculiarities::built_in().is_unread() && Peculiarities::without_file().is_unread());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn any_text_leaves_what_is_built_in(
            text in "(\\[\\[scanner\\]\\]|model = \"X\"|ask_again = [0-9]{1,2}|[ -~]{0,20}|\n){0,12}",
            any in any::<String>(),
        ) {
            for text in [text, any] {
                let (all, mistakes) = Peculiarities::as_far_as_read(&text);
                prop_assert!(of(&all, "MF410 Series", "").feeder_is_right_before());
                prop_assert_eq!(all.is_unread(), !mistakes.is_empty());
            }
        }
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
