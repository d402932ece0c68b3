//! From bytes to codes, without any clock or wire of its own.
//!
//! The time of a byte is passed in. How the bytes were cut into chunks makes no difference, and nothing that
//! comes in can make the next proper code unreadable once a terminator has passed.

mod config;
mod content;

use std::time::Instant;

use super::{BadRead, Read};
pub use config::{FramingConfig, Terminator};

const STX: u8 = 0x02;
const ETX: u8 = 0x03;
const LF: u8 = b'\n';
const CR: u8 = b'\r';

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
}

impl Framer {
    /// A framer that has seen nothing yet.
    #[must_use]
    pub fn new(config: FramingConfig) -> Self {
        Self { config, buffer: Vec::new(), spoilt: None, after_cr: false, last_byte: None }
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
        if self.config.terminator == Terminator::Pause { Some(self.finish()) } else { self.interrupt() }
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
            (Terminator::Any | Terminator::Cr, LF) if after_cr => None,
            (Terminator::Any | Terminator::Cr, CR) => {
                self.after_cr = true;
                Some(self.finish())
            }
            (Terminator::Any, LF) => Some(self.finish()),
            (Terminator::Lf, LF) => {
                self.drop_last_cr();
                Some(self.finish())
            }
            (Terminator::CrLf, LF) if self.drop_last_cr() => Some(self.finish()),
            (Terminator::Etx, CR | LF) if !self.is_mid_code() => None,
            (Terminator::Etx, STX) => {
                let broken = self.interrupt();
                self.buffer.push(STX);
                broken
            }
            (Terminator::Etx, ETX) => Some(self.finish()),
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

    fn finish(&mut self) -> Read {
        let bytes = std::mem::take(&mut self.buffer);
        match self.spoilt.take() {
            Some(reason) => Err(reason),
            None => content::read(&bytes, &self.config),
        }
    }
}

#[cfg(test)]
mod tests;
