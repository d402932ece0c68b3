//! What the holder of a claim hears.

use std::fmt;
use std::time::{Duration, Instant};

use crate::DeviceState;
use crate::scanner::{BadRead, Symbology};

/// One code, as a data event.
#[derive(Clone, PartialEq, Eq)]
pub struct ScanData {
    /// The code.
    pub text: String,
    /// The kind of barcode, where the scanner told it.
    pub symbology: Option<Symbology>,
    /// Counts the good reads of this scanner since the daemon started, from 1; a gap means that another
    /// holder, or nobody, got the reads between.
    pub sequence: u64,
    /// When the code was complete, on the clock of this process.
    pub at: Instant,
}

impl fmt::Debug for ScanData {
    /// Leaves the code out: a pass number is personal data and must not reach a log by accident.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ScanData(#{}, {:?})", self.sequence, self.symbology)
    }
}

/// Why a claim ended without its holder asking for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LostReason {
    /// The scanner was taken out of the configuration or the daemon stops.
    Stopping,
}

/// An event of a claimed scanner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScannerEvent {
    /// The claim is held from now on. Always the first event; the state of the scanner follows.
    Claimed,
    /// A code was read.
    Data(ScanData),
    /// A read was refused; the clerk scans again.
    BadRead {
        /// Why.
        reason: BadRead,
    },
    /// Another station asks for the scanner: retain it within the time given, or lose it.
    ReleaseRequested {
        /// The station that asks.
        by: String,
        /// How long there is to retain it.
        within: Duration,
    },
    /// The claim was lost to a station; the stream ends. It is the own station when it claimed again.
    Revoked {
        /// The station that holds the claim now.
        by: String,
    },
    /// The claim was lost because the scanner is no longer offered; the stream ends.
    Lost {
        /// Why.
        reason: LostReason,
    },
    /// The scanner changed its state. The claim survives that it is unplugged.
    State(DeviceState),
}
