//! One field of an input report: where it is and what it means.

/// What a control or a collection means: a page of the HID Usage Tables and a number on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Usage {
    /// The page, such as 0x8C (bar code scanner).
    pub page: u16,
    /// The number on the page.
    pub id: u16,
}

impl Usage {
    /// A usage by page and number.
    #[must_use]
    pub const fn new(page: u16, id: u16) -> Self {
        Self { page, id }
    }

    /// The usage of a four-byte usage item: the page in the upper half.
    #[must_use]
    pub const fn extended(value: u32) -> Self {
        Self { page: (value >> 16) as u16, id: (value & 0xffff) as u16 }
    }
}

/// How the values of a field are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// Each value belongs to a usage of its own: a bit per modifier key, a byte of data.
    Variable,
    /// Each value says which usage is meant: the codes of the keys that are down.
    Array,
}

/// A row of values of one size in an input report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// The number of the report, which then is its first byte; `None` for a device with one report.
    pub report: Option<u8>,
    /// Where the first value begins, in bits from the start of the report, its number included.
    pub bit: usize,
    /// The size of one value, 1 to 32 bits.
    pub size: usize,
    /// How many values there are, at least 1.
    pub count: usize,
    /// How they are meant.
    pub kind: FieldKind,
    /// The least value, for arrays the one that stands for the first usage.
    pub minimum: i32,
    pub(super) usages: Vec<(Usage, Usage)>,
}

impl Field {
    /// True when a report holds this field: it has its number.
    #[must_use]
    pub fn is_in(&self, report: &[u8]) -> bool {
        self.report.is_none_or(|number| report.first() == Some(&number))
    }

    /// The values in a report, as far as the report goes.
    pub fn values<'a>(&'a self, report: &'a [u8]) -> impl Iterator<Item = u32> + 'a {
        (0..self.count).map_while(move |index| bits(report, self.bit + index * self.size, self.size))
    }

    /// The first value in a report.
    #[must_use]
    pub fn value(&self, report: &[u8]) -> Option<u32> {
        bits(report, self.bit, self.size)
    }

    /// The usage of a value by its place; the last usage stands for all places beyond (HID 1.11, 6.2.2.8).
    #[must_use]
    pub fn usage_at(&self, index: usize) -> Option<Usage> {
        self.nth(index).or_else(|| self.usages.last().map(|range| range.1))
    }

    /// The usage an array's value stands for; `None` for a value that stands for nothing.
    #[must_use]
    pub fn usage_of(&self, value: u32) -> Option<Usage> {
        let index = i64::from(value) - i64::from(self.minimum);
        self.nth(usize::try_from(index).ok()?)
    }

    /// True when one of its values may mean this.
    #[must_use]
    pub fn mentions(&self, usage: Usage) -> bool {
        self.usages.iter().any(|(first, last)| (*first..=*last).contains(&usage))
    }

    fn nth(&self, mut index: usize) -> Option<Usage> {
        for (first, last) in &self.usages {
            let length = usize::from(last.id - first.id) + 1;
            if index < length {
                // Within the range, so it fits.
                return Some(Usage::new(first.page, first.id + u16::try_from(index).ok()?));
            }
            index -= length;
        }
        None
    }
}

/// Up to 32 bits, the first one the least significant; `None` where the report is too short.
fn bits(report: &[u8], first: usize, size: usize) -> Option<u32> {
    let last = (first + size).checked_sub(1)?;
    let bytes = report.get(first / 8..=last / 8)?;
    let packed = bytes.iter().rev().fold(0_u64, |packed, byte| packed << 8 | u64::from(*byte));
    Some(((packed >> (first % 8)) & ((1 << size) - 1)) as u32)
}
