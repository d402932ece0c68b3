//! The line language with which a script drives a virtual device.
//!
//! One command per line; words are separated by blanks. `#` starts a comment line. Every device has its own
//! small set of commands, and printers share those of [`faults`].

pub mod escl;
pub mod faults;
pub mod printer;
pub mod scanner;
pub mod usb;
pub mod zpl;

use crate::VirtualError;

/// What the caller should do after a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// Read the next line; show the text, if there is one.
    Continue(Option<String>),
    /// Stop the device.
    Quit,
}

/// Splits a line; `None` for blank lines and comments.
fn words(line: &str) -> Option<Vec<&str>> {
    let words: Vec<_> = line.split_whitespace().collect();
    (!words.is_empty() && !line.trim_start().starts_with('#')).then_some(words)
}

fn not_understood(line: &str) -> VirtualError {
    VirtualError::Control(line.trim().to_owned())
}

fn number(text: &str, line: &str) -> Result<u32, VirtualError> {
    text.parse().map_err(|_| not_understood(line))
}
