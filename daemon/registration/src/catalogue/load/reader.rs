//! Takes typed values out of a TOML table and remembers what is wrong with them.

use super::problem::Found;
use super::{CatalogueRule, amount};
use crate::catalogue::{Limit, SubscriptionCode};
use crate::values::Money;
use chrono::NaiveDate;
use std::ops::RangeInclusive;
use toml::de::{DeTable, DeValue};

/// The longest text a catalogue may hold in one value, in characters.
const LONGEST_TEXT: usize = 60;

/// A value and its byte offset.
#[derive(Debug, Clone, Copy)]
pub(super) struct At<T> {
    pub(super) value: T,
    pub(super) at: usize,
}

/// Reads one table. Every getter answers `None` both for an absent key and for a value that is wrong;
/// the latter leaves a problem behind. [`Reader::finish`] reports the keys nobody asked for.
pub(super) struct Reader<'t, 'i, 'p> {
    table: &'t DeTable<'i>,
    at: usize,
    known: Vec<&'static str>,
    problems: &'p mut Vec<Found>,
}

impl<'t, 'i, 'p> Reader<'t, 'i, 'p> {
    pub(super) fn new(table: &'t DeTable<'i>, at: usize, problems: &'p mut Vec<Found>) -> Self {
        Self { table, at, known: Vec::new(), problems }
    }

    /// Where the table starts.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn refuse(&mut self, at: usize, rule: CatalogueRule) {
        self.problems.push(Found { at, rule });
    }

    /// Whether the key is there, whatever its value.
    pub(super) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// Reports a key that must be there and is not.
    pub(super) fn need(&mut self, key: &'static str) {
        if !self.has(key) {
            self.refuse(self.at, CatalogueRule::MissingKey { key });
        }
    }

    /// Reports every key that no getter asked for.
    pub(super) fn finish(self) {
        for key in self.table.keys().filter(|key| !self.known.contains(&key.get_ref().as_ref())) {
            let rule = CatalogueRule::UnknownKey { key: key.get_ref().to_string() };
            self.problems.push(Found { at: key.span().start, rule });
        }
    }

    pub(super) fn flag(&mut self, key: &'static str) -> Option<bool> {
        self.typed(key, "true / false", DeValue::as_bool).map(|found| found.value)
    }

    /// A text of 1 to 60 characters without control characters.
    pub(super) fn text(&mut self, key: &'static str) -> Option<At<String>> {
        let found = self.typed(key, "\"…\"", |value| value.as_str().map(str::to_owned))?;
        let fits = (1..=LONGEST_TEXT).contains(&found.value.chars().count());
        if found.value.trim().is_empty() || !fits || found.value.chars().any(char::is_control) {
            self.refuse(found.at, CatalogueRule::Text { key, longest: LONGEST_TEXT });
            return None;
        }
        Some(found)
    }

    pub(super) fn code(&mut self, key: &'static str) -> Option<At<SubscriptionCode>> {
        let found = self.typed(key, "\"0045\"", |value| value.as_str().map(str::to_owned))?;
        // Blanks that a typing clerk is forgiven would make two spellings of one code in a file.
        match SubscriptionCode::parse(&found.value) {
            Ok(code) if found.value.len() == 4 => Some(At { value: code, at: found.at }),
            _ => {
                self.refuse(found.at, CatalogueRule::Code { found: found.value });
                None
            }
        }
    }

    pub(super) fn amount(&mut self, key: &'static str) -> Option<At<Money>> {
        let found = self.typed(key, "\"58.00\"", |value| value.as_str().map(str::to_owned))?;
        match amount::parse(&found.value) {
            Ok(value) => Some(At { value, at: found.at }),
            Err(fault) => {
                self.refuse(found.at, CatalogueRule::Amount { found: found.value, fault });
                None
            }
        }
    }

    pub(super) fn number(&mut self, key: &'static str, range: RangeInclusive<u32>) -> Option<At<u32>> {
        let found = self.typed(key, "12", |value| {
            value.as_integer().map(|integer| u32::from_str_radix(integer.as_str(), integer.radix()).ok())
        })?;
        match found.value.filter(|number| range.contains(number)) {
            Some(value) => Some(At { value, at: found.at }),
            None => {
                let (from, through) = range.into_inner();
                self.refuse(found.at, CatalogueRule::Number { key, from, through });
                None
            }
        }
    }

    /// A number from 1, or the word `unlimited`.
    pub(super) fn limit(&mut self, key: &'static str) -> Option<Limit> {
        if self.table.get(key)?.get_ref().as_str() == Some("unlimited") {
            self.known.push(key);
            return Some(Limit::Unlimited);
        }
        if self.table.get(key)?.get_ref().is_integer() {
            return self.number(key, 1..=1_000_000).map(|found| Limit::AtMost(found.value));
        }
        self.typed::<Limit>(key, "125 / \"unlimited\"", |_| None).map(|found| found.value)
    }

    pub(super) fn date(&mut self, key: &'static str) -> Option<At<NaiveDate>> {
        self.typed(key, "2026-01-01", |value| {
            let moment =
                value.as_datetime().filter(|moment| moment.time.is_none() && moment.offset.is_none())?;
            let date = moment.date?;
            NaiveDate::from_ymd_opt(i32::from(date.year), u32::from(date.month), u32::from(date.day))
        })
    }

    /// One of a few words.
    pub(super) fn word<T>(
        &mut self,
        key: &'static str,
        allowed: &'static str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<At<T>> {
        let found = self.typed(key, allowed, |value| value.as_str().map(str::to_owned))?;
        self.known_word(key, allowed, found, &read)
    }

    /// A list of different words out of a few, at least one.
    pub(super) fn words<T: PartialEq>(
        &mut self,
        key: &'static str,
        allowed: &'static str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Vec<T> {
        let Some(list) = self.typed(key, "[\"…\"]", |value| value.as_array()) else { return Vec::new() };
        if list.value.is_empty() {
            self.refuse(list.at, CatalogueRule::EmptyList { key });
        }
        let mut words = Vec::new();
        for item in list.value.iter() {
            let at = item.span().start;
            let Some(text) = item.get_ref().as_str() else {
                self.refuse(at, CatalogueRule::WrongType { key, example: allowed });
                continue;
            };
            let found = At { value: text.to_owned(), at };
            let Some(word) = self.known_word(key, allowed, found, &read) else { continue };
            if words.contains(&word.value) {
                self.refuse(at, CatalogueRule::WordTwice { key, found: text.to_owned() });
            } else {
                words.push(word.value);
            }
        }
        words
    }

    /// The table under a key, read by `read`; what `read` does not ask for is an unknown key.
    pub(super) fn section<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(&mut Reader<'t, 'i, '_>) -> T,
    ) -> Option<At<T>> {
        let found = self.typed(key, "{ … }", |value| value.as_table())?;
        let mut inner = Reader::new(found.value, found.at, self.problems);
        let value = read(&mut inner);
        inner.finish();
        Some(At { value, at: found.at })
    }

    /// The tables in a list, each read by `read`. An item that is no table is `None`, and so is the
    /// only item of a value that is no list: something was there, though it cannot be read.
    pub(super) fn each<T>(
        &mut self,
        key: &'static str,
        mut read: impl FnMut(&mut Reader<'t, 'i, '_>) -> T,
    ) -> Vec<Option<T>> {
        if !self.has(key) {
            return Vec::new();
        }
        let Some(list) = self.typed(key, "[{ … }]", |value| value.as_array()) else { return vec![None] };
        let mut values = Vec::new();
        for item in list.value.iter() {
            let at = item.span().start;
            let Some(table) = item.get_ref().as_table() else {
                self.refuse(at, CatalogueRule::WrongType { key, example: "{ … }" });
                values.push(None);
                continue;
            };
            let mut inner = Reader::new(table, at, self.problems);
            values.push(Some(read(&mut inner)));
            inner.finish();
        }
        values
    }

    fn known_word<T>(
        &mut self,
        key: &'static str,
        allowed: &'static str,
        found: At<String>,
        read: &impl Fn(&str) -> Option<T>,
    ) -> Option<At<T>> {
        match read(&found.value) {
            Some(value) => Some(At { value, at: found.at }),
            None => {
                self.refuse(found.at, CatalogueRule::Word { key, found: found.value, allowed });
                None
            }
        }
    }

    fn typed<T>(
        &mut self,
        key: &'static str,
        example: &'static str,
        read: impl FnOnce(&'t DeValue<'i>) -> Option<T>,
    ) -> Option<At<T>> {
        self.known.push(key);
        let value = self.table.get(key)?;
        let at = value.span().start;
        match read(value.get_ref()) {
            Some(value) => Some(At { value, at }),
            None => {
                self.refuse(at, CatalogueRule::WrongType { key, example });
                None
            }
        }
    }
}
