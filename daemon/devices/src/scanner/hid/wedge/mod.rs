//! Scanners that play a keyboard (a "keyboard wedge"), the most common kind at counters.

mod keyboard;
mod layout;
mod typist;

use std::time::Instant;

use super::super::Read;
use super::super::framing::{Framer, FramingConfig};
use crate::usb::descriptor::ReportDescriptor;
use keyboard::Keyboard;
pub use layout::Layout;
use typist::{Typed, Typist};

/// Reads what a keyboard types.
#[derive(Debug)]
pub(super) struct Wedge {
    keyboard: Keyboard,
    typist: Typist,
    framer: Framer,
    framing: FramingConfig,
}

impl Wedge {
    /// A keyboard that reports in the boot protocol.
    pub(super) fn boot(layout: Layout, framing: &FramingConfig) -> Self {
        Self::new(Keyboard::Boot, layout, framing)
    }

    /// The keyboard in a descriptor, if there is one.
    pub(super) fn described(
        descriptor: &ReportDescriptor,
        layout: Layout,
        framing: &FramingConfig,
    ) -> Option<Self> {
        Some(Self::new(Keyboard::described(descriptor)?, layout, framing))
    }

    fn new(keyboard: Keyboard, layout: Layout, framing: &FramingConfig) -> Self {
        let framer = Framer::new(framing.clone());
        Self { keyboard, typist: Typist::new(layout), framer, framing: framing.clone() }
    }

    /// Takes a report in that came at `now`, and gives the reads it completes.
    pub(super) fn report(&mut self, report: &[u8], now: Instant) -> Vec<Read> {
        let Some(pressed) = self.keyboard.read(report) else { return Vec::new() };
        let mut reads: Vec<Read> = self.framer.expire(now).into_iter().collect();
        for typed in self.typist.take(pressed, now, self.framing.inter_character()) {
            match typed {
                Typed::Char(c) => {
                    reads.extend(self.framer.push(c.encode_utf8(&mut [0; 4]).as_bytes(), now));
                }
                Typed::Bad(reason) => reads.extend(self.framer.spoil(reason, now)),
            }
        }
        reads
    }

    pub(super) fn framer(&mut self) -> &mut Framer {
        &mut self.framer
    }
}

#[cfg(test)]
mod tests;
