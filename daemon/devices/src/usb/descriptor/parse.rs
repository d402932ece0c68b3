//! Reading the items of a report descriptor.

use super::{Field, FieldKind, ReportDescriptor, Usage};

/// Longest report, in bits: a full-speed interrupt transfer has 64 bytes, a high-speed one 1024.
const REPORT_BITS: usize = 8 * 4096;
/// Fields, usages, collections: more of anything than a device has.
const MANY: usize = 1024;

/// A descriptor that makes no sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DescriptorError {
    /// It breaks off in the middle of an item.
    #[error("the report descriptor breaks off in an item")]
    Truncated,
    /// More collections end than begin, or more states are taken back than were kept.
    #[error("the report descriptor is not nested properly")]
    Unbalanced,
    /// It describes something larger than any device has.
    #[error("the report descriptor describes something too large")]
    TooLarge,
}

/// Items that hold until they change (6.2.2.7).
#[derive(Debug, Clone, Default)]
struct Globals {
    page: u16,
    minimum: i32,
    size: usize,
    count: usize,
    report: Option<u8>,
}

/// Items that hold for the next main item (6.2.2.8).
#[derive(Debug, Default)]
struct Locals {
    usages: Vec<(Usage, Usage)>,
    minimum: Option<Usage>,
}

#[derive(Debug, Default)]
struct Parser {
    globals: Globals,
    kept: Vec<Globals>,
    locals: Locals,
    depth: usize,
    /// Bits taken so far, by report.
    taken: Vec<(Option<u8>, usize)>,
    found: ReportDescriptor,
}

pub(super) fn parse(mut bytes: &[u8]) -> Result<ReportDescriptor, DescriptorError> {
    let mut parser = Parser::default();
    while let [prefix, rest @ ..] = bytes {
        // A long item (6.2.2.3): its length, a tag and the data. None is defined.
        if *prefix == 0xfe {
            let length = usize::from(*rest.first().ok_or(DescriptorError::Truncated)?);
            bytes = rest.get(2 + length..).ok_or(DescriptorError::Truncated)?;
            continue;
        }
        let length = [0, 1, 2, 4][usize::from(prefix & 3)];
        let (data, after) = rest.split_at_checked(length).ok_or(DescriptorError::Truncated)?;
        bytes = after;
        parser.item(prefix & 0xfc, data)?;
    }
    Ok(parser.found)
}

impl Parser {
    fn item(&mut self, tag: u8, data: &[u8]) -> Result<(), DescriptorError> {
        let value = data.iter().rev().fold(0_u32, |value, byte| value << 8 | u32::from(*byte));
        match tag {
            0x80 => self.input(value)?,
            0xb0 => self.feature(),
            0xa0 => self.collection(value)?,
            0xc0 => self.depth = self.depth.checked_sub(1).ok_or(DescriptorError::Unbalanced)?,
            0x04 => self.globals.page = (value & 0xffff) as u16,
            0x14 => self.globals.minimum = signed(value, data.len()),
            0x74 => self.globals.size = bounded(value)?,
            0x94 => self.globals.count = bounded(value)?,
            0x84 => self.globals.report = Some((value & 0xff) as u8),
            0xa4 => {
                room(self.kept.len())?;
                self.kept.push(self.globals.clone());
            }
            0xb4 => self.globals = self.kept.pop().ok_or(DescriptorError::Unbalanced)?,
            0x08 => {
                let usage = self.usage(value, data.len());
                self.range(usage, usage)?;
            }
            0x18 => self.locals.minimum = Some(self.usage(value, data.len())),
            0x28 => {
                let last = self.usage(value, data.len());
                if let Some(first) = self.locals.minimum.take() {
                    self.range(first, last)?;
                }
            }
            _ => {}
        }
        // Input, output, feature, collection and its end: the main items.
        if matches!(tag, 0x80 | 0x90 | 0xb0 | 0xa0 | 0xc0) {
            self.locals = Locals::default();
        }
        Ok(())
    }

    fn usage(&self, value: u32, length: usize) -> Usage {
        if length == 4 { Usage::extended(value) } else { Usage::new(self.globals.page, value as u16) }
    }

    fn range(&mut self, first: Usage, last: Usage) -> Result<(), DescriptorError> {
        room(self.locals.usages.len())?;
        if first <= last && first.page == last.page {
            self.locals.usages.push((first, last));
        }
        Ok(())
    }

    fn collection(&mut self, kind: u32) -> Result<(), DescriptorError> {
        const APPLICATION: u32 = 1;
        room(self.depth)?;
        self.depth += 1;
        if kind == APPLICATION
            && let Some((usage, _)) = self.locals.usages.first()
        {
            room(self.found.applications.len())?;
            self.found.applications.push(*usage);
        }
        Ok(())
    }

    fn feature(&mut self) {
        if let Some(number) = self.globals.report
            && !self.found.feature_reports.contains(&number)
        {
            self.found.feature_reports.push(number);
        }
    }

    fn input(&mut self, flags: u32) -> Result<(), DescriptorError> {
        const CONSTANT: u32 = 1;
        const VARIABLE: u32 = 2;
        let Globals { minimum, size, count, report, .. } = self.globals;
        let bit = self.take(size * count)?;
        // Padding, and items without size or usage, which devices do have.
        if flags & CONSTANT != 0 || self.locals.usages.is_empty() || count == 0 || !(1..=32).contains(&size) {
            return Ok(());
        }
        room(self.found.inputs.len())?;
        let kind = if flags & VARIABLE != 0 { FieldKind::Variable } else { FieldKind::Array };
        let usages = std::mem::take(&mut self.locals.usages);
        self.found.inputs.push(Field { report, bit, size, count, kind, minimum, usages });
        Ok(())
    }

    /// Takes bits of the present report and gives the first one.
    fn take(&mut self, bits: usize) -> Result<usize, DescriptorError> {
        let report = self.globals.report;
        let place = match self.taken.iter().position(|(of, _)| *of == report) {
            Some(place) => place,
            None => {
                self.taken.push((report, if report.is_some() { 8 } else { 0 }));
                self.taken.len() - 1
            }
        };
        let taken = &mut self.taken[place].1;
        let first = *taken;
        *taken += bits;
        if *taken > REPORT_BITS { Err(DescriptorError::TooLarge) } else { Ok(first) }
    }
}

fn bounded(value: u32) -> Result<usize, DescriptorError> {
    let value = usize::try_from(value).unwrap_or(usize::MAX);
    if value > REPORT_BITS { Err(DescriptorError::TooLarge) } else { Ok(value) }
}

const fn room(used: usize) -> Result<(), DescriptorError> {
    if used < MANY { Ok(()) } else { Err(DescriptorError::TooLarge) }
}

/// Logical limits are signed numbers of the length they are given in.
const fn signed(value: u32, length: usize) -> i32 {
    match length {
        1 => value as u8 as i8 as i32,
        2 => value as u16 as i16 as i32,
        _ => value as i32,
    }
}
