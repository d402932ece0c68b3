//! One entry of a file of peculiarities.

use std::collections::BTreeMap;

use balie_reading::{Words, custom};
use hyper::header::{CONTENT_LENGTH, HOST, HeaderMap, HeaderName, HeaderValue, TRANSFER_ENCODING};
use serde::{Deserialize, Deserializer};

use super::pattern::Pattern;
use crate::DeviceId;

/// A broken answer is asked for again this often at most.
const ASK_AGAIN_MAX: u32 = 10;
/// The longest wait between two pages, in milliseconds.
const NEXT_PAGE_MAX: u64 = 10_000;
/// The statuses that may mean "not yet" (RFC 9110, sections 15.5 and 15.6).
const NOT_YET: std::ops::RangeInclusive<u16> = 400..=599;

/// When a feeder says something of use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum FeederState {
    Before,
    After,
}

/// What is peculiar about the scanners that fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    which: Which,
    pub headers: HeaderMap,
    pub job_headers: HeaderMap,
    pub ask_again: Option<u32>,
    pub feeder_state: Option<FeederState>,
    pub not_yet: Option<Vec<u16>>,
    pub next_page_ms: Option<u64>,
    pub delete_jobs: Option<bool>,
}

/// Which scanners: all that is given has to fit, and something is given.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Which {
    model: Option<Pattern>,
    server: Option<Pattern>,
    device: Option<DeviceId>,
}

/// An entry as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Raw {
    #[serde(default)]
    model: Option<Pattern>,
    #[serde(default)]
    server: Option<Pattern>,
    #[serde(default)]
    device: Option<DeviceId>,
    #[serde(default, rename = "note")]
    _note: Option<String>,
    #[serde(default, deserialize_with = "headers")]
    headers: HeaderMap,
    #[serde(default, deserialize_with = "headers")]
    job_headers: HeaderMap,
    #[serde(default, deserialize_with = "ask_again")]
    ask_again: Option<u32>,
    #[serde(default)]
    feeder_state: Option<FeederState>,
    #[serde(default, deserialize_with = "not_yet")]
    not_yet: Option<Vec<u16>>,
    #[serde(default, deserialize_with = "next_page")]
    next_page_ms: Option<u64>,
    #[serde(default)]
    delete_jobs: Option<bool>,
}

impl Entry {
    /// True when the entry is about this scanner; what is not known of it fits nothing.
    pub fn fits(&self, device: &DeviceId, model: Option<&str>, server: Option<&str>) -> bool {
        let fits = |pattern: &Option<Pattern>, name: Option<&str>| {
            pattern.as_ref().is_none_or(|pattern| name.is_some_and(|name| pattern.fits(name)))
        };
        fits(&self.which.model, model)
            && fits(&self.which.server, server)
            && self.which.device.as_ref().is_none_or(|wanted| wanted == device)
    }
}

impl TryFrom<Raw> for Entry {
    type Error = Words;

    fn try_from(raw: Raw) -> Result<Self, Self::Error> {
        let which = Which { model: raw.model, server: raw.server, device: raw.device };
        if which.model.is_none() && which.server.is_none() && which.device.is_none() {
            return Err(Words::new(
                "noem met `model`, `server` of `device` welke scanners dit zijn.",
                "say by `model`, `server` or `device` which scanners these are.",
            ));
        }
        let entry = Self {
            which,
            headers: raw.headers,
            job_headers: raw.job_headers,
            ask_again: raw.ask_again,
            feeder_state: raw.feeder_state,
            not_yet: raw.not_yet,
            next_page_ms: raw.next_page_ms,
            delete_jobs: raw.delete_jobs,
        };
        if entry.says_nothing() {
            return Err(Words::new(
                "er staat niet bij wat er bijzonder is aan deze scanners.",
                "it does not say what is peculiar about these scanners.",
            ));
        }
        Ok(entry)
    }
}

impl Entry {
    fn says_nothing(&self) -> bool {
        self.headers.is_empty()
            && self.job_headers.is_empty()
            && self.ask_again.is_none()
            && self.feeder_state.is_none()
            && self.not_yet.is_none()
            && self.next_page_ms.is_none()
            && self.delete_jobs.is_none()
    }
}

fn ask_again<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u32>, D::Error> {
    at_most(deserializer, ASK_AGAIN_MAX)
}

fn next_page<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    at_most(deserializer, NEXT_PAGE_MAX)
}

fn at_most<'de, D, T>(deserializer: D, most: T) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + PartialOrd + std::fmt::Display,
{
    let number = T::deserialize(deserializer)?;
    if number > most {
        return Err(custom(format!("is 0 tot en met {most}."), format!("is 0 to {most}.")));
    }
    Ok(Some(number))
}

fn not_yet<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<u16>>, D::Error> {
    let statuses: Vec<u16> = Vec::deserialize(deserializer)?;
    if let Some(wrong) = statuses.iter().find(|status| !NOT_YET.contains(status)) {
        let (first, last) = NOT_YET.into_inner();
        return Err(custom(
            format!("{wrong} is geen status van een weigering: {first} tot en met {last}."),
            format!("{wrong} is no status of a refusal: {first} to {last}."),
        ));
    }
    Ok(Some(statuses))
}

fn headers<'de, D: Deserializer<'de>>(deserializer: D) -> Result<HeaderMap, D::Error> {
    let written: BTreeMap<String, String> = BTreeMap::deserialize(deserializer)?;
    let mut headers = HeaderMap::new();
    for (name, value) in written {
        let parsed = HeaderName::from_bytes(name.as_bytes()).ok();
        let Some(name) = parsed.filter(|name| ![CONTENT_LENGTH, TRANSFER_ENCODING].contains(name)) else {
            let name = name.to_lowercase();
            return Err(custom(
                format!("`{name}` is geen header die ingesteld kan worden."),
                format!("`{name}` is no header that can be set."),
            ));
        };
        let value = HeaderValue::from_str(&value).ok().filter(|value| name != HOST || !value.is_empty());
        let Some(value) = value else {
            return Err(custom(
                format!("de waarde van `{name}` kan niet in een header staan."),
                format!("the value of `{name}` cannot stand in a header."),
            ));
        };
        headers.insert(name, value);
    }
    Ok(headers)
}
