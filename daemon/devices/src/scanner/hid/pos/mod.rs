//! Scanners that speak HID POS: whole codes in reports, with their symbology.

mod fields;

use std::time::Instant;

use super::super::framing::{FramingConfig, whole};
use super::super::{AimIdentifier, BadRead, Read, Symbology};
use crate::usb::descriptor::ReportDescriptor;
use fields::{Fields, Part};

/// Reads the reports of one interface and joins the parts of long codes.
#[derive(Debug)]
pub(super) struct Pos {
    fields: Fields,
    framing: FramingConfig,
    code: Option<Partial>,
    last: Option<Instant>,
}

/// A code of which more is to come.
#[derive(Debug, Default)]
struct Partial {
    bytes: Vec<u8>,
    symbology: Option<Symbology>,
    spoilt: Option<BadRead>,
}

impl Pos {
    /// The scanner in a descriptor, if there is one.
    pub(super) fn described(descriptor: &ReportDescriptor, framing: &FramingConfig) -> Option<Self> {
        Some(Self::new(Fields::described(descriptor)?, framing))
    }

    /// A scanner whose descriptor does not say where the code is.
    pub(super) fn customary(framing: &FramingConfig) -> Self {
        Self::new(Fields::Customary, framing)
    }

    fn new(fields: Fields, framing: &FramingConfig) -> Self {
        Self { fields, framing: framing.clone(), code: None, last: None }
    }

    /// Takes a report in that came at `now`, and gives the reads it completes.
    pub(super) fn report(&mut self, report: &[u8], now: Instant) -> Vec<Read> {
        let Some(part) = self.fields.read(report) else { return Vec::new() };
        let mut reads: Vec<Read> = self.expire(now).into_iter().collect();
        self.last = Some(now);
        let mut code = self.code.take().unwrap_or_default();
        code.add(part.as_ref(), self.framing.max_length);
        if part.is_ok_and(|part| part.continued) {
            self.code = Some(code);
        } else {
            reads.push(code.read(&self.framing));
        }
        reads
    }

    /// Ends a code whose next part does not come.
    pub(super) fn expire(&mut self, now: Instant) -> Option<Read> {
        let quiet = now.saturating_duration_since(self.last?);
        if quiet > self.framing.inter_character() { self.interrupt() } else { None }
    }

    /// Ends a code because the wire is gone.
    pub(super) fn interrupt(&mut self) -> Option<Read> {
        self.code.take().map(|code| Err(code.spoilt.unwrap_or(BadRead::Interrupted)))
    }

    /// How long the present code may pause before it ends; `None` while there is none.
    pub(super) fn patience(&self, now: Instant) -> Option<std::time::Duration> {
        let quiet = now.saturating_duration_since(self.last?);
        self.code.is_some().then(|| self.framing.inter_character().saturating_sub(quiet))
    }
}

impl Partial {
    fn add(&mut self, part: Result<&Part, &BadRead>, longest: usize) {
        match part {
            Ok(part) => {
                let identifier = part.identifier.as_deref().and_then(AimIdentifier::split);
                self.symbology = self.symbology.or(identifier.map(|(identifier, _)| identifier.symbology));
                self.bytes.extend_from_slice(&part.data);
            }
            Err(reason) => {
                self.spoilt.get_or_insert(*reason);
            }
        }
        // Kept no longer than a code may be, whatever the scanner claims; terminators come on top.
        if self.bytes.len() > longest + 2 {
            self.spoilt.get_or_insert(BadRead::TooLong);
            self.bytes.clear();
        }
    }

    fn read(self, framing: &FramingConfig) -> Read {
        match self.spoilt {
            Some(reason) => Err(reason),
            None => whole(&self.bytes, self.symbology, framing),
        }
    }
}

#[cfg(test)]
mod tests;
