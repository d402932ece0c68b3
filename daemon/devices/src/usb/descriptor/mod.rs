//! HID report descriptors (Device Class Definition for HID 1.11, section 6.2.2), as far as reading input
//! reports needs them.
//!
//! A descriptor comes from whatever is plugged in, so nothing in it is believed: sizes are bounded before
//! anything is reserved for them, and a descriptor that makes no sense is an error and never a panic.

mod field;
mod parse;

pub use field::{Field, FieldKind, Usage};
pub use parse::DescriptorError;

/// What a device tells about its reports.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReportDescriptor {
    applications: Vec<Usage>,
    inputs: Vec<Field>,
    feature_reports: Vec<u8>,
}

impl ReportDescriptor {
    /// Reads a descriptor.
    ///
    /// # Errors
    /// When it breaks off in an item, is not nested properly, or describes reports larger than any device has.
    pub fn parse(bytes: &[u8]) -> Result<Self, DescriptorError> {
        parse::parse(bytes)
    }

    /// What the device is: the usages of its application collections.
    #[must_use]
    pub fn applications(&self) -> &[Usage] {
        &self.applications
    }

    /// The fields of its input reports, in the order of the descriptor; constant ones are left out.
    #[must_use]
    pub fn inputs(&self) -> &[Field] {
        &self.inputs
    }

    /// True when there is a feature report of this number.
    #[must_use]
    pub fn has_feature_report(&self, number: u8) -> bool {
        self.feature_reports.contains(&number)
    }
}

#[cfg(test)]
mod tests;
