//! What an interface of a scanner sends, whichever way it speaks.

use std::time::{Duration, Instant};

use super::UsbScannerConfig;
use super::pos::Pos;
use super::wedge::Wedge;
use crate::scanner::Read;
use crate::usb::descriptor::ReportDescriptor;

/// Bar code scanners, and the page one maker uses beside it.
const SCANNER_PAGES: [u16; 2] = [0x8c, 0xff8c];

/// Reads the reports of one interface.
#[derive(Debug)]
pub(super) enum Decoder {
    Wedge(Box<Wedge>),
    Pos(Box<Pos>),
}

impl Decoder {
    /// What reads the reports a descriptor describes; `None` when it describes no scanner and no keyboard.
    pub(super) fn described(descriptor: &ReportDescriptor, config: &UsbScannerConfig) -> Option<Self> {
        let pos = Pos::described(descriptor, &config.framing);
        let wedge = || Wedge::described(descriptor, config.layout, &config.framing);
        let scans = descriptor.applications().iter().any(|usage| SCANNER_PAGES.contains(&usage.page));
        let pos = pos.or_else(|| scans.then(|| Pos::customary(&config.framing)));
        pos.map(Box::new).map(Self::Pos).or_else(|| wedge().map(Box::new).map(Self::Wedge))
    }

    /// What reads the reports of a keyboard in the boot protocol.
    pub(super) fn boot(config: &UsbScannerConfig) -> Self {
        Self::Wedge(Box::new(Wedge::boot(config.layout, &config.framing)))
    }

    /// Takes a report in that came at `now`, and gives the reads it completes.
    pub(super) fn report(&mut self, report: &[u8], now: Instant) -> Vec<Read> {
        match self {
            Self::Wedge(wedge) => wedge.report(report, now),
            Self::Pos(pos) => pos.report(report, now),
        }
    }

    /// Ends a code that has paused for too long.
    pub(super) fn expire(&mut self, now: Instant) -> Option<Read> {
        match self {
            Self::Wedge(wedge) => wedge.framer().expire(now),
            Self::Pos(pos) => pos.expire(now),
        }
    }

    /// Ends a code because the wire is gone.
    pub(super) fn interrupt(&mut self) -> Option<Read> {
        match self {
            Self::Wedge(wedge) => wedge.framer().interrupt(),
            Self::Pos(pos) => pos.interrupt(),
        }
    }

    /// How long the present code may pause before it ends; `None` while there is none.
    pub(super) fn patience(&mut self, now: Instant) -> Option<Duration> {
        match self {
            Self::Wedge(wedge) => wedge.framer().patience(now),
            Self::Pos(pos) => pos.patience(now),
        }
    }
}
