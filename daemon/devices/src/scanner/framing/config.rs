//! How a scanner marks where a code begins and ends.

use std::time::Duration;

use serde::Deserialize;

/// What ends a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Terminator {
    /// CR, LF, CR LF or Tab, whichever comes. As long as the scanner has ended no code with one of them, a
    /// pause ends a code too: many scanners leave the factory without any. From the first one on, a code that
    /// stops without is an interrupted one. Right for nearly every scanner.
    #[default]
    Detect,
    /// CR, LF, CR LF or Tab, whichever comes.
    Any,
    /// Tab.
    Tab,
    /// CR; an LF right after it belongs to it.
    Cr,
    /// LF; a CR right before it belongs to it.
    Lf,
    /// CR LF; neither alone ends a code.
    CrLf,
    /// ETX, with an STX before the code; CR and LF around the frame are ignored.
    Etx,
    /// Nothing: a pause longer than the inter-character time-out.
    Pause,
}

/// Framing settings of one scanner.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FramingConfig {
    /// What ends a code.
    pub terminator: Terminator,
    /// A text every code starts with and that is taken off; empty for none.
    pub prefix: String,
    /// A text every code ends with, before the terminator, and that is taken off; empty for none.
    pub suffix: String,
    /// Whether AIM symbology identifiers are looked for and taken off.
    pub aim: bool,
    /// The longest pause within one code, in milliseconds. Serial scanners send without pauses; USB bridges
    /// make gaps of some milliseconds.
    pub inter_character_ms: u64,
    /// The longest code, in bytes, everything included.
    pub max_length: usize,
    /// How often one character may follow itself.
    pub max_run: usize,
}

impl Default for FramingConfig {
    fn default() -> Self {
        Self {
            terminator: Terminator::default(),
            prefix: String::new(),
            suffix: String::new(),
            aim: true,
            inter_character_ms: 300,
            max_length: 256,
            max_run: 24,
        }
    }
}

impl FramingConfig {
    /// The longest pause within one code.
    #[must_use]
    pub const fn inter_character(&self) -> Duration {
        Duration::from_millis(self.inter_character_ms)
    }
}
