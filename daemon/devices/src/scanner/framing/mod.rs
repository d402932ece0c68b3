//! From bytes to codes, without any clock or wire of its own.
//!
//! The time of a byte is passed in. How the bytes were cut into chunks makes no difference, and nothing that
//! comes in can make the next proper code unreadable once a terminator has passed.

mod config;
mod content;

use std::time::{Duration, Instant};

use super::{BadRead, Read, Symbology};
pub use config::{FramingConfig, Terminator};

const STX: u8 = 0x02;
const ETX: u8 = 0x03;
const LF: u8 = b'\n';
const CR: u8 = b'\r';
const TAB: u8 = b'\t';
/// Fewer bytes than this that come without a terminator are noise.
const SHORTEST_UNENDED: usize = 4;

/// Cuts a stream of bytes into reads.
#[derive(Debug)]
pub struct Framer {
    config: FramingConfig,
    /// Bytes of the code that is coming in, never more than the longest code.
    buffer: Vec<u8>,
    /// Set as soon as the code that is coming in cannot be good any more.
    spoilt: Option<BadRead>,
    /// The terminator was CR, so an LF that follows belongs to it.
    after_cr: bool,
    last_byte: Option<Instant>,
    /// The scanner has ended a code with a terminator before.
    terminates: bool,
}

impl Framer {
    /// A framer that has seen nothing yet.
    #[must_use]
    pub fn new(config: FramingConfig) -> Self {
        Self { config, buffer: Vec::new(), spoilt: None, after_cr: false, last_byte: None, terminates: false }
    }

    /// Takes in bytes that arrived at `now` and gives the reads they complete.
    pub fn push(&mut self, bytes: &[u8], now: Instant) -> Vec<Read> {
        let mut reads = Vec::new();
        if bytes.is_empty() {
            return reads;
        }
        reads.extend(self.expire(now));
        for &byte in bytes {
            reads.extend(self.byte(byte));
        }
        self.last_byte = Some(now);
        reads
    }

    /// Ends a code that has paused for longer than the inter-character time-out. To be called now and then
    /// while [`is_mid_code`](Self::is_mid_code) holds.
    pub fn expire(&mut self, now: Instant) -> Option<Read> {
        let quiet = now.saturating_duration_since(self.last_byte?);
        if !self.is_mid_code() || quiet <= self.config.inter_character() {
            return None;
        }
        let ends = match self.config.terminator {
            Terminator::Pause => true,
            Terminator::Detect => {
                !self.terminates && (self.spoilt.is_some() || self.buffer.len() >= SHORTEST_UNENDED)
            }
            _ => false,
        };
        if ends { Some(self.finish()) } else { self.interrupt() }
    }

    /// The code that is coming in cannot be good any more, for a reason that shows outside its bytes.
    pub fn spoil(&mut self, reason: BadRead, now: Instant) -> Option<Read> {
        let before = self.expire(now);
        self.spoilt.get_or_insert(reason);
        self.buffer.clear();
        self.last_byte = Some(now);
        before
    }

    /// How long the present code may pause before it ends; `None` while there is none.
    #[must_use]
    pub fn patience(&self, now: Instant) -> Option<Duration> {
        let quiet = now.saturating_duration_since(self.last_byte?);
        self.is_mid_code().then(|| self.config.inter_character().saturating_sub(quiet))
    }

    /// Ends a code because the wire is gone: what came in of it is refused.
    pub fn interrupt(&mut self) -> Option<Read> {
        let mid_code = self.is_mid_code();
        self.buffer.clear();
        self.after_cr = false;
        let spoilt = self.spoilt.take();
        mid_code.then(|| Err(spoilt.unwrap_or(BadRead::Interrupted)))
    }

    /// True while part of a code has come in.
    #[must_use]
    pub fn is_mid_code(&self) -> bool {
        !self.buffer.is_empty() || self.spoilt.is_some()
    }

    fn byte(&mut self, byte: u8) -> Option<Read> {
        let after_cr = std::mem::take(&mut self.after_cr);
        match (self.config.terminator, byte) {
            (Terminator::Detect | Terminator::Any | Terminator::Cr, LF) if after_cr => None,
            (Terminator::Detect | Terminator::Any | Terminator::Cr, CR) => {
                self.after_cr = true;
                Some(self.end())
            }
            (Terminator::Detect | Terminator::Any, LF | TAB) | (Terminator::Tab, TAB) => Some(self.end()),
            (Terminator::Lf, LF) => {
                self.drop_last_cr();
                Some(self.end())
            }
            (Terminator::CrLf, LF) if self.drop_last_cr() => Some(self.end()),
            (Terminator::Etx, CR | LF) if !self.is_mid_code() => None,
            (Terminator::Etx, STX) => {
                let broken = self.interrupt();
                self.buffer.push(STX);
                broken
            }
            (Terminator::Etx, ETX) => Some(self.end()),
            _ => {
                self.keep(byte);
                None
            }
        }
    }

    /// Takes the CR off that belongs to the LF which follows it. A spoilt code holds no bytes to look at:
    /// there any LF ends it, so that it cannot swallow the next one.
    fn drop_last_cr(&mut self) -> bool {
        if self.spoilt.is_some() {
            return true;
        }
        let found = self.buffer.last() == Some(&CR);
        if found {
            self.buffer.pop();
        }
        found
    }

    fn keep(&mut self, byte: u8) {
        if self.spoilt.is_some() {
            return;
        }
        if self.buffer.len() >= self.config.max_length {
            self.spoilt = Some(BadRead::TooLong);
            self.buffer.clear();
            return;
        }
        self.buffer.push(byte);
    }

    fn end(&mut self) -> Read {
        self.terminates = true;
        self.finish()
    }

    fn finish(&mut self) -> Read {
        let bytes = std::mem::take(&mut self.buffer);
        match self.spoilt.take() {
            Some(reason) => Err(reason),
            None => content::read(&bytes, &self.config),
        }
    }
}

/// Reads a code that arrived whole, with the symbology where that was told apart from it. Terminators at its
/// end are what the scanner was set up to add. No key can hang where none is pressed, so a character may follow
/// itself as often as it likes.
pub(super) fn whole(bytes: &[u8], symbology: Option<Symbology>, config: &FramingConfig) -> Read {
    let end = bytes.iter().rposition(|byte| ![CR, LF, TAB].contains(byte)).map_or(0, |last| last + 1);
    content::code(&bytes[..end], symbology, config)
}

#[cfg(test)]
mod tests;
