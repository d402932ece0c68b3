//! What is between two terminators: a code, or something to refuse.

use super::{ETX, FramingConfig, STX, Terminator};
use crate::scanner::{AimIdentifier, BadRead, Read, Scan, Symbology, codabar};

/// Reads the bytes of one frame.
pub(super) fn read(bytes: &[u8], config: &FramingConfig) -> Read {
    let bytes = without_envelope(bytes, config.terminator)?;
    let scan = code(bytes, None, config)?;
    if longest_run(&decode(bytes)) > config.max_run { Err(BadRead::KeyRepeat) } else { Ok(scan) }
}

/// Reads the bytes of a code; `told` is the symbology where the scanner told it apart from the code.
pub(super) fn code(bytes: &[u8], told: Option<Symbology>, config: &FramingConfig) -> Read {
    if bytes.is_empty() {
        return Err(BadRead::Empty);
    }
    if bytes.len() > config.max_length {
        return Err(BadRead::TooLong);
    }
    let text = decode(bytes);
    if text.chars().any(char::is_control) {
        return Err(BadRead::ControlBytes);
    }
    let text = text
        .strip_prefix(config.prefix.as_str())
        .and_then(|rest| rest.strip_suffix(config.suffix.as_str()))
        .ok_or(BadRead::NotFramed)?;
    let (symbology, text) = match AimIdentifier::split(text) {
        Some((identifier, rest)) if config.aim => (Some(identifier.symbology), rest),
        _ => (told, text),
    };
    // Scanners pad some symbologies; blanks at the ends are never part of a number.
    let text = codabar::strip(text.trim(), symbology);
    if text.is_empty() {
        return Err(BadRead::Empty);
    }
    Ok(Scan { text: text.to_owned(), symbology })
}

/// STX and ETX are taken off where they stand around a code, whatever ends the frame; where ETX ends it,
/// STX must begin it.
fn without_envelope(bytes: &[u8], terminator: Terminator) -> Result<&[u8], BadRead> {
    if terminator == Terminator::Etx {
        return match bytes {
            [] => Err(BadRead::Empty),
            [STX, inner @ ..] => Ok(inner),
            _ => Err(BadRead::NotFramed),
        };
    }
    Ok(match bytes {
        [STX, inner @ .., ETX] => inner,
        _ => bytes,
    })
}

/// UTF-8 where it is UTF-8, else ISO 8859-1, the default interpretation of barcode data (ISO/IEC 15424).
fn decode(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|&byte| char::from(byte)).collect(),
    }
}

fn longest_run(text: &str) -> usize {
    let mut longest = 0;
    let mut run = 0;
    let mut before = None;
    for c in text.chars() {
        run = if before == Some(c) { run + 1 } else { 1 };
        longest = longest.max(run);
        before = Some(c);
    }
    longest
}
