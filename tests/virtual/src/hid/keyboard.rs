//! Reports of a scanner that plays a keyboard.

use super::keymap::{KeyboardLayout, Keystroke};
use crate::VirtualError;

/// A report of the boot protocol: modifiers, a reserved byte, six keys.
pub type KeyboardReport = [u8; 8];

/// Report descriptor of a boot keyboard (HID 1.11, appendix E.6).
pub const KEYBOARD_DESCRIPTOR: &[u8] = &[
    0x05, 0x01, 0x09, 0x06, 0xa1, 0x01, 0x05, 0x07, 0x19, 0xe0, 0x29, 0xe7, 0x15, 0x00, 0x25, 0x01, 0x75,
    0x01, 0x95, 0x08, 0x81, 0x02, 0x95, 0x01, 0x75, 0x08, 0x81, 0x01, 0x95, 0x05, 0x75, 0x01, 0x05, 0x08,
    0x19, 0x01, 0x29, 0x05, 0x91, 0x02, 0x95, 0x01, 0x75, 0x03, 0x91, 0x01, 0x95, 0x06, 0x75, 0x08, 0x15,
    0x00, 0x25, 0x65, 0x05, 0x07, 0x19, 0x00, 0x29, 0x65, 0x81, 0x00, 0xc0,
];

const RELEASED: KeyboardReport = [0; 8];
const LEFT_ALT: u8 = 0x04;
const KEYPAD_ZERO: u8 = 98;
const KEYPAD_ONE: u8 = 89;

/// How a scanner types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Typing {
    /// The layout it is set up for.
    pub layout: KeyboardLayout,
    /// Types the number of each character on the keypad while Alt is held, which needs no layout.
    pub numbers: bool,
    /// Leaves out that all keys go up between two different keys, as fast scanners do.
    pub rolling: bool,
}

/// The reports that type a text; CR is the Enter key, TAB the Tab key. They end with all keys up.
///
/// # Errors
/// When the layout cannot type a character of the text.
pub fn keyboard_reports(text: &str, typing: Typing) -> Result<Vec<KeyboardReport>, VirtualError> {
    let mut reports = Vec::new();
    for character in text.chars() {
        match character {
            '\r' => press(&mut reports, Keystroke { modifiers: 0, key: 40 }, typing.rolling),
            '\t' => press(&mut reports, Keystroke { modifiers: 0, key: 43 }, typing.rolling),
            _ if typing.numbers => by_number(&mut reports, character),
            _ => {
                for stroke in typing.layout.keystrokes(character)? {
                    press(&mut reports, stroke, typing.rolling);
                }
            }
        }
    }
    if reports.last().is_some_and(|last| *last != RELEASED) {
        reports.push(RELEASED);
    }
    Ok(reports)
}

fn press(reports: &mut Vec<KeyboardReport>, stroke: Keystroke, rolling: bool) {
    let report = [stroke.modifiers, 0, stroke.key, 0, 0, 0, 0, 0];
    // Without a release between them two presses of one key are one.
    if reports.last().is_some_and(|last| *last != RELEASED && (!rolling || last[2] == stroke.key)) {
        reports.push(RELEASED);
    }
    reports.push(report);
    if !rolling {
        reports.push(RELEASED);
    }
}

fn by_number(reports: &mut Vec<KeyboardReport>, character: char) {
    for digit in format!("{:03}", u32::from(character)).bytes() {
        let key = if digit == b'0' { KEYPAD_ZERO } else { KEYPAD_ONE + digit - b'1' };
        reports.push([LEFT_ALT, 0, key, 0, 0, 0, 0, 0]);
        reports.push([LEFT_ALT, 0, 0, 0, 0, 0, 0, 0]);
    }
    reports.push(RELEASED);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_go_down_and_up() {
        let typing = Typing::default();
        let reports = keyboard_reports("1A\r", typing).unwrap();
        assert_eq!(reports.len(), 6);
        assert_eq!(reports[0], [0, 0, 30, 0, 0, 0, 0, 0]);
        assert_eq!(reports[2], [2, 0, 4, 0, 0, 0, 0, 0]);
        assert_eq!(reports[4], [0, 0, 40, 0, 0, 0, 0, 0]);
        assert_eq!(reports[5], RELEASED);
    }

    #[test]
    fn a_fast_scanner_releases_between_equal_keys_only() {
        let rolling = Typing { rolling: true, ..Typing::default() };
        let keys: Vec<u8> =
            keyboard_reports("1123", rolling).unwrap().iter().map(|report| report[2]).collect();
        assert_eq!(keys, [30, 0, 30, 31, 32, 0]);
    }

    #[test]
    fn numbers_are_typed_on_the_keypad() {
        let numbers = Typing { numbers: true, ..Typing::default() };
        let reports = keyboard_reports("A", numbers).unwrap();
        let keys: Vec<u8> = reports.iter().map(|report| report[2]).filter(|key| *key != 0).collect();
        assert_eq!(keys, [98, 94, 93]);
        assert_eq!(reports.last(), Some(&RELEASED));
    }
}
