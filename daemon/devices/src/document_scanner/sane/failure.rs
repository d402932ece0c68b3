//! What it means when `scanimage` fails.
//!
//! It ends with the number of the SANE status (`sane.h`) when the scanner itself refused, with 1 for everything before
//! that, and says in English what was the matter.

use crate::Reason;

/// What is said when an option is not there, cannot be set now, or does not take the value.
const OPTIONS: [&str; 7] = [
    "setting of option",
    "unrecognized option",
    "unknown option",
    "attempted to set",
    "bad option value",
    "ambiguous option value",
    "requires an argument",
];

/// What is said when the scanner itself refused (`sane_start`, `sane_read`), with the status behind it.
const REFUSED: [&str; 2] = ["sane_start: ", "sane_read: "];

/// The reason a program said before it hung instead of ending: backends are taken apart at the end, and some wait for
/// themselves there. None when it said none.
pub(super) fn said_before_hanging(said: &str) -> Option<Reason> {
    let refusal = REFUSED.iter().find_map(|words| said.rsplit_once(words))?;
    Some(reason(None, refusal.1))
}

/// The reason behind an exit code and what was said on standard error.
pub(super) fn reason(code: Option<i32>, said: &str) -> Reason {
    let has = |words: &str| said.contains(words);
    if has("no SANE devices found") {
        return Reason::PortMissing;
    }
    // The status stands in words, too; they are asked where the code is that of everything.
    let status = match code {
        Some(code @ 2..=11) => code,
        _ if has("Device busy") => 3,
        _ if has("feeder jammed") => 6,
        _ if has("out of documents") => 7,
        _ if has("cover is open") => 8,
        _ if has("Error during device I/O") => 9,
        _ if has("has been denied") => 11,
        // Of a name that no backend knows, or behind which nothing is.
        _ if has("open of device") => return Reason::PortMissing,
        _ if OPTIONS.iter().any(|words| has(words)) => return Reason::ScannerUnsuitable,
        _ => return Reason::ScannerError,
    };
    match status {
        3 => Reason::ScannerBusy,
        4 => Reason::ScannerUnsuitable,
        6 => Reason::DocumentJam,
        7 => Reason::DocumentFeederEmpty,
        8 => Reason::ScannerCoverOpen,
        9 => Reason::ConnectionLost,
        11 => Reason::PermissionDenied,
        _ => Reason::ScannerError,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_scanimage_says_is_understood() {
        for (code, said, wanted) in [
            (Some(7), "scanimage: sane_start: Document feeder out of documents", Reason::DocumentFeederEmpty),
            (Some(1), "scanimage: open of device x failed: Invalid argument", Reason::PortMissing),
            (Some(1), "scanimage: open of device x failed: Device busy", Reason::ScannerBusy),
            (
                Some(1),
                "scanimage: open of device x failed: Access to resource has been denied",
                Reason::PermissionDenied,
            ),
            (Some(1), "scanimage: no SANE devices found", Reason::PortMissing),
            (
                Some(1),
                "scanimage: setting of option --mode failed (Invalid argument)",
                Reason::ScannerUnsuitable,
            ),
            (Some(1), "scanimage: attempted to set readonly option source", Reason::ScannerUnsuitable),
            (Some(1), "scanimage: attempted to set inactive option contrast", Reason::ScannerUnsuitable),
            (Some(1), "scanimage: option --mode: bad option value", Reason::ScannerUnsuitable),
            (Some(9), "", Reason::ConnectionLost),
            (None, "", Reason::ScannerError),
        ] {
            assert_eq!(reason(code, said), wanted, "{code:?} {said}");
        }
    }

    #[test]
    fn what_was_said_before_hanging_is_a_reason_where_it_is_one() {
        for (said, wanted) in [
            ("scanimage: sane_read: Document feeder jammed\n", Some(Reason::DocumentJam)),
            ("Progress: 0.1%\rscanimage: sane_read: Scanner cover is open\n", Some(Reason::ScannerCoverOpen)),
            ("scanimage: sane_start: Document feeder out of documents\n", Some(Reason::DocumentFeederEmpty)),
            ("scanimage: sane_read: Out of memory\n", Some(Reason::ScannerError)),
            ("scanimage: rounded value of br-x from 210 to 209.981\nProgress: 12.0%\r", None),
            ("", None),
        ] {
            assert_eq!(said_before_hanging(said), wanted, "{said}");
        }
    }
}
