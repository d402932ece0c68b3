//! Reads that are refused, and why.

/// Why a read was refused. The next read is not affected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum BadRead {
    /// A terminator with no code before it.
    #[error("empty read")]
    Empty,
    /// More than the longest code; keys of a keyboard lying on its side look like this too.
    #[error("read is too long")]
    TooLong,
    /// A byte that no barcode of this library holds: line noise, a wrong speed, or two scanners at once.
    #[error("read holds control characters")]
    ControlBytes,
    /// The code stopped in the middle: the cable was pulled, or a new code began before this one ended.
    #[error("read was interrupted")]
    Interrupted,
    /// The same character over and over: a stuck key or a hanging scanner.
    #[error("one character repeated over and over")]
    KeyRepeat,
    /// The configured prefix, suffix or STX is missing.
    #[error("read lacks the configured prefix or suffix")]
    NotFramed,
    /// More keys went down at once than the keyboard of the scanner can tell.
    #[error("more keys at once than the scanner can tell")]
    Rollover,
}

impl BadRead {
    /// A stable name in the form of `google.rpc.ErrorInfo.reason`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "READ_EMPTY",
            Self::TooLong => "READ_TOO_LONG",
            Self::ControlBytes => "READ_CONTROL_BYTES",
            Self::Interrupted => "READ_INTERRUPTED",
            Self::KeyRepeat => "READ_KEY_REPEAT",
            Self::NotFramed => "READ_NOT_FRAMED",
            Self::Rollover => "READ_ROLLOVER",
        }
    }

    /// What happened and what to do, in Dutch, or in English for `en` and its regions.
    #[must_use]
    pub fn message(self, lang: &str) -> &'static str {
        let (dutch, english) = match self {
            Self::Empty => ("Geen code gelezen; scan opnieuw.", "No code was read; scan again."),
            Self::TooLong => (
                "De code is te lang; scan één code tegelijk.",
                "The code is too long; scan one code at a time.",
            ),
            Self::ControlBytes => {
                ("De code is verminkt binnengekomen; scan opnieuw.", "The code arrived damaged; scan again.")
            }
            Self::Interrupted => {
                ("De code is halverwege afgebroken; scan opnieuw.", "The code broke off halfway; scan again.")
            }
            Self::KeyRepeat => (
                "Hetzelfde teken bleef zich herhalen; controleer de scanner en scan opnieuw.",
                "One character kept repeating; check the scanner and scan again.",
            ),
            Self::NotFramed => (
                "De code mist het ingestelde begin of eind; controleer de scannerinstelling.",
                "The code lacks the configured beginning or end; check the scanner setting.",
            ),
            Self::Rollover => (
                "De scanner kon de tekens niet bijhouden; scan opnieuw.",
                "The scanner could not keep up with the characters; scan again.",
            ),
        };
        crate::state::in_language(lang, dutch, english)
    }
}
